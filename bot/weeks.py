"""The commands of weeks and of made-up years."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from bot.settings import Settings
from bot.terminal import ended
from bot.texts import LANGUAGES
from bot.weekly import command

CASES_MAX, DAYS_MAX = 2_000_000, 3_650  # of a made-up time: what a disk and an afternoon hold


@click.command()
@click.option("--week", default="", help="Which week, as 2026-W48; the one told last where not given.")
@click.option("--street", default="", help="Nine-digit code of one street; the whole district where not given.")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True)
@click.option("--out", "folder", type=click.Path(file_okay=False, path_type=Path), help="Folder for its files.")
@click.option("--json", "as_json", is_flag=True, help="Its numbers as JSON.")
@click.pass_obj
def weekly(settings: Settings, week: str, street: str, language: str, folder: Path | None, as_json: bool) -> None:
    """Write a week's pictures (phone and 16:9), its text and its XLSX into a folder, or print its numbers."""
    if folder is None and not as_json:
        raise click.UsageError("Say where its files go with --out DIR, or ask for --json.")
    ended(lambda: command.weekly(settings, week=week, street=street, language=language, folder=folder, as_json=as_json))


@click.command()
@click.option("--cases", type=click.IntRange(1, CASES_MAX), required=True, help="How many cases.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed makes the same town and year.")
@click.option("--days", type=click.IntRange(1, DAYS_MAX), default=365, show_default=True)
@click.option("--until", type=click.DateTime(("%Y-%m-%d",)), help="The day it ends before; today where not given.")
@click.option("--add", "adds", is_flag=True, help="Also where the database is not empty.")
@click.option("--json", "as_json", is_flag=True, help="What was written, as JSON.")
@click.pass_obj
def simulate(
    settings: Settings, cases: int, seed: int, days: int, until: datetime | None, adds: bool, as_json: bool
) -> None:
    """Write a made-up year into the database of the settings, for demos and measurement; it must be empty."""
    ends = until.date() if until else None
    ended(
        lambda: command.simulate(
            settings, cases=cases, seed=seed, days=days, until=ends, adds=adds, as_json=as_json
        )
    )  # fmt: skip
