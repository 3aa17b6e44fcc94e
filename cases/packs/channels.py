"""What a pack says of channels: what may pass over each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Strict

Flag = Annotated[bool, Strict()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Carries:
    """What may pass over a channel: matters of the quiet counters, and where somebody is."""

    clue: Flag
    care: Flag
    rights: Flag
    whereabouts: Flag
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")
