"""180 days after closing, a case says where it was only about, and nothing of who saw it; on both databases."""

from __future__ import annotations

from datetime import timedelta

from bot.auditing import audit
from cases.privacy.forgetting import GRID_E7, on_grid
from dialogue.hear import Press, Words
from storage.database import Row
from tests.cases.test_casework import CASE, handled, texts
from tests.cases.test_erasing import WORDS, kept
from tests.world import World


async def closed(world: World) -> None:
    """A case with a photo of its rider and one of its office, handled and confirmed."""
    await handled(world)
    await world.say("wang", Press(f"solved:{CASE}"))


async def days_pass(world: World, days: int) -> None:
    await world.pass_time(timedelta(days=days))
    await world.app.clock.sweep()
    await world.settle()


async def case(world: World) -> Row:
    row = await world.read(lambda tx: tx.one("select * from cases where number = :n", n=CASE))
    assert row
    return row  # type: ignore[no-any-return]


async def test_a_closed_case_keeps_its_facts_and_loses_what_is_personal(world: World) -> None:
    await closed(world)
    before = await case(world)
    await days_pass(world, 179)
    assert WORDS in await kept(world)
    assert (await case(world))["reporter"] == before["reporter"]
    shown = len(world.channel.shown)
    await days_pass(world, 1)
    after = await case(world)
    everything = await kept(world)
    assert WORDS not in everything
    assert "已换新盖" not in everything
    for fact in ("number", "status", "category", "street", "opened_at", "ended_at", "verified", "answer", "officer"):
        assert after[fact] == before[fact]
    assert after["reporter"] == "p-nobody"
    assert after["key_id"] != before["key_id"]
    assert after["latitude_e7"] != before["latitude_e7"]
    assert abs(after["latitude_e7"] - before["latitude_e7"]) <= GRID_E7 / 2
    assert await world.count("photo", "state = 'kept'") == 0
    assert await world.count("photo", "name is not null") == 0
    assert await world.points("wang") > 0
    edited = [one for one in world.channel.shown[shown:] if CASE in one.text]
    assert edited
    assert all(one.is_edit and WORDS not in one.text for one in edited)
    _, wrong = await audit(world.app, None)
    assert wrong == []


async def test_the_night_is_written_down_once(world: World) -> None:
    await closed(world)
    await days_pass(world, 181)
    rows = await world.read(
        lambda tx: tx.all("select kind, amount from swept where night = '2027-05-24' order by kind")
    )
    assert [(row["kind"], row["amount"]) for row in rows] == [
        ("case", 1), ("consultation", 0), ("letter", 0), ("night", 1), ("photo", 2),
    ]  # fmt: skip
    await world.app.clock.sweep()
    assert await world.count("swept", "night = '2027-05-24'") == 5
    assert await world.count("swept", "kind = 'case' and amount > 1") == 0


async def test_nothing_is_let_go_of_before_three_in_the_morning(world: World) -> None:
    await closed(world)
    await world.pass_time(timedelta(days=180, hours=11))  # one in the morning
    await world.app.clock.sweep()
    assert WORDS in await kept(world)
    await world.pass_time(timedelta(hours=2))
    await world.app.clock.sweep()
    assert WORDS not in await kept(world)


async def test_an_open_case_stays_as_it_is(world: World) -> None:
    await handled(world)
    await world.database.take(lambda tx: tx.run("update cases set status = 'taken', handled_at = null"))
    await days_pass(world, 400)
    assert WORDS in await kept(world)


async def test_the_rider_does_not_find_it_any_more_and_nobody_trips_over_it(world: World) -> None:
    await closed(world)
    await days_pass(world, 181)
    await world.say("wang", Words("我的"))
    assert CASE not in texts(world, "wang")[-1]
    await world.say("zhou", Press(f"history:{CASE}"))
    assert "骑手 —" in texts(world, "zhou")[-1]
    await world.say("zhou", Press(f"photos:{CASE}"))
    assert world.troubles == []


def test_a_place_is_only_known_to_its_square() -> None:
    square = range(312_840_000, 312_840_000 + GRID_E7)
    assert {on_grid(square[0]), on_grid(square[-1])} == {312_845_000}
    assert on_grid(-5) == -GRID_E7 // 2
