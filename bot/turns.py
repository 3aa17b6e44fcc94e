"""Turns from the outside: each is taken in one hop to the database, and its letters go out after the commit."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog

from bot.channels.channel import Answer
from bot.knowledge import Knowledge
from bot.texts import Texts
from bot.turn import Taken, Turn, now_ms
from dialogue.hear import Heard
from storage.database import Database
from storage.errors import DatabaseUnavailable
from storage.mailbox import Address, Letter
from storage.photos import Kept

TRIES_MAX = 3  # a turn that fails so often is a bug: the person is told, and it is noted as heard

log = structlog.get_logger(__name__)
Hand = Callable[[list[Letter], bool], None]


async def _kept_nothing(_: Address) -> None:
    """A platform of somebody else's: what is in a person's own chat is theirs."""


class Turns:
    """Takes turns; `handed` gets the letters of each committed one, `wake` is called when errands may wait."""

    def __init__(self, database: Database, know: Knowledge, texts: Texts, *, clock: Callable[[], int] = now_ms) -> None:
        self._database, self._know, self._texts, self._clock = database, know, texts, clock
        self.handed: Hand = lambda letters, has_more: None
        self.wake: Callable[[], None] = lambda: None
        self.forget: Callable[[Address], Awaitable[None]] = _kept_nothing

    async def take(self, heard: Heard) -> Answer:
        """Take what was heard; returns after the commit. Raises what the database raises while it is away."""
        for tried in range(1, TRIES_MAX + 1):
            try:
                return self._answer(await self._turn(lambda turn: turn.take(heard)))
            except DatabaseUnavailable:
                raise
            except Exception:
                log.exception("a turn failed", turn=f"{heard.chat.channel} {heard.id}", tried=tried)
        return self._answer(await self._turn(lambda turn: turn.broke(heard)))

    async def photo_came(self, photo: str, kept: Kept) -> Taken:
        return await self._turn(lambda turn: turn.photo_came(photo, kept))

    async def photo_failed(self, photo: str, why: str) -> Taken:
        return await self._turn(lambda turn: turn.photo_failed(photo, why))

    async def tick(self, id: str) -> Taken:
        """What the clock says; two machines that say the same take it once."""
        return await self._turn(lambda turn: turn.tick(id))

    async def late(self) -> Taken:
        """Tell of deadlines that are near or over; of some cases at once, emergencies first."""
        return await self._turn(lambda turn: turn.late())

    async def broadcast(self, batch: int) -> Taken:
        """Tell the next people of what is broadcast; `batch` counts since the clock swept."""
        return await self._turn(lambda turn: turn.broadcast(batch))

    async def invite(self, role: str, street: str, *, days: int | None = None) -> str:
        """A one-time code; its role lasts so many days, or until it is taken back."""
        now = self._clock()
        return await self._database.take(
            lambda tx: Turn(tx, self._know, now_ms=now).roster.invite(role, street, days=days)
        )

    async def _turn(self, act: Callable[[Turn], Taken]) -> Taken:
        now = self._clock()
        taken = await self._database.take(lambda tx: act(Turn(tx, self._know, now_ms=now)))
        if taken.posted_count:
            self.handed(taken.letters, len(taken.letters) < taken.posted_count)
        if taken.has_errands:
            self.wake()
        for chat in taken.let_go:
            await self.forget(chat)
        return taken

    def _answer(self, taken: Taken) -> Answer:
        if taken.toast is None:
            return Answer(open_private=taken.open_private)
        words = self._texts.line(taken.toast.key, taken.language, **taken.toast.facts)
        return Answer(words, alert=taken.open_private, open_private=taken.open_private)
