"""Open, take, hand over, handle, refuse, answer, look again, withdraw: each a move, its letters and its points."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from cases import deadlines, store
from cases.case import OFFICE_HAS, SILENCE_HOURS, Case, Move, Status
from cases.catalog import Catalog
from cases.history import store as history
from cases.history.chain import Event
from cases.informing import Informing
from cases.known import likeness
from cases.known.joining import Joining
from cases.known.marks import beside
from cases.known.near import Found
from cases.known.outcome import Outcome
from cases.overdue import Clocks
from cases.routing import Route, kept
from dialogue.refusal import Refusal
from dialogue.say import Button, Fact, Picture, listed, name
from people.person import COORDINATOR, OFFICER, Person
from rewards.ledger import Ledger
from storage.database import Transaction
from storage.mailbox import Address
from storage.seals import Seals

PHOTOS_MAX = 9  # PRODUCT 1: 1 to 9 photos a report
PHOTOS_ADDED_MAX = 18  # of one case, later ones included
WORDS_MAX = 2000  # characters of a case, later words included
WAITING_SHOWN_MAX = 20  # at once to a counter that joins: a minute of a group's pace, as a platform allows it
SEEN_AT_ONCE_MAX = 300  # cases that nobody saw until somebody joined; their reporters are told in that turn
HAND_OVERS_MAX = 2  # between offices; PRODUCT 2: the third goes to a coordinator instead of on to a fourth office
WITHDRAW_MINUTES = 10  # shown on the receipt; later as long as nobody took it


class NoSuchCase(Refusal):
    """Absent and forbidden answer alike."""


class NotYourStreet(Refusal):
    """Only an officer of the case's street, or a coordinator, may do this."""


class SomebodyElseHasIt(Refusal):
    """Another officer took the case."""


class WithTheCoordinator(Refusal):
    """It was sent back so often that a coordinator sees to it."""


class TooManyPhotos(Refusal):
    """The case has as many photos as it can hold."""


class WordsDoNotFit(Refusal):
    """The case's description is as long as it can be."""


class SameStreet(Refusal):
    """A hand-over to the office that has the case."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a counter was shown of the cases that wait for it: how many, and the press that shows the next ones."""

    shown: int
    next: str


@dataclass(slots=True)
class Casework:
    """The cases within one turn's transaction. `now` in UTC seconds."""

    tx: Transaction
    seals: Seals
    now: int
    catalog: Catalog
    informing: Informing
    ledger: Ledger

    # -- the rider -------------------------------------------------------------------------------------------

    def open(
        self,
        reporter: Person,
        *,
        category: str,
        street: str,
        route: Route,
        place_words: str,
        words: str,
        photos: list[str],
        points: int,
        urgency: str = "",
    ) -> Case:
        """A new case: numbered, at its street's counter, in its reporter's list."""
        kind = self.catalog.categories[category]
        take_by, handle_by = self._clock(category)
        case = Case(
            number=self._next_number(datetime.fromtimestamp(self.now, self.zone)),
            version=1,
            status=Status.SUBMITTED,
            category=category,
            street=street,
            urgency=urgency or str(kind.urgency),
            reporter=reporter.id,
            key_id=reporter.key_id,
            words=words[:WORDS_MAX],
            place_words=place_words,
            latitude=route.latitude,
            longitude=route.longitude,
            routed=str(route.reason),
            opened_at=self.now,
            take_by=take_by,
            handle_by=handle_by,
            points=points,
        )
        store.add(self.tx, self.seals, case)
        self.clocks.follow(None, case)
        for photo in photos[:PHOTOS_MAX]:
            store.add_photo(self.tx, case.number, photo, role="report", now=self.now)
        self._note(case, before="", actor=reporter.id, what="open", note=json.dumps(kept(route)))
        self.joining.came_back(case)
        likeness.notice(self.tx, case.number, photos[:PHOTOS_MAX], now=self.now)
        self._show(case)
        return case

    def mine(self, person: Person, *, most: int) -> list[Case]:
        """A rider's own cases, newest first."""
        return store.of_reporter(self.tx, self.seals, person.id, most=most)

    def own(self, number: str, person: Person) -> Case:
        """A rider's own case; NoSuchCase for anybody else's."""
        case = store.find(self.tx, self.seals, number)
        if case is None or case.reporter != person.id:
            raise NoSuchCase
        return case

    def withdraw(self, case: Case, person: Person) -> Case:
        """The rider takes it back, as long as nobody took it or saw it too."""
        case.allows(Move.WITHDRAW)
        self.joining.is_relied_on(case)
        return self._move(case, case.moved(Move.WITHDRAW, ended_at=self.now, ended_why="withdrawn"), person, "withdraw")

    def add(self, case: Case, person: Person, *, words: str, photos: list[str]) -> Case:
        """The rider adds words or photos to an open case; its office sees them."""
        case.takes_more()
        if len(photos) > self.photos_left(case):
            raise TooManyPhotos(most=PHOTOS_ADDED_MAX)
        if words and len(case.words) + len(words) + 1 > WORDS_MAX:
            raise WordsDoNotFit(most=WORDS_MAX)
        for photo in photos:
            store.add_photo(self.tx, case.number, photo, role="report", now=self.now)
        likeness.notice(self.tx, case.number, photos, now=self.now)
        added = replace(
            case,
            version=case.version + 1,
            words=f"{case.words}\n{words}".strip()[:WORDS_MAX] if words else case.words,
        )
        self._write(added)
        self._note(added, before=case.status, actor=person.id, what="add", note=words)
        self.informing.tell_counter(added)
        self.informing.tell_officer(added, "officer-more-came")
        return added

    def photos_left(self, case: Case) -> int:
        """How many photos a case still has room for."""
        return max(0, PHOTOS_ADDED_MAX - len(store.photos(self.tx, case.number)))

    def answer(self, case: Case, person: Person, move: Move) -> Case:
        """已解决 · 部分解决 · 没再路过: the case closes; points stay as they are, whatever is answered."""
        return self._move(case, case.answered(move, now=self.now), person, str(move))

    def look_again(self, case: Case, person: Person, words: str) -> Case:
        """没解决 or 请再看看: back to the office with the rider's words; the third time to the coordinator."""
        take_by, handle_by = self._clock(case.category)
        seen = case.seen_again(now=self.now, take_by=take_by, handle_by=handle_by)
        again = self._move(case, seen, person, "look_again", note=words, fresh=True)
        if again.officer is None:
            self.informing.tell_coordinators(again, "came-back-often", said=words)
        else:
            self.informing.tell_officer(again, "came-back", said=words)
        return again

    def may_look_again(self, case: Case) -> bool:
        """Whether 请再看看 would be taken now; what would be refused is not offered."""
        try:
            case.seen_again(now=self.now)
        except Refusal:
            return False
        return True

    def close_silent(self, *, most: int) -> int:
        """Close what was handled 72 hours ago and never answered; how many."""
        cases = store.silent_since(self.tx, self.seals, self.now - SILENCE_HOURS * 3600, most=most)
        for case in cases:
            closed = case.answered(Move.SILENCE, now=self.now)
            self._write(closed)
            self._note(closed, before=case.status, actor="clock", what="silence")
            self.informing.tell_counter(closed)
        return len(cases)

    # -- the office ------------------------------------------------------------------------------------------

    def for_office(self, number: str, officer: Person) -> Case:
        """A case for an officer of its street or a coordinator; raises NoSuchCase or NotYourStreet."""
        case = store.find(self.tx, self.seals, number)
        if case is None:
            raise NoSuchCase
        if not officer.may(OFFICER, case.street) and not officer.may(COORDINATOR, case.street):
            raise NotYourStreet
        return case

    def to_act_on(self, number: str, officer: Person) -> Case:
        """A case that this officer may work: no other officer of the street has it, or they coordinate the street."""
        case = self.for_office(number, officer)
        if officer.may(COORDINATOR, case.street) or case.officer == officer.id:
            return case
        if case.has_gone_up:
            raise WithTheCoordinator(number=case.number)
        if case.officer and (holder := self.informing.roster.person(case.officer)).may(OFFICER, case.street):
            raise SomebodyElseHasIt(alias=holder.alias)
        return case

    def take(self, case: Case, officer: Person) -> Case:
        """接单: first press wins. What is `high` and was sent at night runs from now on, not from the morning."""
        kind, now = self.catalog.categories[case.category], datetime.fromtimestamp(self.now, self.zone)
        at_once = int(deadlines.handle_by(kind, now, is_taken=True).timestamp())
        taken = replace(case.taken_by(officer.id, now=self.now), handle_by=min(case.handle_by, at_once))
        taken = self._move(case, taken, officer, "take")
        self.informing.tell_reporter(taken, "case-taken")
        return taken

    def hand_over(self, case: Case, officer: Person, *, to: str, why: str) -> Case:
        """转派: to another street's counter, its clock starting anew. The third is a coordinator's to decide."""
        if to == case.street:
            raise SameStreet
        assert not self.is_for_the_coordinator(case, officer), "asked before the street is"
        take_by, handle_by = self._clock(case.category)
        over = case.moved(Move.HAND_OVER, street=to, officer=None, taken_at=None, take_by=take_by, handle_by=handle_by)
        store.add_hand_over(self.tx, case.number, before=case.street, after=to, actor=officer.id, now=self.now)
        self._move(case, over, officer, "hand_over", note=why, fresh=True)
        self.informing.tell_reporter(
            over,
            "case-handed-over",
            before=name(self.catalog.streets[case.street].names),
            why=why,
            reached=int(self.informing.reaches(to)),
        )
        return over

    def streets_of(self, case: Case) -> list[str]:
        """The streets that had a case, in order; the last has it now."""
        return [*store.handed_over_by(self.tx, case.number), case.street]

    def is_for_the_coordinator(self, case: Case, officer: Person) -> bool:
        """Whether a hand-over by this officer would be the third."""
        return len(self.streets_of(case)) > HAND_OVERS_MAX and not officer.may(COORDINATOR, case.street)

    def ask_coordinator(self, case: Case, officer: Person, key: str, *, why: str = "") -> int:
        """Have a coordinator say whose it is; it stays where it is until then. How many coordinators were told."""
        told = self.informing.tell_coordinators(case, key, why=why, streets=self._names_of(self.streets_of(case)))
        if told:
            self._note(case, before=case.status, actor=officer.id, what="ask_coordinator", note=why)
        return told

    def handle(self, case: Case, officer: Person, *, verified: bool, outcome: str, photos: list[str]) -> Case:
        """已处置 with 核实属实 or 未见: the rider is asked, and what is verified earns in this very transaction."""
        for photo in photos:
            store.add_photo(self.tx, case.number, photo, role="result", now=self.now)
        handled = self._move(
            case,
            case.handled(officer.id, now=self.now, verified=verified, outcome=outcome),
            officer,
            "handle",
            note=outcome,
        )
        beside = (*store.photos(self.tx, case.number, role="report")[:1], *photos[:1])
        self.informing.tell_reporter(
            handled,
            "case-handled",
            buttons=_answers(case.number, again=(again := self.may_look_again(handled))),
            again=int(again),
            picture=Picture("beside", beside) if photos else None,
            beside=int(len(beside) == 2),
            award=self.outcome.award(handled, before=case),
        )
        self.outcome.tell(handled, "followed-handled", officer, verified=verified, result=photos)
        return handled

    def refuse(self, case: Case, officer: Person, *, verified: bool, why: str) -> Case:
        """不予受理, with or without 核实属实: a true report that is not ours still earns."""
        refused = self._move(
            case, case.refused(now=self.now, verified=verified, outcome=why), officer, "refuse", note=why
        )
        self.informing.tell_reporter(
            refused,
            "case-refused",
            buttons=((Button(".again", f"again:{case.number}"),),) if self.may_look_again(refused) else (),
            award=self.outcome.award(refused, before=case),
        )
        self.outcome.tell(refused, "followed-refused", officer, verified=verified, result=[])
        return refused

    def beside(self, case: Case) -> list[Found]:
        """Other open cases of its category near by, nearest first: what it might be merged with."""
        return beside(self.tx, self.catalog, case)

    def merge(self, case: Case, officer: Person, *, into: Case) -> Case:
        """合并: this case ends, its people follow the other one; one close informs and credits everybody."""
        self.joining.may_merge(case, into)
        merged = case.moved(Move.MERGE, ended_at=self.now, ended_why="merged")
        self._move(case, merged, officer, "merge", note=into.number)
        self.joining.merge(merged, into, officer)
        return merged

    def list_for(self, streets: list[str], statuses: list[Status], *, most: int) -> list[Case]:
        """Cases of some streets, soonest due first and so the overdue before all; [''] is every street."""
        return store.next_due(self.tx, self.seals, streets, statuses, most=most)

    def show_waiting(self, street: str, to: Address, *, after: str = "") -> Waiting:
        """Show a counter the next cases that wait for it, soonest due first. `after`: "<handle_by>:<number>" of the
        last one it was shown. Raises NoSuchCase where that is not so written.
        """
        due, _, number = after.partition(":")
        if after and not (due.isascii() and due.isdigit() and len(due) < 12 and number):
            raise NoSuchCase
        waiting = store.of_streets(
            self.tx, self.seals, [street], OFFICE_HAS, most=WAITING_SHOWN_MAX + 1, at=int(due or 0), last=number
        )
        shown = waiting[:WAITING_SHOWN_MAX]
        for case in shown:
            self.informing.post(to, self.informing.counter_card(case, to), about=case.number)
        more = f"waiting:{street}:{shown[-1].handle_by}:{shown[-1].number}" if len(waiting) > len(shown) else ""
        return Waiting(len(shown), more)

    def has_waiting(self, street: str) -> bool:
        """Whether an office of a street, '' for any, still has to do something about a case."""
        return bool(store.of_streets(self.tx, self.seals, [street], OFFICE_HAS, most=1))

    def now_seen(self, street: str) -> int:
        """Somebody joined who sees a street's cases, '' for all streets: what nobody saw until now begins its clock
        now, and its reporter hears by when. How many cases.
        """
        unseen = store.unseen(self.tx, self.seals, [street], most=SEEN_AT_ONCE_MAX)
        for case in unseen:
            take_by, handle_by = self._clock(case.category)
            seen = replace(case, version=case.version + 1, take_by=take_by, handle_by=handle_by)
            self.clocks.follow(case, seen)
            self._write(seen)
            self._note(seen, before=case.status, actor="clock", what="seen")
            self.informing.tell_reporter(seen, "case-now-seen")
        return len(unseen)

    def photo_came(self, photo: str, *, is_late: bool = True) -> None:
        """A photo came after its case was sent: compared with earlier ones now, and drawn anew where letters went
        without it.
        """
        number = store.case_with_photo(self.tx, photo)
        if number and (case := store.find(self.tx, self.seals, number)):
            is_like = likeness.notice(self.tx, case.number, [photo], now=self.now)
            if is_late or is_like:
                self.informing.tell_counter(case)

    def photos(self, case: Case) -> list[str]:
        """All photos of a case, the rider's and the office's, in order."""
        return store.photos(self.tx, case.number)

    def events(self, case: Case) -> list[Event]:
        """What happened to a case, in order."""
        return history.of_case(self.tx, self.seals, case)

    def counts(self, streets: list[str], *, since: int) -> dict[str, int]:
        return store.counts(self.tx, streets, since=since, now=self.now)

    @property
    def joining(self) -> Joining:
        """What is known near by already, and who else saw it."""
        return Joining(self.tx, self.seals, self.now, self.catalog, self.informing, self._note)

    @property
    def outcome(self) -> Outcome:
        """What everybody else who reported or saw a case is told of it, and earns."""
        return Outcome(self.tx, self.seals, self.now, self.catalog, self.informing, self.ledger, self._note)

    # -- inside ----------------------------------------------------------------------------------------------

    @property
    def clocks(self) -> Clocks:
        """When each case's deadlines are told."""
        return Clocks(self.tx, self.seals, self.now, self.catalog, self.informing)

    @property
    def zone(self) -> ZoneInfo:
        return self.catalog.district.zone

    def _clock(self, category: str) -> tuple[int, int]:
        """By when a case whose clock starts now is taken and handled, in UTC seconds."""
        kind, now = self.catalog.categories[category], datetime.fromtimestamp(self.now, self.zone)
        return int(deadlines.take_by(kind, now).timestamp()), int(deadlines.handle_by(kind, now).timestamp())

    def _names_of(self, streets: list[str]) -> Fact:
        return listed([name(self.catalog.streets[street].names) for street in streets], joined="list-arrow")

    def _next_number(self, opened: datetime) -> str:
        series = f"{self.catalog.district.prefix}{opened:%y}"
        return f"{series}-{store.next_number(self.tx, series):05d}"

    def _move(
        self, before: Case, after: Case, actor: Person, what: str, *, note: str = "", fresh: bool = False
    ) -> Case:
        after = self.clocks.follow(before, after)
        self._write(after)
        self._note(after, before=before.status, actor=actor.id, what=what, note=note)
        self._show(after, fresh=fresh)
        return after

    def _show(self, case: Case, *, fresh: bool = False) -> None:
        """Show a case to its office. One that waits where nobody is yet has that in its history, and is told later."""
        if not self.informing.tell_counter(case, fresh=fresh) and case.status is Status.SUBMITTED:
            self._note(case, before=case.status, actor="clock", what="unseen")

    def _write(self, case: Case) -> None:
        written = store.update(self.tx, self.seals, case)
        assert written, f"{case.number} was locked by this turn, yet somebody else moved it"

    def _note(self, case: Case, *, before: str, actor: str, what: str, note: str = "") -> None:
        history.add(self.tx, self.seals, case, before=str(before), actor=actor, what=what, note=note, now=self.now)


def _answers(number: str, *, again: bool) -> tuple[tuple[Button, ...], ...]:
    """How it looks now; without 没解决 where it can't go back any more."""

    def button(answer: str) -> Button:
        return Button(f".{answer}", f"{answer}:{number}")

    if not again:
        return ((button("solved"), button("partly"), button("notpassed")),)
    return (button("solved"), button("partly"), button("unsolved")), (button("notpassed"),)
