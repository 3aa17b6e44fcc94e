"""The pages and their words, the map, and what monitors and platforms ask for."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from shapely import Point, Polygon

from bot.web import outline, pages
from cases.consultations.consultation import Answer, State
from cases.starlight.redeeming import Word
from dialogue.hear import Words
from storage.database import Database
from storage.sqlite import SqliteDatabase
from tests.web.conftest import CATALOG, TEXTS, Town, Towns, new_id

STATIC = pages.STATIC
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
TEMPLATES = sorted((STATIC / "pages").glob("*.html"))


@pytest.fixture
async def database(sqlite_database: SqliteDatabase) -> Database:
    """One engine is enough here: a page asks it nothing."""
    return sqlite_database


def words_used() -> set[str]:
    files = [path.read_text(encoding="utf-8") for path in (*SCRIPTS, *TEMPLATES)]
    return {
        key
        for text in files
        for key in re.findall(r"\bweb-[a-z-]+\b(?!-)", text)
        if key not in ("web-till", "web-guest")
    }


def words_of_the_till() -> set[str]:
    """Those of its template, those its script asks for, and two for each answer: the large word and its line."""
    template = (STATIC / "pages" / "till.html").read_text(encoding="utf-8")
    script = (STATIC / "js" / "main_till.js").read_text(encoding="utf-8")
    named = re.findall(r'word\((?:scanner\.isOn \? )?"([a-z-]+)"(?: : "([a-z-]+)")?', script)
    asked = {key for pair in named for key in pair if key} | {"pin-locked", "link-gone", "pin-wrong"}
    answers = {*get_args(Word), "noted", "no-code"}
    shown = asked | answers | {f"{answer}-line" for answer in answers}
    return set(re.findall(r"\bweb-till-[a-z-]+\b", template)) | {f"web-till-{key}" for key in shown}


def test_every_word_of_the_page_is_used_and_none_is_missing() -> None:
    assert {key for key in words_used() if not key.startswith(("web-till-", "web-guest-"))} == set(TEXTS.keys("web"))


def test_every_word_of_the_guests_page_is_used_and_none_is_missing() -> None:
    template = (STATIC / "pages" / "guest.html").read_text(encoding="utf-8")
    script = (STATIC / "js" / "main_guest.js").read_text(encoding="utf-8")
    asked = set(re.findall(r'(?:word|key|openForm)\("([a-z-]+)"', script)) | {"say", *Answer}
    asked |= {f"said-{said}" for said in (*Answer, "yes", "no")}
    asked |= {f"state-{state}" for state in State if state not in (State.CALLED, State.ASKED)}
    named = set(re.findall(r"\bweb-guest-[a-z-]+\b", template))
    assert named | {f"web-guest-{key}" for key in asked} == set(TEXTS.keys("guest"))


def test_every_word_of_the_till_is_used_and_none_is_missing() -> None:
    assert words_of_the_till() == set(TEXTS.keys("till"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_page_has_no_words_scripts_or_styles_of_its_own(path: object) -> None:
    page = pages._template(str(path).rpartition("/")[2])
    assert re.search(r"[\u4e00-\u9fff]", page) is None
    for script in re.findall(r"<script[^>]*>([^<]*)", page):
        assert script == ""
    assert re.search(r"\sstyle=|\son\w+=|<style|javascript:|https?://", page) is None


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_sets_text_only_as_text(path: object) -> None:
    script = (STATIC / "js" / str(path).rpartition("/")[2]).read_text(encoding="utf-8")
    for risky in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert risky not in script


@pytest.mark.parametrize(
    ("query", "accepts", "language"),
    [
        ("", "", "zh-CN"),
        ("", "en-US,en;q=0.9", "en"),
        ("", "zh-TW,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("", "fr-FR,en;q=0.8", "en"),
        ("", "fr", "zh-CN"),
        ("?lang=en", "zh-CN", "en"),
        ("?lang=<script>", "", "zh-CN"),
    ],
)
async def test_a_page_speaks_the_language_asked_for(town: Town, query: str, accepts: str, language: str) -> None:
    async with town.browser(**{"accept-language": accepts}) as browser:
        page = (await browser.get(f"/chat{query}")).text
        words = (await browser.get(f"/api/words{query}")).json()
    assert f'<html lang="{language}">' in page
    assert TEXTS.line("web-seat-me", language).replace("'", "&#x27;") in page
    assert "{{" not in page
    assert words["language"] == language
    assert words["words"]["web-place-within"].count("{metres}") == 1


async def test_the_front_is_the_demo_where_there_is_one_and_else_leads_to_the_chat(towns: Towns) -> None:
    without, with_demo = await towns.open(), await towns.open(demo=True)
    async with without.browser() as browser:
        page = (await browser.get("/")).text
        assert 'href="/chat"' in page
        assert "main_demo.js" not in page
    async with with_demo.browser() as browser:
        assert "main_demo.js" in (await browser.get("/")).text


async def test_looking_at_pages_opens_no_chat(demo_town: Town) -> None:
    async with demo_town.browser() as browser:
        for path in ("/", "/chat?code=SECRET", "/api/words", "/api/map", "/healthz"):
            assert "set-cookie" not in (await browser.get(path)).headers


async def test_the_map_has_every_street_and_its_credit(town: Town) -> None:
    async with town.browser() as browser:
        drawn = (await browser.get("/api/map")).json()
    assert [street["code"] for street in drawn["streets"]] == list(CATALOG.streets)
    assert all(set(street["names"]) == {"zh-CN", "en"} for street in drawn["streets"])
    assert "OpenStreetMap" in drawn["credit"]


def test_a_point_on_the_map_is_the_same_point_in_the_world() -> None:
    drawn = outline.of_catalog(CATALOG)
    points = [point for street in drawn["streets"] for point in street["border"]]
    assert (min(x for x, _ in points), max(x for x, _ in points)) == (0, drawn["width"])
    assert (min(y for _, y in points), max(y for _, y in points)) == (0, drawn["height"])
    for street in drawn["streets"]:
        assert Polygon(street["border"]).contains(Point(street["label"]))
        x, y = street["label"]
        latitude = drawn["north"] - y / drawn["y_per_degree"]
        longitude = drawn["west"] + x / drawn["x_per_degree"]
        assert CATALOG.area.street_at(latitude, longitude) == street["code"]


async def test_a_place_picked_on_the_map_is_heard_where_it_is(town: Town) -> None:
    drawn = outline.of_catalog(CATALOG)
    x, y = drawn["streets"][0]["label"]
    place = {
        "latitude": drawn["north"] - y / drawn["y_per_degree"],
        "longitude": drawn["west"] + x / drawn["x_per_degree"],
        "source": "map",
    }
    async with town.person() as browser:
        await browser.post("/api/me/say", json={"id": new_id(), "place": place})
    heard = town.heard[0].parts[0]
    assert not isinstance(heard, Words)
    assert CATALOG.area.street_at(heard.latitude, heard.longitude) == drawn["streets"][0]["code"]  # type: ignore[union-attr]


@pytest.mark.parametrize(("healthy", "status"), [(True, 200), (False, 503)])
async def test_health_is_a_status(towns: Towns, healthy: bool, status: int) -> None:
    town = await towns.open(healthy=healthy)
    async with town.browser() as browser:
        answer = await browser.get("/healthz")
    assert (answer.status_code, answer.json()) == (status, {"ok": healthy})


async def test_a_platforms_post_goes_to_its_webhook_from_any_origin(town: Town) -> None:
    async with town.browser(origin="https://platform.example") as browser:
        answer = await browser.post("/telegram/hook", content=b"update")
        assert answer.text == "hook: update"
        assert (await browser.get("/telegram/hook")).status_code == 405


@pytest.mark.parametrize(
    "path", ["/static/../store.py", "/static/%2e%2e/store.py", "/static/pages/../../store.py", "/static/js/"]
)
async def test_nothing_beside_the_static_files_is_served(town: Town, path: str) -> None:
    async with town.browser() as browser:
        assert (await browser.get(path)).status_code == 404
