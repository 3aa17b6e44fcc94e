"""Every flow of the ledger broken off at its every statement: nothing stays, and the retry is whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from ledger_world import NOON, Breaking, award_of, ledger, report, whole_book

from rewards.audit import audit
from storage.database import Database, Transaction
from tests.breaking import Broken

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


def full_day(tx: Transaction) -> None:
    for n in range(4):
        ledger(tx, now=NOON + timedelta(minutes=n)).award(**report(f"D{n}", category=f"c{n}"))


@pytest.mark.parametrize(
    ("flow", "statements"),
    [(paid, 5), (withheld, 7), (repeated, 4), (reversed_with_a_rerun, 20), (cancelled, 5), (ripened, 19)],
)
async def test_broken_off_anywhere_nothing_stays_and_the_retry_is_whole(
    database: Database, flow: Flow, statements: int
) -> None:
    await database.take(full_day)
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
