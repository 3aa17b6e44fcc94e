"""What the nights pay: sealed when it is earned, paid days later under one label, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from ledger_world import NOON, RULES, SHANGHAI, ledger, report, whole_book

from rewards.audit import audit
from rewards.ledger import Balance, KeyConflict
from rewards.nightly import Entitled, Nightly
from rewards.two_persons import TwoPersons
from storage.database import Database, Transaction
from storage.keystore import SqliteKeys
from storage.seals import Seals

WEEK = timedelta(days=8)


@pytest.fixture
def seals(tmp_path: Path) -> Iterator[Seals]:
    keys = SqliteKeys(tmp_path / "keys.db")
    yield Seals(keys, b"m" * 32)
    keys.close()


def nights(tx: Transaction, seals: Seals, now: datetime = NOON) -> Nightly:
    return Nightly(tx, RULES, now, SHANGHAI, seals)


def all_paid(tx: Transaction, seals: Seals, since: datetime = NOON) -> Counter[date]:
    """Let a fortnight of nights pass; how many rows each paid."""
    paid: Counter[date] = Counter()
    for n in range(14):
        night = since + timedelta(days=n)
        paid[night.astimezone(SHANGHAI).date()] = nights(tx, seals, night).pay_due()
    return +paid


async def test_what_was_entitled_arrives_within_the_week_in_small_rows_under_one_label(
    database: Database, seals: Seals
) -> None:
    def work(tx: Transaction) -> None:
        entitled = nights(tx, seals).entitle("clue:JA26-00042", member="m-wang", points=4)
        assert entitled.points == 4
        assert ledger(tx).balance("m-wang") == Balance()
        paid = all_paid(tx, seals)
        assert min(paid) >= date(2026, 11, 24)
        assert max(paid) == entitled.by
        assert max(paid) <= date(2026, 11, 30)
        assert ledger(tx, now=NOON + WEEK).balance("m-wang").pending == 4
        lines = ledger(tx).entries("m-wang")
        assert {(line.kind, line.case, line.category) for line in lines} == {("service", "", "service")}
        assert {line.points for line in lines} <= {1, 2}

    await database.take(work)
    assert await database.read(audit) == []


async def test_asked_again_it_is_once_and_asked_otherwise_a_conflict(database: Database, seals: Seals) -> None:
    def work(tx: Transaction) -> None:
        first = nights(tx, seals).entitle("join:A:m-wang", member="m-wang", points=3)
        before = whole_book(tx)
        assert nights(tx, seals).entitle("join:A:m-wang", member="m-wang", points=3) == first
        assert whole_book(tx) == before
        all_paid(tx, seals)
        nights(tx, seals, NOON + WEEK).entitle("join:A:m-wang", member="m-wang", points=3)
        all_paid(tx, seals, NOON + WEEK)
        assert ledger(tx).balance("m-wang").pending == 3
        with pytest.raises(KeyConflict):
            nights(tx, seals).entitle("join:A:m-wang", member="m-wang", points=2)
        assert nights(tx, seals).entitle("join:B:m-wang", member="m-wang", points=0) == Entitled(0)

    await database.take(work)
    assert await database.read(audit) == []


async def test_only_the_key_knows_whose_and_what_for(database: Database, seals: Seals) -> None:
    def work(tx: Transaction) -> None:
        nights(tx, seals).entitle("clue:JA26-00042", member="m-wang", points=4)
        nights(tx, seals).entitle("join:JA26-00007:m-li", member="m-li", points=1)
        assert nights(tx, seals).is_entitled("clue:JA26-00042")
        assert not nights(tx, seals).is_entitled("clue:JA26-00043")
        written = str(whole_book(tx)["entitlement"])
        assert "m-wang" not in written
        assert "clue" not in written
        all_paid(tx, seals)
        assert "JA26" not in str(whole_book(tx))
        assert nights(tx, seals).is_entitled("clue:JA26-00042")

    await database.take(work)


async def test_the_night_begins_at_three(database: Database, seals: Seals) -> None:
    def work(tx: Transaction) -> list[int]:
        by = nights(tx, seals).entitle("join:A:m-wang", member="m-wang", points=1).by
        assert by
        three = datetime(by.year, by.month, by.day, 3, tzinfo=SHANGHAI)
        return [nights(tx, seals, three - timedelta(seconds=1)).pay_due(), nights(tx, seals, three).pay_due()]

    assert await database.take(work) == [0, 1]


async def test_what_finds_its_limit_reached_comes_in_a_later_night(database: Database, seals: Seals) -> None:
    """At most three awards of one label a day, as for any category; each is of one or two points."""

    def work(tx: Transaction) -> None:
        for n in range(7):
            nights(tx, seals).entitle(f"join:A{n}:m-wang", member="m-wang", points=1)
        week = NOON + WEEK
        rows = [0]
        for n in range(3):
            nights(tx, seals, week + timedelta(days=n)).pay_due()
            rows.append(len(ledger(tx).entries("m-wang", 20)))
        assert rows[1] == 3
        assert rows[2] - rows[1] <= 3
        assert ledger(tx, now=week).balance("m-wang").pending == 7

    await database.take(work)
    assert await database.read(audit) == []


async def test_a_paused_member_waits_and_a_debt_is_paid_first(database: Database, seals: Seals) -> None:
    def work(tx: Transaction) -> None:
        TwoPersons(tx, RULES, NOON, SHANGHAI).pause(
            id="p", member="m-wang", reason="arranged", maker="m-zhao", checker="m-qian"
        )
        nights(tx, seals).entitle("join:A:m-wang", member="m-wang", points=1)
        nights(tx, seals, NOON + WEEK).pay_due()
        assert ledger(tx).balance("m-wang") == Balance()
        nights(tx, seals, NOON + timedelta(days=30)).pay_due()
        assert ledger(tx).balance("m-wang").pending == 1

    await database.take(work)
    assert await database.read(audit) == []


async def test_an_ordinary_award_and_a_nights_are_told_apart_by_their_label_alone(
    database: Database, seals: Seals
) -> None:
    def work(tx: Transaction) -> None:
        nights(tx, seals).entitle("join:A:m-wang", member="m-wang", points=1)
        ledger(tx).award(**report("B"))
        all_paid(tx, seals)
        kinds = {line.case: line.kind for line in ledger(tx).entries("m-wang")}
        assert kinds == {"": "service", "B": "verified"}

    await database.take(work)
