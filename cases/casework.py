"""Open, take, hand over, handle, refuse, answer, look again, withdraw: each a move, its letters and its points."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import datetime

from cases import adding, store
from cases.case import SILENCE_HOURS, Case, Move, Status
from cases.catalog import Catalog
from cases.daily.duty import Duty
from cases.history import store as history
from cases.history.chain import Event
from cases.informing import Informing
from cases.known import likeness
from cases.known.joining import Joining
from cases.known.marks import beside
from cases.known.near import Found
from cases.known.outcome import Outcome
from cases.moving import CLOCK, Moving
from cases.office import store as office
from cases.rechecks.recheck import Rechecks
from cases.resolved.question import Resolved
from cases.routing import Route, kept
from dialogue.say import Button
from people.person import Person
from rewards.ledger import Ledger
from storage import photobook
from storage.database import Transaction
from storage.seals import Seals

PHOTOS_MAX = 9  # PRODUCT 1: 1 to 9 photos a report
WITHDRAW_MINUTES = 10  # shown on the receipt; later as long as nobody took it


@dataclass(slots=True)
class Casework:
    """The cases within one turn's transaction. `now` in UTC seconds."""

    tx: Transaction
    seals: Seals
    now: int
    catalog: Catalog
    informing: Informing
    ledger: Ledger
    moving: Moving = field(init=False)

    def __post_init__(self) -> None:
        self.moving = Moving(self.tx, self.seals, self.now, self.catalog, self.informing)

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
        without_counter: str = "no-counter",
    ) -> Case:
        """A new case: numbered, at its street's counter, in its reporter's list.

        `without_counter`: the text that coordinators read where the street has no counter.
        """
        kind = self.catalog.categories[category]
        take_by, handle_by = self.moving.due(category)
        case = Case(
            number=self._next_number(datetime.fromtimestamp(self.now, self.moving.zone)),
            version=1,
            status=Status.SUBMITTED,
            category=category,
            street=street,
            urgency=urgency or str(kind.urgency),
            reporter=reporter.id,
            key_id=reporter.key_id,
            words=words[: adding.WORDS_MAX],
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
        self.moving.clocks.follow(None, case)
        for photo in photos[:PHOTOS_MAX]:
            store.add_photo(self.tx, case.number, photo, role="report", now=self.now)
        self.moving.note(case, before="", actor=reporter.id, what="open", note=json.dumps(kept(route)))
        self.joining.came_back(case)
        likeness.notice(self.tx, case.number, photos[:PHOTOS_MAX], now=self.now)
        self.moving.show(case, without_counter=without_counter)
        return case

    def mine(self, person: Person, *, most: int) -> list[Case]:
        """A rider's own cases, newest first."""
        return store.of_reporter(self.tx, self.seals, person.id, most=most)

    def withdraw(self, case: Case, person: Person) -> Case:
        """The rider takes it back, as long as nobody took it or saw it too."""
        case.allows(Move.WITHDRAW)
        self.joining.is_relied_on(case)
        return self.moving.move(
            case, case.moved(Move.WITHDRAW, ended_at=self.now, ended_why="withdrawn"), person.id, "withdraw"
        )

    def add(self, case: Case, person: Person, *, words: str, photos: list[str]) -> Case:
        """The rider adds words or photos to an open case; its office sees them."""
        case.takes_more()
        adding.add_photos(self.tx, case, photos, now=self.now)
        added = replace(case, version=case.version + 1, words=adding.with_more(case, words))
        self.moving.write(added)
        self.moving.note(added, before=case.status, actor=person.id, what="add", note=words)
        self.informing.tell_counter(added)
        self.informing.tell_officer(added, "officer-more-came")
        return added

    def photos_left(self, case: Case) -> int:
        """How many photos a case still has room for."""
        return adding.photos_left(self.tx, case)

    def answer(self, case: Case, person: Person, move: Move) -> Case:
        """已解决 · 部分解决 · 没再路过: the case closes; points stay as they are, whatever is answered."""
        closed = self.moving.move(case, case.answered(move, now=self.now), person.id, str(move))
        self.rechecks.draw(closed)
        return closed

    def look_again(self, case: Case, person: Person, words: str) -> Case:
        """没解决 or 请再看看: back to the office with the rider's words; the third time to the coordinator."""
        take_by, handle_by = self.moving.due(case.category)
        seen = case.seen_again(now=self.now, take_by=take_by, handle_by=handle_by)
        again = self.moving.move(case, seen, person.id, "look_again", note=words, fresh=True)
        if again.officer is None:
            self.informing.tell_coordinators(again, "came-back-often", said=words)
        else:
            self.informing.tell_officer(again, "came-back", said=words)
        return again

    def may_look_again(self, case: Case) -> bool:
        """Whether 请再看看 would be taken now; what would be refused is not offered."""
        return case.may_go_back(now=self.now)

    def close_silent(self, *, most: int) -> int:
        """Close what was handled 72 hours ago and never answered; how many."""
        cases = store.silent_since(self.tx, self.seals, self.now - SILENCE_HOURS * 3600, most=most)
        for case in cases:
            closed = case.answered(Move.SILENCE, now=self.now)
            self.moving.write(closed)
            self.moving.note(closed, before=case.status, actor=CLOCK, what="silence")
            self.informing.tell_counter(closed)
            self.rechecks.draw(closed)
        return len(cases)

    # -- the office ------------------------------------------------------------------------------------------

    def take(self, case: Case, officer: Person) -> Case:
        """接单: first press wins. What is `high` and was sent at night runs from now on, not from the morning, where
        the duty officer takes it, or anybody while nobody is on duty.
        """
        waits = self.moving.clocks.waits_seconds(case) if self.duty.takes_at_once(case.street, officer) else 0
        taken = replace(case.taken_by(officer.id, now=self.now), handle_by=case.handle_by - waits)
        taken = self.moving.move(case, taken, officer.id, "take")
        self.informing.tell_reporter(taken, "case-taken")
        return taken

    def handle(self, case: Case, officer: Person, *, verified: bool, outcome: str, photos: list[str]) -> Case:
        """已处置 with 核实属实 or 未见: the rider is asked, and what is verified earns in this very transaction."""
        for photo in photos:
            store.add_photo(self.tx, case.number, photo, role="result", now=self.now)
        handled = self.moving.move(
            case,
            case.handled(officer.id, now=self.now, verified=verified, outcome=outcome),
            officer.id,
            "handle",
            note=outcome,
        )
        award = self.outcome.award(handled, before=case)
        self.resolved.tell(handled, photos=photos, award=award)
        self.outcome.tell(handled, "followed-handled", officer, verified=verified, result=photos)
        return handled

    def refuse(self, case: Case, officer: Person, *, verified: bool, why: str, owner: str = "") -> Case:
        """不予受理, with or without 核实属实: a true report that is not ours still earns; `owner`: whose it is."""
        office.set_owner(self.tx, self.seals, case, owner=owner)
        refused = self.moving.move(
            case, case.refused(now=self.now, verified=verified, outcome=why), officer.id, "refuse", note=why
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
        self.moving.move(case, merged, officer.id, "merge", note=into.number)
        self.joining.merge(merged, into, officer)
        return merged

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

    def pixelate(self, case: Case, officer: Person, photo: str, cell: int) -> None:
        """Nobody sees a ninth of a photo clearly any more; its card is drawn anew wherever it stands."""
        if photobook.pixelate(self.tx, photo, cell, actor=officer.id, now=self.now):
            self.moving.note(case, before=case.status, actor=officer.id, what="hide")
            self.informing.redraw(case)

    def events(self, case: Case) -> list[Event]:
        """What happened to a case, in order."""
        return history.of_case(self.tx, self.seals, case)

    def counts(self, streets: list[str], *, since: int) -> dict[str, int]:
        return store.counts(self.tx, streets, since=since, now=self.now)

    @property
    def duty(self) -> Duty:
        """Who is on duty in which street."""
        return Duty(self.tx, self.informing.roster)

    @property
    def joining(self) -> Joining:
        """What is known near by already, and who else saw it."""
        return Joining(self.tx, self.seals, self.now, self.catalog, self.informing, self.moving.note)

    @property
    def outcome(self) -> Outcome:
        """What everybody else who reported or saw a case is told of it, and earns."""
        return Outcome(self.tx, self.seals, self.now, self.catalog, self.informing, self.ledger, self.moving.note)

    @property
    def resolved(self) -> Resolved:
        """How a handled case looks to its rider, asked when they may be asked."""
        return Resolved(self.moving)

    @property
    def rechecks(self) -> Rechecks:
        """回头看: closed cases that other riders look at again."""
        return Rechecks(self.moving, self.ledger)

    # -- inside ----------------------------------------------------------------------------------------------

    def _next_number(self, opened: datetime) -> str:
        series = f"{self.catalog.district.prefix}{opened:%y}"
        return f"{series}-{store.next_number(self.tx, series):05d}"
