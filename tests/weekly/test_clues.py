"""What a week tells of clues: three totals, in every form of the district's week and in none of a street's."""

from __future__ import annotations

from io import BytesIO

import openpyxl
from PIL import Image

from bot.app import App
from bot.weekly import drawing
from bot.weekly.sheet import sheet_of
from bot.weekly.table import table
from bot.weekly.writing import plain
from cases.quiet.store import write_total
from cases.summary.saying import weekly
from cases.summary.summary import Reading, read
from cases.summary.week import Week
from cases.summary.weeks import FINAL
from storage.database import Transaction
from tests.weekly.conftest import LATER

LINE = "2026 年线索累计 212 条，成案 20 件，劝阻止损 15 起、88000 元。"


async def reading_of(app: App, week: str) -> Reading:
    def write(tx: Transaction) -> None:
        for what, day, n, yuan in (
            ("clues", "2026-09-01", 205, 0),
            ("clues", "2026-10-01", 212, 0),
            ("clues", "2026-10-20", 230, 0),
            ("cases_made", "2026-09-02", 20, 0),
            ("losses_prevented", "2026-09-03", 15, 88_000),
        ):
            write_total(tx, what, day=day, n=n, yuan=yuan)

    await app.database.take(write)
    return await app.database.read(lambda tx: read(tx, app.seals, app.know.catalog, Week.named(week), now=LATER))


async def test_the_district_s_week_tells_them_in_every_form(small_town: App) -> None:
    texts, catalog = small_town.texts, small_town.know.catalog
    reading = await reading_of(small_town, "2026-W40")  # ends on 4 October
    summary = reading.summary()
    assert LINE in texts.draw(weekly(catalog, summary, FINAL), "zh-CN").text.splitlines()
    assert (
        "212 clues, 20 cases made, losses prevented 15 times" in texts.draw(weekly(catalog, summary, FINAL), "en").text
    )
    assert plain(summary)["clues"] == {
        "year": 2026, "clues": 212, "cases_made": 20, "losses_prevented": 15, "saved_yuan": 88_000
    }  # fmt: skip
    book = openpyxl.load_workbook(BytesIO(table(texts, catalog, reading, "", "zh-CN")))
    numbers = {row[0]: row[1] for row in book["数字"].iter_rows(min_row=2, values_only=True)}
    assert [numbers[f"今年{what}"] for what in ("线索累计", "成案", "劝阻止损", "止损金额（元）")] == [
        212,
        20,
        15,
        88_000,
    ]
    sheet = sheet_of(texts, catalog, summary, FINAL, "zh-CN")
    assert sheet.quiet == LINE
    for draw, size in ((drawing.phone, (1080, 1920)), (drawing.wide, (1920, 1080))):
        assert Image.open(BytesIO(draw(sheet))).size == size


async def test_no_street_s_week_tells_any(small_town: App) -> None:
    texts, catalog = small_town.texts, small_town.know.catalog
    reading = await reading_of(small_town, "2026-W40")
    for street in catalog.streets:
        summary = reading.summary(street)
        assert "线索" not in texts.draw(weekly(catalog, summary, FINAL), "zh-CN").text
        assert plain(summary)["clues"] is None
        assert sheet_of(texts, catalog, summary, FINAL, "zh-CN").quiet == ""
    book = openpyxl.load_workbook(BytesIO(table(texts, catalog, reading, next(iter(catalog.streets)), "zh-CN")))
    assert not [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if "线索" in str(cell.value)]
