"""The catalog: a district's streets, categories and numbers, read from its pack and checked before anything uses them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from cases.area import Area
from cases.packfile import PackError, PackErrors

__all__ = ["Catalog", "Category", "Counter", "District", "Head", "Names", "PackError", "PackErrors", "Street", "Urgency", "load"]

Names = Mapping[str, str]  # a name in every language of the pack


class Urgency(StrEnum):
    """How a category's clock runs; see `cases.deadlines`."""

    EMERGENCY = "emergency"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Counter(StrEnum):
    """Who gets a case: its street's counter, a quiet counter, or nobody, because the bot answers itself."""

    STREET = "street"
    CLUE = "clue"
    CARE = "care"
    RIGHTS = "rights"
    BOT = "bot"


QUIET = frozenset({Counter.CLUE, Counter.CARE, Counter.RIGHTS})
