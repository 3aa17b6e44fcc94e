"""A web server on this machine with a real database behind it, and browsers to talk to it."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import httpx
import pytest
from PIL import Image
from playwright.async_api import Browser, async_playwright
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.channels.channel import Answer, Drawn, Key
from bot.channels.web import WebChannel
from bot.texts import Texts
from bot.web.server import serve, web_app
from bot.web.site import DemoSeats
from cases import catalog as catalogs
from cases.classes.classes import published
from dialogue.hear import Heard
from districts import folder
from storage.database import Database
from storage.keystore import SqliteKeys
from storage.seals import Seals
from tests.web.browsing import Looking, chromium_running

ROOT = Path(__file__).parents[2]
CATALOG = catalogs.load(folder("jingan"))
TEXTS = Texts(ROOT / "locales")


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def goes_on(self, **by: float) -> None:
        self.time += timedelta(**by)


@dataclass
class Town:
    """One process: its channel, its server, and what it heard. `turn` is what it does with what it hears."""

    channel: WebChannel
    clock: Clock
    url: str
    heard: list[Heard] = field(default_factory=list)
    turn: Callable[[Heard], Awaitable[Answer]] | None = None

    async def take(self, heard: Heard) -> Answer:
        self.heard.append(heard)
        return await self.turn(heard) if self.turn else Answer()

    def browser(self, **headers: str) -> httpx.AsyncClient:
        # No certificates are looked up: loading them costs more than a test.
        return httpx.AsyncClient(base_url=self.url, headers={"origin": self.url} | headers, timeout=10, verify=False)

    @asynccontextmanager
    async def person(self, seat: str = "me") -> AsyncIterator[httpx.AsyncClient]:
        """A browser that has entered."""
        async with self.browser() as browser:
            entered = await browser.post(f"/api/{seat}/enter", json={})
            assert entered.status_code == 200
            yield browser


@dataclass
class Towns:
    """Opens towns on one database: another one is the same bot after a restart."""

    database: Database
    seals: Seals
    spool: Path
    stack: AsyncExitStack
    clock: Clock = field(default_factory=Clock)

    async def open(self, *, demo: bool = False, listens: bool = True, healthy: bool = True) -> Town:
        channel = WebChannel(self.database, self.seals, self.spool, now=self.clock.now)
        await channel.start()
        seats = None
        if demo:
            seats = DemoSeats({name: await channel.seat(name) for name in ("officer", "coordinator")})

        async def health() -> dict[str, Any]:
            return {"ok": healthy}

        async def webhook(request: Request) -> Response:
            return PlainTextResponse(f"{request.path_params['path']}: {(await request.body()).decode()}")

        async def notice(id: int) -> dict[str, Any] | None:
            facts = await self.database.read(lambda tx: published(tx, CATALOG, id))
            return {**facts, "link": f"https://starlight.example/notice/{id}"} if facts else None

        app = web_app(
            channel=channel,
            texts=TEXTS,
            catalog=CATALOG,
            demo=seats,
            health=health,
            webhook=webhook,
            notices=notice,
        )
        answering: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        serving = asyncio.create_task(serve(app, "127.0.0.1", 0, ready=answering.set_result))
        self.stack.push_async_callback(_end, serving)
        town = Town(channel, self.clock, await answering)
        if listens:
            listening = asyncio.create_task(channel.listen(town.take))
            self.stack.push_async_callback(_end, listening)
            await asyncio.sleep(0)
        return town


@pytest.fixture(scope="session", autouse=True)
def stopping_soon() -> Iterator[None]:
    """uvicorn looks every 0.1 s whether it may end; two hundred servers that wait for it are half a minute."""
    eager = {**vars(asyncio), "sleep": lambda seconds: asyncio.sleep(min(seconds, 0.01))}
    with pytest.MonkeyPatch.context() as patching:
        patching.setattr("uvicorn.server.asyncio", SimpleNamespace(**eager))
        yield


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[SqliteKeys]:
    opened = SqliteKeys(tmp_path / "keys.db")
    yield opened
    opened.close()


@pytest.fixture
def seals(keys: SqliteKeys) -> Seals:
    return Seals(keys, bytes(range(32)))


@pytest.fixture
async def towns(database: Database, seals: Seals, tmp_path: Path) -> AsyncIterator[Towns]:
    async with AsyncExitStack() as stack:
        yield Towns(database, seals, tmp_path / "uploads", stack)


@pytest.fixture
async def town(towns: Towns) -> Town:
    return await towns.open()


@pytest.fixture
async def demo_town(towns: Towns) -> Town:
    return await towns.open(demo=True)


@pytest.fixture(scope="session")
def chromium_at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chromium_running(tmp_path_factory.mktemp("chromium")) as address:
        yield address


@pytest.fixture
async def chromium(chromium_at: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        yield await playwright.chromium.connect_over_cdp(chromium_at)


@pytest.fixture
async def looking(chromium: Browser) -> AsyncIterator[Looking]:
    looking = Looking(chromium)
    yield looking
    await looking.close()
    assert looking.complaints == []


def new_id() -> str:
    return str(uuid4())


def jpeg(width: int = 40, height: int = 30, colour: str = "orange") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "JPEG")
    return file.getvalue()


def drawn(text: str = "已收到", *presses: str, **rest: Any) -> Drawn:
    return Drawn(text, keys=(tuple(Key(press, press) for press in presses),) if presses else (), **rest)
