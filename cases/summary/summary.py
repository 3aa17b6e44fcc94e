"""A week's summary: read once for the whole district, then told of it or of any of its streets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.case import Status
from cases.catalog import Catalog
from cases.pack import Counter as Desk
from cases.quiet.summary import YearToDate, year_to_date
from cases.summary import store, words
from cases.summary.hotspots import Spot, spots
from cases.summary.reckoning import Numbers, Standing, Step, Tally, all_of, tallies
from cases.summary.store import Note
from cases.summary.week import Week
from rewards.flows.store import flows
from storage.database import Transaction
from storage.seals import Seals

TREND_WEEKS = 12  # a season: what is shown beside a week
HELD = "points_held"
SUMMED_UP = ("opened", "closed", "joined", "points_issued", "points_back", "points_redeemed", HELD)  # over weeks


@dataclass(frozen=True, slots=True)
class Point:
    """A week of the trend."""

    week: Week
    opened: int
    closed: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A week of a street, or of the district where `street` is empty. `as_of`: until when it is counted, UTC seconds.

    `before`: the week before up to the same hour of the week, None in the very first week. `year`: sums of this ISO
    year up to and with this week. Told of the district only: `outstanding`, points that members hold at its end, and
    `quiet`, what may be told of clues.
    """

    week: Week
    street: str
    as_of: int
    numbers: Numbers
    before: Numbers | None
    streets: Mapping[str, Numbers]
    streets_before: Mapping[str, Numbers]
    trend: Sequence[Point]
    spots: Sequence[Spot]
    overdue: Sequence[Standing]
    year: Mapping[str, int]
    outstanding: int | None
    notes: Sequence[Note]
    quiet: YearToDate | None

    @property
    def is_first(self) -> bool:
        return self.before is None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all happened, and nothing was waited for."""
        return self.numbers.is_empty and not self.overdue


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read of a week: `this` and `before` by street, `steps` every event of it."""

    week: Week
    as_of: int
    this: Mapping[str, Tally]
    before: Mapping[str, Tally] | None
    steps: Sequence[Step]
    overdue: Sequence[Standing]
    sums: Mapping[tuple[str, str, str], int]  # of this year's earlier weeks and the trend's, by week, street and what
    held_before: int  # points that members held when the year, or the trend, began
    notes: Sequence[Note]
    streets: Sequence[str]  # of the pack, in its order
    quiet: YearToDate

    def summary(self, street: str = "") -> Summary:
        """Of one street, or of the district."""

        def of(found: Mapping[str, Tally]) -> Numbers:
            return Numbers.of(found.get(street, Tally()) if street else all_of(found.values()))

        sums = self._sums(street)
        held = self.held_before + sum(n[HELD] for n in sums.values())
        notes = {note.street: note for note in self.notes if not street or note.street == street}
        return Summary(
            week=self.week,
            street=street,
            as_of=self.as_of,
            numbers=of(self.this),
            before=None if self.before is None else of(self.before),
            streets=self._by_street(self.this),
            streets_before=self._by_street(self.before or {}),
            trend=self._trend(sums),
            spots=spots(
                step for step in self.steps if step.what == words.OPEN and (not street or step.street == street)
            ),
            overdue=[case for case in self.overdue if not street or case.street == street],
            year=_year(sums, self.week),
            outstanding=None if street else held,
            notes=[note for note in notes.values() if note.line],
            quiet=None if street else self.quiet,
        )

    def _sums(self, street: str) -> dict[str, Counter[str]]:
        """Sums by week, this one included."""
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for (week, where, what), n in self.sums.items():
            if not street or where == street:
                found[week][what] += n
        for where, tally in self.this.items():
            if not street or where == street:
                found[self.week.name].update({what: tally.counts[what] for what in SUMMED_UP})
        return found

    def _by_street(self, found: Mapping[str, Tally]) -> dict[str, Numbers]:
        return {code: Numbers.of(found.get(code, Tally())) for code in self.streets}

    def _trend(self, sums: Mapping[str, Mapping[str, int]]) -> list[Point]:
        """The last weeks, from the first one in which there was anything."""
        weeks = [self.week.later(-n) for n in reversed(range(TREND_WEEKS))]
        first = min((name for name, n in sums.items() if any(n.values())), default=self.week.name)
        return [
            Point(week, sums.get(week.name, {}).get("opened", 0), sums.get(week.name, {}).get("closed", 0))
            for week in weeks
            if week.name >= first
        ]


def _year(sums: Mapping[str, Mapping[str, int]], week: Week) -> dict[str, int]:
    """What the weeks of an ISO year sum up to."""
    total: Counter[str] = Counter()
    for name, n in sums.items():
        if name.startswith(f"{week.year}-"):
            total.update(n)
    return dict(total)


def read(tx: Transaction, seals: Seals, catalog: Catalog, week: Week, *, now: int) -> Reading:
    """Read a week, up to `now` (UTC seconds) where it has not ended; one snapshot's work, a fraction of a second."""
    zone, quiet = catalog.district.zone, quiet_kinds(catalog)
    since, until = week.begins(zone), min(week.ends(zone), now)
    began = store.began_at(tx)
    this, happened, standing = _counted(tx, quiet, since=since, until=until)
    first = min(Week(week.year, 1), week.later(1 - TREND_WEEKS)).name
    return Reading(
        week=week,
        as_of=until,
        this=this,
        before=None if began is None or began >= since else _before(tx, catalog, week, seconds=until - since),
        steps=happened,
        overdue=sorted(
            (case for case in standing if case.due_at < until and case.status != Status.ASKED),
            key=lambda case: (case.due_at, case.number),
        ),
        sums=_earlier(tx, catalog, week, began, first=first),
        held_before=store.summed_before(tx, HELD, until=first),
        notes=store.notes(tx, seals, week.name),
        streets=list(catalog.streets),
        quiet=year_to_date(tx, until=f"{datetime.fromtimestamp(until - 1, zone):%Y-%m-%d}"),
    )


def sums_of(tx: Transaction, catalog: Catalog, week: Week) -> dict[tuple[str, str], int]:
    """What is kept of a week that has ended, by street and what."""
    zone = catalog.district.zone
    found, _, _ = _counted(tx, quiet_kinds(catalog), since=week.begins(zone), until=week.ends(zone))
    return {(street, what): n for street, tally in found.items() for what, n in tally.sums.items()}


def not_summed(tx: Transaction, catalog: Catalog, *, now: int) -> list[Week]:
    """The weeks that have ended and whose sums nobody has written down, the oldest first."""
    began, zone = store.began_at(tx), catalog.district.zone
    return _missing(tx, catalog, began, Week.of(datetime.fromtimestamp(now, zone))) if began else []


def quiet_kinds(catalog: Catalog) -> frozenset[str]:
    """The categories that no summary counts one by one: those of quiet counters."""
    return frozenset(kind.code for kind in catalog.categories.values() if kind.counter is not Desk.STREET)


def _missing(tx: Transaction, catalog: Catalog, began: int, before: Week) -> list[Week]:
    known = store.summed(tx)
    week, missing = Week.of(datetime.fromtimestamp(began, catalog.district.zone)), []
    while week < before:
        if week.name not in known:
            missing.append(week)
        week = week.later(1)
    return missing


def _before(tx: Transaction, catalog: Catalog, week: Week, *, seconds: int) -> dict[str, Tally]:
    """The week before one: its sums where it is compared as a whole, else what happened in its first `seconds`."""
    earlier, zone = week.later(-1), catalog.district.zone
    since = earlier.begins(zone)
    if since + seconds >= earlier.ends(zone) and (sums := store.sums_of_week(tx, earlier.name)):
        return {street: Tally.of_sums(n) for street, n in sums.items()}
    return _counted(tx, quiet_kinds(catalog), since=since, until=since + seconds)[0]


def _earlier(
    tx: Transaction, catalog: Catalog, week: Week, began: int | None, *, first: str
) -> dict[tuple[str, str, str], int]:
    """Sums of the weeks from one to before another; those that the clock has not written down yet are worked out."""
    found = store.sums(tx, SUMMED_UP, since=first, until=week.name)
    for missing in _missing(tx, catalog, began, week) if began is not None else ():
        sums = sums_of(tx, catalog, missing)
        found |= {(missing.name, *key): n for key, n in sums.items() if key[1] in SUMMED_UP}
    return found


def _counted(
    tx: Transaction, quiet: frozenset[str], *, since: int, until: int
) -> tuple[dict[str, Tally], list[Step], list[Standing]]:
    happened = store.steps(tx, since=since, until=until, without=quiet)
    standing = store.standing(tx, at=until, without=quiet)
    found = tallies(happened, standing, since=since, until=until)
    where = {step.number: step.street for step in happened}
    for flow in flows(tx, since=since, until=until):
        street = where.get(flow.ref) or store.street_of(tx, flow.ref)
        moved = {"points_issued": flow.issued, "points_back": flow.back}
        moved |= {"points_redeemed": flow.redeemed, "points_held": flow.held}
        found[street].counts.update({what: n for what, n in moved.items() if n})
    return dict(found), happened, standing
