"""One rider floods, another sends what takes long: everybody else is answered as ever."""

from __future__ import annotations

import asyncio
import io
import os
import time
from random import Random

from PIL import Image

from bot.delivery import PHOTO_WAIT_SECONDS
from storage.photos import BYTES_MAX
from tests.endtoend.conftest import Start
from tests.endtoend.people import DANING, LOOK_SECONDS, WIRE, Rider, holding, open_counter, picture, told, until
from tests.endtoend.process import Bot, Server, memory_bytes
from tests.fake_bot_api import Phone

OTHERS_SECONDS_MAX = 2.0
FLOOD_MESSAGES = 300
LARGE_BYTES_MIN = 18_000_000  # under the 20 MB that a bot may fetch
SLOW_SECONDS = 12.0
GRACE_SECONDS = 4.0
MEMORY_BYTES_MAX = 300_000_000


async def answer_seconds(phone: Phone) -> float:
    """How long somebody waits who asks for help."""
    asked, at = phone.say("帮助"), time.monotonic()
    await until("help", lambda: holding(phone, "拍一张照片发来", after=asked), seconds=30)
    return time.monotonic() - at


def large_photo() -> bytes:
    """Noise, which no codec makes smaller."""
    out = io.BytesIO()
    width, height = 3200, 2500
    Image.frombytes("RGB", (width, height), os.urandom(width * height * 3)).save(out, "JPEG", quality=95, subsampling=0)
    return out.getvalue()


async def test_a_flood_of_one_does_not_reach_the_others(api: Server, start: Start) -> None:
    bot = start()
    flooder, other = Rider(api.phone("Wang")), Rider(api.phone("Li"))
    await asyncio.gather(flooder.agree(), other.agree())
    flood = asyncio.create_task(_flood(flooder, bot))
    waited: list[float] = []
    while not flood.done() or len(waited) < 8:
        waited.append(await answer_seconds(other.phone))
        await asyncio.sleep(0.3)
    await flood
    print(f"others waited at most {max(waited):.2f} s; the flooder was told {len(flooder.phone.told)} things")
    assert max(waited) < OTHERS_SECONDS_MAX
    assert bot.rss_bytes(peak=True) < MEMORY_BYTES_MAX
    assert '"level": "error"' not in bot.log_text()


async def _flood(rider: Rider, bot: Bot) -> None:
    for number in range(FLOOD_MESSAGES):
        rider.phone.say(f"电线垂下来了 {number}")
        await asyncio.sleep(0.02)
    await until("everything heard", lambda: not rider.phone.control.state()["pending"], seconds=60)


async def test_a_large_slow_file_holds_up_nobody(api: Server, start: Start) -> None:
    bot = start()
    officer = await open_counter(bot, api, DANING)
    slow, other = Rider(api.phone("Wang")), Rider(api.phone("Li"), chance=Random(3))
    await asyncio.gather(slow.agree(), other.agree())
    data = large_photo()
    assert LARGE_BYTES_MIN < len(data) < BYTES_MAX
    api.fault("file", "slow", seconds=SLOW_SECONDS)
    slow.phone.send_file(data, "large.jpg", "image/jpeg", WIRE)
    at = time.monotonic()
    reporting = asyncio.create_task(other.report())
    waited: list[float] = []
    while time.monotonic() - at < SLOW_SECONDS + 3:
        waited.append(await answer_seconds(officer.phone))
        await asyncio.sleep(LOOK_SECONDS)
    print(f"others waited at most {max(waited):.2f} s")
    assert max(waited) < OTHERS_SECONDS_MAX
    assert await reporting
    slow.phone.send_place(slow.latitude, slow.longitude, 10.0)
    number = await slow.send_in()
    await until("its picture", lambda: any(seen.photo for seen in officer.messages_of(number)), seconds=30)
    peaks = [memory_bytes(pid, "VmHWM") for pid in (bot.pid, *bot.children())]
    print(f"memory at most: {[round(peak / 1e6) for peak in peaks]} MB")
    assert max(peaks) < MEMORY_BYTES_MAX
    assert '"level": "error"' not in bot.log_text()


async def test_a_slow_photo_holds_up_its_counter_and_its_receipt_for_a_bounded_time(api: Server, start: Start) -> None:
    bot = start()
    officer = await open_counter(bot, api, DANING)
    slow, other = Rider(api.phone("Wang")), Rider(api.phone("Li"), chance=Random(3))
    await asyncio.gather(slow.agree(), other.agree())
    api.fault("file", "slow", seconds=PHOTO_WAIT_SECONDS * 2)
    slow.phone.send_photo(picture(slow.chance), WIRE)
    await told(slow.phone, "在哪里")
    slow.phone.send_place(slow.latitude, slow.longitude, 10.0)
    await told(slow.phone, "提交")
    slow.phone.press("提交")
    sent_at = time.monotonic()
    await asyncio.sleep(1)
    at = time.monotonic()
    number = await other.report()
    print(f"the other's number came after {time.monotonic() - at:.1f} s")
    await until("the other's case", lambda: officer.message_of(number), seconds=60)
    print(f"the other's case was at the counter after {time.monotonic() - at:.1f} s")
    other_waited = time.monotonic() - at
    await until("the slow one's number", slow.answered_numbers, seconds=60)
    print(f"the slow one's number came {time.monotonic() - sent_at:.1f} s after 提交")
    assert max(other_waited, time.monotonic() - sent_at) < PHOTO_WAIT_SECONDS + GRACE_SECONDS
