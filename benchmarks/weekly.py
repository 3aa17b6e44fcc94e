"""How long any week of a made-up year takes: its numbers from the database, and its pictures, on both engines.

`starlight simulate` writes the year (200,000 cases unless told otherwise) into a new database; then the summary of an
early, a middle and the last full week is read again and again, taking turns, and the district's two pictures are drawn.
Ends with 1 where a summary takes a second or more, a picture two, or the last week more than 1.5 times the second. The
year ends on a Sunday, so that all weeks are full. Needs 3 GB of disk in --folder for each engine while it runs.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.known import _new as new_database
from benchmarks.known import servers
from bot.app import App, opened
from bot.settings import Settings
from bot.simulating.writing import simulate
from bot.weekly.painting import drawn
from cases.summary.summary import read
from cases.summary.week import Week
from cases.summary.weeks import FINAL

FIRST, DAYS = date(2025, 12, 29), 364  # the Monday of 2026-W01, and 52 weeks from it
WEEKS = ("2026-W02", "2026-W27", "2026-W52")
SUMMARY_SECONDS_MAX, PICTURE_SECONDS_MAX, RATIO_MAX = 1.0, 2.0, 1.5
LATER = 4_000_000_000  # UTC seconds: all weeks have ended


async def measured(app: App, rounds: int) -> dict[str, float]:
    """Medians in seconds: each week's summary, each shape's picture."""
    times: dict[str, list[float]] = defaultdict(list)
    for n in range(rounds + 1):
        for name in WEEKS:
            start = time.perf_counter()
            reading = await app.database.read(
                lambda tx, name=name: read(tx, app.seals, app.know.catalog, Week.named(name), now=LATER)  # type: ignore[misc]
            )
            summary = reading.summary()
            if n:  # the first round warms up
                times[name].append(time.perf_counter() - start)
    for n in range(rounds + 1):
        for shape in ("phone", "wide"):
            start = time.perf_counter()
            drawn(app.texts, app.know.catalog, summary, FINAL, shape, "zh-CN")
            times[f"{shape}, first" if n == 0 else shape].append(time.perf_counter() - start)
    return {name: statistics.median(each) for name, each in times.items()}


async def run(folder: Path, engines: list[str], *, cases: int, seed: int, rounds: int) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    with servers(folder, engines) as addresses:
        for engine in engines:
            url = new_database(addresses[engine], "year")
            settings = Settings(data_dir=folder / engine, database_url=url, _env_file=None)  # type: ignore[call-arg]
            async with opened(settings, channels=()) as app:
                start = time.perf_counter()
                made = await simulate(
                    app, cases_count=cases, seed=seed, first=FIRST, days=DAYS, adds=False, progress=lambda n: None
                )
                wrote = time.perf_counter() - start
                print(f"{engine}: {made.cases} cases, {made.events} events in {wrote:.0f} s", file=sys.stderr)
                found = await measured(app, rounds)
            ratio = found[WEEKS[-1]] / found[WEEKS[0]]
            rows.append({"engine": engine, "cases": made.cases, "write_s": wrote, **found, "ratio": ratio})
    return rows


def is_kept(row: dict[str, object]) -> bool:
    """Whether what was promised holds."""
    seconds = {name: float(str(row[name])) for name in (*WEEKS, "phone", "wide", "phone, first")}
    return (
        max(seconds[week] for week in WEEKS) < SUMMARY_SECONDS_MAX
        and max(seconds[shape] for shape in ("phone", "wide", "phone, first")) < PICTURE_SECONDS_MAX
        and float(str(row["ratio"])) <= RATIO_MAX
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=310_106)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--engine", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--folder", type=Path, help="where the databases lie while it runs")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    engines = ["sqlite", "postgres"] if chosen.engine == "both" else [chosen.engine]
    with tempfile.TemporaryDirectory(dir=chosen.folder, prefix="weekly-") as folder:
        made = run(Path(folder), engines, cases=chosen.cases, seed=chosen.seed, rounds=chosen.rounds)
        rows = asyncio.run(made)
    if chosen.json:
        json.dump(rows, sys.stdout)
    else:
        table = Table(*rows[0])
        for row in rows:
            table.add_row(*(f"{value:.2f}" if isinstance(value, float) else str(value) for value in row.values()))
        Console(width=140).print(table)
    return int(not all(is_kept(row) for row in rows))


if __name__ == "__main__":
    sys.exit(main())
