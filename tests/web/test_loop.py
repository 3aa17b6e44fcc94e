"""The whole loop at the page, in a real browser against the real demo process, as a tired rider goes through it."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.async_api import Page, ViewportSize, expect

from tests.web.browsing import CHROMIUM, DESK, PHONE, Looking, no_sideways_scroll, small_keys
from tests.web.conftest import jpeg
from tests.web.demo import DANING, Demo, Seat

# Far enough from what the other tests report that nothing is known near by.
ELSEWHERE = (DANING[0], DANING[1] - 0.02)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: the loop is NOT tried"),
]

WORDS = {"zh-CN": "充电线从三楼飞下来", "en": "charging cable hangs from the third floor"}
DONE = {"zh-CN": "线已剪，住户已当面告知", "en": "cable cut, the resident was told"}
SECOND_TAP_SECONDS = 0.5  # what comes sooner on the same card is taken for the second of two taps
LOOPS = [(DESK, "zh-CN"), (PHONE, "en"), (DESK, "en"), (PHONE, "zh-CN")]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with Demo(tmp_path_factory.mktemp("demo")) as demo:
        yield demo


@dataclass
class Room:
    """The demo's page with its three people."""

    page: Page
    rider: Seat
    officer: Seat
    coordinator: Seat


async def enter(demo: Demo, looking: Looking, size: ViewportSize = DESK, language: str = "zh-CN") -> Room:
    """The page opened by somebody new."""
    is_phone = size is PHONE
    context = await looking.context(size=size, language=language, has_touch=is_phone, is_mobile=is_phone)
    page = await looking.page(demo.url, context)
    room = Room(page, *(Seat(page, language, name) for name in ("rider", "officer", "coordinator")))
    await expect(room.rider.log.locator(".theirs")).to_have_count(1)
    return room


async def report(rider: Seat) -> str:
    """From photo to number, consent on the way; the number."""
    await rider.sends_sample("wire", WORDS[rider.language])
    await rider.press("consent.yes")
    await expect(rider.log.locator(".asks .place-keys .key").first).to_be_in_viewport(ratio=1)
    await rider.picks_place(ELSEWHERE)
    await expect(rider.key("report-card.send")).to_be_in_viewport(ratio=1)
    await rider.press("report-card.send")
    await expect(rider.key("report-sent.add")).to_be_in_viewport(ratio=1)
    return await rider.number()


async def handle(officer: Seat, number: str) -> None:
    """Taken, then handled with a photo, and marked as having been there."""
    await officer.press("act-take", number)
    await expect(officer.pane.locator(".toast")).to_contain_text(number)
    await asyncio.sleep(SECOND_TAP_SECONDS)
    await officer.press("act-handled", number)
    await expect(officer.pane.locator(".asking")).to_contain_text(number)
    await officer.sends_photos(jpeg(800, 600, "green"), words=DONE[officer.language])
    await expect(officer.key("handled-mark.true")).to_be_in_viewport(ratio=1)
    await officer.press("handled-mark.true")
    await expect(officer.pane.locator(".asking")).to_be_hidden()


@pytest.mark.parametrize(("size", "language"), LOOPS, ids=["desk-zh", "phone-en", "desk-en", "phone-zh"])
async def test_a_hazard_from_photo_to_points(demo: Demo, looking: Looking, size: ViewportSize, language: str) -> None:
    room = await enter(demo, looking, size, language)
    rider, officer = room.rider, room.officer
    await rider.sends_sample("wire", WORDS[language])
    await rider.press("consent.yes")
    await rider.picks_place()
    card = rider.log.locator(".asks")
    await expect(card).to_contain_text("+4")
    await expect(card).to_contain_text("大宁路街道" if language == "zh-CN" else "Daning Road")
    await expect(rider.key("report-card.send")).to_be_in_viewport(ratio=1)
    await no_sideways_scroll(room.page)
    await rider.press("report-card.send")
    await expect(rider.key("report-sent.add")).to_be_in_viewport(ratio=1)
    number = await rider.number()
    if size is PHONE:
        await expect(room.page.locator("#tab-officer.has-news")).to_be_visible()
    await officer.looks()
    case = officer.log.locator(".message", has_text=number)
    await expect(case.locator(".picture img")).to_be_visible()
    await handle(officer, number)
    await rider.looks()
    asked = rider.log.locator(".message", has=room.page.get_by_role("button", name=rider.word("case-handled.partly")))
    await expect(asked.locator(".picture img")).to_be_visible()
    width, height = await asked.locator("img").evaluate("image => [image.naturalWidth, image.naturalHeight]")
    shown = await asked.locator("img").evaluate("image => getComputedStyle(image).objectFit")
    assert shown == "contain" or width >= height, "before and after are both seen whole"
    for answer in ("solved", "partly", "unsolved", "notpassed"):
        await expect(rider.key(f"case-handled.{answer}")).to_be_in_viewport(ratio=1)
    assert await small_keys(room.page) == []
    await rider.press("case-handled.solved")
    await rider.menu("menu-points")
    await rider.sees(f"{number} +4")
    await room.coordinator.menu("menu-today")
    await expect(room.coordinator.log.locator(".theirs").last.locator(".key").last).to_be_in_viewport(ratio=1)
    await no_sideways_scroll(room.page)


async def test_after_a_kill_the_page_finds_its_way_back_and_the_chats_are_where_they_were(
    demo: Demo, looking: Looking
) -> None:
    room = await enter(demo, looking, PHONE)
    number = await report(room.rider)
    before = await room.rider.log.inner_text()
    demo.end(signal.SIGKILL)
    await expect(room.rider.pane.locator(".quiet-line")).to_be_visible()
    await room.rider.says("门牌是 12 弄 3 号")
    await expect(room.rider.log.locator(".pending")).to_have_count(1)
    demo.start()
    await expect(room.rider.pane.locator(".quiet-line")).to_be_hidden(timeout=30_000)
    await expect(room.rider.log.locator(".pending")).to_have_count(0, timeout=30_000)
    assert before in await room.rider.log.inner_text()
    await room.page.reload()
    await expect(room.rider.log).to_contain_text(number)
    await expect(room.rider.log.locator(".mine").get_by_text("门牌是 12 弄 3 号")).to_have_count(1)
    await handle(room.officer, number)
    looking.complaints.clear()  # a browser complains by itself while nobody answers


async def test_double_taps_count_once(demo: Demo, looking: Looking) -> None:
    room = await enter(demo, looking, PHONE)
    rider, officer = room.rider, room.officer
    await rider.sends_sample("wire", WORDS["zh-CN"])
    await rider.key("consent.yes").dblclick()
    await rider.picks_place()
    await rider.key("report-card.send").dblclick()
    await expect(rider.key("report-sent.add")).to_be_visible()
    number = await rider.number()
    await officer.looks()
    await officer.key("act-take", number).dblclick(delay=60)
    await expect(officer.key("act-handled", number)).to_be_visible()
    await expect(officer.log.locator(".message", has_text=number)).to_have_count(1)
    await rider.menu("menu-mine")
    await expect(rider.log.get_by_role("button", name=number)).to_have_count(1)


async def test_the_wrong_order_two_photos_and_a_refresh_in_the_middle(demo: Demo, looking: Looking) -> None:
    room = await enter(demo, looking, PHONE)
    rider, page = room.rider, room.page
    await rider.says("井盖没了，差点摔")
    await rider.press("consent.yes")
    await page.reload()
    await rider.sends_photos(jpeg(600, 400), jpeg(601, 400))
    await expect(rider.log.locator(".mine.photo:not(.pending)")).to_have_count(2)
    await expect(rider.log.locator(".asks .place-keys .key").first).to_be_in_viewport(ratio=1)
    await page.reload()
    await rider.picks_place()
    await expect(rider.log.locator(".asks")).to_contain_text("照片 2 张")
    await rider.press("report-card.place")
    await rider.picks_place()
    await page.go_back()
    await page.goto(demo.url)
    await rider.press("report-card.send")
    await expect(rider.key("report-sent.add")).to_be_in_viewport(ratio=1)


async def test_an_invited_officer_and_a_counter_work_on_a_phone(demo: Demo, looking: Looking) -> None:
    codes = [demo.invitation(role, "--street", "310106019") for role in ("officer", "counter")]
    chats = []
    for code in await asyncio.gather(*codes):
        page = await looking.page(f"{demo.url}/chat?code={code}", await looking.context(size=PHONE, has_touch=True))
        chat = Seat(page, "zh-CN")
        await expect(chat.log.locator(".theirs").last).to_be_in_viewport(ratio=0.3)
        assert code not in page.url + await chat.log.inner_text()
        chats.append(chat)
    officer, counter = chats
    room = await enter(demo, looking, PHONE)
    number = await report(room.rider)
    await expect(counter.key("act-take", number)).to_be_in_viewport(ratio=1)
    await officer.menu("menu-desk")
    await officer.log.get_by_role("button", name=number).click()
    await expect(officer.log.locator(".message", has_text=number).locator(".picture img").last).to_be_visible()
    await handle(officer, number)
    await expect(counter.key("act-take", number)).to_have_count(0)
    await expect(counter.log.locator(".message", has_text=number)).to_have_count(1)
    await room.rider.press("case-handled.solved")
    for chat in chats:
        await no_sideways_scroll(chat.page)
        assert await small_keys(chat.page) == []
