"""Tables that coordinators are sent as files: a week with its every step, a month of points."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.channels.channel import Document
from bot.knowledge import Knowledge
from bot.texts import Texts
from bot.turn import now_ms
from cases.review.overview import overview
from cases.summary.summary import read
from cases.summary.week import Week
from storage.database import Database
from storage.seals import Seals


@dataclass(frozen=True, slots=True)
class Tables:
    """Reads outside any turn, on a snapshot of its own, and writes in a thread."""

    database: Database
    know: Knowledge
    seals: Seals
    texts: Texts
    clock: Callable[[], int] = now_ms

    async def made(self, document: str, language: str) -> Document:
        """The file by its name in a Say: `week:2026-W48:310106019`, `starlight:2026-11:`; no street is the district."""
        kind, name, street = document.split(":")
        data = await (self._week if kind == "week" else self._points)(name, street, language)
        return Document(f"{kind}-{name}{f'-{street}' if street else ''}.xlsx", data)

    async def _week(self, name: str, street: str, language: str) -> bytes:
        from bot.weekly.table import table  # xlsxwriter is loaded when the first table is asked for

        catalog, seals, now = self.know.catalog, self.seals, self.clock() // 1000
        reading = await self.database.read(lambda tx: read(tx, seals, catalog, Week.named(name), now=now))
        return await asyncio.to_thread(table, self.texts, catalog, reading, street, language)

    async def _points(self, month: str, street: str, language: str) -> bytes:
        from bot.books_sheet import books_sheet

        catalog, rules = self.know.catalog, self.know.rules
        today = datetime.fromtimestamp(self.clock() / 1000, catalog.district.zone)
        seen = await self.database.read(lambda tx: overview(tx, catalog, rules, month, today))
        return await asyncio.to_thread(books_sheet, self.texts, catalog, seen, street, language)
