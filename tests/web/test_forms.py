"""The form of what is posted: each part as it is heard, and everything else refused and not heard."""

from __future__ import annotations

import json

import httpx
import pytest

from dialogue.hear import Command, Place, Press, Unusable, Words
from storage.database import Database
from storage.sqlite import SqliteDatabase
from tests.web.conftest import Town, new_id

SOME_ID = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"  # what is parametrized is the same in every worker


@pytest.fixture
async def database(sqlite_database: SqliteDatabase) -> Database:
    """One engine is enough here: what is tried never reaches it."""
    return sqlite_database


async def said(town: Town, **body: object) -> httpx.Response:
    async with town.person() as browser:
        return await browser.post("/api/me/say", json={"id": new_id(), **body})


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
        (json.dumps({"id": SOME_ID, "words": "a"}).encode(), "text/plain", 415),
        (json.dumps({"id": SOME_ID, "words": "a" * 140_000}).encode(), "application/json", 413),
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
