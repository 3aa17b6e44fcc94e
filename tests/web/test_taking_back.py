"""What was confided in a browser is taken back on both sides: words, photos, pictures, and in every open tab."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from dialogue.hear import Photo
from tests.web.browsing import CHROMIUM, Looking
from tests.web.conftest import Town, drawn, jpeg, new_id
from tests.web.test_showing import events, shown

SECRET = "有人在示例路贩毒"


async def test_both_sides_are_gone_for_good_and_open_pages_hear_of_it(town: Town, tmp_path: Path) -> None:
    async with town.person() as browser:
        await browser.post("/api/me/say", json={"id": new_id(), "words": "井盖坏了"})
        await browser.post("/api/me/say", json={"id": new_id(), "words": SECRET})
        await browser.post(f"/api/me/photo?id={new_id()}", content=jpeg())
        address = town.heard[-1].chat.address
        ours = await town.channel.send(address, drawn(f"收到：{SECRET}", picture=jpeg()), id="letter 1")
        after = (await shown(browser))["change"]
        gone = [town.heard[1].message, town.heard[2].message, ours]
        async with events(browser, **{"Last-Event-ID": str(after)}) as line:
            await town.channel.delete(address, gone)
            assert [(await line.next())["gone"] for _ in gone] == [True, True, True]
        past = await shown(browser)
        assert SECRET not in f"{past}"
        assert [m["words"] for m in past["messages"] if m["mine"] and "words" in m] == ["井盖坏了"]
        assert (await browser.get(f"/api/me/picture/{ours}")).status_code == 404
    assert list((tmp_path / "uploads").iterdir()) == [], "the photo on its way is gone, too"
    assert isinstance(town.heard[2].parts[0], Photo)


async def test_taking_back_again_or_what_was_never_there_changes_nothing(town: Town) -> None:
    async with town.person() as browser:
        await browser.post("/api/me/say", json={"id": new_id(), "words": SECRET})
        address = town.heard[-1].chat.address
        for _ in range(2):
            await town.channel.delete(address, [town.heard[-1].message, "mine:nothing", "9999"])
        assert SECRET not in f"{await shown(browser)}"


async def test_nobody_takes_back_what_is_in_another_chat(town: Town) -> None:
    async with town.person() as browser, town.person() as other:
        await browser.post("/api/me/say", json={"id": new_id(), "words": SECRET})
        await other.post("/api/me/say", json={"id": new_id(), "words": "我"})
        await town.channel.delete(town.heard[1].chat.address, [town.heard[0].message])
        assert SECRET in f"{await shown(browser)}"


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: the page is NOT tried")
async def test_on_the_page_it_vanishes_before_one_s_eyes_and_after_a_reload(town: Town, looking: Looking) -> None:
    page = await looking.page(f"{town.url}/chat", await looking.context())
    await page.locator("textarea").fill(SECRET)
    await page.locator(".send").click()
    await expect(page.locator(".mine:not(.pending)").get_by_text(SECRET)).to_be_visible()
    heard = next(heard for heard in town.heard if SECRET in f"{heard.parts}")
    ours = await town.channel.send(heard.chat.address, drawn("您有一条新消息", "quietwipe"), id="letter 1")
    await expect(page.get_by_text("您有一条新消息")).to_be_visible()
    await town.channel.delete(heard.chat.address, [heard.message, ours])
    await expect(page.get_by_text(SECRET)).to_have_count(0)
    await expect(page.get_by_text("您有一条新消息")).to_have_count(0)
    await page.reload()
    await expect(page.locator("textarea")).to_be_visible()
    await expect(page.get_by_text(SECRET)).to_have_count(0)
