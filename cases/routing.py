"""From a place to the street office that answers for it, and why; where unsure, which to ask about."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from cases.catalog import Catalog
from cases.datum import Reading, is_place, metres, readings
from dialogue.hear import Place

CANDIDATES_MAX = 4  # PRODUCT 2: one tap among 2 to 4; more do not fit a rider's glance
OUTSIDE_M_MAX = 100  # PRODUCT 2: outside by up to this, the nearest street is confirmed, or one that is near as well
# A fix this coarse (a cell mast, a network address) cannot tell streets apart: the smallest are 1 km wide.
ACCURACY_M_MAX = 500
ROUTES_KEPT = 512  # of the places that are being talked about: a talk asks at each of its steps
# From outside, a coarse fix may still be a place in the district; further away than this it no longer counts.
REACH_M_MAX = 3_000
METRES_A_DEGREE_NORTH = 111_000  # a little less than it is, so that nothing near is passed over


class Reason(StrEnum):
    """Why a place was routed as it was."""

    INSIDE = "inside"  # the place is certain and no border is near
    READINGS_AGREE = "readings_agree"  # the datum is not certain, but both readings lie in one street
    ONE_READING_INSIDE = "one_reading_inside"  # the datum is not certain, but the other reading is no other street
    BY_WORDS = "by_words"  # more than one street is possible, and the words name one of them
    BORDER = "border"  # a border is too near, or the ground is claimed by two streets, or by none between them
    READINGS_DIFFER = "readings_differ"  # the readings lie in different streets
    TOO_VAGUE = "too_vague"  # the accuracy is worse than a street is wide
    JUST_OUTSIDE = "just_outside"  # by up to 100 m, or by no more than the accuracy
    OUTSIDE = "outside"
    NOT_A_PLACE = "not_a_place"  # no number, out of range, swapped, or 0,0


@dataclass(frozen=True, slots=True)
class Spot:
    """A reading on the map: the street that holds it, and every street it may belong to, nearest first."""

    reading: Reading
    street: str | None
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """Where a place belongs: a street, or candidates to ask about (likeliest first), or neither.

    `border_m`: metres to the nearest border of a street; outside, to the district. `latitude`, `longitude`:
    the likeliest reading in WGS-84 degrees; 0, 0 where there is no place. `band_m`: within how many metres of a
    border was asked. `given` is the place as it came; `spots` what it may be, likeliest first.
    """

    street: str | None
    candidates: tuple[str, ...]
    reason: Reason
    border_m: float
    latitude: float
    longitude: float
    band_m: float = 0.0
    given: Place | None = None
    spots: tuple[Spot, ...] = ()


@lru_cache(ROUTES_KEPT)
def route(place: Place, catalog: Catalog, words: str = "") -> Route:
    """The street office for a place, or those to ask about. `words` are the rider's own about where it is.

    Possible is every street within the fix's accuracy (or that of the borders, if worse) of any reading of
    the place; a reading further outside than that is dropped if another is inside. If only one street is
    possible it is given; if not, words decide that fit exactly one of them; else up to four are to be asked.
    """
    if not is_place(place):
        return Route(None, (), Reason.NOT_A_PLACE, 0.0, 0.0, 0.0, given=place)
    band_m = max(_accuracy_m(place), catalog.borders.accuracy_m)
    spots = tuple(_spot(reading, catalog, band_m) for reading in readings(place))
    found = _found(place, catalog, words, spots, band_m)
    return replace(found, band_m=band_m, given=place, spots=spots)


def street_by_words(words: str, catalog: Catalog) -> tuple[str, ...]:
    """The streets that a rider's words name by a street, road or landmark, likeliest first; empty if none."""
    return catalog.hints.streets(words)


def explain(route: Route, catalog: Catalog, language: str) -> dict[str, Any]:
    """A route as plain JSON values, with names in one language of the pack."""

    def named(code: str) -> dict[str, str]:
        return {"code": code, "name": catalog.streets[code].names[language]}

    def point(latitude: float, longitude: float) -> dict[str, float]:
        return {"latitude": round(latitude, 6), "longitude": round(longitude, 6)}

    is_placed = route.reason is not Reason.NOT_A_PLACE
    return {
        "street": named(route.street) if route.street else None,
        "candidates": [named(code) for code in route.candidates],
        "reason": route.reason.value,
        "border_m": round(route.border_m) if is_placed else None,
        "band_m": _number(route.band_m) if is_placed else None,
        "wgs84": point(route.latitude, route.longitude) if is_placed else None,
        "readings": [
            {
                "datum": spot.reading.datum,
                **point(spot.reading.latitude, spot.reading.longitude),
                "street": named(spot.street) if spot.street else None,
            }
            for spot in route.spots
        ],
        "borders": catalog.borders.credit,
    }


def kept(route: Route) -> dict[str, Any]:
    """A route as what a case keeps of it, plain JSON values: the place as given, what it was read as, and why.

    Codes instead of names, degrees as given. No words: they are personal and kept elsewhere, sealed.
    """
    given = route.given
    return {
        "given": given
        and {
            "latitude": _number(given.latitude),
            "longitude": _number(given.longitude),
            "datum": given.datum,
            "source": given.source,
            "accuracy_m": given.accuracy_m if given.accuracy_m is None else _number(given.accuracy_m),
        },
        "street": route.street,
        "candidates": list(route.candidates),
        "reason": route.reason.value,
        "border_m": round(route.border_m),
        "band_m": _number(route.band_m),
        "readings": {spot.reading.datum: spot.street for spot in route.spots},
    }


def _number(value: float) -> float | None:
    """JSON has no word for what is not finite."""
    return value if math.isfinite(value) else None


def _spot(reading: Reading, catalog: Catalog, band_m: float) -> Spot:
    _, latitude, longitude = reading
    near = catalog.area.near(latitude, longitude, within_m=band_m)
    holding = near[0][0] if near and near[0][1] == 0 else None
    unsure = _unsure(latitude, longitude, catalog) if near else ()
    return Spot(reading, holding, _once([*(code for code, _ in near), *unsure]))


def _unsure(latitude: float, longitude: float, catalog: Catalog) -> tuple[str, ...]:
    """The streets that may hold a point besides those near it, where the pack says that a border may be far off."""
    return tuple(
        code
        for stretch in catalog.borders.unsure
        if any(
            abs(north - latitude) * METRES_A_DEGREE_NORTH <= stretch.within_m  # saves most of the reckoning
            and metres((north, east), (latitude, longitude)) <= stretch.within_m
            for north, east in stretch.around
        )
        for code in stretch.streets
    )


def _accuracy_m(place: Place) -> float:
    """The stated accuracy; 0 where there is none that means anything."""
    accuracy_m = place.accuracy_m
    return accuracy_m if accuracy_m is not None and accuracy_m > 0 else 0.0


def _found(place: Place, catalog: Catalog, words: str, spots: Sequence[Spot], band_m: float) -> Route:
    if not any(spot.street for spot in spots):
        return _from_outside(place, catalog, words, spots)
    best = next(spot for spot in spots if spot.street)
    if _accuracy_m(place) > ACCURACY_M_MAX:
        return _vague(place, catalog, words, best, band_m)
    first = _once([best.near[0], *(spot.near[0] for spot in spots if spot.near)])
    possible = _once([*first, *(code for spot in spots for code in spot.near)])
    if len(possible) == 1:
        return _decided(possible[0], _why_certain(spots), best.reading, catalog)
    reason = Reason.READINGS_DIFFER if len(first) > 1 else Reason.BORDER
    return _by_words_or_asked(possible, reason, place, catalog, words, best.reading)


def _why_certain(spots: Sequence[Spot]) -> Reason:
    if len(spots) == 1:
        return Reason.INSIDE
    return Reason.READINGS_AGREE if all(spot.street for spot in spots) else Reason.ONE_READING_INSIDE


def _decided(street: str, reason: Reason, reading: Reading, catalog: Catalog) -> Route:
    border_m = catalog.area.border_m(reading.latitude, reading.longitude)
    return Route(street, (), reason, border_m, reading.latitude, reading.longitude)


def _by_words_or_asked(
    possible: tuple[str, ...], reason: Reason, place: Place, catalog: Catalog, words: str, reading: Reading
) -> Route:
    named = street_by_words(f"{place.title}\n{words}", catalog)
    fitting = [code for code in possible if code in named]
    if len(fitting) == 1:
        return _decided(fitting[0], Reason.BY_WORDS, reading, catalog)
    border_m = catalog.area.border_m(reading.latitude, reading.longitude)
    return Route(None, possible[:CANDIDATES_MAX], reason, border_m, reading.latitude, reading.longitude)


def _vague(place: Place, catalog: Catalog, words: str, best: Spot, radius_m: float) -> Route:
    """A coarse fix: every street within its radius is possible, and always more than one."""
    everywhere = catalog.area.near(best.reading.latitude, best.reading.longitude, within_m=math.inf)
    within = sum(distance_m <= radius_m for _, distance_m in everywhere)
    possible = tuple(code for code, _ in everywhere[: max(2, within)])
    return _by_words_or_asked(possible, Reason.TOO_VAGUE, place, catalog, words, best.reading)


def _from_outside(place: Place, catalog: Catalog, words: str, spots: Sequence[Spot]) -> Route:
    """No street holds any reading: it is a little outside, too far, or in a gap that imported borders leave."""

    def outside_m(spot: Spot) -> float:
        return catalog.area.outside_m(spot.reading.latitude, spot.reading.longitude)

    accuracy_m = _accuracy_m(place)
    best = min(spots, key=outside_m)
    away_m, (_, latitude, longitude) = outside_m(best), best.reading
    if away_m > max(OUTSIDE_M_MAX, min(accuracy_m, REACH_M_MAX)):
        return Route(None, (), Reason.OUTSIDE, away_m, latitude, longitude)
    if accuracy_m > ACCURACY_M_MAX:
        return _vague(place, catalog, words, best, accuracy_m)
    if catalog.area.is_gap(latitude, longitude):
        around = catalog.area.near(latitude, longitude, within_m=away_m + OUTSIDE_M_MAX)
        if len(around) > 1:
            possible = tuple(code for code, _ in around)
            return _by_words_or_asked(possible, Reason.BORDER, place, catalog, words, best.reading)
    nearest, *_ = catalog.area.near(latitude, longitude, within_m=math.inf)
    possible = _once([nearest[0], *best.near])[:CANDIDATES_MAX]
    return Route(None, possible, Reason.JUST_OUTSIDE, away_m, latitude, longitude)


def _once(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))
