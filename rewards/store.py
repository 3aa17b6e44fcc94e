"""The SQL of the primitive: keys, balances, postings, and a row to lock for each member."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any

from rewards.values import Leg, Transfer
from storage.database import Row, Transaction

Place = tuple[str, str, str]


def record(tx: Transaction, transfer: Transfer) -> bool:
    """Take the key; False if it is taken already. A twin that holds it uncommitted is waited for."""
    taken = tx.run(
        "insert into transfer (id, digest, code, at, ref, actor)"
        " values (:id, :digest, :code, :at, :ref, :actor) on conflict (id) do nothing",
        id=transfer.key,
        digest=transfer.digest,
        code=transfer.code,
        at=transfer.at,
        ref=transfer.ref,
        actor=transfer.actor,
    )
    return taken == 1


def digest_under(tx: Transaction, key: str) -> str | None:
    """What was asked under a key, as its digest."""
    row = tx.one("select digest from transfer where id = :id", id=key)
    return row["digest"] if row else None


def add(tx: Transaction, legs: Sequence[Leg]) -> set[Place]:
    """Move balances, opening those that are not there; which were moved without breaking a floor."""
    rows, values = _rows(legs, ("unit", "account", "lot", "amount", "floor"))
    moved = tx.all(
        f"insert into balance (unit, account, lot, amount, floor) values {rows}"
        " on conflict (unit, account, lot) do update set amount = balance.amount + excluded.amount"
        " where balance.amount + excluded.amount >= balance.floor returning unit, account, lot",
        **values,
    )
    return {place_of(row) for row in moved}


def take(tx: Transaction, legs: Sequence[Leg]) -> set[Place]:
    """Move balances that must be there; which were moved without breaking a floor."""
    return {leg.place for leg in legs if _take(tx, leg)}


def _take(tx: Transaction, leg: Leg) -> bool:
    changed = tx.run(
        "update balance set amount = amount + :amount"
        " where unit = :unit and account = :account and lot = :lot and amount + :amount >= floor",
        unit=leg.unit,
        account=leg.account,
        lot=leg.lot,
        amount=leg.amount,
    )
    return changed == 1


def write_postings(tx: Transaction, key: str, legs: Sequence[Leg]) -> None:
    """The sides of a transfer, for good."""
    rows, values = _rows(legs, ("unit", "account", "lot", "amount"), first=":key")
    tx.run(f"insert into posting (transfer, unit, account, lot, amount) values {rows}", key=key, **values)


def lock_member(tx: Transaction, member: str) -> None:
    """Wait until nobody else picks among a member's lots; until this transaction ends nobody else will."""
    tx.run("insert into member (id) values (:id) on conflict (id) do update set id = excluded.id", id=member)


def short_limits(tx: Transaction, legs: Sequence[Leg]) -> list[Leg]:
    """Which of these legs would break the floor of their balance as it stands (a balance not there is 0)."""
    values = {}
    for n, leg in enumerate(legs):
        values[f"unit{n}"], values[f"account{n}"] = leg.unit, leg.account
    found = {row["account"]: (row["amount"], row["floor"]) for row in tx.all(_limits_query(len(legs)), **values)}
    short = []
    for leg in legs:
        amount, floor = found.get(leg.account, (0, leg.floor))
        if amount + leg.amount < floor:
            short.append(leg)
    return short


@cache
def _limits_query(count: int) -> str:
    """The balances of so many limits; a limit has no lots, and its account names it."""
    places = " or ".join(f"(unit = :unit{n} and account = :account{n} and lot = '')" for n in range(count))
    return f"select account, amount, floor from balance where {places}"


def place_of(row: Row) -> Place:
    """Which balance a row is about."""
    return (row["unit"], row["account"], row["lot"])


def _rows(legs: Sequence[Leg], columns: tuple[str, ...], *, first: str = "") -> tuple[str, dict[str, Any]]:
    """Legs as rows of an insert, `(:unit0, :account0), …`, and their values by name."""
    rows, names, values_of = _shape(len(legs), columns, first)
    return rows, dict(zip(names, chain.from_iterable(map(values_of, legs)), strict=True))


@cache
def _shape(
    count: int, columns: tuple[str, ...], first: str
) -> tuple[str, tuple[str, ...], Callable[[Leg], tuple[Any, ...]]]:
    """So many rows of an insert as text, the names of their values, and what takes these from a leg."""
    start = (first,) if first else ()
    rows = [f"({', '.join((*start, *(f':{column}{n}' for column in columns)))})" for n in range(count)]
    return ", ".join(rows), tuple(f"{c}{n}" for n in range(count) for c in columns), attrgetter(*columns)
