"""Draws a week's picture when its letter goes out: read from a snapshot, drawn beside the turns."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from bot.texts import Texts
from cases.catalog import Catalog
from cases.summary.saying import PHONE
from cases.summary.summary import Summary, read
from cases.summary.week import Week
from storage.database import Database
from storage.seals import Seals


@dataclass(frozen=True, slots=True)
class WeekPainter:
    """Makes the pictures of kind `week`."""

    database: Database
    seals: Seals
    catalog: Catalog
    texts: Texts

    async def __call__(self, words: Mapping[str, str], language: str) -> bytes:
        """The JPEG of `of`, `week:street:as of:stage:shape` (cases/summary/saying.py), with the numbers of then."""
        name, street, as_of, stage, shape = words["of"].split(":")
        week, at = Week.named(name), int(as_of)
        reading = await self.database.read(lambda tx: read(tx, self.seals, self.catalog, week, now=at))
        return await asyncio.to_thread(drawn, self.texts, self.catalog, reading.summary(street), stage, shape, language)


def drawn(texts: Texts, catalog: Catalog, summary: Summary, stage: str, shape: str, language: str) -> bytes:
    """A summary's picture for a phone or a screen."""
    from bot.weekly import drawing  # matplotlib is loaded when the first week is drawn
    from bot.weekly.sheet import sheet_of

    sheet = sheet_of(texts, catalog, summary, stage, language)
    return drawing.phone(sheet) if shape == PHONE else drawing.wide(sheet)
