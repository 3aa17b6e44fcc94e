"""The till on the web: a PIN, a code, one large word; by keyboard, by photo, without a signal; only for who is in."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import httpx
import openpyxl
import pytest
from playwright.async_api import Page, expect

from bot.channels.web import WebChannel
from bot.tills import TillCounter
from bot.voucher_card import VoucherWords, voucher_card
from bot.web.server import serve, web_app
from cases.starlight.tills import NewTill
from cases.starlight.vouchers import Voucher
from rewards.codes import code_of
from tests.web.browsing import CHROMIUM, PHONE, Looking, no_sideways_scroll, small_keys
from tests.world import Basis, Plain, World, basis, photo, shared_basis

__all__ = ["basis", "shared_basis"]

browser_only = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: the page is NOT tried")


class NoTraveller:
    """The wall clock as it is: a browser has no other."""

    def shift(self, *_: object) -> None:
        raise AssertionError("a till's tests run in real time")


@dataclass
class Shop:
    """A running server with one shop, its till, and a rider with points."""

    world: World
    url: str
    till: NewTill

    @property
    def page(self) -> str:
        return f"{self.url}/till/{self.till.token}"

    async def voucher(self, benefit: str = "water") -> Voucher:
        person = await self.world.person("wang")
        return await self.world.app.turns.at_till(
            lambda turn: turn.starlight.vouchers.take(
                turn.roster.person(person), turn.starlight.vouchers.benefit(benefit)
            )
        )

    def device(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            base_url=f"{self.url}/api/till/{self.till.token}", headers={"origin": self.url}, timeout=10, verify=False
        )

    @asynccontextmanager
    async def signed_in(self) -> AsyncIterator[httpx.AsyncClient]:
        async with self.device() as device:
            said = await device.post("/pin", json={"pin": self.till.pin})
            assert said.json()["outcome"] == "in", said.text
            yield device


@pytest.fixture
async def shop(sqlite_url: str, basis: Basis, tmp_path: Path) -> AsyncIterator[Shop]:
    world = await World.open(basis, sqlite_url, Plain(), NoTraveller())  # type: ignore[arg-type]
    await world.agree("wang")
    await world.verified("wang", 3, "manhole")
    turns = world.app.turns
    await turns.at_till(lambda turn: turn.starlight.offers.fill_up())
    till = await turns.at_till(lambda turn: turn.starlight.tills.renew("grocer"))

    async def health() -> dict[str, bool]:
        return {"ok": True}

    async def no_notice(number: int) -> None:
        """Nothing was published."""

    site = web_app(
        channel=WebChannel(world.database, basis.seals, tmp_path / "uploads"),
        texts=basis.texts,
        catalog=basis.know.catalog,
        demo=None,
        health=health,
        webhook=None,
        notices=no_notice,
        tills=TillCounter(turns, basis.texts, basis.photos),
    )
    answering: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(serve(site, "127.0.0.1", 0, ready=answering.set_result))
    yield Shop(world, await answering, till)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    await world.close()


async def ask(device: httpx.AsyncClient, code: str, **rest: object) -> dict[str, object]:
    said = await device.post("/code", json={"id": str(uuid4()), "code": code, **rest})
    assert said.status_code == 200, said.text
    return dict(said.json())


# -- what the server answers ---------------------------------------------------------------------------------------


async def test_a_code_is_good_once_and_its_rider_hears_of_it(shop: Shop) -> None:
    voucher = await shop.voucher()
    async with shop.signed_in() as device:
        first, again = await ask(device, voucher.shown_code.lower()), await ask(device, voucher.code)
    assert (first["word"], again["word"]) == ("good", "used")
    assert first["at"] == again["at"]
    assert first["benefit"] == {"zh-CN": "瓶装水两瓶", "en": "Two bottles of water"}
    await shop.world.settle()
    assert "已用：瓶装水两瓶" in shop.world.channel.shown[-1].text


async def test_a_question_sent_again_gets_the_same_answer(shop: Shop) -> None:
    """The answer was lost on its way: the cashier must not read 已用过 for what they just took."""
    voucher, id = await shop.voucher(), str(uuid4())
    async with shop.signed_in() as device:
        answers = [(await device.post("/code", json={"id": id, "code": voucher.code})).json() for _ in range(3)]
    assert [answer["word"] for answer in answers] == ["good"] * 3


async def test_every_word_has_its_reason(shop: Shop) -> None:
    undone = await shop.voucher()
    person = await shop.world.person("wang")
    await shop.world.app.turns.at_till(
        lambda turn: turn.starlight.vouchers.undo(undone.redemption.id, turn.roster.person(person))
    )
    async with shop.signed_in() as device:
        assert (await ask(device, undone.code))["word"] == "undone"
        assert (await ask(device, code_of("ab" * 16)))["word"] == "foreign"
        assert (await ask(device, "7K3M"))["word"] == "mistyped"
        late = int(time.time()) - 3 * 3600
        assert (await ask(device, (await shop.voucher()).code, noted_at=late))["word"] == "noted-late"
        for _ in range(4):
            await ask(device, code_of("cd" * 16))
        assert (await ask(device, code_of("ef" * 16)))["word"] == "locked"


async def test_who_is_not_in_gets_nothing(shop: Shop) -> None:
    voucher = await shop.voucher()
    body = {"id": str(uuid4()), "code": voucher.code}
    async with shop.device() as stranger:
        assert (await stranger.get(shop.page.replace("/till/", "/api/till/"))).json() == {"word": "out"}
        assert (await stranger.post("/code", json=body)).status_code == 401
        assert (await stranger.post("/photo", content=b"x")).status_code == 401
        stranger.cookies.set("starlight_till", "made-up")
        assert (await stranger.post("/code", json=body)).status_code == 401
    async with httpx.AsyncClient(base_url=shop.url, headers={"origin": "http://evil.example"}, verify=False) as evil:
        path = f"/api/till/{shop.till.token}/pin"
        assert (await evil.post(path, json={"pin": shop.till.pin})).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"id": "x", "code": "y"},
        {"code": "y"},
        {"id": str(uuid4()), "code": ""},
        {"id": str(uuid4()), "code": "y" * 81},
    ],
)
async def test_a_body_of_another_form_is_refused(shop: Shop, body: dict[str, str]) -> None:
    async with shop.signed_in() as device:
        assert (await device.post("/code", json=body)).status_code == 422
        far = {"id": str(uuid4()), "code": "7K3M", "noted_at": 10**12}
        assert (await device.post("/code", json=far)).status_code == 422


async def test_wrong_pins_close_the_door(shop: Shop) -> None:
    wrong = f"{(int(shop.till.pin) + 1) % 1_000_000:06}"
    async with shop.device() as device:
        outcomes = [(await device.post("/pin", json={"pin": wrong})).json()["outcome"] for _ in range(5)]
        assert outcomes == ["wrong"] * 4 + ["locked"]
        right = (await device.post("/pin", json={"pin": shop.till.pin})).json()
        assert (right["outcome"], right["until"] > time.time()) == ("locked", True)
        assert (await device.post("/pin", json={"pin": "12345"})).status_code == 422
        assert (await device.post("/pin", json={"pin": "１２３４５６"})).status_code == 422


async def test_a_photo_is_looked_at_and_kept_nowhere(shop: Shop) -> None:
    voucher = await shop.voucher()
    async with shop.signed_in() as device:
        read = await device.post("/photo", content=_card(voucher))
        assert read.json() == {"word": "read", "code": voucher.shown_code}
        assert (await device.post("/photo", content=photo("a"))).json()["word"] == "no-code"
        assert (await device.post("/photo", content=b"not a photo")).json()["word"] == "no-photo"
        assert (await device.post("/photo", content=b"x" * 6_000_001)).status_code == 413
    assert await shop.world.count("photo") == 0


async def test_only_the_tills_page_may_use_the_camera(shop: Shop) -> None:
    async with httpx.AsyncClient(base_url=shop.url, verify=False) as browser:
        till, chat = await browser.get(shop.page), await browser.get("/chat")
    assert "camera=(self)" in till.headers["permissions-policy"]
    assert "camera=()" in chat.headers["permissions-policy"]
    assert till.headers["content-security-policy"] == chat.headers["content-security-policy"]


async def test_a_statement_opens_by_its_link_for_a_day(shop: Shop) -> None:
    voucher = await shop.voucher()
    async with shop.signed_in() as device:
        await ask(device, voucher.code)
    grocer = shop.world.basis.know.catalog.handbook.shops["grocer"]
    link = await shop.world.app.turns.at_till(
        lambda turn: turn.starlight.statements.link(turn.starlight.statements.of(grocer), "zh-CN")
    )
    async with httpx.AsyncClient(base_url=shop.url, verify=False) as browser:
        found = await browser.get(f"/statement/{link}")
        assert (await browser.get(f"/statement/{link}x")).status_code == 404
    assert found.headers["content-disposition"].endswith('.xlsx"')
    sheet = openpyxl.load_workbook(BytesIO(found.content)).active
    assert sheet is not None
    assert "瓶装水两瓶" in [cell.value for row in sheet.iter_rows() for cell in row]


# -- the page ------------------------------------------------------------------------------------------------------


async def _signed_in(page: Page, shop: Shop) -> None:
    await page.locator("#pin").fill(shop.till.pin)
    await page.locator(".till-pin .main").click()
    await expect(page.locator("#code")).to_be_visible()


@browser_only
@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "words"), [("zh-CN", ("有效", "已用过", "输错了")), ("en", ("GOOD", "USED", "MISTYPED"))]
)
async def test_a_cashier_types_a_code_on_a_phone(
    shop: Shop, looking: Looking, language: str, words: tuple[str, str, str]
) -> None:
    voucher = await shop.voucher()
    context = await looking.context(size=PHONE, language=language, has_touch=True, is_mobile=True)
    page = await looking.page(shop.page, context)
    await _signed_in(page, shop)
    assert await small_keys(page) == []
    swapped = voucher.code[:-1] + ("0" if voucher.code[-1] != "0" else "1")
    for typed, word in ((voucher.code, words[0]), (voucher.code.lower(), words[1]), (swapped, words[2])):
        await page.locator("#code").fill(typed)
        await page.locator(".till-code .main").click()
        await expect(page.locator(".till-word")).to_have_text(word)
        await no_sideways_scroll(page)
        await page.locator(".till-answer .main").click()
    await page.reload()
    await expect(page.locator("#code")).to_be_visible()  # the PIN is asked once


@browser_only
@pytest.mark.browser
async def test_without_a_signal_the_code_is_noted_and_settles_by_itself(shop: Shop, looking: Looking) -> None:
    voucher = await shop.voucher()
    context = await looking.context(size=PHONE)
    page = await looking.page(shop.page, context)
    await _signed_in(page, shop)
    await context.set_offline(True)
    await page.locator("#code").fill(voucher.code)
    await page.locator(".till-code .main").click()
    await expect(page.locator(".till-word")).to_have_text("已记下")
    await expect(page.locator(".till-waiting")).to_contain_text("1")
    await page.locator(".till-answer .main").click()
    await context.set_offline(False)
    await expect(page.locator(".till-settled")).to_contain_text("有效")
    await expect(page.locator(".till-waiting")).to_be_hidden()
    assert await shop.world.count("redemption", "state = 'used'") == 1
    looking.complaints = [said for said in looking.complaints if "ERR_INTERNET_DISCONNECTED" not in said]


@browser_only
@pytest.mark.browser
async def test_a_photographed_qr_is_redeemed(shop: Shop, looking: Looking) -> None:
    """As a browser does that can't look for codes itself."""
    voucher = await shop.voucher()
    context = await looking.context(size=PHONE)
    await context.add_init_script("delete globalThis.BarcodeDetector")
    page = await looking.page(shop.page, context)
    await _signed_in(page, shop)
    card = {"name": "voucher.jpg", "mimeType": "image/jpeg", "buffer": _card(voucher)}
    await page.locator(".till-photo input").set_input_files(card)  # type: ignore[arg-type]
    await expect(page.locator(".till-word")).to_have_text("有效")


def _card(voucher: Voucher) -> bytes:
    return voucher_card(VoucherWords("星光礼遇", "水", "店", "街", "明天前", "给店员看", "5 分", voucher.shown_code))
