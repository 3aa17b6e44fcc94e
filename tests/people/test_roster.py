"""Who is who: invites that work once, roles that end with their group, aliases that tell nobody."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from dialogue.hear import Change, Command, Press
from people import roster
from people.person import Person
from tests.world import World

DANING, GROUP = "310106019", "大宁受理群"
REFUSED = "这个邀请码用不了"


def last(world: World, who: str) -> str:
    return next(s.text for s in reversed(world.channel.shown) if s.address == world.address(who))


async def test_an_invite_works_once(world: World) -> None:
    code = await world.invite("officer", DANING)
    await world.say("zhou", Command("start", code))
    await world.say("li", Command("start", code))
    assert "经办人" in last(world, "zhou")
    assert REFUSED in last(world, "li")
    assert await world.count("role") == 1


async def test_an_invite_raced_by_many_works_once(world: World) -> None:
    code = await world.invite("officer", DANING)
    await asyncio.gather(*(world.hear(name, Command("start", code)) for name in ("zhou", "li", "sun", "wu", "he")))
    await world.settle()
    assert await world.count("role") == 1


@pytest.mark.parametrize(("hours", "works"), [(71, True), (72, False), (100, False)])
async def test_an_invite_lives_72_hours(sqlite_world: World, hours: int, works: bool) -> None:
    world = sqlite_world
    code = await world.invite("officer", DANING)
    await world.pass_time(timedelta(hours=hours))
    await world.say("zhou", Command("start", code))
    assert (REFUSED not in last(world, "zhou")) == works


async def test_a_code_may_be_typed_carelessly_but_not_altered(sqlite_world: World) -> None:
    world = sqlite_world
    code = await world.invite("officer", DANING)
    careless = f" {code[:4].lower()}-{code[4:8]} {code[8:]} ".replace("0", "O").replace("1", "l")
    altered = ("2" if code[0] != "2" else "3") + code[1:]
    await world.say("li", Command("start", altered))
    assert REFUSED in last(world, "li")
    await world.say("zhou", Command("start", careless))
    assert "经办人" in last(world, "zhou")


@pytest.mark.parametrize("code", ["x", "' or 1=1 --", "A" * 200, "🙂", "ABCD\x00"])
async def test_a_made_up_code_opens_nothing(sqlite_world: World, code: str) -> None:
    await sqlite_world.say("li", Command("start", code))
    assert REFUSED in last(sqlite_world, "li")
    assert await sqlite_world.count("role") == 0


async def test_no_code_lies_open_in_the_database(world: World) -> None:
    code = await world.invite("officer", DANING)
    rows = await world.read(lambda tx: tx.all("select * from invite"))
    assert code not in repr([dict(row) for row in rows])


async def test_who_leaves_a_group_loses_what_they_held_by_it_and_only_that(world: World) -> None:
    await world.counter(DANING, GROUP)
    await world.officer("li", DANING)
    for name in ("zhou", "li"):
        await world.say(name, Command("desk"), group=GROUP)
    for name in ("zhou", "li"):
        await world.hear(name, Change("left", world.address(name)), group=GROUP)
    await world.say("zhou", Command("desk"))
    assert "没有这个命令" in last(world, "zhou")
    await world.say("li", Command("desk"))
    assert "工作台" in last(world, "li"), "an invite of one's own outlives the group"


async def test_who_comes_back_may_act_again(world: World) -> None:
    await world.counter(DANING, GROUP)
    await world.say("zhou", Command("desk"), group=GROUP)
    await world.hear("zhou", Change("left", world.address("zhou")), group=GROUP)
    await world.say("zhou", Command("desk"), group=GROUP)
    await world.say("zhou", Command("desk"))
    assert "工作台" in last(world, "zhou")


async def test_in_a_group_that_is_no_counter_any_more_nobody_becomes_an_officer(world: World) -> None:
    await world.counter(DANING, GROUP)
    await world.hear("binder", Change("removed"), group=GROUP)
    await world.say("zhou", Command("desk"), group=GROUP)
    await world.say("zhou", Command("desk"))
    assert "没有这个命令" in last(world, "zhou")


async def test_those_who_were_officers_by_a_group_are_none_when_the_group_is_gone(world: World) -> None:
    await world.counter(DANING, GROUP)
    await world.say("zhou", Command("desk"), group=GROUP)
    await world.hear("binder", Change("removed"), group=GROUP)
    await world.say("zhou", Command("desk"))
    assert "没有这个命令" in last(world, "zhou")


async def test_a_group_that_moved_is_the_same_counter(world: World) -> None:
    await world.counter(DANING, GROUP)
    await world.hear("binder", Change("moved", "elsewhere"), group=GROUP)
    world.addresses[GROUP] = "elsewhere"
    await world.say("zhou", Press("desk"), group=GROUP)
    assert await world.count("counter", "ended_at is null") == 1
    assert await world.count("role", "role = 'officer'") == 2


async def test_a_move_to_an_address_that_is_known_already_breaks_nothing(world: World) -> None:
    """Telegram may tell of the new group before it tells of the move."""
    await world.counter(DANING, GROUP)
    await world.say("binder", Command("bind"), group="新群")
    await world.hear("binder", Change("moved", "新群"), group=GROUP)
    await world.settle()
    assert world.troubles == []
    assert await world.count("counter", "ended_at is null") == 1


async def test_a_language_hint_is_taken_once_and_then_the_choice_stands(world: World) -> None:
    world.languages["smith"] = "en-GB"
    await world.say("smith", Command("start"))
    assert "Hello" in last(world, "smith")
    await world.say("smith", Command("language", "zh-CN"))
    await world.say("smith", Command("start"))
    assert "您好" in last(world, "smith")
    world.languages["pierre"] = "fr"
    await world.say("pierre", Command("start"))
    assert "您好" in last(world, "pierre"), "the district's own language for all others"


def test_a_role_for_the_whole_district_is_one_for_every_street() -> None:
    person = Person("p", "k", "m", "A", "zh-CN", 1, frozenset({("coordinator", ""), ("officer", DANING)}))
    assert person.may("coordinator", DANING)
    assert person.may("officer", DANING)
    assert not person.may("officer", "310106018")
    assert person.is_("rider")
    assert not Person("p", "k", "m", "A", "zh-CN", 1).is_("officer")


async def test_consent_is_asked_again_when_its_text_changed_in_meaning(sqlite_world: World) -> None:
    world = sqlite_world
    await world.agree("wang")
    know = world.app.know
    district = know.catalog.district
    catalog = replace(know.catalog, district=replace(district, consent_version=district.consent_version + 1))
    world.app.turns._know = replace(know, catalog=catalog)
    await world.say("wang", Command("points"))
    assert "先说清楚几件事" in last(world, "wang")


async def test_a_personal_invite_that_a_group_has_read_is_void(world: World) -> None:
    await world.counter(DANING, GROUP)
    code = await world.invite("coordinator")
    await world.say("zhou", Command("bind", code), group=GROUP)
    assert "已经作废" in last(world, GROUP)
    await world.say("eve", Command("start", code))
    assert REFUSED in last(world, "eve")
    assert await world.count("role", "role = 'coordinator'") == 0


async def test_an_alias_is_one_persons(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chance gives the same four symbols again and again: the next who comes gets others, at last a longer alias."""
    drawn = roster.random_code
    monkeypatch.setattr(roster, "random_code", lambda length: "K3M9" if length == 4 else drawn(length))
    for who in ("wang", "liu", "sun"):
        await world.say(who, Command("start"))
    rows = await world.read(lambda tx: tx.all("select alias from person order by length(alias), alias"))
    aliases = [row["alias"] for row in rows]
    assert aliases[0] == "K3M9"
    assert [len(alias) for alias in aliases] == [4, 5, 5]
    assert len(set(aliases)) == 3


async def test_strangers_who_draw_one_alias_at_the_same_moment_get_two(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = roster.random_code
    monkeypatch.setattr(roster, "random_code", lambda length: "K3M9" if length == 4 else drawn(length))
    names = ("wang", "liu", "sun", "zhao", "he")
    await asyncio.gather(*(world.hear(name, Command("start")) for name in names))
    await world.settle()
    rows = await world.read(lambda tx: tx.all("select distinct alias from person"))
    assert len(rows) == len(names)
