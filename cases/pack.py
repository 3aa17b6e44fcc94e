"""What the tables of a district's pack hold: checked where they enter, unchanging afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar
from zoneinfo import ZoneInfo

from pydantic import ConfigDict, Field, Strict

from cases.packs.channels import Carries
from cases.packs.day import Hours, Ladder, Meal, Recheck, Rolls
from cases.packs.review import Signs, TwoPersons

Names = Mapping[str, str]  # a name in every language of the pack

Word = Annotated[str, Field(min_length=1, max_length=300)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")]
StreetCode = Annotated[str, Field(pattern=r"^[0-9]{9}$")]  # official statistical code of a street or town
Number = Annotated[int, Strict(), Field(ge=0)]
Flag = Annotated[bool, Strict()]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]

_NO_OTHER_KEYS = ConfigDict(extra="forbid")
WEEK_MINUTES, QUARTER_HOURS = 7 * 24 * 60, 90 * 24  # no promise to a rider is longer: a mistyped number


class Urgency(StrEnum):
    """How a category's clock runs; see `cases.deadlines`."""

    EMERGENCY = "emergency"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Counter(StrEnum):
    """Who gets a case: its street, a quiet counter (clue, care, rights), or nobody: the bot answers."""

    STREET = "street"
    CLUE = "clue"
    CARE = "care"
    RIGHTS = "rights"
    BOT = "bot"


QUIET = frozenset({Counter.CLUE, Counter.CARE, Counter.RIGHTS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsible:
    """Who answers for the service, as the consent text names them."""

    names: Names
    phone: Names
    confirmed: Flag
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Hotline:
    """A number to call; shown by a release only once the district has confirmed it."""

    code: Code
    number: Annotated[str, Field(pattern=r"^[0-9]{3,12}$")]
    names: Names
    source: Word
    as_of: date
    confirmed: Flag
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """Days after which a closed matter loses what is personal."""

    case_days: Number
    clue_days: Number
    letter_days: Number
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """The district itself."""

    code: Word
    names: Names
    short: Names
    languages: Annotated[tuple[Word, ...], Field(min_length=1)]
    prefix: Annotated[str, Field(pattern=r"^[A-Z]{1,4}$")]
    consent_version: Annotated[int, Strict(), Field(ge=1)]
    responsible: Responsible
    hours: Hours
    ladder: Ladder
    rolls: Rolls
    meals: tuple[Meal, ...]
    recheck: Recheck
    retention: Retention
    hotlines: tuple[Hotline, ...]
    channels: Mapping[Code, Carries] = field(default_factory=dict)
    riders_rest: Flag = True  # whether riders are left in peace at meal peaks and at night
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS

    def carries(self, channel: str, matter: str) -> bool:
        """Whether clue, care, rights or whereabouts may pass over a channel; over one that is not named all may."""
        return channel not in self.channels or bool(getattr(self.channels[channel], matter))

    @property
    def zone(self) -> ZoneInfo:
        """The district's time zone."""
        return self.hours.time_zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure:
    """A stretch of border that may be further off than the others: near its points each of these streets is possible.

    `around` are latitude and longitude in degrees, WGS-84.
    """

    streets: Annotated[tuple[StreetCode, ...], Field(min_length=2)]
    around: Annotated[tuple[tuple[Latitude, Longitude], ...], Field(min_length=1, max_length=20)]
    within_m: Annotated[float, Field(gt=0, le=1000)]
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Borders:
    """Where the borders come from, and by how many metres each may be wrong, but for the stretches in `unsure`."""

    accuracy_m: Annotated[float, Field(ge=0, le=1000)]
    credit: Word
    licence: Word
    note: Word
    unsure: tuple[Unsure, ...] = ()
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class StreetTable:
    """A street or town office as its table says it; `border` names points in ring order."""

    code: StreetCode
    names: Names
    short: Names
    neighbours: tuple[StreetCode, ...]
    hints: tuple[Word, ...]
    border: tuple[Word, ...]
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class StreetsFile:
    """What `streets.toml` holds besides its streets."""

    borders: Borders
    points: Mapping[str, tuple[Latitude, Longitude]]
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A heading that categories stand under."""

    code: Code
    names: Names
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A kind of case. `hours` and `ladder` are the district's unless its table gives its own; `weather`: bad weather
    brings it, and then a street's are worked together.
    """

    code: Code
    head: Code
    names: Names
    unit: Names
    urgency: Urgency
    take_minutes: Annotated[int, Strict(), Field(ge=0, le=WEEK_MINUTES)]
    handle_hours: Annotated[int, Strict(), Field(ge=0, le=QUARTER_HOURS)]
    counter: Counter
    earns: Flag
    nearby_radius_m: Annotated[int, Strict(), Field(ge=50, le=250)]
    picker: Flag
    picker_order: Annotated[int, Strict(), Field(ge=1, le=6)] | None = None
    basis: Word
    hours: Hours
    ladder: Ladder
    weather: Flag = False
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS

    @property
    def is_quiet(self) -> bool:
        """Whether its cases are confidential: a clue, care or rights matter."""
        return self.counter in QUIET


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Whole points a verified report earns by urgency; clues, joins and rechecks by their own."""

    low: Number
    normal: Number
    high: Number
    emergency: Number
    clue: Number
    join: Number
    recheck: Number
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """Most points a day and a month, awards a day in one category, and joiners paid per case."""

    day_points: Number
    month_points: Number
    category_day_awards: Number
    case_paid_joins: Number
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Lots:
    """When points can be spent and until when; how many days before its end that is told.

    grace_days: how long points are good that expired while a voucher held them; settle_hours: how long after a
    voucher's deadline a till without signal may still settle what it saw in time.
    """

    mature_days: Number
    expiry_months: Annotated[int, Strict(), Field(ge=1)]
    expiry_told_days: tuple[Number, ...]
    grace_days: Number
    settle_hours: Number
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """How a clue's points appear: in rows of these amounts, this many days later."""

    rows: Annotated[tuple[Annotated[int, Strict(), Field(ge=1)], ...], Field(min_length=1)]
    posted_after_days_min: Number
    posted_after_days_max: Number
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Service hours, counted apart from points."""

    verified_hours: Annotated[float, Field(ge=0, le=24)]
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnsNothing:
    """Something that riders may expect points for and that earns none, in words for them."""

    code: Code
    names: Names
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewards:
    """The numbers of the Starlight scheme; `rewards.rules` reads them as plain tables (`asdict`)."""

    points: Points
    caps: Caps
    lots: Lots
    clues: Clues
    service: Service
    signs: Signs
    two_persons: TwoPersons
    nothing: tuple[EarnsNothing, ...]
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS

    def points_for(self, category: Category) -> int:
        """What a verified report of a category earns."""
        if not category.earns:
            return 0
        key = "clue" if category.counter is Counter.CLUE else category.urgency.value
        return int(getattr(self.points, key))
