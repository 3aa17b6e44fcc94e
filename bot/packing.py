"""Makes the files that go along with messages: tables, and everything that is kept of one person with their photos."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from bot.channels.channel import Document
from bot.knowledge import Knowledge
from bot.tables import Tables
from bot.turn import now_ms
from cases.holdings.everything import Holdings
from rewards.ledger import Ledger
from storage.database import Database, Row, Transaction
from storage.photos import PhotoGone, Photos
from storage.seals import Erased

MINE = "mine"  # what is kept of whoever reads
MINE = "mine"  # what is kept of whoever reads
PHOTOS_BYTES_MAX = 40_000_000  # Telegram takes files of up to 50 MB from a bot; what is over goes small


@dataclass(frozen=True, slots=True)
class Packer:
    """Reads outside any turn, on a snapshot of its own; one file at a time, as each lies in memory whole."""

    database: Database
    know: Knowledge
    photos: Photos
    tables: Tables
    clock: Callable[[], int] = now_ms
    _alone: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def pack(self, document: str, person: str, language: str) -> Document | None:
        """The file of a Say: what is kept of somebody ("mine"), or a table by its name."""
        return await (self.mine(person) if document == MINE else self.tables.made(document, language))

    async def mine(self, person: str) -> Document | None:
        """A ZIP with `my-data.json` and `photos/`; None where the person has been erased meanwhile."""
        async with self._alone:
            try:
                everything, photos = await self.database.read(lambda tx: self._read(tx, person))
            except Erased:
                return None
            data = await asyncio.to_thread(self._zipped, everything, photos)
        today = datetime.fromtimestamp(self.clock() / 1000, self.know.catalog.district.zone)
        return Document(f"starlight-{today:%Y%m%d}.zip", data)

    def _read(self, tx: Transaction, person: str) -> tuple[dict[str, Any], list[Row]]:
        zone = self.know.catalog.district.zone
        ledger = Ledger(tx, self.know.rules, datetime.fromtimestamp(self.clock() / 1000, UTC).astimezone(zone), zone)
        holdings = Holdings(tx, self.know.seals, ledger, self.know.catalog)
        return holdings.everything(person), holdings.photos(person)

    def _zipped(self, everything: dict[str, Any], photos: list[Row]) -> bytes:
        out, room = BytesIO(), PHOTOS_BYTES_MAX
        with ZipFile(out, "w") as archive:
            for photo in photos:
                if data := self._photo(photo, room):
                    room -= len(data)
                    archive.writestr(f"photos/{photo['id']}.jpg", data, ZIP_STORED)
            text = json.dumps(everything, ensure_ascii=False, indent=1)
            archive.writestr("my-data.json", text.encode(), ZIP_DEFLATED)
        return out.getvalue()

    def _photo(self, photo: Row, room: int) -> bytes | None:
        """A photo's picture, its thumbnail where there is no more room, None where it has not come."""
        if photo["name"] is None:
            return None
        try:
            full = self.photos.read(photo["name"], photo["key_id"])
            return full if len(full) <= room else self.photos.thumbnail(photo["name"], photo["key_id"])
        except PhotoGone:
            return None
