"""Photos are fetched beside the turns: late ones come later, lost ones are told, none is fetched twice or forgotten."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.channels.channel import TryLater
from bot.errands import TRIES_MAX
from dialogue.hear import Photo, Place, Words
from storage.database import Transaction
from storage.errors import DatabaseUnavailable
from tests.world import Plain, World, photo

HERE = Place(31.2843, 121.4510, "fix", "wgs84", 10.0)


async def states(world: World) -> list[str]:
    rows = await world.read(lambda tx: tx.all("select state from photo order by heard_at, id"))
    return sorted(row["state"] for row in rows)


def asked_for(world: World) -> list[str]:
    """Every fetch from now on, by what was asked for."""
    assert isinstance(world.channel, Plain)
    fetch, asked = world.channel.fetch, []

    async def counting(ref: str, *, bytes_max: int) -> bytes:
        asked.append(ref)
        return await fetch(ref, bytes_max=bytes_max)

    world.channel.fetch = counting  # type: ignore[method-assign]
    return asked


async def test_a_photo_that_comes_late_is_kept_when_it_comes(world: World) -> None:
    await world.agree("wang")
    await world.say("wang", Photo("slow-a"), Words("井盖坏了"))
    assert await states(world) == ["coming"]
    world.channel.files["slow-a"] = photo("a")
    await world.pass_time(timedelta(seconds=2))
    assert await states(world) == ["kept"]
    assert await world.count("errand") == 0


async def test_waits_double_and_a_photo_that_never_comes_is_told_as_lost(sqlite_world: World) -> None:
    world = sqlite_world
    await world.agree("wang")
    asked = asked_for(world)
    await world.say("wang", Photo("slow-a"), Words("井盖坏了"))
    waits = []
    while await world.count("errand"):
        row = await world.read(lambda tx: tx.one("select due_at_ms from errand"))
        waits.append(round(row["due_at_ms"] / 1000 - datetime.now(UTC).timestamp()))
        await world.pass_time(timedelta(seconds=waits[-1]))
    assert waits == [1, 2, 4, 8, 16, 32, 64][: TRIES_MAX - 1]
    assert len(asked) == TRIES_MAX
    assert await states(world) == ["refused"]
    assert any("没能取到" in shown.text for shown in world.channel.shown)


async def test_the_platforms_own_wait_is_kept(world: World) -> None:
    await world.agree("wang")
    assert isinstance(world.channel, Plain)
    fetch, left = world.channel.fetch, [TryLater(25.0)]

    async def flooded(ref: str, *, bytes_max: int) -> bytes:
        if left:
            raise left.pop()
        return await fetch(ref, bytes_max=bytes_max)

    world.channel.fetch = flooded  # type: ignore[method-assign]
    await world.say("wang", Photo("a"))
    await world.pass_time(timedelta(seconds=24))
    assert await states(world) == ["coming"]
    await world.pass_time(timedelta(seconds=2))
    assert await states(world) == ["kept"]


async def test_one_slow_file_holds_up_nobody(world: World) -> None:
    await world.agree("wang")
    await world.agree("li")
    assert isinstance(world.channel, Plain)
    fetch, hangs = world.channel.fetch, asyncio.Event()

    async def slow(ref: str, *, bytes_max: int) -> bytes:
        if ref == "a":
            await hangs.wait()
        return await fetch(ref, bytes_max=bytes_max)

    world.channel.fetch = slow  # type: ignore[method-assign]
    await world.hear("wang", Photo("a"))
    await world.hear("li", Photo("b"))
    world.app.errands.wake()
    async with asyncio.timeout(5):
        while await states(world) != ["coming", "kept"]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    hangs.set()
    await world.settle()
    assert await states(world) == ["kept", "kept"]


async def test_a_photo_is_fetched_once_for_one_message(world: World) -> None:
    await world.agree("wang")
    asked = asked_for(world)
    for _ in range(3):
        await world.hear("wang", Photo("a"), id="same")
    await world.settle()
    assert asked == ["a"]


async def test_what_a_dead_process_had_in_hand_is_fetched_by_the_next(world: World) -> None:
    await world.agree("wang")
    await world.hear("wang", Photo("a"))
    await world.database.take(lambda tx: tx.run("update errand set claimed_by = 'somebody long dead'"))
    await world.pass_time(timedelta(seconds=5))
    async with asyncio.timeout(5):
        while await states(world) != ["kept"]:
            world.app.delivery.hand([], has_more=True)
            world.app.errands.wake()
            await asyncio.sleep(0.02)


async def test_a_photo_of_another_processs_channel_is_left_to_that_process(world: World) -> None:
    """Two processes may run different channels; the one without it neither tries nor gives up."""
    await world.agree("wang")
    await world.hear("wang", Photo("a"))
    await world.database.take(lambda tx: tx.run("update errand set channel = 'elsewhere'"))
    for _ in range(TRIES_MAX + 2):
        await world.pass_time(timedelta(minutes=3))
    assert await states(world) == ["coming"]
    row = await world.read(lambda tx: tx.one("select tries, claimed_by from errand"))
    assert (row["tries"], row["claimed_by"]) == (0, None)


async def test_a_database_that_is_away_when_a_photo_came_does_not_lose_it(world: World) -> None:
    """The photo is fetched, then its turn fails: the errand must be open for another try, not claimed for ever."""
    await world.agree("wang")
    turns: Any = world.app.turns
    came, left = turns.photo_came, [DatabaseUnavailable("away for a moment")]

    async def away(photo: str, kept: Any) -> Any:
        if left:
            raise left.pop()
        return await came(photo, kept)

    turns.photo_came = away
    await world.hear("wang", Photo("a"))
    world.app.errands.wake()
    await asyncio.sleep(0.3)
    async with asyncio.timeout(5):
        while await states(world) != ["kept"]:
            await world.database.take(_nothing)
            world.clock.shift(3)
            world.app.errands.wake()
            await asyncio.sleep(0.05)


def _nothing(tx: Transaction) -> None:
    """A turn that does nothing."""


@pytest.mark.parametrize(("ref", "told"), [("broken", "损坏"), ("empty", "是空的"), ("text", "不是照片")])
async def test_a_file_that_is_no_photo_is_answered_with_what_to_send(world: World, ref: str, told: str) -> None:
    world.channel.files.update(broken=photo("a")[:300], empty=b"", text=b"hello " * 100)
    await world.agree("wang")
    await world.say("wang", Photo(ref))
    assert told in world.channel.shown[-2].text
    assert await states(world) == ["refused"]
    await world.say("wang", Photo("b"), Words("井盖坏了"))
    await world.say("wang", HERE)
    assert "照片 1 张" in world.channel.shown[-1].text


async def test_a_photo_too_large_is_told_as_too_large_and_not_as_lost(world: World) -> None:
    """A file over the platform's limit is refused by the channel; its rider hears what to do about it."""
    world.channel.files["huge"] = b"x" * (20 * 1024 * 1024 + 1)
    await world.agree("wang")
    await world.say("wang", Photo("huge"))
    assert "20 MB" in world.channel.shown[-2].text


async def test_the_place_in_a_file_answers_only_a_report_that_has_none(world: World) -> None:
    world.channel.files["placed"] = photo("b", latitude=31.2290, longitude=121.4440)
    await world.agree("wang")
    await world.say("wang", Photo("a"), Words("井盖坏了"))
    await world.say("wang", HERE)
    await world.say("wang", Photo("placed", as_file=True))
    assert "大宁路街道" in world.channel.shown[-1].text


async def test_the_place_of_a_file_sent_to_an_officer_talk_is_not_used(world: World) -> None:
    """An officer's photo with a place, while no report is open, opens none."""
    world.channel.files["placed"] = photo("b", latitude=31.2843, longitude=121.4510)
    await world.counter("310106019", "大宁受理群")
    await world.officer("zhou", "310106019")
    await world.agree("wang")
    await world.say("wang", Photo("a"), Words("井盖坏了"))
    await world.say("wang", HERE)
    await world.press("wang", "send:send")
    await world.press("zhou", "take:JA26-00001", group="大宁受理群")
    await world.press("zhou", "handled:JA26-00001", group="大宁受理群")
    await world.say("zhou", Photo("placed", as_file=True))
    assert "核实属实" in [key.label for row in world.channel.shown[-1].keys for key in row]
    assert await world.count("cases") == 1
