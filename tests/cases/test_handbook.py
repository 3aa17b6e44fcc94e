"""The handbook: Jing'an's samples are fair and whole, and every mistake in one is named with its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import districts
from cases.catalog import PackErrors, load

JINGAN = districts.folder("jingan")
BOOK = load(JINGAN).handbook


def test_prices_are_those_of_the_design() -> None:
    assert {benefit.cost_points for benefit in BOOK.benefits.values()} == {0, 5, 15, 30, 60}
    assert len(BOOK.benefits) == 10
    assert [benefit.code for benefit in BOOK.benefits.values() if benefit.is_coupon] == ["tea_off", "tyre_off"]


def test_no_shop_claims_to_be_a_real_one() -> None:
    assert all("样例" in shop.names["zh-CN"] and "sample" in shop.names["en"] for shop in BOOK.shops.values())
    assert not BOOK.settlement.confirmed
    assert not any(policy.confirmed for policy in BOOK.policies.values())


def test_every_shop_gives_something_and_a_coupon_costs_nobody_anything() -> None:
    assert all(BOOK.of_shop(shop) for shop in BOOK.shops)
    assert all((benefit.unit_fen == 0) == benefit.is_coupon for benefit in BOOK.benefits.values())


def test_levels_rise_and_are_told_with_what_comes_next() -> None:
    assert BOOK.level(0) == (None, BOOK.levels[0])
    assert BOOK.level(1)[0] is BOOK.levels[0]
    assert BOOK.level(9) == (BOOK.levels[0], BOOK.levels[1])
    assert BOOK.level(5000) == (BOOK.levels[-1], None)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('code = "tea_off"', 'code = "meal" # again', "duplicate code 'meal'"),
        ('shop = "repair"', 'shop = "garage"', "unknown shop 'garage'"),
        ('street = "310106019"', 'street = "310106999"', "unknown street '310106999'"),
        ("week_stock = 40", "week_stock = 0", "week_stock: input should be greater"),
        ("cost_points = 30", "cost_points = -30", "cost_points: input should be greater"),
        ("cost_points = 60", "cost_points = 6000", "cost_points: input should be less"),
        ("valid_days = 30", "valid_days = 30.5", "valid_days: input should be a valid integer"),
        ("month_max = 4", "month_maximum = 4", "unknown key 'month_maximum'"),
        ('en = "Haircut"', 'fr = "Coupe"', "names is missing in en"),
        ("reports = 10", "reports = 1 # again", "each level needs more reports"),
        ("within_days = 15", "within_days = 0", "within_days: input should be greater"),
        ("[settlement]", "[settling]", "unknown key 'settling'"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(JINGAN, pack)
    file = pack / "benefits.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackErrors) as found:
        load(pack)
    line = text[: text.index(old)].count("\n") + 1
    assert ("benefits.toml", line) in [(Path(e.file).name, e.line) for e in found.value.errors if says in e.says]


def test_a_shop_without_a_benefit_is_a_mistake(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(JINGAN, pack)
    file = pack / "benefits.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('shop = "barber"', 'shop = "tea"'), encoding="utf-8")
    with pytest.raises(PackErrors, match="the shop 'barber' has no benefit"):
        load(pack)
