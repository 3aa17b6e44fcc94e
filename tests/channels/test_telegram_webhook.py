"""The webhook says 200 only after the turn, and nothing to strangers."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.channel import Answer, Drawn, Key
from bot.channels.telegram import Telegram
from dialogue.hear import Words
from tests.channels.telegram_world import SECRET, Ear, listening, telegram
from tests.fake_bot_api import FakeBotApi

HEADER = "X-Telegram-Bot-Api-Secret-Token"


def update(number: int = 1, **fields: Any) -> bytes:
    person = {"id": 42, "is_bot": False, "first_name": "Wang"}
    chat = {"id": 42, "type": "private"}
    message = {"message_id": number, "date": 1, "chat": chat, "from": person, "text": "井盖", **fields}
    return json.dumps({"update_id": number, "message": message}).encode()


@pytest.fixture
async def channel(api: FakeBotApi) -> AsyncIterator[Telegram]:
    channel = telegram(api, webhook_url="https://starlight.example/telegram", webhook_secret=SecretStr(SECRET))
    await channel.start()
    yield channel
    await channel.close()


async def test_200_only_after_the_turn(channel: Telegram, ear: Ear) -> None:
    ear.takes_seconds = lambda heard: 0.1
    posting = asyncio.create_task(channel.hear_webhook(update(), SECRET, ear.take))
    await ear.until_tried()
    assert not posting.done()
    assert await posting == 200
    assert ear.words == ["井盖"]


async def test_a_turn_that_failed_is_asked_for_again(channel: Telegram, ear: Ear) -> None:
    ear.fails = lambda heard: len(ear.tried) == 1
    assert await channel.hear_webhook(update(), SECRET, ear.take) == 503
    assert await channel.hear_webhook(update(), SECRET, ear.take) == 200


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + "x", SECRET[:-1], "星" * 22, "\ud800"])
async def test_strangers_get_403_and_are_not_heard(channel: Telegram, ear: Ear, secret: str) -> None:
    assert await channel.hear_webhook(update(), secret, ear.take) == 403
    assert not ear.tried


async def test_who_does_not_know_its_own_name_yet_asks_for_the_update_again(api: FakeBotApi, ear: Ear) -> None:
    channel = telegram(api, webhook_url="https://starlight.example/telegram", webhook_secret=SecretStr(SECRET))
    assert await channel.hear_webhook(update(), SECRET, ear.take) == 503
    await channel.start()
    assert await channel.hear_webhook(update(), SECRET, ear.take) == 200
    await channel.close()


async def test_without_a_webhook_everybody_is_a_stranger(api: FakeBotApi, ear: Ear) -> None:
    polling = telegram(api)
    assert await polling.hear_webhook(update(), "", ear.take) == 403
    await polling.close()
    assert not ear.tried


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"null", 400),
        (b"{}", 400),
        (b'{"update_id": "x"}', 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b'{"update_id": ' + b"9" * 5000 + b"}", 400),
        (b'{"update_id": 1}', 200),
        (b'{"update_id": 1, "message": 5}', 200),
        (b'{"update_id": 1, "callback_query": {"id": 5}}', 200),
        (b" " * (1024 * 1024) + update(), 413),
    ],
)
async def test_bodies_nobody_should_send(channel: Telegram, ear: Ear, body: bytes, status: int) -> None:
    assert await channel.hear_webhook(body, SECRET, ear.take) == status
    assert not ear.tried


async def test_nan_is_tolerated(channel: Telegram, ear: Ear) -> None:
    body = update(text="", location={"latitude": float("nan"), "longitude": 1})
    assert b"NaN" in body
    assert await channel.hear_webhook(body, SECRET, ear.take) == 200
    assert len(ear.heard) == 1


async def test_one_chat_keeps_its_order(channel: Telegram, ear: Ear) -> None:
    ear.takes_seconds = lambda heard: 0.1 if heard.parts == (Words("一"),) else 0
    bodies = [update(number, text=text) for number, text in enumerate("一二三")]
    statuses = await asyncio.gather(*(channel.hear_webhook(body, SECRET, ear.take) for body in bodies))
    assert statuses == [200, 200, 200]
    assert ear.words == ["一", "二", "三"]


async def test_telegram_posts_until_it_gets_its_200(api: FakeBotApi, ear: Ear) -> None:
    wang = api.phone()
    ear.fails = lambda heard: len(ear.tried) < 3
    async with _mounted(api, ear) as channel:
        await api.until_call("setWebhook", state="ok")
        wang.say("一")
        wang.say("二")
        await api.until_quiet()
        assert ear.words == ["一", "二"]
        ear.answer = Answer("已接单")
        await channel.send(str(wang.person), Drawn("新工单", ((Key("接单", "take:1"),),)), id="1")
        assert (await wang.until_answered(wang.press("接单")))["text"] == "已接单"
    assert not api.calls("getUpdates")


async def test_polling_takes_the_webhook_away(api: FakeBotApi, ear: Ear) -> None:
    wang = api.phone()
    async with _mounted(api, Ear()):
        await api.until_call("setWebhook", state="ok")
    async with listening(telegram(api), ear):
        wang.say("一")
        await ear.until(1)
    assert api.state()["webhook"] == {}


@asynccontextmanager
async def _mounted(api: FakeBotApi, ear: Ear) -> AsyncIterator[Telegram]:
    """The channel behind a web server, as `bot.web` mounts it."""
    listener = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/telegram"
    channel = telegram(api, webhook_url=url, webhook_secret=SecretStr(SECRET))

    async def hear(request: Request) -> Response:
        secret = request.headers.get(HEADER, "")
        return Response(status_code=await channel.hear_webhook(await request.body(), secret, ear.take))

    app = Starlette(routes=[Route("/telegram", hear, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
    serving = asyncio.create_task(server.serve([listener]))
    try:
        async with listening(channel, ear):
            yield channel
    finally:
        server.should_exit = True
        await serving
