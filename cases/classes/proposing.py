"""Which cases belong together: of one category, within 200 m of one of them, in 90 days; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cases.datum import metres

DAYS = 90  # PRODUCT 6, as the three below
RADIUS_M = 200.0
CASES_MIN = 5
RIDERS_MIN = 3
CELL_E7 = 30_000  # 330 m of latitude, 285 m of longitude here: whatever lies within 200 m is in a cell or beside it


@dataclass(frozen=True, slots=True)
class Point:
    """A case as proposals need it; `riders` are its reporter and who saw it too."""

    number: str
    latitude: float
    longitude: float
    riders: frozenset[str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Cases that belong together, around one of them, its number `centre`."""

    category: str
    centre: str
    latitude: float
    longitude: float
    numbers: tuple[str, ...]
    riders: int


Cell = tuple[str, int, int]


def crowded(cells: Mapping[Cell, tuple[int, int]]) -> list[Cell]:
    """Of cells with their cases and riders those that may hold a centre: what lies around them would be enough."""
    found = []
    for category, row, column in cells:
        around = [cells.get((category, row + n, column + e), (0, 0)) for n in (-1, 0, 1) for e in (-1, 0, 1)]
        if sum(c for c, _ in around) >= CASES_MIN or sum(r for _, r in around) >= RIDERS_MIN:
            found.append((category, row, column))
    return sorted(found, key=lambda cell: (-cells[cell][0], cell))


def around(centre: Point, points: Iterable[Point]) -> list[Point]:
    """Those within the radius of one of them, itself included, nearest first."""
    here = (centre.latitude, centre.longitude)
    measured = [(metres(here, (each.latitude, each.longitude)), each.number, each) for each in points]
    return [each for distance, _, each in sorted(measured, key=lambda m: m[:2]) if distance <= RADIUS_M]


def proposal(category: str, centre: Point, points: Sequence[Point]) -> Proposal | None:
    """What lies around a case, if it is enough."""
    found = around(centre, points)
    riders = frozenset[str]().union(*(each.riders for each in found))
    if len(found) < CASES_MIN and len(riders) < RIDERS_MIN:
        return None
    numbers = tuple(each.number for each in found)
    return Proposal(category, centre.number, centre.latitude, centre.longitude, numbers, len(riders))


def best(category: str, points: Sequence[Point]) -> Proposal | None:
    """The largest that can be made of these."""
    made = [each for point in points if (each := proposal(category, point, points))]
    return max(made, key=lambda each: (len(each.numbers), each.riders, each.centre), default=None)
