"""What a week comes as: pictures that show every letter, a text, a table in which nothing is a formula."""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from PIL import Image

from bot.app import App, NotReady
from bot.cli import main
from bot.weekly import drawing, page
from bot.weekly.sheet import Sheet, sheet_of
from bot.weekly.table import safe, table
from bot.weekly.writing import write
from cases.summary.store import add_note
from cases.summary.summary import Reading, Summary, read
from cases.summary.week import Week
from cases.summary.weeks import DRAFT, FINAL, RUNNING
from tests.weekly.conftest import LATER

ROUGH = '=HYPERLINK("http://x")\x07\x00 @SUM(1) +1 -1'


async def reading_of(app: App, week: str, *, now: int = LATER) -> Reading:
    return await app.database.read(lambda tx: read(tx, app.seals, app.know.catalog, Week.named(week), now=now))


def sheet(app: App, summary: Summary, language: str = "zh-CN", stage: str = FINAL) -> Sheet:
    return sheet_of(app.texts, app.know.catalog, summary, stage, language)


def words_of(value: object) -> list[str]:
    """Every text of a sheet."""
    if isinstance(value, str):
        return [value]
    if dataclasses.is_dataclass(value):
        return [word for each in dataclasses.fields(value) for word in words_of(getattr(value, each.name))]
    return [word for each in value for word in words_of(each)] if isinstance(value, list | tuple) else []


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("stage", [FINAL, DRAFT, RUNNING])
@pytest.mark.parametrize("week", ["2026-W36", "2026-W40", "2026-W20"])  # the first, a full one, and none at all
async def test_pictures_have_their_sizes_and_all_their_letters(
    small_town: App, week: str, stage: str, language: str
) -> None:
    summary = (await reading_of(small_town, week)).summary()
    shown = sheet(small_town, summary, language, stage)
    lost = {word for word in words_of(shown) if page.drawable(word) != word.translate(page.OTHERWISE)}
    assert lost == set(), "no letter is missing from our face"
    for draw, size in ((drawing.phone, (1080, 1920)), (drawing.wide, (1920, 1080))):
        picture = Image.open(BytesIO(draw(shown)))
        assert (picture.format, picture.size) == ("JPEG", size)
        assert not picture.getexif()


async def test_a_street_has_a_picture_of_its_own(small_town: App) -> None:
    reading = await reading_of(small_town, "2026-W40")
    district, street = reading.summary(), reading.summary("310106019")
    assert sheet(small_town, street).where == "大宁路街道"
    assert sheet(small_town, street).streets == []
    assert street.outstanding is None, "points are the district's"
    assert drawing.phone(sheet(small_town, street)) != drawing.phone(sheet(small_town, district))


async def test_a_table_has_every_moment_and_no_formula(small_town: App) -> None:
    catalog, seals = small_town.know.catalog, small_town.seals

    def explain(tx) -> None:  # type: ignore[no-untyped-def]
        person = tx.one("select id, key_id from person order by id limit 1")
        add_note(
            tx, seals, week="2026-W40", street="310106019", person=person["id"], key_id=person["key_id"],
            line=ROUGH, now=LATER,
        )  # fmt: skip

    await small_town.database.take(explain)
    reading = await reading_of(small_town, "2026-W40")
    book = openpyxl.load_workbook(BytesIO(table(small_town.texts, catalog, reading, "", "zh-CN")))
    assert book.sheetnames == ["数字", "街镇", "超期", "经过", "说明"]
    events = list(book["经过"].iter_rows(min_row=2, values_only=True))
    assert len(events) == len(reading.steps) > 300
    zone = catalog.district.zone
    assert [row[0] for row in events] == [
        datetime.fromtimestamp(step.at, zone).replace(tzinfo=None) for step in reading.steps
    ]
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert book["说明"].cell(2, 3).value == safe(ROUGH)
    assert "\x07" not in safe(ROUGH)
    numbers = {row[0]: row[1:] for row in book["数字"].iter_rows(min_row=2, values_only=True)}
    summary = reading.summary()
    assert numbers["上报"][0] == summary.numbers.n("opened")
    rate = summary.numbers.rates["take-on-time"]
    assert numbers["按时接单率"][0] == rate.percent
    assert numbers["按时接单率"][2:] == (rate.part, rate.whole)
    assert len(list(book["街镇"].iter_rows(min_row=2))) == len(catalog.streets)


async def test_the_command_writes_four_files(small_town: App, tmp_path: Path) -> None:
    made = await write(
        small_town, named="2026-W40", street="310106019", language="en", folder=tmp_path / "out"
    )  # fmt: skip
    names = sorted(Path(file).name for file in made["files"])
    stem = "weekly-2026-W40-310106019"
    assert names == [f"{stem}-phone.jpg", f"{stem}-wide.jpg", f"{stem}.txt", f"{stem}.xlsx"]
    text = (tmp_path / "out" / f"{stem}.txt").read_text(encoding="utf-8")
    assert "Daning Road Subdistrict" in text
    assert "What next:" in text
    json.dumps(made)


async def test_the_command_says_what_is_wrong(small_town: App) -> None:
    for named, street, says in (("2099-W01", "", "no week"), ("x", "", "no week"), ("", "1", "no street")):
        with pytest.raises(NotReady, match=says):
            await write(small_town, named=named, street=street, language="en", folder=None)


def test_the_commands_work_from_the_shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    run = CliRunner().invoke
    simulated = run(main, ["simulate", "--cases", "40", "--days", "14", "--until", "2026-09-14", "--json"])
    assert simulated.exit_code == 0, simulated.output
    assert json.loads(simulated.stdout)["last"] == "2026-09-13"
    assert run(main, ["simulate", "--cases", "40"]).exit_code == 3, "it is not empty"
    told = run(main, ["weekly", "--week", "2026-W37", "--json"])
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout)["numbers"]["opened"] > 5
    assert run(main, ["weekly"]).exit_code == 2
