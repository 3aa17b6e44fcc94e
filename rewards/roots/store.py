"""The SQL of nightly roots, and of what lies under them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from storage.database import Row, Transaction

PAGE = 2000  # transfers read at once, so that a long time without a root is not held in memory
Posted = tuple[tuple[Any, ...], list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Root:
    """A day's root: over all before `ends_at` (UTC seconds) that is under no earlier one; `first` and `last` keys."""

    day: str
    ends_at: int
    first: str
    last: str
    count: int
    chains: int
    root: str


def write(tx: Transaction, root: Root) -> bool:
    """Keep a root; False where another process was first."""
    written = tx.run(
        "insert into root (day, ends_at, first, last, count, chains, root)"
        " values (:day, :ends_at, :first, :last, :count, :chains, :root) on conflict (day) do nothing",
        **{name: getattr(root, name) for name in Root.__slots__},
    )
    return written == 1


def last(tx: Transaction) -> Root | None:
    row = tx.one("select * from root order by day desc limit 1")
    return _root(row) if row else None


def all_roots(tx: Transaction) -> list[Root]:
    """Every root in order."""
    return [_root(row) for row in tx.all("select * from root order by day")]


def posted(tx: Transaction, since: int, until: int) -> Iterator[Posted]:
    """Transfers from one time until before another (UTC seconds), each with its postings."""
    at, key = since, ""
    while rows := tx.all(
        "select t.at, t.id, t.digest, t.code, t.ref, t.actor, p.unit, p.account, p.lot, p.amount from"
        " (select * from transfer where at >= :since and at < :until and (at > :at or (at = :at and id > :key))"
        "  order by at, id limit :page) t left join posting p on p.transfer = t.id order by t.at, t.id",
        since=since,
        until=until,
        at=at,
        key=key,
        page=PAGE,
    ):
        for transfer, group in groupby(rows, lambda row: (row["at"], row["id"], row["digest"], row["code"])):
            sides = list(group)
            facts = (*transfer, sides[0]["ref"], sides[0]["actor"])
            yield facts, [(s["unit"], s["account"], s["lot"], s["amount"]) for s in sides if s["unit"] is not None]
        at, key = rows[-1]["at"], rows[-1]["id"]


def _root(row: Row) -> Root:
    return Root(**{name: row[name] for name in Root.__slots__})
