"""A week as an XLSX file: its numbers, its streets, and every event of its cases with its moment.

Whatever stands in a cell is text or a number: no formula, no link (a cell that begins with = stays what it says), and
no character that a table can't hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.texts import Texts
from cases.catalog import Catalog
from cases.quiet.summary import told
from cases.summary.reckoning import Numbers, Standing, Step
from cases.summary.saying import street_name
from cases.summary.store import Note
from cases.summary.summary import Reading, Summary

Cell = str | int | float | datetime | None
CELL_MAX = 32_767  # characters: the format's own bound
ROWS_MAX = 1_000_000  # below the format's 1,048,576; a week of a district has some ten thousand events
COLUMN_WIDTH = 17  # characters: a moment with its date
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
COUNTS = (
    "opened", "taken", "handled", "closed", "refused", "withdrawn", "merged", "handed_over", "joined", "paused",
    "delayed", "sent_back", "points_issued", "points_back", "points_redeemed",
)  # fmt: skip


def table(texts: Texts, catalog: Catalog, reading: Reading, street: str, language: str) -> bytes:
    """The file of a street's week, or of the district's where `street` is empty."""
    summary, out = reading.summary(street), BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(out, {**options, "remove_timezone": True}) as book:
        writer = _Writer(book, texts, catalog, language)
        writer.numbers(summary)
        writer.streets(summary)
        writer.overdue(summary.overdue)
        writer.events([step for step in reading.steps if not street or street in (step.street, step.street_before)])
        writer.notes([note for note in reading.notes if not street or note.street == street])
    return out.getvalue()


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, texts: Texts, catalog: Catalog, language: str) -> None:
        self._book, self._texts, self._catalog, self._language = book, texts, catalog, language
        self._head: Format = book.add_format({"bold": True, "bottom": 1})
        self._moment: Format = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})

    def numbers(self, summary: Summary) -> None:
        """Each number beside last week's; a rate with its part and its whole."""
        now, before = summary.numbers, summary.before
        rows: list[Sequence[Cell]] = [
            (self._line(f"table-{what}"), now.n(what), before.n(what) if before else None, None, None)
            for what in COUNTS
        ]
        for rate, share in now.rates.items():
            earlier = before.rates[rate].percent if before else None
            rows.append((self._line(f"rate-{rate}"), share.percent, earlier, share.part, share.whole))
        rows.append((self._line("table-take-minutes"), now.take_minutes, None, None, None))
        rows.append((self._line("table-handle-hours"), now.handle_hours, None, None, None))
        rows.append((self._line("table-outstanding"), summary.outstanding, None, None, None))
        if summary.quiet:
            rows += [
                (self._line(f"table-quiet-{what}"), n, None, None, None) for what, n in told(summary.quiet).items()
            ]
        for code, n in sorted(now.categories.items(), key=lambda each: (-each[1], each[0])):
            rows.append((self._category(code), n, before.categories.get(code, 0) if before else None, None, None))
        self._sheet("numbers", ("what", "this-week", "last-week", "part", "whole"), rows)

    def streets(self, summary: Summary) -> None:
        """A row for each street, or for the one it is about."""
        of = {summary.street: summary.numbers} if summary.street else summary.streets
        rates = list(summary.numbers.rates)

        def row(street: str, numbers: Numbers) -> Sequence[Cell]:
            counts = [numbers.n(what) for what in COUNTS]
            return (self._street(street), *counts, *(numbers.rates[rate].percent for rate in rates))

        heads = [self._line("table-street"), *(self._line(f"table-{what}") for what in COUNTS)]
        heads += [self._line(f"rate-{rate}") for rate in rates]
        self._write("streets", heads, [row(street, numbers) for street, numbers in of.items()])

    def overdue(self, cases: Iterable[Standing]) -> None:
        """What was overdue when the week was counted."""
        self._sheet(
            "overdue",
            ("number", "street", "category", "state", "due"),
            [
                (
                    case.number, self._street(case.street), self._category(case.category),
                    self._line(f"status-{case.status}"), self._time(case.due_at),
                )
                for case in cases
            ],
        )  # fmt: skip

    def events(self, steps: Iterable[Step]) -> None:
        """Everything that happened, with its moment and the deadlines that held after it."""
        self._sheet(
            "events",
            ("at", "number", "what", "before", "after", "street", "category", "opened-at", "take-by", "handle-by"),
            [
                (
                    self._time(step.at), step.number, self._did(step.what), self._state(step.before),
                    self._state(step.after), self._street(step.street), self._category(step.category),
                    self._time(step.opened_at), self._time(step.take_by), self._time(step.handle_by),
                )
                for step in steps
            ],
        )  # fmt: skip

    def notes(self, notes: Iterable[Note]) -> None:
        """What was explained, the replaced lines as well."""
        self._sheet(
            "notes",
            ("street", "n", "line", "by", "at"),
            [(self._street(note.street), note.n + 1, note.line, note.alias, self._time(note.at)) for note in notes],
        )

    # -- inside ----------------------------------------------------------------------------------------------

    def _sheet(self, name: str, columns: Iterable[str], rows: Iterable[Sequence[Cell]]) -> None:
        self._write(name, [self._line(f"table-{column}") for column in columns], rows)

    def _write(self, name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        sheet: Worksheet = self._book.add_worksheet(self._line(f"table-sheet-{name}"))
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(heads) - 1, COLUMN_WIDTH)
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, self._head)
        for n, row in enumerate(rows, 1):
            assert n < ROWS_MAX, "a week has far fewer events than a table has rows"
            for column, cell in enumerate(row):
                self._put(sheet, n, column, cell)

    def _put(self, sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
        if isinstance(cell, str):
            sheet.write_string(row, column, safe(cell))
        elif isinstance(cell, datetime):
            sheet.write_datetime(row, column, cell, self._moment)
        elif cell is not None:
            sheet.write_number(row, column, cell)

    def _line(self, key: str) -> str:
        return self._texts.line(key, self._language)

    def _street(self, code: str) -> str:
        return str(self._texts.fact(street_name(self._catalog, code), self._language))

    def _category(self, code: str) -> str:
        return self._catalog.categories[code].names[self._language]

    def _state(self, status: str) -> str:
        return self._line(f"status-{status}") if status else ""

    def _did(self, what: str) -> str:
        return self._line(f"did-{what}")

    def _time(self, seconds: int) -> datetime | None:
        return datetime.fromtimestamp(seconds, self._catalog.district.zone) if seconds else None


def safe(words: str) -> str:
    """Words that a cell can hold: no control characters, not too long."""
    return _UNSAFE.sub("", words)[:CELL_MAX]
