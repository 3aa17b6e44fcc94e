"""The pages in a real browser, without a complaint: what each does by itself. The whole loop is in test_loop.py."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Browser, expect

from bot.channels.channel import Answer, Drawn, Key
from dialogue.hear import Command, Heard, Photo, Place, Words
from storage.database import Database
from storage.sqlite import SqliteDatabase
from tests.web.browsing import (
    CHROMIUM,
    PHONE,
    Looking,
    choose_photos,
    keeps_photos,
    no_sideways_scroll,
    small_keys,
)
from tests.web.conftest import Town, Towns, drawn, jpeg

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: the pages are NOT tried"),
]


@pytest.fixture
async def database(sqlite_database: SqliteDatabase) -> Database:
    """One engine is enough here: what is tried is the page."""
    return sqlite_database


class Script:
    """A turn for these tests: greets with a menu, and says back the words it hears."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._letters = 0
        town.turn = self.turn

    async def turn(self, heard: Heard) -> Answer:
        match heard.parts[0]:
            case Command("start"):
                menu = ((Key("随手报", "report"), Key("#", "#place")), (Key("我的", "mine"),))
                await self.send(heard.chat.address, Drawn("您好，这里是静安随手报。", menu=menu))
            case Words(text):
                await self.send(heard.chat.address, drawn(f"听到：{text}"))
        return Answer()

    async def send(self, address: str, say: Drawn) -> None:
        self._letters += 1
        await self._town.channel.send(address, say, id=str(self._letters))


@pytest.mark.parametrize("path", ["/", "/chat"])
async def test_on_a_phone_nothing_is_too_wide_or_too_small_to_press(
    demo_town: Town, looking: Looking, path: str
) -> None:
    context = await looking.context(size=PHONE, has_touch=True, is_mobile=True)
    page = await looking.page(demo_town.url + path, context)
    Script(demo_town)
    await page.locator("textarea").first.fill("很长" * 300 + "x" * 300)
    await page.locator(".send").first.click()
    await expect(page.get_by_text("听到：").first).to_be_visible()
    await no_sideways_scroll(page)
    assert await small_keys(page) == []


async def test_a_chat_stays_after_a_reload_and_an_invitation_leaves_the_address(town: Town, looking: Looking) -> None:
    Script(town)
    page = await looking.page(f"{town.url}/chat?code=SECRET-CODE", await looking.context())
    await expect(page.get_by_text("您好")).to_be_visible()
    assert town.heard[0].parts == (Command("start", "SECRET-CODE"),)
    assert page.url == f"{town.url}/chat"
    await page.locator("textarea").fill("<img src=x onerror=alert(1)> 井盖没了")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("听到：<img src=x onerror=alert(1)> 井盖没了")).to_be_visible()
    await page.reload()
    await expect(page.locator(".message")).to_have_count(3)
    assert len(town.heard) == 2


async def test_the_position_of_the_phone_is_sent_as_a_fix(town: Town, looking: Looking) -> None:
    Script(town)
    context = await looking.context(
        geolocation={"latitude": 31.2304, "longitude": 121.4737, "accuracy": 18},
        permissions=["geolocation"],
    )
    page = await looking.page(f"{town.url}/chat", context)
    await page.get_by_role("button", name="加位置").click()
    await page.get_by_role("menuitem", name="我现在的位置").click()
    await expect(page.locator(".message:not(.pending) .place-near")).to_have_text("误差约 18 米")
    assert Place(31.2304, 121.4737, "fix", "wgs84", 18) in [heard.parts[0] for heard in town.heard]


async def test_the_map_and_the_chat_work_by_keyboard(town: Town, looking: Looking) -> None:
    Script(town)
    page = await looking.page(f"{town.url}/chat", await looking.context())
    await page.get_by_role("button", name="加位置").press("Enter")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator("svg.map")).to_be_focused()
    for key in ("+", "+", "ArrowUp", "ArrowRight", "-"):
        await page.keyboard.press(key)
    await expect(page.locator(".where.inside")).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(page.locator(".message:not(.pending) .place-line")).to_be_visible()
    assert any(isinstance(heard.parts[0], Place) for heard in town.heard)


async def test_several_photos_at_once_are_one_album(town: Town, looking: Looking) -> None:
    page = await looking.page(f"{town.url}/chat", await looking.context())
    previews: asyncio.Queue[int] = asyncio.Queue()
    page.on("response", lambda answer: previews.put_nowait(answer.status) if "/preview?" in answer.url else None)
    await page.locator("textarea").fill("两张")
    await choose_photos(page, *(jpeg(90 + n, 60) for n in range(3)))
    await expect(page.locator(".mine.photo:not(.pending)")).to_have_count(3)
    heard = [each for each in town.heard if isinstance(each.parts[0], Photo)]
    assert len({each.parts[0].album for each in heard}) == 1  # type: ignore[union-attr]
    assert [each.parts[1] for each in heard if len(each.parts) > 1] == [Words("两张")]
    sent = [await town.channel.fetch(each.parts[0].ref, bytes_max=10**6) for each in heard]  # type: ignore[union-attr]
    assert sorted(sent) == sorted(jpeg(90 + n, 60) for n in range(3))
    assert [await asyncio.wait_for(previews.get(), 5) for _ in range(3)] == [200] * 3
    await page.reload()
    await expect(page.locator(".mine.photo img")).to_have_count(3)


async def test_without_a_line_it_says_so_and_sends_once_when_it_is_back(town: Town, looking: Looking) -> None:
    context = await looking.context()
    page = await looking.page(f"{town.url}/chat", context)
    Script(town)
    await expect(page.get_by_text("您好")).to_be_visible()
    await context.set_offline(True)
    await page.locator("textarea").fill("井盖没了")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.pending")).to_be_visible()
    await expect(page.locator(".quiet-line")).to_be_visible()
    await context.set_offline(False)
    await expect(page.get_by_text("听到：井盖没了")).to_be_visible(timeout=15_000)
    await expect(page.locator(".quiet-line")).to_be_hidden(timeout=15_000)
    assert [heard.parts for heard in town.heard].count((Words("井盖没了"),)) == 1
    looking.complaints.clear()  # a browser without a line complains by itself


async def test_what_was_typed_without_a_line_survives_a_reload_and_is_heard_once(town: Town, looking: Looking) -> None:
    context = await looking.context()
    page = await looking.page(f"{town.url}/chat", context)
    Script(town)
    await expect(page.get_by_text("您好")).to_be_visible()
    await page.route("**/api/me/say", lambda route: route.abort())  # the page comes, what is said does not get out
    for words in ("井盖没了", "在路口"):
        await page.locator("textarea").fill(words)
        await page.keyboard.press("Enter")
    await expect(page.locator(".message.pending")).to_have_count(2)
    await page.reload()
    await expect(page.locator(".message.pending")).to_have_count(2)
    await page.unroute("**/api/me/say")
    await expect(page.get_by_text("听到：在路口")).to_be_visible(timeout=15_000)
    said = [heard.parts[0] for heard in town.heard if isinstance(heard.parts[0], Words)]
    assert said == [Words("井盖没了"), Words("在路口")]
    assert await page.evaluate("() => sessionStorage.length") == 0
    await page.reload()
    await expect(page.get_by_text("听到：在路口")).to_be_visible()
    assert len([heard for heard in town.heard if isinstance(heard.parts[0], Words)]) == 2
    looking.complaints.clear()  # a browser complains by itself of what did not get out


async def test_photos_taken_without_a_line_survive_a_reload_and_are_heard_once(town: Town, looking: Looking) -> None:
    page = await looking.page(f"{town.url}/chat", await looking.context())
    Script(town)
    await expect(page.get_by_text("您好")).to_be_visible()
    await page.route("**/api/me/photo?*", lambda route: route.abort())
    await page.locator("textarea").fill("井盖没了")
    await choose_photos(page, jpeg(90, 60), jpeg(91, 60))
    await keeps_photos(page, 2)
    await page.reload()
    await expect(page.locator(".mine.photo.pending img")).to_have_count(2)
    await page.unroute("**/api/me/photo?*")
    await expect(page.locator(".mine.photo:not(.pending)")).to_have_count(2, timeout=15_000)
    heard = [each.parts for each in town.heard if isinstance(each.parts[0], Photo)]
    assert [words for _, *words in heard if words] == [[Words("井盖没了")]]
    assert len({photo.album for photo, *_ in heard}) == 1  # type: ignore[union-attr]
    sent = [await town.channel.fetch(photo.ref, bytes_max=10**6) for photo, *_ in heard]  # type: ignore[union-attr]
    assert sorted(sent) == sorted([jpeg(90, 60), jpeg(91, 60)])
    await keeps_photos(page, 0)
    await page.reload()
    await expect(page.locator(".mine.photo:not(.pending) img")).to_have_count(2)
    assert len([each for each in town.heard if isinstance(each.parts[0], Photo)]) == 2
    looking.complaints.clear()  # a browser complains by itself of what did not get out


async def test_a_photo_taken_in_one_chat_is_never_sent_in_another(town: Town, looking: Looking) -> None:
    context = await looking.context()
    page = await looking.page(f"{town.url}/chat", context)
    Script(town)
    await expect(page.get_by_text("您好")).to_be_visible()
    await page.route("**/api/me/photo?*", lambda route: route.abort())
    await choose_photos(page, jpeg())
    await keeps_photos(page, 1)
    await context.clear_cookies()  # whoever comes next in this browser is somebody else
    await page.unroute("**/api/me/photo?*")
    await page.reload()
    await expect(page.get_by_text("您好")).to_be_visible()
    await expect(page.locator(".message.pending")).to_have_count(0)
    assert not [each for each in town.heard if isinstance(each.parts[0], Photo)]
    await keeps_photos(page, 0)
    looking.complaints.clear()


async def test_what_was_typed_in_one_chat_is_never_sent_in_another(town: Town, looking: Looking) -> None:
    context = await looking.context()
    page = await looking.page(f"{town.url}/chat", context)
    Script(town)
    await expect(page.get_by_text("您好")).to_be_visible()
    await page.route("**/api/me/say", lambda route: route.abort())
    await page.locator("textarea").fill("只对这里说")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.pending")).to_be_visible()
    await context.clear_cookies()  # whoever comes next in this browser is somebody else
    await page.unroute("**/api/me/say")
    await page.reload()
    await expect(page.get_by_text("您好")).to_be_visible()
    await expect(page.locator(".message.pending")).to_have_count(0)
    assert Words("只对这里说") not in [heard.parts[0] for heard in town.heard]
    assert await page.evaluate("() => sessionStorage.length") == 0
    looking.complaints.clear()


async def test_a_new_rider_begins_with_an_empty_chat(demo_town: Town, looking: Looking) -> None:
    Script(demo_town)
    page = await looking.page(demo_town.url, await looking.context())
    rider = page.locator("[data-seat=rider].pane")
    await expect(rider.get_by_text("您好")).to_be_visible()
    await rider.locator("textarea").fill("井盖没了")
    await page.keyboard.press("Enter")
    await expect(rider.get_by_text("听到：井盖没了")).to_be_visible()
    await page.get_by_role("button", name="换一位新骑手").click()
    await expect(rider.locator(".message")).to_have_count(1)
    await expect(rider.get_by_text("您好")).to_be_visible()
    assert len({heard.sender.account for heard in demo_town.heard}) == 2


async def test_the_other_language_is_one_press_away_and_told_to_the_conversation(town: Town, looking: Looking) -> None:
    page = await looking.page(f"{town.url}/chat", await looking.context())
    await page.get_by_role("button", name="English").click()
    await expect(page.get_by_role("button", name="中文")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    assert Command("language", "en") in [heard.parts[0] for heard in town.heard]


async def test_the_landing_page_leads_to_the_chat(towns: Towns, looking: Looking) -> None:
    town = await towns.open()
    page = await looking.page(town.url, await looking.context(size=PHONE))
    await no_sideways_scroll(page)
    await page.get_by_role("link", name="打开对话").click()
    await expect(page.locator(".composer")).to_be_visible()


async def test_nobody_can_frame_or_script_the_page(town: Town, chromium: Browser) -> None:
    page = await (await chromium.new_context()).new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text))
    await page.goto(f"{town.url}/chat")
    await page.evaluate(
        "() => { const it = document.createElement('script'); it.textContent = 'window.hit = 1';"
        " document.head.append(it); }"
    )
    assert await page.evaluate("() => window.hit") is None
    assert any("Content Security Policy" in text for text in refused)
