"""What the ledger speaks of: transfers with their legs inside, awards and balances towards the rider.

What every transfer makes are named tuples: a dozen of them are made in a quarter of the time, and a leg is a row.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

POINTS = "pt"
ISSUANCE = "issuance"
USED = "used"
EXPIRED = "expired"
WRITEOFF = "writeoff"
REPAID = "repaid"
SUPPLY = "supply"
STOCK = "stock"
SERVICE = "service"  # the one label of all that the nightly batch pays

Limit = Literal["month", "day", "category"]
_SORTED = json.JSONEncoder(sort_keys=True).encode  # made once: a digest is taken for every transfer

Withheld = Literal["month", "day", "category", "paused"]
WhyReversed = Literal["office_error", "fraud"]


def pending(member: str) -> str:
    """The account of points that are awarded and not yet to be spent."""
    return f"pending:{member}"


def avail(member: str) -> str:
    """The account of points that can be spent."""
    return f"avail:{member}"


def held(redemption: str) -> str:
    """The account of what a redemption holds: points, and one piece of stock."""
    return f"held:{redemption}"


def debt(member: str) -> str:
    """The account of points that were spent and should never have been there; never above 0."""
    return f"debt:{member}"


def settle(shop: str) -> str:
    """The account of points that a shop took."""
    return f"settle:{shop}"


def stock_of(benefit: str) -> str:
    """The unit of a benefit's pieces."""
    return f"stock:{benefit}"


def benefit_limit(benefit: str) -> str:
    """The unit of what one member may take of a benefit in a month."""
    return f"cap:benefit:{benefit}"


def digest_of(**asked: str | int) -> str:
    """A fingerprint of what was asked, the same whenever the same is asked again."""
    return hashlib.sha256(_SORTED(asked).encode()).hexdigest()


class Leg(NamedTuple):
    """One side of a transfer: whole units onto an account (in a lot, where the unit has lots).

    floor: the least the account's balance may become; None for a system account, which has no cached balance.
    """

    unit: str
    account: str
    amount: int
    lot: str = ""
    floor: int | None = None

    @property
    def place(self) -> tuple[str, str, str]:
        """Which balance it moves; also the order in which balances are locked."""
        return (self.unit, self.account, self.lot)


class Transfer(NamedTuple):
    """What happens once under its key; `at` in UTC seconds, `ref` the case, `actor` a pseudonym."""

    key: str
    code: str
    digest: str
    at: int
    ref: str
    actor: str = ""


class Posting(NamedTuple):
    """What became of a post; `short` are the limits it would have broken, the widest first."""

    outcome: Literal["posted", "repeated", "refused"]
    short: tuple[Leg, ...] = ()


class Lot(NamedTuple):
    """The points of one award and what is known of them; `at` in UTC seconds.

    held_back: waiting, paid or cancelled for an award that was withheld once, else empty.
    expires_on: its last day, the grace that it was given included; graces: how often that was.
    """

    id: str
    case: str
    member: str
    points: int
    category: str
    reported_on: date
    origin: str
    expires_on: date
    at: int
    held_back: str = ""
    reason: Withheld | None = None
    tries: int = 0
    graces: int = 0

    @property
    def digest(self) -> str:
        """What was asked when it was awarded."""
        return digest_of(
            award=self.id,
            member=self.member,
            points=self.points,
            category=self.category,
            reported_on=self.reported_on.isoformat(),
        )


class InPlace(NamedTuple):
    """A lot and where its points are now; `is_expired`: some of them were lost."""

    lot: Lot
    pending: int
    avail: int
    is_reversed: bool
    is_expired: bool


class Award(NamedTuple):
    """What a verified report got; `reason` is why it is withheld."""

    outcome: Literal["posted", "repeated", "withheld", "nothing"]
    points: int
    reason: Withheld | None = None


class Standing(NamedTuple):
    """Whether a member's awards wait, and whether points are owed."""

    is_paused: bool
    owes: bool


class Paid(NamedTuple):
    """A withheld award that found a slot after all."""

    case: str
    member: str
    points: int


@dataclass(frozen=True, slots=True)
class Reversal:
    """What a reversal did; `paid` are the withheld awards that took the returned slot."""

    outcome: Literal["reversed", "cancelled", "repeated", "nothing"]
    points: int = 0
    paid: tuple[Paid, ...] = ()


@dataclass(frozen=True, slots=True)
class Stands:
    """An award as it stands: whose and how many points, whether it was cancelled, or waits for a slot."""

    member: str
    points: int
    is_cancelled: bool
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a report would earn if it were verified now, and what makes it nothing."""

    points: int
    why_less: Withheld | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """A member's points: to spend now, not ripe yet, and how many are lost first, after which day.

    owed: what awards to come will pay first.
    """

    available: int = 0
    pending: int = 0
    expiring_soon: int = 0
    expiring_on: date | None = None
    owed: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One award as its rider reads it; `kind` is the rule that earned it, `usable_at` set while pending."""

    at: datetime
    case: str
    points: int
    kind: str
    category: str
    state: Literal["withheld", "pending", "available", "expired", "cancelled"]
    expires_on: date
    usable_at: datetime | None = None
    reason: Withheld | None = None
