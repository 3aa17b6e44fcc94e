"""Chat in the browser: a platform of our own, kept to the same contract as the others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.channels.channel import Answer, Drawn, Limits, Rejected, Take, TooLarge, TryLater
from bot.web.chats import MINE, Chats
from bot.web.documents import Documents
from bot.web.letting_go import LettingGo
from bot.web.spool import Spool
from bot.web.store import Session, Upload
from dialogue.hear import Chat, Heard, Part, Sender
from storage.database import Database
from storage.seals import Seals

# One person's phone and a few tabs; a seat of the demo that many browsers share.
LISTENERS_PER_SESSION_MAX = 50


def _utc_now() -> datetime:
    return datetime.now(UTC)


class TooManyListeners(Exception):
    """A chat is open in more places than we hold lines for."""


class WebChannel:
    """What is said is kept, then shown to every browser that has the chat open.

    An address is a session's id, an account as well: whoever holds the session's cookie is that person.
    """

    name = "web"
    limits = Limits(
        text_max=20_000,
        caption_max=20_000,
        chat_per_second=50.0,
        group_per_minute=3000,
        all_per_second=1000.0,
    )

    def __init__(
        self, database: Database, seals: Seals, spool: Path, *, now: Callable[[], datetime] = _utc_now
    ) -> None:
        kept = Spool(spool, seals)
        self.chats = Chats(database, seals, kept, now)
        self.documents = Documents(database, seals, kept, now)
        self._letting_go = LettingGo(database, seals, kept)
        self._now = now
        self._take: Take | None = None
        self._lines: dict[str, set[asyncio.Event]] = {}
        self.hung_up = False

    async def start(self) -> None:
        self.chats.spool.open()

    async def listen(self, take: Take) -> None:
        """Hand what browsers post to `take`, until cancelled."""
        self._take = take
        try:
            await asyncio.Event().wait()
        finally:
            self._take = None

    async def send(self, address: str, drawn: Drawn, *, id: str) -> str:
        if drawn.document:
            key = await self.documents.keep(address, drawn.document, letter=id)
            drawn = replace(drawn, keys=(*drawn.keys, (key,)))
        number = await self.chats.say(address, drawn, letter=id)
        self._ring(address)
        return str(number)

    async def edit(self, address: str, message: str, drawn: Drawn, *, id: str) -> str:
        await self.chats.replace(address, int(message), drawn, letter=id)
        self._ring(address)
        return message

    async def delete(self, address: str, messages: Sequence[str]) -> None:
        """Empty messages for good; every browser that shows them lets go of them."""
        await self.chats.take_back(address, messages)
        self._ring(address)

    async def fetch(self, ref: str, *, bytes_max: int) -> bytes:
        """An uploaded photo's bytes by the upload's id."""
        photo = await self.chats.fetch(ref)
        if photo is None:
            raise Rejected
        if len(photo) > bytes_max:
            raise TooLarge
        return photo

    async def close(self) -> None:
        self.hang_up()

    async def hear(
        self,
        session: Session,
        source: str,
        parts: tuple[Part, ...],
        *,
        shown: dict[str, Any],
        language: str = "",
        upload: Upload | None = None,
    ) -> Answer:
        """Keep what a browser posted, take its turn, and give the turn's answer, after its commit.

        `source` is the id the browser gave it: posted again, it is kept once and heard under the same id.
        Raises TryLater while nobody listens.
        """
        take = self._take
        if take is None:
            raise TryLater(after_seconds=1)
        await self.chats.keep_mine(session.id, source, shown, upload)
        self._ring(session.id)
        heard = Heard(
            id=f"{session.id}:{source}",
            chat=Chat(self.name, session.id),
            sender=Sender(session.id, language),
            parts=parts,
            at=self._now(),
            message=f"{MINE}{source}",
        )
        answer = await take(heard)
        await self.chats.heard(session.id, source)
        return answer

    async def seat(self, name: str) -> str:
        """The session's id of a seat that all browsers share (the demo's counter), made at first asking."""
        return (await self.chats.open_fixed(name)).id

    async def forget_said(self, address: str) -> None:
        """Drop what a person said here and its photos; what was said to them stays."""
        await self._letting_go.forget_said(address)

    async def forget(self, address: str) -> None:
        """Drop a chat and destroy its key; its cookie opens nothing any more."""
        await self._letting_go.forget(address)
        self._ring(address)

    async def sweep(self, now: datetime) -> int:
        """Let go of uploads nobody acknowledged or fetched in time, old messages and unused sessions."""
        return await self._letting_go.sweep(now)

    @contextmanager
    def line(self, session: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever something happened in this chat."""
        lines = self._lines.setdefault(session, set())
        if len(lines) >= LISTENERS_PER_SESSION_MAX:
            raise TooManyListeners
        bell = asyncio.Event()
        lines.add(bell)
        try:
            yield bell
        finally:
            lines.discard(bell)
            if not lines:
                self._lines.pop(session, None)

    def hang_up(self) -> None:
        """End every open line, so that the server can stop."""
        self.hung_up = True
        for lines in self._lines.values():
            for bell in lines:
                bell.set()

    def _ring(self, session: str) -> None:
        for bell in self._lines.get(session, ()):
            bell.set()
