"""When a rider may be asked: not at meal peaks, not at night, and always some time later."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import districts
from cases.catalog import load
from cases.pack import District
from cases.packs.day import Meal
from cases.rider_hours import may_ask, may_ask_from

DISTRICT = load(districts.folder("jingan")).district
DAY = datetime(2026, 11, 24, tzinfo=DISTRICT.zone)


def at(clock: str, day: int = 0) -> datetime:
    hours, minutes, seconds = map(int, f"{clock}:00".split(":")[:3])
    return DAY + timedelta(days=day, hours=hours, minutes=minutes, seconds=seconds)


@pytest.mark.parametrize(
    ("asked", "day", "free"),
    [
        ("07:00", 0, "07:00"),
        ("06:59:59", 0, "07:00"),
        ("10:59:59", 0, "10:59:59"),
        ("11:00", 0, "13:30"),
        ("13:29:59", 0, "13:30"),
        ("13:30", 0, "13:30"),
        ("17:00", 0, "19:30"),
        ("19:30", 0, "19:30"),
        ("21:59:59", 0, "21:59:59"),
        ("22:00", 1, "07:00"),
        ("00:00", 0, "07:00"),
    ],
)
def test_the_hours_of_the_product(asked: str, day: int, free: str) -> None:
    assert may_ask_from(DISTRICT, at(asked)) == at(free, day)
    assert may_ask(DISTRICT, at(asked)) == (day == 0 and asked == free)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_whoever_waits_is_asked_within_nine_hours_and_not_before_they_may_be(moment: datetime) -> None:
    free = may_ask_from(DISTRICT, moment)
    assert moment <= free <= moment + timedelta(hours=9)
    assert may_ask(DISTRICT, free)
    assert free == moment or not may_ask(DISTRICT, free - timedelta(seconds=1))


def test_a_peak_that_ends_where_another_or_the_night_begins() -> None:
    hours = DISTRICT.hours
    late = Meal(begins=at("19:00").time(), ends=hours.night_from)
    district: District = replace(DISTRICT, meals=(*DISTRICT.meals, late))
    assert may_ask_from(district, at("18:00")) == at("07:00", day=1)


def test_a_rehearsal_asks_at_any_hour() -> None:
    assert may_ask(replace(DISTRICT, riders_rest=False), at("03:00"))
