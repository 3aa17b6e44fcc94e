"""The made-up town: its riders and officers, where and when they report, and how well each office keeps its word.

Everything comes from one seeded chance. The shares are ours, made to look like a district's year; none was measured.
"""

from __future__ import annotations

import random
from bisect import bisect
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from typing import Generic, TypeVar

from shapely import Point

from cases.catalog import Catalog, Category, Counter, Street, Urgency
from cases.deadlines import is_workday
from people.person import Person
from people.roster import SYMBOLS

T = TypeVar("T")

CASES_A_RIDER = 40  # in a year; a few report daily, most now and then
RIDERS_MIN, RIDERS_MAX = 6, 4_000  # no more than keys fit into memory
OFFICERS_A_STREET = 5
DOORS = 160  # places of a street from which reports come
JITTER_DEGREES = 0.00012  # about 13 m: nobody stands at the very same spot twice
SPOT_SHARE = 0.28  # of a street's reports, from the few places where something is always wrong
SPOTS_A_STREET = 3
SEASON_DAYS = 91  # after which other places are the bad ones
GROWTH = 0.1  # over the whole time: riders tell each other
WEEKEND_WEIGHT = 0.7
# Reports by hour of the day: meals and the ways home are when riders are out.
HOURS = (0.6, 0.4, 0.3, 0.2, 0.2, 0.5, 1.5, 4, 5, 4, 4.5, 7, 6.5, 4.5, 4, 4, 4.5, 6.5, 7, 5.5, 4, 3, 2, 1.2)
FIRST_WEIGHT, OTHER_WEIGHT, EMERGENCY_WEIGHT = 12.0, 0.9, 0.15  # of categories: the most used first


@dataclass(frozen=True, slots=True)
class Office:
    """A street's office: its officers, and how often it keeps its two promises."""

    officers: tuple[Person, ...]
    takes_in_time: float
    handles_in_time: float
    routes_wrong: float


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody reports: where, when (UTC seconds), what, and who they are."""

    at: int
    reporter: Person
    category: Category
    street: Street
    latitude: float
    longitude: float


class Chosen(Generic[T]):
    """Things with weights, drawn in logarithmic time."""

    def __init__(self, things: list[T], weights: list[float]) -> None:
        self._things, self._sums = things, list(accumulate(weights))

    def draw(self, chance: random.Random) -> T:
        return self._things[min(bisect(self._sums, chance.random() * self._sums[-1]), len(self._things) - 1)]


def random_symbols(chance: random.Random, length: int) -> str:
    return "".join(chance.choices(SYMBOLS, k=length))


def moments(chance: random.Random, catalog: Catalog, *, cases: int, first: date, days: int) -> list[int]:
    """When each case is opened, in order, in UTC seconds; it grows a little over the time."""
    dates = [first + timedelta(days=n) for n in range(days)]
    weights = [
        (1 + GROWTH * n / days) * (1 if is_workday(day) else WEEKEND_WEIGHT) * chance.uniform(0.85, 1.15)
        for n, day in enumerate(dates)
    ]
    midnights = [int(datetime.combine(day, time(), catalog.district.zone).timestamp()) for day in dates]
    of_day, of_hour = Chosen(midnights, weights), Chosen(list(range(24)), list(HOURS))
    return sorted(of_day.draw(chance) + of_hour.draw(chance) * 3600 + chance.randrange(3600) for _ in range(cases))


class Town:
    """Who reports what and where; `people` are all riders, then every street's officers."""

    def __init__(
        self, chance: random.Random, catalog: Catalog, *, riders: list[Person], officers: list[Person]
    ) -> None:
        self.catalog, self._chance = catalog, chance
        streets = list(catalog.streets.values())
        kinds = [kind for kind in catalog.categories.values() if kind.counter is Counter.STREET]
        self._riders = Chosen(riders, [chance.paretovariate(1.3) for _ in riders])
        self._streets = Chosen(streets, [chance.uniform(0.4, 1.8) for _ in streets])
        self._kinds = Chosen(kinds, [_weight(kind) for kind in kinds])
        self._doors = {street.code: _doors(chance, street, DOORS) for street in streets}
        self._spots: dict[tuple[str, int], list[tuple[tuple[float, float], Category]]] = {}
        self.offices = {
            street.code: Office(
                tuple(officers[n * OFFICERS_A_STREET : (n + 1) * OFFICERS_A_STREET]),
                chance.uniform(0.86, 0.985),
                chance.uniform(0.80, 0.97),
                chance.uniform(0.01, 0.08),
            )
            for n, street in enumerate(streets)
        }

    def report(self, at: int, *, since: int) -> Report:
        """What is reported at a moment; `since` is when the town began, for its seasons."""
        chance = self._chance
        street, kind = self._streets.draw(chance), self._kinds.draw(chance)
        door = chance.choice(self._doors[street.code])
        if chance.random() < SPOT_SHARE and kind.urgency is not Urgency.EMERGENCY:
            door, kind = chance.choice(self._bad_places(street.code, (at - since) // (SEASON_DAYS * 86_400)))
        return Report(
            at,
            self._riders.draw(chance),
            kind,
            street,
            door[0] + chance.uniform(-JITTER_DEGREES, JITTER_DEGREES),
            door[1] + chance.uniform(-JITTER_DEGREES, JITTER_DEGREES),
        )

    def somebody_else(self, *others: str) -> Person | None:
        """A rider who is none of these; None where chance found nobody."""
        for _ in range(4):
            if (found := self._riders.draw(self._chance)).id not in others:
                return found
        return None

    def officer(self, street: str, at: int) -> Person:
        """Who is on shift: eight hours each, another every day."""
        officers = self.offices[street].officers
        return officers[(at // 28_800 + at // 86_400) % len(officers)]

    def _bad_places(self, street: str, season: int) -> list[tuple[tuple[float, float], Category]]:
        key = street, season
        if key not in self._spots:
            ordinary = [
                kind for kind in (self._kinds.draw(self._chance) for _ in range(40))
                if kind.urgency is not Urgency.EMERGENCY
            ]  # fmt: skip
            self._spots[key] = [
                (self._chance.choice(self._doors[street]), self._chance.choice(ordinary)) for _ in range(SPOTS_A_STREET)
            ]
        return self._spots[key]


def _weight(kind: Category) -> float:
    if kind.urgency is Urgency.EMERGENCY:
        return EMERGENCY_WEIGHT
    return FIRST_WEIGHT / kind.picker_order if kind.picker_order else OTHER_WEIGHT


def _doors(chance: random.Random, street: Street, count: int) -> list[tuple[float, float]]:
    """Points in a street's area, latitude first."""
    west, south, east, north = street.area.bounds
    found: list[tuple[float, float]] = []
    while len(found) < count:
        longitude, latitude = chance.uniform(west, east), chance.uniform(south, north)
        if street.area.contains(Point(longitude, latitude)):
            found.append((latitude, longitude))
    return found
