"""A chat in the terminal: the smallest example of a channel."""

from __future__ import annotations

import asyncio
import itertools
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from bot.channels.channel import Document, Drawn, Limits, Rejected, Take, TooLarge
from dialogue.clean import clean_text
from dialogue.hear import Chat, Command, Heard, Part, Photo, Place, Press, Sender, Words

ADDRESS = "terminal"


class Console:
    """One person at a terminal. `/photo FILE`, `/place LAT LON`, a number for a button; anything else is words."""

    name = "console"
    limits = Limits(can_edit=False, chat_per_second=1000, group_per_minute=60_000, all_per_second=1000)

    def __init__(
        self,
        *,
        read: Callable[[], str] = input,
        out: TextIO = sys.stdout,
        account: str = ADDRESS,
        session: str = "",
    ) -> None:
        self._read, self._out, self._account = read, out, account
        self._session = session or f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
        self._presses: list[str] = []

    async def start(self) -> None:
        """Nothing to open."""

    async def close(self) -> None:
        """Nothing to let go of."""

    async def listen(self, take: Take) -> None:
        """Read lines until the end of input."""
        for n in itertools.count(1):
            try:
                line = await asyncio.to_thread(self._read)
            except EOFError:
                return
            parts = self._parts(line.strip())
            if not parts:
                continue
            answer = await take(
                Heard(
                    f"{self._session}:{n}",
                    Chat(self.name, self._account),
                    Sender(self._account),
                    parts,
                    datetime.now(UTC),
                )
            )
            if answer.words:
                print(f"  [{answer.words}]", file=self._out, flush=True)

    async def send(self, address: str, drawn: Drawn, *, id: str) -> str:
        for line in drawn.text.splitlines():
            print(f"  {line}", file=self._out)
        if drawn.picture:
            print(f"  (picture, {len(drawn.picture) // 1024} KB)", file=self._out)
        if drawn.document:
            print(f"  ({_kept(drawn.document)})", file=self._out)
        keys = [key for row in drawn.keys for key in row if key.press]
        if keys:
            self._presses = [key.press for key in keys]
            print("  " + "  ".join(f"{n} [{key.label}]" for n, key in enumerate(keys, 1)), file=self._out)
        print(file=self._out, flush=True)
        return id

    async def edit(self, address: str, message: str, drawn: Drawn, *, id: str) -> str:
        return await self.send(address, drawn, id=id)

    async def delete(self, address: str, messages: Sequence[str]) -> None:
        """A terminal takes back no single line: the whole screen and what was scrolled away are wiped."""
        print("\x1b[2J\x1b[3J\x1b[H", end="", file=self._out, flush=True)

    async def fetch(self, ref: str, *, bytes_max: int) -> bytes:
        return await asyncio.to_thread(_read, Path(ref), bytes_max)

    def _parts(self, line: str) -> tuple[Part, ...]:
        name, _, rest = line.partition(" ")
        if line.isdecimal() and 0 < int(line) <= len(self._presses):
            return (Press(self._presses[int(line) - 1]),)
        if name == "/photo":
            return (Photo(str(Path(rest).expanduser().resolve()), as_file=True),)
        if name == "/place":
            try:
                latitude, longitude = (float(number) for number in rest.replace(",", " ").split())
            except ValueError:
                return (Words(line),)
            return (Place(latitude, longitude, "fix", "wgs84", 10.0),)
        if line.startswith("/"):
            return (Command(name[1:].lower(), rest.strip()),)
        cleaned = clean_text(line)
        return (Words(cleaned.text),) if cleaned.text else ()


def _kept(document: Document) -> Path:
    """Where a file was put, for its owner alone; beside others of its name."""
    folder = Path(tempfile.mkdtemp(prefix="starlight-"))
    place = folder / document.name
    place.write_bytes(document.data)
    return place


def _read(file: Path, bytes_max: int) -> bytes:
    if not file.is_file():
        raise Rejected(str(file))
    if file.stat().st_size > bytes_max:
        raise TooLarge(str(file))
    return file.read_bytes()
