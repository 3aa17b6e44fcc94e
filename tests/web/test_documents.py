"""Somebody's own file: behind a link that opens once, and gone with the chat."""

from __future__ import annotations

from bot.channels.channel import Document
from tests.web.conftest import Town, drawn

FILE = Document("starlight-20261124.zip", b"PK" + bytes(3_000_000))


async def linked(town: Town) -> tuple[str, str]:
    """A chat that was sent a file: the session, and the file's link."""
    async with town.person() as browser:
        await browser.post("/api/me/say", json={"id": "6b1d5e0e-5a52-4be6-9a62-0a0b52b2a001", "words": "隐私"})
        session = town.heard[-1].chat.address
        await town.channel.send(session, drawn("您的信息", document=FILE), id="7")
        await town.channel.send(session, drawn("您的信息", document=FILE), id="7")  # tried again
        shown = (await browser.get("/api/me/messages")).json()["messages"]
    (row,) = shown[-1]["keys"]
    ((label, press, url),) = row
    assert (label, press) == (FILE.name, "")
    assert len([each for each in shown if not each["mine"]]) == 1
    return session, url


async def test_a_file_opens_once(town: Town) -> None:
    _, url = await linked(town)
    async with town.browser() as browser:
        first, second = await browser.get(url), await browser.get(url)
    assert first.content == FILE.data
    assert "attachment" in first.headers["content-disposition"]
    assert second.status_code == 404


async def test_nobody_guesses_a_file_nor_opens_a_photo_by_that_road(town: Town) -> None:
    async with town.browser() as browser:
        for id in ("0" * 32, "..%2fmaster.key", "x"):
            assert (await browser.get(f"/file/{id}")).status_code == 404


async def test_a_file_goes_with_its_chat(town: Town) -> None:
    session, url = await linked(town)
    await town.channel.forget(session)
    async with town.browser() as browser:
        assert (await browser.get(url)).status_code == 404


async def test_a_file_that_nobody_opens_is_gone_after_three_days(town: Town) -> None:
    _, url = await linked(town)
    town.clock.goes_on(hours=73)
    await town.channel.sweep(town.clock.now())
    async with town.browser() as browser:
        assert (await browser.get(url)).status_code == 404
