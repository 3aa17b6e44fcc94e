from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from ledger_world import RULES

from rewards.rules import Rules

PACK = Path(__file__).parents[2] / "districts" / "jingan" / "rewards.toml"


@pytest.mark.parametrize(
    ("awarded_on", "last_day"),
    [
        (date(2026, 11, 23), date(2027, 11, 30)),
        (date(2026, 11, 1), date(2027, 11, 30)),
        (date(2026, 12, 31), date(2027, 12, 31)),
        (date(2027, 2, 3), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_points_expire_with_the_end_of_a_month_a_year_later(awarded_on: date, last_day: date) -> None:
    assert RULES.expires_on(awarded_on) == last_day


def test_the_packs_numbers_become_rules() -> None:
    rules = Rules.of(tomllib.loads(PACK.read_text(encoding="utf-8")))
    assert (rules.points_of("low"), rules.points_of("normal"), rules.points_of("high")) == (2, 2, 4)
    assert (rules.points_per_day_max, rules.points_per_month_max, rules.awards_per_category_day_max) == (
        12,
        120,
        3,
    )
    assert (rules.expiry_months, rules.expiry_notice_days, rules.service_minutes) == (12, 30, 15)


def test_what_does_not_earn_gives_no_points_but_hours() -> None:
    assert RULES.points_of("high", earns=False) == 0
    assert RULES.points_of("emergency") == 0
    assert RULES.points_of("unheard-of") == 0
    assert RULES.service_hours(3) == 0.75
