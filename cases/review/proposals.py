"""What takes two coordinators: points put right by hand, awards that wait, points owed after a fraud.

One asks for it, another agrees or does not; never about themselves, and never the same one. Whom it is against is
asked first what they say to it, when riders may be asked, and has some days to answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, get_args

from cases.case import Case
from cases.catalog import District
from cases.moving import Moving
from cases.packs.review import TwoPersons as Days
from cases.review.asked import store
from cases.review.asked.store import AGREED, DROPPED, HEARING, REFUSED, WAITING, Proposal
from cases.review.reversing import NotAboutYourself, Reversing
from cases.review.telling import Telling
from cases.rider_hours import may_ask_from, may_ask_until
from dialogue.refusal import Refusal
from dialogue.say import moment, text
from people.person import COORDINATOR, NOBODY, Person
from people.roster import random_code
from rewards.ledger import Ledger
from rewards.two_persons import PAUSE_DAYS, AdjustReason, MakerIsChecker, PauseReason, TwoPersons
from storage.database import Transaction

Kind = Literal["adjust", "pause", "fraud"]
ADJUST_REASONS: tuple[AdjustReason, ...] = get_args(AdjustReason)
PAUSE_REASONS: tuple[PauseReason, ...] = get_args(PauseReason)
TICKET_SYMBOLS = 5  # 25 bits: some hundred tickets a year, read out over the phone
LISTED_MAX = 10  # on one screen; the next ones follow as these are decided
SWEPT_MAX = 20  # in one turn of the clock
DAY = 86_400


class NoSuchProposal(Refusal):
    """Absent and forbidden answer alike."""


class AlreadyProposed(Refusal):
    """The same waits about the same rider."""


class DecidedAlready(Refusal):
    """Pressed twice, or another was faster, or it was dropped."""


class StillHearing(Refusal):
    """The rider has not said anything yet and still may."""


class HearingOver(Refusal):
    """It was decided, or dropped."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """What is asked for and decided within one turn's transaction."""

    moving: Moving
    ledger: Ledger

    # -- asking for it ---------------------------------------------------------------------------------------

    def may_propose(self, case: Case, person: Person, kind: Kind) -> None:
        """Raises NoSuchProposal where nobody's points are meant any more, NotAboutYourself, AlreadyProposed."""
        if case.reporter == NOBODY:
            raise NoSuchProposal
        if case.reporter == person.id:
            raise NotAboutYourself
        if known := store.open_about(self._tx, case.reporter, kind):
            raise AlreadyProposed(ticket=known)
        if kind == "fraud":
            self.reversing.earned(case)

    def propose(self, case: Case, person: Person, kind: Kind, *, reason: str, points: int = 0) -> Proposal:
        """Ask for it under a new ticket; whom it is against is heard first. Raises what `may_propose` raises."""
        self.may_propose(case, person, kind)
        is_heard = kind != "adjust"
        ask_from = int(may_ask_from(self._district, self._moment).timestamp()) if is_heard else None
        new = Proposal(
            "T-" + random_code(TICKET_SYMBOLS), kind, case.number, case.street, case.reporter, points, reason,
            person.id, self.moving.now, ask_from, state=HEARING if is_heard else WAITING,
        )  # fmt: skip
        while not store.add(self._tx, new):
            new = replace(new, id="T-" + random_code(TICKET_SYMBOLS))
        if is_heard and ask_from == self.moving.now:
            new = self._ask_rider(new)
        if not is_heard:
            self.telling.others(new, "proposal-asked")
        return new

    # -- hearing the rider -----------------------------------------------------------------------------------

    def to_answer(self, ticket: str, person: Person) -> Proposal:
        """What a rider is asked about; raises NoSuchProposal for anybody else, HearingOver once it is decided."""
        found = store.find(self._tx, self.moving.seals, ticket)
        if found is None or found.person != person.id or found.ask_from is None:
            raise NoSuchProposal
        if not found.is_open or found.hear_until is None:
            raise HearingOver
        return found

    def answer(self, found: Proposal, person: Person, words: str) -> None:
        """What the rider says, or '' for nothing; others may decide from now on."""
        store.hear(self._tx, self.moving.seals, found.id, key_id=person.key_id, words=words)
        self.telling.others(replace(found, heard=words or None, state=WAITING), "proposal-heard")

    # -- deciding --------------------------------------------------------------------------------------------

    def waiting(self, person: Person) -> list[Proposal]:
        """What is not decided in a coordinator's streets, but for what is about themselves."""
        streets = person.streets(COORDINATOR)
        return store.waiting(self._tx, self.moving.seals, streets, but=person.id, most=LISTED_MAX)

    def count_to_decide(self, person: Person) -> int:
        """How much waits for this very coordinator."""
        return store.count_to_decide(self._tx, person.streets(COORDINATOR), by=person.id)

    def find(self, ticket: str, person: Person) -> Proposal:
        """What was asked for, for a coordinator of its street whom it is not about; raises NoSuchProposal."""
        found = store.find(self._tx, self.moving.seals, ticket)
        if found is None or found.person == person.id or not person.may(COORDINATOR, found.street):
            raise NoSuchProposal
        return found

    def to_decide(self, ticket: str, person: Person) -> Proposal:
        """The same, to be decided; raises DecidedAlready, MakerIsChecker or StillHearing too."""
        found = self.find(ticket, person)
        if not found.is_open:
            raise DecidedAlready(ticket=found.id, state=text(f"proposal-state-{found.state}"))
        if found.maker == person.id:
            raise MakerIsChecker
        if found.state == HEARING:
            raise StillHearing(ticket=found.id, until=moment(found.hear_until or 0), asked=int(bool(found.hear_until)))
        return found

    def agree(self, found: Proposal, checker: Person) -> int:
        """A second coordinator agrees, and it is done: 0. Where too few points are there to be taken nothing is, and
        it goes on waiting: how many are missing. Raises NothingToReverse.
        """
        match found.kind:
            case "adjust":
                if short_by := self._adjust(found, checker):
                    return short_by
            case "pause":
                self._pause(found, checker)
            case _:
                self.reversing.reverse(self.case(found), checker, reason="fraud")
        store.decide(self._tx, found.id, state=AGREED, checker=checker.id, now=self.moving.now)
        self.telling.maker(found, "proposal-agreed", checker)
        return 0

    def refuse(self, found: Proposal, checker: Person) -> None:
        """A second coordinator does not agree: nothing happens, and whoever was heard is told so."""
        store.decide(self._tx, found.id, state=REFUSED, checker=checker.id, now=self.moving.now)
        self.telling.maker(found, "proposal-refused", checker)
        self.telling.spared(found)

    def drop(self, ticket: str, person: Person) -> Proposal:
        """Who asked for it does so no longer. Raises NoSuchProposal, also for anybody else, or DecidedAlready."""
        found = self.find(ticket, person)
        if found.maker != person.id:
            raise NoSuchProposal
        if not found.is_open:
            raise DecidedAlready(ticket=found.id, state=text(f"proposal-state-{found.state}"))
        self._drop(found)
        return found

    def has_decider(self, found: Proposal) -> bool:
        """Whether there is another coordinator who could decide it."""
        known = (to.person for to in self.moving.informing.roster.coordinators(found.street))
        return any(person not in (None, found.maker, found.person) for person in known)

    # -- the clock -------------------------------------------------------------------------------------------

    def go_on(self, *, most: int = SWEPT_MAX) -> int:
        """Ask riders who may be asked now, go on without those who did not answer, drop what nobody decided."""
        before = self.moving.now - self._rules.decide_days * DAY
        tickets = store.due(self._tx, now=self.moving.now, most=most)
        for found in self._found(tickets):
            if found.hear_until is None:
                self._ask_rider(found)
            else:
                store.hear(self._tx, self.moving.seals, found.id, key_id="", words="")
                self.telling.others(replace(found, state=WAITING), "proposal-heard")
        for found in self._found(store.stale(self._tx, before=before, most=most)):
            self._drop(found)
            self.telling.maker(found, "proposal-stale", None)
        return len(tickets)

    def case(self, found: Proposal) -> Case:
        """The case by which its rider was named."""
        return self.telling.case(found)

    @property
    def reversing(self) -> Reversing:
        return Reversing(self.moving, self.ledger)

    @property
    def telling(self) -> Telling:
        return Telling(self.moving)

    # -- inside ----------------------------------------------------------------------------------------------

    def _adjust(self, found: Proposal, checker: Person) -> int:
        """How many points were not there to be taken; 0 where it was done."""
        member, maker = self._member(found.person), self._member(found.maker)
        reason = next(each for each in ADJUST_REASONS if each == found.reason)
        done = self._two.adjust(
            ticket=found.id, member=member, points=found.points, reason=reason, maker=maker, checker=checker.member
        )
        if not done.short_by:
            self.telling.rider(found, "adjusted-less" if found.points < 0 else "adjusted-more")
        return done.short_by

    def _pause(self, found: Proposal, checker: Person) -> None:
        member, maker = self._member(found.person), self._member(found.maker)
        reason = next(each for each in PAUSE_REASONS if each == found.reason)
        self._two.pause(id=found.id, member=member, reason=reason, maker=maker, checker=checker.member)
        until = moment(self.moving.now + PAUSE_DAYS * DAY)
        self.telling.rider(found, "awards-paused", until=until)

    def _ask_rider(self, found: Proposal) -> Proposal:
        """Now, if riders may be asked now; else when they may."""
        free = int(may_ask_from(self._district, self._moment).timestamp())
        if free > self.moving.now:
            store.ask_at(self._tx, found.id, ask_from=free, hear_until=None)
            return replace(found, ask_from=free)
        latest = self._moment + timedelta(days=self._rules.hear_days)
        until = int(may_ask_until(self._district, latest).timestamp())
        store.ask_at(self._tx, found.id, ask_from=free, hear_until=until)
        self.telling.ask(found, until)
        return replace(found, ask_from=free, hear_until=until)

    def _drop(self, found: Proposal) -> None:
        store.decide(self._tx, found.id, state=DROPPED, checker="", now=self.moving.now)
        self.telling.spared(found)

    def _found(self, tickets: Iterable[str]) -> Iterable[Proposal]:
        found = (store.find(self._tx, self.moving.seals, ticket) for ticket in tickets)
        return [each for each in found if each is not None and each.is_open]

    def _member(self, person: str) -> str:
        return self.moving.informing.roster.person(person).member

    @property
    def _two(self) -> TwoPersons:
        return TwoPersons(self._tx, self.ledger.rules, self.ledger.now, self.ledger.zone)

    @property
    def _tx(self) -> Transaction:
        return self.moving.tx

    @property
    def _district(self) -> District:
        return self.moving.catalog.district

    @property
    def _rules(self) -> Days:
        return self.moving.catalog.rewards.two_persons

    @property
    def _moment(self) -> datetime:
        return datetime.fromtimestamp(self.moving.now, self.moving.zone)
