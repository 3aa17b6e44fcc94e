"""The pages in a real browser: a report from first photo to closing, on a phone and on a desk, without a complaint."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, ViewportSize, async_playwright, expect

from bot.channels.channel import Answer, Drawn, Key
from dialogue.hear import Command, Heard, Photo, Place, Press, Words
from storage.database import Database
from storage.sqlite import SqliteDatabase
from tests.web.conftest import TEXTS, Town, Towns, drawn, jpeg

CHROMIUM = shutil.which("chromium")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1440, "height": 900}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: the pages are NOT tried"),
]


@pytest.fixture
async def database(sqlite_database: SqliteDatabase) -> Database:
    """One engine is enough here: what is tried is the page."""
    return sqlite_database


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        await browser.close()


class Looking:
    """Opens pages and hears their complaints: console errors, broken scripts, refused styles, missing files."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self.complaints: list[str] = []

    async def context(self, *, size: ViewportSize = DESK, language: str = "zh-CN", **rest: Any) -> BrowserContext:
        return await self._browser.new_context(viewport=size, locale=language, **rest)

    async def page(self, url: str, context: BrowserContext) -> Page:
        page = await context.new_page()
        page.on("console", lambda said: self._note(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        await page.goto(url)
        return page

    def _note(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)


@pytest.fixture
async def looking(chromium: Browser) -> AsyncIterator[Looking]:
    looking = Looking(chromium)
    yield looking
    assert looking.complaints == []


class Script:
    """A turn for these tests: asks for a place, opens a case at the counter, follows it until it is closed."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._letters = 0
        self.rider = self.receipt = self.card = ""
        town.turn = self.turn

    async def turn(self, heard: Heard) -> Answer:
        match heard.parts[0]:
            case Command("start"):
                menu = ((Key("随手报", "report"), Key("#", "#place")), (Key("我的", "mine"),))
                await self.send(heard.chat.address, Drawn("您好，这里是静安随手报。", menu=menu))
            case Photo():
                await self.send(heard.chat.address, Drawn("已收到 1 张\n飞线充电\n在哪里？", map="pick"))
            case Place():
                self.rider = heard.chat.address
                receipt = drawn("飞线充电\n交给大宁路街道\n+4 分", "submit", "drop", picture=jpeg(400, 300))
                self.receipt = await self.send(self.rider, receipt)
            case Press("submit", at) if at == self.receipt:
                await self.edit(self.rider, self.receipt, drawn("已收到，编号 JA26-00042"))
                counter = await self._town.channel.seat("officer")
                case = drawn("JA26-00042\n<b>飞线充电</b>\n示例路 12 弄", "take", picture=jpeg(400, 300))
                self.card = await self.send(counter, case)
            case Press("take", at) if at == self.card:
                await self.edit(heard.chat.address, self.card, drawn("JA26-00042\n老周已接单\n示例路", "handled"))
                return Answer("您接了 JA26-00042")
            case Words(text):
                await self.send(heard.chat.address, drawn(f"听到：{text}"))
        return Answer()

    async def send(self, address: str, say: Drawn) -> str:
        self._letters += 1
        return await self._town.channel.send(address, say, id=str(self._letters))

    async def edit(self, address: str, message: str, say: Drawn) -> None:
        self._letters += 1
        await self._town.channel.edit(address, message, say, id=str(self._letters))


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_the_whole_loop_in_the_demo(demo_town: Town, looking: Looking, size: ViewportSize, language: str) -> None:
    Script(demo_town)
    page = await looking.page(demo_town.url, await looking.context(size=size, language=language))
    rider, officer = page.locator("[data-seat=rider].pane"), page.locator("[data-seat=officer].pane")
    await expect(rider.get_by_text("您好，这里是静安随手报。")).to_be_visible()
    await expect(rider.locator(".menu-key")).to_have_text(["随手报", "我的"])
    await open_samples(page, rider, language)
    await page.locator(".sample").first.click()
    await expect(rider.locator(".mine.photo img")).to_be_visible()
    await rider.locator(".asks .place-keys .key").nth(1).click()
    await pick_in_the_middle(page)
    await expect(rider.locator(".place-line")).to_contain_text("·")
    await rider.get_by_role("button", name="submit").click()
    await expect(rider.get_by_text("已收到，编号 JA26-00042")).to_be_visible()
    await expect(rider.get_by_role("button", name="submit")).to_have_count(0)
    if size is PHONE:
        await expect(page.locator("#tab-officer.has-news")).to_be_visible()
        await page.locator("#tab-officer").click()
    await expect(officer.get_by_text("<b>飞线充电</b>")).to_be_visible()
    await officer.get_by_role("button", name="take").click()
    await expect(officer.locator(".toast")).to_have_text("您接了 JA26-00042")
    await expect(officer.get_by_text("老周已接单")).to_be_visible()
    await expect(officer.locator(".message.theirs")).to_have_count(1)
    await no_sideways_scroll(page)


async def open_samples(page: Page, rider: Any, language: str) -> None:
    await rider.get_by_role("button", name=TEXTS.line("web-add-photo", language)).click()
    await rider.get_by_role("menuitem", name=TEXTS.line("web-photo-sample", language)).click()
    await expect(page.locator(".sample")).to_have_count(6)


async def pick_in_the_middle(page: Page) -> None:
    box = await page.locator("svg.map").bounding_box()
    assert box
    await expect(page.locator(".map-dialog .main")).to_be_disabled()
    await page.mouse.click(box["x"] + box["width"] * 0.48, box["y"] + box["height"] * 0.35)
    await page.locator(".map-dialog .main").click()


async def no_sideways_scroll(page: Page) -> None:
    too_wide = await page.evaluate(
        """() => [document.documentElement, ...document.querySelectorAll('.scroll, .log, dialog')]
            .filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.className || each.tagName)"""
    )
    assert too_wide == []


async def small_keys(page: Page) -> list[str]:
    found: list[str] = await page.evaluate(
        """() => [...document.querySelectorAll('button, .key, a.main')]
            .filter((key) => key.checkVisibility() && !key.matches('.picture'))
            .map((key) => [key.getBoundingClientRect(), key.textContent || key.getAttribute('aria-label')])
            .filter(([box]) => box.height < 43.5 || box.width < 43.5).map(([, name]) => name)"""
    )
    return found


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
    await page.get_by_role("button", name="加照片").click()
    async with page.expect_file_chooser() as choosing:
        await page.get_by_role("menuitem", name="发原图").click()
    photos = [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": jpeg(90 + n, 60)} for n in range(3)]
    await (await choosing.value).set_files(photos)  # type: ignore[arg-type]
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
    await expect(page.locator(".composer")).to_be_visible()
    await asyncio.sleep(0.5)
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
