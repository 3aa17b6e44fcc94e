"""What a browser posts is heard once, in the right form, and answered after its turn; the rest is refused."""

from __future__ import annotations

import json

import httpx
import pytest

from bot.channels.channel import Answer
from dialogue.hear import Command, Heard, Place, Press, Unusable, Words
from tests.web.conftest import Town, Towns, drawn, new_id


async def said(town: Town, **body: object) -> httpx.Response:
    async with town.person() as browser:
        return await browser.post("/api/me/say", json={"id": new_id(), **body})


async def test_words_are_heard_with_who_and_where(town: Town) -> None:
    async with town.person() as browser:
        id = new_id()
        answer = await browser.post("/api/me/say", json={"id": id, "words": " 井盖没了 ", "language": "en"})
    assert answer.json() == {"words": "", "alert": False}
    heard = town.heard[0]
    assert heard.parts == (Words("井盖没了"),)
    assert heard.id == f"{heard.chat.address}:{id}"
    assert (heard.chat.channel, heard.sender.account) == ("web", heard.chat.address)
    assert heard.sender.language == "en"
    assert heard.at == town.clock.now()


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ({"press": "take:JA26-00042", "at": "7", "label": "接单"}, Press("take:JA26-00042", "7")),
        ({"command": "start ABCD-1234"}, Command("start", "ABCD-1234")),
        ({"command": "report"}, Command("report")),
        (
            {"place": {"latitude": 31.23, "longitude": 121.45, "source": "fix", "accuracy_m": 12.5}},
            Place(31.23, 121.45, "fix", "wgs84", 12.5),
        ),
        (
            {"place": {"latitude": 31.23, "longitude": 121.45, "source": "map"}},
            Place(31.23, 121.45, "map", "wgs84"),
        ),
        ({"words": "\u202e\x1b[31m井盖\x00"}, Words("井盖")),
        ({"words": "\u200b\u200b"}, Unusable("other")),
        ({"words": "👨\u200d👩\u200d👧"}, Words("👨\u200d👩\u200d👧")),
    ],
)
async def test_each_thing_said_is_heard_as_its_part(town: Town, body: dict[str, object], part: object) -> None:
    assert (await said(town, **body)).status_code == 200
    assert town.heard[0].parts == (part,)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"words": "a", "press": "b"},
        {"press": ""},
        {"press": "x" * 65},
        {"press": "井" * 22},
        {"command": "/start"},
        {"command": "Start"},
        {"command": "start " + "x" * 201},
        {"place": {"latitude": 91, "longitude": 0, "source": "map"}},
        {"place": {"latitude": 31, "longitude": 121, "source": "fix"}},
        {"place": {"latitude": 31, "longitude": 121, "source": "venue"}},
        {"place": {"latitude": "x", "longitude": 121, "source": "map"}},
        {"words": "a", "session": "somebody else's"},
        {"words": "a", "id": "1"},
        {"words": 5},
    ],
)
async def test_what_has_not_the_right_form_is_refused_and_not_heard(town: Town, body: dict[str, object]) -> None:
    assert (await said(town, **body)).status_code == 422
    assert town.heard == []


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{", "application/json", 422),
        (b"", "application/json", 422),
        (b"[]", "application/json", 422),
        (b'{"id": NaN}', "application/json", 422),
        (b"\xff\xfe", "application/json", 422),
        (json.dumps({"id": new_id(), "words": "a"}).encode(), "text/plain", 415),
        (json.dumps({"id": new_id(), "words": "a" * 140_000}).encode(), "application/json", 413),
        (b'{"id": ' + b"[" * 100_000, "application/json", 422),
    ],
)
async def test_a_bad_body_is_refused_and_the_next_one_heard(town: Town, content: bytes, kind: str, status: int) -> None:
    async with town.person() as browser:
        refused = await browser.post("/api/me/say", content=content, headers={"content-type": kind})
        assert refused.status_code == status
        assert town.heard == []
        assert (await browser.post("/api/me/say", json={"id": new_id(), "words": "井盖"})).status_code == 200


async def test_twelve_thousand_signs_are_heard_whole(town: Town) -> None:
    await said(town, words="井" * 12_000)
    assert town.heard[0].parts == (Words("井" * 12_000),)


async def test_posted_again_it_has_the_same_id_and_is_shown_once(town: Town) -> None:
    async with town.person() as browser:
        body = {"id": new_id(), "words": "井盖没了"}
        for _ in range(3):
            await browser.post("/api/me/say", json=body)
        shown = (await browser.get("/api/me/messages")).json()["messages"]
    assert len({heard.id for heard in town.heard}) == 1
    assert [message["words"] for message in shown] == ["井盖没了"]


async def test_two_people_may_use_the_same_client_id(town: Town) -> None:
    async with town.person() as one, town.person() as other:
        body = {"id": new_id(), "words": "井盖没了"}
        await one.post("/api/me/say", json=body)
        await other.post("/api/me/say", json=body)
    assert len({heard.id for heard in town.heard}) == 2


async def test_the_answer_of_the_turn_is_given_back(town: Town) -> None:
    async def turn(heard: Heard) -> Answer:
        await town.channel.send(heard.chat.address, drawn("编号 JA26-00042"), id="letter")
        return Answer("老周已接单", alert=True)

    town.turn = turn
    async with town.person() as browser:
        answer = await browser.post("/api/me/say", json={"id": new_id(), "press": "take:JA26-00042"})
        shown = (await browser.get("/api/me/messages")).json()["messages"]
    assert answer.json() == {"words": "老周已接单", "alert": True}
    assert [message["mine"] for message in shown] == [True, False]


async def test_a_turn_that_fails_is_not_acknowledged_and_may_be_posted_again(town: Town) -> None:
    async def breaks(_: Heard) -> Answer:
        raise RuntimeError("the disk is full")

    async with town.person() as browser:
        body = {"id": new_id(), "words": "井盖没了"}
        town.turn = breaks
        assert (await browser.post("/api/me/say", json=body)).status_code == 500
        assert [m["heard"] for m in (await browser.get("/api/me/messages")).json()["messages"]] == [False]
        town.turn = None
        assert (await browser.post("/api/me/say", json=body)).status_code == 200
        assert [m["heard"] for m in (await browser.get("/api/me/messages")).json()["messages"]] == [True]


async def test_while_nobody_listens_it_is_asked_to_wait(towns: Towns) -> None:
    town = await towns.open(listens=False)
    answer = await said(town, words="井盖没了")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "1"


async def test_an_invitation_is_heard_but_never_shown(town: Town) -> None:
    async with town.person() as browser:
        await browser.post("/api/me/say", json={"id": new_id(), "command": "start SECRET-CODE"})
        assert "SECRET-CODE" not in (await browser.get("/api/me/messages")).text
    assert town.heard[0].parts == (Command("start", "SECRET-CODE"),)


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "", "http://127.0.0.1", "javascript:"])
async def test_another_site_cannot_post(town: Town, origin: str) -> None:
    async with town.person() as browser:
        answer = await browser.post("/api/me/say", json={"id": new_id(), "words": "井盖"}, headers={"origin": origin})
        assert answer.status_code == 403
        del browser.headers["origin"]
        assert (await browser.post("/api/me/say", json={"id": new_id(), "words": "a"})).status_code == 403
    assert town.heard == []


async def test_who_floods_is_slowed_down_and_others_are_not(town: Town) -> None:
    async with town.person() as flooding, town.person() as other:
        statuses = [
            (await flooding.post("/api/me/say", json={"id": new_id(), "words": "x"})).status_code for _ in range(90)
        ]
        assert statuses.count(429) > 0
        assert statuses[:60] == [200] * 60
        assert (await other.post("/api/me/say", json={"id": new_id(), "words": "x"})).status_code == 200
