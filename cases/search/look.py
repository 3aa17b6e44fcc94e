"""A search within one turn: what the streets of whoever asks have that fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cases.catalog import Catalog
from cases.search import store
from cases.search.query import Query
from dialogue.refusal import Refusal
from storage.database import Transaction

HITS_MAX = 12  # as many buttons as the desk shows; one more condition makes fewer of them


class NotYourStreets(Refusal):
    """A street was named that whoever asks does not coordinate."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A case that was found; `opened_at` in UTC seconds."""

    number: str
    category: str
    street: str
    status: str
    opened_at: int


def look(tx: Transaction, query: Query, within: Sequence[str], catalog: Catalog) -> tuple[list[Hit], int]:
    """The newest cases that fit, at most HITS_MAX, and how many there are. Raises NotYourStreets."""
    if "" not in within and query.streets - set(within):
        raise NotYourStreets
    since, until = query.seconds(catalog.district.zone)
    rows = store.find(
        tx,
        within,
        number=query.number,
        streets=sorted(query.streets),
        categories=sorted(query.categories),
        since=since,
        until=until,
        most=HITS_MAX,
    )
    hits = [Hit(row["number"], row["category"], row["street"], row["status"], row["opened_at"]) for row in rows]
    return hits, int(rows[0]["total"]) if rows else 0
