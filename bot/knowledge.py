"""What a turn knows and never changes: the pack, the reader, the conversations, the seals."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.settings import PACKS, Settings
from cases import catalog as catalogs
from cases.catalog import Catalog
from cases.reader import Reader
from cases.reading.learnt import FILE, keep, mark_of
from handlers.directory import Directory
from rewards.rules import Rules
from storage.seals import Seals


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Built once by `bot.app`; `process` names this process among those that send, `channels` where it can;
    `web_url` is where people reach our pages."""

    seals: Seals
    catalog: Catalog
    reader: Reader
    rules: Rules
    directory: Directory
    languages: tuple[str, ...]
    channels: frozenset[str]
    process: str
    web_url: str  # where people reach the web chat


def reader_of(settings: Settings, catalog: Catalog) -> Reader:
    """The reader of riders' words, for the pack's categories."""
    return Reader.of(PACKS / settings.district, _rows(catalog))


def learn(district: str) -> Path:
    """Learn a pack's messages anew and keep what was learnt beside them; the file."""
    folder = PACKS / district
    rows = _rows(catalogs.load(folder))
    (folder / FILE).unlink(missing_ok=True)
    return keep(folder, mark_of(folder, rows), Reader.of(folder, rows).learnt)


def _rows(catalog: Catalog) -> dict[str, tuple[str, str, str]]:
    return {c.code: (c.head, str(c.urgency), str(c.counter)) for c in catalog.categories.values()}
