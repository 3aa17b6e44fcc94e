"""Letters go out in order, once, at the platform's pace; what can't be sent ends where somebody sees it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.channels.channel import Drawn, Limits, Moved, Rejected, TryLater
from bot.delivery import PHOTO_WAIT_SECONDS, TRIES_MAX
from bot.turn import Taken, Turn
from dialogue.hear import Chat, Command, Photo, Place, Sender, Words
from dialogue.say import Say, to_plain
from storage.database import Transaction
from tests.world import LAVISH, Basis, Plain, World

HERE = Place(31.2843, 121.4510, "fix", "wgs84", 10.0)


def line(n: int | str, **how: Any) -> Say:
    """A letter that shows a number."""
    return Say("no-photos", {"number": str(n)}, **how)


async def post(world: World, who: str, *says: Say, deliver: bool = True) -> None:
    """A turn that says all this to somebody."""
    world.opened.add(world.address(who))

    def said(tx: Transaction) -> Taken:
        turn = Turn(tx, world.app.know, now_ms=int(datetime.now(UTC).timestamp() * 1000))
        _, chat = turn.roster.recognise("plain", Sender(world.address(who), "zh"), is_private=True)
        for say in says:
            turn.mailbox.post(chat, to_plain(say))
        return turn._taken()

    taken = await world.database.take(said)
    world.app.turns.handed(taken.letters, len(taken.letters) < taken.posted_count)
    if deliver:
        await world.settle()


def read_by(world: World, who: str) -> list[str]:
    """What somebody got, edits marked."""
    address = world.address(who)
    return [
        ("~" if shown.is_edit else "") + shown.text.split()[0]
        for shown in world.channel.shown
        if shown.address == address
    ]


def failing(world: World, *failures: Exception | None, who: str = "") -> list[Exception | None]:
    """The next sends fail one after another, then all succeed; with `who`, only theirs."""
    left = list(failures)

    def fails(address: str, drawn: Drawn) -> None:
        if left and (not who or address == world.address(who)) and (failure := left.pop(0)):
            raise failure

    assert isinstance(world.channel, Plain)
    world.channel.fails = fails
    return left


# -- order ---------------------------------------------------------------------------------------------------------


async def test_letters_of_one_chat_arrive_in_the_order_of_their_posting(world: World) -> None:
    for start in range(0, 30, 3):
        await post(world, "wang", *(line(n) for n in range(start, start + 3)), deliver=False)
    await world.settle()
    assert read_by(world, "wang") == [str(n) for n in range(30)]


async def test_a_letter_that_waits_holds_back_those_behind_it(world: World) -> None:
    failing(world, TryLater(5))
    await post(world, "wang", line(1), line(2))
    await post(world, "wang", line(3))
    assert read_by(world, "wang") == []
    await world.pass_time(timedelta(seconds=6))
    assert read_by(world, "wang") == ["1", "2", "3"]


async def test_other_chats_are_not_held_up(world: World) -> None:
    failing(world, *[TryLater(60)] * 5, who="wang")
    await post(world, "wang", line(1), deliver=False)
    await post(world, "li", line(2), deliver=False)
    await world.settle()
    assert (read_by(world, "wang"), read_by(world, "li")) == ([], ["2"])


async def test_a_chat_that_hangs_holds_up_no_other(world: World) -> None:
    hangs = asyncio.Event()
    assert isinstance(world.channel, Plain)
    send = world.channel.send

    async def slow(address: str, drawn: Drawn, *, id: str) -> str:
        if address == world.address("wang"):
            await hangs.wait()
        return await send(address, drawn, id=id)

    world.channel.send = slow  # type: ignore[method-assign]
    await post(world, "wang", line(1), deliver=False)
    await post(world, "li", line(2), deliver=False)
    settling = asyncio.create_task(world.settle())
    async with asyncio.timeout(5):
        while read_by(world, "li") != ["2"]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert not settling.done()
    hangs.set()
    await settling
    assert read_by(world, "wang") == ["1"]


async def test_an_emergency_overtakes_what_waits(world: World) -> None:
    failing(world, TryLater(5))
    await post(world, "wang", line(1), line(2))
    await post(world, "wang", line("sos", urgent=True))
    await world.pass_time(timedelta(seconds=6))
    assert read_by(world, "wang") == ["sos", "1", "2"]


# -- cards ---------------------------------------------------------------------------------------------------------


async def test_a_card_is_changed_in_place(world: World) -> None:
    await post(world, "wang", line(1, card="x"))
    await post(world, "wang", line(2, card="x"))
    await post(world, "wang", line(3, card="y"))
    assert read_by(world, "wang") == ["1", "~2", "3"]
    assert len({shown.number for shown in world.channel.shown}) == 2


async def test_changes_that_wait_become_one(world: World) -> None:
    failing(world, None, TryLater(5))
    await post(world, "wang", line(1, card="x"))
    await post(world, "wang", line("a"))
    for n in range(2, 9):
        await post(world, "wang", line(n, card="x"))
    await world.pass_time(timedelta(seconds=6))
    assert read_by(world, "wang") == ["1", "a", "~8"]


async def test_a_fresh_card_is_a_new_message(world: World) -> None:
    await post(world, "wang", line(1, card="x"))
    await post(world, "wang", line(2, card="x", fresh=True))
    await post(world, "wang", line(3, card="x"))
    assert read_by(world, "wang") == ["1", "2", "~3"]
    assert [shown.number for shown in world.channel.shown] == [1, 2, 2]


# -- what goes wrong -------------------------------------------------------------------------------------------------


async def test_a_wait_that_the_platform_asked_for_is_kept_over_a_restart(world: World) -> None:
    failing(world, TryLater(30, flood=True))
    await post(world, "wang", line(1))
    await world.restart()
    await world.pass_time(timedelta(seconds=25))
    assert read_by(world, "wang") == []
    await world.pass_time(timedelta(seconds=6))
    assert read_by(world, "wang") == ["1"]


async def test_a_flood_is_no_failure_of_the_letter(world: World) -> None:
    failing(world, *[TryLater(1, flood=True)] * (TRIES_MAX + 5))
    await post(world, "wang", line(1))
    for _ in range(TRIES_MAX + 6):
        await world.pass_time(timedelta(seconds=2))
    assert read_by(world, "wang") == ["1"]


async def test_back_off_doubles_and_ends_in_a_dead_letter_that_somebody_sees(sqlite_world: World) -> None:
    world = sqlite_world
    await world.coordinator("chen")
    failing(world, *[TryLater()] * (TRIES_MAX + 1), who="wang")
    await post(world, "wang", line(1), line(2))
    waits, tried = [], 0
    for _ in range(4 * 3600):
        if await world.count("letter", "state = 'dead'"):
            break
        row = await world.read(
            lambda tx: tx.one("select tries, due_at_ms from letter where state = 'waiting' order by id")
        )
        if row["tries"] > tried:
            waits.append(round(row["due_at_ms"] / 1000 - datetime.now(UTC).timestamp()))
            tried = row["tries"]
        await world.pass_time(timedelta(seconds=max(waits[-1], 1)))
    assert waits[:6] == [1, 2, 4, 8, 16, 32]
    assert max(waits) == 600
    assert len(waits) == TRIES_MAX - 1
    await world.pass_time(timedelta(seconds=2))
    assert read_by(world, "wang") == ["2"], "the next letter goes out after the dead one"
    await world.say("chen", Words("今天"))
    assert "没能送达的消息 1 条" in world.channel.shown[-1].text


async def test_who_blocked_us_is_marked_and_not_written_to_again(world: World) -> None:
    await post(world, "wang", line(1))
    world.blocked.add(world.address("wang"))
    await post(world, "wang", line(2))
    assert await world.count("chat", "state = 'blocked'") == 1
    assert await world.count("letter", "state = 'dead'") == 1
    world.blocked.clear()
    await world.say("wang", Command("start"))
    assert await world.count("chat", "state = 'open'") == 1


async def test_a_chat_that_moved_is_followed(world: World) -> None:
    await post(world, "wang", line(1))
    world.opened.add("elsewhere")

    def moved(address: str, drawn: Drawn) -> None:
        if address == "wang":
            raise Moved("elsewhere")

    assert isinstance(world.channel, Plain)
    world.channel.fails = moved
    await post(world, "wang", line(2))
    await world.pass_time(timedelta(seconds=1))
    assert [shown.text.split()[0] for shown in world.channel.shown if shown.address == "elsewhere"] == ["2"]


async def test_a_move_to_a_chat_that_is_known_already_holds_up_nobody(world: World) -> None:
    """Telegram may tell of the new group first; then what was sent to others must still be written down."""
    await post(world, "wang", line(1))
    await post(world, "elsewhere", line(2))

    def moved(address: str, drawn: Drawn) -> None:
        if address == "wang":
            raise Moved("elsewhere")

    assert isinstance(world.channel, Plain)
    world.channel.fails = moved
    await post(world, "wang", line(3), deliver=False)
    await post(world, "li", line(4), deliver=False)
    async with asyncio.timeout(10):
        await world.settle()
        await world.pass_time(timedelta(seconds=1))
    assert await world.count("letter", "state = 'sent'") == 4
    assert read_by(world, "elsewhere") == ["2", "3"], "it went where the chat is now"
    assert world.troubles == []


async def test_what_is_refused_for_good_is_not_tried_again(world: World) -> None:
    left = failing(world, Rejected("too long"), None)
    await post(world, "wang", line(1), line(2))
    assert read_by(world, "wang") == ["2"]
    assert left == []
    assert await world.count("letter", "state = 'dead' and why like '%too long%'") == 1


async def test_a_text_that_is_missing_harms_only_its_own_letter(world: World) -> None:
    await post(world, "wang", Say("there-is-no-such-text"), deliver=False)
    await post(world, "li", line(2))
    assert read_by(world, "li") == ["2"]
    assert world.troubles
    world.troubles.clear()


# -- more than one process, and ends ---------------------------------------------------------------------------------


async def test_two_processes_send_every_letter_once(postgres_url: str, basis: Basis, request: Any) -> None:
    world: World = await _pg_world(postgres_url, basis, request)
    other = replace(world, database=world.database)
    other.troubles, other._letters, other._tasks = world.troubles, [], []
    await other._start()
    for n in range(40):
        await post(world, f"p{'abcdefgh'[n % 8]}", line(n), deliver=False)
    world._letters.clear()
    await world.database.take(lambda tx: tx.run("update letter set claimed_by = null"))
    async with asyncio.timeout(10):
        while await world.count("letter", "state = 'waiting'"):
            world.app.delivery.hand([], has_more=True)
            other.app.delivery.hand([], has_more=True)
            await asyncio.sleep(0.02)
    assert sorted(int(shown.text.split()[0]) for shown in world.channel.shown) == list(range(40))
    await other._stop()
    await world.close()


async def _pg_world(url: str, basis: Basis, request: Any) -> World:
    import time_machine

    from tests.world import SHANGHAI_NOON

    travel = time_machine.travel(SHANGHAI_NOON, tick=False)
    clock = travel.start()
    request.addfinalizer(travel.stop)
    return await World.open(basis, url, Plain(), clock)


async def test_a_process_that_died_leaves_its_letters_to_the_next(world: World) -> None:
    await world.settle()
    await post(world, "wang", line(1), deliver=False)  # claimed by this process, and never handed on
    world._letters.clear()
    await world.restart()
    await world.pass_time(timedelta(seconds=1))
    assert read_by(world, "wang") == [], "half a minute without a sign of life makes a process dead"
    world.clock.shift(31)
    async with asyncio.timeout(5):
        # it looks for dead ones about once a second
        while read_by(world, "wang") != ["1"]:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def test_stopping_in_order_leaves_nothing_to_be_sent_twice(world: World) -> None:
    """What went out just before SIGTERM is written down before the process ends."""
    await post(world, "wang", line(1), deliver=False)
    [(letters, _)], world._letters = world._letters, []
    world.app.delivery.hand(letters)
    while not world.channel.shown:  # noqa: ASYNC110
        await asyncio.sleep(0)
    await world._stop()
    assert await world.count("letter", "state = 'sent'") == 1
    await world._start()


@pytest.mark.parametrize("side", ["delivery", "errands"])
async def test_a_side_ends_when_it_is_told_to(world: World, side: str) -> None:
    """SIGTERM in the very moment in which something wakes it: on Python 3.11 `wait_for` would swallow it."""
    running: Any = getattr(world.app, side)
    wake: Callable[[], None] = running.wake if side == "errands" else lambda: running.hand([], has_more=True)
    task = world._tasks[0 if side == "delivery" else 1]
    await asyncio.sleep(0.05)
    wake()
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait({task}, timeout=1)
    ended = task.done()
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=0.1)
    assert ended


# -- pace and photos ---------------------------------------------------------------------------------------------------


async def test_a_group_is_not_written_to_faster_than_allowed(sqlite_url: str, basis: Basis, request: Any) -> None:
    channel = Plain()
    channel.limits = Limits(chat_per_second=1e6, group_per_minute=20, all_per_second=1e6)
    import time_machine

    from tests.world import SHANGHAI_NOON

    travel = time_machine.travel(SHANGHAI_NOON, tick=False)
    clock = travel.start()
    request.addfinalizer(travel.stop)
    world = await World.open(basis, sqlite_url, channel, clock)
    await world.counter("310106019", "大宁受理群")
    for _ in range(8):
        await world.say("zhou", Command("bind"), group="大宁受理群")
    sent = len(channel.shown)
    assert sent < 9, "a burst, then three seconds for each"
    assert await world.count("letter", "state = 'waiting'") == 9 - sent
    await world.close()


async def test_a_letter_waits_a_while_for_its_photos_and_then_goes_without(world: World) -> None:
    await world.counter("310106019", "大宁受理群")
    await world.agree("wang")
    await world.say("wang", Photo("slow-a"), Words("井盖坏了"))
    await world.say("wang", HERE)
    await world.press("wang", "send:send")
    await world.pass_time(timedelta(seconds=PHOTO_WAIT_SECONDS - 1))
    group = [s for s in world.channel.shown if s.address == world.address("大宁受理群")]
    assert "JA26-00001" not in "".join(s.text for s in group)
    await world.pass_time(timedelta(seconds=2))
    group = [s for s in world.channel.shown if s.address == world.address("大宁受理群")]
    assert "JA26-00001" in group[-1].text
    assert group[-1].picture is None


def test_the_test_channel_is_not_paced() -> None:
    assert LAVISH.chat_per_second > 1000
    assert Chat("plain", "x").is_group is False


# -- what a lost answer of the database leaves behind ----------------------------------------------------------------


async def look(world: World, later: timedelta) -> None:
    """So much later the process says that it lives, and looks for letters."""
    world.clock.shift(later)
    world.app.delivery._alive_at = 0.0
    world.app.delivery._look_again()
    await world.app.delivery.settle()


async def test_a_letter_whose_commit_was_never_answered_goes_out_once(world: World) -> None:
    handed, world.app.turns.handed = world.app.turns.handed, lambda letters, has_more: None
    await post(world, "wang", line(1), deliver=False)
    world.app.turns.handed = handed
    await look(world, timedelta(seconds=5))
    assert read_by(world, "wang") == [], "it may still be on its way to us"
    for _ in range(2):
        await look(world, timedelta(seconds=20))
        assert read_by(world, "wang") == ["1"]


async def test_a_letter_that_is_long_on_its_way_is_not_sent_twice(world: World) -> None:
    await post(world, "liu", line(0))
    gate = asyncio.Event()
    assert isinstance(world.channel, Plain)
    send = world.channel.send

    async def slowly(address: str, drawn: Drawn, *, id: str) -> str:
        await gate.wait()
        return await send(address, drawn, id=id)

    world.channel.send = slowly  # type: ignore[method-assign]
    await post(world, "wang", line(1), deliver=False)
    world.app.delivery.hand(*_pulled(world))
    world.clock.shift(timedelta(seconds=60))
    world.app.delivery._alive_at = 0.0
    world.app.delivery._look_again()
    await asyncio.sleep(0.2)
    world.channel.send = send  # type: ignore[method-assign]
    world.app.delivery._look_again()
    await asyncio.sleep(0.1)
    gate.set()
    await world.settle()
    assert read_by(world, "wang") == ["1"]


def _pulled(world: World) -> tuple[list[Any]]:
    """The letters that the world keeps until it settles."""
    kept, world._letters = world._letters, []
    return ([letter for letters, _ in kept for letter in letters],)


async def test_a_photo_whose_errand_was_lost_is_fetched_all_the_same(world: World) -> None:
    await world.agree("wang")
    await world.hear("wang", Photo("a"))
    me = world.app.know.process
    await world.database.take(lambda tx: tx.run("update errand set claimed_by = :me", me=me))
    await world.settle()
    assert await world.count("photo", "state = 'kept'") == 1


async def test_an_emergency_overtakes_what_this_process_has_in_hand_already(sqlite_world: World) -> None:
    world = sqlite_world
    channel = world.channel
    assert isinstance(channel, Plain)
    going_out = asyncio.Event()
    send = channel.send

    async def slowly(address: str, drawn: Drawn, *, id: str) -> str:
        await going_out.wait()
        return await send(address, drawn, id=id)

    channel.send = slowly  # type: ignore[method-assign]
    await post(world, "wang", line(1), line(2), line(3, card="case"), line(4), deliver=False)
    await post(world, "wang", line(5, urgent=True), line(6, urgent=True, card="case"), deliver=False)
    for letters, has_more in world._letters:
        world.app.delivery.hand(letters, has_more=has_more)
    world._letters.clear()
    await asyncio.sleep(0)
    going_out.set()
    await world.settle()
    assert read_by(world, "wang") == ["1", "5", "6", "2", "4"], "and a card's older state is not told after a newer one"


# -- what stays at the top -----------------------------------------------------------------------------------------


async def test_what_is_pinned_takes_the_place_of_the_one_before(sqlite_world: World) -> None:
    world, asked = sqlite_world, _pins(sqlite_world)
    await post(world, "wang", line(1, card="roll", pin=True))
    await post(world, "wang", line(2, card="roll"))
    await post(world, "wang", line(3, card="roll", pin=True, fresh=True))
    await world.restart()
    await post(world, "wang", line(4, card="roll", pin=True, fresh=True))
    assert read_by(world, "wang") == ["1", "~2", "3", "4"]
    assert asked == [("1", ""), ("2", "1"), ("3", "2")]


async def test_a_letter_that_can_not_be_pinned_has_been_sent_all_the_same(sqlite_world: World) -> None:
    world, asked = sqlite_world, _pins(sqlite_world, Rejected("not enough rights"))
    await post(world, "wang", line(1, card="roll", pin=True), line(2))
    assert read_by(world, "wang") == ["1", "2"]
    assert len(asked) == 1
    assert await world.count("letter", "state = 'sent'") == 2
    assert world.troubles == []


def _pins(world: World, failure: Exception | None = None) -> list[tuple[str, str]]:
    """What is to be pinned, and instead of what; each try fails with `failure`."""
    asked: list[tuple[str, str]] = []

    async def pin(address: str, message: str, *, instead_of: str) -> None:
        asked.append((message, instead_of))
        if failure:
            raise failure

    assert isinstance(world.channel, Plain)
    world.channel.pin = pin  # type: ignore[method-assign]
    return asked
