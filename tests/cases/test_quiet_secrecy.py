"""Fifty clues, and all that leaves the house or lies in it: nothing of those who gave them, no street's count."""

from __future__ import annotations

import json
import logging
import re
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import exporting, sheets
from bot.exporting import View
from bot.watching import _standing
from bot.weekly.sheet import sheet_of
from bot.weekly.writing import plain, write
from cases import store as casebook
from cases.quiet import store
from cases.quiet.entry import Content, Entry, Outcome
from cases.quiet.summary import STEP, write_totals
from cases.summary.saying import weekly
from cases.summary.summary import read
from cases.summary.week import Week
from dialogue.hear import Command, Photo, Place, Words
from dialogue.say import to_plain
from rewards.reporting import beancount
from storage.database import Transaction
from tests.cases.quiet_world import DANING, confide, everything, pressed, seated
from tests.world import World

MANY = 50
HERE = Place(31.2843, 121.4510, "fix", "wgs84", 10.0)
WEEK = Week.named("2026-W48")


def named(n: int) -> str:
    return f"rider{chr(97 + n // 26)}{chr(97 + n % 26)}"


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Whatever is logged at DEBUG, by ourselves and by every library."""
    caplog.set_level(logging.DEBUG)
    return caplog


async def test_nothing_of_fifty_reporters_leaves_the_house(
    world: World, tmp_path: Path, said: pytest.LogCaptureFixture
) -> None:
    ours: list[str] = []
    world._hear_log = lambda _, level, event: ours.append(f"{level} {event!r}") or str(event)  # type: ignore[method-assign, return-value]
    await seated(world, "qian", "clue_desk")
    await world.counter(DANING, "大宁受理群")
    await world.officer("li", DANING)
    await world.coordinator("zhao")
    await world.coordinator("zheng", DANING)
    await world.agree("openly")
    await world.say("openly", Photo("c"), Words("井盖坏了"))
    await world.say("openly", HERE)
    await world.press("openly", "send:send")
    needles: list[str] = []
    for n in range(MANY):
        await world.agree(named(n))
        secret = f"有人在芝麻开门{n:03d}号卖毒品"
        number = await confide(world, named(n), secret, photo="a" if n % 5 == 0 else "")
        # Whoever is paid by night stands in the ledger by their pseudonym; what for, tests/cases/test_quiet_points.py.
        names = [name for name in await _names(world, named(n)) if not _is_member(name)]
        needles += [secret, f"芝麻开门{n:03d}", number, *names]
    for number in [needle for needle in needles if needle.startswith("C-")][:6]:
        await pressed(world, "qian", f"sealed:{number}")
        await pressed(world, "qian", f"quietoutcome:{number}")
        await world.press("qian", "which-outcome:case_made")
    await world.pass_time(timedelta(days=1))
    await world.app.clock.sweep()
    for who in ("zhao", "zheng"):
        for command in ("weekly 2026-W48", "today", "letters", "roles", "search 井盖"):
            await world.say(who, Command(*command.split()))
    await world.say("li", Command("desk"))
    found = {where: _sought(text, needles) for where, text in [*_told(world), *await _published(world, tmp_path)]}
    found["the log"] = _sought("\n".join([*ours, said.text]), needles)
    assert {where: what for where, what in found.items() if what} == {}
    assert "2026 年线索累计 50 条，成案 6 件" in "\n".join(text for _, text in _told(world)), "and the totals are told"
    assert _pictures(world) == set(), "no picture shows a clue's photo to anybody but its desk"


def _is_member(name: str) -> bool:
    return re.fullmatch("m[0-9A-Z]{16}", name) is not None


async def _names(world: World, who: str) -> list[str]:
    person = await world.person(who)
    row = await world.read(lambda tx: tx.one("select alias, member, key_id from person where id = :id", id=person))
    chat = await world.read(lambda tx: tx.one("select id, handle from chat where person = :id", id=person))
    return [who, person, row["alias"], row["member"], row["key_id"], chat["id"], chat["handle"]]


def _sought(text: str, needles: list[str]) -> list[str]:
    """Needles that stand in a text by themselves: an alias of four symbols may be part of a longer name."""
    words = set(re.findall(r"[\w-]+", text))
    return [needle for needle in needles if needle in words or (not needle.isascii() and needle in text)]


def _told(world: World) -> Iterator[tuple[str, str]]:
    """All that anybody was shown but the desk and the riders themselves."""
    private = {world.address(named(n)) for n in range(MANY)} | {world.address("qian")}
    for shown in world.channel.shown:
        if shown.address not in private:
            yield f"shown to {world.name_of(shown.address)}", f"{shown.text} {shown.keys} {shown.menu}"


async def _published(world: World, folder: Path) -> list[tuple[str, str]]:
    """Every export, every form of the week, the numbers of the monitor."""
    app, catalog, seals = world.app, world.basis.know.catalog, world.basis.seals
    view = View(catalog, seals, "zh-CN", "", True)
    found = [("the document", json.dumps(await world.read(exporting.document), ensure_ascii=False))]
    ledger = await world.read(lambda tx: list(beancount.lines(tx, catalog.district.zone)))
    found.append(("the ledger", "\n".join(ledger)))
    found.append(("the monitor", f"{await app.watching.metrics()} {await app.watching.health()}"))

    def write_tables(tx: Transaction) -> list[Path]:
        files = sheets.write_csv(exporting.tables(tx, view), folder)
        sheets.write_xlsx(exporting.tables(tx, view), folder / "all.xlsx")
        sheets.write_geojson(exporting.cases(tx, view), folder / "all.geojson")
        return [*files, folder / "all.xlsx", folder / "all.geojson"]

    files = await world.read(write_tables)
    for street in ("", DANING):
        made = await write(app, named=WEEK.name, street=street, language="zh-CN", folder=folder)
        found.append((f"the week's numbers {street}", json.dumps(made, ensure_ascii=False)))
        files += [Path(file) for file in made["files"]]
        summary = (await world.read(lambda tx: read(tx, seals, catalog, WEEK, now=_now()))).summary(street)
        shown = sheet_of(app.texts, catalog, summary, "final", "zh-CN")
        found.append((f"what the picture is drawn from {street}", "\n".join(_words(shown))))
        found.append((f"the week's letter {street}", json.dumps(to_plain(weekly(catalog, summary, "final")))))
    assert len(files) > 25
    return found + [(file.name, _text(file)) for file in files]


def _now() -> int:
    from bot.turn import now_ms

    return now_ms() // 1000


def _words(value: object) -> Iterator[str]:
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for each in value:
            yield from _words(each)
    else:
        yield str(value)


def _text(file: Path) -> str:
    """A file's words, those in a spreadsheet's parts as well."""
    if file.suffix == ".xlsx":
        with zipfile.ZipFile(file) as parts:
            return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    return file.read_bytes().decode("utf-8", "replace")


def _pictures(world: World) -> set[bytes]:
    """Pictures shown to others that are a clue's photo: those of riders are red, the open report's is green."""
    from io import BytesIO

    from PIL import Image

    private = {world.address(named(n)) for n in range(MANY)} | {world.address("qian")}
    shown = [each.picture for each in world.channel.shown if each.picture and each.address not in private]
    return {data for data in shown if _is_red(Image.open(BytesIO(data)).convert("RGB").resize((1, 1)).getpixel((0, 0)))}


def _is_red(pixel: Any) -> bool:
    red, green, blue = pixel
    return bool(red > 150 and green < 90 and blue < 90)


# -- what lies in the house ------------------------------------------------------------------------------------------


async def test_no_byte_of_a_database_says_who_gave_a_clue_or_what_it_says(world: World) -> None:
    await seated(world, "qian", "clue_desk")
    numbers, words, names = [], [], []
    for n in range(5):
        await world.agree(named(n))
        words.append(f"芝麻开门{n:03d}")
        numbers.append(await confide(world, named(n), f"有人在{words[-1]}号卖毒品", photo="a"))
        await pressed(world, "qian", f"sealed:{numbers[-1]}")
        names += (await _names(world, named(n)))[1:]
    await world.app.clock.sweep()
    for table, rows in (await everything(world)).items():
        for row in rows:
            assert not _sought(str(row), words), f"{table} says what was confided"
            if any(number in str(row) for number in numbers):
                assert not [name for name in names if f"'{name}'" in str(row)], f"{table} says whose a number is"
    if world.database.engine == "sqlite":
        for data in _bytes(world):
            assert not [word for word in words if word.encode() in data or word.encode("utf-16-le") in data]
    else:
        copied = await world.read(lambda tx: "\n".join(_dumped(tx)))
        assert not [word for word in words if word in copied or word.encode().hex() in copied]
    photos = "select p.person, p.phash from photo p join quiet_photo q on q.photo = p.id"
    held = await world.read(lambda tx: tx.all(photos))
    assert {(row["person"], row["phash"]) for row in held} == {("p-nobody", None)}, "nor who sent a clue's photo"


def _bytes(world: World) -> list[bytes]:
    """The database, its log and whatever lies beside it, the photos too."""
    folders = [world.database._file.path.parent, world.basis.folder / "photos"]  # type: ignore[attr-defined]
    return [file.read_bytes() for folder in folders for file in folder.rglob("*") if file.is_file()]


def _dumped(tx: Transaction) -> Iterator[str]:
    """Every row of every table as PostgreSQL writes it out."""
    tables = tx.all(
        "select table_schema as place, table_name as name from information_schema.tables"
        " where table_schema not in ('pg_catalog', 'information_schema')"
    )
    for table in tables:
        for row in tx.all(f"select t::text as it from {table['place']}.{table['name']} t"):
            yield row["it"]


# -- no street by subtraction ----------------------------------------------------------------------------------------


class _Undone(Exception):
    """Nothing of it is kept."""


async def test_no_combination_of_published_numbers_tells_a_street(world: World) -> None:
    """Five clues more of any one street move every number that is published in the very same way as five of any other.

    So the numbers, as functions of the streets' counts, depend on their sum alone; whatever is made of them, by
    addition, subtraction or otherwise, does too, and no street's count is among it.
    """
    await seated(world, "qian", "clue_desk")
    await world.coordinator("zhao")
    await world.agree("openly")
    await world.say("openly", Photo("c"), Words("井盖坏了"))
    await world.say("openly", HERE)
    await world.press("openly", "send:send")
    streets = [*world.basis.know.catalog.streets, ""]
    base = await _numbers_with(world, {})
    moved = {street: _difference(await _numbers_with(world, {street: STEP}), base) for street in streets}
    first = moved[streets[0]]
    assert {street: each for street, each in moved.items() if each != first} == {}
    assert set(first.values()) == {STEP}
    assert all("clues" in name for name in first), first
    spread = await _numbers_with(world, dict.fromkeys(streets[:STEP], 1))
    assert _difference(spread, base) == first, "nor do five of five streets look otherwise"
    fewer = await _numbers_with(world, {streets[0]: STEP - 1})
    assert _difference(fewer, base) == {}, "and four of one street move nothing"


def _difference(later: dict[str, float], earlier: dict[str, float]) -> dict[str, float]:
    return {name: later[name] - earlier[name] for name in later if later[name] != earlier[name]}


async def _numbers_with(world: World, clues: dict[str, int]) -> dict[str, float]:
    """Every number that is published somewhere, if there were these clues; nothing of them is kept."""
    found: dict[str, float] = {}

    def work(tx: Transaction) -> None:
        for n, street in enumerate(street for street, count in clues.items() for _ in range(count)):
            _add(world, tx, n, street)
        write_totals(tx, date(2026, 11, 25))
        found.update(_flat("", _all_numbers(world, tx)))
        raise _Undone

    with pytest.raises(_Undone):
        await world.database.take(work)
    return found


def _add(world: World, tx: Transaction, n: int, street: str) -> None:
    key = world.basis.seals.new_key()
    content = Content("p-nobody", "ABCD", False, "有人卖毒品")
    kind = next(kind for kind in world.basis.know.catalog.categories.values() if kind.counter == "clue")
    entry = Entry(f"C-0000-{n:04d}", kind.counter, kind.code, street, Outcome.WAITING, key, content, "2026-11-24")
    assert store.add(tx, world.basis.seals, entry)
    store.trace(tx, world.basis.seals, entry.number, actor="", what="open", at=0)


def _all_numbers(world: World, tx: Transaction) -> dict[str, Any]:
    catalog, seals = world.basis.know.catalog, world.basis.seals
    now, midnight = 1_796_000_000, 1_795_900_000  # UTC seconds: the week is over
    reading = read(tx, seals, catalog, WEEK, now=now)
    view = View(catalog, seals, "zh-CN", "", True)
    scopes = ("", *catalog.streets)
    standing = _standing(tx)
    return {
        "week": {scope: plain(reading.summary(scope)) for scope in scopes},
        "said": {scope: str(to_plain(weekly(catalog, reading.summary(scope), "final"))) for scope in catalog.streets},
        "today": {scope: casebook.counts(tx, [scope], since=midnight, now=now) for scope in scopes},
        "document": exporting.document(tx),
        "tables": {table.name: [list(row) for row in table.rows] for table in exporting.tables(tx, view)},
        "metrics": [standing.cases, standing.overdue, asdict(standing)["letters"], standing.errands],
        "ledger": list(beancount.lines(tx, catalog.district.zone)),
    }


def _flat(name: str, value: Any) -> Iterator[tuple[str, float]]:
    """Every number with where it stands; a text as a number of its own, so that a changed one is seen."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _flat(f"{name}/{key}", each)
    elif isinstance(value, list | tuple):
        yield f"{name}/count", len(value)
        for n, each in enumerate(value):
            yield from _flat(f"{name}/{n}", each)
    elif isinstance(value, int | float):
        yield name, value
    else:
        yield name, float(hash(str(value)))
