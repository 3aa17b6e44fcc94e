"""What a set of borders is like, and what it would change: ground, overlaps and gaps in m², moved borders in metres."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Any

import shapely

from cases.area import Flaw, Plane, Shape, gaps, overlaps, parts, plane_of

STEP_M = 10.0  # along a border, from one measured point to the next: nothing that matters on foot hides between two


@dataclass(frozen=True, slots=True)
class Difference:
    """One street's ground before and after, how much of it changes hands, and how far its border moves."""

    code: str
    before_m2: float
    after_m2: float
    changed_m2: float
    moved_mean_m: float
    moved_max_m: float


@dataclass(frozen=True, slots=True)
class Report:
    """Overlaps and gaps of a set of borders, largest first, and its difference to another set, street by street."""

    overlaps: tuple[Flaw, ...]
    gaps: tuple[Flaw, ...]
    differences: tuple[Difference, ...]

    def plain(self) -> dict[str, Any]:
        """As JSON values: whole m², metres to the decimetre, degrees to the metre."""
        return {
            "overlaps": [_plain(flaw) for flaw in self.overlaps],
            "overlaps_m2": round(sum(flaw.m2 for flaw in self.overlaps)),
            "gaps": [_plain(flaw) for flaw in self.gaps],
            "gaps_m2": round(sum(flaw.m2 for flaw in self.gaps)),
            "streets": [
                {
                    "code": one.code,
                    "before_m2": round(one.before_m2),
                    "after_m2": round(one.after_m2),
                    "changed_m2": round(one.changed_m2),
                    "moved_mean_m": round(one.moved_mean_m, 1),
                    "moved_max_m": round(one.moved_max_m, 1),
                }
                for one in self.differences
            ],
        }


def report(after: Mapping[str, Shape], before: Mapping[str, Shape]) -> Report:
    """Of borders and those they would replace; both sound, in WGS-84 degrees, with the same streets."""
    plane = plane_of(after)
    laid = {code: plane.lay(shape) for code, shape in after.items()}
    return Report(
        overlaps=_largest_first(overlaps(plane, laid)),
        gaps=_largest_first(gaps(plane, laid)),
        differences=tuple(_difference(code, before[code], area, plane) for code, area in laid.items()),
    )


def _largest_first(flaws: Iterator[Flaw]) -> tuple[Flaw, ...]:
    return tuple(sorted(flaws, key=lambda flaw: (-flaw.m2, flaw.streets)))


def _difference(code: str, before: Shape, now: Shape, plane: Plane) -> Difference:
    was = plane.lay(before)
    moved_m = [*_distances_m(now, was), *_distances_m(was, now)]
    changed_m2 = now.symmetric_difference(was).area
    return Difference(code, was.area, now.area, changed_m2, fmean(moved_m), max(moved_m))


def _distances_m(one: Shape, other: Shape) -> Iterator[float]:
    """From points along one border to the other; mean and largest over both ways say how far they part."""
    for part in parts(one):
        for ring in (part.exterior, *part.interiors):
            steps = max(1, round(ring.length / STEP_M))
            points = shapely.line_interpolate_point(ring, [ring.length * n / steps for n in range(steps)])
            yield from shapely.distance(points, other.boundary).tolist()


def _plain(flaw: Flaw) -> dict[str, Any]:
    return {
        "streets": list(flaw.streets),
        "m2": round(flaw.m2),
        "latitude": round(flaw.latitude, 5),
        "longitude": round(flaw.longitude, 5),
    }
