"""What a redemption is, and what became of asking for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

State = Literal["held", "used", "released"]
Why = Literal["undone", "expired", "withdrawn"]
Outcome = Literal["held", "repeated", "short", "sold_out", "limit"]


class Redemption(NamedTuple):
    """A benefit that a member holds, or how that ended; times in UTC seconds.

    why: undone by the member, expired, or withdrawn by the shop or an operator; empty unless released.
    ended_at: when the till saw the code, or when the hold was released.
    code_index: a keyed hash of the code; tail: the code's last symbols. The code itself is not kept.
    """

    id: str
    member: str
    benefit: str
    shop: str
    cost_points: int
    state: State
    held_at: int
    deadline: int
    ended_at: int | None
    why: str
    code_index: str
    tail: str


class Held(NamedTuple):
    """What a hold did; `short_by` are the points that are missing, where it is `short`."""

    outcome: Outcome
    short_by: int = 0


@dataclass(frozen=True, slots=True)
class Captured:
    """What a capture did; `used_at` (UTC seconds) where the benefit was used, now or before."""

    outcome: Literal["used", "repeated", "late", "released", "unknown"]
    used_at: int | None = None


class InLot(NamedTuple):
    """Points of one lot in one account, good until the end of a day; `graces`: how often that day was put off."""

    lot: str
    member: str
    points: int
    good_until: date
    graces: int
