"""When people are left in peace: riders at meal peaks and at night, offices at night; pure."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from cases.packday import Hours

MEAL_PEAKS = ((time(11), time(13, 30)), (time(17), time(19, 30)))  # PRODUCT 1: when riders earn their day
STEP = timedelta(minutes=30)  # every quiet span begins and ends on the half hour


def is_quiet(at: datetime, hours: Hours, *, riders: bool) -> bool:
    """Whether nobody of an audience is written to at a local moment, unless it is urgent."""
    now = at.timetz().replace(tzinfo=None)
    is_night = now >= hours.night_from or now < hours.night_until
    return is_night or (riders and any(begins <= now < ends for begins, ends in MEAL_PEAKS))


def begins_at(at: datetime, hours: Hours, *, riders: bool) -> datetime:
    """The first local moment from `at` on that is not quiet: itself, or a half hour."""
    if not is_quiet(at, hours, riders=riders):
        return at
    half = at.replace(minute=at.minute - at.minute % 30, second=0, microsecond=0)
    for n in range(1, 49):
        if not is_quiet(half + n * STEP, hours, riders=riders):
            return half + n * STEP
    raise AssertionError("a pack whose night lasts all day")
