"""A busy day at one counter, at the pace that Telegram allows a group: nothing is lost, emergencies come at once.

A minute of the platform is 7.5 seconds here, on both sides of the wire: the fake Bot API refuses the 21st message or
edit of a group in any 7.5 seconds, and the bot is told that a group takes 160 in a minute. Everything else is real.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from pydantic import SecretStr

from bot.app import App, opened
from bot.channels.channel import Limits
from bot.channels.telegram import Telegram
from bot.settings import Settings
from cases.catalog import Catalog
from cases.routing import route
from dialogue.hear import Place
from tests.endtoend.people import DANING, NUMBER, Rider, told, until
from tests.fake_bot_api import FakeBotApi, Phone, Seen

pytestmark = pytest.mark.kills  # alone on the machine: seconds count

FASTER = 8  # times: a minute of the platform in 7.5 seconds
GROUP_MESSAGES = 20  # a minute in a group, as Telegram says
CASES, RIDERS, EMERGENCIES, TAKEN = 40, 8, 3, 20
APART_DEGREES = 0.0008  # 89 m: nothing is known near by
GRACE_SECONDS = 1.0  # of a machine that does other things
EMERGENCY_SECONDS_MAX = 5 / FASTER + GRACE_SECONDS


@asynccontextmanager
async def running(folder: Path, api: FakeBotApi) -> AsyncIterator[App]:
    """The bot in this process, on a platform whose minutes are short."""
    channel = Telegram(SecretStr(api.token), api_base=api.api_base, file_base=api.file_base, poll_seconds=2)
    channel.limits = Limits(group_per_minute=GROUP_MESSAGES * FASTER, chat_per_second=FASTER)
    settings = Settings(data_dir=folder, _env_file=None)  # type: ignore[call-arg]
    async with opened(settings, extra=(channel,), channels=()) as app:
        task = asyncio.create_task(app.run())
        try:
            yield app
            assert not task.done()
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


def places(catalog: Catalog, count: int) -> list[tuple[float, float]]:
    """Points that are surely the street's, none near another."""
    middle = catalog.streets[DANING].area.representative_point()
    steps = [n * APART_DEGREES for n in range(-12, 13)]
    points = [(middle.y + north, middle.x + east) for north in steps for east in steps]
    sure = (at for at in points if route(Place(*at, "fix", "wgs84", 10.0), catalog, "").street == DANING)
    found = [at for at, _ in zip(sure, range(count), strict=False)]
    assert len(found) == count
    return found


async def test_forty_cases_and_three_emergencies_at_one_counter(tmp_path: Path) -> None:
    with FakeBotApi() as api:
        api.limit(GROUP_MESSAGES, 60 / FASTER)
        async with running(tmp_path, api) as app:
            officer, group = await counter(app, api)
            at = places(app.know.catalog, CASES)
            riders = [Rider(api.phone(f"Rider{n}"), chance=Random(n)) for n in range(RIDERS)]
            await asyncio.gather(*(rider.agree() for rider in riders))
            started = time.monotonic()
            reporting = asyncio.gather(*(report(rider, at[n::RIDERS]) for n, rider in enumerate(riders)))
            waited = [await alarm(api, group, n) for n in range(EMERGENCIES)]
            await reporting
            await until("every case at its counter", lambda: len(cards(group)) == CASES + EMERGENCIES, seconds=60)
            taken = await take_many(officer)
            await until("those taken shown so", lambda: taken == marked(group, "已接单"), seconds=40)
            await called(app, group, CASES + EMERGENCIES - TAKEN)
            seen = cards(group)
            print(f"emergencies took at most {max(waited):.2f} s, everything {time.monotonic() - started:.0f} s")
        refused = [call for call in api.calls() if call["state"] == "429"]
    assert max(waited) < EMERGENCY_SECONDS_MAX
    assert set(seen.values()) == {1}, "each case is one message"
    assert refused == [], "the platform's limit was kept"


async def counter(app: App, api: FakeBotApi) -> tuple[Phone, Phone]:
    """An officer in private, and in the street's group."""
    phone = api.phone("Zhou")
    phone.say("/start")
    in_group = phone.looking_at(api.group("受理群", phone))
    in_group.say(f"/bind {await app.turns.invite('counter', DANING)}")
    await told(in_group, "受理群设好了", seconds=20)
    return phone, in_group


async def report(rider: Rider, places: list[tuple[float, float]]) -> None:
    for rider.latitude, rider.longitude in places:
        await rider.report()


async def alarm(api: FakeBotApi, group: Phone, n: int) -> float:
    """Somebody who can't speak sends a place; how many seconds until the counter knows, counted from that place."""
    await asyncio.sleep(3)
    phone = api.phone(f"Mute{n}")
    phone.say("着火了")
    await told(phone, "我打不了电话")
    phone.press("我打不了电话")
    await told(phone, "发个位置")
    before, at = sum("🆘" in seen.text for seen in group.told), time.monotonic()
    phone.send_place(31.2843, 121.4510 + n * APART_DEGREES, 10.0)
    await until("the emergency", lambda: sum("🆘" in seen.text for seen in group.told) > before, seconds=30)
    return time.monotonic() - at


async def take_many(officer: Phone) -> set[str]:
    """The first twenty of the work list, taken in four presses; their numbers."""
    officer.say("工作台")
    await told(officer, "批量")
    officer.press("批量")
    await told(officer, "全选")
    officer.press("全选")
    await told(officer, "全不选")
    officer.press("接单")
    done = await told(officer, f"办好 {TAKEN} 件")
    return set(NUMBER.findall(done.text))


async def called(app: App, group: Phone, waiting: int) -> None:
    """Two rolls: what they say, and that only the later one stands, pinned."""
    for hour in (8, 16):
        await app.turns.roll(DANING, datetime(2026, 11, 24, hour, 45, tzinfo=app.know.catalog.district.zone))
    await until("the roll", lambda: [s for s in group.told if s.is_pinned], seconds=20)
    await app.delivery.settle()
    rolls = [seen for seen in group.told if "超期" in seen.text and "代号" not in seen.text]
    assert [seen.is_pinned for seen in rolls] == [True]
    assert f"待接 {waiting} ·" in rolls[0].text


def cards(group: Phone) -> Counter[str]:
    """How many messages each case has at the counter."""
    return Counter(found[0] for seen in group.told if (found := _head(seen)))


def marked(group: Phone, status: str) -> set[str]:
    return {found[0] for seen in group.told if (found := _head(seen)) and status in seen.text}


def _head(seen: Seen) -> re.Match[str] | None:
    return NUMBER.search(seen.text.partition("\n")[0]) if "代号" in seen.text else None
