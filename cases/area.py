"""Street areas on a local plane in metres: which holds a point, which lie near, what is wrong with a set."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import shapely
from shapely import MultiPolygon, Point, Polygon, STRtree
from shapely.geometry.base import BaseGeometry

from cases.datum import EARTH_RADIUS_M, metres

# Borders are drawn to metres; smaller slivers are rounding, not a piece of a city.
SLIVER_M2_MAX = 1.0
SHARED_BORDER_M_MIN = 1.0
# How far to look for the street that holds a point: wider than any rounding, and then only distance 0 counts.
TOUCHING_M = 0.001

Ring = Sequence[tuple[float, float]]  # latitude, longitude in degrees, WGS-84; not closed
Shape = Polygon | MultiPolygon  # longitude first, as geometries have it: in degrees, or in metres on a plane


class Flaw(NamedTuple):
    """Ground that two streets hold, or that none holds: the streets at it, how much, and where in degrees."""

    streets: tuple[str, ...]
    m2: float
    latitude: float
    longitude: float


class Plane:
    """Metres east and north of a middle point; over a district (10 km) true to 0.1 %."""

    def __init__(self, points: Sequence[tuple[float, float]]) -> None:
        latitudes, longitudes = zip(*points, strict=True)
        self._latitude = (min(latitudes) + max(latitudes)) / 2
        self._longitude = (min(longitudes) + max(longitudes)) / 2
        self._north_m = math.radians(1) * EARTH_RADIUS_M
        self._east_m = self._north_m * math.cos(math.radians(self._latitude))

    def put(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Degrees to metres east and north."""
        return (longitude - self._longitude) * self._east_m, (latitude - self._latitude) * self._north_m

    def back(self, east_m: float, north_m: float) -> tuple[float, float]:
        """Metres east and north to degrees."""
        return north_m / self._north_m + self._latitude, east_m / self._east_m + self._longitude

    def lay(self, shape: Shape) -> Shape:
        """A shape in degrees as one in metres."""
        east_m, north_m = self._east_m, self._north_m
        laid: Shape = shapely.transform(
            shape, lambda points: (points - (self._longitude, self._latitude)) * (east_m, north_m)
        )
        return laid


class Area:
    """The streets of a district as areas. Points are in WGS-84 degrees, distances in metres.

    A pack's streets share their border points, so on the plane they leave no gap. Imported ones may leave some and
    may overlap. A point on a shared border, or on ground that two streets hold, belongs to the lowest code.
    """

    def __init__(self, outlines: Mapping[str, Ring | Shape]) -> None:
        """Of checked rings, or checked shapes in degrees, by street code; their faults are not looked for again."""
        self.codes = tuple(sorted(outlines))
        shapes = {code: _shape(outline) for code, outline in outlines.items()}
        self._plane = plane_of(shapes)
        self._areas = [self._plane.lay(shapes[code]) for code in self.codes]
        self._tree = STRtree(self._areas)
        self._borders = shapely.union_all([area.boundary for area in self._areas])
        self._whole = shapely.union_all(self._areas)
        self._gaps = shapely.union_all(_holes(self._whole))
        shapely.prepare([*self._areas, self._gaps])

    def street_at(self, latitude: float, longitude: float) -> str | None:
        """The one street that holds a point, or None outside."""
        nearest = self.near(latitude, longitude, within_m=TOUCHING_M)[:1]
        return next((code for code, distance_m in nearest if distance_m == 0), None)

    def near(self, latitude: float, longitude: float, *, within_m: float) -> tuple[tuple[str, float], ...]:
        """Every street within a distance, and how far it is, nearest first; 0 for the one holding the point."""
        point = self._point(latitude, longitude)
        found = self._tree.query(point, predicate="dwithin", distance=within_m)
        distances = [(self._areas[index].distance(point), self.codes[index]) for index in found.tolist()]
        return tuple((code, distance_m) for distance_m, code in sorted(distances))

    def border_m(self, latitude: float, longitude: float) -> float:
        """How far the nearest border of any street is."""
        return float(self._borders.distance(self._point(latitude, longitude)))

    def outside_m(self, latitude: float, longitude: float) -> float:
        """How far the district is from a point; 0 inside. Right over any distance."""
        if self.street_at(latitude, longitude):
            return 0.0
        nearest = shapely.shortest_line(self._whole, self._point(latitude, longitude)).coords[0]
        return metres(self._plane.back(nearest[0], nearest[1]), (latitude, longitude))

    def is_gap(self, latitude: float, longitude: float) -> bool:
        """Whether a point is on ground that no street holds, with streets all around it."""
        return bool(self._gaps.covers(self._point(latitude, longitude)))

    def bounds(self) -> tuple[float, float, float, float]:
        """The box around the district: south, west, north, east in degrees."""
        west_m, south_m, east_m, north_m = self._whole.bounds
        return (*self._plane.back(west_m, south_m), *self._plane.back(east_m, north_m))

    def border(self, code: str) -> Ring:
        """The outer border of a street, or of its largest part, once around and not closed."""
        largest = max(parts(self._areas[self.codes.index(code)]), key=lambda part: part.area)
        return [self._plane.back(*point) for point in largest.exterior.coords[:-1]]

    def _point(self, latitude: float, longitude: float) -> Point:
        return Point(*self._plane.put(latitude, longitude))


def faults(rings: Mapping[str, Ring], neighbours: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """What is wrong with a set of borders, each as (street code, sentence).

    A border that crosses itself hides the other checks of its street; overlaps, gaps between streets, and
    neighbours without a common border (or the other way round) are looked for among the rest.
    """
    plane = Plane([point for ring in rings.values() for point in ring])
    sound: dict[str, Polygon] = {}
    for code, ring in rings.items():
        if problem := _crossing(plane, ring):
            yield code, problem
        else:
            sound[code] = _polygon(plane, ring)
    yield from _overlaps(plane, sound)
    if len(sound) == len(rings):
        yield from _gaps(plane, sound)
    yield from _strangers(sound, neighbours)


def plane_of(shapes: Mapping[str, Shape]) -> Plane:
    """The plane about the middle of shapes in degrees."""
    boxes = [shape.bounds for shape in shapes.values()]
    return Plane([point for west, south, east, north in boxes for point in ((south, west), (north, east))])


def parts(shape: BaseGeometry) -> Sequence[Polygon]:
    """The polygons of a shape, one or more."""
    found = [part for part in getattr(shape, "geoms", [shape]) if isinstance(part, Polygon)]
    assert found, "a shape has at least one polygon"
    return found


def overlaps(plane: Plane, areas: Mapping[str, Shape]) -> Iterator[Flaw]:
    """Ground that two areas on a plane both hold."""
    for (one, area), (other, other_area) in combinations(areas.items(), 2):
        common = area.intersection(other_area)
        if common.area > SLIVER_M2_MAX:
            yield Flaw((one, other), common.area, *_middle(plane, common))


def gaps(plane: Plane, areas: Mapping[str, Shape]) -> Iterator[Flaw]:
    """Ground that no area on a plane holds, closed in by areas, with those that lie at it."""
    for hole in _holes(shapely.union_all(list(areas.values()))):
        if hole.area > SLIVER_M2_MAX:
            around = tuple(code for code, area in areas.items() if area.distance(hole) < TOUCHING_M)
            yield Flaw(around, hole.area, *_middle(plane, hole))


def _holes(whole: BaseGeometry) -> list[Polygon]:
    return [Polygon(ring) for part in parts(whole) for ring in part.interiors]


def _shape(outline: Ring | Shape) -> Shape:
    if isinstance(outline, Polygon | MultiPolygon):
        return outline
    return Polygon([(longitude, latitude) for latitude, longitude in outline])


def _polygon(plane: Plane, ring: Ring) -> Polygon:
    return Polygon([plane.put(*point) for point in ring])


def _crossing(plane: Plane, ring: Ring) -> str | None:
    if len(set(ring)) < 3:
        return "the border needs at least three different points"
    area = _polygon(plane, ring)
    if area.is_valid:
        return None
    where = shapely.is_valid_reason(area).partition("[")[2].rstrip("]").split()
    return f"the border crosses or touches itself near {_degrees(*plane.back(float(where[0]), float(where[1])))}"


def _overlaps(plane: Plane, areas: Mapping[str, Shape]) -> Iterator[tuple[str, str]]:
    for (one, other), m2, *where in overlaps(plane, areas):
        yield other, f"overlaps street {one} by {m2:.0f} m² near {_degrees(*where)}"


def _gaps(plane: Plane, areas: Mapping[str, Shape]) -> Iterator[tuple[str, str]]:
    for (*others, last), m2, *where in gaps(plane, areas):
        yield last, f"leaves a gap of {m2:.0f} m² to {', '.join(others) or 'itself'} near {_degrees(*where)}"


def _strangers(areas: Mapping[str, Polygon], neighbours: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    for one, other in combinations(areas, 2):
        common_m = areas[one].exterior.intersection(areas[other].exterior).length
        for code, named in ((one, other), (other, one)):
            if named in neighbours[code] and common_m < SHARED_BORDER_M_MIN:
                yield code, f"names {named} as a neighbour, but they share no border"
            if named not in neighbours[code] and common_m >= SHARED_BORDER_M_MIN:
                yield code, f"shares {common_m:.0f} m of border with {named}, which its neighbours leave out"


def _middle(plane: Plane, geometry: BaseGeometry) -> tuple[float, float]:
    point = geometry.representative_point()
    return plane.back(point.x, point.y)


def _degrees(latitude: float, longitude: float) -> str:
    return f"{latitude:.4f}, {longitude:.4f}"
