"""Borders as GeoJSON (RFC 7946): from a file's text to one shape per street of the pack, or what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import shapely
from shapely import MultiPolygon, Polygon

from cases.area import Shape
from cases.catalog import Street
from cases.datum import TO_WGS84
from cases.hints import plain

# Fourteen streets drawn to the metre are about 1 MB; a whole city with its houses is not what is meant.
FILE_BYTES_MAX = 32_000_000
RING_POSITIONS_MIN = 4  # RFC 7946, 3.1.6: the last repeats the first
NUMBER_MAX = 1e12  # above any projection's metres; what is larger, or infinite, was no coordinate
PROBLEMS_MAX = 50  # a file that is wrong all over is not listed to its end

# Names of WGS-84 with longitude first. CGCS2000 (EPSG:4490), China's own datum, agrees with it within decimetres.
CRS_KNOWN = ("CRS84", "4326", "4490")


class NotBorders(Exception):
    """Every reason why a file can't be used as borders, with its feature; where it is no JSON, its line (from 1)."""

    def __init__(self, problems: Sequence[str], *, line: int | None = None) -> None:
        self.line = line
        more = len(problems) - PROBLEMS_MAX
        self.problems = (*problems[:PROBLEMS_MAX], *([f"and {more} more"] if more > 0 else []))
        super().__init__("\n".join(self.problems))


def document(content: bytes) -> dict[str, Any]:
    """A file's bytes as a FeatureCollection. Raises `NotBorders` for anything else, naming the line where it breaks."""
    if len(content) > FILE_BYTES_MAX:
        raise NotBorders([f"the file has more than {FILE_BYTES_MAX // 1_000_000} MB"])
    try:
        found = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise NotBorders(["this is not UTF-8 text"], line=line) from error
    except json.JSONDecodeError as error:
        cut = " (the file ends too early: is it complete?)" if error.pos >= len(error.doc.rstrip()) else ""
        raise NotBorders([f"not JSON: {error.msg}{cut}"], line=error.lineno) from error
    except (RecursionError, ValueError) as error:
        raise NotBorders([f"not JSON: {error}"]) from error
    if not isinstance(found, dict) or found.get("type") != "FeatureCollection":
        raise NotBorders(["this is no GeoJSON FeatureCollection"])
    if not isinstance(found.get("features"), list):
        raise NotBorders(["the FeatureCollection has no list of features"])
    return found


def shapes(found: Mapping[str, Any], streets: Mapping[str, Street], datum: str) -> dict[str, Shape]:
    """One shape per street by code, as given: in degrees of the file's datum, longitude first.

    Raises `NotBorders` unless every street is there exactly once, by code or name, with sound rings.
    """
    problems = list(_crs(found, datum))
    drawn: dict[str, Shape] = {}
    first: dict[str, int] = {}
    for number, feature in enumerate(found["features"], start=1):
        code, shape, wrong = _feature(feature, streets)
        label = f"feature {number}" + (f" ({code} {_name(streets[code])})" if code else "")
        problems += [f"{label}: {says}" for says in wrong]
        if code and code in first:
            problems.append(f"{label}: the same street as feature {first[code]}")
        if code:
            first.setdefault(code, number)
            if shape is not None:
                drawn[code] = shape
    problems += [f"no feature for {code} {_name(street)}" for code, street in streets.items() if code not in first]
    if problems:
        raise NotBorders(problems)
    return drawn


def in_wgs84(shape: Shape, datum: str) -> Shape:
    """A shape in a datum's degrees as the same in WGS-84."""
    if datum == "wgs84":
        return shape
    read = TO_WGS84[datum]

    def moved(points: Any) -> Any:
        for point in points:
            latitude, longitude = read(float(point[1]), float(point[0]))
            point[:] = longitude, latitude
        return points

    result: Shape = shapely.transform(shape, moved)
    return result


def feature(code: str, name: str, shape: Shape) -> dict[str, Any]:
    """A street's shape as a GeoJSON feature."""
    geometry = json.loads(shapely.to_geojson(shape))
    return {"type": "Feature", "properties": {"code": code, "name": name}, "geometry": geometry}


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number")


def _name(street: Street) -> str:
    return next(iter(street.names.values()))


def _crs(found: Mapping[str, Any], datum: str) -> Iterator[str]:
    """Older files name their coordinate system; it must be degrees, and not contradict the datum given."""
    named = found.get("crs")
    if named is None:
        return
    name = str(named.get("properties", {}).get("name", "")) if isinstance(named, dict) else ""
    if not name.endswith(CRS_KNOWN):
        yield f"the coordinate system {name or 'without a name'} is not longitude and latitude in degrees (CRS84)"
    elif datum != "wgs84":
        yield f"the file says {name}, which is WGS-84, but --datum says {datum}"


def _feature(feature: object, streets: Mapping[str, Street]) -> tuple[str | None, Shape | None, list[str]]:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return None, None, ["this is no Feature"]
    properties = feature.get("properties")
    codes = _streets_named(properties if isinstance(properties, dict) else {}, streets)
    if not codes:
        return (
            None,
            None,
            [f"its properties name no street of the pack, neither by code nor by name: {_short(properties)}"],
        )
    if len(codes) > 1:
        return None, None, [f"its properties name more than one street: {', '.join(codes)}"]
    shape, wrong = _geometry(feature.get("geometry"))
    return codes[0], shape, wrong


def _short(properties: object) -> str:
    text = json.dumps(properties, ensure_ascii=False).encode(errors="replace").decode()
    return text if len(text) <= 80 else f"{text[:77]}…"


def _streets_named(properties: Mapping[str, Any], streets: Mapping[str, Street]) -> list[str]:
    """The streets whose code (9 digits, or 12 as in statistics) or name in full is a property, whatever its key."""
    known = {plain(name): code for code, street in streets.items() for name in street.names.values()}
    known |= {code: code for code in streets} | {f"{code}000": code for code in streets}
    said = [plain(str(value)) for value in properties.values() if isinstance(value, str | int)]
    return sorted({known[word] for word in said if word in known})


def _geometry(geometry: object) -> tuple[Shape | None, list[str]]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in ("Polygon", "MultiPolygon"):
        return None, [f"the geometry is {kind or 'missing'}; it must be a Polygon or a MultiPolygon"]
    given = geometry.get("coordinates")
    polygons = [given] if kind == "Polygon" else given
    if (
        not isinstance(polygons, list)
        or not polygons
        or not all(isinstance(rings, list) and rings for rings in polygons)
    ):
        return None, ["the coordinates are no list of rings"]
    problems: list[str] = []
    drawn: list[list[list[tuple[float, float]]]] = []
    for rings in polygons:
        drawn.append([])
        for number, ring in enumerate(rings):
            positions, says = _ring(ring)
            drawn[-1].append(positions)
            if says:
                problems.append(f"{'the outer ring' if number == 0 else f'hole {number}'}: {says}")
    return (None, problems) if problems else _sound([Polygon(rings[0], rings[1:]) for rings in drawn])


def _ring(ring: object) -> tuple[list[tuple[float, float]], str]:
    """The positions of a ring, longitude first, or what is wrong with it."""
    if not isinstance(ring, list):
        return [], "this is no list of positions"
    positions: list[tuple[float, float]] = []
    for number, position in enumerate(ring, start=1):
        if not isinstance(position, list) or len(position) < 2 or not all(map(_is_number, position[:2])):
            return [], f"position {number} is no pair of numbers"
        longitude, latitude = float(position[0]), float(position[1])
        if abs(longitude) > 180 or abs(latitude) > 90:
            swapped = ": are they swapped? longitude comes first" if abs(longitude) <= 90 else ""
            return [], f"position {number} is out of range, longitude {longitude:g} and latitude {latitude:g}{swapped}"
        positions.append((longitude, latitude))
    if len(positions) < RING_POSITIONS_MIN:
        return [], f"it has {len(positions)} positions; a closed ring has at least {RING_POSITIONS_MIN}"
    if positions[0] != positions[-1]:
        return [], "it is not closed: the last position must repeat the first"
    return positions, ""


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < NUMBER_MAX


def _sound(polygons: list[Polygon]) -> tuple[Shape | None, list[str]]:
    shape: Shape = polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
    if shape.is_valid and shape.area > 0:
        return shape, []
    why, _, where = shapely.is_valid_reason(shape).partition("[")
    longitude, _, latitude = where.rstrip("]").partition(" ")
    near = f" near {float(latitude):.5f}, {float(longitude):.5f}" if latitude else ""
    return None, [f"the border is not sound: {why.strip().lower()}{near}" if where else "it has no area"]
