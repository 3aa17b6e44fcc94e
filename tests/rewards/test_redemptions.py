from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from ledger_world import LATER, NOON, SHANGHAI, drink, ledger, report, shop, whole_book

from rewards.expiring import expire_all
from rewards.ledger import Balance, KeyConflict
from rewards.redemptions import Captured, Held
from storage.database import Database, Transaction

AWARDED = NOON - timedelta(days=3)
LAST_MINUTE = datetime(2027, 11, 30, 15, 59, tzinfo=UTC)  # 23:59 in Shanghai, on the last day of a lot of November


def wang_has_ten(tx: Transaction, now: datetime = AWARDED) -> None:
    """Ten points in three lots, and three drinks in stock."""
    for n, points in enumerate((4, 4, 2)):
        ledger(tx, now=now).award(**report(f"A{n}", points=points, category=f"c{n}"))
    ledger(tx, now=now + timedelta(days=2)).mature()
    shop(tx, now).supply("drink", part="2026-W48", count=3)


def available(tx: Transaction, now: datetime = NOON) -> int:
    return ledger(tx, now=now).balance("m-wang").available


async def test_a_hold_takes_points_and_stock_until_its_deadline(database: Database) -> None:
    def work(tx: Transaction) -> None:
        wang_has_ten(tx)
        assert shop(tx).hold(**drink()) == Held("held")
        assert (available(tx), shop(tx).stock("drink")) == (5, 2)
        found = shop(tx).find("r1")
        assert found
        assert (found.state, found.deadline, found.tail) == ("held", int((NOON + LATER).timestamp()), "7K")
        assert shop(tx).by_code("i-r1") == found
        assert shop(tx).of_member("m-wang", most=5) == [found]

    await database.take(work)


async def test_the_same_hold_again_is_the_same_answer(database: Database) -> None:
    def work(tx: Transaction) -> None:
        wang_has_ten(tx)
        shop(tx).hold(**drink())
        assert shop(tx).hold(**drink(now=NOON + timedelta(minutes=1))) == Held("repeated")
        assert shop(tx).hold(**drink("r2", cost_points=8)) == Held("short", 3)
        before = whole_book(tx)
        assert shop(tx).hold(**drink("r2", cost_points=8)) == Held("short", 3)
        assert whole_book(tx) == before
        with pytest.raises(KeyConflict):
            shop(tx).hold(**drink("r2", cost_points=2))

    await database.take(work)


async def test_what_can_not_be_held_says_why(database: Database) -> None:
    def work(tx: Transaction) -> list[Held]:
        wang_has_ten(tx)
        asked: list[dict[str, Any]] = [
            drink("a", cost_points=11),
            drink("b", benefit="nowhere"),
            drink("c", cost_points=1),
            drink("d", cost_points=0),
            drink("e", cost_points=0),
            drink("f", cost_points=0, month_max=None),
            drink("g", cost_points=0, month_max=None),
        ]
        return [shop(tx).hold(**each) for each in asked]

    assert await database.take(work) == [
        Held("short", 1),
        Held("sold_out"),
        Held("held"),
        Held("held"),
        Held("limit"),
        Held("held"),
        Held("sold_out"),
    ]


async def test_a_limit_is_a_months_and_comes_back_with_what_is_given_back(database: Database) -> None:
    def work(tx: Transaction) -> None:
        wang_has_ten(tx)
        for id in ("a", "b", "c"):
            shop(tx).hold(**drink(id, cost_points=0, month_max=1))
        assert shop(tx).find("b") is None
        december = datetime(2026, 12, 1, tzinfo=UTC)
        assert shop(tx, december).release("a", why="undone", actor="m-wang")
        assert shop(tx).hold(**drink("d", cost_points=0, month_max=1)) == Held("held")
        assert shop(tx, december).hold(**drink("e", cost_points=0, month_max=1)) == Held("held")

    await database.take(work)


async def test_what_is_used_is_used_once(database: Database) -> None:
    def work(tx: Transaction) -> None:
        wang_has_ten(tx)
        shop(tx).hold(**drink())
        at = NOON + timedelta(hours=1)
        used = int(at.timestamp())
        assert shop(tx, at).capture("r1", at=at, actor="till") == Captured("used", used)
        before = whole_book(tx)
        assert shop(tx, at + LATER).capture("r1", at=at + LATER, actor="till") == Captured("repeated", used)
        assert not shop(tx, at).release("r1", why="undone", actor="m-wang")
        assert whole_book(tx) == before
        assert (available(tx), shop(tx).stock("drink")) == (5, 2)
        assert shop(tx).capture("r9", at=at, actor="till") == Captured("unknown")
        (taken,) = shop(tx).of_shop("cafe", since=at, until=at + timedelta(seconds=1))
        assert (taken.state, taken.ended_at) == ("used", used)
        assert shop(tx).of_shop("cafe", since=NOON, until=at) == []

    await database.take(work)


@pytest.mark.parametrize(
    ("seen", "heard", "outcome"),
    [(0, 0, "used"), (0, 7200, "used"), (0, 7201, "late"), (1, 1, "late"), (-60, 60, "used"), (3600, -60, "used")],
)
async def test_a_till_settles_what_it_saw_in_time(database: Database, seen: int, heard: int, outcome: str) -> None:
    """Seconds after the deadline: when the till saw the code, when we hear of it (a till's clock may be ahead)."""

    def work(tx: Transaction) -> str:
        wang_has_ten(tx)
        shop(tx).hold(**drink())
        at = NOON + LATER + timedelta(seconds=seen)
        return shop(tx, NOON + LATER + timedelta(seconds=heard)).capture("r1", at=at, actor="till").outcome

    assert await database.take(work) == outcome


async def test_what_is_given_back_goes_where_it_came_from(database: Database) -> None:
    def work(tx: Transaction) -> None:
        wang_has_ten(tx)
        before = [row for row in whole_book(tx)["balance"] if row[3]]
        shop(tx).hold(**drink())
        assert shop(tx).release("r1", why="undone", actor="m-wang")
        assert not shop(tx).release("r1", why="undone", actor="m-wang")
        assert not shop(tx).release("never", why="undone", actor="m-wang")
        assert [row for row in whole_book(tx)["balance"] if row[3]] == before
        assert shop(tx).capture("r1", at=NOON, actor="till") == Captured("released")

    await database.take(work)


async def test_the_sweep_gives_back_each_once_after_the_tills_hours(database: Database) -> None:
    def work(tx: Transaction) -> None:
        wang_has_ten(tx)
        shop(tx).hold(**drink("a", cost_points=2))
        shop(tx).hold(**drink("b", cost_points=2, deadline=NOON + LATER * 2))
        early = shop(tx, NOON + LATER + timedelta(hours=1, minutes=59))
        assert early.sweep(most=9) == []
        late = shop(tx, NOON + LATER + timedelta(hours=2))
        assert [found.id for found in late.sweep(most=9)] == ["a"]
        assert late.sweep(most=9) == []
        found = late.find("a")
        assert found
        assert (found.state, found.why) == ("released", "expired")
        assert available(tx) == 8

    await database.take(work)


async def test_stock_comes_in_parts_and_can_be_lowered(database: Database) -> None:
    def work(tx: Transaction) -> None:
        counter = shop(tx)
        assert counter.stock("soap") == 0
        assert counter.supply("soap", part="2026-W48", count=5)
        assert not counter.supply("soap", part="2026-W48", count=5)
        assert not counter.supply("soap", part="2026-W48", count=9), "a part that was added stays as it was"
        assert counter.supply("soap", part="2026-W49", count=5)
        assert counter.lower("soap", to=4, ticket="t1", actor="m-owner") == 6
        assert counter.lower("soap", to=0, ticket="t1", actor="m-owner") == 0, "the same ticket again"
        assert counter.lower("soap", to=9, ticket="t2", actor="m-owner") == 0
        assert counter.stock("soap") == 4

    await database.take(work)


def before_the_end(tx: Transaction) -> None:
    """Ten points that are lost with November, five of them held."""
    wang_has_ten(tx)
    shop(tx, LAST_MINUTE).hold(**drink(now=LAST_MINUTE))


AFTER = LAST_MINUTE + timedelta(minutes=2)


@pytest.mark.parametrize("sweeps", [True, False])
async def test_what_expired_while_it_was_held_is_good_for_a_week_and_the_rest_is_lost(
    database: Database, sweeps: bool
) -> None:
    def sweep(tx: Transaction, at: datetime) -> None:
        if sweeps:
            expire_all(tx, today=at.astimezone(SHANGHAI).date(), at=int(at.timestamp()))

    def work(tx: Transaction) -> None:
        before_the_end(tx)
        sweep(tx, AFTER)
        assert available(tx, AFTER) == 0
        assert shop(tx, AFTER).release("r1", why="undone", actor="m-wang")
        assert available(tx, AFTER) == 5, "what was not held is not woken up by what comes back"
        last = LAST_MINUTE + timedelta(days=8)
        assert available(tx, last) == 5
        assert shop(tx, last).hold(**drink("r2", now=last)) == Held("held")
        gone = last + timedelta(minutes=2)
        assert shop(tx, gone).release("r2", why="undone", actor="m-wang")
        assert available(tx, gone) == 5
        sweep(tx, gone + timedelta(days=8))
        assert available(tx, gone + timedelta(days=8)) == 0
        held = shop(tx, gone + timedelta(days=8)).hold(**drink("r3", cost_points=1))
        assert held == Held("short", 1), "expired points are not spent, swept or not"

    await database.take(work)


async def test_what_goes_first_is_spent_first(database: Database) -> None:
    def work(tx: Transaction) -> Balance:
        ledger(tx, now=AWARDED + timedelta(days=20)).award(**report("late", points=4))
        ledger(tx, now=AWARDED).award(**report("early", points=4))
        ledger(tx, now=AWARDED + timedelta(days=25)).mature()
        shop(tx).supply("drink", part="2026-W48", count=1)
        shop(tx).hold(**drink())
        return ledger(tx, now=LAST_MINUTE).balance("m-wang")

    balance = await database.take(work)
    assert (balance.available, balance.expiring_soon) == (3, 0)


async def test_the_sweep_of_expiry_is_done_once_and_says_how_many(database: Database) -> None:
    def work(tx: Transaction) -> list[int]:
        wang_has_ten(tx)
        today = AFTER.astimezone(SHANGHAI).date()
        return [expire_all(tx, today=today, at=int(AFTER.timestamp())) for _ in range(2)]

    assert await database.take(work) == [3, 0]
