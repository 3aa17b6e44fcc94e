"""Every number of a week is the same when somebody else counts it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.app import App, NotReady
from bot.auditing import audit
from bot.exporting import document
from cases.summary import store
from cases.summary.summary import Summary, quiet_kinds, read
from cases.summary.week import Week
from rewards.reporting import beancount
from rewards.values import SERVICE
from storage.database import Transaction
from tests.weekly.conftest import DAYS, LATER, made
from tests.weekly.recount import exported, points, recount

WEEKS = [f"2026-W{n}" for n in range(36, 36 + DAYS // 7 + 1)]  # and one in which nothing new comes


async def summary_of(app: App, week: str, street: str = "", *, now: int = LATER) -> Summary:
    reading = await app.database.read(lambda tx: read(tx, app.seals, app.know.catalog, Week.named(week), now=now))
    return reading.summary(street)


async def test_every_number_is_the_same_when_it_is_recounted_from_the_export(town: App) -> None:
    everything, quiet = await exported(town), quiet_kinds(town.know.catalog)
    seen = 0
    for week in WEEKS:
        for street in ("", *town.know.catalog.streets):
            found = await summary_of(town, week, street)
            counts = {what: n for what, n in found.numbers.counts.items() if n and not what.startswith("points_")}
            again = recount(everything, week, street, quiet=quiet)
            told = {
                "counts": counts,
                "categories": dict(found.numbers.categories),
                "take_minutes": found.numbers.take_minutes,
                "handle_hours": found.numbers.handle_hours,
                "overdue": sorted(case.number for case in found.overdue),
            }
            assert told == again, f"{week} {street}"
            seen += sum(counts.values())
    assert seen > 5_000, "there was something to count"


async def test_points_trend_and_year_are_the_same_when_they_are_recounted(town: App) -> None:
    everything, quiet = await exported(town), quiet_kinds(town.know.catalog)
    opened = 0
    for week in WEEKS:
        found, again = await summary_of(town, week), points(everything, week)
        assert found.numbers.n("points_issued") == again["issued"]
        assert found.outstanding == again["held"]
        opened += recount(everything, week, "", quiet=quiet)["counts"].get("opened", 0)
        assert found.year["opened"] == opened == sum(point.opened for point in found.trend)
    assert opened == len(everything["cases"])


async def test_a_week_reads_the_same_with_and_without_its_sums(small_town: App) -> None:
    before = [await summary_of(small_town, week) for week in WEEKS]

    def forget(tx: Transaction) -> None:
        tx.run("delete from week_sum")
        tx.run("delete from week")

    await small_town.database.take(forget)
    after = [await summary_of(small_town, week) for week in WEEKS]
    assert [s.year for s in after] == [s.year for s in before]
    assert [s.outstanding for s in after] == [s.outstanding for s in before]
    assert [s.trend for s in after] == [s.trend for s in before]
    for one, other in zip(before[1:], after[1:], strict=True):
        assert one.before
        assert other.before
        assert one.before.rates == other.before.rates
        assert one.before.categories == other.before.categories
    await small_town.turns.weeks()
    assert await small_town.database.read(store.summed) >= set(WEEKS), "the clock writes them down again"


async def test_a_week_that_has_ended_never_changes(small_town: App) -> None:
    """What is known at its end is what is told ever after."""
    week = Week.named("2026-W38")
    ends = week.ends(small_town.know.catalog.district.zone)
    then, later = [await summary_of(small_town, week.name, now=now) for now in (ends, LATER)]
    assert then == later


async def test_a_made_up_time_passes_the_audit(town: App) -> None:
    checked, wrong = await audit(town, None)
    assert wrong == []
    assert checked["cases"] == 900
    assert checked["transfers"] > 500


def bean_check(path: Path) -> tuple[int, str]:
    """How an independent program's check of a ledger ended, and what it said."""
    checker = Path(sys.executable).with_name("bean-check")
    checked = subprocess.run([str(checker), str(path)], capture_output=True, text=True, timeout=60)
    return checked.returncode, checked.stdout + checked.stderr


async def test_an_independent_book_keeper_finds_nothing_wrong_in_a_made_up_time(town: App, tmp_path: Path) -> None:
    told = await town.database.read(lambda tx: list(beancount.lines(tx, town.know.catalog.district.zone)))
    path = tmp_path / "points.beancount"
    path.write_text("\n".join(told) + "\n", encoding="utf-8")
    assert sum(" * " in line for line in told) > 500
    assert bean_check(path) == (0, "")


async def test_the_same_seed_makes_the_same_facts(small_town: App, sqlite_migrated: object, tmp_path: object) -> None:
    from shutil import copyfile

    from bot.app import opened
    from bot.settings import Settings

    assert isinstance(sqlite_migrated, Path)
    assert isinstance(tmp_path, Path)
    copyfile(sqlite_migrated, tmp_path / "other.db")
    url = f"sqlite:///{tmp_path / 'other.db'}"
    settings = Settings(data_dir=tmp_path / "other", database_url=url, _env_file=None)  # type: ignore[call-arg]
    async with opened(settings, channels=()) as app:
        await made(app)
        assert _facts(await app.database.read(document)) == _facts(await small_town.database.read(document))


def _facts(exported: dict[str, Any]) -> dict[str, Any]:
    """Without what the nights paid: which night and in which parts follows from the key of the place alone."""
    by_night = {each["id"] for each in exported["transfers"] if each["code"] == SERVICE}
    lots = {each["id"] for each in exported["lots"] if each["category"] == SERVICE}
    ledger = {
        "transfers": [each for each in exported["transfers"] if each["id"] not in by_night],
        "postings": [each for each in exported["postings"] if each["transfer"] not in by_night],
        "lots": [each for each in exported["lots"] if each["id"] not in lots],
    }
    return {**exported, **ledger, "balances": []}  # sums of the postings


async def test_a_made_up_time_is_not_written_over_a_real_one(small_town: App) -> None:
    with pytest.raises(NotReady, match="not empty"):
        await made(small_town, seed=8)
    assert (await made(small_town, seed=8, cases=20, adds=True)).cases == 20
    assert (await audit(small_town, None))[1] == []


async def test_points_of_earlier_years_are_still_held(small_town: App) -> None:
    """The trend and the year begin later; what members hold does not."""
    found = await summary_of(small_town, "2027-W20", now=2_000_000_000)
    assert found.outstanding == points(await exported(small_town), "2027-W20")["held"] > 0
    assert found.year.get("opened", 0) == 0


async def test_a_case_stands_open_from_the_second_after_it_was_opened(small_town: App) -> None:
    """A moment counts what happened before it, so that a week's last second is its own and Monday's first is not."""
    number = "JA26-00001"

    def opened_at(tx: Transaction) -> int:
        row = tx.one("select at from case_event where number = :number and n = 0", number=number)
        assert row is not None
        return int(row["at"])

    at = await small_town.database.read(opened_at)
    before, after = [
        await small_town.database.read(lambda tx, at=at: store.standing(tx, at=at, without=()))  # type: ignore[misc]
        for at in (at, at + 1)
    ]
    assert number not in {case.number for case in before}
    assert number in {case.number for case in after}
