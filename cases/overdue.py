"""What is told of a case's deadlines: a warning, then up the ladder, each step of each clock once.

A case has two clocks: until it is taken, and until it is handled. A clock that starts anew, because the case went to
another office or came back, has steps of its own. Told are the office (the counters and the officer who has it) at
the warning and when the time is over, the street's coordinators when it is over, the district's when it still is.
Riders are told nothing here, so their quiet hours are not touched.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from cases import deadlines, store
from cases.case import Case, Status
from cases.catalog import Catalog, Category
from cases.informing import Informing
from dialogue.say import Fact, moment, text
from people.person import COORDINATOR, OFFICER
from storage import agenda
from storage.agenda import Step
from storage.database import Transaction
from storage.mailbox import Address
from storage.seals import Seals

TAKE, HANDLE = "take", "handle"
WARN, OVERDUE, DISTRICT = "warn", "overdue", "district"
RECKON = "reckon"  # of cases older than their agenda: the steps are still to be worked out
GRAVITY = tuple((step, clock) for step in (WARN, OVERDUE, DISTRICT) for clock in (TAKE, HANDLE))  # least first
# The clocks that run in a state; in 待补充 they wait, elsewhere there are none.
RUNNING: dict[Status, tuple[str, ...]] = {Status.SUBMITTED: (TAKE, HANDLE), Status.TAKEN: (HANDLE,)}
HOURS_FROM_MINUTES = 120  # what is left is said in minutes below, in whole hours from here


@dataclass(frozen=True, slots=True)
class Late:
    """The gravest of what has to be told to somebody."""

    step: str
    clock: str


@dataclass(slots=True)
class Clocks:
    """The clocks of cases within one turn's transaction, in which each case's row is locked. `now` in UTC seconds."""

    tx: Transaction
    seals: Seals
    now: int
    catalog: Catalog
    informing: Informing

    # -- when a case moves -----------------------------------------------------------------------------------

    def follow(self, before: Case | None, after: Case) -> Case:
        """Start, stop, hold or resume a case's clocks as it moved; the case, its deadlines later where they waited.

        A deadline that differs from the one before begins a new run; one that does not goes on as it was.
        """
        if after.status is Status.ASKED:
            self.pause(after)
            return after
        running = RUNNING.get(after.status, ())
        if not running:
            agenda.stop(self.tx, after.number)
            return after
        was = (before.before_asked if before.status is Status.ASKED else before.status) if before else None
        ran_before = RUNNING.get(was, ()) if was else ()
        if before and before.status is Status.ASKED and _bys(before) == _bys(after):
            before = after = self.resume(after)
        if TAKE not in running:
            agenda.stop(self.tx, after.number, clock=TAKE)
        is_taken = was is Status.SUBMITTED and after.status is Status.TAKEN
        steps: list[Step] = []
        for clock in running:
            if before is None or clock not in ran_before or _by(before, clock) != _by(after, clock):
                agenda.stop(self.tx, after.number, clock=clock)
                steps += self._steps(after, clock, since=self.now, is_taken=is_taken)
        agenda.begin(self.tx, after.number, steps)
        return after

    def pause(self, case: Case) -> None:
        """Hold a case's clocks while somebody is asked: what is left of each untold step is kept. Twice is once."""
        kind = self._kind(case)
        for step in agenda.untold(self.tx, case.number):
            if step.at is not None:
                left = deadlines.ran(kind, _aware(max(self.now, step.starts_at)), _aware(step.at))
                agenda.move(self.tx, case.number, replace(step, at=None, left_seconds=round(left.total_seconds())))

    def resume(self, case: Case) -> Case:
        """Let a case's clocks go on with what was left of them; the case with its new deadlines, not written yet.

        A deadline that had passed before the clock was held stays passed.
        """
        kind = self._kind(case)
        moved: dict[str, int] = {}
        for step in agenda.untold(self.tx, case.number):
            if step.at is None:
                assert step.left_seconds is not None, "a step has its time or what is left of it"
                starts = max(self.now, step.starts_at)
                at = _seconds(deadlines.resumed(kind, _aware(starts), timedelta(seconds=step.left_seconds)))
                agenda.move(self.tx, case.number, replace(step, at=at, left_seconds=None, starts_at=starts))
                if step.step == OVERDUE and _by(case, step.clock) > step.starts_at:
                    moved[step.clock] = at
        return replace(case, take_by=moved.get(TAKE, case.take_by), handle_by=moved.get(HANDLE, case.handle_by))

    def waits_seconds(self, case: Case) -> int:
        """How long the time to handle a case still waits before it begins to run, as one sent at night does."""
        starts = [step.starts_at for step in agenda.untold(self.tx, case.number) if step.clock == HANDLE]
        return max(0, max(starts, default=0) - self.now)

    # -- when the clock sweeps -------------------------------------------------------------------------------

    def sweep(self, *, most: int) -> int:
        """Tell what has fallen due since anybody looked, emergencies first; of how many cases, `most` at once.

        Whoever missed several steps of a case, because nothing ran, is told the gravest of them, and that once.
        """
        numbers = agenda.due(self.tx, now=self.now, most=most)
        for number in numbers:
            case = store.find(self.tx, self.seals, number)  # locks it, so that another process tells nothing of it
            assert case is not None, "what is about a case goes with it"
            self._tell(case)
        return len(numbers)

    def _tell(self, case: Case) -> None:
        told = agenda.tell(self.tx, case.number, now=self.now)
        if unset := [step.clock for step in told if step.step == RECKON]:
            steps = [step for clock in unset for step in self._steps(case, clock, since=case.opened_at)]
            agenda.begin(self.tx, case.number, steps)
            told += agenda.tell(self.tx, case.number, now=self.now)
        due = [(step.step, step.clock) for step in told if step.step != RECKON]
        letters: dict[str, tuple[Address, Late]] = {}
        for step, clock in sorted(due, key=GRAVITY.index):
            for to in self._for(case, step):
                letters[to.chat] = to, Late(step, clock)
        for to, late in letters.values():
            self._post(case, to, late)

    def _post(self, case: Case, to: Address, late: Late) -> None:
        """The case's card, sent anew below what came since, with what is late above it."""
        by = _by(case, late.clock)
        left = deadlines.ran(self._kind(case), _aware(self.now), _aware(by))
        facts = {"by": moment(by), "left": self._span(case, left), "taken": int(case.status is Status.TAKEN)}
        card = self.informing.counter_card(case, to, fresh=True, late=True)
        self.informing.post(
            to,
            replace(
                card,
                key="late-case",
                facts={"late": text(f"late-{late.clock}-{late.step}", **facts), "case": text(card.key, **card.facts)},
                urgent=case.urgency == "emergency",
            ),
            about=case.number,
        )

    def _span(self, case: Case, left: timedelta) -> Fact:
        minutes = max(1, round(left.total_seconds() / 60))
        works = int(not deadlines.runs_always(self._kind(case)))
        if minutes < HOURS_FROM_MINUTES:
            return text("span-minutes", n=minutes, works=works)
        return text("span-hours", n=minutes // 60, works=works)

    # -- who is told -----------------------------------------------------------------------------------------

    def _for(self, case: Case, step: str) -> list[Address]:
        """Who is told of a step; the district's coordinators in the stead of a street's own, where it has none."""
        roster = self.informing.roster
        district = roster.coordinators("")
        if step == DISTRICT:
            return district
        known = {to.chat for to in district}
        street = [to for to in roster.coordinators(case.street) if to.chat not in known] or district
        office = self._office(case) or street
        return office if step == WARN else [*office, *street]

    def _office(self, case: Case) -> list[Address]:
        """The counters and, in private, the officer; none where a coordinator has it."""
        if case.has_gone_up:
            return []
        roster = self.informing.roster
        counters = roster.counters(case.street)
        if case.officer and (to := roster.address(case.officer)):
            officer = roster.person(case.officer)
            if officer.may(OFFICER, case.street) or officer.may(COORDINATOR, case.street):
                return [*counters, to]
        return counters

    # -- when each step is -----------------------------------------------------------------------------------

    def _steps(self, case: Case, clock: str, *, since: int, is_taken: bool = False) -> list[Step]:
        """The steps of a clock that was set `since`; a new run of it."""
        kind, by = self._kind(case), _aware(_by(case, clock))
        begun, starts = _aware(since), deadlines.starts_at(kind, _aware(since), is_taken=is_taken)
        moments = {
            WARN: deadlines.warn_at(kind, begun, by, is_taken=is_taken),
            OVERDUE: deadlines.overdue_at(kind, begun, by, is_taken=is_taken),
            DISTRICT: deadlines.district_at(kind, begun, by, is_taken=is_taken),
        }
        urgent = case.urgency == "emergency"
        return [
            Step(clock, case.version, step, urgent, _seconds(starts), _seconds(at))
            for step, at in moments.items()
            if step != WARN or at < by  # of what is to be done at once there is no warning
        ]

    def _kind(self, case: Case) -> Category:
        return self.catalog.categories[case.category]


def _by(case: Case, clock: str) -> int:
    return case.take_by if clock == TAKE else case.handle_by


def _bys(case: Case) -> tuple[int, int]:
    return case.take_by, case.handle_by


def _aware(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _seconds(at: datetime) -> int:
    return int(at.timestamp())
