"""Exports for spreadsheets and maps: CSV, XLSX and GeoJSON, in which no cell can act as a formula.

What somebody typed may begin like a formula, and a spreadsheet would run it for whoever opens the file. Such a cell
gets an apostrophe in front, as OWASP advises ("CSV Injection"); signs of full width count, because Chinese input
writes them.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import xlsxwriter

from bot.exporting import Table

ROWS_MAX = 1_048_575  # of one XLSX sheet below its heading; the format's own bound
CELL_MAX = 32_767  # characters of one XLSX cell; the format's own bound
PRIVATE = 0o600  # whoever runs the command reads the file, nobody else
_ACTS = tuple("=+-@|%＝＋－﹣−＠｜％\t\r\n")
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def harmless(value: Any) -> Any:
    """A cell that does nothing: text without control and direction signs, an apostrophe before what might be run.

    Numbers stay numbers; None is an empty cell.
    """
    if value is None:
        return ""
    if isinstance(value, bool | int | float):
        return value
    plain = _CONTROL.sub(" ", str(value))
    return f"'{plain}" if plain.lstrip(" \u3000\xa0").startswith(_ACTS) or plain.startswith(_ACTS) else plain


def write_csv(tables: Iterable[Table], folder: Path) -> list[Path]:
    """One file a table, UTF-8 with a mark that spreadsheets know it by; the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for table in tables:
        file = _private(folder / f"{table.name}.csv")
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(table.columns)
            writer.writerows([harmless(value) for value in row] for row in table.rows)
        files.append(file)
    return files


def write_xlsx(tables: Iterable[Table], file: Path) -> None:
    """One sheet a table, or more where it has more rows than a sheet can hold."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(_private(file)), options) as book:
        heading = book.add_format({"bold": True})
        for table in tables:
            sheet, n, part = book.add_worksheet(table.name[:28]), 0, 1
            sheet.write_row(0, 0, table.columns, heading)
            for row in table.rows:
                if n == ROWS_MAX:
                    n, part = 0, part + 1
                    sheet = book.add_worksheet(f"{table.name[:26]}_{part}")
                    sheet.write_row(0, 0, table.columns, heading)
                n += 1
                for column, value in enumerate(row):
                    _write(sheet, n, column, harmless(value))


def _write(sheet: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, bool | int | float):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, value[:CELL_MAX])


def write_geojson(table: Table, file: Path) -> int:
    """The cases as points (RFC 7946, WGS-84, longitude first), one feature a line; how many.

    A case that was reported by words alone has no point of its own, and none is made up.
    """
    count = 0
    with ExitStack() as stack:
        out = stack.enter_context(_private(file).open("w", encoding="utf-8"))
        out.write('{"type": "FeatureCollection", "features": [')
        for feature in _features(table):
            out.write(("," if count else "") + "\n" + json.dumps(feature, ensure_ascii=False))
            count += 1
        out.write("\n]}\n")
    return count


def _features(table: Table) -> Iterator[dict[str, Any]]:
    for row in table.rows:
        facts = dict(zip(table.columns, row, strict=True))
        longitude, latitude = facts.pop("longitude"), facts.pop("latitude")
        point = None if longitude is None else {"type": "Point", "coordinates": [longitude, latitude]}
        properties = {name: harmless(value) if isinstance(value, str) else value for name, value in facts.items()}
        yield {"type": "Feature", "id": facts["number"], "geometry": point, "properties": properties}


def _private(file: Path) -> Path:
    """The file, emptied or made, for its owner alone."""
    file.touch(mode=PRIVATE)
    file.chmod(PRIVATE)
    return file
