"""A month of points as a table for a spreadsheet: the liability by expiry, street and shop, and the stock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from io import BytesIO

import xlsxwriter

from bot.statement_sheet import SAFE
from bot.texts import Texts
from cases.catalog import Catalog
from cases.review.overview import Overview
from rewards.reporting.liability import Movement

MOVED = tuple(field.name for field in fields(Movement))
COLUMN_WIDTH = 18  # characters: the longest name of a street and a number beside it
Cell = str | int | None


def books_sheet(texts: Texts, catalog: Catalog, seen: Overview, street: str, language: str) -> bytes:
    """The month as XLSX: of the district with everything, of a street with its own movements and the stock."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        writer = _Writer(book, texts, catalog, language)
        writer.total(seen, street)
        if not street:
            writer.movements("expiry", "expires", sorted(seen.month.by_expiry.items()))
            writer.streets(seen)
            writer.shops(seen)
        writer.stock(seen)
    return out.getvalue()


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, texts: Texts, catalog: Catalog, language: str) -> None:
        self._book, self._texts, self._catalog, self._language = book, texts, catalog, language
        self._head = book.add_format({"bold": True, "bottom": 1})

    def total(self, seen: Overview, street: str) -> None:
        now, before = seen.of(street)
        rows = [(self._line(each), getattr(now, each), getattr(before, each)) for each in MOVED]
        self._sheet("total", ("what", "this-month", "last-month"), rows)

    def movements(self, sheet: str, first: str, found: Iterable[tuple[str, Movement]]) -> None:
        rows = [(named, *(getattr(moved, each) for each in MOVED)) for named, moved in found]
        self._sheet(sheet, (first, *MOVED), rows)

    def streets(self, seen: Overview) -> None:
        streets = self._catalog.streets
        named = {code: street.names[self._language] for code, street in streets.items()}
        found = sorted(seen.month.by_street.items())
        self.movements(
            "streets", "street", [(named.get(code, code) or self._line("no-street"), moved) for code, moved in found]
        )

    def shops(self, seen: Overview) -> None:
        shops = self._catalog.handbook.shops
        rows = [
            (shops[shop].names[self._language] if shop in shops else shop, points)
            for shop, points in sorted(seen.month.by_shop.items())
        ]
        self._sheet("shops", ("shop", "points"), rows)

    def stock(self, seen: Overview) -> None:
        rows = [(each.benefit.names[self._language], each.left, each.taken, each.days) for each in seen.stock]
        self._sheet("stock", ("benefit", "left", "taken", "days"), rows)

    def _sheet(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        sheet = self._book.add_worksheet(self._line(f"sheet-{name}"))
        sheet.set_column(0, len(columns) - 1, COLUMN_WIDTH)
        sheet.freeze_panes(1, 1)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, self._line(column), self._head)
        for n, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(n, place, cell)
                elif cell is not None:
                    sheet.write_number(n, place, cell)

    def _line(self, key: str) -> str:
        return self._texts.line(f"books-{key}", self._language)
