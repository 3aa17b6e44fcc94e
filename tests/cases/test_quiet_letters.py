"""Letters of what was confided that can't be delivered: no coordinator sees one, and no row is left of any."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.channels.channel import Drawn, Rejected, TryLater
from dialogue.hear import Command, Photo, Place, Press, Words
from tests.cases.quiet_world import DANING, WORDS, confide, everything, pressed, seated, texts
from tests.world import Plain, World

FAILURES = {"refused for good": Rejected("no"), "never reached": TryLater()}


def fails(world: World, who: str, error: Exception) -> None:
    assert isinstance(world.channel, Plain)

    def fail(address: str, drawn: Drawn) -> None:
        if address == world.address(who):
            raise error

    world.channel.fails = fail


async def until_given_up(world: World) -> None:
    """Longer than a letter is tried."""
    for _ in range(20):
        await world.pass_time(timedelta(minutes=11))


@pytest.mark.parametrize("how", FAILURES)
@pytest.mark.parametrize("to", ["wang", "qian"])
async def test_of_a_letter_that_fades_no_row_is_left(world: World, to: str, how: str) -> None:
    await seated(world, "qian", "clue_desk")
    await world.coordinator("zhao")
    await world.agree("wang")
    number = await confide(world, "wang", WORDS["clue"])
    before = await world.count("letter")
    fails(world, to, FAILURES[how])
    if to == "wang":
        await pressed(world, "qian", f"quietoutcome:{number}")
        await world.press("qian", "which-outcome:looking")
    else:
        await world.say("wang", Press(f"quietreply:{number}"))
        await world.say("wang", Words("还有一句"))
    await until_given_up(world)
    assert await world.count("letter", "state in ('waiting', 'dead', 'dropped')") == 0
    if to == "qian":
        assert await world.count("letter") == before
    await world.say("zhao", Command("letters"))
    assert world.troubles == []
    assert "没有" in texts(world, "zhao")[-1], "nothing is a coordinator's to see to"


@pytest.mark.parametrize("how", FAILURES)
async def test_what_a_desk_was_to_read_is_not_kept_where_it_did_not_arrive(world: World, how: str) -> None:
    await seated(world, "qian", "clue_desk")
    await world.agree("wang")
    number = await confide(world, "wang", WORDS["clue"])
    fails(world, "qian", FAILURES[how])
    await world.say("qian", Press(f"sealed:{number}"))
    await until_given_up(world)
    assert await world.count("letter", "body is not null") == 0
    assert await world.count("letter", "shows = :number", number=number) == 0


async def test_while_it_waits_no_row_says_whose_a_number_is(world: World) -> None:
    await seated(world, "qian", "clue_desk")
    await world.agree("wang")
    fails(world, "wang", TryLater())
    await world.say("wang", Words(WORDS["clue"]))
    row = await world.read(lambda tx: tx.one("select count(*) as n from letter where state = 'waiting'"))
    assert row["n"] > 0
    talk = await world.read(lambda tx: tx.one("select id from chat order by id limit 1"))
    assert talk
    fails(world, "nobody", TryLater())
    await world.pass_time(timedelta(minutes=11))
    fails(world, "wang", TryLater())
    await world.press("wang", "how:reachable")
    number = await world.read(lambda tx: tx.one("select number from quiet_entry")["number"])
    found = [table for table, rows in (await everything(world)).items() if any(number in str(row) for row in rows)]
    assert sorted(found) == ["quiet_entry", "quiet_trace"]


async def test_an_ordinary_letter_that_died_is_still_a_coordinator_s_to_see_to(world: World) -> None:
    await world.coordinator("zhao")
    await world.counter(DANING, "大宁受理群")
    await world.agree("wang")
    fails(world, "大宁受理群", Rejected("no"))
    await world.say("wang", Photo("a"), Words("井盖坏了"))
    await world.say("wang", Place(31.2843, 121.4510, "fix", "wgs84", 10.0))
    await world.press("wang", "send:send")
    assert await world.count("letter", "state = 'dead' and body is not null") == 1
