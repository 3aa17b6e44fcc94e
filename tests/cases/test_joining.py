"""Who joins while cases wait: what they are shown, at which pace, and what riders hear of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cases.counters import WAITING_SHOWN_MAX
from dialogue.hear import Photo, Place, Press, Words
from tests.world import World

DANING, GONGHE, GROUP = "310106019", "310106018", "大宁受理群"
HERE = Place(31.2843, 121.4510, "fix", "wgs84", 10.0)
MANY = WAITING_SHOWN_MAX + 3


async def reported(world: World, many: int) -> None:
    """Cases of one street, a minute apart, each sent by the same rider."""
    await world.agree("wang")
    for n in range(many):
        await world.say("wang", Photo("a"), Words("井盖坏了"))
        await world.say("wang", HERE)
        if n:
            await world.press("wang", "known:new")
        await world.press("wang", "send:send")
        await world.pass_time(timedelta(minutes=1))


def numbers(world: World, who: str) -> list[str]:
    """The cases whose cards a chat got, in order."""
    cards = [s.text for s in world.channel.shown if s.address == world.address(who) and "代号" in s.text]
    return [card.split(" · ")[1] for card in cards]


def last(world: World, who: str) -> str:
    return next(s.text for s in reversed(world.channel.shown) if s.address == world.address(who))


async def test_a_counter_that_joins_late_gets_its_cases_by_the_minute_soonest_first(world: World) -> None:
    await world.coordinator("chen")
    await reported(world, MANY)
    everything = [f"JA26-{n:05d}" for n in range(1, MANY + 1)]
    await world.counter(DANING, GROUP)
    assert numbers(world, GROUP) == everything[:WAITING_SHOWN_MAX]
    assert f"{MANY} 件等着" in last(world, GROUP)
    await world.say("zhou", Press("take:JA26-00001"), group=GROUP)  # what moves meanwhile pushes nothing out
    answer = await world.press("zhou", "JA26-00020", group=GROUP)
    assert answer.words == "列出了 3 件。都在这里了。"
    assert numbers(world, GROUP)[-3:] == everything[WAITING_SHOWN_MAX:]
    assert set(numbers(world, GROUP)) == set(everything)


@pytest.mark.parametrize(
    "about", ["", DANING, f"{DANING}:x:y", f"{DANING}:²:JA26-00001", f"{GONGHE}:1:JA26-00001", ":"]
)
async def test_what_waits_is_shown_to_its_own_officers_only(sqlite_world: World, about: str) -> None:
    world = sqlite_world
    await reported(world, 1)
    await world.officer("qian", GONGHE)
    await world.officer("zhou", DANING)
    before = len(world.channel.shown)
    for who in ("wang", "qian", "zhou") if about.startswith(DANING + ":") else ("wang", "qian"):
        await world.say(who, Press(f"waiting:{about}"))
        assert "JA26-00001" not in "".join(s.text for s in world.channel.shown[before:])
    assert world.troubles == []


async def test_what_nobody_saw_begins_its_clock_when_somebody_joins(world: World) -> None:
    await reported(world, 1)
    await world.say("wang", Press("add:JA26-00001"))
    await world.say("wang", Words("在路口"))
    await world.press("wang", "add-done:done")
    await world.pass_time(timedelta(days=3))
    assert await world.count("case_event", "what = 'unseen'") == 1
    await world.coordinator("chen")
    take_by = int((await world.read(lambda tx: tx.one("select take_by from cases")))["take_by"])
    assert take_by > datetime.now(UTC).timestamp()
    assert "有人受理了" in last(world, "wang")
    told = len(world.channel.shown)
    await world.counter(DANING, GROUP)  # the second to join: the clock runs already, and the rider knows
    assert int((await world.read(lambda tx: tx.one("select take_by from cases")))["take_by"]) == take_by
    assert not [s for s in world.channel.shown[told:] if s.address == world.address("wang")]


async def test_a_case_that_was_seen_keeps_its_clock_when_a_counter_joins(sqlite_world: World) -> None:
    world = sqlite_world
    await world.coordinator("chen")
    await reported(world, 1)
    query = "select take_by, handle_by from cases"
    was = dict(await world.read(lambda tx: tx.one(query)))
    await world.pass_time(timedelta(days=3))
    await world.counter(DANING, GROUP)
    assert dict(await world.read(lambda tx: tx.one(query))) == was
