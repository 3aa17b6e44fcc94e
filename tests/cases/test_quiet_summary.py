"""What is told of clues tells nothing of one: steps of five, and no street by subtraction."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cases.quiet.summary import STEP, released_until, told

DAYS = st.lists(st.integers(0, 300).map(lambda n: (date(2026, 1, 1) + timedelta(days=n)).isoformat()), max_size=60)


def test_four_clues_are_not_told() -> None:
    assert released_until(["2026-03-01"] * 4) == ""


def test_the_fifth_is_told_with_the_four() -> None:
    assert released_until(["2026-03-01"] * 4 + ["2026-05-02"]) == "2026-05-02"


def test_a_sixth_waits_for_four_more() -> None:
    assert released_until(["2026-03-01"] * 5 + ["2026-05-02"]) == "2026-03-01"


@given(DAYS)
def test_between_two_days_a_total_stands_or_moves_by_five_or_more(days: list[str]) -> None:
    earlier = 0
    for until in sorted(set(days)):
        known = [day for day in days if day <= until]
        now = sum(day <= released_until(known) for day in known)
        assert now == earlier or now - earlier >= STEP
        earlier = now


def test_one_hidden_street_takes_another_with_it() -> None:
    assert told({"a": 9, "b": 6, "c": 3}, 18) == {"a": 9, "b": None, "c": None}


def test_what_is_left_over_is_never_small() -> None:
    assert told({"a": 9, "b": 0, "c": 2}, 11) == {"a": None, "b": None, "c": None}


def test_all_are_told_where_all_are_large() -> None:
    assert told({"a": 9, "b": 6}, 15) == {"a": 9, "b": 6}


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 12), min_size=1), st.integers(0, 10))
def test_no_street_can_be_had_by_subtraction(by_street: dict[str, int], elsewhere: int) -> None:
    total = sum(by_street.values()) + elsewhere
    shown = told(by_street, total)
    known = [count for count in shown.values() if count is not None]
    hidden = len(shown) - len(known)
    left = total - sum(known)
    assert all(count >= STEP for count in known)
    if known:
        assert hidden != 1
        assert left >= STEP or (hidden == 0 and left == 0)
