"""Makes the pictures of docs/tour.md anew: `python -m docs.screenshots.tour`, at the root, with chromium installed.

One demo walks through what comes after a first report: borders, known cases, other streets, questions, many cases at
once, vouchers, delays. Every picture is one chat, or the one message of it that matters.
"""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import tempfile
from contextlib import closing
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from docs.screenshots.make import OURS, SETTLED_MS, keep, open_page, report
from tests.web.browsing import CHROMIUM, SWITCHES
from tests.web.demo import DANING, Demo, Seat

PNG_BYTES_MAX = 250_000
SECOND_TAP_MS = 700  # the page takes a faster press on the same card for a slip of the finger
LATE_SECONDS = 65 * 60  # what comes first here is to be taken within the hour
DANING_CODE, GONGHEXIN_CODE = "310106019", "310106018"
# A corner of the border that two streets share, as pixels of the page: the middle one of all they have in common.
BORDER = """([one, other]) => {
  const corners = (code) => document.querySelector(`.map [data-code="${code}"]`).getAttribute("points").split(" ");
  const theirs = new Set(corners(other));
  const shared = corners(one).filter((each) => theirs.has(each));
  const [x, y] = shared[Math.floor(shared.length / 2)].split(",").map(Number);
  const at = new DOMPoint(x, y).matrixTransform(document.querySelector("svg.map").getScreenCTM());
  return [at.x, at.y];
}"""
BESIDE = (DANING[0] + 0.002, DANING[1] + 0.001)  # some thirty metres further on
WORDS = {
    "zh-CN": {
        "manhole": "井盖没了，差点摔进去",
        "lane": "消防通道被车堵了",
        "tree": "大树倒在路中间",
        "known": "这里少个井盖，天黑看不见",
        "why": "这个路口在界线北面，归共和新路街道",
        "question": "线是从几楼拉下来的？",
        "answer": "三楼左边那户，窗口有蓝色雨棚",
        "cancel": "取消",
        "benefits": "换礼",
        "to": "共和新路街道",
        "coupon": "饮品八折 · 免费领",
    },
    "en": {
        "manhole": "manhole cover is missing, almost fell in",
        "known": "no manhole cover here, nobody sees it at night",
        "cancel": "cancel",
    },
}


class Tour:
    """A demo, its page, and those who sit at it."""

    def __init__(self, demo: Demo, page: Page, language: str, short: str) -> None:
        self.demo, self.page, self.short, self.words = demo, page, short, WORDS[language]
        self.rider, self.officer, self.coordinator = (
            Seat(page, language, name) for name in ("rider", "officer", "coordinator")
        )

    async def border(self) -> None:
        """A pin on a border: one tap says which side."""
        await self.rider.sends_sample("manhole", self.words["manhole"])
        await self.rider.press("consent.yes")
        await self.rider.log.locator(".asks .place-keys .key").nth(1).click()
        await expect(self.page.locator(".map-dialog")).to_be_visible()
        await self.page.mouse.click(*await self.page.evaluate(BORDER, [DANING_CODE, GONGHEXIN_CODE]))
        await self.page.locator(".map-dialog .main").click()
        await expect(self.rider.key("report-street.unclear")).to_be_visible()
        await self._shoot("border", self.rider.pane)
        await self.rider.says(self.words["cancel"])

    async def known(self) -> None:
        """Somebody reported it before: the photo is shown small, and one tap joins."""
        await self._new_rider()
        await report(self.rider, "manhole", self.words["manhole"])
        await self._new_rider()
        await self.rider.sends_sample("manhole", self.words["known"])
        await self.rider.press("consent.yes")
        await self.rider.picks_place(BESIDE)
        asked = self._message(self.rider, "known-near.new")
        await expect(asked).to_be_visible()
        await self._shoot("known", self.rider.pane)
        await asked.locator(".key").first.click()
        await expect(self.rider.key("known-joined.followed")).to_be_visible()

    async def handed_over(self) -> None:
        """Another street has it now: the rider reads to whom and why."""
        await self._new_rider()
        number = await report(self.rider, "fire-lane", self.words["lane"])
        await self.officer.press("act-handover", number)
        await self.officer.log.get_by_role("button", name=self.words["to"], exact=True).last.click()
        await expect(self.officer.log.locator(".theirs").last).to_contain_text(self.words["to"])
        await self.officer.says(self.words["why"])
        await expect(self.rider.log.locator(".theirs").last).to_contain_text(self.words["why"])
        await self._shoot("handover", self.rider.log.locator(".message").last)

    async def asked_back(self) -> None:
        """The officer asks one thing, the rider answers it."""
        await self._new_rider()
        number = await report(self.rider, "wire", OURS["zh-CN"][0])
        await self.officer.press("act-take", number)
        await self.page.wait_for_timeout(SECOND_TAP_MS)
        await self.officer.press("act-ask", number)
        await expect(self.officer.pane.locator(".asking")).to_contain_text(number)
        await self.officer.says(self.words["question"])
        await expect(self.rider.key("case-asked.unsure")).to_be_visible()
        await self._shoot("asked", self.rider.pane)
        await self.rider.press("case-asked.reply")
        await self.rider.says(self.words["answer"])
        await self.rider.press("reply-what.send")
        await expect(self.officer.log.locator(".theirs", has_text=self.words["answer"]).last).to_be_visible()
        await self._shoot("answered", self.officer.pane)

    async def workdesk(self) -> None:
        """What waits, by view and heading; then several at once."""
        await self.officer.menu("menu-desk")
        await expect(self.officer.key("desk-many")).to_be_visible()
        await self._shoot("desk", self._message(self.officer, "desk-many"))
        await self.officer.press("desk-many")
        chosen = self._message(self.officer, "several-all")
        await expect(chosen).to_be_visible()
        await chosen.locator(".key").first.click()
        await expect(self.officer.key("many-take")).to_be_visible()
        await self.page.wait_for_timeout(SECOND_TAP_MS)
        await self.officer.log.locator(".message").last.locator(".key").nth(1).click()
        await self._shoot("many", self._message(self.officer, "many-take"))
        await self.officer.press("many-take")

    async def voucher(self) -> None:
        """A coupon that costs no points, with the picture that a shop reads."""
        await self.rider.says(self.words["benefits"])
        await self.rider.log.get_by_role("button", name=self.words["coupon"]).last.click()
        await self.rider.log.get_by_role("button", name=self.rider.word("benefit-take", cost=0)).last.click()
        await expect(self.rider.key("voucher-taken.undo")).to_be_visible()
        await self._shoot("voucher", self.rider.pane)

    async def overdue(self) -> None:
        """A case that nobody took in time, told at the counter and to the coordinator."""
        await self._new_rider()
        number = await report(self.rider, "tree", self.words["tree"], (0.62, 0.13))
        self.demo.end(signal.SIGTERM)
        an_hour_goes_by(self.demo.folder / "data" / "starlight.db", number)
        self.demo.start()
        late = self.coordinator.log.locator(".theirs", has_text=number).last
        await expect(late).to_be_visible(timeout=30_000)
        await self._shoot("overdue", late)

    async def _new_rider(self) -> None:
        await self.page.locator('[data-do="new-rider"]').click()
        await expect(self.rider.log.locator(".message")).to_have_count(1)

    def _message(self, seat: Seat, key: str) -> Locator:
        named = self.page.get_by_role("button", name=seat.word(key), exact=True)
        return seat.log.locator(".message", has=named).last

    async def _shoot(self, name: str, part: Locator) -> None:
        await self.page.wait_for_timeout(SETTLED_MS)
        keep(Image.open(BytesIO(await part.screenshot())), f"tour-{name}-{self.short}.png", PNG_BYTES_MAX)


def an_hour_goes_by(file: Path, number: str) -> None:
    """While the demo stands still: what was promised of a case, and its clock, lie that much earlier."""
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(
            "update cases set opened_at = opened_at - ?1, take_by = take_by - ?1 where number = ?2",
            (LATE_SECONDS, number),
        )
        database.execute(
            "update agenda set at = at - ?1, starts_at = starts_at - ?1 where about = ?2 and clock = 'take'",
            (LATE_SECONDS, number),
        )


async def make(browser: Browser, language: str, short: str) -> None:
    with tempfile.TemporaryDirectory() as folder, Demo(Path(folder)) as demo:
        tour = Tour(demo, await open_page(browser, demo, language, is_phone=False), language, short)
        await tour.border()
        await tour.known()
        if language == "zh-CN":
            await tour.handed_over()
            await tour.asked_back()
            await tour.workdesk()
            await tour.voucher()
            await tour.overdue()


async def main() -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES[1:])
        await make(browser, "zh-CN", "zh")
        await make(browser, "en", "en")
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
