"""Every flow of the ledger broken off at its every statement: nothing stays, and the retry is whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from ledger_world import NOON, RULES, SHANGHAI, Breaking, award_of, drink, ledger, report, shop, whole_book

from rewards.audit import audit
from rewards.two_persons import TwoPersons
from storage.database import Database, Transaction
from tests.breaking import Broken

AT_ONCE = replace(RULES, mature_days=0)
A_YEAR_ON = datetime(2027, 12, 5, 4, 0, tzinfo=UTC)
Flow = Callable[[Transaction], Any]


def paid(tx: Transaction) -> Any:
    return ledger(tx).award(**report("new", member="m-li"))


def withheld(tx: Transaction) -> Any:
    return ledger(tx).award(**report("new", category="c9"))


def repeated(tx: Transaction) -> Any:
    return ledger(tx).award(**report("D0", category="c0"))


def reversed_with_a_rerun(tx: Transaction) -> Any:
    return ledger(tx).reverse(**award_of("D0"))


def cancelled(tx: Transaction) -> Any:
    return ledger(tx).reverse(**award_of("D3"))


def ripened(tx: Transaction) -> Any:
    return ledger(tx, now=NOON + timedelta(days=3)).mature()


def repaid(tx: Transaction) -> Any:
    return ledger(tx, rules=AT_ONCE).award(**report("new", member="m-chen"))


def held(tx: Transaction) -> Any:
    return shop(tx).hold(**drink("new", member="m-zhao"))


def not_held(tx: Transaction) -> Any:
    return shop(tx).hold(**drink("new", member="m-nobody"))


def used(tx: Transaction) -> Any:
    return shop(tx).capture("open", at=NOON, actor="till")


def given_back_with_grace(tx: Transaction) -> Any:
    return shop(tx, A_YEAR_ON).release("open", why="undone", actor="m-zhao")


def swept(tx: Transaction) -> Any:
    return shop(tx, A_YEAR_ON).sweep(most=9)


def expired(tx: Transaction) -> Any:
    return ledger(tx, now=A_YEAR_ON).expire()


def spent_and_cancelled(tx: Transaction) -> Any:
    return ledger(tx, rules=AT_ONCE).reverse(**award_of("Z0"), why="fraud")


def put_right(tx: Transaction) -> Any:
    two = TwoPersons(tx, RULES, NOON, SHANGHAI)
    return two.adjust(ticket="t", member="m-zhao", points=-3, reason="miscounted", maker="m-1", checker="m-2")


def drinks(tx: Transaction) -> None:
    """Zhao holds a drink and has points left; chen spent what was a fraud."""
    for n in range(3):
        ledger(tx, rules=AT_ONCE).award(**report(f"Z{n}", member="m-zhao", category=f"c{n}"))
    ledger(tx, rules=AT_ONCE).award(**report("C", member="m-chen"))
    shop(tx).supply("drink", part="2026-W48", count=9)
    shop(tx).hold(**drink("open", member="m-zhao"))
    shop(tx).hold(**drink("chens", member="m-chen", cost_points=2))
    shop(tx).capture("chens", at=NOON, actor="till")
    ledger(tx, rules=AT_ONCE).reverse(**award_of("C"), why="fraud")


def full_day(tx: Transaction) -> None:
    for n in range(4):
        ledger(tx, now=NOON + timedelta(minutes=n)).award(**report(f"D{n}", category=f"c{n}"))


@pytest.mark.parametrize(
    ("flow", "statements"),
    [
        (paid, 5),
        (withheld, 7),
        (repeated, 4),
        (reversed_with_a_rerun, 20),
        (cancelled, 5),
        (ripened, 19),
        (repaid, 11),
        (held, 11),
        (not_held, 5),
        (used, 8),
        (given_back_with_grace, 25),
        (swept, 25),
        (expired, 10),
        (spent_and_cancelled, 10),
        (put_right, 7),
    ],
)
async def test_broken_off_anywhere_nothing_stays_and_the_retry_is_whole(
    database: Database, flow: Flow, statements: int
) -> None:
    await database.take(full_day)
    await database.take(drinks)
    before = await database.read(whole_book)
    for at in range(1, statements + 1):
        with pytest.raises(Broken):
            await database.take(lambda tx, at=at: flow(Breaking(tx, at)))  # type: ignore[misc]
        assert await database.read(whole_book) == before

    def whole(tx: Transaction) -> int:
        counted = Breaking(tx, at=0)
        flow(counted)
        return counted.statements

    assert await database.take(whole) == statements, "every statement was broken off once"
    assert await database.read(audit) == []
