"""The limits of earning, kept as balances: each award uses up its month, its day and its category's day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rewards.rules import Rules
from rewards.values import USED, Leg, Limit

# Sorted, the wider limit comes before the narrower. Whoever moves a limit of a member has thus locked the
# month first, and may go on to any day of that month without a deadlock.
MONTH = "cap:month"
DAY = "cap:month:day"
CATEGORY = "cap:month:day:category"
_NAMES: dict[str, Limit] = {MONTH: "month", DAY: "day", CATEGORY: "category"}


def cap_legs(rules: Rules, *, member: str, points: int, category: str, reported_on: date) -> list[Leg]:
    """What an award takes from its limits, and where that goes; see `limit_legs`."""
    legs = limit_legs(rules, member, points, category, reported_on)
    return legs + [Leg(leg.unit, USED, -leg.amount) for leg in legs]


def limit_legs(rules: Rules, member: str, points: int, category: str, reported_on: date) -> list[Leg]:
    """What an award takes from its limits, in points and (per category) in awards, on the report's day."""
    day = reported_on.isoformat()
    return [
        Leg(MONTH, f"{member}:{day[:7]}", -points, floor=-rules.points_per_month_max),
        Leg(DAY, f"{member}:{day}", -points, floor=-rules.points_per_day_max),
        Leg(CATEGORY, f"{member}:{day}:{category}", -1, floor=-rules.awards_per_category_day_max),
    ]


def limit_reached(legs: Iterable[Leg]) -> Limit | None:
    """The widest limit among these legs, as people are told it; None if there is none."""
    units = sorted(leg.unit for leg in legs if leg.unit in _NAMES)
    return _NAMES[units[0]] if units else None
