from __future__ import annotations

from datetime import timedelta

import pytest
from ledger_world import NOON, award_of, ledger, report

from rewards.audit import Finding, audit
from storage.database import Database, Transaction

TRANSFER = "insert into transfer (id, digest, code, at, ref, actor) values"
POSTING = "insert into posting (transfer, unit, account, lot, amount) values"
LOT = "insert into lot (id, member, points, category, reported_on, origin, expires_on) values"


def a_week(tx: Transaction) -> None:
    """Some of everything: paid, withheld, run again, ripe, cancelled."""
    for n in range(5):
        ledger(tx, now=NOON + timedelta(minutes=n)).award(**report(f"W{n}", category=f"c{n}"))
    ledger(tx).reverse(**award_of("W1"))
    ledger(tx).award(**report("L", member="m-li"))
    ledger(tx, now=NOON + timedelta(days=2)).mature(limit=2)


async def test_a_ledger_that_was_only_used_has_no_findings(database: Database) -> None:
    await database.take(a_week)
    assert await database.read(audit) == []


async def test_an_empty_ledger_has_no_findings(database: Database) -> None:
    assert await database.read(audit) == []


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        (
            [f"{POSTING} ('award:L:verified:0', 'pt', 'nowhere', 'award:L:verified:0', 1)"],
            {"sides-are-equal", "points-are-in-their-lot", "balance-is-its-sum"},
        ),
        (
            ["update balance set amount = amount + 1 where account in ('pending:m-li', 'avail:m-li')"],
            {"balance-is-its-sum"},
        ),
        (
            ["delete from balance where unit = 'pt' and amount > 0"],
            {"balance-is-its-sum"},
        ),
        (
            ["update balance set floor = -5 where unit = 'pt'"],
            {"balance-above-floor"},
        ),
        (
            ["update balance set amount = 1 where unit = 'cap:month' and account like 'm-li:%'"],
            {"balance-above-floor", "balance-is-its-sum", "limit-is-used-by-awards"},
        ),
        (
            [
                f"{TRANSFER} ('mature:award:L:verified:9', 'd', 'mature', 1, 'L', '')",
                f"{POSTING} ('mature:award:L:verified:9', 'pt', 'avail:m-eve', 'award:L:verified:0', 4),"
                " ('mature:award:L:verified:9', 'pt', 'issuance', 'award:L:verified:0', -4)",
            ],
            {"key-means-what-was-asked", "points-are-in-their-lot", "lot-is-paid-once", "balance-is-its-sum"},
        ),
        (
            [f"{TRANSFER} ('award:X:verified:0', 'd', 'award', 1, 'X', '')"],
            {"award-has-its-lot"},
        ),
        (
            [f"{TRANSFER} ('gift:X', 'd', 'gift', 1, 'X', '')"],
            {"key-means-what-was-asked"},
        ),
        (
            [
                f"{TRANSFER} ('award:X:verified:0', 'd', 'award', 1, 'X', '')",
                f"{LOT} ('award:X:verified:0', 'm-x', 4, 'c', '2026-11-23', 'verified', '2027-11-30')",
            ],
            {"key-means-what-was-asked", "lot-is-paid-once", "limit-is-used-by-awards"},
        ),
        (
            [f"{LOT} ('reverse:award:W1:verified:0', 'm-x', 4, 'c', '2026-11-23', 'verified', '2027-11-30')"],
            {"lot-is-paid-once", "limit-is-used-by-awards"},
        ),
        (
            [f"{TRANSFER} ('reverse:award:L:verified:0', 'd', 'reverse', 1, 'L', '')"],
            {"key-means-what-was-asked", "lot-is-paid-once", "limit-is-used-by-awards"},
        ),
        (
            ["update withheld set state = 'paid' where state = 'waiting'"],
            {"lot-is-paid-once", "limit-is-used-by-awards"},
        ),
        (
            ["delete from withheld where state = 'waiting'"],
            {"lot-is-paid-once", "limit-is-used-by-awards"},
        ),
    ],
)
async def test_tampering_is_named(database: Database, tampering: list[str], found: set[str]) -> None:
    def tamper(tx: Transaction) -> None:
        a_week(tx)
        for sql in tampering:
            assert tx.run(sql) > 0

    await database.take(tamper)
    assert {finding.rule for finding in await database.read(audit)} == found


async def test_a_finding_says_where_and_what(database: Database) -> None:
    await database.take(a_week)
    await database.take(lambda tx: tx.run("update balance set amount = 3 where account = 'pending:m-li'"))
    (finding,) = await database.read(audit)
    assert finding == Finding("balance-is-its-sum", "pt pending:m-li award:L:verified:0", "balance 3, postings 0")
