"""The SQL of search. It reads what stands open of a case; no words are opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from storage.database import Row, Transaction
from storage.sql import among


def find(
    tx: Transaction,
    within: Sequence[str],
    *,
    number: str,
    streets: Sequence[str],
    categories: Sequence[str],
    since: int,
    until: int,
    most: int,
) -> list[Row]:
    """Cases of the streets `within`, newest first: number, category, street, status, opened_at, and `total`.

    An empty `number`, `streets` or `categories` is any. `number` is whole, or the figures that it ends with.
    """
    mine, values = among("street", within)
    chosen: dict[str, Any] = {f"category_{n}": code for n, code in enumerate(categories)}
    asked: dict[str, Any] = {f"street_{n}": code for n, code in enumerate(streets)}
    conditions = [mine, "opened_at >= :since", "opened_at < :until"]
    if chosen:
        conditions.append(f"category in ({', '.join(':' + each for each in chosen)})")
    if asked:
        conditions.append(f"street in ({', '.join(':' + each for each in asked)})")
    if number:
        conditions.append("number = :number" if "-" in number else "number like :number")
    return tx.all(
        "select number, category, street, status, opened_at, count(*) over () as total from cases"
        f" where {' and '.join(conditions)} order by opened_at desc, number desc limit :most",
        since=since, until=until, most=most, **values, **chosen, **asked,
        **({"number": number if "-" in number else f"%-{number.zfill(5)}"} if number else {}),
    )  # fmt: skip
