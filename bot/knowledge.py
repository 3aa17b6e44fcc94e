"""What a turn knows and never changes: the pack, the reader, the conversations, the seals."""

from __future__ import annotations

from dataclasses import dataclass

from cases.catalog import Catalog
from cases.reader import Reader
from handlers.directory import Directory
from rewards.rules import Rules
from storage.seals import Seals


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Built once by `bot.app`; `process` names this process among those that send, `channels` where it can."""

    seals: Seals
    catalog: Catalog
    reader: Reader
    rules: Rules
    directory: Directory
    languages: tuple[str, ...]
    channels: frozenset[str]
    process: str
