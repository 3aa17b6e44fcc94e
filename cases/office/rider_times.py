"""When a rider may be asked something: not at meal peaks and not at night; pure."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from cases.pack import Hours

PEAKS = ((time(11), time(13, 30)), (time(17), time(19, 30)))  # PRODUCT 1: no reminders or questions then
DAY, QUARTER = timedelta(days=1), timedelta(minutes=15)


def free_from(at: datetime, hours: Hours) -> datetime:
    """The first moment from `at` (aware) on that is neither in a meal peak nor in the night of `hours`."""
    at = at.astimezone(hours.time_zone)
    while busy := _busy(at, hours):
        at = busy[1]
    return at


def free_before(at: datetime, hours: Hours) -> datetime:
    """The last such moment up to `at` (aware), a quarter of an hour before what it fell into."""
    at = at.astimezone(hours.time_zone)
    while busy := _busy(at, hours):
        at = busy[0] - QUARTER
    return at


def _busy(at: datetime, hours: Hours) -> tuple[datetime, datetime] | None:
    """The peak or night that a moment falls into: from its first moment to the first after it."""
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)

    def on(moment: time) -> datetime:
        return datetime.combine(at.date(), moment, hours.time_zone)

    spans = [(on(begin), on(end)) for begin, end in PEAKS]
    spans += [(midnight, on(hours.night_until)), (on(hours.night_from), midnight + DAY)]
    return next(((begin, end) for begin, end in spans if begin <= at < end), None)
