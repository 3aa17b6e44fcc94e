"""Each coordinator is told of a week once as a draft and once in its final form, whatever clocks and processes do."""

from __future__ import annotations

import asyncio

from bot.turns import Turns
from dialogue.hear import Command, Photo, Place, Press, Words
from tests.world import World, at


async def told(world: World) -> int:
    """How many letters were ever posted that are about no case and have a week's picture."""
    return sum(1 for shown in world.channel.shown if "周（" in shown.text)


async def reported(world: World) -> None:
    await world.coordinator("zhao")
    await world.agree("wang")
    await world.say("wang", Photo("a"), Words("充电线从楼上飞下来"))
    await world.say("wang", Place(31.2843, 121.4510, "fix", "wgs84", 10))
    await world.press("wang", ":send")


async def sweep(world: World, moment: str) -> None:
    world.clock.move_to(at(moment), tick=False)
    await world.app.clock.sweep()
    await world.settle()


async def test_two_processes_tell_of_a_week_once(world: World) -> None:
    await reported(world)
    world.clock.move_to(at("2026-11-29 20:00"), tick=False)
    other = Turns(world.database, world.app.know, world.basis.texts)
    other.handed = world.app.turns.handed
    await asyncio.gather(*(turns.weeks() for turns in (world.app.turns, other, world.app.turns, other)))
    await world.settle()
    assert await told(world) == 1
    assert await world.count("weekly_said") == 1


async def test_after_a_standstill_only_the_last_one_is_made_up_for(sqlite_world: World) -> None:
    await reported(sqlite_world)
    await sweep(sqlite_world, "2026-12-23 10:00")
    assert await told(sqlite_world) == 1
    assert "第 51 周" in sqlite_world.channel.shown[-1].text
    assert "草稿" not in sqlite_world.channel.shown[-1].text


async def test_a_clock_put_back_and_forth_tells_nothing_twice(sqlite_world: World) -> None:
    await reported(sqlite_world)
    for moment in ("2026-11-29 20:00", "2026-11-30 07:30", "2026-11-29 20:05", "2026-11-30 07:35", "2026-12-06 19:55"):
        await sweep(sqlite_world, moment)
    assert await told(sqlite_world) == 2
    await sweep(sqlite_world, "2026-12-20 12:00")  # the inbox has forgotten by now
    await sweep(sqlite_world, "2026-11-30 08:00")
    assert await told(sqlite_world) == 3


async def test_before_anything_was_reported_nobody_is_told_of_a_week(sqlite_world: World) -> None:
    await sqlite_world.coordinator("zhao")
    await sweep(sqlite_world, "2026-11-30 08:00")
    assert await told(sqlite_world) == 0
    await sqlite_world.say("zhao", Command("weekly"))
    assert "没有上报" in sqlite_world.channel.shown[-1].text


async def test_a_forged_press_for_a_street_that_is_none_is_refused(sqlite_world: World) -> None:
    await sqlite_world.coordinator("zhao")
    for press in ("weekly:2026-W47:999", "weekwide:2026-W47:x", "explain:2026-W47:1"):
        await sqlite_world.say("zhao", Press(press, "1"))
        assert "不归您看" in sqlite_world.channel.shown[-1].text
    assert sqlite_world.troubles == []
