"""The demo as anybody starts it, and people at its page. Tests and the pictures of the README use the same."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

from playwright.async_api import FilePayload, Locator, Page, expect

from bot.texts import Texts

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS_MAX = 60
TEXTS = Texts(ROOT / "locales")
NUMBER = re.compile(r"JA\d\d-\d{5}")
# Where on the map a pin falls into Daning Road, as shares of its width and height.
DANING = (0.48, 0.35)


class Demo:
    """`python -m bot demo` in a folder of its own; it may be killed and started again over the same data."""

    def __init__(self, folder: Path, *, past: bool = False) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            self.port = int(taken.getsockname()[1])
        self.folder = folder
        self._words = ("demo",) if past else ("demo", "--empty")
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end(signal.SIGTERM)

    def start(self) -> None:
        """Returns when the page answers."""
        with (self.folder / "demo.log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command(*self._words), env=self._environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                cwd=self.folder,
            )  # fmt: skip
        give_up_at = time.monotonic() + START_SECONDS_MAX
        while not self._answers():
            assert self._process.poll() is None, (self.folder / "demo.log").read_text()
            assert time.monotonic() < give_up_at, "the demo did not start"
            time.sleep(0.1)

    def end(self, sign: signal.Signals) -> None:
        """This very process and no other."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(sign)
            self._process.wait(START_SECONDS_MAX)

    async def invitation(self, *words: str) -> str:
        """The code of `starlight invite …`."""
        return str(json.loads(await self.command("invite", *words, "--json"))["code"])

    async def command(self, *words: str) -> str:
        """What a command prints, of the same place."""
        process = await asyncio.create_subprocess_exec(
            *self._command(*words), env=self._environment(), cwd=self.folder, stdout=subprocess.PIPE
        )
        said, _ = await process.communicate()
        return said.decode()

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "bot", *words]

    def _environment(self) -> dict[str, str]:
        """Ours alone: no setting of the machine's own reaches the process."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        own = {"PYTHONPATH": str(ROOT), "DATA_DIR": str(self.folder / "data"), "PORT": str(self.port)}
        return kept | own


class Seat:
    """One person at a chat: what they see and press, by the keys of the texts. On a phone, behind a tab."""

    def __init__(self, page: Page, language: str, name: str = "me") -> None:
        self.page, self.language, self.name = page, language, name
        self.pane = page.locator(f"[data-seat={name}].pane")
        self.log = self.pane.locator(".log")

    def word(self, key: str, **facts: str) -> str:
        return TEXTS.line(key, self.language, **facts)

    async def looks(self) -> None:
        """Brings this chat to the front where only one is seen at a time."""
        tab = self.page.locator(f"#tab-{self.name}")
        if await tab.is_visible():
            await tab.click()

    def key(self, text: str, about: str = "") -> Locator:
        """The latest key of that text in the chat, or on what names `about`."""
        said = self.log.locator(".theirs", has_text=about)
        return said.get_by_role("button", name=self.word(text), exact=True).last

    async def press(self, text: str, about: str = "") -> None:
        await self.looks()
        await self.key(text, about).click()

    async def sees(self, text: str) -> None:
        """A message with these words, wholly in sight of whoever does not scroll."""
        await expect(self.log.get_by_text(text).last).to_be_in_viewport(ratio=0.99)

    async def menu(self, text: str) -> None:
        await self.looks()
        await self.pane.locator(".menu-key").get_by_text(self.word(text), exact=True).click()

    async def says(self, words: str) -> None:
        await self.looks()
        await self.pane.locator("textarea").fill(words)
        await self.pane.locator(".send").click()

    async def sends_sample(self, scene: str, words: str = "") -> None:
        await self.looks()
        await self.pane.locator("textarea").fill(words)
        await self.pane.get_by_role("button", name=self.word("web-add-photo")).click()
        await self.pane.get_by_role("menuitem", name=self.word("web-photo-sample")).click()
        await self.page.locator(".sample").get_by_text(self.word(f"web-sample-{scene}")).click()
        await expect(self.log.locator(".mine.photo:not(.pending)").last).to_be_visible()

    async def sends_photos(self, *photos: bytes, words: str = "") -> None:
        """From the album, all at once."""
        await self.looks()
        await self.pane.locator("textarea").fill(words)
        await self.pane.get_by_role("button", name=self.word("web-add-photo")).click()
        async with self.page.expect_file_chooser() as choosing:
            await self.pane.get_by_role("menuitem", name=self.word("web-photo-album")).click()
        files = [FilePayload(name=f"{n}.jpg", mimeType="image/jpeg", buffer=photo) for n, photo in enumerate(photos)]
        await (await choosing.value).set_files(files)
        await expect(self.log.locator(".mine.photo:not(.pending)").last).to_be_visible()

    async def picks_place(self, at: tuple[float, float] = DANING) -> None:
        """From the question's own key, with one tap on the map."""
        await self.looks()
        await self.log.locator(".asks .place-keys .key").nth(1).click()
        box = await self.page.locator("svg.map").bounding_box()
        assert box
        await self.page.mouse.click(box["x"] + box["width"] * at[0], box["y"] + box["height"] * at[1])
        await self.page.locator(".map-dialog .main").click()

    async def number(self) -> str:
        """The number of the latest case named in this chat."""
        found = NUMBER.findall(await self.log.inner_text())
        return found[-1] if found else ""
