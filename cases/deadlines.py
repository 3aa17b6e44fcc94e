"""By when a case is to be taken and handled: how each urgency's clock runs. Pure; answers in the pack's zone.

- emergency: clock hours, day and night, at once.
- high: clock hours, day and night; of what is sent between 22:00 and 07:00 the clock starts at 07:00, unless
  somebody takes it.
- normal and low: working hours of working days, make-up days included. Their hours come from tables that
  count a day as 24 h, and mean "the same time on the next working day"; so 24 h are one working day (8.5 h,
  09:00 to 17:30), and a rest counts as it is, up to one working day. As 24 hours of work, "24 h" would take
  almost three days; on the clock, those of a Friday would end on a Saturday.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from cases.pack import Category, Urgency
from cases.packs.day import Hours

DAY = timedelta(days=1)
NOTHING = timedelta(0)
# The longest holiday so far is 9 days; a search that finds no working day for so long has a wrong calendar.
DAYS_SEARCHED_MAX = 31


def take_by(category: Category, opened_at: datetime) -> datetime:
    """When a case opened then (aware) must be taken."""
    return _after(category, _start(category, opened_at), timedelta(minutes=category.take_minutes))


def handle_by(category: Category, since: datetime, *, is_taken: bool = False) -> datetime:
    """When a case must be handled, counted from when it was opened or taken (aware).

    `is_taken`: somebody took it then, so that a `high` one does not wait for the morning.
    """
    return _after(category, starts_at(category, since, is_taken=is_taken), timedelta(hours=category.handle_hours))


def later_by(category: Category, by: datetime, hours: int) -> datetime:
    """A deadline (aware) put off by some hours, counted as promised ones are: 24 h of `normal` are one working day."""
    return _after(category, by, timedelta(hours=hours))


def warn_at(category: Category, since: datetime, by: datetime, *, is_taken: bool = False) -> datetime:
    """When the ladder's share of the time from `since` to `by` (aware) has run on the category's clock."""
    start = starts_at(category, since, is_taken=is_taken)
    return resumed(category, start, ran(category, start, by) * category.ladder.warn_at_percent / 100)


def overdue_at(category: Category, since: datetime, by: datetime, *, is_taken: bool = False) -> datetime:
    """When it is told that what was to be done from `since` to `by` (aware) is late: then, or as soon as it can be."""
    start = starts_at(category, since, is_taken=is_taken)
    return max(by, resumed(category, start, timedelta(minutes=category.ladder.overdue_after_minutes_min)))


def district_at(category: Category, since: datetime, by: datetime, *, is_taken: bool = False) -> datetime:
    """When what was to be done from `since` to `by` (aware) goes up to the district, if it is still not done."""
    start = starts_at(category, since, is_taken=is_taken)
    further = ran(category, start, by) * (category.ladder.district_at_percent - 100) / 100
    return resumed(category, by, max(further, timedelta(minutes=category.ladder.district_after_minutes_min)))


def starts_at(category: Category, since: datetime, *, is_taken: bool = False) -> datetime:
    """When the clock of something sent, or taken, then (aware) starts: at once, but for `high` after the night."""
    return since if is_taken else _start(category, since)


def ran(category: Category, since: datetime, until: datetime) -> timedelta:
    """How much of a category's clock ran between two moments (aware); none if they are the other way round.

    With `resumed` a clock waits: on asking back keep `ran(category, now, by)`, on the answer resume with it.
    """
    since, until = _local(category, since), _local(category, until)
    if since >= until:
        return NOTHING
    if runs_always(category):
        return until.astimezone(UTC) - since.astimezone(UTC)
    worked, day = NOTHING, since.date()
    while day <= until.date():
        if is_workday(day):
            begin, end = _working_day(category.hours, day)
            worked += max(NOTHING, min(end, until) - max(begin, since))
        day += DAY
    return worked


def resumed(category: Category, since: datetime, left: timedelta) -> datetime:
    """When a category's clock that goes on at `since` (aware) has run `left` further."""
    since = _local(category, since)
    if runs_always(category):
        return _local(category, since.astimezone(UTC) + left)
    day, idle_days = since.date(), 0
    while True:
        if is_workday(day):
            begin, end = _working_day(category.hours, day)
            begin, idle_days = max(begin, since), 0
            if begin <= end and left <= end - begin:
                return begin + left
            left -= max(NOTHING, end - begin)
        idle_days += 1
        assert idle_days <= DAYS_SEARCHED_MAX, f"no working day in {DAYS_SEARCHED_MAX} days before {day}"
        day += DAY


def holidays_known_until() -> int:
    """The last year whose holidays and make-up days are known; after it only weekdays count."""
    from chinese_calendar.constants import holidays

    return int(max(day.year for day in holidays))


@lru_cache(maxsize=4096)
def is_workday(day: date) -> bool:
    """Whether a day is worked in China, holidays and make-up days known; in other years Monday to Friday."""
    import chinese_calendar  # builds its tables when first needed

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def _start(category: Category, at: datetime) -> datetime:
    """When a clock starts for something sent then: at once, but for `high` after the night."""
    at, hours = _local(category, at), category.hours
    if category.urgency is not Urgency.HIGH:
        return at
    if at.time() >= hours.night_from:
        return _moment(hours, at.date() + DAY, hours.night_until)
    return _moment(hours, at.date(), hours.night_until) if at.time() < hours.night_until else at


def _after(category: Category, start: datetime, promised: timedelta) -> datetime:
    return resumed(category, start, promised if runs_always(category) else _worked(category.hours, promised))


def _worked(hours: Hours, promised: timedelta) -> timedelta:
    """Promised time as working time: 24 h are one working day, a rest counts as it is up to one."""
    begin, end = _working_day(hours, date.min)
    days, rest = divmod(promised, DAY)
    return days * (end - begin) + min(rest, end - begin)


def runs_always(category: Category) -> bool:
    """Whether a category's clock runs day and night, not in working hours only."""
    return category.urgency in (Urgency.EMERGENCY, Urgency.HIGH)


def _working_day(hours: Hours, day: date) -> tuple[datetime, datetime]:
    return _moment(hours, day, hours.work_from), _moment(hours, day, hours.work_until)


def _moment(hours: Hours, day: date, at: time) -> datetime:
    return datetime.combine(day, at, hours.time_zone)


def _local(category: Category, at: datetime) -> datetime:
    assert at.tzinfo is not None, "a deadline is counted from an aware time"
    return at.astimezone(category.hours.time_zone)
