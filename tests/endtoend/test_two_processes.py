"""One bot as two processes on one PostgreSQL: two officers who press at the same instant never both own a case."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from random import Random

import pytest

from tests.endtoend.balancer import balancing
from tests.endtoend.people import Officer, Rider, places, told, until
from tests.endtoend.process import WEBHOOK_SECRET, Bot, Server, free_port
from tests.fake_bot_api import Phone

CASES = 50
STREETS = 7  # a group is written to twenty times a minute, so the cases are spread
RIDERS = 10
PRESSED_AT_ONCE = 5
SETTLE_SECONDS_MAX = 60.0


@pytest.mark.kills
async def test_two_officers_press_at_the_same_instant_and_each_case_has_one_owner(
    api: Server, tmp_path: Path, postgres_url: str
) -> None:
    hook = free_port()
    with ExitStack() as stack:
        bots = [stack.enter_context(_bot(tmp_path / f"p{n}", api, postgres_url, hook)) for n in range(2)]
        async with balancing(hook, [bot.port for bot in bots]):
            zhou, lin = api.phone("Zhou"), api.phone("Lin")
            found = places(STREETS)
            counters = await asyncio.gather(*(_counter(bots[0], api, street, zhou, lin) for street, *_ in found))
            numbers = await _report(api, counters, found)
            answers = await _press_together(counters, numbers, zhou, lin)
            await until("quiet", lambda: not api.state()["pending"], seconds=SETTLE_SECONDS_MAX)
            exported = json.loads(await asyncio.to_thread(bots[1].command, "export", "--json"))
            await asyncio.to_thread(bots[0].command, "verify")
    takes = Counter(event["number"] for event in exported["case_events"] if event["what"] == "take")
    assert takes == dict.fromkeys(numbers, 1), "each is taken once"
    for number in numbers:
        has_it, hears_who = sorted(answers[number], key=lambda words: "已经有同事接单了" in words)
        assert f"您接了 {number}" in has_it
        assert f"{number} 已经有同事接单了" in hears_who
    assert all('"level": "error"' not in bot.log_text() for bot in bots)


def _bot(folder: Path, api: Server, database: str, hook: int) -> Bot:
    """One of them; photos and the master key lie in the folder that both share."""
    folder.mkdir()
    return Bot(
        folder, api, database=database, DATA_DIR=str(folder.parent / "data"),
        TELEGRAM_WEBHOOK_URL=f"http://127.0.0.1:{hook}/telegram/hook", TELEGRAM_WEBHOOK_SECRET=WEBHOOK_SECRET,
    )  # fmt: skip


async def _counter(bot: Bot, api: Server, street: str, *people: Phone) -> Officer:
    group = api.group(street, *people)
    code = (await bot.told("invite", "counter", "--street", street, "--json"))["code"]
    for phone in people:
        phone.looking_at(group)
    in_group = people[0].looking_at(group)
    in_group.say(f"/bind {code}")
    await told(in_group, "受理群设好了", seconds=30)
    return Officer(people[0], in_group, street)


async def _report(api: Server, counters: list[Officer], found: list[tuple[str, float, float]]) -> list[str]:
    """Fifty reports of ten riders, over all counters; each has reached its counter."""
    riders = [Rider(api.phone("Wang"), chance=Random(n)) for n in range(RIDERS)]
    await asyncio.gather(*(rider.agree() for rider in riders))

    async def go_round(rider: Rider, first: int) -> None:
        for n in range(first, CASES, RIDERS):
            _, rider.latitude, rider.longitude = found[n % STREETS]
            await rider.report()

    await asyncio.gather(*(go_round(rider, n) for n, rider in enumerate(riders)))
    numbers = sorted(number for rider in riders for number in rider.numbers)
    assert len(numbers) == CASES
    for number in numbers:
        await until(f"{number} at a counter", lambda number=number: _shown(counters, number), seconds=60)  # type: ignore[misc]
    return numbers


def _shown(counters: list[Officer], number: str) -> tuple[Officer, int] | None:
    for counter in counters:
        if seen := counter.message_of(number):
            return counter, seen.id
    return None


async def _press_together(counters: list[Officer], numbers: list[str], *officers: Phone) -> dict[str, list[str]]:
    """Everybody presses [接单] of the same case at once, some cases side by side; what pops up for each of them."""
    some = asyncio.Semaphore(PRESSED_AT_ONCE)

    async def press(number: str) -> list[str]:
        async with some:
            shown = _shown(counters, number)
            assert shown
            counter, message = shown
            phones = [officer.looking_at(counter.group.chat) for officer in officers]
            presses = await asyncio.gather(*(asyncio.to_thread(phone.press, "接单", at=message) for phone in phones))
            popped = [await phone.until_answered(press) for phone, press in zip(phones, presses, strict=True)]
            return [str(answer.get("text", "")) for answer in popped]

    return dict(zip(numbers, await asyncio.gather(*(press(number) for number in numbers)), strict=True))
