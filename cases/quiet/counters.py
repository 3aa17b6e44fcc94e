"""The quiet counters within a turn: what is confided, who may read it, what is said and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from cases.catalog import Catalog, Counter
from cases.daily.duty import Duty
from cases.quiet import store
from cases.quiet.entry import (
    DESKS,
    Content,
    Entry,
    HandedAlready,
    MayNotAsk,
    NothingHere,
    Outcome,
    OutcomeAlready,
    OwnMatter,
    Told,
    Word,
    new_number,
)
from cases.quiet.thanks import thank
from cases.quiet.trace import Line
from dialogue.say import Button, Say, to_plain
from people.person import CARE_DESK, NOBODY, Person
from people.roster import Roster, random_code
from rewards.nightly import Nightly
from rewards.rules import Rules
from storage import photobook
from storage.database import Transaction
from storage.mailbox import Address, Mailbox
from storage.seals import Erased, Seals

LISTED_MAX = 12  # entries on one list: what a phone's screen holds
TRACE_SHOWN_MAX = 20  # lines of a trace on one screen
WORDS_SHOWN_MAX = 6  # of what was said lately in one entry
EMPTIED_MAX = 50  # entries in one sweep
OPENED_AT_ONCE = 200  # entries looked through for whose they are, at a time


def neutral(press: str) -> Say:
    """All that is ever said unasked: no category, no place, no photo; a press opens it."""
    return Say("quiet-news", buttons=((Button(".open", press),),), protect=True, fades=True)


@dataclass(slots=True)
class QuietCounters:
    """The three counters within one turn's transaction; `now` in UTC seconds."""

    tx: Transaction
    seals: Seals
    now: int
    catalog: Catalog
    roster: Roster
    mailbox: Mailbox
    rules: Rules

    # -- the reporter's side ---------------------------------------------------------------------------------

    def is_staffed(self, counter: Counter, street: str | None = None) -> bool:
        """Whether anybody is there whom a letter would reach; for care in that street, None: in any."""
        streets = [street] if street is not None else self.catalog.streets if counter is Counter.CARE else [""]
        return any(self._is_open(person) for each in streets for person in self._people(counter, each))

    def open(self, reporter: Person, told: Told) -> Entry:
        """Seal what was confided under a key of its own, and tell its counter that there is something."""
        key = self.seals.new_key()
        content = Content(
            reporter.id, random_code(4), told.may_ask, told.words, told.photos, told.point, told.place_words
        )
        counter = self.catalog.categories[told.category].counter
        entry = Entry(
            new_number(), counter, told.category, told.street, Outcome.WAITING, key, content, self.today.isoformat()
        )
        while not store.add(self.tx, self.seals, entry):
            entry = replace(entry, number=new_number())
        for photo in told.photos:
            store.hold_photo(self.tx, photo)
        midnight = datetime.combine(self.today, datetime.min.time(), self.catalog.district.zone)
        store.trace(self.tx, self.seals, entry.number, actor="", what="open", at=int(midnight.timestamp()))
        self._alert(entry)
        return entry

    def own(self, number: str, person: Person) -> Entry:
        """A reporter's own entry; NothingHere for anybody else's."""
        entry = store.find(self.tx, self.seals, number)
        if entry is None or entry.content is None or entry.content.reporter != person.id:
            raise NothingHere
        return entry

    def answer(self, entry: Entry, words: str) -> None:
        """The reporter says something more."""
        store.say(self.tx, self.seals, entry, Word(by_desk=False, words=words))
        self._alert(entry)

    def hush(self, entry: Entry) -> None:
        """The reporter wants to hear nothing more."""
        store.update(self.tx, self.seals, replace(entry, content=replace(entry.told(), may_ask=False)))

    # -- the counter's side ----------------------------------------------------------------------------------

    def read(self, number: str, person: Person, *, what: str) -> Entry:
        """An entry for somebody of its counter, with a line in its trace: `what` they see of it or do with it."""
        entry = self.look(number, person)
        store.trace(self.tx, self.seals, entry.number, actor=person.id, what=what, at=self.now)
        return entry

    def look(self, number: str, person: Person) -> Entry:
        """The same for asking what to do with it, nothing of it being shown; raises NothingHere."""
        entry = store.find(self.tx, self.seals, number)
        if entry is None or not (entry.is_open_to(person) or self._is_on_duty_for(entry, person)):
            raise NothingHere
        return entry

    def listed(self, person: Person) -> list[tuple[str, Outcome]]:
        """Numbers and outcomes of what this person may read, what waits first."""
        found = []
        for counter, desk in DESKS.items():
            streets = person.streets(desk)
            if counter is Counter.CARE:
                streets = sorted({*streets, *self._duty.streets_of(person)})
            if streets:
                rows = store.of_counter(self.tx, str(counter), streets, most=LISTED_MAX)
                found += [(row["number"], Outcome(row["outcome"])) for row in rows]
        return found[:LISTED_MAX]

    def said(self, entry: Entry) -> list[Word]:
        """The last of what the counter and the reporter said."""
        return store.said(self.tx, self.seals, entry, most=WORDS_SHOWN_MAX)

    def traced(self, entry: Entry) -> list[tuple[Line, str]]:
        """The last lines of its trace, each with the alias of who did it; '' for the reporter."""
        lines = store.traced(self.tx, entry.number)[-TRACE_SHOWN_MAX:]
        return [(line, self.roster.person(line.actor).alias if line.actor else "") for line in lines]

    def ask(self, entry: Entry, person: Person, words: str) -> None:
        """Ask the reporter, who stays a code; raises MayNotAsk."""
        if not entry.told().may_ask:
            raise MayNotAsk
        self._trace(entry, person, "ask")
        self._tell(entry, Word(by_desk=True, words=words))

    def settle(
        self, entry: Entry, person: Person, outcome: Outcome, *, saved_yuan: int = 0, confirmed: str = ""
    ) -> Entry:
        """Note what came of it, and tell the reporter in neutral words; what was true earns, days later and unsaid.

        Raises OutcomeAlready or OwnMatter.
        """
        self.may_settle(entry, person)
        if entry.outcome is outcome:
            raise OutcomeAlready
        settled = replace(
            entry,
            outcome=outcome,
            settled_on=self.today.isoformat() if outcome.is_final else None,
            saved_yuan=saved_yuan,
            content=replace(entry.told(), confirmed=confirmed),
        )
        store.update(self.tx, self.seals, settled)
        self._trace(settled, person, f"outcome-{outcome}")
        if entry.told().reporter != NOBODY:
            thank(self._nightly, self.catalog, settled, self.roster.person(entry.told().reporter).member)
        self._tell(settled, Word(by_desk=True, outcome=str(outcome)))
        return settled

    def may_settle(self, entry: Entry, person: Person) -> None:
        """Raises OwnMatter."""
        if entry.told().reporter == person.id:
            raise OwnMatter

    def hand_over(self, entry: Entry, person: Person, to: str) -> Entry:
        """Note that somebody outside has it now; from today its content has its days. Raises HandedAlready."""
        if entry.handed_to == to:
            raise HandedAlready
        handed = replace(entry, handed_to=to, handed_on=self.today.isoformat())
        store.update(self.tx, self.seals, handed)
        self._trace(handed, person, f"handed-{to}")
        return handed

    def pass_on(self, entry: Entry, person: Person, counter: Counter, street: str = "") -> Entry:
        """Give it to another quiet counter, where it belongs; this one sees it no more."""
        passed = replace(entry, counter=counter, street=street or entry.street)
        store.update(self.tx, self.seals, passed)
        self._trace(passed, person, f"passed-{counter}")
        self._alert(passed)
        return passed

    # -- the end ---------------------------------------------------------------------------------------------

    def empty_old(self) -> None:
        """Drop what was said in entries whose days are over; their keys are destroyed after the commit."""
        before = self.today - timedelta(days=self.catalog.district.retention.clue_days)
        for entry in store.over(self.tx, self.seals, before=before.isoformat(), most=EMPTIED_MAX):
            for photo in entry.content.photos if entry.content else ():
                photobook.drop(self.tx, photo)
            store.empty(self.tx, entry.number)

    # -- inside ----------------------------------------------------------------------------------------------

    @property
    def today(self) -> date:
        """The district's day."""
        return datetime.fromtimestamp(self.now, self.catalog.district.zone).date()

    @property
    def _duty(self) -> Duty:
        return Duty(self.tx, self.roster)

    def _is_on_duty_for(self, entry: Entry, person: Person) -> bool:
        on_duty = self._duty.of(entry.street) if entry.counter is Counter.CARE else None
        return on_duty is not None and on_duty.person.id == person.id

    @property
    def _nightly(self) -> Nightly:
        zone = self.catalog.district.zone
        return Nightly(self.tx, self.rules, datetime.fromtimestamp(self.now, zone), zone, self.seals)

    def _people(self, counter: Counter, street: str) -> list[str]:
        """Whose counter it is; for care the two of the street and, while they are on duty, its duty officer."""
        if counter is not Counter.CARE:
            return self.roster.people_with(DESKS[counter], "")
        on_duty = self._duty.of(street)
        return sorted({*self.roster.people_with(CARE_DESK, street), *([on_duty.person.id] if on_duty else [])})

    def _alert(self, entry: Entry) -> None:
        for person in self._people(entry.counter, entry.street):
            if to := self._reached(person):
                say = neutral(f"sealed:{entry.number}")
                self.mailbox.post(to, to_plain(say), said=say)

    def _tell(self, entry: Entry, word: Word) -> None:
        """Keep a word for the reporter, and let them know that there is one if they want to."""
        store.say(self.tx, self.seals, entry, word)
        content = entry.told()
        if content.may_ask and (to := self._reached(content.reporter)):
            say = neutral(f"quietnews:{entry.number}")
            self.mailbox.post(to, to_plain(say), said=say)

    def _reached(self, person: str) -> Address | None:
        """Where to write to somebody; None for who had themselves erased meanwhile."""
        try:
            return self.roster.address(person)
        except Erased:
            return None

    def _is_open(self, person: str) -> bool:
        """Whether somebody's private chat is open: a letter to who never opened it goes nowhere."""
        to = self._reached(person)
        return to is not None and to.state == "open"

    def _trace(self, entry: Entry, person: Person, what: str) -> None:
        store.trace(self.tx, self.seals, entry.number, actor=person.id, what=what, at=self.now)


def forget_reporter(tx: Transaction, seals: Seals, person: str) -> None:
    """Somebody is erased: what they confided can still be worked, and is nobody's from here on."""
    after = ""
    while entries := store.with_content(tx, seals, after=after, most=OPENED_AT_ONCE):
        after = entries[-1].number
        for entry in entries:
            if entry.content and entry.content.reporter == person:
                nobodys = replace(entry.content, reporter=NOBODY, may_ask=False)
                store.update(tx, seals, replace(entry, content=nobodys))
