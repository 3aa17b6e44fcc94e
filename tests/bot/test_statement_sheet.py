"""A shop's month as a table: sums that add up, and no cell that is a formula or a link, read with another library."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from bot.settings import LOCALES, PACKS
from bot.statement_sheet import statement_sheet
from bot.texts import Texts
from cases import catalog
from cases.starlight.statements import Statement, StatementLine
from rewards.redemptions import Redemption

BOOK = catalog.load(PACKS / "jingan").handbook
TEXTS = Texts(LOCALES)
WATER, KIT = BOOK.benefits["water"], BOOK.benefits["kit"]
USED_AT = 1_795_500_000  # 2026-11-24 14:00 in Shanghai


def used(benefit: str, n: int) -> Redemption:
    return Redemption(
        f"v{n}", "m", benefit, "grocer", 5, "used", USED_AT - 60, USED_AT + 60, USED_AT, "", f"i{n}", "=1"
    )  # fmt: skip


def statement(**other: Any) -> Statement:
    lines = (StatementLine("water", WATER, 2, WATER.unit_fen), StatementLine("gone", None, 1, 0))
    made = Statement(
        BOOK.shops["grocer"], "2026-11", date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 15), False, lines,
        (used("water", 1), used("water", 2), used("gone", 3)),
    )  # fmt: skip
    return replace(made, **other)


def read_back(made: Statement, language: str = "zh-CN") -> list[list[Any]]:
    content = statement_sheet(
        made,
        BOOK.settlement,
        word=lambda key: TEXTS.line(key, language),
        language=language,
        zone=ZoneInfo("Asia/Shanghai"),
    )
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet is not None
    assert all(cell.data_type != "f" and cell.hyperlink is None for row in sheet.iter_rows() for cell in row)
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_month_adds_up() -> None:
    rows = read_back(statement())
    assert rows[0][:4] == ["友好商户", "便民超市（样例）", None, None]
    assert ["瓶装水两瓶", 2, 3, 6] in [row[:4] for row in rows]
    assert ["合计", 3, None, 6] in [row[:4] for row in rows]
    assert [row[:3] for row in rows if row[2] == "=1"] == [
        ["2026-11-24 14:00", "瓶装水两瓶", "=1"],
        ["2026-11-24 14:00", "瓶装水两瓶", "=1"],
        ["2026-11-24 14:00", "gone", "=1"],
    ]


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x")', "+1", "-1", "@x", "＝1+1", "http://x", "1e5"])
def test_a_name_is_text_whatever_it_begins_with(name: str) -> None:
    shop = replace(BOOK.shops["grocer"], names={"zh-CN": name, "en": name})
    line = StatementLine("kit", replace(KIT, names={"zh-CN": name, "en": name}), 1, 500)
    rows = read_back(statement(shop=shop, lines=(line,), used=(used("kit", 1),)))
    assert rows[0][1] == name
    assert sum(row.count(name) for row in rows) == 3


def test_an_empty_month_says_so_in_english_too() -> None:
    rows = read_back(statement(lines=(), used=()), "en")
    assert ["In all", 0, None, 0] in [row[:4] for row in rows]
