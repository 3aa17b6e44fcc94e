"""Holds, captures, releases and sweeps at the same moment."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from ledger_world import LATER, NOON, RULES, award_of, drink, ledger, report, shop
from test_awards_at_once import both

from rewards.audit import audit
from rewards.redemptions import Held
from rewards.rules import Rules
from storage.database import Database, Transaction
from storage.postgres import PostgresDatabase

AT_ONCE = Rules(**{name: getattr(RULES, name) for name in Rules.__slots__} | {"mature_days": 0})


def filled(tx: Transaction) -> None:
    """Eight points of wang's in two lots, four of li's, and five drinks."""
    for case, member in (("A", "m-wang"), ("B", "m-wang"), ("L", "m-li")):
        ledger(tx, rules=AT_ONCE).award(**report(case, member=member))
    shop(tx).supply("drink", part="2026-W48", count=5)


def hold(id: str, **other: Any) -> Any:
    return lambda tx: shop(tx).hold(**drink(id, **other))


def capture(id: str) -> Any:
    return lambda tx: shop(tx).capture(id, at=NOON, actor="till").outcome


def release(id: str) -> Any:
    return lambda tx: shop(tx).release(id, why="undone", actor="m-wang")


def sweep(tx: Transaction) -> list[str]:
    return [found.id for found in shop(tx, NOON + LATER + timedelta(hours=2)).sweep(most=9)]


async def test_the_second_hold_picks_what_the_first_left(postgres_database: PostgresDatabase) -> None:
    await postgres_database.take(filled)
    found = await both(postgres_database, hold("a", cost_points=3), hold("b", cost_points=3))
    assert found == (Held("held"), Held("held")), "eight points are enough for both, in other lots than first seen"
    assert await postgres_database.read(audit) == []


async def test_the_second_hold_is_told_what_is_missing(postgres_database: PostgresDatabase) -> None:
    await postgres_database.take(filled)
    assert await both(postgres_database, hold("a"), hold("b")) == (Held("held"), Held("short", 2))
    assert await postgres_database.read(audit) == []


async def test_the_same_hold_twice_at_once_holds_once(postgres_database: PostgresDatabase) -> None:
    await postgres_database.take(filled)
    assert await both(postgres_database, hold("a"), hold("a")) == (Held("held"), Held("repeated"))
    assert await postgres_database.read(lambda tx: shop(tx).stock("drink")) == 4


async def test_the_last_piece_is_held_by_one_of_two_members(postgres_database: PostgresDatabase) -> None:
    await postgres_database.take(filled)
    await postgres_database.take(lambda tx: shop(tx).lower("drink", to=1, ticket="t", actor="m-owner"))
    found = await both(postgres_database, hold("a", cost_points=1), hold("b", cost_points=1, member="m-li"))
    assert found == (Held("held"), Held("sold_out"))
    assert await postgres_database.read(audit) == []


async def test_a_voucher_is_used_or_given_back_never_both(postgres_database: PostgresDatabase) -> None:
    await postgres_database.take(filled)
    for id in ("a", "b", "c"):
        await postgres_database.take(hold(id, cost_points=1, month_max=None))
    assert await both(postgres_database, capture("a"), release("a")) == ("used", False)
    assert await both(postgres_database, release("b"), capture("b")) == (True, "released")
    assert await both(postgres_database, capture("c"), capture("c")) == ("used", "repeated")
    assert await postgres_database.read(audit) == []


async def test_two_sweeps_give_back_each_once(postgres_database: PostgresDatabase) -> None:
    await postgres_database.take(filled)
    for id in ("a", "b"):
        await postgres_database.take(hold(id, cost_points=1))
    assert await both(postgres_database, sweep, sweep) == (["a", "b"], [])
    assert await postgres_database.read(audit) == []


async def test_a_fraud_found_while_its_points_are_held_leaves_no_free_points(
    postgres_database: PostgresDatabase,
) -> None:
    await postgres_database.take(filled)

    def cancel(tx: Transaction) -> str:
        return ledger(tx, rules=AT_ONCE).reverse(**award_of("A"), why="fraud").outcome

    assert await both(postgres_database, hold("a"), cancel) == (Held("held"), "reversed")
    await postgres_database.take(release("a"))
    balance = await postgres_database.read(lambda tx: ledger(tx).balance("m-wang"))
    assert (balance.available, balance.owed) == (4, 0)
    assert await postgres_database.read(audit) == []


async def test_a_storm_of_holds_never_oversells(database: Database) -> None:
    def fill(tx: Transaction) -> None:
        for n in range(20):
            ledger(tx, rules=AT_ONCE).award(**report(f"S{n}", member=f"m-{n}"))
        shop(tx).supply("drink", part="2026-W48", count=7)

    await database.take(fill)
    deeds = [hold(f"r{n}-{i}", member=f"m-{n}", cost_points=2) for n in range(20) for i in range(2)]
    held = await asyncio.gather(*(database.take(deed) for deed in deeds))
    assert sorted(one.outcome for one in held) == ["held"] * 7 + ["sold_out"] * 33
    later = await asyncio.gather(*(database.take(sweep) for _ in range(2)))
    assert sorted(id for swept in later for id in swept) == sorted({id for swept in later for id in swept})
    assert await database.read(audit) == []
