"""Makes the pictures of the README anew: `python -m docs.screenshots.make`, at the root, with chromium installed.

Each shows a demo of its own in the middle of the loop. Chinese needs a font on the machine: any Noto Sans SC or CJK.
"""

from __future__ import annotations

import asyncio
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.web.browsing import CHROMIUM, DESK, PHONE, SWITCHES
from tests.web.demo import Demo, Seat

HERE = Path(__file__).parent
PNG_BYTES_MAX = 400_000
SETTLED_MS = 4500  # toasts and highlights are over, pictures loaded
NOTO = 'local("Noto Sans SC"), local("Noto Sans CJK SC")'
BOLD = 'local("Noto Sans SC Bold"), local("NotoSansSC-Bold"), local("Noto Sans CJK SC Bold")'
# English takes its quotation marks from another font: in a Chinese one they are as wide as a character.
RANGE = {"zh-CN": "U+0-10FFFF", "en": "U+0-B6, U+B8-2017, U+201E-2025, U+2027-10FFFF"}
FONT = """
@font-face {{ font-family: shot; src: {noto}; unicode-range: {range}; }}
@font-face {{ font-family: shot; src: {bold}; unicode-range: {range}; font-weight: 550 900; }}
:root {{ --font: shot, sans-serif; }}
"""

# Scene, words and where: what others reported before, so that the district is not empty.
OTHERS = {
    "zh-CN": [
        ("manhole", "井盖没了，差点摔进去", (0.30, 0.42)),
        ("tree", "大树倒在路中间", (0.62, 0.13)),
        ("cable", "线缆垂到头顶了", (0.50, 0.30)),
    ],
    "en": [
        ("manhole", "manhole cover is missing, almost fell in", (0.30, 0.42)),
        ("tree", "a tree fell across the lane", (0.62, 0.13)),
        ("cable", "a cable hangs down to head height", (0.50, 0.30)),
    ],
}
OURS = {
    "zh-CN": ("充电线从三楼飞下来，人就在下面走", "线已剪断，装了充电桩，住户已当面告知"),
    "en": ("charging cable hangs from the third floor, people walk below", "cable cut, charging point put up"),
}


async def make(browser: Browser, language: str, short: str) -> None:
    with tempfile.TemporaryDirectory() as folder, Demo(Path(folder)) as demo:
        page = await open_page(browser, demo, language, is_phone=False)
        rider, officer, coordinator = (Seat(page, language, name) for name in ("rider", "officer", "coordinator"))
        for scene, words, place in OTHERS[language]:
            await report(rider, scene, words, place)
            await page.locator('[data-do="new-rider"]').click()
            await expect(rider.log.locator(".message")).to_have_count(1)
        await officer.press("act-take", await officer.number())
        words, done = OURS[language]
        number = await report(rider, "wire", words)
        await expect(officer.key("act-take", number)).to_be_visible()
        await page.wait_for_timeout(600)
        await officer.press("act-take", number)
        await page.wait_for_timeout(600)
        await officer.press("act-handled", number)
        await officer.sends_sample("wire-after", done)
        await officer.press("handled-mark.true")
        await expect(rider.key("case-handled.solved")).to_be_visible()
        await coordinator.menu("menu-today")
        await _picture(page, f"demo-{short}.png")
        state = await page.context.storage_state()
        phone = await open_page(browser, demo, language, is_phone=True, state=state)
        await expect(Seat(phone, language, "rider").key("case-handled.solved")).to_be_visible()
        await _picture(phone, f"phone-{short}.png")


async def open_page(browser: Browser, demo: Demo, language: str, *, is_phone: bool, state: object = None) -> Page:
    context = await browser.new_context(
        viewport=PHONE if is_phone else DESK,
        locale=language,
        has_touch=is_phone,
        is_mobile=is_phone,
        device_scale_factor=2 if is_phone else 1,
        storage_state=state,  # type: ignore[arg-type]
        bypass_csp=True,  # for the font alone
    )
    page = await context.new_page()
    await page.goto(demo.url)
    await page.add_style_tag(content=FONT.format(noto=NOTO, bold=BOLD, range=RANGE[language]))
    if not is_phone:
        await page.locator(".guide summary").click()  # once one knows the way, the chats have the room
    return page


async def report(rider: Seat, scene: str, words: str, place: tuple[float, float] = (0.48, 0.35)) -> str:
    await rider.sends_sample(scene, words)
    await rider.press("consent.yes")
    await rider.picks_place(place)
    await rider.press("report-card.send")
    await expect(rider.key("report-sent.add")).to_be_visible()
    return await rider.number()


async def _picture(page: Page, name: str) -> None:
    await page.wait_for_timeout(SETTLED_MS)
    keep(Image.open(BytesIO(await page.screenshot())), name, PNG_BYTES_MAX)


def keep(picture: Image.Image, name: str, bytes_max: int) -> None:
    """Small enough for a page of docs: in as many colours as fit."""
    shot = picture.convert("RGB")
    for colours in (0, 256, 128, 64):
        file = BytesIO()
        (shot.quantize(colours, dither=Image.Dither.NONE) if colours else shot).save(file, "PNG", optimize=True)
        if file.tell() < bytes_max:
            break
    (HERE / name).write_bytes(file.getvalue())
    print(f"{name}: {file.tell() / 1000:.0f} kB, {colours or 'all'} colours")


async def main() -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES[1:])
        await make(browser, "zh-CN", "zh")
        await make(browser, "en", "en")
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
