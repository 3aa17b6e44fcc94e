"""What the ledger adds to its own statements: awards and holds, beside the same statements through a bare driver.

One run makes the same transfers (four in five are awards, the fifth holds a drink for what they earned) in several ways
and notes the statements with their values at the first. The bare ways replay exactly these, in the same order for each
rider, with nothing of ours around them: so they are what the engine can do. On SQLite `bare, grouped` commits 64
transfers at once as we do and `bare, each` every one; on PostgreSQL `bare` has as many connections. Every commit is
durable. Then a balance is looked up beside 100 postings and beside a million.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
from psycopg.rows import dict_row
from rich.console import Console
from rich.table import Table

from benchmarks.known import _new, servers
from rewards.ledger import Ledger
from rewards.redemptions import Redemptions
from rewards.rules import Rules
from storage import open_database
from storage.database import Database, Row, Transaction
from storage.sql import Translations, for_postgres, for_sqlite, with_rows

RIDERS, CONNECTIONS, GROUP = 64, 8, 64
SIZES = (100, 10_000, 1_000_000)  # postings
POSTINGS_OF_AN_AWARD, LOTS_OF_A_MEMBER = 8, 12
GROUPED_MIN, EACH_MIN, PARALLEL_MIN, FLAT_MAX = 0.7, 5.0, 0.5, 1.3  # the goals: shares of bare speed, ratio of look-ups

NOW, ZONE = datetime(2026, 11, 23, 4, 0, tzinfo=UTC), ZoneInfo("Asia/Shanghai")
RULES = Rules(
    points_by_urgency={"normal": 2},
    points_per_day_max=12,
    points_per_month_max=120,
    awards_per_category_day_max=3,
    mature_days=0,
    expiry_months=12,
    expiry_notice_days=30,
    grace_days=7,
    settle_hours=2,
    service_minutes=15,
    neutral_points=(1, 2),
    neutral_days=(1, 7),
)
Deed = Callable[[Transaction], Any]
Said = list[tuple[str, dict[str, Any] | list[Any]]]  # statements with their values
WORDS = {
    "sqlite": (Translations(for_sqlite).__getitem__, "?"),
    "postgres": (Translations(for_postgres).__getitem__, "%s"),
}


def award_of(rider: int, n: int) -> Deed:
    """A rider's award; another day and category for every one of five, so that no limit is reached."""
    asked: dict[str, Any] = {
        "case": f"B{rider}-{n}",
        "rule": "verified",
        "round": 0,
        "member": f"m-{rider}",
        "points": 2,
    }
    day = date(2026, 11, 1) + timedelta(days=n // 5)
    return lambda tx: Ledger(tx, RULES, NOW, ZONE).award(**asked, category=f"c{n % 5}", reported_on=day)


def hold_of(rider: int, n: int) -> Deed:
    """A drink for what a rider's last four awards earned."""
    asked: dict[str, Any] = {"id": f"h{rider}-{n}", "member": f"m-{rider}", "benefit": f"drink{rider % 10}"}
    return lambda tx: Redemptions(tx, RULES, NOW, ZONE).hold(
        **asked, shop="cafe", cost_points=8, deadline=NOW, code_index=f"i{rider}-{n}", tail="7K", month_max=None
    )


def deeds_of(rider: int, transfers: int) -> list[Deed]:
    """A rider's transfers in their order."""
    return [hold_of(rider, n) if n % 5 == 4 else award_of(rider, n) for n in range(transfers)]


def stocked(tx: Transaction) -> None:
    for n in range(10):
        Redemptions(tx, RULES, NOW, ZONE).supply(f"drink{n}", part="w", count=10**6)


class Noting:
    """A transaction that notes what is said to it, in the engine's own words."""

    def __init__(self, tx: Transaction, engine: str, said: Said) -> None:
        self._tx, self._said = tx, said
        self._words, self._mark = WORDS[engine]

    def run(self, sql: str, /, **values: Any) -> int:
        self._said.append((self._words(sql), values))
        return self._tx.run(sql, **values)

    def one(self, sql: str, /, **values: Any) -> Row | None:
        self._said.append((self._words(sql), values))
        return self._tx.one(sql, **values)

    def all(self, sql: str, /, **values: Any) -> list[Row]:
        self._said.append((self._words(sql), values))
        return self._tx.all(sql, **values)

    def many(self, sql: str, rows: Sequence[Sequence[Any]], /) -> list[Row]:
        words = with_rows(sql, self._mark, len(rows), len(rows[0]))
        self._said.append((words, [value for row in rows for value in row]))
        return self._tx.many(sql, rows)

    def savepoint(self) -> AbstractContextManager[None]:
        return self._tx.savepoint()


async def noted(database: Database, transfers: int) -> list[list[Said]]:
    """What each rider's transfers say to the database, transfer by transfer."""
    await database.take(stocked)
    riders: list[list[Said]] = []
    for rider in range(RIDERS):
        riders.append([])
        for deed in deeds_of(rider, transfers):
            said: Said = []
            await database.take(lambda tx, deed=deed, said=said: deed(Noting(tx, database.engine, said)))  # type: ignore[misc]
            riders[-1].append(said)
    return riders


async def ours(database: Database, riders: Sequence[Sequence[Deed]]) -> float:
    """Transfers a second through the ledger, all riders at once."""
    await database.take(stocked)

    async def live(deeds: Sequence[Deed]) -> None:
        for deed in deeds:
            await database.take(deed)

    began = time.perf_counter()
    await asyncio.gather(*map(live, riders))
    return sum(map(len, riders)) / (time.perf_counter() - began)


def bare_sqlite(path: str, riders: Sequence[Sequence[Said]], *, group: int) -> float:
    """Transfers a second of the statements alone, so many transfers in a commit."""
    connection = sqlite3.connect(path, isolation_level=None, cached_statements=512)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute("pragma foreign_keys = on")
    connection.row_factory = sqlite3.Row
    in_turn = [said for together in zip(*riders, strict=True) for said in together]
    began = time.perf_counter()
    for start in range(0, len(in_turn), group):
        connection.execute("begin immediate")
        for said in in_turn[start : start + group]:
            for sql, values in said:
                connection.execute(sql, values).fetchall()
        connection.execute("commit")
    seconds = time.perf_counter() - began
    connection.close()
    return len(in_turn) / seconds


def bare_postgres(url: str, riders: Sequence[Sequence[Said]]) -> float:
    """Transfers a second of the statements alone, a transaction each, on as many connections as we have."""
    ready = threading.Barrier(CONNECTIONS + 1)

    def work(mine: Sequence[Sequence[Said]]) -> None:
        with psycopg.connect(url, row_factory=dict_row, prepare_threshold=0) as connection:
            ready.wait()
            for said in (said for together in zip(*mine, strict=True) for said in together):
                for sql, values in said:
                    cursor = connection.execute(sql, values)
                    if cursor.description:
                        cursor.fetchall()
                connection.commit()

    threads = [threading.Thread(target=work, args=(riders[n::CONNECTIONS],)) for n in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    ready.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    return sum(map(len, riders)) / (time.perf_counter() - began)


# -- look-ups ------------------------------------------------------------------------------------------------------


def rows(awards: int) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Tables filled as so many awards would: (table, row)."""
    for n in range(awards):
        member, lot = f"f{n // LOTS_OF_A_MEMBER}", f"award:F{n}:verified:0"
        yield "transfer", (lot, "d", "award", 1_764_000_000 + n, f"F{n}", "")
        yield "lot", (lot, member, 2, "c", "2026-11-23", "verified", "2027-11-30")
        yield "posting", (lot, "pt", "issuance", lot, -2)
        yield "posting", (lot, "pt", f"avail:{member}", lot, 2)
        yield "balance", ("pt", f"avail:{member}", lot, 2, 0)
        for side in range(POSTINGS_OF_AN_AWARD - 2):
            yield "posting", (lot, f"cap:{side}", f"{member}:{n}", "", -1 if side % 2 else 1)


async def filled(database: Database, postings: int) -> int:
    """Fill a database; how many members it has."""
    awards = max(1, postings // POSTINGS_OF_AN_AWARD)
    tables: dict[str, list[tuple[Any, ...]]] = {"transfer": [], "lot": [], "posting": [], "balance": []}
    for table, row in rows(awards):
        tables[table].append(row)
    for table, values in tables.items():
        width = len(values[0])
        many = 900 // width * 10  # values in one statement, well below what both engines take
        for start in range(0, len(values), many):
            part = values[start : start + many]
            await database.take(lambda tx, table=table, part=part: _insert(tx, table, part))  # type: ignore[misc]
    if database.engine == "postgres":  # a server does it by itself, some time later
        await database.take(lambda tx: tx.run("analyze"))
    return max(1, awards // LOTS_OF_A_MEMBER)


def _insert(tx: Transaction, table: str, part: Sequence[tuple[Any, ...]]) -> None:
    places = ", ".join(f"({', '.join(f':v{n}_{column}' for column in range(len(row)))})" for n, row in enumerate(part))
    values = {f"v{n}_{column}": value for n, row in enumerate(part) for column, value in enumerate(row)}
    tx.run(f"insert into {table} values {places}", **values)


async def looked_up(database: Database, members: int, look_ups: int) -> float:
    """The median of balances looked up, in microseconds."""
    chance = random.Random(1)
    asked = [f"f{chance.randrange(members)}" for _ in range(look_ups)]

    def work(tx: Transaction) -> list[float]:
        times = []
        for member in asked:
            began = time.perf_counter()
            Ledger(tx, RULES, NOW, ZONE).balance(member)
            times.append((time.perf_counter() - began) * 1e6)
        return times

    await database.read(work)
    return statistics.median(await database.read(work))


# -- a run ---------------------------------------------------------------------------------------------------------


async def fresh(address: str, name: str) -> tuple[Database, str]:
    url = _new(address, name)
    database = open_database(url, connections=CONNECTIONS)
    await database.migrate()
    return database, url


async def speeds(engine: str, address: str, transfers: int, rounds: int) -> dict[str, float]:
    """Medians of transfers a second, every way in turn, so that what else the machine does meets all alike."""
    scratch, _ = await fresh(address, "scratch")
    riders = await noted(scratch, transfers)
    await scratch.close()
    deeds = [deeds_of(rider, transfers) for rider in range(RIDERS)]
    found: dict[str, list[float]] = {}
    for n in range(rounds):
        database, _ = await fresh(address, f"ours{n}")
        found.setdefault("ours", []).append(await ours(database, deeds))
        await database.close()
        ways = {"bare, grouped": GROUP, "bare, each": 1} if engine == "sqlite" else {"bare": 0}
        for way, group in ways.items():
            database, url = await fresh(address, f"bare{group}_{n}")
            await database.take(stocked)
            await database.close()
            speed = (
                bare_sqlite(url.removeprefix("sqlite:///"), riders, group=group)
                if engine == "sqlite"
                else bare_postgres(url, riders)
            )
            found.setdefault(way, []).append(speed)
    return {way: statistics.median(each) for way, each in found.items()}


async def run(folder: Path, engines: list[str], chosen: argparse.Namespace) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    with servers(folder, engines) as addresses:
        for engine in engines:
            facts[engine] = {"transfers/s": await speeds(engine, addresses[engine], chosen.transfers, chosen.rounds)}
            look_ups = {}
            for size in SIZES:
                database, _ = await fresh(addresses[engine], f"size{size}")
                look_ups[size] = await looked_up(database, await filled(database, size), chosen.look_ups)
                await database.close()
            facts[engine]["look-up us"] = look_ups
            print(f"{engine}: {facts[engine]}", file=sys.stderr)
    return facts


def judged(facts: dict[str, Any]) -> list[tuple[str, float, str, bool]]:
    """Each goal: what it is about, what was found, what was wanted, whether it is met."""
    found = []
    for engine, each in facts.items():
        speed, look_ups = each["transfers/s"], each["look-up us"]
        goals = {"bare, grouped": GROUPED_MIN, "bare, each": EACH_MIN} if engine == "sqlite" else {"bare": PARALLEL_MIN}
        for way, least in goals.items():
            share = speed["ours"] / speed[way]
            found.append((f"{engine}: ours to {way}", share, f">= {least}", share >= least))
        ratio = look_ups[SIZES[-1]] / look_ups[SIZES[0]]
        found.append((f"{engine}: look-up at {SIZES[-1]:,} to {SIZES[0]}", ratio, f"<= {FLAT_MAX}", ratio <= FLAT_MAX))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--transfers", type=int, default=50, help="of each of the 64 riders; at most 150")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--look-ups", type=int, default=500)
    parser.add_argument("--engine", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--folder", type=Path, help="where the databases lie while it runs")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    engines = ["sqlite", "postgres"] if chosen.engine == "both" else [chosen.engine]
    with tempfile.TemporaryDirectory(dir=chosen.folder, prefix="ledger-") as folder:
        facts = asyncio.run(run(Path(folder), engines, chosen))
    goals = judged(facts)
    if chosen.json:
        json.dump({"facts": facts, "goals": goals}, sys.stdout)
        return int(not all(is_met for *_, is_met in goals))
    table = Table("engine", "way", "transfers/s")
    for engine, each in facts.items():
        for way, speed in each["transfers/s"].items():
            table.add_row(engine, way, f"{speed:,.0f}")
        for size, median in each["look-up us"].items():
            table.add_row(engine, f"look-up, {size:,} postings", f"{median:.0f} us")
    for about, share, wanted, is_met in goals:
        table.add_row(about, f"{share:.2f}", f"{wanted} {'met' if is_met else 'MISSED'}")
    Console(width=120).print(table)
    return int(not all(is_met for *_, is_met in goals))


if __name__ == "__main__":
    sys.exit(main())
