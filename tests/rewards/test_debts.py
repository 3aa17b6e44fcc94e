"""Awards that are cancelled after their points were held, spent or lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from ledger_world import NOON, RULES, award_of, drink, ledger, report, shop

from rewards.audit import audit
from rewards.ledger import Award, Balance, Reversal
from rewards.redemptions import Held
from rewards.rules import Rules
from storage.database import Database, Transaction

AT_ONCE = Rules(**{name: getattr(RULES, name) for name in Rules.__slots__} | {"mature_days": 0})
TILL = {"at": NOON, "actor": "till"}


def book(tx: Transaction, now: datetime = NOON) -> Any:
    return ledger(tx, now=now, rules=AT_ONCE)


def four_points_and_a_drink(tx: Transaction, *, cost_points: int = 3) -> None:
    """Four points of one award, of which a drink holds some."""
    book(tx).award(**report("A"))
    shop(tx).supply("drink", part="2026-W48", count=9)
    assert shop(tx).hold(**drink("r", cost_points=cost_points)) == Held("held")


async def kept(database: Database, work: Any) -> Any:
    """What work says, with nothing found wrong afterwards."""
    outcome = await database.take(work)
    assert await database.read(audit) == []
    return outcome


async def test_what_was_spent_of_a_mistake_of_ours_is_ours(database: Database) -> None:
    def work(tx: Transaction) -> Balance:
        four_points_and_a_drink(tx)
        shop(tx).capture("r", **TILL)
        assert book(tx).reverse(**award_of("A")) == Reversal("reversed", 4)
        assert book(tx).award(**report("B")) == Award("posted", 4)
        return book(tx).balance("m-wang")

    assert await kept(database, work) == Balance(available=4)


async def test_what_was_spent_of_a_fraud_is_owed_and_paid_by_the_next_awards(database: Database) -> None:
    def work(tx: Transaction) -> list[Balance]:
        four_points_and_a_drink(tx)
        shop(tx).capture("r", **TILL)
        book(tx).reverse(**award_of("A"), why="fraud")
        balances = [book(tx).balance("m-wang")]
        for case, points in (("B", 2), ("C", 4)):
            assert book(tx).award(**report(case, points=points)) == Award("posted", points)
            balances.append(book(tx).balance("m-wang"))
        return balances

    assert await kept(database, work) == [Balance(owed=3), Balance(owed=1), Balance(available=3)]


async def test_an_award_to_come_pays_a_debt_before_it_ripens(database: Database) -> None:
    def work(tx: Transaction) -> Balance:
        four_points_and_a_drink(tx)
        shop(tx).capture("r", **TILL)
        book(tx).reverse(**award_of("A"), why="fraud")
        ledger(tx).award(**report("B"))
        assert ledger(tx).balance("m-wang") == Balance(pending=1)
        later = ledger(tx, now=NOON + timedelta(days=2))
        assert later.mature() == 1
        return later.balance("m-wang")

    assert await kept(database, work) == Balance(available=1)


async def test_an_award_that_paid_a_debt_and_is_cancelled_too_is_owed_in_turn(database: Database) -> None:
    def work(tx: Transaction) -> Balance:
        four_points_and_a_drink(tx)
        shop(tx).capture("r", **TILL)
        book(tx).reverse(**award_of("A"), why="fraud")
        book(tx).award(**report("B"))
        book(tx).reverse(**award_of("B"), why="fraud")
        return book(tx).balance("m-wang")

    assert await kept(database, work) == Balance(owed=3)


@pytest.mark.parametrize(("why", "owed"), [("fraud", 3), ("office_error", 0)])
async def test_held_points_of_a_cancelled_award_do_not_come_back_to_be_spent(
    database: Database, why: str, owed: int
) -> None:
    def work(tx: Transaction) -> list[Balance]:
        four_points_and_a_drink(tx)
        book(tx).reverse(**award_of("A"), why=why)
        before = book(tx).balance("m-wang")
        assert shop(tx).release("r", why="undone", actor="m-wang")
        return [before, book(tx).balance("m-wang")]

    assert await kept(database, work) == [Balance(owed=owed), Balance()]


async def test_what_comes_back_pays_other_debts_first(database: Database) -> None:
    def work(tx: Transaction) -> list[Balance]:
        four_points_and_a_drink(tx)
        shop(tx).capture("r", **TILL)
        book(tx).award(**report("B"))
        shop(tx).hold(**drink("s", cost_points=5))
        book(tx).reverse(**award_of("A"), why="fraud")
        owed = book(tx).balance("m-wang")
        assert shop(tx).release("s", why="withdrawn", actor="m-shop")
        return [owed, book(tx).balance("m-wang")]

    assert await kept(database, work) == [Balance(owed=4), Balance(available=1)]


async def test_a_debt_that_awards_paid_meanwhile_leaves_what_comes_back_to_its_owner(database: Database) -> None:
    def work(tx: Transaction) -> Balance:
        four_points_and_a_drink(tx)
        book(tx).reverse(**award_of("A"), why="fraud")
        book(tx).award(**report("B"))  # three of its four points pay the debt
        shop(tx).release("r", why="undone", actor="m-wang")
        return book(tx).balance("m-wang")

    assert await kept(database, work) == Balance(available=4)


async def test_what_expired_of_a_cancelled_award_is_owed_by_nobody(database: Database) -> None:
    def work(tx: Transaction) -> Balance:
        four_points_and_a_drink(tx, cost_points=1)
        shop(tx).capture("r", **TILL)
        gone = book(tx, datetime(2027, 12, 1, tzinfo=UTC))
        assert gone.expire() == 1
        assert gone.reverse(**award_of("A"), why="fraud") == Reversal("reversed", 4)
        return gone.balance("m-wang")

    assert await kept(database, work) == Balance(owed=1)


async def test_a_spent_award_is_not_shown_as_lost(database: Database) -> None:
    def work(tx: Transaction) -> dict[str, str]:
        four_points_and_a_drink(tx, cost_points=4)
        shop(tx).capture("r", **TILL)
        book(tx).award(**report("B"))
        book(tx).award(**report("C", member="m-li"))
        gone = book(tx, datetime(2027, 12, 1, tzinfo=UTC))
        unswept = {line.case: line.state for line in gone.entries("m-wang")}
        gone.expire()
        assert {line.case: line.state for line in gone.entries("m-wang")} == unswept
        return unswept

    assert await kept(database, work) == {"A": "available", "B": "expired"}
