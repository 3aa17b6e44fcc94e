"""Days and times as coordinators type them."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from cases.classes.classes import NoticeDates
from cases.consultations.leading import MeetingTime
from cases.deadlines import is_workday
from cases.search.query import SearchNotUnderstood, read
from dialogue.ask import Ask, Option
from dialogue.say import Fact, Say, moment
from handlers.desk import Desk

LATELY = timedelta(days=31)  # a day without its year that lies further back means the next such day
DAY_MAX = 20  # characters
MEETINGS_BEGIN = time(14, 30)  # between the riders' meal peaks
OFFERED_AFTER_DAYS = (3, 7)  # long enough to ask everybody, and a week
_CLOCK = re.compile(r"(?P<day>.*?)[\s,，]*(?P<hour>[01]?\d|2[0-3])[:：点](?P<minute>[0-5]\d)?分?$")
_DAYS_AHEAD = {"今天": 0, "today": 0, "明天": 1, "tomorrow": 1, "后天": 2}


def a_day(ask: Ask, desk: Desk, question: str, known: dict[str, Fact], *otherwise: Option[str]) -> date:
    """A day, typed or chosen. Raises NoticeDates where it is none."""
    typed = ask.words(question, Say(question, known), otherwise=otherwise, length_max=DAY_MAX)
    if day := _day(typed, desk):
        return day
    raise NoticeDates(drops=question)


def a_meeting(ask: Ask, desk: Desk, question: str, known: dict[str, Fact], *otherwise: Option[str]) -> int:
    """When a meeting begins, typed or chosen, in UTC seconds. Raises MeetingTime where it is none, or not to come."""
    offered = [Option(f"{at:%Y%m%d}", moment(int(at.timestamp())), f"{at:%Y-%m-%d %H:%M}") for at in _offered(desk)]
    typed = ask.words(question, Say(question, known), otherwise=(*offered, *otherwise), length_max=2 * DAY_MAX)
    at = _moment(typed, desk)
    if at is None:
        raise MeetingTime(drops=question)
    desk.consultations.may_meet_at(at)
    return at


def _offered(desk: Desk) -> list[datetime]:
    """Workdays to come, at an hour at which riders have time."""
    found = []
    for days in OFFERED_AFTER_DAYS:
        day = desk.today.date() + timedelta(days=days)
        while not is_workday(day):
            day += timedelta(days=1)
        found.append(datetime.combine(day, MEETINGS_BEGIN, desk.catalog.district.zone))
    return sorted(set(found))


def _moment(typed: str, desk: Desk) -> int | None:
    """A day and a time of it, as 12-03 14:30 or 明天 14:30; None where it is neither, nor one that was offered."""
    if not (found := _CLOCK.fullmatch(typed.strip())) or not (day := _day(found["day"], desk)):
        return None
    at = datetime.combine(day, time(int(found["hour"]), int(found["minute"] or 0)), desk.catalog.district.zone)
    return int(at.timestamp())


def _day(typed: str, desk: Desk) -> date | None:
    """The day that typed words name; None where they name none."""
    words, today = typed.strip().lower(), desk.today.date()
    if words in _DAYS_AHEAD:
        return today + timedelta(days=_DAYS_AHEAD[words])
    with suppress(ValueError):
        return date.fromisoformat(words)
    with suppress(ValueError, SearchNotUnderstood):
        if day := read(typed, desk.catalog, today=today).since:
            return day if day >= today - LATELY else day.replace(year=day.year + 1)
    return None
