"""Borders that an operator imported: checked against the pack, and in force instead of the pack's own."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

import shapely
from pydantic import AwareDatetime, Field, TypeAdapter, ValidationError

from cases.area import Area, Shape, plane_of
from cases.catalog import Catalog
from cases.datum import TO_WGS84
from cases.pack import Borders, Word
from cases.packs.file import PackError, PackErrors
from cases.packs.geojson import NotBorders, document, feature, in_wgs84, shapes

# An official border runs along the middle of a road. Shanghai's main roads are 40 to 60 m wide between the fronts of
# their houses, so up to 30 m from the line a hazard still lies in the common road, and either office may have it.
# Our own coarse borders have another 30 m of drawing error on top (`accuracy_m = 60` in the pack).
ACCURACY_M = 30.0

# The datums shift a district by some 480 and 1,000 m, which costs a third of the common ground; a redrawn border
# costs a few hundredths at most. So another datum that fits better by this share is the right one.
FIT_MARGIN = 0.02
SIMPLE_DEGREES = 0.0001  # some 10 m: enough to tell datums apart
AT_HOME_SHARE_MIN = 0.5  # of a street's ground: less of it where the pack has that street is a name on the wrong shape
CREDIT_CHARACTERS_MAX = 300  # as in a pack: it stands in a line under the map
COMMON_SHARE_MAX = 0.05  # of the smaller street's ground: two streets that hold more in common are no drawing error


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Where imported borders come from: the file, its datum and who is to be credited."""

    imported_at: AwareDatetime
    file: Word
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    datum: Literal["wgs84", "gcj02", "bd09"]
    accuracy_m: Annotated[float, Field(gt=0, le=1000)]
    credit: Word
    licence: Word


_ABOUT = TypeAdapter(About)


@dataclass(frozen=True, slots=True)
class Said:
    """What the operator says about a file; what is left empty is taken from the file, or stays unknown."""

    file: str
    datum: str = "wgs84"
    accuracy_m: float = ACCURACY_M
    credit: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Borders in WGS-84 degrees, longitude first, by street code; and what is known about them."""

    about: About
    shapes: Mapping[str, Shape]


def examined(content: bytes, pack: Catalog, said: Said, *, now: datetime) -> Boundaries:
    """A GeoJSON file as borders of the pack's streets, or `NotBorders` with all that makes it impossible.

    `pack` has the borders of the pack itself, which the file is held against. Overlaps and gaps are no reason
    to refuse it as long as they are no streets in themselves: a place in one is asked about.
    """
    found = document(content)
    given = shapes(found, pack.streets, said.datum)
    if problems := list(_fitting(given, pack, said.datum)):
        raise NotBorders(problems)
    read = {code: in_wgs84(shape, said.datum) for code, shape in given.items()}
    if problems := [*_elsewhere(read, pack), *_in_common(read)]:
        raise NotBorders(problems)
    attribution = found.get("attribution")
    credit = said.credit or (attribution if isinstance(attribution, str) else "") or said.file
    about = {
        "imported_at": now.astimezone(UTC).replace(microsecond=0),
        "file": said.file,
        "sha256": hashlib.sha256(content).hexdigest(),
        "datum": said.datum,
        "accuracy_m": said.accuracy_m,
        "credit": credit[:CREDIT_CHARACTERS_MAX],
        "licence": (said.licence or "licence not stated")[:CREDIT_CHARACTERS_MAX],
    }
    return Boundaries(_ABOUT.validate_python(about), read)


def load(pack: Catalog, folder: Path) -> Catalog:
    """The catalog with the borders in force: those imported into a folder, or the pack's own where there are none.

    Raises `PackErrors` for an imported file that can't be used: to fall back in silence would route by borders
    that the operator has replaced.
    """
    path = in_force(pack, folder)
    return with_borders(pack, read(path, pack)) if path.exists() else pack


def keep(boundaries: Boundaries, pack: Catalog, folder: Path) -> Path | None:
    """Put borders in force in one step, and give the name that those in force before are kept under, if any.

    A crash at any moment leaves either the old file in force or the new one, whole; nothing is ever thrown away.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path, earlier = in_force(pack, folder), None
    if path.exists():
        before = path.read_bytes()
        earlier = folder / _earlier_name(path, before)
        _write(earlier, before)
    _write(path, written(boundaries, pack))
    return earlier


def earlier(pack: Catalog, folder: Path) -> list[Path]:
    """The files that were in force before, in no use any more, oldest first."""
    return sorted(folder.glob(f"{pack.district.code}.*.geojson"))


def in_force(pack: Catalog, folder: Path) -> Path:
    """The file that holds a district's imported borders, whether there is one or not."""
    return folder / f"{pack.district.code}.geojson"


def read(path: Path, pack: Catalog) -> Boundaries:
    """A kept file as borders. Raises `PackErrors` if it was damaged or belongs to other streets."""
    try:
        found = document(path.read_bytes())
        about = _ABOUT.validate_python(found.get("starlight"))
        return Boundaries(about, shapes(found, pack.streets, "wgs84"))
    except NotBorders as error:
        raise PackErrors([PackError(str(path), error.line or 1, says) for says in error.problems]) from error
    except ValidationError as error:
        says = "this was not written by `starlight boundaries import`"
        raise PackErrors([PackError(str(path), 1, says)]) from error


def written(boundaries: Boundaries, pack: Catalog) -> bytes:
    """Borders as the file that `read` reads: GeoJSON in WGS-84, a street a line, with what is known about them."""
    about = json.dumps(_ABOUT.dump_python(boundaries.about, mode="json"), ensure_ascii=False)
    streets = ",\n".join(
        json.dumps(feature(code, name, boundaries.shapes[code]), ensure_ascii=False)
        for code, name in ((code, next(iter(street.names.values()))) for code, street in pack.streets.items())
    )
    return f'{{"type": "FeatureCollection", "starlight": {about},\n"features": [\n{streets}\n]}}\n'.encode()


def with_borders(pack: Catalog, boundaries: Boundaries) -> Catalog:
    """A catalog with other borders; everything else as the pack has it."""
    about = boundaries.about
    streets = {code: replace(street, area=boundaries.shapes[code]) for code, street in pack.streets.items()}
    note = f"Imported on {about.imported_at:%Y-%m-%d} from {about.file}."
    return replace(
        pack,
        borders=Borders(accuracy_m=about.accuracy_m, credit=about.credit, licence=about.licence, note=note),
        streets=MappingProxyType(streets),
        area=Area(boundaries.shapes),
    )


def _earlier_name(path: Path, content: bytes) -> str:
    """By when it was imported, so that names sort by time, and by what it holds, so that no two are mixed up."""
    try:
        stamp = datetime.fromisoformat(json.loads(content)["starlight"]["imported_at"]).strftime("%Y%m%dT%H%M%SZ")
    except (ValueError, KeyError, TypeError):
        stamp = "damaged"
    return f"{path.stem}.{stamp}-{hashlib.sha256(content).hexdigest()[:8]}.geojson"


def _write(path: Path, content: bytes) -> None:
    """A file that is there whole or not at all: written beside its place, on the disk, then renamed."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _fitting(given: Mapping[str, Shape], pack: Catalog, datum: str) -> Iterator[str]:
    """Whether the file lies where the pack's streets are, and best so in the datum it is said to have."""
    fits = {each: _fit(given, pack, each) for each in TO_WGS84}
    best = max(fits, key=lambda each: fits[each])
    if fits[best] < AT_HOME_SHARE_MIN:
        yield f"these borders lie elsewhere: {fits[best]:.0%} of their ground at most is where the pack has its streets"
    elif fits[best] > fits[datum] + FIT_MARGIN:
        yield (
            f"the datum is wrong: read as {datum}, {fits[datum]:.0%} of the ground is where the pack has the same "
            f"streets; read as {best}, {fits[best]:.0%}. Try --datum {best}"
        )


def _fit(given: Mapping[str, Shape], pack: Catalog, datum: str) -> float:
    """The share of all ground that the pack gives to the same street."""
    common = whole = 0.0
    for code, shape in given.items():
        simple: Shape = shapely.simplify(shape, SIMPLE_DEGREES)
        ground = in_wgs84(simple, datum)
        common += ground.intersection(pack.streets[code].area).area
        whole += ground.area
    return common / whole


def _elsewhere(read: Mapping[str, Shape], pack: Catalog) -> Iterator[str]:
    for code, shape in read.items():
        street = pack.streets[code]
        if not shape.is_valid:
            yield f"{code} {next(iter(street.names.values()))}: the border is not sound once it is read as WGS-84"
            continue
        share = shape.intersection(street.area).area / shape.area
        if share < AT_HOME_SHARE_MIN:
            name = next(iter(street.names.values()))
            yield f"{code} {name}: lies elsewhere, {share:.0%} of it is where the pack has this street"


def _in_common(read: Mapping[str, Shape]) -> Iterator[str]:
    plane = plane_of(read)
    laid = {code: plane.lay(shape) for code, shape in read.items() if shape.is_valid}
    for (one, area), (other, other_area) in combinations(laid.items(), 2):
        common_m2 = area.intersection(other_area).area
        if common_m2 > COMMON_SHARE_MAX * min(area.area, other_area.area):
            yield f"{one} and {other} hold {common_m2:.0f} m² in common, which is no drawing error"
