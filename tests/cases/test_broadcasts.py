"""Broadcasts: everybody of the audience once, at a pace, never in quiet hours unless urgent."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.settings import PACKS
from cases import catalog
from cases.broadcasting.broadcasts import A_BATCH, A_DAY_MAX, BATCHES_A_SWEEP
from cases.rider_hours import may_ask_from, may_tell_from
from dialogue.hear import Command, Words
from storage.database import Transaction
from tests.world import World, at

DISTRICT = catalog.load(PACKS / "jingan").district
ZONE = ZoneInfo("Asia/Shanghai")
DANING = "310106019"


def local(clock: str) -> datetime:
    return datetime.combine(datetime(2026, 11, 24, tzinfo=UTC).date(), datetime.strptime(clock, "%H:%M").time(), ZONE)  # noqa: DTZ007


@pytest.mark.parametrize(
    ("now", "riders", "begins"),
    [
        ("07:00", True, "07:00"),
        ("10:59", True, "10:59"),
        ("11:00", True, "13:30"),
        ("13:29", True, "13:30"),
        ("12:00", False, "12:00"),
        ("17:00", True, "19:30"),
        ("21:59", True, "21:59"),
        ("06:59", False, "07:00"),
    ],
)
def test_riders_are_left_in_peace_at_meals_and_everybody_at_night(now: str, riders: bool, begins: str) -> None:
    asked = may_ask_from if riders else may_tell_from
    assert asked(DISTRICT, local(now)) == local(begins)


def test_a_night_lasts_until_the_next_morning() -> None:
    assert may_tell_from(DISTRICT, local("22:00")) == local("07:00") + timedelta(days=1)


async def crowd(world: World, many: int) -> None:
    """So many riders who agreed and can be written to."""
    await world.agree("wang")

    def add(tx: Transaction) -> None:
        for n in range(many - 1):
            tx.run(
                "insert into person (id, key_id, member, alias, language, agreed_version, created_at)"
                " select :id, key_id, :id, :id, language, agreed_version, created_at from person"
                " where agreed_version > 0 order by created_at limit 1",
                id=f"x{n}",
            )
            tx.run(
                "insert into chat (id, channel, handle, base, address, key_id, person, language, state)"
                " select :id, channel, :id, :id, address, key_id, :id, language, state from chat where person ="
                " (select id from person where agreed_version > 0 order by created_at, id limit 1)",
                id=f"x{n}",
            )  # fmt: skip

    await world.database.take(add)


async def sent(world: World, *, how: str = "send", words: str = "明天有大风") -> None:
    await world.say("gao", Command("broadcast"))
    await world.press("gao", ":riders")
    await world.press("gao", ":district")
    await world.say("gao", Words(words))
    await world.press("gao", f"broadcast-sure:{how}")


async def told(world: World) -> int:
    return await world.count("broadcast_to", "told_at is not null")


async def test_everybody_is_told_once_and_no_faster_than_the_pace(world: World) -> None:
    await world.coordinator("gao")
    world.clock.move_to(at("2026-11-24 14:00"), tick=False)
    many = A_BATCH * (BATCHES_A_SWEEP + 2)
    await crowd(world, many)
    await sent(world)
    assert await told(world) == A_BATCH
    for expected in (A_BATCH * (BATCHES_A_SWEEP + 1), many, many):
        await asyncio.gather(world.app.clock.sweep(), world.app.clock.sweep())
        await world.settle()
        assert A_BATCH <= await told(world) <= max(expected, A_BATCH * (2 * BATCHES_A_SWEEP + 1))
    assert await told(world) == many
    read = Counter(s.text for s in world.channel.shown if "大风" in s.text and "通知" in s.text and "——" not in s.text)
    assert sum(read.values()) == many
    assert await world.count("broadcast", "ended_at is not null") == 1


async def test_what_is_urgent_waits_for_no_hour(world: World) -> None:
    await world.coordinator("gao")
    await crowd(world, 3)
    world.clock.move_to(at("2026-11-24 23:00"), tick=False)
    await sent(world)
    assert await told(world) == 0
    await world.app.clock.sweep()
    assert await told(world) == 0
    await sent(world, how="urgent")
    assert await told(world) == 3


async def test_a_day_has_only_so_many(sqlite_world: World) -> None:
    world = sqlite_world
    await world.coordinator("gao")
    await crowd(world, 1)
    for n in range(A_DAY_MAX):
        await sent(world, words=f"第 {n} 次")
    await world.say("gao", Command("broadcast"))
    await world.press("gao", ":riders")
    await world.press("gao", ":district")
    assert "明天再发" in "".join(s.text for s in world.channel.shown[-2:])
    assert await world.count("broadcast") == A_DAY_MAX


async def test_words_of_a_broadcast_are_sealed(world: World) -> None:
    await world.coordinator("gao")
    await crowd(world, 1)
    await sent(world)
    row = await world.read(lambda tx: tx.one("select words from broadcast"))
    assert "大风".encode() not in bytes(row["words"])
