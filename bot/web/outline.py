"""The pack's streets as a picture to tap: outlines in map units, and how a tap becomes degrees again."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shapely.geometry import MultiPolygon, Polygon
from shapely.ops import polylabel

WIDTH_UNITS = 1000.0
_LABEL_PRECISION_DEGREES = 0.0002  # some 20 m: a name needs no better place


@dataclass(frozen=True, slots=True)
class Outlined:
    """One street office: its area in WGS-84 degrees, longitude first, and its name in every language."""

    code: str
    names: Mapping[str, str]
    area: Polygon | MultiPolygon


def outline(streets: Iterable[Outlined]) -> dict[str, Any]:
    """The map as plain JSON values. Flat projection about the middle: over 15 km it is off by less than a metre.

    A point is at x = (longitude - west) * x_per_degree, y = (north - latitude) * y_per_degree.
    """
    drawn = list(streets)
    if not drawn:
        return {"width": 0, "height": 0, "streets": []}
    bounds = [street.area.bounds for street in drawn]
    west, south = min(each[0] for each in bounds), min(each[1] for each in bounds)
    east, north = max(each[2] for each in bounds), max(each[3] for each in bounds)
    x_per_degree = WIDTH_UNITS / (east - west)
    y_per_degree = x_per_degree / math.cos(math.radians((south + north) / 2))

    def units(longitude: float, latitude: float) -> list[float]:
        return [round((longitude - west) * x_per_degree, 1), round((north - latitude) * y_per_degree, 1)]

    return {
        "width": WIDTH_UNITS,
        "height": round((north - south) * y_per_degree, 1),
        "west": west,
        "north": north,
        "x_per_degree": x_per_degree,
        "y_per_degree": y_per_degree,
        "streets": [
            {
                "code": street.code,
                "names": dict(street.names),
                "rings": [[units(x, y) for x, y, *_ in ring.coords[:-1]] for ring in _rings(street.area)],
                "label": units(*_label(street.area)),
            }
            for street in drawn
        ],
    }


def _rings(area: Polygon | MultiPolygon) -> list[Any]:
    polygons = area.geoms if isinstance(area, MultiPolygon) else [area]
    return [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]


def _label(area: Polygon | MultiPolygon) -> tuple[float, float]:
    """The point farthest from every border: where a name has most room."""
    largest = max(area.geoms, key=lambda each: each.area) if isinstance(area, MultiPolygon) else area
    point = polylabel(largest, tolerance=_LABEL_PRECISION_DEGREES)
    return point.x, point.y
