"""The pack's worked example: a gate with complaints, of which some led to an agreement and some to nothing yet."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from cases.consultations.consultation import Side

FILE = "example.toml"


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ExampleParty(_Table):
    """A guest: whom they speak for, and what they are called."""

    side: Side
    name: str


class Proposed(_Table):
    """Complaints about one thing, enough to be proposed as a class."""

    category: str
    complaints: tuple[str, ...] = Field(min_length=5)


class Agreed(Proposed):
    """Complaints that were talked about, and what came of it."""

    level: str
    where: str
    agenda: tuple[str, ...]
    minutes: tuple[str, ...]
    rule: str
    parties: tuple[ExampleParty, ...]


class Example(_Table):
    """A place (degrees, WGS-84) with both."""

    place: str
    street: str
    latitude: float
    longitude: float
    agreed: Agreed
    proposed: Proposed


def load(folder: Path) -> Example | None:
    """The example of a pack; None where it has none. Raises ValueError for one that is not of this form."""
    file = folder / FILE
    return Example.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))) if file.exists() else None
