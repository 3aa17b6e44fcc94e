"""From what happened in a week to its numbers; pure. Every formula stands in docs/metrics.md.

A promise (to take a case, to handle it) counts once: kept in the week in which it was kept, broken in the week in which
its time ran out, whatever came later. So a number of a week that has ended never changes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

from cases.case import Status
from cases.summary import words

WAITING = (Status.SUBMITTED,)  # while a promise to take runs
WORKED = (Status.SUBMITTED, Status.TAKEN)  # while a promise to handle runs
REPORTED = "opened:"  # before a category's code, in the name of a sum
SAID_DONE = (Status.HANDLED, Status.CLOSED)  # whoever sends it back from here says that it is not solved


class Step(NamedTuple):
    """One event of a case: as it stood after it, and (`…_before`) before. Times in UTC seconds, degrees times 1e7.

    `was_handed_over`: whether it had been handed over by then. `is_placed`: its point is its own, no street's middle.
    """

    number: str
    at: int
    what: str
    before: str
    after: str
    street: str
    category: str
    take_by: int
    handle_by: int
    street_before: str
    take_by_before: int
    handle_by_before: int
    opened_at: int
    was_handed_over: bool
    latitude_e7: int
    longitude_e7: int
    is_placed: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A case that an office had at some moment, as it stood then."""

    number: str
    status: str
    street: str
    category: str
    take_by: int
    handle_by: int

    @property
    def due_at(self) -> int:
        return self.take_by if self.status in WAITING else self.handle_by


@dataclass(slots=True)
class Tally:
    """What is counted of a street, or added up of several."""

    counts: Counter[str] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)  # reported
    take_seconds: list[int] = field(default_factory=list)
    handle_seconds: list[int] = field(default_factory=list)

    @classmethod
    def of_sums(cls, sums: Mapping[str, int]) -> Tally:
        """A tally from the sums that were kept of it; its single waits are not among them."""
        tally = cls(Counter({what: n for what, n in sums.items() if not what.startswith(REPORTED)}))
        tally.categories.update(
            {what.removeprefix(REPORTED): n for what, n in sums.items() if what.startswith(REPORTED)}
        )
        return tally

    @property
    def sums(self) -> dict[str, int]:
        """Whatever adds up, by name: counts, and what was reported by category."""
        named = {**self.counts, **{f"{REPORTED}{code}": n for code, n in self.categories.items()}}
        return {what: n for what, n in named.items() if n}

    def add(self, other: Tally) -> None:
        self.counts.update(other.counts)
        self.categories.update(other.categories)
        self.take_seconds += other.take_seconds
        self.handle_seconds += other.handle_seconds


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, which may be nothing at all."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """With one decimal; None where there was nothing."""
        return round(100 * self.part / self.whole, 1) if self.whole else None


@dataclass(frozen=True, slots=True)
class Numbers:
    """A week's numbers of a street or of the district."""

    counts: Mapping[str, int]
    categories: Mapping[str, int]
    take_minutes: float | None
    handle_hours: float | None

    @classmethod
    def of(cls, tally: Tally) -> Numbers:
        return cls(
            dict(tally.counts),
            dict(tally.categories),
            round(median(tally.take_seconds) / 60, 1) if tally.take_seconds else None,
            round(median(tally.handle_seconds) / 3600, 1) if tally.handle_seconds else None,
        )

    def n(self, what: str) -> int:
        """How many of something; see `words.PLAIN` and `_count`."""
        return self.counts.get(what, 0)

    @property
    def rates(self) -> dict[str, Share]:
        """The six rates by their names, in the order in which they are told."""
        n = self.n
        passed = n("solved") + n("partly") + n("unsolved")
        return {
            "take-on-time": Share(n("took_in_time"), n("took_in_time") + n("took_late")),
            "right-first": Share(n("taken_straight"), n("taken")),
            "handle-on-time": Share(n("handled_in_time"), n("handled_in_time") + n("handled_late")),
            "solved": Share(n("solved"), passed),
            "satisfied": Share(n("solved") + n("partly"), passed),
            "rework": Share(n("sent_back"), n("handled")),
        }

    @property
    def is_empty(self) -> bool:
        return not any(self.counts.values())


def tallies(steps: Iterable[Step], standing: Iterable[Standing], *, since: int, until: int) -> defaultdict[str, Tally]:
    """What happened from `since` until before `until` (UTC seconds), by street.

    steps: every event in that time, in order; standing: the cases that offices had at `until`.
    """
    found: defaultdict[str, Tally] = defaultdict(Tally)
    broken: set[tuple[str, str, int]] = set()

    def missed(number: str, promise: str, by: int, street: str, at: int) -> None:
        if since <= by < at and (number, promise, by) not in broken:
            broken.add((number, promise, by))
            found[street].counts[f"{promise}_late"] += 1

    for step in steps:
        _count(found[step.street], step)
        if _ends(step, WAITING, step.take_by != step.take_by_before):
            missed(step.number, "took", step.take_by_before, step.street_before, step.at)
        if _ends(step, WORKED, step.handle_by != step.handle_by_before):
            missed(step.number, "handled", step.handle_by_before, step.street_before, step.at)
    for case in standing:
        if case.status in WAITING:
            missed(case.number, "took", case.take_by, case.street, until)
        if case.status in WORKED:
            missed(case.number, "handled", case.handle_by, case.street, until)
    return found


def all_of(found: Iterable[Tally]) -> Tally:
    """Several streets as one."""
    whole = Tally()
    for tally in found:
        whole.add(tally)
    return whole


def _ends(step: Step, running: tuple[Status, ...], is_new: bool) -> bool:
    """Whether a promise that ran before a step ran no more after it: the case moved on, or was promised anew."""
    return step.before in running and (step.after not in running or is_new)


def _count(tally: Tally, step: Step) -> None:
    counts = tally.counts
    if name := words.PLAIN.get(step.what):
        counts[name] += 1
    if step.what == words.OPEN:
        tally.categories[step.category] += 1
    elif step.what == words.TAKE:
        counts["took_in_time"] += step.at <= step.take_by_before
        counts["taken_straight"] += not step.was_handed_over
        tally.take_seconds.append(step.at - step.opened_at)
    elif step.what == words.HANDLE:
        counts["handled_in_time"] += step.at <= step.handle_by_before
        tally.handle_seconds.append(step.at - step.opened_at)
    elif step.what in words.SOLVED:
        counts["solved"] += 1
    elif step.what in words.PARTLY:
        counts["partly"] += 1
    is_sent_back = step.what == words.LOOK_AGAIN and step.before in SAID_DONE
    if is_sent_back or step.what in words.UNSOLVED:
        counts["unsolved"] += 1
    counts["sent_back"] += is_sent_back
    counts["closed"] += step.after == Status.CLOSED and step.before != Status.CLOSED
