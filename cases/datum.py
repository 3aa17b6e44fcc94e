"""Coordinate systems: what a point would be in WGS-84, read as each datum it may have been given in."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from dialogue.hear import Place

# The ellipsoid that GCJ-02 reckons its offset on (Krasovsky 1940), as published with the transformation.
SEMI_MAJOR_M = 6_378_245.0
ECCENTRICITY_SQUARED = 0.00669342162296594323
# GCJ-02 leaves points outside this box as they are: south, north, west, east in degrees.
SHIFTED_BOX = (0.8293, 55.8271, 72.004, 137.8347)
EARTH_RADIUS_M = 6_371_008.8  # mean radius (IUGG), for haversine distances

# The inverse gains two to three digits a step; eight steps pass any double, and 1e-12 degrees are 0.1 µm.
INVERSE_STEPS_MAX = 8
INVERSE_DEGREES = 1e-12

# A device that does not yet know where it is gives 0,0; nobody reports from there.
NOWHERE_DEGREES = 1e-3

Point = tuple[float, float]  # latitude, longitude in degrees


class Reading(NamedTuple):
    """A point read as one datum, normalised to WGS-84 degrees."""

    datum: str
    latitude: float
    longitude: float


def readings(place: Place) -> tuple[Reading, ...]:
    """What a place may be in WGS-84, likeliest first: one reading where its datum is certain, else two.

    Certain are a declared datum, a device's own fix, and a live position that names its accuracy (a fix too).
    A pin, a venue or a map point of unknown datum was picked on map tiles, which in China are GCJ-02; a live
    position without accuracy or a file's place came from a satellite receiver, which gives WGS-84.
    """
    if place.datum in TO_WGS84:
        return (_read(place, place.datum),)
    if place.source == "fix" or (place.source == "live" and place.accuracy_m is not None):
        return (_read(place, "wgs84"),)
    order = ("wgs84", "gcj02") if place.source in ("live", "file") else ("gcj02", "wgs84")
    return tuple(_read(place, datum) for datum in order)


def is_place(place: Place) -> bool:
    """Whether coordinates can be a place at all: finite, in range (swapped ones are not here), not 0,0."""
    latitude, longitude = place.latitude, place.longitude
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        return False
    if abs(latitude) > 90 or abs(longitude) > 180:
        return False
    return abs(latitude) > NOWHERE_DEGREES or abs(longitude) > NOWHERE_DEGREES


def metres(one: Point, other: Point) -> float:
    """Great-circle distance in metres between two points in degrees (haversine)."""
    north, north_other = math.radians(one[0]), math.radians(other[0])
    half_north = (north_other - north) / 2
    half_east = math.radians(other[1] - one[1]) / 2
    squared = math.sin(half_north) ** 2 + math.cos(north) * math.cos(north_other) * math.sin(half_east) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, squared)))


def wgs84_to_gcj02(latitude: float, longitude: float) -> Point:
    """GCJ-02 degrees of a WGS-84 point; unchanged outside the box in which GCJ-02 shifts."""
    if not _is_shifted(latitude, longitude):
        return latitude, longitude
    sine = math.sin(math.radians(latitude))
    curvature = 1 - ECCENTRICITY_SQUARED * sine * sine
    metres_a_radian_north = SEMI_MAJOR_M * (1 - ECCENTRICITY_SQUARED) / curvature**1.5
    metres_a_radian_east = SEMI_MAJOR_M / math.sqrt(curvature) * math.cos(math.radians(latitude))
    north_m, east_m = _offset_m(east=longitude - 105.0, north=latitude - 35.0)
    return (
        latitude + math.degrees(north_m / metres_a_radian_north),
        longitude + math.degrees(east_m / metres_a_radian_east),
    )


def gcj02_to_wgs84(latitude: float, longitude: float) -> Point:
    """The WGS-84 point whose GCJ-02 is this one, to less than 1e-6 m."""
    if not _is_shifted(latitude, longitude):
        return latitude, longitude
    return _inverse(wgs84_to_gcj02, latitude, longitude)


def gcj02_to_bd09(latitude: float, longitude: float) -> Point:
    """BD-09 degrees of a GCJ-02 point: turned and stretched a little about the origin, then moved."""
    turn = math.pi * 3000 / 180
    radius = math.hypot(longitude, latitude) + 2e-5 * math.sin(latitude * turn)
    angle = math.atan2(latitude, longitude) + 3e-6 * math.cos(longitude * turn)
    return radius * math.sin(angle) + 0.006, radius * math.cos(angle) + 0.0065


def bd09_to_gcj02(latitude: float, longitude: float) -> Point:
    """The GCJ-02 point whose BD-09 is this one, to less than 1e-6 m."""
    return _inverse(gcj02_to_bd09, latitude, longitude)


def bd09_to_wgs84(latitude: float, longitude: float) -> Point:
    """The WGS-84 point of a BD-09 one."""
    return gcj02_to_wgs84(*bd09_to_gcj02(latitude, longitude))


def wgs84_to_bd09(latitude: float, longitude: float) -> Point:
    """BD-09 degrees of a WGS-84 point."""
    return gcj02_to_bd09(*wgs84_to_gcj02(latitude, longitude))


def _same(latitude: float, longitude: float) -> Point:
    return latitude, longitude


TO_WGS84: dict[str, Callable[[float, float], Point]] = {
    "wgs84": _same,
    "gcj02": gcj02_to_wgs84,
    "bd09": bd09_to_wgs84,
}


def _read(place: Place, datum: str) -> Reading:
    return Reading(datum, *TO_WGS84[datum](place.latitude, place.longitude))


def _is_shifted(latitude: float, longitude: float) -> bool:
    south, north, west, east = SHIFTED_BOX
    return south <= latitude <= north and west <= longitude <= east


def _offset_m(*, east: float, north: float) -> Point:
    """How far GCJ-02 lies from WGS-84, in metres north and east; arguments in degrees from 35° N, 105° E."""
    root = math.sqrt(abs(east))
    ripple = 20 * math.sin(6 * math.pi * east) + 20 * math.sin(2 * math.pi * east)
    waves_north = (
        ripple
        + 20 * math.sin(math.pi * north)
        + 40 * math.sin(math.pi * north / 3)
        + 160 * math.sin(math.pi * north / 12)
        + 320 * math.sin(math.pi * north / 30)
    )
    waves_east = (
        ripple
        + 20 * math.sin(math.pi * east)
        + 40 * math.sin(math.pi * east / 3)
        + 150 * math.sin(math.pi * east / 12)
        + 300 * math.sin(math.pi * east / 30)
    )
    both = 0.1 * east * north
    north_m = -100 + 2 * east + 3 * north + 0.2 * north**2 + both + 0.2 * root + waves_north * 2 / 3
    east_m = 300 + east + 2 * north + 0.1 * east**2 + both + 0.1 * root + waves_east * 2 / 3
    return north_m, east_m


def _inverse(forward: Callable[[float, float], Point], latitude: float, longitude: float) -> Point:
    """The point that `forward` takes here, by stepping back over what it still misses."""
    found_latitude, found_longitude = latitude, longitude
    for _ in range(INVERSE_STEPS_MAX):
        north, east = forward(found_latitude, found_longitude)
        found_latitude -= north - latitude
        found_longitude -= east - longitude
        if max(abs(north - latitude), abs(east - longitude)) < INVERSE_DEGREES:
            break
    return found_latitude, found_longitude
