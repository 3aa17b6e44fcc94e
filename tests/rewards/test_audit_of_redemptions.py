"""Redemptions, debts, corrections and nights that were tampered with are named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ledger_world import NOON, RULES, SHANGHAI, award_of, drink, ledger, report, shop

from rewards.audit import audit
from rewards.two_persons import TwoPersons
from storage.database import Database, Transaction

AT_ONCE = replace(RULES, mature_days=0)
TRANSFER = "insert into transfer (id, digest, code, at, ref, actor) values"
POSTING = "insert into posting (transfer, unit, account, lot, amount) values"


def a_week(tx: Transaction) -> None:
    """One drink open, one used, one given back, one refused; a debt that was paid; a correction; a pause."""
    for case in ("A", "B", "C"):
        ledger(tx, rules=AT_ONCE).award(**report(case))
    shop(tx).supply("drink", part="2026-W48", count=9)
    for id in ("open", "used", "back", "refused"):
        shop(tx).hold(**drink(id, cost_points=3, month_max=3))
    shop(tx).capture("used", at=NOON, actor="till")
    shop(tx).release("back", why="undone", actor="m-wang")
    ledger(tx, rules=AT_ONCE).reverse(**award_of("B"), why="fraud")
    ledger(tx, rules=AT_ONCE).award(**report("D"))
    two = TwoPersons(tx, AT_ONCE, NOON, SHANGHAI)
    two.adjust(ticket="t", member="m-li", points=5, reason="missed", maker="m-1", checker="m-2")
    two.pause(id="p", member="m-li", reason="copied", maker="m-1", checker="m-2")


async def test_a_week_has_no_findings(database: Database) -> None:
    await database.take(a_week)
    assert await database.read(audit) == []


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        (["update redemption set state = 'used' where id = 'open'"], {"redemption-is-resolved-once"}),
        (
            ["update redemption set state = 'held' where id = 'back'"],
            {"redemption-is-resolved-once", "limit-is-used-by-redemptions"},
        ),
        (["update redemption set ended_at = deadline + 1 where id = 'used'"], {"redemption-is-resolved-once"}),
        (["update redemption set cost_points = 4 where id = 'open'"],
         {"redemption-is-resolved-once", "key-means-what-was-asked"}),
        (["update redemption set member = 'm-eve' where id = 'used'"],
         {"points-are-in-their-lot", "key-means-what-was-asked"}),
        (["delete from refused_hold"], {"hold-has-its-outcome", "key-means-what-was-asked"}),
        (
            [
                f"{TRANSFER} ('release:used', 'd', 'release', 1, 'used', '')",
            ],
            {"redemption-is-resolved-once", "key-means-what-was-asked"},
        ),
        (
            [
                f"{TRANSFER} ('x', 'd', 'x', 1, '', '')",
                f"{POSTING} ('x', 'stock:drink', 'used', '', 9), ('x', 'stock:drink', 'stock', '', -9)",
                "update balance set amount = amount - 9, floor = -9 where unit = 'stock:drink' and account = 'stock'",
            ],
            {"stock-was-supplied", "balance-above-floor", "key-means-what-was-asked"},
        ),
        (["update adjustment set checker = maker"], {"maker-is-not-checker", "key-means-what-was-asked"}),
        (["update paused set checker = maker"], {"maker-is-not-checker"}),
        (
            ["insert into entitlement (id, digest, due_on, paid_at) values ('e', 'd', '2026-11-23', 1)"],
            {"nights-pay-entitlements"},
        ),
        (
            [f"{POSTING} ('award:D:verified:0', 'pt', 'repaid', 'award:D:verified:0', 1),"
             " ('award:D:verified:0', 'pt', 'writeoff', 'award:D:verified:0', -1)"],
            {"debts-are-paid-in-full"},
        ),
    ],
)  # fmt: skip
async def test_tampering_is_named(database: Database, tampering: list[str], found: set[str]) -> None:
    def tamper(tx: Transaction) -> None:
        a_week(tx)
        for sql in tampering:
            assert tx.run(sql) > 0

    await database.take(tamper)
    assert {finding.rule for finding in await database.read(audit)} == found
