"""The SQL of the primitive: keys, balances, postings, and a row to lock for each member."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from rewards.values import Leg, Transfer
from storage.database import Row, Transaction

Place = tuple[str, str, str]
IN_LOTS = "balance.lot <> '' and balance.amount <> 0"  # the index `balance_in_lots` holds these: lots not yet emptied


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


def add(tx: Transaction, legs: Sequence[Leg]) -> list[Leg]:
    """Move balances, opening those that are not there; which were not moved, as it would break their floor."""
    moved = tx.many(
        "insert into balance (unit, account, amount, lot, floor) values {rows}"
        " on conflict (unit, account, lot) do update set amount = balance.amount + excluded.amount"
        " where balance.amount + excluded.amount >= balance.floor returning unit, account, lot",
        legs,
    )
    if len(moved) == len(legs):
        return []
    places = {place_of(row) for row in moved}
    return [leg for leg in legs if leg.place not in places]


def take(tx: Transaction, legs: Sequence[Leg]) -> list[Leg]:
    """Move balances that must be there; which were not moved, as it would break their floor."""
    return [leg for leg in legs if not _take(tx, leg)]


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
    rows = [(key, unit, account, amount, lot) for unit, account, amount, lot, _ in legs]
    tx.many("insert into posting (transfer, unit, account, amount, lot) values {rows}", rows)


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
