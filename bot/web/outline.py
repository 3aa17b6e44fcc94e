"""The pack's streets as a picture to tap: outlines in map units, and how a tap becomes degrees again."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shapely import Polygon
from shapely.ops import polylabel

from cases.catalog import Catalog

WIDTH_UNITS = 1000.0
_LABEL_PRECISION_DEGREES = 0.0002  # some 20 m: a name needs no better place


@dataclass(frozen=True, slots=True)
class Outlined:
    """A street office as drawn: its names, and its border in WGS-84 degrees, latitude first."""

    code: str
    names: Mapping[str, str]
    border: Sequence[tuple[float, float]]


def of_catalog(catalog: Catalog) -> dict[str, Any]:
    """The map of a pack, with the credit its borders ask for."""
    streets = [
        Outlined(street.code, street.short, catalog.area.border(street.code)) for street in catalog.streets.values()
    ]
    return {**outline(streets), "credit": f"{catalog.borders.credit} ({catalog.borders.licence})"}


def outline(streets: Iterable[Outlined]) -> dict[str, Any]:
    """The map as plain JSON values. A flat projection about the middle; a district is too small to bend.

    A point is at x = (longitude - west) * x_per_degree, y = (north - latitude) * y_per_degree.
    """
    drawn = list(streets)
    latitudes = [latitude for street in drawn for latitude, _ in street.border]
    longitudes = [longitude for street in drawn for _, longitude in street.border]
    south, north, west, east = min(latitudes), max(latitudes), min(longitudes), max(longitudes)
    x_per_degree = WIDTH_UNITS / (east - west)
    y_per_degree = x_per_degree / math.cos(math.radians((south + north) / 2))

    def units(latitude: float, longitude: float) -> list[float]:
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
                "border": [units(*point) for point in street.border],
                "label": units(*_label(street.border)),
            }
            for street in drawn
        ],
    }


def _label(border: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The point farthest from the border: where a name has most room."""
    point = polylabel(Polygon(border), tolerance=_LABEL_PRECISION_DEGREES)
    return point.x, point.y
