"""Promised times: day and night, after the night, and in working hours with holidays and make-up days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import districts
from cases import deadlines
from cases.catalog import Category, Urgency, load
from cases.deadlines import handle_by, ran, resumed, take_by, warn_at

CATALOG = load(districts.folder("jingan"))
SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRE = CATALOG.categories["fire_now"]  # emergency, 0 min, 1 h
WIRE = CATALOG.categories["ebike_wire"]  # high, 60 min, 24 h
HALLWAY = CATALOG.categories["hallway"]  # normal, 120 min, 48 h
GROWTH = CATALOG.categories["growth"]  # low, 1440 min, 240 h

some_time = st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
some_category = st.sampled_from(list(CATALOG.categories.values()))


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize("opened", ["2026-11-23 14:40", "2026-11-22 03:10", "2026-10-01 23:59"])
def test_an_emergency_runs_day_and_night_from_the_moment_it_is_sent(opened: str) -> None:
    assert take_by(FIRE, at(opened)) == at(opened)
    assert handle_by(FIRE, at(opened)) == at(opened) + timedelta(hours=1)


def test_high_runs_on_clock_hours_over_a_weekend() -> None:
    saturday = at("2026-11-21 14:40")
    assert take_by(WIRE, saturday) == at("2026-11-21 15:40")
    assert handle_by(WIRE, saturday) == at("2026-11-22 14:40")


@pytest.mark.parametrize(
    ("opened", "taken_by", "handled_by"),
    [
        ("2026-11-23 21:59", "2026-11-23 22:59", "2026-11-24 21:59"),
        ("2026-11-23 22:00", "2026-11-24 08:00", "2026-11-25 07:00"),
        ("2026-11-24 00:00", "2026-11-24 08:00", "2026-11-25 07:00"),
        ("2026-11-24 06:59", "2026-11-24 08:00", "2026-11-25 07:00"),
        ("2026-11-24 07:00", "2026-11-24 08:00", "2026-11-25 07:00"),
        ("2026-12-31 23:30", "2027-01-01 08:00", "2027-01-02 07:00"),
    ],
)
def test_high_sent_at_night_starts_at_seven(opened: str, taken_by: str, handled_by: str) -> None:
    assert take_by(WIRE, at(opened)) == at(taken_by)
    assert handle_by(WIRE, at(opened)) == at(handled_by)


def test_high_taken_at_night_runs_at_once() -> None:
    assert handle_by(WIRE, at("2026-11-24 02:00"), is_taken=True) == at("2026-11-25 02:00")


@pytest.mark.parametrize(
    ("opened", "taken_by", "handled_by"),
    [
        ("2026-11-23 10:00", "2026-11-23 12:00", "2026-11-25 10:00"),  # Monday: 48 h are two working days
        ("2026-11-23 16:30", "2026-11-24 10:00", "2026-11-25 16:30"),  # over the evening
        ("2026-11-20 16:30", "2026-11-23 10:00", "2026-11-24 16:30"),  # Friday, over the weekend
        ("2026-11-21 11:00", "2026-11-23 11:00", "2026-11-24 17:30"),  # Saturday: starts on Monday at 09:00
        ("2026-11-23 02:00", "2026-11-23 11:00", "2026-11-24 17:30"),  # before work
        ("2026-11-23 17:30", "2026-11-24 11:00", "2026-11-25 17:30"),  # as work ends
        ("2026-09-30 17:00", "2026-10-08 10:30", "2026-10-09 17:00"),  # over the National Day holiday
        ("2026-10-10 09:00", "2026-10-10 11:00", "2026-10-12 17:30"),  # a Saturday that is made up for
    ],
)
def test_the_rest_runs_in_working_hours(opened: str, taken_by: str, handled_by: str) -> None:
    assert take_by(HALLWAY, at(opened)) == at(taken_by)
    assert handle_by(HALLWAY, at(opened)) == at(handled_by)


def test_a_day_of_minutes_is_a_working_day_as_a_day_of_hours_is() -> None:
    assert take_by(GROWTH, at("2026-11-23 10:00")) == at("2026-11-24 10:00")


def test_out_of_the_known_years_weekdays_are_worked() -> None:
    assert deadlines.is_workday(at("2041-10-01 00:00").date()), "a Tuesday"
    assert not deadlines.is_workday(at("2041-10-05 00:00").date()), "a Saturday"
    assert take_by(HALLWAY, at("2041-10-04 16:30")) == at("2041-10-07 10:00")


def test_a_holiday_and_a_make_up_day_are_known() -> None:
    assert not deadlines.is_workday(at("2026-10-01 00:00").date())
    assert deadlines.is_workday(at("2026-10-10 00:00").date())


def test_warnings_come_at_80_percent_of_what_runs() -> None:
    by = handle_by(WIRE, at("2026-11-23 14:40"))
    assert warn_at(WIRE, at("2026-11-23 14:40"), by) == at("2026-11-24 09:52")
    friday = at("2026-11-20 16:30")
    assert warn_at(HALLWAY, friday, take_by(HALLWAY, friday)) == at("2026-11-23 09:36")


def test_a_warning_of_the_night_waits_for_the_morning() -> None:
    night = at("2026-11-23 23:00")
    assert warn_at(WIRE, night, take_by(WIRE, night)) == at("2026-11-24 07:48")


def test_a_clock_that_waits_goes_on_with_what_was_left() -> None:
    """Asked back on Friday at 16:30 with an hour of that day's work left, answered on Sunday."""
    by = at("2026-11-23 10:00")
    left = ran(HALLWAY, at("2026-11-20 16:30"), by)
    assert left == timedelta(hours=2)
    assert resumed(HALLWAY, at("2026-11-22 20:00"), left) == at("2026-11-23 11:00")


def test_hours_are_the_pack_zones_whatever_zone_comes_in() -> None:
    in_utc = at("2026-11-23 16:30").astimezone(UTC)
    assert take_by(HALLWAY, in_utc) == at("2026-11-24 10:00")
    assert str(take_by(HALLWAY, in_utc).tzinfo) == "Asia/Shanghai"
    assert take_by(WIRE, at("2026-11-23 22:30").astimezone(UTC)) == at("2026-11-24 08:00")


def test_another_districts_hours_and_zone_are_its_own() -> None:
    hours = replace(WIRE.hours, time_zone=ZoneInfo("Europe/Berlin"))
    berlin = replace(WIRE, hours=hours)
    opened = datetime(2026, 3, 28, 12, 0, tzinfo=hours.time_zone)  # the clocks go forward that night
    assert handle_by(berlin, opened) == datetime(2026, 3, 29, 13, 0, tzinfo=hours.time_zone)


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(AssertionError):
        take_by(HALLWAY, datetime(2026, 11, 23, 10, 0))  # noqa: DTZ001


@given(some_category, some_time)
def test_a_deadline_is_never_before_its_start_and_a_warning_between(kind: Category, opened: datetime) -> None:
    for by in (take_by(kind, opened), handle_by(kind, opened)):
        assert opened <= by
        assert opened <= warn_at(kind, opened, by) <= by


@given(some_category, some_time, some_time)
def test_who_comes_later_never_has_to_be_earlier(kind: Category, one: datetime, other: datetime) -> None:
    first, second = sorted((one, other))
    assert take_by(kind, first) <= take_by(kind, second)
    assert handle_by(kind, first) <= handle_by(kind, second)


@given(some_category, some_time, st.timedeltas(timedelta(minutes=1), timedelta(days=20)))
def test_what_is_resumed_has_run(kind: Category, since: datetime, left: timedelta) -> None:
    assert ran(kind, since, resumed(kind, since, left)) == left


@given(some_category, some_time)
def test_normal_and_low_end_in_working_hours_of_working_days(kind: Category, opened: datetime) -> None:
    by = handle_by(kind, opened)
    if kind.urgency in (Urgency.NORMAL, Urgency.LOW):
        assert deadlines.is_workday(by.date())
        assert kind.hours.work_from <= by.time() <= kind.hours.work_until
