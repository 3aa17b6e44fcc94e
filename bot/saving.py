"""The commands that save everything and put it back."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from pathlib import Path

import click

from bot.settings import Settings
from bot.terminal import EXIT_WRONG, ended, err, out, print_json, seen


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--keys", type=click.Path(dir_okay=False, path_type=Path), help="Save the keys too, to a file apart.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def backup(settings: Settings, file: Path, keys: Path | None, as_json: bool) -> None:
    """Save database, photos and borders to FILE while the bot runs; without keys nobody can read it.

    Keep the keys on another machine and only the newest copy of them: an older one would open what was erased since.
    The master key (MASTER_KEY, or master.key in the data folder) is in neither file. Exit 1 where photos are missing.
    """

    async def work() -> int:
        from bot import backing_up  # psycopg is loaded for the commands that need it

        saved = await asyncio.to_thread(backing_up.backup, settings, file, keys, seen())
        if as_json:
            print_json({"file": str(file), "keys": keys and str(keys), **asdict(saved)})
        else:
            out.print(f"{file}: {saved.files} files, {saved.bytes / 1e6:.1f} MB." + (f" Keys: {keys}." if keys else ""))
        for name in saved.missing:
            err.print(f"photo {name} is named by the database and is not there", markup=False)
        return EXIT_WRONG if saved.missing else 0

    ended(work)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--keys", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The keys, if not here.")
@click.pass_obj
def restore(settings: Settings, file: Path, keys: Path | None) -> None:
    """Put a backup in the place of what is here, once all of it was checked; stop the bot first.

    What was here is kept in a folder beside. Whoever was erased since stays erased. On PostgreSQL DATABASE_URL
    names an empty database.
    """

    async def work() -> None:
        from bot import backing_up

        aside = await backing_up.restore(settings, file, keys, seen())
        out.print(f"Restored from {file}." + (f" What was here before is in {aside}." if aside else ""))

    ended(work)
