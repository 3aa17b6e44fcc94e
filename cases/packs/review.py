"""A pack's numbers of looking twice: what is a sign that a report is not what it seems, and how long people have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field, Strict

Count = Annotated[int, Strict(), Field(ge=1)]
Percent = Annotated[int, Strict(), Field(ge=1, le=100)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """From where on something is shown to a coordinator; none of it costs anybody anything by itself.

    travel_kmh: between two reports of one rider that lie travel_km_min apart at least, so that a coarse position makes
    no journey. burst_reports within burst_minutes. quick_seconds from a report to its verification, cleared_minutes to
    the word of its own reporter that it is solved. pair_percent of at least pair_reports of one rider within pair_days
    with one officer.
    """

    travel_kmh: Count
    travel_km_min: Count
    burst_reports: Annotated[int, Strict(), Field(ge=2)]
    burst_minutes: Count
    quick_seconds: Count
    cleared_minutes: Count
    pair_reports: Annotated[int, Strict(), Field(ge=2)]
    pair_percent: Percent
    pair_days: Count
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoPersons:
    """What takes two: how many days a rider has to be heard, and after how many what nobody decided is dropped;
    the most points put right at once.
    """

    hear_days: Count
    decide_days: Count
    adjust_points_max: Count
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")
