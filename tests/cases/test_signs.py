"""Signs: what is noticed of verified reports, once each, and that it costs nobody anything."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.auditing import audit
from cases.review import store
from cases.review.noticing import Noticing
from dialogue.hear import Photo, Press, Words
from tests.cases.review_world import CASE, HERE, reported, review, signs, swept, town, verified
from tests.cases.test_known import drawing
from tests.world import World


async def test_nothing_is_noticed_of_an_ordinary_report(world: World) -> None:
    await town(world)
    await reported(world)
    await verified(world)
    await swept(world)
    assert await signs(world) == []
    _, wrong = await audit(world.app, None)
    assert wrong == []


@pytest.mark.parametrize(("seconds", "noticed"), [(60, [("quick", CASE)]), (61, [])])
async def test_verified_within_a_minute(world: World, seconds: int, noticed: list[tuple[str, str]]) -> None:
    await town(world)
    await reported(world)
    await world.pass_time(timedelta(seconds=seconds))
    await verified(world, after=0)
    await swept(world)
    assert await signs(world) == noticed
    assert await world.points("wang") == 4


@pytest.mark.parametrize(("minutes", "noticed"), [(55, [("cleared", CASE)]), (56, [])])
async def test_solved_within_the_hour_by_its_own_reporter(
    world: World, minutes: int, noticed: list[tuple[str, str]]
) -> None:
    await town(world)
    await reported(world)
    await verified(world)
    await world.pass_time(timedelta(minutes=minutes))
    await world.say("wang", Press(f"solved:{CASE}"))
    await swept(world)
    assert await signs(world) == noticed


async def test_the_same_photo_of_another_rider_and_nothing_where_it_was_not_true(world: World) -> None:
    await town(world, "wang", "liu")
    world.channel.files.update({"a": drawing(1), "again": drawing(1, quality=60), "b": drawing(2)})
    await reported(world)
    await reported(world, "liu", north_m=900, photo="again")
    await reported(world, "liu", north_m=1400, photo="b", words="路灯不亮")
    await verified(world, "JA26-00002")
    await verified(world, "JA26-00003", mark="not-seen")
    await swept(world)
    assert await signs(world) == [("photo", "JA26-00002")]
    await swept(world)
    await swept(world, minutes=60)
    assert await signs(world) == [("photo", "JA26-00002")], "each once, however often is looked"


async def test_the_same_photo_of_somebody_who_joins(world: World) -> None:
    await town(world, "wang", "liu")
    world.channel.files.update({"a": drawing(1), "b": drawing(2), "again": drawing(2, quality=60)})
    await reported(world, photo="b", north_m=1000, words="路灯不亮")
    await reported(world)
    await world.say("liu", Photo("again"), Words("井盖坏了"))
    await world.say("liu", HERE)
    await world.press("liu", "known:JA26-00002")
    await verified(world, "JA26-00002")
    await swept(world)
    found = await world.read(lambda tx: store.waiting(tx, [""], but="", most=9))
    assert [(each.kind, each.number, each.facts["joined"]) for each in found] == [("photo", "JA26-00002", 1)]
    assert found[0].person == await world.person("liu")


async def test_faster_than_anybody_travels(world: World) -> None:
    await town(world)
    await reported(world, photo="a")
    await world.pass_time(timedelta(minutes=1))
    await reported(world, photo="b", north_m=2500, words="路灯不亮")
    await world.pass_time(timedelta(minutes=6))
    await reported(world, photo="c", north_m=0, words="路灯不亮")
    for number in ("JA26-00001", "JA26-00002", "JA26-00003"):
        await verified(world, number, by="gao")
    await swept(world)
    assert await signs(world) == [("travel", "JA26-00002")]


async def test_many_within_a_few_minutes_are_one_sign_a_day(world: World) -> None:
    await town(world)
    for n in range(7):
        await reported(world, photo="abcdefg"[n], north_m=-n * 150, words="路灯不亮")
        await world.pass_time(timedelta(seconds=30))
    for n in range(7):
        await verified(world, f"JA26-{n + 1:05}")
    await swept(world)
    assert [kind for kind, _ in await signs(world)] == ["burst"]


async def test_one_rider_always_with_one_officer_though_there_are_others(world: World) -> None:
    await town(world)
    numbers = [f"JA26-{n + 1:05}" for n in range(11)]
    for n, number in enumerate(numbers):
        await reported(world, photo="abcdefghijk"[n], north_m=-n * 120, words="路灯不亮")
        await verified(world, number, by="zhou")
        await world.pass_time(timedelta(minutes=20))
    await swept(world)
    assert [kind for kind, _ in await signs(world)] == ["pair"]


async def test_what_is_looked_at_in_one_turn_is_bounded_and_the_rest_follows(world: World) -> None:
    await town(world)
    for n in range(3):
        await reported(world, photo="abc"[n], north_m=-n * 300, words="路灯不亮")
        await verified(world, f"JA26-0000{n + 1}", after=0, photo="def"[n])
    await world.pass_time(timedelta(minutes=5))
    for _ in range(3):
        assert await review(world, lambda r, _: Noticing(r.moving).look_on(most=1)) == 1
    assert await review(world, lambda r, _: Noticing(r.moving).look_on(most=1)) == 0
    assert [number for _, number in await signs(world)] == ["JA26-00001", "JA26-00002", "JA26-00003"]


async def test_an_emergency_that_earns_nothing_is_no_sign(world: World) -> None:
    await town(world)
    await reported(world, words="非机动车乱停占盲道")
    await verified(world, after=0)
    await swept(world)
    assert await signs(world) == []
