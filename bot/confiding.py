"""Photos that quiet counters hold: sealed anew, each under a key of its own, so that they belong to nobody."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import structlog

from cases.privacy.store import be_nobody
from cases.quiet import store
from people.person import NOBODY
from storage import photobook
from storage.database import Database, Row, Transaction
from storage.photos import PhotoGone, Photos
from storage.seals import Seals

AT_ONCE_MAX = 100  # photos in one sweep: more than the clues of a day have

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Confiding:
    """Runs outside any turn; several processes may: the first to note a photo's new key has sealed it."""

    database: Database
    seals: Seals
    photos: Photos

    async def photos_anew(self, person: str = "") -> None:
        """Take photos out of their riders' keys and names: one rider's who is about to be erased, or everybody's."""
        while rows := await self.database.read(lambda tx: store.photos_to_seal(tx, most=AT_ONCE_MAX, person=person)):
            sealed = [await self._anew(row) for row in rows]
            if not person or not any(sealed):
                return

    async def keys(self) -> None:
        """Destroy the keys of photos that were let go of, so that no backup can be read either."""
        for row in await self.database.read(store.photo_keys_left):
            if row["key_id"]:
                await asyncio.to_thread(self.seals.destroy, row["key_id"])
            await self.database.take(lambda tx, photo=row["photo"]: store.let_photo_go(tx, photo))  # type: ignore[misc]

    async def _anew(self, row: Row) -> bool:
        key = self.seals.new_key()
        try:
            name = await asyncio.to_thread(self.photos.seal_anew, row["name"], row["key_id"], under=key)
        except PhotoGone:
            await self._gone(row)
            return False
        is_ours = await self.database.take(lambda tx: _own(tx, row["photo"], name, key))
        await asyncio.to_thread(self.photos.discard, row["name"] if is_ours else name)
        if not is_ours:
            await asyncio.to_thread(self.seals.destroy, key)
        return True

    async def _gone(self, row: Row) -> None:
        """One that a restore brought back after its rider was erased is let go of; any other is named by the audit."""
        if row["key_id"] in self.seals.destroyed():
            await self.database.take(lambda tx: photobook.drop(tx, row["photo"]))
        else:
            log.warning("a photo of a quiet counter is not there", photo=row["photo"])


def _own(tx: Transaction, photo: str, name: str, key: str) -> bool:
    be_nobody(tx)
    return store.own_photo(tx, photo, name=name, key_id=key, person=NOBODY)
