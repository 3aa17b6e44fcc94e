"""How long Telegram has not answered is known: of polls always, with a webhook until we were introduced."""

from __future__ import annotations

import asyncio

from pydantic import SecretStr

from tests.channels.telegram_world import SECRET, Ear, listening, telegram
from tests.fake_bot_api import FakeBotApi


async def test_each_poll_that_is_answered_begins_anew() -> None:
    with FakeBotApi() as api:
        channel, ear = telegram(api, poll_seconds=0), Ear()
        channel._answered_at -= 1000
        async with listening(channel, ear):
            api.phone().say("您好")
            await ear.until(1)
            assert channel.silent_seconds < 5
            api.fault("getUpdates", "answer", code=502, times=0)
            await asyncio.sleep(0.3)
            before = channel.silent_seconds
            await asyncio.sleep(0.3)
            assert channel.silent_seconds >= before + 0.25, "answers that refuse are none"


async def test_with_a_webhook_there_is_nothing_to_wait_for_once_introduced() -> None:
    with FakeBotApi() as api:
        how = {"webhook_url": "https://example.org/telegram/hook", "webhook_secret": SecretStr(SECRET)}
        channel = telegram(api, **how)
        channel._answered_at -= 1000
        assert channel.silent_seconds > 999
        await channel.start()
        assert channel.silent_seconds == 0
        await channel.close()
