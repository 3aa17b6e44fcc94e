"""Roles end when they are taken back or their time is over; invites that were made void let nobody in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dialogue.hear import Command, Press
from tests.world import World

DANING, GONGHE = "310106019", "310106018"


def last(world: World, who: str) -> str:
    return next(s.text for s in reversed(world.channel.shown) if s.address == world.address(who))


async def code_of(world: World, who: str, *presses: str) -> str:
    """The code that a coordinator makes in chat."""
    await world.say(who, Command("invite"))
    for press in presses:
        await world.press(who, press)
    return last(world, who).partition("：")[2][:16]


async def test_an_invite_made_in_chat_lets_in_once(world: World) -> None:
    await world.coordinator("chen", DANING)
    code = await code_of(world, "chen", ":officer", ":good")
    await world.say("li", Command("start", code))
    await world.say("sun", Command("start", code))
    assert await world.count("role", "role = 'officer' and street = :street and until is null", street=DANING) == 1


async def test_a_void_invite_lets_nobody_in(world: World) -> None:
    await world.coordinator("chen", DANING)
    code = await code_of(world, "chen", ":officer", ":7")
    await world.say("chen", Command("roles"))
    invite = await world.read(lambda tx: tx.one("select code from invite where used_at is null"))
    await world.say("chen", Press(f"uninvite:{invite['code'][:12]}"))
    await world.press("chen", ":yes")
    await world.say("li", Command("start", code))
    assert await world.count("role", "role = 'officer'") == 0


@pytest.mark.parametrize("street", [GONGHE, ""])
async def test_a_role_of_another_street_stays(sqlite_world: World, street: str) -> None:
    world = sqlite_world
    await world.coordinator("chen", DANING)
    await world.coordinator("sun", street)
    alias = (
        await world.read(
            lambda tx: tx.one(
                "select p.alias from role r join person p on p.id = r.person where r.street = :street", street=street
            )
        )
    )["alias"]
    await world.say("chen", Press(f"role:{alias}:coordinator:{street}"))
    assert "已经收回" in last(world, "chen")
    assert await world.count("role", "ended_at is null") == 2


async def test_a_role_on_loan_ends_by_itself_and_one_for_good_does_not(world: World) -> None:
    await world.say("li", Command("start", await world.invite("officer", DANING, days=7)))
    await world.officer("zhou", DANING)
    for days, left in ((6, 2), (1, 1), (30, 1)):
        await world.pass_time(timedelta(days=days))
        await world.app.clock.sweep()
        await world.settle()
        assert await world.count("role", "ended_at is null") == left
    assert "到期了" in last(world, "li")


async def test_a_new_invite_gives_an_ended_role_anew(sqlite_world: World) -> None:
    world = sqlite_world
    await world.say("li", Command("start", await world.invite("officer", DANING, days=7)))
    await world.pass_time(timedelta(days=8))
    await world.app.clock.sweep()
    await world.officer("li", DANING)
    assert await world.count("role", "ended_at is null and until is null") == 1
