"""A month's liability: what was outstanding, what came and went, what is outstanding now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rewards.reporting import store
from rewards.reporting.store import Moved
from storage.database import Transaction

NO_STREET = ""  # what the nights paid and what was put right by hand belong to no street


@dataclass(slots=True)
class Movement:
    """Points: opening + issued - reversed - written_off - expired - redeemed - repaid = closing.

    `repaid` are points that paid a debt of other points, and is 0 in the sum of all. What is owed lowers what is
    outstanding.
    """

    opening: int = 0
    issued: int = 0
    reversed: int = 0
    written_off: int = 0
    expired: int = 0
    redeemed: int = 0
    repaid: int = 0
    closing: int = 0

    def add(self, moved: Moved) -> None:
        """Count one more kind of movement in."""
        if moved.kind == "outstanding":
            self.opening += moved.before
            self.closing += moved.before + moved.during
        else:
            sign = -1 if moved.kind == "issued" else 1
            setattr(self, moved.kind, getattr(self, moved.kind) + sign * moved.during)

    @property
    def is_sound(self) -> bool:
        """Whether what came and went explains what is outstanding."""
        gone = self.reversed + self.written_off + self.expired + self.redeemed + self.repaid
        return self.opening + self.issued - gone == self.closing


@dataclass(slots=True)
class Liability:
    """A month's movements: all, by the month in which the points end, by street; and what each shop took."""

    month: str
    total: Movement = field(default_factory=Movement)
    by_expiry: dict[str, Movement] = field(default_factory=dict)
    by_street: dict[str, Movement] = field(default_factory=dict)
    by_shop: Counter[str] = field(default_factory=Counter)

    def plain(self) -> dict[str, Any]:
        """As plain values, for JSON."""
        return asdict(self)


def liability(tx: Transaction, month: str, *, zone: ZoneInfo, street_of: Callable[[str], str]) -> Liability:
    """A month's liability (2026-11, of the district's days); `street_of` a case tells which street it is of.

    Raises ValueError for what is no month.
    """
    since, until = _bounds(month, zone)
    found = Liability(month)
    for moved in store.moved(tx, since, until):
        street = street_of(moved.case) if moved.case else NO_STREET
        for part in (
            found.total,
            found.by_expiry.setdefault(moved.expires, Movement()),
            found.by_street.setdefault(street, Movement()),
        ):
            part.add(moved)
        if moved.kind == "redeemed" and moved.during:
            found.by_shop[moved.account] += moved.during
    assert found.total.is_sound, "every posting has its other side"
    return found


def _bounds(month: str, zone: ZoneInfo) -> tuple[int, int]:
    """When a month begins and when the next one does, in UTC seconds."""
    first = datetime.strptime(month, "%Y-%m").replace(tzinfo=zone)
    after = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    return int(first.timestamp()), int(after.timestamp())
