"""A pack's numbers of a counter's day: when late cases go up the ladder, when rolls are called, when riders eat,
how many closed cases are looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Annotated, ClassVar
from zoneinfo import ZoneInfo

from pydantic import ConfigDict, Field, Strict

Time = Annotated[time, Strict()]

_NO_OTHER_KEYS = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When promised times run, in local time: the working day, and the night in which `high` waits."""

    time_zone: ZoneInfo
    work_from: Time
    work_until: Time
    night_from: Time
    night_until: Time
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """What is told of a promised time: a warning, that it is over, and that it still is, each in % of that time.

    The two minutes are the least that a late case waits before the street, and before the district, hears of it.
    """

    warn_at_percent: Annotated[int, Strict(), Field(ge=1, le=99)]
    overdue_after_minutes_min: Annotated[int, Strict(), Field(ge=1, le=60)]
    district_at_percent: Annotated[int, Strict(), Field(ge=101, le=1000)]
    district_after_minutes_min: Annotated[int, Strict(), Field(ge=1, le=24 * 60)]
    sweep_every_minutes: Annotated[int, Strict(), Field(ge=1, le=30)]
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolls:
    """At which local times of a day a counter's roll is called."""

    at: Annotated[tuple[Time, ...], Field(min_length=1, max_length=6)]
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Meal:
    """A meal peak, in local time: whoever delivers then is asked nothing."""

    begins: Annotated[time, Strict()]
    ends: Annotated[time, Strict()]
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """How many closed cases are looked at again, how often one rider is asked in seven days and has time to answer."""

    percent: Annotated[int, Strict(), Field(ge=0, le=100)]
    rider_week_max: Annotated[int, Strict(), Field(ge=0, le=7)]
    answer_days: Annotated[int, Strict(), Field(ge=1, le=14)]
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS
