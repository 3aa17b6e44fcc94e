"""`starlight weekly`: a week's files in a folder, and its numbers for other programs."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.app import App, NotReady
from bot.weekly.painting import drawn
from bot.weekly.table import table
from cases.quiet.summary import told
from cases.summary.reckoning import Numbers
from cases.summary.saying import PHONE, WIDE, weekly
from cases.summary.summary import Reading, Summary, read
from cases.summary.week import NoSuchWeek, Week
from cases.summary.weeks import latest, stage
from dialogue.say import Say


async def write(app: App, *, named: str, street: str, language: str, folder: Path | None) -> dict[str, Any]:
    """A week's numbers; in a folder also its two pictures, its text and its table. `named` empty: the week told last.

    Raises NotReady for a street that the pack does not have and a week that there is not.
    """
    catalog = app.know.catalog
    if street and street not in catalog.streets:
        raise NotReady(f"There is no street {street}; the pack has {', '.join(catalog.streets)}.")
    now = datetime.fromtimestamp(time.time(), catalog.district.zone)
    try:
        week = Week.named(named) if named else latest(now).week
        stands = stage(week, now)
    except NoSuchWeek:
        raise NotReady(f"There is no week {named!r} yet; name it like {Week.of(now).name}.") from None
    reading = await app.database.read(lambda tx: read(tx, app.seals, catalog, week, now=int(now.timestamp())))
    summary = reading.summary(street)
    files = _files(app, reading, summary, stands, language) if folder else {}
    return {**plain(summary), "stage": stands, "files": _kept(folder, files) if folder else []}


def _kept(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write files into a folder, which is made where it is missing; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [str(folder / name) for name in files]


def _files(app: App, reading: Reading, summary: Summary, stands: str, language: str) -> dict[str, bytes]:
    """By name: weekly-2026-W48, with the street's code where it is a street's."""
    texts, catalog = app.texts, app.know.catalog
    stem = f"weekly-{summary.week.name}{f'-{summary.street}' if summary.street else ''}"
    say: Say = weekly(catalog, summary, stands)
    return {
        f"{stem}-phone.jpg": drawn(texts, catalog, summary, stands, PHONE, language),
        f"{stem}-wide.jpg": drawn(texts, catalog, summary, stands, WIDE, language),
        f"{stem}.txt": f"{texts.draw(say, language).text}\n".encode(),
        f"{stem}.xlsx": table(texts, catalog, reading, summary.street, language),
    }


def plain(summary: Summary) -> dict[str, Any]:
    """A summary as plain JSON values; times in UTC seconds, shares in percent with their part and whole."""
    return {
        "week": summary.week.name,
        "street": summary.street,
        "as_of": summary.as_of,
        "is_first": summary.is_first,
        "numbers": numbers(summary.numbers),
        "before": numbers(summary.before) if summary.before else None,
        "streets": {code: numbers(each) for code, each in summary.streets.items()} if not summary.street else {},
        "trend": [
            {"week": each.week.name, "opened": each.opened, "closed": each.closed} for each in summary.trend
        ],
        "spots": [asdict(spot) for spot in summary.spots],
        "overdue": [{**asdict(case), "due_at": case.due_at} for case in summary.overdue],
        "year": dict(summary.year),
        "points_outstanding": summary.outstanding,
        "clues": {"year": summary.quiet.year, **told(summary.quiet)} if summary.quiet else None,
    }  # fmt: skip


def numbers(of: Numbers) -> Mapping[str, Any]:
    """The numbers of a week as plain values."""
    return {
        **{what: n for what, n in sorted(of.counts.items()) if n},
        "categories": dict(sorted(of.categories.items())),
        "rates": {
            rate: {"part": share.part, "whole": share.whole, "percent": share.percent}
            for rate, share in of.rates.items()
        },
        "median_take_minutes": of.take_minutes,
        "median_handle_hours": of.handle_hours,
    }
