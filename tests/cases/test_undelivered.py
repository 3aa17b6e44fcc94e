"""Dead letters: an old state never replaces a newer one, and nobody sees what is not their street's."""

from __future__ import annotations

from dialogue.hear import Press, Words
from storage.database import Transaction
from tests.cases.test_casework import GONGHE, reported, texts
from tests.world import World


async def buried(world: World, *, about: str = "JA26-00001") -> int:
    """A letter about it that was given up: the first one that its counter got."""
    await world.say("zhou", Press("take:JA26-00001"))

    def bury(tx: Transaction) -> int:
        row = tx.one(
            "update letter set state = 'dead', about = :about, why = 'TryLater: ', body = settled.body from"
            " (select min(l.id) as id, min(x.words) as body from letter l join cases x on x.number = l.about"
            "  where l.card = 'case:JA26-00001') settled where letter.id = settled.id returning letter.id",
            about=about,
        )
        assert row is not None
        return int(row["id"])

    return int(await world.database.take(bury))


async def test_a_letter_whose_card_moved_on_is_not_sent_again(world: World) -> None:
    await reported(world)
    id = await buried(world)
    await world.say("chen", Press(f"resend:{id}"))
    assert "旧的" in texts(world, "chen")[-1]
    assert await world.count("letter", "state = 'dead'") == 1


async def test_what_is_about_no_street_s_case_is_shown_to_no_coordinator(world: World) -> None:
    await reported(world)
    await world.coordinator("gao")
    id = await buried(world, about="C-7K3M-9QX2")
    for who in ("chen", "gao"):
        await world.say(who, Words("没送达"))
        assert "没有没送达" in texts(world, who)[-1]
        await world.say(who, Press(f"letgo:{id}"))
    assert await world.count("letter", "state = 'dead'") == 1


async def test_only_the_street_s_coordinators_see_to_a_letter(world: World) -> None:
    await reported(world)
    await world.coordinator("sun", GONGHE)
    id = await buried(world)
    for who in ("sun", "zhou", "wang"):
        await world.say(who, Press(f"letgo:{id}"))
        await world.say(who, Press(f"resend:{id}"))
    assert await world.count("letter", "state = 'dead'") == 1
    await world.say("chen", Press(f"letgo:{id}"))
    assert await world.count("letter", "state = 'let_go' and body is null and settled_by is not null") == 1
