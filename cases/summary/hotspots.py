"""Where a week's cases lie close together; pure.

Cases fall into squares of a hundred metres. The fullest block of three by three squares is the first spot, its cases
are taken out, and so on. Only a street's open hazards come here: a quiet case has no place in a summary.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cases.datum import EARTH_RADIUS_M
from cases.summary.reckoning import Step

CELL_M = 100  # so that a block is 300 m: a few minutes on foot, what one consultation can look at
SPOT_CASES_MIN = 3  # two cases near each other happen by chance
SPOTS_MAX = 5  # more would not be read
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spot:
    """A block where cases gather: its middle in degrees, its street, and the category that most of them have."""

    latitude: float
    longitude: float
    street: str
    count: int
    category: str
    category_count: int


def spots(opened: Iterable[Step]) -> list[Spot]:
    """The fullest blocks first; none where nothing gathers. Cases without a point of their own don't count."""
    cells: defaultdict[Cell, list[Step]] = defaultdict(list)
    for step in opened:
        if step.is_placed:
            cells[_cell(step)].append(step)
    found: list[Spot] = []
    while cells and len(found) < SPOTS_MAX:
        best = max(cells, key=lambda cell: (_weight(cells, cell), cell))
        gathered = [step for cell in _around(best) for step in cells.pop(cell, ())]
        if len(gathered) < SPOT_CASES_MIN:
            break
        found.append(_spot(gathered))
    return sorted(found, key=lambda spot: -spot.count)


def _spot(steps: list[Step]) -> Spot:
    street, _ = Counter(step.street for step in steps).most_common(1)[0]
    category, count = Counter(step.category for step in steps).most_common(1)[0]
    return Spot(
        sum(step.latitude_e7 for step in steps) / len(steps) / 1e7,
        sum(step.longitude_e7 for step in steps) / len(steps) / 1e7,
        street,
        len(steps),
        category,
        count,
    )


def _weight(cells: dict[Cell, list[Step]], cell: Cell) -> int:
    return sum(len(cells[near]) for near in _around(cell) if near in cells)


def _around(cell: Cell) -> Iterator[Cell]:
    return ((cell[0] + north, cell[1] + east) for north in (-1, 0, 1) for east in (-1, 0, 1))


def _cell(step: Step) -> Cell:
    degree_m = math.radians(1) * EARTH_RADIUS_M
    latitude, longitude = step.latitude_e7 / 1e7, step.longitude_e7 / 1e7
    band = math.floor(latitude * degree_m / CELL_M)
    east_m = degree_m * math.cos(math.radians(band * CELL_M / degree_m))
    return band, math.floor(longitude * east_m / CELL_M)
