"""A guest's link on the web: read and answered without an account, on any phone, in both languages."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Page, expect

from bot.channels.web import WebChannel
from bot.guests import GuestDoor
from bot.web.server import serve, web_app
from cases.consultations.consultation import Side
from tests.cases.consultation_world import DAY, Table, gate
from tests.web.browsing import CHROMIUM, PHONE, Looking, no_sideways_scroll, small_keys
from tests.web.test_till import NoTraveller
from tests.world import Basis, Plain, World, basis, shared_basis

__all__ = ["basis", "shared_basis"]

browser_only = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: the page is NOT tried")
PICTURES = os.environ.get("GUEST_PICTURES", "")  # a folder for pictures of the page, to be looked at


@dataclass
class House:
    """A running server, and a consultation to which 王经理 and 张女士 have links."""

    table: Table
    url: str

    def page(self, name: str = "王经理") -> str:
        return f"{self.url}/guest/{self.table.links[name]}"

    def phone(self, token: str | None = None) -> httpx.AsyncClient:
        token = self.table.links["王经理"] if token is None else token
        return httpx.AsyncClient(
            base_url=f"{self.url}/api/guest/{token}", headers={"origin": self.url}, verify=False, follow_redirects=True
        )


@pytest.fixture
async def house(sqlite_url: str, basis: Basis, tmp_path: Path) -> AsyncIterator[House]:
    world = await World.open(basis, sqlite_url, Plain(), NoTraveller())  # type: ignore[arg-type]
    table = await gate(world)
    await table.call(in_seconds=-60, seconds=-3 * DAY)  # it began a minute ago
    await table.guest(Side.PROPERTY, "王经理")
    await table.guest(Side.OWNER, "张女士")

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
        guests=GuestDoor(world.app.turns, basis.texts),
    )
    answering: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(serve(site, "127.0.0.1", 0, ready=answering.set_result))
    yield House(table, await answering)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    await world.close()


# -- what the server answers ---------------------------------------------------------------------------------------


async def test_it_says_who_invites_about_what_when_and_where(house: House) -> None:
    async with house.phone() as phone:
        held = (await phone.get("")).json()
        english = (await phone.get("", params={"lang": "en"})).json()
    assert (held["about"], held["category"]) == ("大宁广场东门", "进门难/取送不便")
    assert (held["street"], held["party"], held["where"]) == ("大宁路街道", "物业 王经理", "街道一楼")
    assert (held["agenda"], held["state"], held["answer"]) == (["车停哪"], "called", "")
    assert (english["street"], english["party"]) == ("Daning Road Subdistrict", "Property manager 王经理")
    assert "张女士" not in str(held)


async def test_two_phones_at_one_link_see_the_same(house: House) -> None:
    async with house.phone() as one, house.phone() as other:
        assert (await one.post("/answer", json={"answer": "come"})).json()["answer"] == "come"
        said = (await other.post("/answer", json={"answer": "words", "words": " 晚上七点后再送 "})).json()
        assert (said["answer"], said["words"]) == ("words", "晚上七点后再送")
        assert (await one.get("")).json()["words"] == "晚上七点后再送"


async def test_consent_is_asked_when_the_text_is_there_and_counts_until_all_agree(house: House) -> None:
    async with house.phone() as phone, house.phone(house.table.links["张女士"]) as owner:
        early = (await phone.post("/consent", json={"agrees": True})).json()
        assert (early["late"], early["consent"]) == (True, "")
        await house.table.to_consent()
        assert (await phone.get("")).json()["rule"] == "门口停十分钟。"
        assert (await phone.post("/consent", json={"agrees": False, "why": "太短"})).json()["consent"] == "no"
        assert (await phone.post("/consent", json={"agrees": True})).json()["consent"] == "yes"
        assert (await owner.post("/consent", json={"agrees": True})).json()["state"] == "agreed"
        too_late = (await phone.post("/consent", json={"agrees": False})).json()
        assert (too_late["late"], too_late["state"], too_late["consent"]) == (True, "agreed", "yes")


@pytest.mark.parametrize("token", ["x" * 32, "a", "..", "%00", "' or 1=1 --"])
async def test_a_foreign_link_opens_nothing(house: House, token: str) -> None:
    async with house.phone(token) as phone:
        assert (await phone.get("")).status_code == 404
        assert (await phone.post("/answer", json={"answer": "come"})).status_code == 404
        assert (await phone.post("/consent", json={"agrees": True})).status_code == 404


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/answer", {}),
        ("/answer", {"answer": "perhaps"}),
        ("/answer", {"answer": "words", "words": "  "}),
        ("/answer", {"answer": "words", "words": "x" * 501}),
        ("/answer", {"answer": "come", "party": 2}),
        ("/consent", {"agrees": "who knows"}),
    ],
)
async def test_a_body_of_another_form_is_refused(house: House, path: str, body: dict[str, object]) -> None:
    async with house.phone() as phone:
        assert (await phone.post(path, json=body)).status_code == 422


async def test_another_site_can_not_answer_for_a_guest(house: House) -> None:
    async with house.phone() as phone:
        evil = await phone.post("/answer", json={"answer": "come"}, headers={"origin": "http://evil.example"})
    assert evil.status_code == 403


# -- the page ------------------------------------------------------------------------------------------------------


async def _pictured(page: Page, name: str) -> None:
    if PICTURES:
        await page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


WORDS = {
    "zh-CN": ("来", "只想说一句", "发出", "不同意", "同意", "您来吗？", "您说：来。", "您说：不同意。", "各方都同意"),
    "en": ("I'll come", "Just a word", "Send", "I don't", "I agree", "Will you come?", "You said that you come",
           "You did not agree", "Everybody agreed"),
}  # fmt: skip


@browser_only
@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh-CN", "en"])
async def test_a_guest_answers_and_agrees_on_a_phone(house: House, looking: Looking, language: str) -> None:
    come, word, send, no, yes, question, came, refused, agreed = WORDS[language]
    context = await looking.context(size=PHONE, language=language, has_touch=True, is_mobile=True)
    page = await looking.page(house.page(), context)
    await expect(page.locator(".guest-question")).to_have_text(question)
    await _pictured(page, f"{language}-1-invited")
    assert await small_keys(page) == []
    await page.get_by_role("button", name=come, exact=True).click()
    await expect(page.locator(".guest-said")).to_contain_text(came)
    await page.get_by_role("button", name=word, exact=True).click()
    await page.locator("#guest-words").fill("<b>晚上七点后再送</b>")
    await _pictured(page, f"{language}-2-writing")
    await page.get_by_role("button", name=send, exact=True).click()
    await expect(page.locator(".guest-said")).to_contain_text("<b>晚上七点后再送</b>")
    await no_sideways_scroll(page)
    await house.table.to_consent("送餐从东门进，车停门口六个车位，十分钟以内，登记手机尾号。")
    await page.reload()
    await _pictured(page, f"{language}-3-asked")
    await page.get_by_role("button", name=no, exact=True).click()
    await page.locator("#guest-words").fill("六个不够")
    await page.get_by_role("button", name=send, exact=True).click()
    await expect(page.locator(".guest-said")).to_contain_text(refused)
    await house.table.consents("张女士")
    await page.get_by_role("button", name=yes, exact=True).click()
    await expect(page.locator(".guest-note")).to_contain_text(agreed)
    await expect(page.locator(".guest-ask")).to_be_hidden()
    await no_sideways_scroll(page)
    await _pictured(page, f"{language}-4-agreed")


@browser_only
@pytest.mark.browser
async def test_a_link_that_opens_nothing_says_whom_to_ask(house: House, looking: Looking) -> None:
    context = await looking.context(size=PHONE)
    page = await looking.page(f"{house.url}/guest/{'x' * 32}", context)
    await expect(page.locator(".guest-gone")).to_be_visible()
    await expect(page.locator(".guest-invitation")).to_be_hidden()
    await _pictured(page, "zh-CN-5-gone")
    looking.complaints = [said for said in looking.complaints if "404" not in said]


@browser_only
@pytest.mark.browser
async def test_an_answer_without_a_signal_is_said_not_to_have_gone(house: House, looking: Looking) -> None:
    context = await looking.context(size=PHONE)
    page = await looking.page(house.page(), context)
    await expect(page.locator(".guest-question")).to_be_visible()
    await context.set_offline(True)
    await page.get_by_role("button", name="来", exact=True).click()
    await expect(page.locator(".guest-note")).to_contain_text("没发出去")
    await context.set_offline(False)
    await page.get_by_role("button", name="来", exact=True).click()
    await expect(page.locator(".guest-said")).to_contain_text("您说：来")
    looking.complaints = [said for said in looking.complaints if "ERR_INTERNET_DISCONNECTED" not in said]
