"""What thumbs do on a phone: quick taps, taps twice, long lists, long words, presses far above the end."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

import pytest
from PIL import Image
from playwright.async_api import Locator, Page, ViewportSize, expect

from bot.channels.channel import Answer, Drawn, Key
from dialogue.hear import Command, Heard, Press, Words
from storage.database import Database
from storage.sqlite import SqliteDatabase
from tests.web.browsing import CHROMIUM, PHONE, Looking
from tests.web.conftest import Town

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: the pages are NOT tried"),
]

SMALL_PHONE: ViewportSize = {"width": 360, "height": 640}
ROWS = [f"第 {n} 件" for n in range(1, 15)]


@pytest.fixture
async def database(sqlite_database: SqliteDatabase) -> Database:
    """One engine is enough here: what is tried is the page."""
    return sqlite_database


class Counter:
    """A turn for these tests: shows a card for each word, and ticks what is pressed on a list of several."""

    def __init__(self, town: Town) -> None:
        self.town, self.letters, self.on, self.address = town, 0, list[str](), ""
        self.cards: dict[str, str] = {}
        town.turn = self.turn

    @property
    def pressed(self) -> list[str]:
        return [each.parts[0].data for each in self.town.heard if isinstance(each.parts[0], Press)]

    async def turn(self, heard: Heard) -> Answer:
        self.address = heard.chat.address
        match heard.parts[0]:
            case Command("start"):
                await self.show("start", Drawn("您好"))
            case Words("several"):
                await self.show("several", self.several())
            case Words("benefits"):
                await self.show(
                    "benefits", Drawn("礼遇手册\n点一个看详情", keys=rows(f"benefit:{n}" for n in range(14)))
                )
            case Words("voucher"):
                picture = BytesIO()
                Image.new("RGB", (720, 1000), "navy").save(picture, "JPEG")
                text = "换好了：饮品八折折扣券 1 张，没用积分。\n" + "到店给店员看这张图就行。\n" * 6
                await self.show("voucher", Drawn(text, keys=rows(["undo:1"]), picture=picture.getvalue()))
            case Words("card"):
                await self.show("card", Drawn("编号 JA26-00001\n看这件", keys=rows(["case:JA26-00001"])))
            case Words(text):
                await self.show(text, Drawn(f"听到：{text}"))
            case Press(data) if data.startswith("?T:many:"):
                self.on.append(data.rpartition(":")[2])
                await self.change("several", self.several())
            case Press("case:JA26-00001"):
                await self.show("answer", Drawn("这件还在办"))
        return Answer()

    async def show(self, name: str, drawn: Drawn) -> None:
        self.letters += 1
        self.cards[name] = await self.town.channel.send(self.address, drawn, id=str(self.letters))

    async def change(self, name: str, drawn: Drawn) -> None:
        self.letters += 1
        await self.town.channel.edit(self.address, self.cards[name], drawn, id=str(self.letters))

    def several(self) -> Drawn:
        labels = [f"✓ {row}" if str(n) in self.on else row for n, row in enumerate(ROWS)]
        keys = [(Key(label, f"?T:many:{n}"),) for n, label in enumerate(labels)]
        acts = (Key("全选", "?T:many:*"), *([Key("接单", "?T:many:take")] if self.on else []))
        return Drawn(f"点选要一起办的\n已选 {len(self.on)} 件", keys=(*keys, acts))


def rows(presses: Iterable[str]) -> tuple[tuple[Key, ...], ...]:
    return tuple((Key(f"钥匙 {press}", press),) for press in presses)


async def opened(town: Town, looking: Looking, size: ViewportSize = PHONE) -> Page:
    page = await looking.page(f"{town.url}/chat", await looking.context(size=size, has_touch=True, is_mobile=True))
    await expect(page.get_by_text("您好")).to_be_visible()
    return page


async def says(page: Page, words: str) -> Locator:
    """What is shown for it."""
    theirs = page.locator(".theirs")
    before = await theirs.count()
    await page.locator("textarea").fill(words)
    await page.locator(".send").click()
    await expect(theirs).to_have_count(before + 1)
    return theirs.nth(before)


async def test_quick_taps_on_different_rows_all_count(town: Town, looking: Looking) -> None:
    counter, page = Counter(town), await opened(town, looking)
    await says(page, "several")
    boxes = [await page.locator(".row .key").nth(n).bounding_box() for n in range(5)]
    for box in boxes:
        assert box
        await page.touchscreen.tap(box["x"] + 60, box["y"] + box["height"] / 2)
        await page.wait_for_timeout(60)
    await expect(page.get_by_text("已选 5 件")).to_be_visible()
    assert counter.pressed == [f"?T:many:{n}" for n in range(5)], "no row has moved from under the finger"


async def test_two_taps_on_one_row_are_one(town: Town, looking: Looking) -> None:
    counter, page = Counter(town), await opened(town, looking)
    card = await says(page, "several")
    await card.locator(".key").first.dblclick(delay=40)
    await expect(page.get_by_text("已选 1 件")).to_be_visible()
    assert counter.pressed == ["?T:many:0"]


@pytest.mark.parametrize("words", ["several", "benefits", "voucher"])
async def test_what_is_higher_than_a_phone_is_read_from_its_top(town: Town, looking: Looking, words: str) -> None:
    Counter(town)
    page = await opened(town, looking, SMALL_PHONE)
    card = await says(page, words)
    await page.wait_for_timeout(600)
    seen, box = await page.locator(".scroll").bounding_box(), await card.bounding_box()
    assert seen
    assert box
    assert box["height"] > seen["height"], "it does not fit"
    assert seen["y"] - 1 <= box["y"] < seen["y"] + 30


async def test_who_presses_far_above_the_end_is_taken_to_the_answer(town: Town, looking: Looking) -> None:
    counter, page = Counter(town), await opened(town, looking)
    card = await says(page, "card")
    for n in range(12):
        await says(page, f"说 {n}")
    await card.locator(".key").scroll_into_view_if_needed()
    await card.locator(".key").click()
    await expect(page.get_by_text("这件还在办")).to_be_in_viewport(ratio=0.9)
    assert counter.pressed == ["case:JA26-00001"]


async def test_a_card_that_changes_out_of_sight_says_that_there_is_news(town: Town, looking: Looking) -> None:
    counter, page = Counter(town), await opened(town, looking)
    await says(page, "开头")
    for n in range(12):
        await says(page, f"说 {n}")
    await page.locator(".message").first.scroll_into_view_if_needed()
    await page.wait_for_timeout(300)  # the page has seen that somebody reads further up
    await expect(page.locator(".newest")).to_be_hidden()
    await counter.change("说 11", Drawn("现在有人接了"))
    await expect(page.locator(".newest")).to_be_visible()
    await page.locator(".newest").click()
    await expect(page.get_by_text("现在有人接了")).to_be_in_viewport(ratio=0.9)


async def test_who_writes_more_than_is_kept_is_told_at_once(town: Town, looking: Looking) -> None:
    Counter(town)
    page = await opened(town, looking)
    await page.locator("textarea").fill("长" * 12_000)
    await expect(page.locator(".toast")).to_contain_text("1000")
    await page.locator(".send").click()
    await expect(page.locator(".mine:not(.pending)")).to_have_count(1)
    await expect(page.get_by_text("听到：")).to_be_visible()
    assert town.heard[-1].parts == (Words("长" * 1000),)


async def test_a_tick_takes_no_room_from_the_words(town: Town, looking: Looking) -> None:
    Counter(town)
    page = await opened(town, looking)
    card = await says(page, "card")
    measured = "(key) => [key.offsetHeight, key.querySelector('span').getBoundingClientRect().left]"
    before = await card.locator(".key").evaluate(measured)
    await card.locator(".key").click()
    await expect(card.locator(".key[aria-pressed]")).to_be_visible()
    assert await card.locator(".key[aria-pressed]").evaluate(measured) == before
