"""What people and strangers send: each is answered kindly, and the bot stays alive and small."""

from __future__ import annotations

import io
import json
import struct
import zlib
from collections.abc import Callable
from random import Random
from typing import Any

import httpx
import pytest

from tests.endtoend.conftest import Start
from tests.endtoend.people import DANING, WIRE, Rider, open_counter, picture, told, until
from tests.endtoend.process import Bot, Server, memory_bytes
from tests.fake_bot_api import Phone

DECODER_BYTES_MAX = 300_000_000
BOT_BYTES_MAX = 300_000_000
BOMB_SIDE_PX = 20_000  # 400 megapixels


def bomb() -> bytes:
    """A PNG of some kilobytes that would be 400 megapixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

    head = struct.pack("!IIBBBBB", BOMB_SIDE_PX, BOMB_SIDE_PX, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((BOMB_SIDE_PX // 8 + 1) * BOMB_SIDE_PX), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def garbage_after_a_picture() -> bytes:
    """A JPEG that is cut in the middle."""
    out = io.BytesIO()
    out.write(picture(Random(1), (1200, 900)))
    return out.getvalue()[: out.tell() // 2]


FILES: dict[str, tuple[Callable[[], bytes], str, str, str]] = {
    "a photo bomb": (bomb, "big.png", "image/png", "太大了"),
    "a text named .jpg": (lambda: "我不是照片".encode(), "x.jpg", "image/jpeg", "不是照片"),
    "nothing named .jpg": (lambda: b"", "x.jpg", "image/jpeg", "是空的"),
    "half a JPEG": (garbage_after_a_picture, "x.jpg", "image/jpeg", "打不开"),
    "an SVG": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "x.jpg", "image/jpeg", "不是照片"),
    "a path for a name": (lambda: b"root", "../../etc/passwd", "image/jpeg", "不是照片"),
    "a PDF": (lambda: b"%PDF-1.7", "x.pdf", "application/pdf", "打不开"),
}

MESSAGES: dict[str, tuple[dict[str, Any], str]] = {
    "a voice": ({"voice": {"file_id": "v", "duration": 3}}, "语音"),
    "a sticker": ({"sticker": {"file_id": "s"}}, "表情"),
    "a video": ({"video": {"file_id": "v"}}, "视频"),
    "a contact": ({"contact": {"phone_number": "1", "first_name": "x"}}, "联系人"),
    "a poll": ({"poll": {"id": "1", "question": "?"}}, "投票"),
    "a dice": ({"dice": {"emoji": "🎲", "value": 1}}, "用不了"),
    "nothing but zero width": ({"text": "\u200b\u202e\u2066\u0000"}, "用不了"),
}

PLACES: dict[str, tuple[str, str]] = {
    "the middle of nowhere": ('{"latitude": 0, "longitude": 0}', "对不上地图"),
    "91 degrees": ('{"latitude": 91, "longitude": 121.45}', "对不上地图"),
    "no number": ('{"latitude": NaN, "longitude": 121.45}', "对不上地图"),
    "endless": ('{"latitude": 1e999, "longitude": 121.45, "horizontal_accuracy": NaN}', "对不上地图"),
    "latitude and longitude swapped": ('{"latitude": 121.451, "longitude": 31.2843}', "对不上地图"),
    "another city": ('{"latitude": 39.9, "longitude": 116.4, "horizontal_accuracy": 5}', "12345"),
}

WORDS = {
    "markup": ('<b>井盖</b> </pre><a href="tg://user?id=1">x</a> *_[x](y)~ {0}{token}%s', None),
    "a formula": ("=HYPERLINK('http://x') 电线垂下来", None),
    "sql": ("'; DROP TABLE cases;-- 电线垂下来", None),
    "right to left": ("电线\u202eطلب\u202c垂下来\u200b", "电线طلب垂下来"),
    "combining": ("电线垂下来 e" + "\u0301" * 500, "电线垂下来 é"),
}


async def test_each_is_answered_and_the_bot_stays_small(api: Server, start: Start) -> None:
    bot = start()
    first_pid = bot.pid
    rider = Rider(api.phone("Wang"))
    await rider.agree()
    for name, (make, file_name, mime, answer) in FILES.items():
        before = rider.phone.send_file(make(), file_name, mime)
        await _answered(bot, rider.phone, name, answer, before)
    for name, (fields, answer) in MESSAGES.items():
        await _answered(bot, rider.phone, name, answer, rider.phone.send(**fields))
    workers = {pid: memory_bytes(pid, "VmHWM") for pid in bot.children()}
    assert all(peak < DECODER_BYTES_MAX for peak in workers.values()), workers
    assert bot.rss_bytes(peak=True) < BOT_BYTES_MAX
    assert (bot.pid, bot.is_running, bot.starts) == (first_pid, True, 1)
    assert '"level": "error"' not in bot.log_text()


async def _answered(bot: Bot, phone: Phone, name: str, answer: str, before: int) -> None:
    def said() -> bool:
        return any(answer in seen.text for seen in phone.told if seen.id > before)

    await until(lambda: f"an answer to {name}: {[s.text for s in phone.told[-3:]]}", said, seconds=20)
    assert bot.is_running, name


@pytest.mark.parametrize("name", WORDS)
async def test_words_are_shown_as_they_were_typed(api: Server, start: Start, name: str) -> None:
    typed, shown = WORDS[name]
    bot = start()
    officer = await open_counter(bot, api, DANING)
    rider = Rider(api.phone("Wang"))
    await rider.agree()
    rider.phone.send_photo(picture(rider.chance), f"{WIRE} {typed}")
    await told(rider.phone, "在哪里", seconds=20)
    rider.phone.send_place(rider.latitude, rider.longitude, 10.0)
    number = await rider.send_in()
    await until("the counter", lambda: officer.message_of(number))
    seen = officer.message_of(number)
    assert seen
    assert (shown or typed) in seen.text
    assert seen.bold in ([], [seen.text.splitlines()[0]]), "only our own first line is bold"
    assert '"level": "error"' not in bot.log_text()


async def test_a_very_long_story_is_cut_and_said_so(api: Server, start: Start) -> None:
    bot = start()
    rider = Rider(api.phone("Wang"))
    await rider.agree()
    for _ in range(3):  # what 12,000 characters are on Telegram
        rider.phone.say("电线垂下来了，很危险。" * 372)
    await until(
        "an answer", lambda: any("字" in seen.text and "前" in seen.text for seen in rider.phone.told), seconds=20
    )
    rider.phone.send_photo(picture(rider.chance))
    await told(rider.phone, "在哪里", seconds=20)
    assert '"level": "error"' not in bot.log_text()


async def test_another_bot_is_not_talked_to(api: Server, start: Start) -> None:
    start()
    machine, rider = api.phone("Machine", is_bot=True), api.phone("Wang")
    machine.say("/start")
    rider.say("/start")
    await told(rider, "静安随手报", seconds=20)
    assert machine.told == []


async def test_a_forwarded_command_of_a_bot_is_no_order(api: Server, start: Start) -> None:
    start()
    rider = Rider(api.phone("Wang"))
    await rider.agree()
    origin = {"type": "user", "date": 1, "sender_user": {"id": 1, "is_bot": True, "first_name": "x"}}
    before = rider.phone.say("/points", forward_origin=origin)
    await until("an answer", lambda: any(seen.id > before for seen in rider.phone.told) or "/points" in _card(rider))
    assert not any("星光积分" in seen.text and seen.id > before for seen in rider.phone.told)


def _card(rider: Rider) -> str:
    return "".join(seen.text for seen in rider.phone.told)


async def test_what_is_no_place_is_said_to_be_none(api: Server, start: Start) -> None:
    """As raw JSON, past every client: by the webhook's own door."""
    bot = start(webhook=True)
    rider = Rider(api.phone("Wang"))
    await rider.agree()
    for number, (name, (point, answer)) in enumerate(PLACES.items()):
        before = rider.phone.send_photo(picture(rider.chance), WIRE)
        await told(rider.phone, "在哪里", seconds=20)
        assert await _posted(bot, rider.phone, number, point) == 200
        await _answered(bot, rider.phone, name, answer, before)
    assert await rider.report()
    assert '"level": "error"' not in bot.log_text()


async def _posted(bot: Bot, phone: Phone, number: int, point: str) -> int:
    sender = {"id": phone.person, "is_bot": False, "first_name": "x", "language_code": "zh-hans"}
    message = {"message_id": 900 + number, "date": 1, "from": sender, "chat": {"id": phone.person, "type": "private"}}
    raw = json.dumps({"update_id": 99_000 + number, "message": {**message, "location": "POINT"}})
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(
            bot.settings["TELEGRAM_WEBHOOK_URL"],
            content=raw.replace('"POINT"', point),
            headers={"X-Telegram-Bot-Api-Secret-Token": bot.settings["TELEGRAM_WEBHOOK_SECRET"]},
        )
    return answer.status_code
