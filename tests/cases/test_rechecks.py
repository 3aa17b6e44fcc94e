"""回头看: what is drawn, who is asked and how often, what a look does to the case and to the ledger."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.turn import Turn, now_ms
from cases import store as casebook
from cases.books import store as books
from cases.rechecks import store
from cases.rechecks.recheck import Rechecks, is_drawn
from dialogue.hear import Command, Photo, Place, Press, Words
from tests.world import Basis, World

DANING, GROUP = "310106019", "大宁受理群"
CASE = "JA26-00001"
DAY = timedelta(days=1)


async def town(world: World, *lookers: str) -> None:
    """A street with its counter and officer, one reporter, and riders who usually ride there."""
    await world.draw_all()
    await world.counter(DANING, GROUP)
    await world.officer("zhou", DANING)
    for who in ("wang", *lookers):
        await world.agree(who)
    for who in lookers:
        await ride(world, who)


async def ride(world: World, who: str, *streets: str) -> None:
    person = await world.person(who)
    await rechecks(world, lambda r: r.ride(r.moving.informing.roster.person(person), list(streets or (DANING,))))


async def rechecks(world: World, act: Callable[[Rechecks], Any]) -> Any:
    know = world.app.know
    return await world.database.take(lambda tx: act(Turn(tx, know, now_ms=now_ms())._casework().rechecks))


async def reported(world: World, *, north_m: int = 0) -> None:
    await world.say("wang", Photo("a"), Words("井盖坏了"))
    await world.say("wang", Place(31.2843 + north_m / 111_195, 121.4510, "fix", "wgs84", 10.0))
    await world.press("wang", "send:send")


async def closed(world: World, number: str = CASE, *, mark: str = "true") -> None:
    await world.say("zhou", Press(f"take:{number}"))
    await handled(world, number, mark=mark)


async def handled(world: World, number: str = CASE, *, mark: str = "true") -> None:
    await world.say("zhou", Press(f"handled:{number}"))
    await world.say("zhou", Photo("c"), Words("换了"))
    await world.press("zhou", f"mark:{mark}")
    await world.say("wang", Press(f"solved:{number}"))


async def looked_bad(world: World, who: str, number: str = CASE) -> None:
    await world.say(who, Press(f"lookbad:{number}"))
    await world.say(who, Photo("d"))
    await world.press(who, "look-send:send")


async def swept(world: World) -> None:
    await world.app.clock.sweep()
    await world.settle()


async def asked(world: World) -> list[str]:
    """Who is asked, in the order in which they were."""
    rows = await world.read(
        lambda tx: tx.all("select person, number from recheck_offer order by offered_at, number, person")
    )
    names = {await world.person(who): who for who in world.addresses if who.isascii()}
    return [names[row["person"]] for row in rows]


# -- drawn ---------------------------------------------------------------------------------------------------------


def test_one_closing_in_ten_is_drawn_and_always_the_same(shared_basis: Basis) -> None:
    numbers = [f"JA26-{n:05d}" for n in range(20_000)]
    drawn = [number for number in numbers if is_drawn(shared_basis.seals, number, 0, percent=10)]
    assert 1_800 < len(drawn) < 2_200
    assert drawn == [number for number in numbers if is_drawn(shared_basis.seals, number, 0, percent=10)]
    assert drawn != [number for number in numbers if is_drawn(shared_basis.seals, number, 1, percent=10)]


def test_a_pack_that_says_none_or_all(shared_basis: Basis) -> None:
    assert not any(is_drawn(shared_basis.seals, f"n{n}", 0, percent=0) for n in range(500))
    assert all(is_drawn(shared_basis.seals, f"n{n}", 0, percent=100) for n in range(500))


async def test_silence_closes_and_draws_as_well(world: World) -> None:
    await town(world, "liu")
    await reported(world)
    await world.say("zhou", Press(f"take:{CASE}"))
    await world.say("zhou", Press(f"handled:{CASE}"))
    await world.say("zhou", Photo("c"), Words("换了"))
    await world.press("zhou", "mark:true")
    await world.pass_time(3 * DAY)
    await swept(world)
    assert await asked(world) == ["liu"]


async def test_nobody_is_sent_to_an_emergency_or_where_only_words_say_it_is(world: World) -> None:
    await town(world, "liu")
    await reported(world)
    await closed(world)
    case = await world.database.take(lambda tx: casebook.find(tx, world.basis.seals, CASE))
    for change in ({"urgency": "emergency"}, {"routed": "by_words"}, {"category": "fire_now"}):
        await world.database.take(lambda tx: tx.run("delete from recheck"))
        plain = type(case)(**{name: change.get(name, getattr(case, name)) for name in case.__slots__})
        await rechecks(world, lambda r, plain=plain: r.draw(plain))
        assert await world.count("recheck") == 0, change


# -- who is asked --------------------------------------------------------------------------------------------------


async def test_the_reporter_a_follower_and_an_office_are_never_asked(world: World) -> None:
    await town(world, "li", "chen")
    await ride(world, "wang")
    await reported(world)
    await world.say("chen", Photo("b"), Words("井盖坏了"))
    await world.say("chen", Place(31.2843, 121.4510, "fix", "wgs84", 10.0))
    await world.press("chen", f"known:{CASE}")
    await world.officer("li", "310106006")
    await closed(world)
    await swept(world)
    assert await asked(world) == []


async def test_at_most_twice_in_seven_days_and_one_at_a_time(world: World) -> None:
    await town(world, "liu")
    for n in range(1, 5):
        await reported(world, north_m=300 * (n - 1))
        await closed(world, f"JA26-{n:05d}")
    most_open = 0
    for _ in range(6):  # days
        await swept(world)
        open_now = await world.count("recheck_offer", "answer is null")
        most_open = max(most_open, open_now)
        if open_now:
            number = await world.read(lambda tx: tx.one("select number from recheck_offer where answer is null"))
            await world.say("liu", Press(f"lookok:{number['number']}"))
        await world.pass_time(DAY)
    assert (await asked(world), most_open) == (["liu", "liu"], 1)
    await world.pass_time(2 * DAY)
    await swept(world)
    assert await asked(world) == ["liu"] * 3


async def test_who_was_asked_least_lately_is_asked_first(world: World) -> None:
    await town(world, "liu", "chen")
    await reported(world)
    await closed(world)
    await swept(world)
    (first,) = await asked(world)
    await world.say(first, Press(f"lookok:{CASE}"))
    await reported(world, north_m=300)
    await closed(world, "JA26-00002")
    await swept(world)
    assert sorted(await asked(world)) == ["chen", "liu"]


async def test_two_sweeps_at_once_ask_one_rider(world: World) -> None:
    await town(world, "liu", "chen")
    await reported(world)
    await closed(world)
    await asyncio.gather(*(world.app.turns.remind() for _ in range(4)))
    assert len(await asked(world)) == 1


async def test_no_more_riders_are_asked_when_there_is_no_time_left_to_send_it_back(world: World) -> None:
    await town(world)
    await reported(world)
    await closed(world)
    for _ in range(11):
        await swept(world)
        await world.pass_time(DAY)
    await world.agree("liu")
    await ride(world, "liu")
    await swept(world)
    assert await asked(world) == []
    assert await world.count("recheck", "next_at is not null") == 0


# -- what a look does ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["true", "not-seen"])
async def test_a_look_earns_once_and_the_audit_agrees(world: World, mark: str) -> None:
    await town(world, "liu")
    await reported(world)
    await closed(world, mark=mark)
    await swept(world)
    await looked_bad(world, "liu")
    await world.say("liu", Press(f"lookbad:{CASE}"))
    await world.say("liu", Press(f"lookok:{CASE}"))
    await world.nights()
    assert await world.points("liu") == 1
    earning = frozenset(c.code for c in world.app.know.catalog.categories.values() if c.earns)
    assert await world.read(lambda tx: books.awards_missing(tx, earning)) == []
    assert await world.read(casebook.contradictions) == []
    what = await world.read(lambda tx: tx.all("select what, before, after from case_event order by n"))
    assert [(r["what"], r["before"], r["after"]) for r in what][-1] == ("recheck_bad", "closed", "taken")


async def test_the_third_time_it_goes_to_the_coordinator_and_then_stays_closed(world: World) -> None:
    lookers = ("liu", "chen", "sun", "zhao")
    await town(world, *lookers)
    await world.coordinator("ma", "")
    await reported(world)
    await closed(world)
    told: list[str] = []
    for round in range(4):
        await swept(world)
        who = (await asked(world))[-1]
        since = len(world.channel.shown)
        await looked_bad(world, who)
        told += [s.text.split("\n")[0] for s in world.channel.shown[since:] if s.address == world.address("ma")]
        status = await world.read(lambda tx: tx.one("select status, rounds from cases"))
        assert (status["status"], status["rounds"]) == (("taken", round + 1) if round < 3 else ("closed", 3))
        if round == 2:
            await world.say("ma", Press(f"handled:{CASE}"))
            await world.say("ma", Photo("c"), Words("换了"))
            await world.press("ma", "mark:true")
            await world.say("wang", Press(f"solved:{CASE}"))
        elif round < 2:
            await handled(world)
    assert "已到协调员" in told[-2]
    assert "已不能退回重办" in told[-1]
    assert await world.count("case_event", "what = 'recheck_bad'") == 4


@pytest.mark.parametrize("answer", ["lookok", "lookbad", "looknot"])
async def test_another_rider_cannot_answer(world: World, answer: str) -> None:
    await town(world, "liu", "chen")
    await reported(world)
    await closed(world)
    await swept(world)
    (who,) = await asked(world)
    other = "chen" if who == "liu" else "liu"
    await world.say(other, Press(f"{answer}:{CASE}"))
    assert await world.count("recheck_offer", "answer is null") == 1
    assert await world.count("case_event", "what like 'recheck%'") == 0


async def test_opting_out_while_asked_leaves_the_look_to_another(world: World) -> None:
    await town(world, "liu")
    await reported(world)
    await closed(world)
    await swept(world)
    await world.say("liu", Command("rechecks"))
    await world.press("liu", "rechecks:out")
    await world.agree("chen")
    await ride(world, "chen")
    await world.pass_time(timedelta(minutes=5))
    await swept(world)
    assert await asked(world) == ["liu", "chen"]
    assert await world.read(lambda tx: store.open_offer(tx, "nobody")) is None
