"""Finishes erasures: rows first, then the web chat, then the key; whatever a crash left half done is done again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import structlog

from bot.confiding import Confiding
from bot.turn import now_ms
from bot.turns import Turns
from bot.web.letting_go import LettingGo
from cases.privacy import store
from people import store as people
from storage.database import Database, Transaction
from storage.mailbox import address_of
from storage.seals import Erased, Seals

ERASED_MAX = 50  # people in one sweep; what is left is erased by the next
KEYS_AT_ONCE = 500  # looked up by one statement

log = structlog.get_logger(__name__)


@dataclass
class Erasures:
    """One process's part in erasing; several may do it at once, as every step is harmless when repeated."""

    database: Database
    seals: Seals
    turns: Turns
    web: LettingGo
    confiding: Confiding
    clock: Callable[[], int] = now_ms

    async def sweep(self) -> None:
        """Erase everybody whose ten minutes are over."""
        now = self.clock() // 1000
        for erasure in await self.database.read(lambda tx: store.due(tx, now=now, most=ERASED_MAX)):
            await self._erase(erasure)

    async def replay(self) -> None:
        """Erase again whom a restore brought back: their keys are destroyed already, their rows are here anew."""
        destroyed = self.seals.destroyed()
        if destroyed:
            await self.database.take(lambda tx: _ask_again(tx, destroyed))
            await self.web.forget_erased(destroyed)
        await self.sweep()

    async def _erase(self, erasure: store.Erasure) -> None:
        while (await self.turns.erase(erasure.person)).has_more:
            pass
        found = await self.database.take(lambda tx: store.find(tx, erasure.person))
        if found is None or found.let_go_at is None:
            return  # taken back at the last moment
        await self.confiding.photos_anew(erasure.person)
        await self.turns.fade()
        for session in await self.database.read(lambda tx: list(self._web_chats(tx, erasure.person))):
            await self.web.forget(session)
        await asyncio.to_thread(self.seals.destroy, erasure.key_id)
        await self.database.take(lambda tx: store.mark_done(tx, erasure.person, now=self.clock() // 1000))
        log.info("somebody was erased")

    def _web_chats(self, tx: Transaction, person: str) -> Iterator[str]:
        """Their chats in the browser, as long as their addresses can still be read."""
        for row in people.all_chats_of(tx, person):
            if row["channel"] == "web":
                try:
                    yield address_of(row, self.seals).address
                except Erased:
                    continue  # a crash came after the key was destroyed: these were dropped before it


def _ask_again(tx: Transaction, destroyed: dict[str, int]) -> None:
    keys = list(destroyed)
    for n in range(0, len(keys), KEYS_AT_ONCE):
        for row in store.unfinished_with(tx, keys[n : n + KEYS_AT_ONCE]):
            at = destroyed[row["key_id"]]
            store.ask(tx, row["id"], key_id=row["key_id"], now=at, due_at=at)
