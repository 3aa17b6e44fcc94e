"""Photos sent from the page: kept sealed until fetched, bounded, heard once, and swept when nobody comes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.channels.channel import Answer, Rejected
from bot.web import chats
from bot.web.hearing import PHOTO_BYTES_MAX
from bot.web.spool import CHUNK_BYTES
from dialogue.hear import Heard, Photo, Words
from storage.database import Database
from storage.seals import Erased, Seals
from tests.web.conftest import Town, Towns, jpeg, new_id


async def send(browser: httpx.AsyncClient, content: bytes, query: str = "", **headers: str) -> httpx.Response:
    id = "" if "id=" in query else f"id={new_id()}"
    return await browser.post(f"/api/me/photo?{id}{query}", content=content, headers=headers)


def ref_of(heard: Heard) -> str:
    part = heard.parts[0]
    assert isinstance(part, Photo)
    return part.ref


async def test_a_photo_is_heard_and_fetched_as_it_was(town: Town) -> None:
    photo = jpeg() + b"\0" * (2 * CHUNK_BYTES + 5)
    async with town.person() as browser:
        assert (await send(browser, photo)).status_code == 200
    assert town.heard[0].parts == (Photo(ref_of(town.heard[0])),)
    assert await town.channel.fetch(ref_of(town.heard[0]), bytes_max=PHOTO_BYTES_MAX) == photo


async def test_an_album_an_original_and_a_caption_are_heard_as_such(town: Town) -> None:
    album = new_id()
    async with town.person() as browser:
        caption = {"x-caption": "%E4%BA%95%E7%9B%96%E2%80%AE"}
        await send(browser, jpeg(), f"&album={album}&original=1", **caption)
        shown = (await browser.get("/api/me/messages")).json()["messages"]
    photo, words = town.heard[0].parts
    assert photo == Photo(ref_of(town.heard[0]), album=album, as_file=True)
    assert words == Words("井盖")
    assert (shown[0]["photo"], shown[0]["words"]) == (album, "井盖")


async def test_posted_again_it_is_the_same_photo_whatever_the_body(town: Town) -> None:
    id = new_id()
    async with town.person() as browser:
        await send(browser, jpeg(colour="red"), f"id={id}")
        await send(browser, b"", f"id={id}")
        await send(browser, jpeg(colour="blue"), f"id={id}")
        assert len((await browser.get("/api/me/messages")).json()["messages"]) == 1
    assert len({(heard.id, ref_of(heard)) for heard in town.heard}) == 1
    assert await town.channel.fetch(ref_of(town.heard[0]), bytes_max=10_000) == jpeg(colour="red")


async def pieces(count: int) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield b"x" * CHUNK_BYTES


async def test_a_photo_that_is_too_large_is_refused_and_leaves_nothing(town: Town, tmp_path: Path) -> None:
    async with town.person() as browser:
        with pytest.raises(httpx.HTTPStatusError, match="413"):
            (await send(browser, b"x" * (PHOTO_BYTES_MAX + 1))).raise_for_status()
        answer = await browser.post(f"/api/me/photo?id={new_id()}", content=pieces(21))
        assert answer.status_code == 413
        assert (await send(browser, b"x" * PHOTO_BYTES_MAX)).status_code == 200
    assert len(town.heard) == 1
    assert len(list((tmp_path / "uploads").iterdir())) == 1


@pytest.mark.parametrize(
    "query", ["", "id=", "id=1", "id=../../etc/passwd", "id=6f9619ff-8b86-4d01-b42d-00cf4fc964ff&album=../x"]
)
async def test_a_photo_without_a_proper_id_is_refused(town: Town, query: str) -> None:
    async with town.person() as browser:
        assert (await browser.post(f"/api/me/photo?{query}", content=jpeg())).status_code == 422
        assert (await send(browser, b"")).status_code == 422
    assert town.heard == []


async def test_an_upload_broken_off_leaves_nothing(town: Town, tmp_path: Path) -> None:
    async def breaks_off() -> AsyncIterator[bytes]:
        yield b"x" * (CHUNK_BYTES + 1)
        raise ConnectionError("the phone went into a tunnel")

    async with town.person() as browser:
        with pytest.raises(ConnectionError):
            await browser.post(f"/api/me/photo?id={new_id()}", content=breaks_off())
        for _ in range(100):
            await asyncio.sleep(0.02)
            if not list((tmp_path / "uploads").iterdir()):
                break
    assert list((tmp_path / "uploads").iterdir()) == []
    assert town.heard == []


async def test_only_so_many_photos_wait_in_one_chat(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chats, "UPLOADS_WAITING_MAX", 2)
    async with town.person() as browser, town.person() as other:
        assert [(await send(browser, jpeg())).status_code for _ in range(3)] == [200, 200, 429]
        assert (await send(other, jpeg())).status_code == 200
        await town.channel.fetch(ref_of(town.heard[0]), bytes_max=10_000)
        assert (await send(browser, jpeg())).status_code == 200


async def test_a_photo_is_fetched_whole_or_not_at_all(town: Town, tmp_path: Path) -> None:
    async with town.person() as browser:
        await send(browser, jpeg() + b"\0" * CHUNK_BYTES)
    ref = ref_of(town.heard[0])
    with pytest.raises(Rejected):
        await town.channel.fetch(ref, bytes_max=100)
    with pytest.raises(Rejected):
        await town.channel.fetch("0" * 32, bytes_max=10_000_000)
    file = tmp_path / "uploads" / ref
    whole = file.read_bytes()
    first = 4 + int.from_bytes(whole[:4])
    file.write_bytes(whole[:first])
    with pytest.raises(ValueError, match="1 of 2 chunks"):
        await town.channel.fetch(ref, bytes_max=10_000_000)
    file.write_bytes(whole[first:] + whole[:first])
    with pytest.raises(Exception, match=r"sealed|chunks"):
        await town.channel.fetch(ref, bytes_max=10_000_000)


async def test_a_preview_is_kept_for_ones_own_photo_only(town: Town) -> None:
    id = new_id()
    async with town.person() as browser, town.person() as other:
        await send(browser, jpeg(), f"id={id}")
        words = new_id()
        await browser.post("/api/me/say", json={"id": words, "words": "井盖"})
        small = jpeg(8, 6)
        for person, of, content, status in (
            (browser, id, small, 200),
            (other, id, small, 404),
            (browser, words, small, 404),
            (browser, new_id(), small, 404),
            (browser, id, b"<svg/>", 422),
            (browser, id, small + b"\0" * 210_000, 413),
        ):
            answer = await person.post(f"/api/me/preview?id={of}", content=content)
            assert answer.status_code == status
        assert (await browser.get("/api/me/picture/1")).content == small
        assert (await other.get("/api/me/picture/1")).status_code == 404


async def gone(town: Town, heard: Heard) -> bool:
    try:
        await town.channel.fetch(ref_of(heard), bytes_max=10_000)
    except Rejected:
        return True
    return False


async def test_what_nobody_acknowledged_is_swept_and_what_was_heard_waits(town: Town) -> None:
    async def breaks(_: Heard) -> Answer:
        raise RuntimeError

    async with town.person() as browser:
        await send(browser, jpeg())
        town.turn = breaks
        assert (await send(browser, jpeg())).status_code == 500
    acknowledged, lost = town.heard
    town.clock.goes_on(minutes=29)
    assert await town.channel.sweep(town.clock.now()) == 0
    town.clock.goes_on(minutes=2)
    assert await town.channel.sweep(town.clock.now()) == 1
    assert await gone(town, lost)
    assert not await gone(town, acknowledged)
    town.clock.goes_on(minutes=31)
    await town.channel.sweep(town.clock.now())
    assert await gone(town, acknowledged)


async def test_a_heard_photo_nobody_fetches_goes_after_three_days(town: Town) -> None:
    async with town.person() as browser:
        await send(browser, jpeg())
    town.clock.goes_on(hours=71)
    assert await town.channel.sweep(town.clock.now()) == 0
    town.clock.goes_on(hours=2)
    assert await town.channel.sweep(town.clock.now()) == 1


async def test_unused_chats_go_with_their_keys_and_used_and_fixed_ones_stay(
    towns: Towns, database: Database, seals: Seals
) -> None:
    town = await towns.open(demo=True)
    async with town.person() as used, town.person():
        await used.post("/api/me/say", json={"id": new_id(), "words": "我"})
        unused = await database.read(
            lambda tx: tx.all("select seal_key from web_sessions where changes = 0 and fixed = 0")
        )
        town.clock.goes_on(hours=25)
        assert await town.channel.sweep(town.clock.now()) == 1
        assert len((await used.get("/api/me/messages")).json()["messages"]) == 1
    with pytest.raises(Erased):
        seals.seal(unused[0]["seal_key"], b"x", "x")
    assert await database.read(lambda tx: len(tx.all("select id from web_sessions"))) == 3


async def test_messages_go_after_half_a_year(town: Town) -> None:
    async with town.person() as browser:
        await browser.post("/api/me/say", json={"id": new_id(), "words": "我"})
        town.clock.goes_on(days=181)
        await town.channel.sweep(town.clock.now())
        assert (await browser.get("/api/me/messages")).json()["messages"] == []
