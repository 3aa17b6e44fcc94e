"""What belongs together is found; a notice holds for its days and its place, and its effect is told."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from cases.classes.proposing import CASES_MIN, CELL_E7, RIDERS_MIN, Cell, Point, best, crowded, proposal
from dialogue.hear import Photo, Place, Press, Words
from tests.cases.test_casework import texts
from tests.world import World, at

DANING, GROUP = "310106019", "大宁受理群"
BIKES = "门口电瓶车乱停占盲道"


def point(n: int, north_m: float = 0.0, east_m: float = 0.0, *riders: str) -> Point:
    """A case so many metres from a corner of Daning Road."""
    return Point(
        f"JA26-{n:05d}", 31.2843 + north_m / 111_195, 121.451 + east_m / 95_040, frozenset(riders or (f"r{n}",))
    )


@pytest.mark.parametrize(
    ("points", "found"),
    [
        ([point(n, n * 10) for n in range(3)], 3),
        ([point(n, n * 10) for n in range(2)], 0),
        ([point(n, n * 10, 0, "one") for n in range(5)], 5),
        ([point(n, n * 10, 0, "one") for n in range(4)], 0),
        ([point(1, 0, 0, "one", "two", "three")], 1),
        ([point(1), point(2, 199), point(3, -199)], 3),
        ([point(1), point(2, 201), point(3, -201)], 0),
    ],
)
def test_five_cases_or_three_riders_within_200_metres_belong_together(points: list[Point], found: int) -> None:
    made = best("bike_mess", points)
    assert (len(made.numbers) if made else 0) == found


def test_no_centre_is_missed_by_looking_at_crowded_squares_only() -> None:
    chance = random.Random(7)
    for _ in range(40):
        points = [point(n, chance.uniform(-900, 900), chance.uniform(-900, 900)) for n in range(25)]
        cells: dict[Cell, tuple[int, int]] = {}
        where = {p.number: ("x", int(p.latitude * 1e7) // CELL_E7, int(p.longitude * 1e7) // CELL_E7) for p in points}
        for cell in where.values():
            cases, riders = cells.get(cell, (0, 0))
            cells[cell] = cases + 1, riders + 1
        centres = {where[p.number] for p in points if proposal("x", p, points)}
        assert centres <= set(crowded(cells))
    assert CASES_MIN > RIDERS_MIN


async def reported(world: World, who: str, place: Place) -> None:
    since = len(world.channel.shown)
    await world.say(who, Photo("a"), Words(BIKES))
    await world.say(who, place)
    if any(key.press.endswith(":new") for s in world.channel.shown[since:] for row in s.keys for key in row):
        await world.press(who, ":new")
    await world.press(who, "send:send")


def here(n: int = 0) -> Place:
    return Place(31.2843 + n * 0.0002, 121.4510, "fix", "wgs84", 10.0)


async def published(world: World, *, last: str = ":half") -> None:
    """Three riders' reports of one place, a class of them and its notice."""
    await world.counter(DANING, GROUP)
    await world.coordinator("chen", DANING)
    for n, who in enumerate(("wang", "liu", "zhao", "ma")):
        await world.agree(who)
        if who != "ma":
            await reported(world, who, here(n))
    await world.pass_time(timedelta(minutes=5))
    await world.say("chen", Press("propose:JA26-00001"))
    await world.say("chen", Words("东门"))
    await world.say("chen", Press("notice:1"))
    await world.say("chen", Words("停东侧车棚。"))
    await world.press("chen", ":today")
    if last.startswith(":"):
        await world.press("chen", last)
    else:
        await world.say("chen", Words(last))
    await world.press("chen", "notice-weeks:4")
    await world.press("chen", "notice-sure:yes")


async def test_each_rider_who_reported_there_is_told_once_and_not_at_noon(world: World) -> None:
    world.clock.move_to(at("2026-11-24 11:55"), tick=False)
    await published(world)
    for hours in (0, 2, 1):
        await world.pass_time(timedelta(hours=hours))
        await world.app.clock.sweep()
        await world.settle()
        told = [sum("停东侧车棚" in text for text in texts(world, who)) for who in ("wang", "liu", "zhao", "ma")]
        assert told == ([0, 0, 0, 0] if hours == 0 else [1, 1, 1, 0])


@pytest.mark.parametrize(
    ("metres", "words", "is_shown"), [(150, BIKES, True), (400, BIKES, False), (0, "井盖坏了", False)]
)
async def test_who_reports_the_same_there_next_reads_it_first(
    sqlite_world: World, metres: int, words: str, is_shown: bool
) -> None:
    world = sqlite_world
    await published(world)
    since = len(world.channel.shown)
    await world.say("ma", Photo("b"), Words(words))
    await world.say("ma", Place(31.2843 - metres / 111_195, 121.4510, "fix", "wgs84", 10.0))
    if any(key.press.endswith(":new") for s in world.channel.shown[since:] for row in s.keys for key in row):
        await world.press("ma", ":new")
    assert any("停东侧车棚" in text for text in texts(world, "ma", since)) == is_shown


async def test_a_notice_that_is_over_is_shown_to_nobody(sqlite_world: World) -> None:
    world = sqlite_world
    await published(world, last="2026-11-30")
    await world.pass_time(timedelta(days=7))
    since = len(world.channel.shown)
    await reported(world, "ma", here(1))
    assert not any("停东侧车棚" in text for text in texts(world, "ma", since))


async def test_its_effect_is_told_once_after_its_weeks(world: World) -> None:
    await published(world)
    await world.pass_time(timedelta(hours=1))
    await reported(world, "ma", here(1))
    for days, times in ((27, 0), (2, 1), (1, 1)):
        await world.pass_time(timedelta(days=days))
        await world.app.clock.sweep()
        await world.settle()
        effects = [text for text in texts(world, "chen") if text.startswith("看看效果：")]
        assert len(effects) == times
    assert "报了 1 件，之前同样天数 3 件" in effects[0]


async def test_a_case_is_in_one_class_at_most_and_only_in_its_street_s(sqlite_world: World) -> None:
    world = sqlite_world
    await published(world)
    await world.coordinator("sun", "310106018")
    for press in ("class:1", "notice:1", "linkcase:1", "classend:1", "propose:JA26-00001"):
        since = len(world.channel.shown)
        await world.say("sun", Press(press))
        assert "东门" not in "".join(texts(world, "sun", since))
    assert await world.count("class_case") == 3
    assert await world.count("case_class", "ended_at is null") == 1
