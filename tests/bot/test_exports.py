"""Exports for spreadsheets and maps: read back by another library, with nothing in them that acts or is not theirs."""

from __future__ import annotations

import csv
import json
import stat
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import exporting, sheets
from bot.exporting import View
from dialogue.hear import Photo, Place, Words
from tests.world import World, basis, shared_basis, world

__all__ = ["basis", "shared_basis", "world"]

DANING, GONGHE = "310106019", "310106018"
HERE = Place(31.2843, 121.4510, "fix", "wgs84", 10.0)
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@A1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A1",
    " =1",
    "\t=1",
    "\n=1",
    "\x00=1",
    "　=1",
    "|x",
    "%x",
]


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_begins_like_a_formula(cell: str) -> None:
    assert sheets.harmless(cell).startswith("'")


@given(st.text())
def test_a_cell_never_acts_and_keeps_no_control_sign(text: str) -> None:
    cell = sheets.harmless(text)
    assert not cell.lstrip(" \u3000\xa0").startswith(tuple("=+-@＝＋－＠"))
    assert not any(ord(sign) < 32 and sign not in "\t\n" for sign in cell)


def test_numbers_stay_numbers_and_plain_words_stay_as_they_are() -> None:
    assert [sheets.harmless(value) for value in (-5, 1.5, None, "井盖坏了")] == [-5, 1.5, "", "井盖坏了"]


async def reported(world: World, *words: str) -> None:
    await world.counter(DANING, "大宁受理群")
    await world.agree("wang")
    for typed in words:
        await world.say("wang", Photo("a"), Words(typed))
        await world.say("wang", HERE)
        await world.press("wang", ":manhole") if "井盖" not in typed else None
        await world.press("wang", ":new") if typed != words[0] else None
        await world.press("wang", "send:send")


async def exported(world: World, folder: Path, *, street: str = "", words: bool = True) -> list[Path]:
    know = world.app.know
    view = View(know.catalog, know.seals, "zh-CN", street, words)

    def write(tx: Any) -> list[Path]:
        files = sheets.write_csv(exporting.tables(tx, view), folder)
        sheets.write_xlsx(exporting.tables(tx, view), folder / "all.xlsx")
        sheets.write_geojson(exporting.cases(tx, view), folder / "all.geojson")
        return files

    files: list[Path] = await world.database.read(write)
    return files


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


async def test_what_a_rider_typed_does_nothing_in_any_format(world: World, tmp_path: Path) -> None:
    evil = ['=HYPERLINK("http://x","井盖")', "＝1+1 井盖坏了", "@SUM(A1) 井盖", "-2+3 井盖坏了"]
    await reported(world, *evil)
    await exported(world, tmp_path)
    typed = {row["words"] for row in rows_of(tmp_path / "cases.csv")}
    assert typed == {f"'{words}" for words in evil}
    sheet = openpyxl.load_workbook(tmp_path / "all.xlsx")["cases"]
    heading = [cell.value for cell in sheet[1]]
    cells = [row[heading.index("words")] for row in sheet.iter_rows(min_row=2)]
    assert {cell.value for cell in cells} == typed
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in cells)
    features = json.loads((tmp_path / "all.geojson").read_text(encoding="utf-8"))["features"]
    assert {feature["properties"]["words"] for feature in features} == typed
    assert features[0]["geometry"] == {"type": "Point", "coordinates": [121.451, 31.2843]}


async def test_without_words_none_of_them_is_anywhere(world: World, tmp_path: Path) -> None:
    await reported(world, "井盖坏了旁边有只猫")
    for file in await exported(world, tmp_path, words=False):
        assert "有只猫" not in file.read_text(encoding="utf-8-sig")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "有只猫" not in (tmp_path / "all.geojson").read_text(encoding="utf-8")
    book = openpyxl.load_workbook(tmp_path / "all.xlsx")
    assert not [c.value for sheet in book for row in sheet for c in row if "有只猫" in str(c.value)]


async def test_a_street_gets_its_own_cases_and_nothing_else(world: World, tmp_path: Path) -> None:
    await reported(world, "井盖坏了")
    files = await exported(world, tmp_path / "theirs", street=GONGHE)
    assert [file.name for file in files] == ["cases.csv", "case_events.csv", "hand_overs.csv"]
    assert all(rows_of(file) == [] for file in files)
    files = await exported(world, tmp_path / "ours", street=DANING)
    assert [row["number"] for row in rows_of(files[0])] == ["JA26-00001"]
    assert [row["what"] for row in rows_of(files[1])] == ["open"]


async def test_the_district_gets_every_table_and_the_same_cases_as_in_json(world: World, tmp_path: Path) -> None:
    await reported(world, "井盖坏了")
    files = await exported(world, tmp_path)
    document = await world.read(exporting.document)
    assert {file.stem for file in files} == set(document)
    assert [row["number"] for row in rows_of(files[0])] == [case["number"] for case in document["cases"]]
    assert {len(rows_of(tmp_path / f"{name}.csv")) - len(rows) for name, rows in document.items()} == {0}
    assert not any("大宁受理群" in file.read_text(encoding="utf-8-sig") for file in files)
