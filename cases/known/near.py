"""Near a point: which cells of the indexes hold what may be near, and how far each thing found there is; pure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from math import trunc

from cases.datum import EARTH_RADIUS_M, metres

# Degrees times 1e7; the indexes of storage/schema/009_known.sql are built with them.
BAND_E7 = 5_000  # of latitude, 56 m: fine, because whatever is open may lie close together
SQUARE_E7 = 25_000  # 280 m of latitude: coarse, because only what ended lately is read
METRES_A_DEGREE = math.radians(1) * EARTH_RADIUS_M
ROUNDING_M = 1.0  # places are kept to 1e-7 degrees (1 cm); the box is a little wider than the circle
FAR_NORTH = 85.0  # nearer to a pole a box in degrees means nothing


@dataclass(frozen=True, slots=True)
class Box:
    """The box around a circle, in degrees times 1e7, and the cells that it touches.

    `shrink` is what a degree of longitude is to one of latitude here.
    """

    south: int
    north: int
    west: int
    east: int
    latitude: int
    longitude: int
    shrink: float

    @property
    def bands(self) -> range:
        """The bands of latitude of what is open."""
        return _cells(self.south, self.north, BAND_E7)

    @property
    def rows(self) -> range:
        """The squares of what has ended, south to north."""
        return _cells(self.south, self.north, SQUARE_E7)

    @property
    def columns(self) -> range:
        """The squares of what has ended, west to east."""
        return _cells(self.west, self.east, SQUARE_E7)


def _cells(first: int, last: int, size: int) -> range:
    """As SQL divides whole numbers: towards zero."""
    return range(trunc(first / size), trunc(last / size) + 1)


@dataclass(frozen=True, slots=True)
class Found:
    """A case that lies near: `ended_at` is when it was handled or closed, None while it is open. UTC seconds."""

    number: str
    status: str
    reporter: str
    opened_at: int
    ended_at: int | None
    latitude: float
    longitude: float
    metres: float = 0.0


def around(latitude: float, longitude: float, *, radius_m: float) -> Box:
    """The box that holds everything within a radius of a point in WGS-84 degrees."""
    assert abs(latitude) < FAR_NORTH, "a district is no polar station"
    shrink = math.cos(math.radians(latitude))
    reach = (radius_m + ROUNDING_M) / METRES_A_DEGREE * 1e7
    north, east = latitude * 1e7, longitude * 1e7
    return Box(
        south=math.floor(north - reach),
        north=math.ceil(north + reach),
        west=math.floor(east - reach / shrink),
        east=math.ceil(east + reach / shrink),
        latitude=round(north),
        longitude=round(east),
        shrink=shrink,
    )


def within(found: Iterable[Found], latitude: float, longitude: float, *, radius_m: float) -> list[Found]:
    """Of these, those within the radius, nearest first, the older first of two at one distance."""
    measured = [_measured(each, metres((latitude, longitude), (each.latitude, each.longitude))) for each in found]
    return sorted((each for each in measured if each.metres <= radius_m), key=lambda each: (each.metres, each.number))


def _measured(found: Found, distance_m: float) -> Found:
    return Found(
        found.number, found.status, found.reporter, found.opened_at, found.ended_at, found.latitude, found.longitude,
        distance_m,
    )  # fmt: skip
