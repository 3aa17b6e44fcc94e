"""When a rider may be asked or reminded: not at meal peaks and not at night. Pure; the hours are the pack's.

What a rider hears falls into two kinds, and this is where it is decided which waits:

- Answers and steps go at once, day and night: the answer to what they did, and every step of their case (taken,
  handed over, handled, refused, merged, worked again). They ask for nothing and can be read later.
- Questions and reminders wait: what an office asks back, a second look at another's case, a draft that lies idle,
  whatever is about to expire. A step that brings a question (已处置) is told at once with its answers, for whoever has
  the time; who has not tapped one is asked when the peak or the night is over.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from cases.catalog import District

DAY, QUARTER = timedelta(days=1), timedelta(minutes=15)


def may_ask(district: District, at: datetime) -> bool:
    """Whether a rider may be asked or reminded at a moment (aware)."""
    return may_ask_from(district, at) == at


def may_ask_from(district: District, at: datetime) -> datetime:
    """The first moment from `at` (aware) on at which a rider may be asked or reminded, in the district's zone."""
    local = at.astimezone(district.zone)
    if not district.riders_rest:
        return local
    for _ in range(len(district.meals) + 2):  # a peak may end where the next one, or the night, begins
        later = _end_of_rest(district, local)
        if later == local:
            return local
        local = later
    raise AssertionError("meal peaks and the night leave no hour of the day")


def may_tell_from(district: District, at: datetime) -> datetime:
    """The same for what offices are told that is not urgent: they are left in peace at night, not at meals."""
    return may_ask_from(replace(district, meals=(), riders_rest=True), at)


def may_ask_until(district: District, at: datetime) -> datetime:
    """The last such moment up to one (aware): a quarter of an hour before the peak or night that it falls into."""
    local = at.astimezone(district.zone)
    while not may_ask(district, local):
        local = _begin_of_rest(district, local) - QUARTER
    return local


def _end_of_rest(district: District, local: datetime) -> datetime:
    hours, now = district.hours, local.time()
    if now >= hours.night_from:
        return _moment(district, local.date() + DAY, hours.night_until)
    if now < hours.night_until:
        return _moment(district, local.date(), hours.night_until)
    ends = [meal.ends for meal in district.meals if meal.begins <= now < meal.ends]
    return _moment(district, local.date(), max(ends)) if ends else local


def _begin_of_rest(district: District, local: datetime) -> datetime:
    hours, now = district.hours, local.time()
    if now < hours.night_until:
        return _moment(district, local.date() - DAY, hours.night_from)
    begins = [meal.begins for meal in district.meals if meal.begins <= now < meal.ends]
    return _moment(district, local.date(), min(begins, default=hours.night_from))


def _moment(district: District, day: date, at: time) -> datetime:
    return datetime.combine(day, at, district.zone)
