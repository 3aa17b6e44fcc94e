"""A Telegram channel beside the fake Bot API, and an ear that remembers what it took."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from PIL import Image
from pydantic import SecretStr

from bot.channels.channel import Answer
from bot.channels.telegram import Telegram
from dialogue.hear import Heard, Part, Words
from tests.fake_bot_api import FakeBotApi

SECRET = "a-secret-of-tests_0123"


class Ear:
    """Takes turns: remembers each, and answers, fails or waits as told."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.tried: list[Heard] = []
        self.answer = Answer()
        self._came = asyncio.Event()
        self.fails: Callable[[Heard], bool] = lambda heard: False
        self.takes_seconds: Callable[[Heard], float] = lambda heard: 0

    async def take(self, heard: Heard) -> Answer:
        self.tried.append(heard)
        self._came.set()
        await asyncio.sleep(self.takes_seconds(heard))
        if self.fails(heard):
            raise OSError("the database is gone")
        self.heard.append(heard)
        self._came.set()
        return self.answer

    @property
    def parts(self) -> list[Part]:
        return [part for heard in self.heard for part in heard.parts]

    @property
    def words(self) -> list[str]:
        return [part.text for part in self.parts if isinstance(part, Words)]

    async def until(self, count: int) -> list[Heard]:
        """Wait until that many turns were taken."""
        await self._until(lambda: len(self.heard) >= count)
        return self.heard

    async def until_tried(self) -> None:
        """Wait until a turn has begun."""
        await self._until(lambda: bool(self.tried))

    async def _until(self, is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not is_so():
                self._came.clear()
                await self._came.wait()


def telegram(api: FakeBotApi, **how: Any) -> Telegram:
    settings: dict[str, Any] = {
        "api_base": api.api_base,
        "file_base": api.file_base,
        "poll_seconds": 2,
        **how,
    }
    return Telegram(SecretStr(api.token), **settings)


@asynccontextmanager
async def listening(channel: Telegram, ear: Ear) -> AsyncIterator[None]:
    """The channel, started and listening."""
    await channel.start()
    task = asyncio.create_task(channel.listen(ear.take))
    try:
        yield
        assert not task.done() or task.exception() is None
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await channel.close()


def picture(colour: str = "red", size: tuple[int, int] = (64, 48)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "JPEG")
    return buffer.getvalue()
