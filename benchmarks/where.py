"""How often a rider is asked which street, and how often a place is routed wrongly in silence.

Random points of the district are given as each kind of source would give them, in the datum it has and in the one it
must not be taken for, and routed without a word from the rider. Judged by the borders in force themselves, or by other
polygons: --reference FILE, GeoJSON in WGS-84 with every street of the pack. --boundaries FILE routes by borders as an
operator would import them, instead of the pack's own.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

import districts
from cases import datum
from cases.area import Area
from cases.catalog import Catalog, load
from cases.packs import official
from cases.packs.geojson import document, shapes
from cases.routing import route
from dialogue.hear import Place

GIVEN: dict[str, Callable[[float, float], datum.Point]] = {
    "wgs84": lambda latitude, longitude: (latitude, longitude),
    "gcj02": datum.wgs84_to_gcj02,
    "bd09": datum.wgs84_to_bd09,
}
Points = Sequence[tuple[float, float, str]]  # latitude, longitude in WGS-84 degrees, and the street that holds it


@dataclass(frozen=True)
class Source:
    """How places come in: what the source says, and the datum its numbers are really in."""

    kind: str
    declared: str
    given: str
    accuracy_m: float | None = None

    @property
    def is_certain(self) -> bool:
        return len(datum.readings(Place(31.0, 121.0, self.kind, self.declared, self.accuracy_m))) == 1


SOURCES = (
    Source("fix", "wgs84", "wgs84", 10.0),
    Source("fix", "wgs84", "wgs84", 65.0),
    Source("live", "unknown", "wgs84", 10.0),
    Source("map", "wgs84", "wgs84"),
    Source("pin", "gcj02", "gcj02"),
    Source("pin", "bd09", "bd09"),
    *(
        Source(kind, "unknown", given)
        for kind in ("pin", "venue", "map", "live", "file")
        for given in ("gcj02", "wgs84")
    ),
)


def measured(catalog: Catalog, source: Source, points: Points) -> dict[str, object]:
    """Shares of points: asked, wrong in silence, asked without the right street, given none."""
    counts: Counter[str] = Counter()
    for latitude, longitude, street in points:
        place = Place(*GIVEN[source.given](latitude, longitude), source.kind, source.declared, source.accuracy_m)
        found = route(place, catalog)
        counts["asked"] += bool(found.candidates)
        counts["asked_without"] += bool(found.candidates) and street not in found.candidates
        counts["silently_wrong"] += found.street not in (None, street)
        counts["none"] += not found.street and not found.candidates
    shares = {name: counts[name] / len(points) for name in ("asked", "asked_without", "silently_wrong", "none")}
    return {**vars(source), "certain": source.is_certain, "points": len(points), **shares}


def points_of(area: Area, count: int, chance: random.Random) -> Points:
    """Points spread evenly over the district; in ground that no street holds there are none."""
    south, west, north, east = area.bounds()
    found: list[tuple[float, float, str]] = []
    while len(found) < count:
        latitude, longitude = chance.uniform(south, north), chance.uniform(west, east)
        if street := area.street_at(latitude, longitude):
            found.append((latitude, longitude, street))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--points", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=310_106)
    parser.add_argument("--boundaries", type=Path, help="route by these, as imported")
    parser.add_argument("--reference", type=Path, help="judge by these")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    catalog = load(districts.folder("jingan"))
    judge = catalog.area
    if chosen.boundaries:
        said = official.Said(chosen.boundaries.name)
        imported = official.examined(chosen.boundaries.read_bytes(), catalog, said, now=datetime.now(UTC))
        catalog = official.with_borders(catalog, imported)
        judge = catalog.area
    if chosen.reference:
        judge = Area(shapes(document(chosen.reference.read_bytes()), catalog.streets, "wgs84"))
    points = points_of(judge, chosen.points, random.Random(chosen.seed))
    rows = [measured(catalog, source, points) for source in SOURCES]
    if chosen.json:
        json.dump(
            {"borders": catalog.borders.note, "accuracy_m": catalog.borders.accuracy_m, "sources": rows}, sys.stdout
        )
        return 0
    table = Table("source", "says", "is in", "accuracy m", "certain", "asked", "without the right one", "wrong", "none")
    for row in rows:
        shares = [f"{row[name]:.2%}" for name in ("asked", "asked_without", "silently_wrong", "none")]
        table.add_row(*(str(row[name]) for name in ("kind", "declared", "given", "accuracy_m", "certain")), *shares)
    print(f"{len(points)} points; borders uncertain by {catalog.borders.accuracy_m:g} m: {catalog.borders.note}")
    Console(width=120).print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
