"""What a report earns, and where earning ends; the numbers are the pack's, the arithmetic is here."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

CONFIDED = ("clue", "care", "rights")  # what the pack calls the points of the quiet counters, where it gives any


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers of a district's scheme, as its pack states them.

    neutral_points: the amounts of what the nightly batch pays; neutral_days: how many days later, at least and at most.
    confided_points: what a matter earns that a quiet counter found true, by the counter's name; no name, nothing.
    A limit that changes in the pack counts from the next day or month: what has begun ends as it was told.
    """

    points_by_urgency: Mapping[str, int]
    points_per_day_max: int
    points_per_month_max: int
    awards_per_category_day_max: int
    mature_days: int
    expiry_months: int
    expiry_notice_days: int
    grace_days: int
    settle_hours: int
    service_minutes: int
    neutral_points: tuple[int, ...]
    neutral_days: tuple[int, int]
    confided_points: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: Mapping[str, Mapping[str, Any]]) -> Rules:
        """Rules from the tables of a pack's `rewards.toml`; what else stands there is for others."""
        caps, lots, clues = tables["caps"], tables["lots"], tables["clues"]
        return cls(
            points_by_urgency=dict(tables["points"]),
            points_per_day_max=caps["day_points"],
            points_per_month_max=caps["month_points"],
            awards_per_category_day_max=caps["category_day_awards"],
            mature_days=lots["mature_days"],
            expiry_months=lots["expiry_months"],
            expiry_notice_days=max(lots["expiry_told_days"], default=0),
            grace_days=lots["grace_days"],
            settle_hours=lots["settle_hours"],
            service_minutes=round(tables["service"]["verified_hours"] * 60),
            neutral_points=tuple(clues["rows"]),
            neutral_days=(clues["posted_after_days_min"], clues["posted_after_days_max"]),
            confided_points={name: n for name, n in tables["points"].items() if name in CONFIDED},
        )

    def points_of(self, urgency: str, *, earns: bool = True) -> int:
        """Points of a verified report, by the category it was closed with; 0 where that does not earn."""
        return self.points_by_urgency.get(urgency, 0) if earns else 0

    def service_hours(self, verified_reports: int) -> float:
        """Volunteer hours, counted apart from points and never spent."""
        return verified_reports * self.service_minutes / 60

    def expires_on(self, awarded_on: date) -> date:
        """The last day of points awarded on a day: rounded up to the end of its month."""
        months = awarded_on.year * 12 + awarded_on.month - 1 + self.expiry_months
        year, month = divmod(months, 12)
        return date(year, month + 1, calendar.monthrange(year, month + 1)[1])
