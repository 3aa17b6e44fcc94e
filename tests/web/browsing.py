"""A real browser for tests: one chromium a worker, a context a test, and every complaint of a page heard."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, ViewportSize

CHROMIUM = shutil.which("chromium")
SWITCHES = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
START_SECONDS_MAX = 30
KEPT_SECONDS_MAX = 10
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1400, "height": 900}


@contextmanager
def chromium_running(folder: Path) -> Iterator[str]:
    """The address at which a chromium of our own is driven; ended with everything it started."""
    assert CHROMIUM is not None
    command = [CHROMIUM, *SWITCHES, "--remote-debugging-port=0", f"--user-data-dir={folder}", "about:blank"]
    with (folder / "chromium.log").open("wb") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        yield f"http://127.0.0.1:{_port(folder / 'DevToolsActivePort', process)}"
    finally:
        process.terminate()
        process.wait(START_SECONDS_MAX)


def _port(note: Path, process: subprocess.Popen[bytes]) -> int:
    give_up_at = time.monotonic() + START_SECONDS_MAX
    while not note.exists() or not note.read_text().strip():
        assert process.poll() is None, "chromium ended"
        assert time.monotonic() < give_up_at, "chromium did not start"
        time.sleep(0.05)
    return int(note.read_text().split()[0])


class Looking:
    """Opens pages and hears their complaints: console errors, broken scripts, refused styles, missing files."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.complaints: list[str] = []
        self._contexts: list[BrowserContext] = []

    async def context(self, *, size: ViewportSize = DESK, language: str = "zh-CN", **rest: Any) -> BrowserContext:
        context = await self.browser.new_context(viewport=size, locale=language, **rest)
        self._contexts.append(context)
        return context

    async def page(self, url: str, context: BrowserContext) -> Page:
        page = await context.new_page()
        page.on("console", lambda said: self._note(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        await page.goto(url)
        return page

    async def close(self) -> None:
        for context in self._contexts:
            await context.close()

    def _note(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)


async def no_sideways_scroll(page: Page) -> None:
    """Nothing is wider than its place, and the page itself has not moved."""
    too_wide = await page.evaluate(
        """() => [document.documentElement, ...document.querySelectorAll('.pane, .scroll, .log, dialog')]
            .filter((each) => each.scrollWidth > each.clientWidth + 1 || !each.matches('.scroll') && each.scrollTop > 0)
            .map((each) => each.className || each.tagName)"""
    )
    assert too_wide == []


async def small_keys(page: Page) -> list[str]:
    """What is too small for a thumb: below 44 px in either direction."""
    found: list[str] = await page.evaluate(
        """() => [...document.querySelectorAll('button, .key, a.main')]
            .filter((key) => key.checkVisibility() && !key.matches('.picture'))
            .map((key) => [key.getBoundingClientRect(), key.textContent || key.getAttribute('aria-label')])
            .filter(([box]) => box.height < 43.5 || box.width < 43.5).map(([, name]) => name)"""
    )
    return found


async def choose_photos(page: Page, *photos: bytes) -> None:
    """Photos chosen at once, as they are."""
    await page.get_by_role("button", name="加照片").click()
    async with page.expect_file_chooser() as choosing:
        await page.get_by_role("menuitem", name="发原图").click()
    files = [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": photo} for n, photo in enumerate(photos)]
    await (await choosing.value).set_files(files)  # type: ignore[arg-type]


async def keeps_photos(page: Page, count: int) -> None:
    """Waits until the browser keeps that many to send later."""
    asking = """() => new Promise((told) => {
        indexedDB.open("unsent").onsuccess = ({ target: { result } }) => {
            const asked = result.transaction("photos").objectStore("photos").count();
            asked.onsuccess = () => { result.close(); told(asked.result); };
        };
    })"""
    give_up_at = time.monotonic() + KEPT_SECONDS_MAX
    while (kept := await page.evaluate(asking)) != count:
        assert time.monotonic() < give_up_at, f"{kept} photos are kept"
        await page.wait_for_timeout(50)
