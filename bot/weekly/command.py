"""The commands of weeks: `starlight weekly` and `starlight simulate`."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import click
from rich.console import Console as Terminal
from rich.progress import Progress

from bot.app import App, opened
from bot.settings import Settings
from bot.texts import LANGUAGES


async def weekly(
    settings: Settings, *, week: str, street: str, language: str, folder: Path | None, as_json: bool
) -> None:
    """Print a week's numbers or the names of its files."""
    from bot.weekly.writing import write

    async with opened(settings, channels=()) as app:
        made = await write(app, named=week, street=street, language=language or LANGUAGES[0], folder=folder)
    if as_json:
        click.echo(json.dumps(made, ensure_ascii=False, indent=2))
        return
    for file in made["files"]:
        click.echo(file)


async def simulate(
    settings: Settings, *, cases: int, seed: int, days: int, until: date | None, adds: bool, as_json: bool
) -> None:
    """Write a made-up time that ends before `until`, today where not given, and say what was written."""
    from bot.simulating.writing import simulate as run

    async with opened(settings, channels=()) as app:
        first = (until or _today(app)) - timedelta(days=days)
        with Progress(console=Terminal(stderr=True), disable=not sys.stderr.isatty(), transient=True) as progress:
            task = progress.add_task("cases", total=cases)
            made = await run(
                app, cases_count=cases, seed=seed, first=first, days=days, adds=adds,
                progress=lambda n: progress.update(task, completed=n),
            )  # fmt: skip
    facts = {
        "cases": made.cases, "events": made.events, "people": made.people,
        "first": made.first.isoformat(), "last": made.last.isoformat(), "seed": seed,
    }  # fmt: skip
    if as_json:
        click.echo(json.dumps(facts))
        return
    for name, value in facts.items():
        click.echo(f"{name:<8} {value}")


def _today(app: App) -> date:
    return datetime.now(app.know.catalog.district.zone).date()
