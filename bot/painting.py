"""Draws a Say's picture from its photos, once they have come."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace

from dialogue.say import Picture
from storage import photobook
from storage.database import Database, Transaction
from storage.photobook import PhotoRow
from storage.photos import PhotoGone, Photos
from storage.seals import Erased

Make = Callable[[Mapping[str, str], str], Awaitable[bytes]]  # its facts as words of a language, and that, to a JPEG
THUMBNAIL_PX = 320  # at or below this size a thumbnail serves


@dataclass(frozen=True, slots=True)
class Painter:
    """Reads photo rows from the database and their bytes from the store."""

    database: Database
    photos: Photos
    made: Mapping[str, Make] = field(default_factory=dict)  # by kind: pictures that are made of facts, not of photos

    async def look(self, picture: Picture) -> tuple[list[PhotoRow], bool]:
        """The rows of a picture's photos that came, and whether others are still on their way."""

        def rows(tx: Transaction) -> list[PhotoRow]:
            found = [row for id in picture.photos if (row := photobook.find(tx, id))]
            return [replace(row, pixelated=photobook.pixelated(tx, row.id)) for row in found]

        found = await self.database.read(rows)
        return [row for row in found if row.state == photobook.KEPT], any(
            row.state == photobook.COMING for row in found
        )

    async def paint(self, picture: Picture, rows: list[PhotoRow]) -> bytes | None:
        """The picture as a JPEG; None where no photo is left to show."""
        return await asyncio.to_thread(self._paint, picture, rows)

    def _paint(self, picture: Picture, rows: list[PhotoRow]) -> bytes | None:
        from bot import pictures  # Pillow is loaded when the first picture is drawn

        if picture.kind == "gone":
            return pictures.grey("", picture.px_max)
        shots = [shot for row in rows if (shot := self._shot(row, picture.px_max))]
        if not shots:
            return None
        if picture.kind == "beside" and len(shots) == 2:
            return pictures.beside(shots[0], shots[1], picture.px_max)
        if len(shots) == 1:
            return pictures.photo(shots[0], picture.px_max)
        return pictures.collage(shots, picture.px_max)

    def _shot(self, row: PhotoRow, px_max: int) -> bytes | None:
        assert row.name is not None, "a kept photo has its name"
        read = self.photos.thumbnail if px_max <= THUMBNAIL_PX else self.photos.read
        try:
            data = read(row.name, row.key_id)
        except (PhotoGone, Erased):
            return None
        if row.pixelated:
            from bot import pictures

            return pictures.pixelated(data, row.pixelated)
        return data


async def voucher(words: Mapping[str, str], language: str) -> bytes:
    """The card of a voucher; its words are in the reader's language already."""
    from bot.voucher_card import VoucherWords, voucher_card  # Pillow is loaded when the first one is drawn

    return await asyncio.to_thread(voucher_card, VoucherWords(**words))
