"""Telegram away, refusing or asking to wait, PostgreSQL cutting its connections: late, never lost, never twice."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.endtoend.conftest import Start
from tests.endtoend.people import DANING, WIRE, Rider, holding, open_counter, picture, told, until
from tests.endtoend.process import Server

RETRY_SECONDS = 6
LOCKED_SECONDS = 13  # longer than two waits for another writer, one after another
EARLY_SECONDS = 0.1  # clocks of two processes


@pytest.mark.kills
async def test_the_wait_that_telegram_asks_for_outlives_a_restart(api: Server, start: Start) -> None:
    bot = start()
    asked, other = api.phone("Wang"), api.phone("Li")
    asked.say("/start")
    await told(asked, "静安随手报", seconds=20)
    api.flood("sendMessage", RETRY_SECONDS, chat=str(asked.chat))
    mine = asked.say("帮助")
    (refused,) = await api.until_call("sendMessage", state="429")
    await asyncio.sleep(0.5)
    bot.kill()
    bot.start()
    theirs = other.say("帮助")
    await told(other, "拍一张照片发来", after=theirs)
    await told(asked, "拍一张照片发来", after=mine, seconds=20)
    later = [
        c for c in api.calls("sendMessage", since=refused["number"] + 1) if c["values"]["chat_id"] == str(asked.chat)
    ]
    assert len(later) == 1, "once, and not before it may"
    assert later[0]["at"] - refused["at"] > RETRY_SECONDS - EARLY_SECONDS


@pytest.mark.kills
@pytest.mark.parametrize("kind", ["drop", "answer"], ids=["away", "500"])
async def test_nothing_is_lost_while_telegram_is_out_of_reach(api: Server, start: Start, kind: str) -> None:
    bot = start()
    officer = await open_counter(bot, api, DANING)
    rider = Rider(api.phone("Wang"))
    await rider.agree()
    rider.phone.send_photo(picture(rider.chance), WIRE)
    await told(rider.phone, "在哪里", seconds=20)
    api.fault("*", kind, times=0)
    rider.phone.send_place(rider.latitude, rider.longitude, 10.0)
    await asyncio.sleep(2)
    bot.kill()
    bot.start()
    await asyncio.sleep(3)
    assert bot.is_running, bot.log_text()[-500:]
    api.clear_faults()
    cleared = time.monotonic()
    number = await rider.send_in()
    print(f"the number came {time.monotonic() - cleared:.1f} s after Telegram was back")
    await until("the counter", lambda: officer.message_of(number), seconds=30)
    assert len(officer.messages_of(number)) == 1


async def test_postgres_may_cut_its_connections(api: Server, start: Start, postgres_url: str) -> None:
    bot = start(database=postgres_url)
    officer = await open_counter(bot, api, DANING)
    rider = Rider(api.phone("Wang"), impatient=True)
    await rider.agree()
    api.fault("file", "slow", seconds=1.0)
    rider.phone.send_photo(picture(rider.chance), WIRE)
    await told(rider.phone, "在哪里", seconds=20)
    for _ in range(15):  # over the moment in which the photo is noted
        _cut(postgres_url)
        await asyncio.sleep(0.1)
    rider.phone.send_place(rider.latitude, rider.longitude, 10.0)
    number = await rider.send_in()
    _cut(postgres_url)
    await until("the counter", lambda: officer.message_of(number), seconds=30)
    await until("its picture", lambda: any(seen.photo for seen in officer.messages_of(number)), seconds=30)
    assert len(officer.messages_of(number)) == 1


def _cut(url: str) -> None:
    """As a restart of the server does: every connection of the bot ends at once."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
        )


async def test_a_letter_that_no_chat_takes_is_seen_by_the_operator(api: Server, start: Start) -> None:
    bot = start()
    officer = await open_counter(bot, api, DANING)
    rider = Rider(api.phone("Wang"))
    await rider.agree()
    api.fault("*", "answer", code=403, description="Forbidden: bot was kicked", times=0, chat=str(officer.group.chat))
    number = await rider.report()
    await until("a dead letter", lambda: f'"about": "{number}"' in bot.command("export", "--json"), seconds=20)
    exported = await bot.told("export", "--json")
    dead = [letter for letter in exported["letters"] if letter["state"] == "dead"]
    assert [letter["about"] for letter in dead] == [number]
    assert holding(rider.phone, number)


async def test_a_photo_that_came_while_the_database_was_locked_is_not_forgotten(api: Server, start: Start) -> None:
    bot = start()
    officer = await open_counter(bot, api, DANING)
    rider = Rider(api.phone("Wang"))
    await rider.agree()
    api.fault("file", "slow", seconds=1.0)
    rider.phone.send_photo(picture(rider.chance), WIRE)
    await told(rider.phone, "在哪里", seconds=20)
    await asyncio.to_thread(_lock, bot.data / "starlight.db", LOCKED_SECONDS)
    rider.phone.send_place(rider.latitude, rider.longitude, 10.0)
    number = await rider.send_in()
    await until("its picture", lambda: any(seen.photo for seen in officer.messages_of(number)), seconds=40)


def _lock(file: Path, seconds: float) -> None:
    """As a slow backup or a hand at the file would."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("begin immediate")
        time.sleep(seconds)
        other.execute("rollback")
