"""What the care counter of a street gets, its duty officer gets as well: while on duty, of that street, and no clue."""

from __future__ import annotations

import pytest

from dialogue.hear import Command, Press, Words
from tests.cases.quiet_world import DANING, OTHER, WORDS, confide, pressed, seated, texts
from tests.world import World

NEWS, NOTHING = "您有一条新消息", "没有这一条，或者不归您看。"


async def on_duty(world: World, who: str, street: str) -> None:
    await world.officer(who, street)
    await world.say(who, Press(f"duty:on:{street}"))


async def test_the_duty_officer_hears_of_it_and_reads_it_with_the_two(world: World) -> None:
    for who in ("sun", "zhou"):
        await seated(world, who, "care_desk", DANING)
    await on_duty(world, "li", DANING)
    await world.agree("wang")
    number = await confide(world, "wang", WORDS["care"])
    assert [texts(world, who)[-1] for who in ("sun", "zhou", "li")] == [NEWS] * 3
    await world.say("li", Command("quiet"))
    assert "共 1 条" in texts(world, "li")[-1]
    assert WORDS["care"] in (await pressed(world, "li", f"sealed:{number}"))[0]
    traced = await pressed(world, "sun", f"sealedtrace:{number}")
    alias = await world.read(lambda tx: tx.one("select p.alias from duty d join person p on p.id = d.person")["alias"])
    assert f"{alias} 打开" in traced[0]


async def test_a_duty_officer_alone_is_enough_for_care_and_for_nothing_else(world: World) -> None:
    await on_duty(world, "li", DANING)
    await world.agree("wang")
    await confide(world, "wang", WORDS["care"])
    assert texts(world, "li")[-1] == NEWS
    await world.say("wang", Words(WORDS["clue"]))
    assert "我们不替您留存这类内容" in texts(world, "wang")[-1]
    assert await world.count("quiet_entry", "counter = 'clue'") == 0


@pytest.mark.parametrize("how", ["relieved", "ended", "another street"])
async def test_who_is_not_on_duty_there_finds_nothing(world: World, how: str) -> None:
    await seated(world, "sun", "care_desk", DANING)
    await on_duty(world, "li", OTHER if how == "another street" else DANING)
    await world.agree("wang")
    number = await confide(world, "wang", WORDS["care"])
    if how == "relieved":
        await on_duty(world, "zhou", DANING)
    if how == "ended":
        await world.say("li", Press(f"duty:off:{DANING}"))
    assert await pressed(world, "li", f"sealed:{number}") == (NOTHING,)
    await world.say("li", Command("quiet"))
    assert texts(world, "li")[-1] == "现在没有。"


async def test_nothing_is_taken_where_the_only_reader_has_blocked_the_bot(world: World) -> None:
    await seated(world, "qian", "clue_desk")
    await world.database.take(
        lambda tx: tx.run("update chat set state = 'blocked' where person in (select person from role)")
    )
    await world.agree("wang")
    await world.say("wang", Words(WORDS["clue"]))
    assert await world.count("quiet_entry") == 0
    assert "110" in texts(world, "wang")[-1]
