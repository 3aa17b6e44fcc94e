"""A chat is shown whole after a reload or a restart, live as it happens, and nobody reads it at rest."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels.channel import Drawn, Key
from bot.web import showing
from storage.database import Database, Transaction
from tests.web.conftest import Town, Towns, drawn, jpeg, new_id

SECRET = "贩毒线索在示例路"


class Lines:
    """The events of one open line, one by one."""

    def __init__(self, response: httpx.Response) -> None:
        self._lines = response.aiter_lines()

    async def next(self, kind: str = "message") -> Any:
        """The next event's data, `id` put beside it."""
        event: dict[str, str] = {}
        async with asyncio.timeout(8):
            async for line in self._lines:
                if line:
                    name, _, value = line.partition(": ")
                    event[name] = value
                elif event.get("event", "") == kind:
                    data = json.loads(event["data"])
                    return data if kind == "menu" else data | {"event_id": event["id"]}
                else:
                    event = {}
        raise AssertionError("the line ended")

    async def comment(self) -> str:
        async with asyncio.timeout(8):
            async for line in self._lines:
                if line.startswith(":"):
                    return line
        raise AssertionError("the line ended")


@asynccontextmanager
async def events(browser: httpx.AsyncClient, **headers: str) -> AsyncIterator[Lines]:
    async with browser.stream("GET", "/api/me/events", headers=headers) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        yield Lines(response)


@asynccontextmanager
async def talking(town: Town) -> AsyncIterator[tuple[httpx.AsyncClient, str]]:
    """A person who has said one thing, and their address."""
    async with town.person() as browser:
        await browser.post("/api/me/say", json={"id": new_id(), "words": "我"})
        yield browser, town.heard[-1].chat.address


async def shown(browser: httpx.AsyncClient, query: str = "") -> Any:
    return (await browser.get(f"/api/me/messages{query}")).json()


async def test_a_letter_sent_twice_is_one_message(town: Town) -> None:
    async with talking(town) as (browser, address):
        first = await town.channel.send(address, drawn("编号 JA26-00042"), id="letter 1")
        assert await town.channel.send(address, drawn("编号 JA26-00042"), id="letter 1") == first
        assert await town.channel.send(address, drawn("另一封"), id="letter 2") != first
        texts = [m["text"] for m in (await shown(browser))["messages"] if not m["mine"]]
    assert texts == ["编号 JA26-00042", "另一封"]


async def test_an_edit_replaces_in_place_with_its_picture_and_keys(town: Town) -> None:
    async with talking(town) as (browser, address):
        number = await town.channel.send(address, drawn("待接", "take:1", picture=jpeg(80, 60), protect=True), id="a")
        await town.channel.send(address, drawn("后来的"), id="b")
        assert await town.channel.edit(address, number, drawn("已接单", "handle:1"), id="c") == number
        _, card, later = (await shown(browser))["messages"]
        assert (card["text"], card["keys"]) == ("已接单", [[["handle:1", "handle:1", ""]]])
        assert "picture" not in card
        assert "protect" not in card
        assert card["change"] > later["change"]
        assert (await browser.get(f"/api/me/picture/{number}")).status_code == 404
        before = card["change"]
        await town.channel.edit(address, number, drawn("已接单", "handle:1"), id="c")
        assert (await shown(browser))["messages"][1]["change"] == before


async def test_the_chat_is_there_after_a_restart(towns: Towns) -> None:
    town = await towns.open()
    async with talking(town) as (browser, address):
        menu = ((Key("随手报", "report"),),)
        await town.channel.send(address, Drawn("已收到", picture=jpeg(), menu=menu, map="pick"), id="a")
        before = await shown(browser)
        again = await towns.open()
        async with again.browser() as reopened:
            reopened.cookies = browser.cookies
            after = await shown(reopened)
            picture = await reopened.get("/api/me/picture/2")
    assert after == before
    assert after["menu"] == [[["随手报", "report", ""]]]
    assert after["messages"][1] | {"map": "pick", "picture": [40, 30]} == after["messages"][1]
    assert picture.content == jpeg()


async def test_what_happens_is_shown_as_it_happens(town: Town) -> None:
    async with talking(town) as (browser, address), events(browser) as lines:
        assert (await lines.next())["words"] == "我"
        number = await town.channel.send(address, Drawn("待接", menu=((Key("帮助", "help"),),)), id="a")
        assert (await lines.next())["text"] == "待接"
        assert await lines.next("menu") == [[["帮助", "help", ""]]]
        await town.channel.edit(address, number, drawn("已接单"), id="b")
        edited = await lines.next()
    assert (edited["text"], str(edited["number"])) == ("已接单", number)


async def test_a_broken_line_goes_on_where_it_ended(town: Town) -> None:
    async with talking(town) as (browser, address):
        for letter in ("a", "b", "c"):
            await town.channel.send(address, drawn(letter), id=letter)
        async with events(browser) as lines:
            await lines.next()
            last = await lines.next()
        async with events(browser, **{"last-event-id": last["event_id"]}) as lines:
            assert [(await lines.next())["text"], (await lines.next())["text"]] == ["b", "c"]


async def test_nothing_of_another_chat_comes_over_a_line(town: Town) -> None:
    async with talking(town) as (_, other), talking(town) as (browser, address), events(browser) as lines:
        await lines.next()
        await town.channel.send(other, drawn("给别人的"), id="a")
        await town.channel.send(address, drawn("给我的"), id="b")
        assert (await lines.next())["text"] == "给我的"


async def test_what_another_process_says_is_shown_too(towns: Towns, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "LOOK_EVERY_SECONDS", 0.2)
    town, elsewhere = await towns.open(), await towns.open()
    async with talking(town) as (browser, address), events(browser) as lines:
        await lines.next()
        await elsewhere.channel.send(address, drawn("从另一台机器"), id="a")
        assert (await lines.next())["text"] == "从另一台机器"


async def test_a_quiet_line_shows_that_it_is_alive(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "HEARTBEAT_SECONDS", 0.05)
    monkeypatch.setattr(showing, "LOOK_EVERY_SECONDS", 0.05)
    async with talking(town) as (browser, _), events(browser) as lines:
        assert await lines.comment() == ": here"


async def test_a_server_that_stops_ends_its_lines_soon(towns: Towns) -> None:
    town = await towns.open()
    async with talking(town) as (browser, _), events(browser) as lines:
        await lines.next()
        async with asyncio.timeout(5):
            await towns.stack.aclose()
            with suppress(httpx.HTTPError), pytest.raises(AssertionError, match="ended"):
                await lines.next()


async def test_letters_at_the_same_moment_each_get_a_number_of_their_own(town: Town) -> None:
    async with talking(town) as (browser, address):
        await asyncio.gather(*(town.channel.send(address, drawn(str(n)), id=str(n)) for n in range(25)))
        messages = (await shown(browser))["messages"]
    assert len({message["number"] for message in messages}) == 26
    assert [m["number"] for m in messages] == sorted(m["number"] for m in messages)


async def test_a_long_chat_opens_with_its_end_and_goes_back_on_asking(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.chats.MESSAGES_SHOWN", 3)
    async with talking(town) as (browser, address):
        for letter in "abcde":
            await town.channel.send(address, drawn(letter), id=letter)
        latest = await shown(browser)
        assert ([m["text"] for m in latest["messages"]], latest["earlier"]) == (["c", "d", "e"], True)
        older = await shown(browser, f"?before={latest['messages'][0]['number']}")
        assert (len(older["messages"]), older["earlier"]) == (3, False)


async def test_nothing_anybody_said_can_be_read_at_rest(town: Town, database: Database, tmp_path: Path) -> None:
    photo = b"\xff\xd8\xff" + SECRET.encode() * 50_000
    async with town.person() as browser:
        await browser.post("/api/me/say", json={"id": new_id(), "words": SECRET})
        answer = await browser.post(f"/api/me/photo?id={new_id()}", content=photo)
        assert answer.status_code == 200
        address = town.heard[0].chat.address
        menu = ((Key(SECRET, "report"),),)
        await town.channel.send(address, Drawn(SECRET, picture=jpeg(), menu=menu), id="a")
        assert SECRET in (await browser.get("/api/me/messages")).text
    tables = ("web_sessions", "web_messages", "web_pictures", "web_uploads")
    rows = [row for table in tables for row in await _rows(database, table)]
    assert len(rows) == 1 + 3 + 1 + 1
    lying = b"".join(bytes(v) if isinstance(v, (bytes, memoryview)) else str(v).encode() for r in rows for v in r)
    lying += _files_in(tmp_path)
    assert len(lying) > len(photo)
    for secret in (SECRET.encode(), json.dumps(SECRET).encode(), jpeg(), jpeg()[20:60]):
        assert secret not in lying


def _files_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def _rows(database: Database, table: str) -> list[list[Any]]:
    """Every value of every row."""
    columns = {
        "sqlite": "select name from pragma_table_info(:of)",
        "postgres": "select column_name as name from information_schema.columns where table_name = :of",
    }[database.engine]

    def work(tx: Transaction) -> list[list[Any]]:
        names = [row["name"] for row in tx.all(columns, of=table)]
        return [[row[name] for name in names] for row in tx.all(f"select * from {table}")]

    return await database.read(work)
