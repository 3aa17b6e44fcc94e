"""Pure things of an office's work: when riders are free, what is masked, how a work order is read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

import districts
from cases.catalog import load
from cases.office.assigning import WorkOrderNotRight, tidy
from cases.rider_hours import may_ask_from, may_ask_until

CATALOG = load(districts.folder("jingan"))
HOURS = CATALOG.district.hours
MOMENTS = some.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=some.just(UTC))  # noqa: DTZ001
BUSY = ((11 * 60, 13 * 60 + 30), (17 * 60, 19 * 60 + 30), (22 * 60, 24 * 60), (0, 7 * 60))  # minutes of a day


def is_busy(at: datetime) -> bool:
    local = at.astimezone(HOURS.time_zone)
    minute = local.hour * 60 + local.minute
    return any(begin <= minute < end for begin, end in BUSY)


def local(moment: str) -> datetime:
    return datetime.strptime(f"2026-11-{moment}", "%Y-%m-%d %H:%M").replace(tzinfo=HOURS.time_zone)


@given(MOMENTS)
def test_a_rider_is_asked_at_the_next_free_moment_and_no_later(at: datetime) -> None:
    free = may_ask_from(CATALOG.district, at)
    assert free >= at
    assert not is_busy(free)
    assert free == at or is_busy(free - timedelta(minutes=1))
    assert free - at <= timedelta(hours=9)
    assert may_ask_from(CATALOG.district, free) == free


@given(MOMENTS)
def test_an_end_is_pulled_forward_to_a_free_moment(at: datetime) -> None:
    free = may_ask_until(CATALOG.district, at)
    assert free <= at
    assert not is_busy(free)
    assert free == at or is_busy(at)


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("24 10:59", "24 10:59"), ("24 11:00", "24 13:30"), ("24 13:29", "24 13:30"), ("24 13:30", "24 13:30"),
        ("24 17:00", "24 19:30"), ("24 21:59", "24 21:59"), ("24 22:00", "25 07:00"), ("24 03:00", "24 07:00"),
        ("24 06:59", "24 07:00"), ("24 07:00", "24 07:00"),
    ],
)  # fmt: skip
def test_peaks_and_night_are_those_of_the_product(at: str, then: str) -> None:
    assert may_ask_from(CATALOG.district, local(at)) == local(then)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("sh2026-000123", "SH2026-000123"),
        (" ｓｈ 2026 ０００1 ", "SH20260001"),
        ("1234", "1234"),
        ("A1" * 16, "A1" * 16),
    ],
)
def test_a_work_order_is_kept_in_one_shape(typed: str, kept: str) -> None:
    assert tidy(typed) == kept
    assert tidy(kept) == kept


@pytest.mark.parametrize(
    "typed", ["", "   ", "123", "A" * 33, "没有", "-1234", "1234-", "12_34", "12/34", "=1+2+3", "12;34"]
)
def test_what_is_no_work_order_is_refused(typed: str) -> None:
    with pytest.raises(WorkOrderNotRight):
        tidy(typed)


def test_jingan_has_units_and_ready_sentences_for_every_category_and_act() -> None:
    assert [unit.names["zh-CN"] for unit in CATALOG.units.values()][:3] == ["城管中队", "居委会", "物业"]
    for code in CATALOG.categories:
        for act in ("handled", "refuse", "ask"):
            assert CATALOG.replies_for(act, code), (code, act)


def test_a_category_s_own_sentences_come_first_and_others_do_not_come() -> None:
    ready = CATALOG.replies_for("ask", "light")
    assert ready[0].code == "which_lamp"
    assert all(not each.categories or "light" in each.categories for each in ready)
    assert "which_lamp" not in [each.code for each in CATALOG.replies_for("ask", "manhole")]
