"""What the tests of points share: small rules, a ledger at a time, a transaction that breaks off."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rewards.ledger import Ledger
from rewards.redemptions import Redemptions
from rewards.rules import Rules
from storage.database import Transaction
from tests.breaking import STATEMENTS_MAX, BreakingTransaction

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 23)
LATER = timedelta(days=7)

RULES = Rules(
    points_by_urgency={"low": 2, "normal": 2, "high": 4, "emergency": 0},
    points_per_day_max=12,
    points_per_month_max=30,
    awards_per_category_day_max=3,
    mature_days=2,
    expiry_months=12,
    expiry_notice_days=30,
    grace_days=7,
    settle_hours=2,
    service_minutes=15,
    neutral_points=(1, 2),
    neutral_days=(1, 7),
)
TABLES = {
    "transfer": "id",
    "posting": "transfer, unit, account, lot",
    "balance": "unit, account, lot",
    "lot": "id",
    "withheld": "award",
    "member": "id",
    "redemption": "id",
    "refused_hold": "transfer",
    "grace": "lot",
    "paused": "id",
    "adjustment": "transfer",
    "entitlement": "id",
    "root": "day",
}


def ledger(tx: Transaction, *, now: datetime = NOON, rules: Rules = RULES) -> Ledger:
    return Ledger(tx, rules, now, SHANGHAI)


def report(case: str, **other: Any) -> dict[str, Any]:
    """A verified report as it is awarded: wang's, 4 points for a wire, on Monday."""
    usual = {"rule": "verified", "round": 0, "member": "m-wang", "points": 4, "category": "wire"}
    return {"case": case, **usual, "reported_on": MONDAY, **other}


def award_of(case: str, **other: Any) -> dict[str, Any]:
    """How an award is named when it is reversed."""
    return {"case": case, "rule": "verified", "round": 0, **other}


def shop(tx: Transaction, now: datetime = NOON) -> Redemptions:
    return Redemptions(tx, RULES, now, SHANGHAI)


def drink(id: str = "r1", *, now: datetime = NOON, **other: Any) -> dict[str, Any]:
    """Wang asks for a drink of 5 points, to be fetched within a week."""
    usual = {"member": "m-wang", "benefit": "drink", "shop": "cafe", "cost_points": 5, "month_max": 2}
    return {"id": id, **usual, "deadline": now + LATER, "code_index": f"i-{id}", "tail": "7K", **other}


def whole_book(tx: Transaction) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of points."""
    columns = {
        "transfer": "id, digest, code, at, ref, actor",
        "posting": "transfer, unit, account, lot, amount",
        "balance": "unit, account, lot, amount, floor",
        "lot": "id, member, points, category, reported_on, origin, expires_on",
        "withheld": "award, reason, state, tries",
        "member": "id",
        "redemption": "id, member, benefit, shop, cost_points, state, held_at, deadline, ended_at, why, code_index,"
        " tail",
        "refused_hold": "transfer, outcome, short_by",
        "grace": "lot, until, times",
        "paused": "id, member, reason, maker, checker, at, until",
        "adjustment": "transfer, member, points, reason, maker, checker",
        "entitlement": "id, digest, due_on, sealed, paid_at, paid_in, paid_points",
        "root": "day, ends_at, first, last, count, chains, root",
    }
    return {
        table: [
            tuple(row[name] for name in columns[table].split(", "))
            for row in tx.all(f"select {columns[table]} from {table} order by {order}")
        ]
        for table, order in TABLES.items()
    }


class Breaking(BreakingTransaction):
    """Breaks off instead of statement number `at` (from 1); with 0 it only counts them."""

    def __init__(self, tx: Transaction, at: int) -> None:
        super().__init__(tx, at=at or STATEMENTS_MAX)

    @property
    def statements(self) -> int:
        return self.done
