"""What the pack's `office.toml` holds: handling units and ready sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from pydantic import ConfigDict

from cases.pack import Code, Names, StreetCode

_NO_OTHER_KEYS = ConfigDict(extra="forbid")


class Act(StrEnum):
    """What an office says a ready sentence with."""

    HANDLED = "handled"
    REFUSE = "refuse"
    ASK = "ask"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Who handles on the spot what an office passes on; in these streets, or in all where none is named."""

    code: Code
    names: Names
    streets: tuple[StreetCode, ...] = ()
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A ready sentence of an office: `names` on its button, `words` for the rider. Of these categories, or of all."""

    code: Code
    act: Act
    names: Names
    words: Names
    categories: tuple[Code, ...] = ()
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS
