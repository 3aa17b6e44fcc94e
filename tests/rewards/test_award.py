from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from ledger_world import MONDAY, NOON, RULES, Breaking, ledger, report, whole_book

from rewards.audit import audit
from rewards.ledger import Award, Balance, Forecast, KeyConflict
from rewards.rules import Rules
from rewards.values import Limit
from storage.database import Database, Transaction


async def test_a_verified_report_is_paid_once_and_shown(database: Database) -> None:
    def work(tx: Transaction) -> None:
        book = ledger(tx)
        assert book.award(**report("JA26-00042")) == Award("posted", 4)
        assert book.balance("m-wang") == Balance(available=0, pending=4)
        (line,) = book.entries("m-wang")
        assert (line.case, line.points, line.kind, line.category) == ("JA26-00042", 4, "verified", "wire")
        assert (line.state, line.at, line.usable_at) == ("pending", NOON, NOON + timedelta(days=2))
        assert line.expires_on == date(2027, 11, 30)
        assert book.balance("m-li") == Balance()
        assert book.entries("m-li") == []

    await database.take(work)
    assert await database.read(audit) == []


async def test_the_same_again_changes_nothing_at_any_later_time(database: Database) -> None:
    await database.take(lambda tx: ledger(tx).award(**report("A")))
    before = await database.read(whole_book)
    later = NOON + timedelta(days=40)
    assert await database.take(lambda tx: ledger(tx, now=later).award(**report("A"))) == Award("repeated", 4)
    assert await database.read(whole_book) == before


@pytest.mark.parametrize(
    "other",
    [{"points": 2}, {"member": "m-li"}, {"category": "hole"}, {"reported_on": date(2026, 11, 22)}],
)
async def test_the_same_key_with_another_meaning_is_a_conflict(database: Database, other: dict[str, Any]) -> None:
    await database.take(lambda tx: ledger(tx).award(**report("A")))
    before = await database.read(whole_book)
    with pytest.raises(KeyConflict, match="award:A:verified:0"):
        await database.take(lambda tx: ledger(tx).award(**report("A", **other)))
    assert await database.read(whole_book) == before


async def test_nothing_earned_leaves_nothing_behind(database: Database) -> None:
    before = await database.read(whole_book)
    assert await database.take(lambda tx: ledger(tx).award(**report("A", points=0))) == Award("nothing", 0)
    assert await database.read(whole_book) == before


@pytest.mark.parametrize(
    ("reason", "earlier"),
    [
        ("day", [report(f"E{n}", category=f"c{n}") for n in range(3)]),
        ("category", [report(f"E{n}", points=1) for n in range(3)]),
        ("month", [report(f"E{n}", points=9, reported_on=date(2026, 11, n + 1)) for n in range(3)]),
    ],
)
async def test_over_a_limit_an_award_is_withheld_whole_and_kept(
    database: Database, reason: Limit, earlier: list[dict[str, Any]]
) -> None:
    def work(tx: Transaction) -> None:
        book = ledger(tx)
        assert [book.award(**one).outcome for one in earlier] == ["posted"] * 3
        paid = book.balance("m-wang")
        assert book.would_earn("m-wang", 4, "wire", MONDAY) == Forecast(0, reason)
        withheld = Award("withheld", 4, reason)
        assert book.award(**report("late")) == withheld
        assert book.award(**report("late")) == withheld
        assert book.balance("m-wang") == paid
        line = next(line for line in book.entries("m-wang") if line.case == "late")
        assert (line.state, line.reason, line.usable_at) == ("withheld", reason, None)

    await database.take(work)
    assert await database.read(audit) == []


async def test_a_withheld_award_under_another_meaning_is_a_conflict(database: Database) -> None:
    def fill(tx: Transaction) -> None:
        for n in range(4):
            ledger(tx).award(**report(f"E{n}"))

    await database.take(fill)
    with pytest.raises(KeyConflict):
        await database.take(lambda tx: ledger(tx).award(**report("E3", points=2)))


async def test_what_no_day_could_hold_is_withheld_on_an_empty_and_on_a_begun_day(database: Database) -> None:
    def work(tx: Transaction) -> None:
        book = ledger(tx)
        assert book.would_earn("m-wang", 13, "wire", MONDAY) == Forecast(0, "day")
        assert book.award(**report("huge", points=13)) == Award("withheld", 13, "day")
        assert book.award(**report("usual")) == Award("posted", 4)
        assert book.award(**report("huge2", points=13)) == Award("withheld", 13, "day")

    await database.take(work)
    assert await database.read(audit) == []


async def test_limits_count_the_reports_day_not_the_day_an_office_got_to_it(database: Database) -> None:
    def work(tx: Transaction) -> None:
        book = ledger(tx)
        for n in range(3):
            book.award(**report(f"M{n}"))
        assert book.award(**report("same day")).outcome == "withheld"
        assert book.award(**report("day before", reported_on=date(2026, 11, 22))).outcome == "posted"
        a_week_on = ledger(tx, now=NOON + timedelta(days=7))
        assert a_week_on.award(**report("still Monday's")).outcome == "withheld"

    await database.take(work)


async def test_limits_are_each_members_own(database: Database) -> None:
    def work(tx: Transaction) -> list[str]:
        return [ledger(tx).award(**report(f"{m}{n}", member=m)).outcome for m in ("m-a", "m-b") for n in range(3)]

    assert await database.take(work) == ["posted"] * 6


async def test_a_forecast_is_what_the_award_then_pays_and_costs_two_reads(database: Database) -> None:
    def work(tx: Transaction) -> None:
        for n in range(5):
            counted = Breaking(tx, at=0)
            forecast = ledger(counted).would_earn("m-wang", 4, f"c{n}", MONDAY)
            assert counted.statements == 2
            award = ledger(tx).award(**report(f"F{n}", category=f"c{n}"))
            assert forecast == Forecast(4 if award.outcome == "posted" else 0, award.reason)
        assert ledger(tx).would_earn("m-wang", 0, "c9", MONDAY) == Forecast(0, None)

    await database.take(work)


async def test_an_award_is_five_statements(database: Database) -> None:
    def work(tx: Transaction) -> list[int]:
        counts = []
        for case in ("A", "A", "B", "C", "late"):
            counted = Breaking(tx, at=0)
            ledger(counted).award(**report(case))
            counts.append(counted.statements)
        return counts

    posted, repeated, _, _, withheld = await database.take(work)
    assert (posted, repeated, withheld) == (5, 4, 7)


async def test_points_ripen_after_their_days_and_not_before(database: Database) -> None:
    async def at(now: datetime) -> tuple[int, Balance]:
        def work(tx: Transaction) -> tuple[int, Balance]:
            return ledger(tx, now=now).mature(), ledger(tx, now=now).balance("m-wang")

        return await database.take(work)

    await database.take(lambda tx: ledger(tx).award(**report("A")))
    two_days = NOON + timedelta(days=2)
    assert await at(two_days - timedelta(seconds=1)) == (0, Balance(pending=4))
    assert await at(two_days) == (1, Balance(available=4))
    assert await at(two_days) == (0, Balance(available=4))
    (line,) = await database.read(lambda tx: ledger(tx, now=two_days).entries("m-wang"))
    assert (line.state, line.usable_at) == ("available", None)
    assert await database.read(audit) == []


async def test_ripening_goes_on_in_portions(database: Database) -> None:
    def work(tx: Transaction) -> list[int]:
        for n in range(3):
            ledger(tx).award(**report(f"P{n}"))
        later = ledger(tx, now=NOON + timedelta(days=3))
        return [later.mature(limit=2), later.mature(limit=2), later.mature(limit=2)]

    assert await database.take(work) == [2, 1, 0]


async def test_where_nothing_has_to_ripen_points_can_be_spent_at_once(database: Database) -> None:
    at_once = Rules(**{name: getattr(RULES, name) for name in Rules.__slots__} | {"mature_days": 0})

    def work(tx: Transaction) -> Balance:
        ledger(tx, rules=at_once).award(**report("A"))
        return ledger(tx, rules=at_once).balance("m-wang")

    assert await database.take(work) == Balance(available=4)
    assert await database.read(audit) == []


async def test_the_month_of_expiry_begins_in_shanghai(database: Database) -> None:
    last_of_november_utc = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)  # 00:30 on 1 December there
    await database.take(lambda tx: ledger(tx, now=last_of_november_utc).award(**report("A")))
    (line,) = await database.read(lambda tx: ledger(tx).entries("m-wang"))
    assert line.expires_on == date(2027, 12, 31)


async def test_points_are_told_before_they_expire_and_not_counted_after(database: Database) -> None:
    await database.take(lambda tx: ledger(tx).award(**report("A")))
    await database.take(lambda tx: ledger(tx, now=NOON + timedelta(days=9)).award(**report("B", points=2)))

    async def on(year: int, month: int, day: int) -> Balance:
        now = datetime(year, month, day, 15, 59, tzinfo=UTC)  # the last minute of that day in Shanghai
        return await database.read(lambda tx: ledger(tx, now=now).balance("m-wang"))

    last_day = date(2027, 11, 30)
    assert await on(2027, 10, 30) == Balance(pending=6)
    assert await on(2027, 10, 31) == Balance(pending=6, expiring_soon=4, expiring_on=last_day)
    assert await on(2027, 11, 30) == Balance(pending=6, expiring_soon=4, expiring_on=last_day)
    assert await on(2027, 12, 1) == Balance(pending=2, expiring_soon=2, expiring_on=date(2027, 12, 31))
    lines = await database.read(lambda tx: ledger(tx, now=datetime(2027, 12, 1, tzinfo=UTC)).entries("m-wang"))
    assert [(line.case, line.state) for line in lines] == [("B", "pending"), ("A", "expired")]


async def test_entries_are_the_newest_first_and_bounded(database: Database) -> None:
    def work(tx: Transaction) -> list[str]:
        for n in range(5):
            ledger(tx, now=NOON + timedelta(minutes=n)).award(**report(f"N{n}"))
        return [line.case for line in ledger(tx).entries("m-wang", 3)]

    assert await database.take(work) == ["N4", "N3", "N2"]
