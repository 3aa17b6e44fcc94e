"""Nightly roots: one a day, and whatever is changed under one is noticed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest
from ledger_world import NOON, SHANGHAI, ledger, report

from rewards.roots.chain import Chains, broken, due
from rewards.roots.store import all_roots, write
from storage.database import Database, Transaction

NIGHT = datetime(2026, 11, 24, 3, 0, tzinfo=SHANGHAI)
DAY = timedelta(days=1)


def heads(since: int, until: int) -> Iterable[tuple[str, str]]:
    """Two cases whose history went on on the first day."""
    noon = int(NOON.timestamp())
    return [("JA26-00002", "bb"), ("JA26-00001", "aa")] if since <= noon < until else []


CHAINS = Chains(heads)


def close(tx: Transaction, now: datetime) -> bool:
    root = due(tx, CHAINS, now=now, zone=SHANGHAI)
    return root is not None and write(tx, root)


def three_days(tx: Transaction) -> None:
    """Two awards on Monday, one on Tuesday, none on Wednesday."""
    ledger(tx).award(**report("A"))
    ledger(tx, now=NOON + timedelta(minutes=1)).award(**report("B"))
    ledger(tx, now=NOON + DAY).award(**report("C"))
    for n in range(3):
        assert close(tx, NIGHT + DAY * n)


async def test_a_day_is_closed_three_hours_after_its_end_and_once(database: Database) -> None:
    def work(tx: Transaction) -> None:
        ledger(tx).award(**report("A"))
        assert due(tx, CHAINS, now=NIGHT - timedelta(seconds=1), zone=SHANGHAI).day == "2026-11-22"  # type: ignore[union-attr]
        assert close(tx, NIGHT)
        assert not close(tx, NIGHT + timedelta(hours=20))
        (root,) = all_roots(tx)
        assert (root.day, root.count, root.chains) == ("2026-11-23", 1, 2)
        assert (root.first, root.last) == ("award:A:verified:0", "award:A:verified:0")

    await database.take(work)


async def test_days_on_which_nothing_ran_are_under_the_next_root(database: Database) -> None:
    def work(tx: Transaction) -> list[tuple[str, int]]:
        ledger(tx).award(**report("A"))
        ledger(tx, now=NOON + DAY * 3).award(**report("B"))
        close(tx, NIGHT + DAY * 5)
        return [(root.day, root.count) for root in all_roots(tx)]

    assert await database.take(work) == [("2026-11-28", 2)]
    assert await database.read(lambda tx: list(broken(tx, CHAINS))) == []


async def test_what_is_posted_after_a_root_leaves_it_as_it_is(database: Database) -> None:
    def work(tx: Transaction) -> None:
        three_days(tx)
        ledger(tx, now=NOON + DAY * 4).award(**report("D"))
        assert list(broken(tx, CHAINS)) == []
        assert [(root.count, root.chains) for root in all_roots(tx)] == [(2, 2), (1, 0), (0, 0)]

    await database.take(work)


AGO = int(NOON.timestamp()) + 5


@pytest.mark.parametrize(
    ("tampering", "days"),
    [
        (f"insert into transfer values ('gift', 'd', 'gift', {AGO}, '', '')", ["2026-11-23"]),
        (
            "insert into posting values ('award:C:verified:0', 'pt', 'avail:m-eve', 'award:C:verified:0', 1)",
            ["2026-11-24"],
        ),
        ("update root set count = 3 where day = '2026-11-24'", ["2026-11-24"]),
        ("update root set root = 'x' where day = '2026-11-23'", ["2026-11-23", "2026-11-24"]),
        ("delete from root where day = '2026-11-24'", ["2026-11-25"]),
    ],
)
async def test_whatever_is_changed_under_a_root_is_named(database: Database, tampering: str, days: list[str]) -> None:
    def work(tx: Transaction) -> list[str]:
        three_days(tx)
        assert tx.run(tampering) == 1
        return [line[:10] for line in broken(tx, CHAINS)]

    assert await database.take(work) == days


@pytest.mark.parametrize("other", [[("JA26-00001", "aa")], [("JA26-00001", "aa"), ("JA26-00002", "xx")]])
async def test_a_history_that_is_changed_is_noticed(database: Database, other: Any) -> None:
    def work(tx: Transaction) -> list[str]:
        three_days(tx)
        return [line[:10] for line in broken(tx, Chains(lambda since, until: other if since == 0 else []))]

    assert await database.take(work) == ["2026-11-23"]
