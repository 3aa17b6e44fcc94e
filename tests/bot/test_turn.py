"""A turn is whole or nothing, is taken once, and is taken one after another by each person."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.turn import Turn
from dialogue.ask import Ask
from dialogue.hear import Chat, Command, Heard, Part, Photo, Place, Press, Sender, Words
from dialogue.say import Say
from dialogue.script import Script
from handlers.desk import Desk
from handlers.directory import Entry
from storage.database import Transaction
from tests.breaking import broken_at_every_statement
from tests.world import World

DANING = "310106019"
GROUP = "大宁受理群"
HERE = Place(31.2843, 121.4510, "fix", "wgs84", 10.0)
TABLES = (
    "person", "chat", "role", "invite", "counter", "talk", "inbox", "letter", "card", "photo", "errand",
    "cases", "case_photo", "case_event", "number_series", "lot", "transfer",
)  # fmt: skip


async def drafted(world: World) -> tuple[str, tuple[Part, ...], str]:
    """A report that lacks nothing but to be sent."""
    await world.counter(DANING, GROUP)
    await world.say("zhou", Command("start"))
    await world.agree("wang")
    await world.say("wang", Photo("a"), Words("井盖坏了"))
    await world.say("wang", HERE)
    return "wang", (key(world, "wang", "send:send"),), ""


async def waiting(world: World) -> tuple[str, tuple[Part, ...], str]:
    """A case that waits to be taken."""
    await drafted(world)
    await world.press("wang", "send:send")
    return "zhou", (key(world, GROUP, "take:JA26-00001"),), GROUP


async def shown(world: World) -> tuple[str, tuple[Part, ...], str]:
    """A case of which only the officer's mark is missing."""
    await waiting(world)
    await world.press("zhou", "take:JA26-00001", group=GROUP)
    await world.press("zhou", "handled:JA26-00001", group=GROUP)
    await world.say("zhou", Photo("c"), Words("已换新盖"))
    return "zhou", (key(world, "zhou", "mark:true"),), ""


def key(world: World, name: str, ending: str) -> Press:
    address = world.address(name)
    keys = [k for s in world.channel.shown if s.address == address for row in s.keys for k in row]
    return Press(next(k.press for k in reversed(keys) if k.press.endswith(ending)), "1")


def heard(world: World, who: str, parts: tuple[Part, ...], group: str = "", *, id: str = "the-turn") -> Heard:
    chat = Chat("plain", world.address(group or who), bool(group))
    return Heard(id, chat, Sender(world.address(who), "zh"), parts, datetime.now(UTC))


def everything(tx: Transaction) -> dict[str, list[Any]]:
    return {
        table: sorted(repr(dict(row)) for row in tx.all(f"select * from {table}"))  # type: ignore[call-overload]
        for table in TABLES
    }


@pytest.mark.parametrize("before", [drafted, waiting, shown])
async def test_a_turn_broken_off_at_any_statement_leaves_nothing_and_then_runs_whole(
    world: World, before: Callable[[World], Awaitable[tuple[str, tuple[Part, ...], str]]]
) -> None:
    who, parts, group = await before(world)
    was = await world.read(everything)
    broken_off = 0

    def unchanged(tx: Transaction) -> None:
        nonlocal broken_off
        broken_off += 1
        assert everything(tx) == was

    def turn() -> Callable[[Transaction], Any]:
        return lambda tx: Turn(tx, world.app.know, now_ms=now(world)).take(heard(world, who, parts, group))

    await broken_at_every_statement(world.database, turn, unchanged)
    assert broken_off > 10, "such a turn has more than ten statements"
    is_now = await world.read(everything)
    assert len(is_now["case_event"]) == len(was["case_event"]) + 1
    assert len(is_now["letter"]) > len(was["letter"])
    assert await world.read(lambda tx: tx.all("select id from inbox where id = 'the-turn'"))


def now(world: World) -> int:
    return int(datetime.now(UTC).timestamp() * 1000)


async def test_the_same_update_twice_is_taken_once(world: World) -> None:
    who, parts, _ = await drafted(world)
    for _ in range(3):
        await world.hear(who, *parts, id="once")
    await world.settle()
    assert await world.count("cases") == 1
    assert await world.count("case_event") == 1


async def test_updates_that_come_in_another_order_are_all_taken(world: World) -> None:
    await world.agree("wang")
    await world.hear("wang", HERE, id="r3")
    await world.hear("wang", Words("井盖坏了"), id="r1")
    await world.hear("wang", Photo("a"), id="r2")
    await world.settle()
    assert world.channel.shown[-1].keys[0][0].press.endswith(":send")


async def test_the_same_id_on_two_channels_is_two_things(world: World) -> None:
    turn = world.app.turns
    for channel in ("plain", "other"):
        chat = Chat(channel, "wang")
        await turn.take(Heard("7", chat, Sender("wang", "zh"), (Command("start"),), datetime.now(UTC)))
    assert await world.count("inbox", "id = '7'") == 2
    assert await world.count("person") == 2


async def test_two_officers_cannot_take_one_case(world: World) -> None:
    await waiting(world)
    press = key(world, GROUP, "take:JA26-00001")
    answers = await asyncio.gather(*(world.hear(name, press, group=GROUP) for name in ("zhou", "li", "sun", "wu")))
    await world.settle()
    assert sum("您接了" in answer.words for answer in answers) == 1
    assert await world.count("case_event", "what = 'take'") == 1


async def test_two_presses_of_send_open_one_case(world: World) -> None:
    who, parts, _ = await drafted(world)
    await asyncio.gather(*(world.hear(who, *parts) for _ in range(5)))
    await world.settle()
    assert await world.count("cases") == 1


async def test_two_presses_of_the_mark_pay_once(world: World) -> None:
    who, parts, _ = await shown(world)
    await asyncio.gather(*(world.hear(who, *parts) for _ in range(5)))
    await world.settle()
    assert await world.points("wang") == 4
    assert await world.count("case_event", "what = 'handle'") == 1


async def test_a_stranger_who_says_five_things_at_once_is_one_person(world: World) -> None:
    await asyncio.gather(*(world.hear("wang", Words("井盖坏了")) for _ in range(5)))
    await world.settle()
    assert await world.count("person") == 1


async def test_a_refusal_keeps_the_photo_that_came_with_it(world: World) -> None:
    """A place that is none, in one message with a photo: the place is asked again, the photo stays."""
    await world.agree("wang")
    await world.say("wang", Photo("a"), Words("井盖坏了"))
    await world.say("wang", Place(0.0, 0.0, "fix", "wgs84", 5.0), Photo("b"))
    await world.say("wang", HERE)
    assert "照片 2 张" in world.channel.shown[-1].text


async def test_a_refusal_is_noted_as_heard(world: World) -> None:
    await world.agree("wang")
    await world.hear("wang", Press("withdraw:JA26-00009", "1"), id="no")
    await world.hear("wang", Press("withdraw:JA26-00009", "1"), id="no")
    await world.settle()
    assert [s.text for s in world.channel.shown if "没有这件" in s.text] == ["没有这件，或者不是您的。"]


async def test_a_turn_that_always_fails_is_told_and_harms_nobody_else(world: World) -> None:
    def breaks(ask: Ask, desk: Desk) -> Say:
        desk.tx.run("update person set alias = 'gone'")
        raise ZeroDivisionError

    failing = with_script(world, breaks)
    await failing.agree("wang")
    await failing.say("wang", Command("breaks"))
    await failing.say("li", Command("start"))
    assert "在看" in failing.channel.shown[-2].text
    assert "您好" in failing.channel.shown[-1].text
    assert await failing.count("person", "alias = 'gone'") == 0
    assert failing.troubles == ["a turn failed: ZeroDivisionError"] * 3
    failing.troubles.clear()


async def test_a_question_after_a_write_is_an_error_and_writes_nothing(world: World) -> None:
    def writes_and_asks(ask: Ask, desk: Desk) -> Say:
        desk.tx.run("update person set alias = 'gone'")
        ask.words("why")
        return Say("welcome")

    failing = with_script(world, writes_and_asks)
    await failing.agree("wang")
    await failing.say("wang", Command("writes_and_asks"))
    assert failing.troubles == ["a turn failed: QuestionAfterWrite"] * 3
    assert await failing.count("person", "alias = 'gone'") == 0
    failing.troubles.clear()


def with_script(world: World, run: Any) -> World:
    """The same world with one more conversation, opened by its own name."""
    made = Script(run.__name__, run, (run.__name__,), frozenset(), frozenset(), True, 72)
    directory = copy.copy(world.app.know.directory)
    directory.entries = {**directory.entries, made.name: Entry(made, "rider")}
    directory.openers = {**directory.openers, made.name: Entry(made, "rider")}
    world.app.turns._know = replace(world.app.know, directory=directory)
    return world


async def test_what_a_group_says_to_itself_is_not_even_noted(world: World) -> None:
    await world.counter(DANING, GROUP)
    people = await world.count("person")
    await world.say("zhou", Words("着火了"), group=GROUP)
    await world.say("zhou", Photo("a"), group=GROUP)
    assert await world.count("talk") == 0
    assert await world.count("photo") == 0
    assert await world.count("person") <= people + 1


async def test_nothing_people_wrote_lies_open_in_the_database(world: World) -> None:
    """Words, places in words and letters are sealed; the rows hold none of them."""
    await drafted(world)
    await world.press("wang", "send:send")
    rows = repr(await world.read(everything))
    assert "JA26-00001" in rows
    for secret in ("井盖坏了", "wang", GROUP):
        assert secret not in rows
        assert repr(secret.encode())[2:-1] not in rows
