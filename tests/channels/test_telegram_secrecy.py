"""A whole conversation at DEBUG, with every kind of failure: neither the token nor words are logged."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.fake_bot_api import FakeBotApi

CONVERSATION = """
import asyncio, sys
from pydantic import SecretStr
from bot import logs
token, api_base, file_base = sys.argv[1:]
logs.set_up("debug", [token])
import structlog
from bot.channels.channel import Answer, Drawn, SendingFailed
from bot.channels.telegram import Telegram
log = structlog.get_logger()

async def main():
    channel = Telegram(SecretStr(token), api_base=api_base, file_base=file_base, poll_seconds=1)
    await channel.start()
    done = asyncio.Event()
    async def take(heard):
        if "结束" in str(heard):
            done.set()
        for send in (
            channel.send(heard.chat.address, Drawn("我们的悄悄话"), id="1"),
            channel.fetch("AgACAgUAAx000001", bytes_max=1),
            channel._calls("noSuchMethod", secret="悄悄话"),
        ):
            try:
                await send
            except SendingFailed:
                log.exception("a send failed")
        if "坏" in str(heard):
            raise RuntimeError("悄悄话")
        return Answer()
    listening = asyncio.create_task(channel.listen(take))
    await done.wait()
    await asyncio.sleep(1.5)
    listening.cancel()
    await channel.close()
    log.info("the end")

asyncio.run(main())
"""


def test_neither_the_token_nor_words_are_logged() -> None:
    with FakeBotApi() as api:
        wang = api.phone()
        wang.send_file(b"12", "悄悄话.jpg", "image/jpeg")
        api.fault("sendMessage", "answer", code=500)
        api.fault("sendMessage", "drop")
        api.fault("getFile", "garbage")
        api.fault("file", "drop")
        api.fault("getUpdates", "answer", code=409, description="Conflict", skip=1)
        api.ask("push", body={"message": {"message_id": "悄悄话", "text": "悄悄话"}})
        for text in ("悄悄话", "悄悄话坏", "悄悄话", "结束"):
            wang.say(text)
        ear = subprocess.Popen(
            [sys.executable, "-c", CONVERSATION, api.token, api.api_base, api.file_base],
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONASYNCIODEBUG": "1"},
        )
        # The failed turn comes again until it is taken; it never is, so a later word must not wait for it.
        api.phone("Li").say("结束")
        _, written = ear.communicate(timeout=60)
    assert "the end" in written
    assert "a send failed" in written
    assert "unknown shape" in written
    assert "was not taken" in written
    assert api.token not in written
    assert api.token.partition(":")[2] not in written
    assert "悄悄话" not in written
