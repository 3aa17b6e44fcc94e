"""Takes one turn: the only place where a business transaction begins and ends."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from bot import due
from bot.knowledge import Knowledge
from bot.reminding import Reminding
from cases.broadcasting.broadcasts import Broadcasts
from cases.casework import Casework
from cases.classes.classes import tell_effects
from cases.consultations.telling import Telling
from cases.counters import Counters
from cases.daily import rolls
from cases.informing import Informing
from cases.office.asking import Asking
from cases.overdue import Clocks
from cases.privacy.erasing import Erasing, waiting_to_go
from cases.privacy.keeping import Keeping
from cases.quiet.counters import QuietCounters
from cases.quiet.summary import write_totals
from cases.review.reversing import tell_paid
from cases.review.review import Review
from cases.starlight.scheme import Starlight
from cases.starlight.store import tell_once
from cases.store import case_with_album
from cases.summary.issuing import Issuing
from cases.summary.weeks import Issue, Weeks
from dialogue.hear import Change, Command, Heard, Part, Photo, Place, Press, Words
from dialogue.refusal import Refusal
from dialogue.say import Say, to_plain
from dialogue.stack import Stack
from dialogue.talk import Talk
from handlers.desk import Desk
from handlers.rider import draft
from people.person import COORDINATOR, OFFICER, QUIET, QUIET_ROLES, RIDER, SHOP, Person
from people.roster import Roster, random_code
from rewards.ledger import Ledger
from rewards.nightly import Nightly
from storage import fading, mailbox, photobook, talks
from storage.beforehand import Beforehand
from storage.database import Row, Transaction
from storage.mailbox import Address, Letter, Mailbox
from storage.photos import Kept

SWEPT_MAX = 200  # cases closed in one turn of the clock, so that riders need not wait for it
LATE_MAX = 20  # cases of which is told in one turn: each is locked until the turn ends, and an officer may wait for it
PHOTO_LATE_SECONDS = 2  # letters wait for photos a little longer; what comes later is drawn in anew
MESSAGES_MAX = 40  # of one talk that can be taken back: photos, words, presses and some to spare
MAY_BE_A_CODE = "q"  # how a photo's id begins that a shop sent: whoever fetches it looks for a voucher's QR
CONSENT_MINUTES = 30  # what came before consent waits so long, sealed, and is then gone


@dataclass(slots=True)
class Taken:
    """What a committed turn leaves to do: letters that may go at once, and words for the press itself."""

    letters: list[Letter] = field(default_factory=list)
    posted_count: int = 0
    has_errands: bool = False
    let_go: list[Address] = field(default_factory=list)  # chats whose person did not agree: nothing of it is kept
    is_fading: bool = False  # messages are to be taken back now
    toast: Say | None = None
    open_private: bool = False
    language: str = ""
    has_more: bool = False  # the clock has more of the same to do right away


@dataclass(frozen=True, slots=True)
class Spoken:
    """What one step of a conversation says to its person, in their language; whether it ends with a question."""

    person: Person
    chat: Address
    said: list[Say]
    is_asking: bool


class Watched:
    """A transaction that counts the writes of a conversation, so that a question after one is noticed."""

    def __init__(self, tx: Transaction) -> None:
        self._tx, self.writes = tx, 0

    def run(self, sql: str, /, **values: Any) -> int:
        self.writes += 1
        return self._tx.run(sql, **values)

    def one(self, sql: str, /, **values: Any) -> Row | None:
        return self._tx.one(sql, **values)

    def all(self, sql: str, /, **values: Any) -> list[Row]:
        return self._tx.all(sql, **values)

    def many(self, sql: str, rows: Sequence[Sequence[Any]], /) -> list[Row]:
        self.writes += 1
        return self._tx.many(sql, rows)

    def savepoint(self) -> AbstractContextManager[None]:
        return self._tx.savepoint()


class Turn:
    """One turn within its transaction. It may run twice before it commits, so its `now` is handed in."""

    def __init__(self, tx: Transaction, know: Knowledge, *, now_ms: int, beforehand: Beforehand | None = None) -> None:
        self.tx, self.know = tx, know
        self.beforehand = beforehand or Beforehand()
        self.now_ms, self.now = now_ms, now_ms // 1000
        self.mailbox = Mailbox(tx, know.seals, now_ms, know.process, know.channels)
        self.let_go: list[Address] = []
        self.roster = Roster(tx, know.seals, self.now, know.catalog.district.consent_version, know.languages)

    # -- what is heard ---------------------------------------------------------------------------------------

    def take(self, heard: Heard) -> Taken:
        """Take what a person said; nothing at all if it was heard before."""
        if self.mailbox.heard_before(heard.chat.channel, heard.id):
            return Taken()
        if isinstance(heard.parts[0], Change):
            self._changed(heard, heard.parts[0])
            return self._taken()
        person, chat = self.roster.recognise(heard.chat.channel, heard.sender, is_private=not heard.chat.is_group)
        if heard.chat.is_group:
            return self._take_in_group(heard, person, chat)
        spoken = self._converse(person, chat, chat, heard.parts, heard.message)
        lone = spoken.said[0] if len(spoken.said) == 1 else None
        if lone and lone.brief and isinstance(heard.parts[0], Press):
            return replace(self._taken(spoken.person), toast=lone)
        self._post_all(spoken)
        self._say_going(spoken, heard.parts[0])
        return self._taken(spoken.person)

    def photo_came(self, photo: str, kept: Kept, code: str = "") -> Taken:
        """An errand kept a photo. A place in the file answers an open report that has none yet, a `code` in the
        picture a shop's question for one.
        """
        row = photobook.find(self.tx, photo)
        if not photobook.keep(
            self.tx, photo, name=kept.name, bytes_count=kept.bytes_count, phash=kept.phash, turned=kept.turned
        ):
            return self._taken()
        if photo.startswith(MAY_BE_A_CODE):
            self._with_draft_of(photo, lambda person, chat, _: self._offer_code(person, chat, photo, code))
        if kept.place:
            self._with_draft_of(photo, lambda person, chat, _: self._offer_place(person, chat, kept))
        is_late = row is not None and self.now - row.heard_at > PHOTO_LATE_SECONDS
        self._casework().photo_came(photo, is_late=is_late)
        return self._taken()

    def photo_failed(self, photo: str, why: str) -> Taken:
        """A photo can't be used: the draft lets go of it and its rider is told."""
        if photobook.refuse(self.tx, photo, why=why):
            self._with_draft_of(photo, lambda person, chat, _: self._tell_refused(person, chat, photo, why))
        return self._taken()

    def broke(self, heard: Heard) -> Taken:
        """A turn failed for good: note it as heard and tell the person that it is being looked at."""
        if not self.mailbox.heard_before(heard.chat.channel, heard.id) and not heard.chat.is_group:
            _, chat = self.roster.recognise(heard.chat.channel, heard.sender, is_private=True)
            self._post(chat, Say("being-looked-at"))
        return self._taken()

    def alarm_conflict(self, key: str) -> Taken:
        """A key of the ledger came back with another meaning: nothing was paid, and the district hears of it once."""
        if tell_once(self.tx, f"conflict:{key}", now=self.now):
            for to in self.roster.coordinators(""):
                self._post(to, Say("key-conflict", {"key": key}))
        return self._taken()

    def tick(self, id: str) -> Taken:
        """What falls due by the clock; `id` is natural (`sweep:2026-11-23T18:35`), so that it is done once."""
        if not self.mailbox.heard_before("clock", id):
            for id in talks.forget(self.tx, now=self.now, most=SWEPT_MAX):
                self._let_go(self.roster.person(id))
            mailbox.forget(self.tx, now_ms=self.now_ms)
            due.end_roles(self.roster, self._informing())
            tell_effects(Broadcasts(self._informing(), self.know.seals, self.now))
            self.meetings.sweep()
            photobook.drop_unused(self.tx, "case_photo", "quiet_photo", "consultation_photo", now=self.now)
            quiet = self._quiet()
            quiet.empty_old()
            write_totals(self.tx, quiet.today)
            work = self._casework()
            work.close_silent(most=SWEPT_MAX)
            Asking(work.moving).go_on(most=SWEPT_MAX)
            self._seen_late(work)
            self._keep_points(work)
            self.starlight.tick()
            Review(work.moving, work.ledger).tick()
        return self._taken()

    def erase(self, person: str) -> Taken:
        """Let go of somebody who asked to be erased; their key is destroyed after the commit."""
        has_more = Erasing(self._casework().moving).let_go(person)
        return replace(self._taken(), has_more=has_more)

    def night(self) -> Taken:
        """Let go of what is old enough; once a night, a bounded number of cases a turn."""
        has_more = Keeping(self._casework().moving).tonight()
        return replace(self._taken(), has_more=has_more)

    def _seen_late(self, work: Casework) -> None:
        """Cases that nobody saw and that were too many to begin when somebody joined: the next of them begin now."""
        counters = Counters(work.moving)
        for street in self.know.catalog.streets:
            if work.informing.reaches(street):
                counters.now_seen(street)

    def _keep_points(self, work: Casework) -> None:
        """What time does to points; whatever is more than a bound is left to the next tick."""
        ledger = work.ledger
        ledger.mature()
        ledger.expire()
        tell_paid(work.informing, ledger.end_pauses())
        Nightly(self.tx, ledger.rules, ledger.now, ledger.zone, self.know.seals).pay_due()

    def late(self) -> Taken:
        """Tell what has fallen due. It needs no natural id: each step is told once, whatever the wall clock did."""
        know = self.know
        Clocks(self.tx, know.seals, self.now, know.catalog, self._informing()).sweep(most=LATE_MAX)
        return self._taken()

    def weekly(self, issue: Issue) -> Taken:
        """Tell coordinators of a week; each issue once."""
        know = self.know
        weeks = Weeks(self.tx, know.seals, self.now, know.catalog, self.beforehand)
        Issuing(weeks, Informing(self.tx, know.catalog, self.roster, self.mailbox)).say(issue)
        return self._taken()

    @cached_property
    def starlight(self) -> Starlight:
        """The scheme, for the clock and for tills on the web."""
        today = datetime.fromtimestamp(self.now, self.know.catalog.district.zone)
        know = self.know
        return Starlight(self.tx, know.seals, know.catalog, self.roster, self.mailbox, know.rules, today)

    @cached_property
    def meetings(self) -> Telling:
        """Consultations, for the clock and for guests on the web."""
        return Telling(self._informing(), self.know.seals, self.now)

    def roll(self, street: str, at: datetime) -> Taken:
        """Call a street's roll of a time (aware, of the district); its id is natural, so that it is done once."""
        if not self.mailbox.heard_before("clock", f"roll:{street}:{rolls.written(at)}"):
            rolls.Rolls(self._casework().moving).call(street)
        return self._taken()

    def remind(self) -> Taken:
        """Ask and remind riders of what waited for a good moment; `has_more` where that was not all."""
        reminding = Reminding(self.tx, self.know, self.now, self.roster, self.mailbox, self._casework())
        has_more = reminding.sweep()
        return replace(self._taken(), has_more=has_more)

    def broadcast(self, batch: int) -> Taken:
        """Tell the next people of what is broadcast; each is told once, so this needs no natural id either."""
        Broadcasts(self._informing(), self.know.seals, self.now).tell_next(batch)
        return self._taken()

    def _quiet(self) -> QuietCounters:
        know = self.know
        return QuietCounters(self.tx, know.seals, self.now, know.catalog, self.roster, self.mailbox, know.rules)

    def _informing(self) -> Informing:
        return Informing(self.tx, self.know.catalog, self.roster, self.mailbox)

    def _casework(self) -> Casework:
        """The cases, for what no person at a desk does."""
        know, zone = self.know, self.know.catalog.district.zone
        ledger = Ledger(self.tx, know.rules, datetime.fromtimestamp(self.now, zone), zone)
        return Casework(self.tx, know.seals, self.now, know.catalog, self._informing(), ledger)

    # -- a conversation takes one step -----------------------------------------------------------------------

    def _converse(
        self, person: Person, chat: Address, heard_in: Address, parts: tuple[Part, ...], message: str = ""
    ) -> Spoken:
        plain = talks.hold(self.tx, self.know.seals, person=person.id, key_id=person.key_id, now=self.now)
        stack, desk = self._stack(person, chat, heard_in, plain)
        try:
            with self.tx.savepoint():
                said = self._late_photos(desk, stack, parts) or stack.hear(parts)
        except Refusal as refusal:
            stack, desk = self._stack(person, chat, heard_in, plain)
            again = self._asked_again(stack, refusal, parts)
            said = [refusal.say(), *(say for say in again if say.key != refusal.key)]
        self._note_messages(chat, plain, stack, said, message)
        self._keep(desk.person, stack)
        if plain and plain[-1]["script"] == "consent" and not stack.talks:
            self._let_go(desk.person)
        said = [replace(say, menu=_menu_of(desk.person)) if say.menu == "own" else say for say in said]
        if chat.language != desk.person.language:
            chat = replace(chat, language=desk.person.language)
        return Spoken(desk.person, chat, said, stack.is_asking)

    def _note_messages(
        self, chat: Address, plain: list[dict[str, Any]], stack: Stack, said: list[Say], message: str
    ) -> None:
        """What was said in each talk; where it turns out to be confidential, all that led there is taken back later."""
        earlier: list[str] = plain[-1].get("messages", []) if plain else []
        if message:
            for talk in stack.talks:
                talk.messages = [*talk.messages, message][-MESSAGES_MAX:]
        if any(say.fades for say in said) and (gone := [*earlier, *([message] if message else ())]):
            fading.note(self.tx, self.know.seals, chat, gone, now=self.now)

    def _stack(
        self, person: Person, chat: Address, heard_in: Address, plain: list[dict[str, Any]]
    ) -> tuple[Stack, Desk]:
        know, watched = self.know, Watched(self.tx)
        desk = Desk(
            watched, know.seals, self.now, person, chat, heard_in, know.catalog, know.reader, know.rules,
            self.roster, self.mailbox, know.languages, know.web_url, self.beforehand,
        )  # fmt: skip
        stack = Stack(
            [Talk.of(talk) for talk in plain],
            know.directory.for_person(person),
            lambda _talk: desk,
            lambda: random_code(6),
            person.has_agreed,
            lambda part: self._expect(part, person, chat),
            self._let_part_go,
            lambda: watched.writes,
        )
        return stack, desk

    def _asked_again(self, stack: Stack, refusal: Refusal, parts: tuple[Part, ...]) -> list[Say]:
        """After a refusal: the answer that caused it is dropped, what else came is kept, the question stands."""
        if not stack.talks:
            return []
        if refusal.drops:
            stack.talks[-1].answers.pop(refusal.drops, None)
        script = stack.openers.named(stack.talks[-1].script)
        if script and not isinstance(parts[0], Press | Command):
            stack.talks[-1].early.extend(part for part in parts if isinstance(part, Photo))
        return stack.ask_again()

    def _keep(self, person: Person, stack: Stack) -> None:
        top = stack.talks[-1] if stack.talks else None
        script = stack.openers.named(top.script) if top else None
        is_stranger = not person.has_agreed and not person.roles  # what they said in an emergency waits no longer
        is_short = top is not None and (top.script == "consent" or is_stranger)
        wait = CONSENT_MINUTES * 60 if is_short else script.keeps_hours * 3600 if script else 0
        is_idle_draft = not is_short and draft.idle(stack.talks) is not None
        talks.keep(
            self.tx,
            self.know.seals,
            [talk.plain() for talk in stack.talks],
            person=person.id,
            key_id=person.key_id,
            expires_at=self.now + wait,
            remind_at=self.now + draft.IDLE_MINUTES * 60 if is_idle_draft else None,
        )

    def _let_go(self, person: Person) -> None:
        """What came before consent is gone where there was none."""
        if not person.has_agreed and (chat := self.roster.address(person.id)):
            self.let_go.append(chat)

    # -- photos ----------------------------------------------------------------------------------------------

    def _expect(self, part: Part, person: Person, chat: Address) -> Part:
        """A photo that a talk takes gets an id of ours, and an errand fetches it after the commit."""
        if not isinstance(part, Photo):
            return part
        id = (MAY_BE_A_CODE if person.is_(SHOP) else "f") + random_code(12)
        photobook.expect(self.tx, id, person=person.id, key_id=person.key_id, album=part.album or "", now=self.now)
        self.mailbox.errand(id, channel=chat.channel, ref=part.ref, key_id=person.key_id)
        return replace(part, ref=id)

    def _let_part_go(self, part: Part) -> None:
        if isinstance(part, Photo):
            photobook.drop(self.tx, part.ref)

    def _late_photos(self, desk: Desk, stack: Stack, parts: tuple[Part, ...]) -> list[Say]:
        """Photos of an album whose report was sent already join its case."""
        albums = {part.album for part in parts if isinstance(part, Photo) and part.album}
        if not albums or any(talk.script in ("report", "consent") for talk in stack.talks):
            return []
        number = case_with_album(self.tx, person=desk.person.id, album=albums.pop())
        if number is None:
            return []
        arrived = [self._expect(part, desk.person, desk.chat) for part in parts if isinstance(part, Photo)]
        case = desk.access.own(number, desk.person)
        desk.cases.add(case, desk.person, words="", photos=[p.ref for p in arrived if isinstance(p, Photo)])
        return [Say("late-photo-joined", {"number": number}, card=f"late:{number}")]

    def _with_draft_of(self, photo: str, act: Callable[[Person, Address, Row], None]) -> None:
        row = photobook.find(self.tx, photo)
        assert row is not None, "an errand's photo was written down when it was heard"
        person = self.roster.person(row.person, locked=True)
        if chat := self.roster.address(person.id):
            act(person, chat, row)  # type: ignore[arg-type]

    def _offer_place(self, person: Person, chat: Address, kept: Kept) -> None:
        assert kept.place
        place = Place(kept.place.latitude, kept.place.longitude, "file", kept.place.datum, kept.place.accuracy_m)
        plain = talks.hold(self.tx, self.know.seals, person=person.id, key_id=person.key_id, now=self.now)
        if plain and plain[-1]["script"] == "report" and "where" not in plain[-1].get("answers", {}):
            self._post_all(self._converse(person, chat, chat, (place,)))

    def _offer_code(self, person: Person, chat: Address, photo: str, code: str) -> None:
        """A photo for a shop's question is read and let go of: it shows a customer's phone."""
        plain = talks.hold(self.tx, self.know.seals, person=person.id, key_id=person.key_id, now=self.now)
        if not plain or plain[-1]["script"] != "redeem":
            return
        photobook.drop(self.tx, photo)
        if code:
            self._post_all(self._converse(person, chat, chat, (Words(code),)))
        else:
            self._tell_refused(person, chat, photo, "no_code")

    def _tell_refused(self, person: Person, chat: Address, photo: str, why: str) -> None:
        self._post(chat, Say(f"photo-{why.replace('_', '-')}"))
        plain = talks.hold(self.tx, self.know.seals, person=person.id, key_id=person.key_id, now=self.now)
        stack, desk = self._stack(person, chat, chat, plain)
        for talk in stack.talks:
            for name, parts in talk.gathered.items():
                talk.gathered[name] = [p for p in parts if not (isinstance(p, Photo) and p.ref == photo)]
        for say in stack.ask_again():
            self._post(chat, say)
        self._keep(desk.person, stack)

    # -- groups ----------------------------------------------------------------------------------------------

    def _take_in_group(self, heard: Heard, person: Person, chat: Address) -> Taken:
        """In a group only presses and commands are for us; what must be asked is asked in private."""
        first = heard.parts[0]
        group = self.roster.known_group(heard.chat)
        if isinstance(first, Command) and first.name in ("start", "bind"):
            group = group or self.roster.group(heard.chat, language=person.language)
            for say in self._converse(person, chat, group, (Command("start", first.rest),)).said:
                self._post(group, say)
            return self._taken(person)
        if group is None or not isinstance(first, Press | Command):
            return self._taken(person)
        person = self.roster.joined_counter(person, group)
        spoken = self._converse(person, chat, group, heard.parts)
        lone = spoken.said[0] if len(spoken.said) == 1 and not spoken.is_asking else None
        if lone and not lone.buttons and not lone.picture:
            if isinstance(first, Press):
                return replace(self._taken(spoken.person), toast=lone)
            self._post(group, lone)
            return self._taken(spoken.person)
        self._post_all(spoken)
        is_open = chat.state == "open"  # else it may not arrive: the question is asked again when they come
        if isinstance(first, Command):
            if not is_open:
                self._post(group, Say("look-in-private"))
            return self._taken(spoken.person)
        return replace(self._taken(spoken.person), toast=Say("look-in-private"), open_private=not is_open)

    def _changed(self, heard: Heard, change: Change) -> None:
        """Something about the chat itself."""
        if change.kind in ("blocked", "unblocked") and not heard.chat.is_group:
            _, chat = self.roster.recognise(heard.chat.channel, heard.sender, is_private=True)
            if change.kind == "blocked":
                self.roster.unreachable(chat)
            return
        for group in self.roster.topics(heard.chat):
            match change.kind:
                case "left":
                    self.roster.left(heard.chat.channel, change.detail, group)
                case "moved":
                    self.roster.moved(group, change.detail)
                case "removed":
                    self.roster.unbind(group)

    # -- ending ----------------------------------------------------------------------------------------------

    def _post(self, to: Address, say: Say) -> None:
        self.mailbox.post(to, to_plain(say), said=say)

    def _say_going(self, spoken: Spoken, part: Part) -> None:
        """Whoever waits to be erased hears so with whatever they write."""
        goes_at, keys = spoken.person.goes_at, {say.key for say in spoken.said}
        if goes_at and not isinstance(part, Press) and "privacy-waiting" not in keys:
            self._post(spoken.chat, waiting_to_go(goes_at))

    def _post_all(self, spoken: Spoken) -> None:
        for say in spoken.said:
            self._post(spoken.chat, say)

    def ended(self) -> Taken:
        """What is left to do after a turn that no conversation took."""
        return self._taken()

    def _taken(self, person: Person | None = None) -> Taken:
        box = self.mailbox
        language = person.language if person else ""
        is_fading = box.has_faded
        return Taken(box.in_hand, box.posted_count, box.has_errands, self.let_go, is_fading, language=language)


def _menu_of(person: Person) -> str:
    """Whose standing menu somebody sees: their highest role's."""
    works_quietly = any(person.is_(role) for role in QUIET_ROLES)
    roles = (COORDINATOR, OFFICER, SHOP)
    return next((role for role in roles if person.is_(role)), QUIET if works_quietly else RIDER)


def now_ms() -> int:
    """The wall clock, in UTC milliseconds."""
    return time.time_ns() // 1_000_000


def new_process_id() -> str:
    """A name for this process among those that send."""
    return secrets.token_hex(8)
