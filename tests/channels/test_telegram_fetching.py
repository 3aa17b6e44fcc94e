"""Photos are fetched within their bounds, from Telegram's own host and from nowhere else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from bot.channels.channel import Rejected, TryLater
from dialogue.hear import Photo
from tests.channels.telegram_world import Ear, listening, picture, telegram
from tests.fake_bot_api import FakeBotApi

MEGABYTE = 1024 * 1024
Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


async def test_a_photo_and_a_file_are_fetched_whole(api: FakeBotApi, ear: Ear) -> None:
    wang = api.phone()
    data = picture("blue", (1280, 960))
    channel = telegram(api)
    async with listening(channel, ear):
        wang.send_album([data, picture()], "两张")
        wang.send_file(data, "../../etc/passwd.jpg", "image/jpeg")
        heard = await ear.until(3)
        photos = [part for turn in heard for part in turn.parts if isinstance(part, Photo)]
        fetched = [await channel.fetch(photo.ref, bytes_max=MEGABYTE) for photo in photos]
    assert fetched == [data, picture(), data]
    assert [photo.as_file for photo in photos] == [False, False, True]
    assert photos[0].album == photos[1].album is not None
    assert photos[2].album is None


async def test_what_is_too_large_or_gone_is_rejected(api: FakeBotApi) -> None:
    wang = api.phone()
    channel = telegram(api)
    wang.send_file(bytes(21 * MEGABYTE), "a.jpg", "image/jpeg")
    wang.send_file(bytes(2000), "b.jpg", "image/jpeg")
    huge, small = "AgACAgUAAx000001", "AgACAgUAAx000002"
    for ref, bytes_max in ((huge, 30 * MEGABYTE), (small, 1999), ("AgACAgUAAx999999", 1999)):
        with pytest.raises(Rejected):
            await channel.fetch(ref, bytes_max=bytes_max)
    assert await channel.fetch(small, bytes_max=2000) == bytes(2000)
    await channel.close()


@pytest.mark.parametrize(
    ("method", "kind", "how"),
    [
        ("getFile", "answer", {"code": 500}),
        (
            "getFile",
            "answer",
            {"code": 400, "description": "Bad Request: wrong file_id or the file is temporarily unavailable"},
        ),
        ("file", "answer", {"code": 500}),
        ("file", "answer", {"code": 429}),
        ("file", "drop", {}),
    ],
)
async def test_what_may_come_is_tried_later(api: FakeBotApi, method: str, kind: str, how: dict[str, object]) -> None:
    api.phone().send_file(b"12", "a.jpg", "image/jpeg")
    channel = telegram(api)
    api.fault(method, kind, **how)
    with pytest.raises(TryLater):
        await channel.fetch("AgACAgUAAx000001", bytes_max=10)
    assert await channel.fetch("AgACAgUAAx000001", bytes_max=10) == b"12"
    await channel.close()


async def test_a_file_server_is_followed_nowhere_and_read_no_further_than_the_bound(api: FakeBotApi) -> None:
    api.phone().send_file(b"12", "a.jpg", "image/jpeg")
    written = 0

    async def endless(writer: asyncio.StreamWriter) -> None:
        nonlocal written
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(2000):
            writer.write(bytes(64 * 1024))
            await writer.drain()
            written += 64 * 1024

    async def elsewhere(writer: asyncio.StreamWriter) -> None:
        place = f"{api.url}/file/bot{api.token}/photos/file_1.bin"
        writer.write(f"HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n".encode())

    async def packed(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\x1f\x8b")

    async def cut(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")

    expected: list[tuple[Answer, type[Exception]]] = [
        (endless, Rejected),
        (elsewhere, Rejected),
        (packed, Rejected),
        (cut, TryLater),
    ]
    for answer, error in expected:
        async with _file_server(answer) as base:
            channel = telegram(api, file_base=base)
            with pytest.raises(error):
                await channel.fetch("AgACAgUAAx000001", bytes_max=MEGABYTE)
            await channel.close()
    assert written < 20 * MEGABYTE
    assert not api.calls("file")


async def test_a_file_server_that_drips_is_left(api: FakeBotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.telegram_calls.DOWNLOAD_SECONDS_MAX", 0.3)
    api.phone().send_file(b"12", "a.jpg", "image/jpeg")

    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(30):
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    async with _file_server(drip) as base:
        channel = telegram(api, file_base=base)
        with pytest.raises(TryLater):
            await channel.fetch("AgACAgUAAx000001", bytes_max=MEGABYTE)
        await channel.close()


@pytest.mark.parametrize("path", ["", "/etc/passwd", "photos/../../bot/getMe", "https://evil.example/x", "a//b"])
async def test_a_strange_path_is_not_asked_for(api: FakeBotApi, path: str) -> None:
    channel = telegram(api)
    with pytest.raises(Rejected):
        await channel._calls.download(path, bytes_max=10)
    assert not api.calls("file")
    await channel.close()


@asynccontextmanager
async def _file_server(answer: Answer) -> AsyncIterator[str]:
    """A file server that answers every request in its own way; its base URL."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            await answer(writer)
            await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/file/bot"
