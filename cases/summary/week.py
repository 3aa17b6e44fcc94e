"""A week, Monday to Sunday on the district's clocks, by its ISO name: 2026-W48."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dialogue.refusal import Refusal

_NAME = re.compile(r"(\d{4})-?[Ww](\d{1,2})")
DAYS = 7


class NoSuchWeek(Refusal):
    """Not the name of a week, or of one that has not begun."""


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO week. Ordered by time."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Week:
        """The week that a day (or a local time) is in."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def named(cls, name: str) -> Week:
        """The week of a name like 2026-W48. Raises NoSuchWeek."""
        found = _NAME.fullmatch(name.strip())
        try:
            return cls.of(date.fromisocalendar(int(found[1]), int(found[2]), 1)) if found else cls._none()
        except ValueError:
            return cls._none()

    @staticmethod
    def _none() -> Week:
        raise NoSuchWeek

    @property
    def name(self) -> str:
        return f"{self.year}-W{self.number:02d}"

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=DAYS - 1)

    def later(self, weeks: int) -> Week:
        """The week so many weeks after this one, before it where negative."""
        return Week.of(self.monday + timedelta(days=DAYS * weeks))

    def begins(self, zone: ZoneInfo) -> int:
        """Its first second, in UTC seconds."""
        return int(datetime.combine(self.monday, time(), zone).timestamp())

    def ends(self, zone: ZoneInfo) -> int:
        """The first second after it, in UTC seconds."""
        return self.later(1).begins(zone)
