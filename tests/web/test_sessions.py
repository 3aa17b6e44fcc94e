"""A chat belongs to whoever holds its cookie; absent and forbidden answer alike."""

from __future__ import annotations

import re

import httpx
import pytest

from bot.channels.channel import CannotEdit, Rejected, Unreachable
from storage.database import Database
from storage.seals import Erased, Seals
from tests.web.conftest import Town, Towns, drawn, jpeg, new_id

ROUTES = ("messages", "events", "picture/1")


async def test_a_cookie_is_random_and_out_of_reach_of_scripts_and_other_sites(town: Town) -> None:
    tokens = set()
    for _ in range(3):
        async with town.browser() as browser:
            set_cookie = (await browser.post("/api/me/enter", json={})).headers["set-cookie"]
        assert re.search(r"starlight_me=[\w-]{43};", set_cookie)
        for attribute in ("HttpOnly", "SameSite=strict", "Path=/api/me", "Max-Age=34560000"):
            assert attribute in set_cookie
        tokens.add(set_cookie.partition(";")[0])
    assert len(tokens) == 3


async def test_entering_again_is_the_same_chat_and_lends_no_other(town: Town) -> None:
    async with town.person() as browser:
        await browser.post("/api/me/say", json={"id": new_id(), "words": "井盖没了"})
        for body in ({}, {"fresh": True}):
            await browser.post("/api/me/enter", json=body)
            assert len((await browser.get("/api/me/messages")).json()["messages"]) == 1


async def test_an_https_page_gets_a_cookie_for_https_only(town: Town) -> None:
    async with town.browser(**{"x-forwarded-proto": "https"}) as browser:
        assert "Secure" in (await browser.post("/api/me/enter", json={})).headers["set-cookie"]


async def test_the_token_is_nowhere_in_the_database(town: Town, database: Database) -> None:
    async with town.person() as browser:
        token = browser.cookies["starlight_me"]
    rows = await database.read(lambda tx: tx.all("select token_hash, id, seal_key from web_sessions"))
    assert len(rows) == 1
    assert all(token not in str(row[column]) for row in rows for column in ("token_hash", "id", "seal_key"))


@pytest.mark.parametrize("token", ["", "guess", "A" * 43, "'; drop table web_sessions;--", "\x01"])
async def test_a_guessed_token_opens_nothing(town: Town, token: str) -> None:
    async with town.browser(cookie=f"starlight_me={token}") as browser:
        for route in ROUTES:
            assert (await browser.get(f"/api/me/{route}")).status_code == 404
        assert (await browser.post("/api/me/say", json={"id": new_id(), "words": "井盖"})).status_code == 404
        assert (await browser.post(f"/api/me/photo?id={new_id()}", content=jpeg())).status_code == 404
    assert town.heard == []


async def test_a_token_chosen_by_the_browser_is_not_taken_over(town: Town) -> None:
    async with town.browser(cookie="starlight_me=" + "B" * 43) as browser:
        entered = await browser.post("/api/me/enter", json={})
    assert "B" * 43 not in entered.headers["set-cookie"]


async def test_nobody_sees_the_pictures_or_messages_of_another(town: Town) -> None:
    async with town.person() as owner, town.person() as other:
        for browser in (owner, other):
            await browser.post("/api/me/say", json={"id": new_id(), "words": "我"})
        owner_id = town.heard[0].chat.address
        number = await town.channel.send(owner_id, drawn("只给一个人", picture=jpeg()), id="letter")
        mine = await owner.get(f"/api/me/picture/{number}")
        assert (mine.status_code, mine.headers["content-type"]) == (200, "image/jpeg")
        assert mine.headers["cache-control"].startswith("private")
        assert mine.content == jpeg()
        forbidden = await other.get(f"/api/me/picture/{number}")
        absent = await other.get("/api/me/picture/999999")
        assert (forbidden.status_code, forbidden.content) == (absent.status_code, absent.content)
        assert forbidden.status_code == 404
        assert "只给一个人" not in (await other.get("/api/me/messages")).text


@pytest.mark.parametrize("path", ["picture/x", "picture/-1", "picture/1e9", "picture/²", "messages?before=x"])
async def test_what_is_no_number_is_not_there(town: Town, path: str) -> None:
    async with town.person() as browser:
        assert (await browser.get(f"/api/me/{path}")).status_code == 404


@pytest.mark.parametrize("seat", ["officer", "coordinator", "rider", "nobody"])
async def test_without_a_demo_there_are_no_demo_seats(town: Town, seat: str) -> None:
    async with town.person() as browser:
        assert (await browser.post(f"/api/{seat}/enter", json={})).status_code == 404
        assert (await browser.get(f"/api/{seat}/messages")).status_code == 404


async def test_in_the_demo_every_browser_shares_the_counter_and_has_a_rider_of_its_own(demo_town: Town) -> None:
    async with demo_town.browser() as one, demo_town.browser() as other:
        for browser in (one, other):
            for seat in ("officer", "coordinator", "rider"):
                assert (await browser.post(f"/api/{seat}/enter", json={})).status_code == 200
            assert set(browser.cookies) == {"starlight_rider"}
        for seat in ("officer", "rider"):
            await one.post(f"/api/{seat}/say", json={"id": new_id(), "words": seat})
        assert "officer" in (await other.get("/api/officer/messages")).text
        assert (await other.get("/api/rider/messages")).json()["messages"] == []
        await one.post("/api/rider/enter", json={"fresh": True})
        assert (await one.get("/api/rider/messages")).json()["messages"] == []
    assert len({heard.sender.account for heard in demo_town.heard}) == 2


async def test_the_demo_seats_are_the_same_after_a_restart(towns: Towns) -> None:
    before, after = await towns.open(demo=True), await towns.open(demo=True)
    assert await before.channel.seat("officer") == await after.channel.seat("officer")
    assert await after.channel.seat("officer") != await after.channel.seat("coordinator")


async def test_an_erased_chat_is_gone_and_its_key_with_it(town: Town, seals: Seals, database: Database) -> None:
    async with town.person() as browser:
        await browser.post(f"/api/me/photo?id={new_id()}", content=jpeg())
        address = town.heard[0].chat.address
        row = await database.read(lambda tx: tx.one("select seal_key from web_sessions"))
        assert row is not None
        await town.channel.forget(address)
        assert (await browser.get("/api/me/messages")).status_code == 404
        with pytest.raises(Erased):
            seals.seal(row["seal_key"], b"x", "x")
        with pytest.raises(Unreachable):
            await town.channel.send(address, drawn(), id="letter")
        with pytest.raises(Rejected):
            await town.channel.fetch(town.heard[0].parts[0].ref, bytes_max=10_000)  # type: ignore[union-attr]
        await browser.post("/api/me/enter", json={})
        await browser.post("/api/me/say", json={"id": new_id(), "words": "又来了"})
    assert town.heard[-1].chat.address != address


async def test_without_consent_what_was_said_goes_and_the_chat_stays(town: Town) -> None:
    async with town.person() as browser:
        await browser.post("/api/me/say", json={"id": new_id(), "words": "井盖没了"})
        await browser.post(f"/api/me/photo?id={new_id()}", content=jpeg())
        address = town.heard[0].chat.address
        await town.channel.send(address, drawn("先说清楚三件事"), id="letter")
        await town.channel.forget_said(address)
        shown = (await browser.get("/api/me/messages")).json()["messages"]
        assert [message["text"] for message in shown] == ["先说清楚三件事"]
        assert list(town.channel.chats.spool.lying_since(10**12)) == []


async def test_an_address_that_never_was_is_unreachable(town: Town) -> None:
    with pytest.raises(Unreachable):
        await town.channel.send("0" * 32, drawn(), id="letter")
    async with town.person() as browser:
        await browser.post("/api/me/say", json={"id": new_id(), "words": "我"})
    with pytest.raises(CannotEdit):
        await town.channel.edit(town.heard[0].chat.address, "999", drawn(), id="letter")
    with pytest.raises(CannotEdit):  # a person's own words are theirs
        await town.channel.edit(town.heard[0].chat.address, "1", drawn(), id="letter")


async def test_every_answer_says_what_a_page_may_do(town: Town) -> None:
    async with town.browser() as browser:
        answers: list[httpx.Response] = [
            await browser.get(path)
            for path in ("/", "/chat", "/api/words", "/static/base.css", "/api/me/messages", "/nowhere", "/healthz")
        ]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
