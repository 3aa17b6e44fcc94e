"""A counter's day: what stands in the roll, who is on duty, what many at once do, what bad weather puts off."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

import districts
from cases.catalog import load
from cases.daily import rolls, store
from dialogue.hear import Change, Command, Photo, Place, Press, Words
from tests.world import Shown, World, at

DANING, GROUP = "310106019", "大宁受理群"
HERE = Place(31.2843, 121.4510, "fix", "wgs84", 10.0)
DISTRICT = load(districts.folder("jingan")).district


async def staffed(world: World, moment: str) -> None:
    """A counter with zhou and li in it, a coordinator, a rider."""
    world.clock.move_to(at(moment), tick=False)
    await world.counter(DANING, GROUP)
    await world.coordinator("chen", DANING)
    for who in ("zhou", "li"):
        await world.say(who, Command("start"))
        await world.say(who, Command("desk"), group=GROUP)
    await world.agree("wang")


async def reported(world: World, words: str = "井盖坏了", *, north: float = 0.0) -> None:
    await world.say("wang", Photo("a"))
    await world.say("wang", Words(words))
    await world.say("wang", Place(31.2843 + north, 121.4510, "fix", "wgs84", 10.0))
    await world.press("wang", "send:send")


async def swept(world: World, moment: str = "") -> list[Shown]:
    """What a sweep shows the counter."""
    if moment:
        world.clock.move_to(at(moment), tick=False)
    since = len(world.channel.shown)
    await world.app.clock.sweep()
    await world.settle()
    assert world.troubles == []
    return [shown for shown in world.channel.shown[since:] if shown.address == world.address(GROUP)]


def told(world: World, who: str, since: int = 0) -> list[str]:
    return [shown.text for shown in world.channel.shown[since:] if shown.address == world.address(who)]


# -- rolls -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "called"),
    [
        ("2026-11-24 08:44", None),
        ("2026-11-24 08:45", "2026-11-24T08:45"),
        ("2026-11-24 12:45", "2026-11-24T08:45"),
        ("2026-11-24 12:46", None),
        ("2026-11-24 16:29", None),
        ("2026-11-24 16:30", "2026-11-24T16:30"),
        ("2026-11-24 23:59", None),
        ("2026-11-25 00:10", None),
    ],
)
def test_of_rolls_that_were_missed_the_last_one_counts_for_half_a_day(now: str, called: str | None) -> None:
    found = rolls.last_called(DISTRICT, at(now))
    assert (rolls.written(found) if found else None) == called


async def test_a_roll_is_called_once_by_any_number_of_processes_and_after_any_jump_of_the_clock(world: World) -> None:
    await staffed(world, "2026-11-24 08:00")
    world.clock.move_to(at("2026-11-24 08:45"), tick=False)
    since = len(world.channel.shown)
    await asyncio.gather(*(world.app.clock.sweep() for _ in range(4)))
    await world.settle()
    assert len(told(world, GROUP, since)) == 1
    assert await swept(world, "2026-11-24 09:40") == []
    await world.restart()
    assert await swept(world, "2026-11-24 08:50") == [], "the wall clock was put back"
    assert len(await swept(world, "2026-11-24 16:30")) == 1
    assert await swept(world, "2026-11-24 08:50") == []


async def test_a_counter_that_joins_later_gets_the_next_roll_and_one_that_is_gone_none(sqlite_world: World) -> None:
    world = sqlite_world
    await staffed(world, "2026-11-24 09:00")
    assert await swept(world, "2026-11-24 09:05") == []
    assert len(await swept(world, "2026-11-24 16:30")) == 1
    await world.say("binder", Change("removed"), group=GROUP)
    assert await swept(world, "2026-11-25 08:45") == []


async def test_a_roll_counts_what_waits_falls_due_and_is_late(world: World) -> None:
    await staffed(world, "2026-11-24 08:00")
    await reported(world)  # to be taken by 09:00
    await reported(world, "有电线垂下来", north=0.002)
    await world.say("zhou", Press("take:JA26-00001"))  # to be handled tomorrow
    roll = (await swept(world, "2026-11-24 08:45"))[-1]
    assert "待接 1 · 今天到期 1 · 超期 0 · 待补充 0" in roll.text
    roll = (await swept(world, "2026-11-24 16:30"))[-1]
    assert "待接 1 · 今天到期 0 · 超期 1 · 待补充 0" in roll.text


# -- duty ------------------------------------------------------------------------------------------------------------


async def test_of_two_who_take_the_duty_at_once_one_has_it(world: World) -> None:
    await staffed(world, "2026-11-24 10:00")
    both = (world.hear(who, Press(f"duty:on:{DANING}", "1"), group=GROUP) for who in ("zhou", "li"))
    await asyncio.gather(*both)
    await world.settle()
    assert world.troubles == []
    assert await world.count("duty") == 1


async def test_nobody_takes_a_duty_that_is_not_theirs_to_take(sqlite_world: World) -> None:
    world = sqlite_world
    await staffed(world, "2026-11-24 10:00")
    for who, press in (
        ("wang", f"duty:on:{DANING}"),
        ("wang", f"duty:to:{DANING}"),
        ("zhou", "duty:on:310106018"),
        ("zhou", "duty:on:nowhere"),
        ("zhou", f"duty:off:{DANING}"),
        ("wang", "weather"),
        ("zhou", "weather"),
    ):
        since = len(world.channel.shown)
        answer = await world.say(who, Press(press, "1"))
        assert answer.words or told(world, who, since), "everybody gets an answer"
    assert await world.count("duty") == await world.count("weather") == 0


# -- many ------------------------------------------------------------------------------------------------------------


async def test_of_two_who_take_the_same_many_at_once_each_case_is_taken_once(world: World) -> None:
    await staffed(world, "2026-11-24 10:00")
    for n in range(6):
        await reported(world, north=n * 0.001)
        world.clock.shift(timedelta(seconds=1))
    for who in ("zhou", "li"):
        await world.say(who, Press("many:open::0"))
        await world.press(who, "many:*")
    presses = [(who, _key(world, who, "many:take")) for who in ("zhou", "li")]
    await asyncio.gather(*(world.hear(who, press) for who, press in presses))
    await world.settle()
    assert world.troubles == []
    assert await world.count("cases", "status = 'taken'") == 6
    assert await world.count("case_event", "what = 'take'") == 6
    done = [text for who in ("zhou", "li") for text in told(world, who) if "办好" in text]
    assert len(done) == 2
    assert sum(int(text.partition("办好 ")[2].split()[0]) for text in done) == 6


def _key(world: World, who: str, ending: str) -> Press:
    for shown in reversed([s for s in world.channel.shown if s.address == world.address(who)]):
        for key in (key for row in shown.keys for key in row):
            if key.press.endswith(ending):
                return Press(key.press, str(shown.number))
    raise AssertionError(f"nothing ends with {ending}")


# -- bad weather -----------------------------------------------------------------------------------------------------


async def rain(world: World, hours: int = 12) -> None:
    await world.say("chen", Press("weather"))
    for ending in ("weather-what:new", "weather-kind:rain", f"weather-until:{hours}"):
        await world.press("chen", ending)


async def put_off(world: World, hours: int = 24) -> None:
    await world.say("zhou", Press("putoff"))
    await world.press("zhou", f"putoff-by:{hours}")


async def by(world: World, number: str) -> datetime:
    row = await world.read(lambda tx: tx.one("select handle_by from cases where number = :n", n=number))
    return datetime.fromtimestamp(row["handle_by"], UTC)


async def test_what_was_put_off_stays_so_when_it_is_taken_and_its_clock_follows(world: World) -> None:
    await staffed(world, "2026-11-24 10:00")
    await reported(world, "路上积水很深")
    await rain(world, 24)
    await put_off(world)
    assert await by(world, "JA26-00001") == at("2026-11-26 10:00")
    await world.say("zhou", Press("take:JA26-00001"))
    assert await by(world, "JA26-00001") == at("2026-11-26 10:00")
    assert await swept(world, "2026-11-25 10:05"), "the roll"
    assert await world.count("agenda", "step = 'overdue' and clock = 'handle' and told_at is null") == 1
    assert "超期：" in (await swept(world, "2026-11-26 10:00"))[0].text


async def test_an_emergency_and_what_waits_for_its_rider_is_not_put_off(world: World) -> None:
    await staffed(world, "2026-11-24 10:00")
    await reported(world, "路上积水很深")
    await world.database.take(lambda tx: tx.run("update cases set urgency = 'emergency' where number = 'JA26-00001'"))
    await reported(world)
    await rain(world)
    since = len(world.channel.shown)
    await world.say("zhou", Press("putoff"))
    assert told(world, "zhou", since) == ["没有可以延期的：要么都延过了，要么在等骑手补充。"]
    assert await world.count("weather_delay") == 0


async def test_a_late_case_is_put_off_from_now_and_only_once_a_period(world: World) -> None:
    await staffed(world, "2026-11-24 10:00")
    await reported(world, "路上积水很深")
    world.clock.move_to(at("2026-11-25 12:00"), tick=False)
    await rain(world)
    await put_off(world, 4)
    assert await by(world, "JA26-00001") == at("2026-11-25 16:00")
    since = len(world.channel.shown)
    await world.say("zhou", Press("putoff"))
    assert await by(world, "JA26-00001") == at("2026-11-25 16:00")
    assert told(world, "wang", since) == []
    await world.say("chen", Press("weather"))
    await world.press("chen", "weather-what:end")
    await rain(world)
    await put_off(world, 4)
    assert await by(world, "JA26-00001") == at("2026-11-25 20:00"), "another period is another reason"


async def test_only_one_of_two_periods_opened_at_once_in_a_street_is_open(world: World) -> None:
    await staffed(world, "2026-11-24 10:00")
    await world.coordinator("gong", DANING)
    for who in ("chen", "gong"):
        await world.say(who, Press("weather"))
        await world.press(who, "weather-what:new")
        await world.press(who, "weather-kind:rain")
    presses = [(who, _key(world, who, "weather-until:12")) for who in ("chen", "gong")]
    await asyncio.gather(*(world.hear(who, press) for who, press in presses))
    await world.settle()
    assert world.troubles == []
    now = int(datetime.now(UTC).timestamp())
    assert len(await world.read(lambda tx: store.open_periods(tx, [DANING], now=now))) == 1
