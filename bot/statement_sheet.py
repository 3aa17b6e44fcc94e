"""A shop's month as a table for a spreadsheet; every text stays text, whatever it begins with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

from cases.starlight.handbook import Settlement
from cases.starlight.statements import Statement

# No cell becomes a formula or a link, whatever a name in the pack begins with.
SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
MONEY = "#,##0.00"
WIDTHS = (26, 24, 16, 14, 14)  # of the columns, in characters

Word = Callable[[str], str]


def statement_sheet(
    statement: Statement, settlement: Settlement, *, word: Word, language: str, zone: ZoneInfo
) -> bytes:
    """The month as XLSX: what it is and who pays, a line per benefit with its sum, then every voucher.

    word: the texts of the reader's language by key (`statement-…`).
    """
    out = BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        sheet = book.add_worksheet(word("statement-sheet"))
        bold, money = book.add_format({"bold": True}), book.add_format({"num_format": MONEY})
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        row = 0
        for row, (key, value) in enumerate(_head(statement, settlement, word, language)):
            sheet.write_string(row, 0, key, bold)
            sheet.write_string(row, 1, value)
        row = _sums(sheet, row + 2, statement, word, language, bold, money)
        _each(sheet, row + 2, statement, word, language, zone, bold)
    return out.getvalue()


def _head(statement: Statement, settlement: Settlement, word: Word, language: str) -> list[tuple[str, str]]:
    return [
        (word("statement-shop"), statement.shop.names[language]),
        (word("statement-period"), f"{statement.since.isoformat()} – {statement.until.isoformat()}"),
        (word("statement-payer"), settlement.paid_by[language]),
        (word("statement-due"), statement.due_on.isoformat()),
    ]


def _sums(sheet: Any, row: int, statement: Statement, word: Word, language: str, bold: object, money: object) -> int:
    """A line per benefit and the sum of all; the row after it."""
    for column, key in enumerate(("benefit", "count", "unit", "sum")):
        sheet.write_string(row, column, word(f"statement-column-{key}"), bold)
    for line in statement.lines:
        row += 1
        sheet.write_string(row, 0, line.benefit.names[language] if line.benefit else line.code)
        sheet.write_number(row, 1, line.count)
        sheet.write_number(row, 2, line.unit_fen / 100, money)
        sheet.write_number(row, 3, line.sum_fen / 100, money)
    row += 1
    sheet.write_string(row, 0, word("statement-total"), bold)
    sheet.write_number(row, 1, statement.count, bold)
    sheet.write_number(row, 3, statement.sum_fen / 100, money)
    return row + 1


def _each(sheet: Any, row: int, statement: Statement, word: Word, language: str, zone: ZoneInfo, bold: object) -> None:
    """Every voucher with its moment and the last symbols of its code: what a shop checks its own slips against."""
    sheet.write_string(row, 0, word("statement-each"), bold)
    row += 1
    for column, key in enumerate(("at", "benefit", "tail")):
        sheet.write_string(row, column, word(f"statement-column-{key}"), bold)
    names = {line.code: line.benefit.names[language] if line.benefit else line.code for line in statement.lines}
    for found in statement.used:
        row += 1
        assert found.ended_at is not None, "what was used has its moment"
        sheet.write_string(row, 0, f"{datetime.fromtimestamp(found.ended_at, zone):%Y-%m-%d %H:%M}")
        sheet.write_string(row, 1, names[found.benefit])
        sheet.write_string(row, 2, found.tail)
