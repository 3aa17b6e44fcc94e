"""Where each person is in a conversation: their stack of talks, sealed under their key."""

from __future__ import annotations

from typing import Any

from pydantic_core import from_json, to_json

from storage.database import Transaction
from storage.seals import Seals


def hold(tx: Transaction, seals: Seals, *, person: str, key_id: str, now: int) -> list[dict[str, Any]]:
    """The person's open talks as plain values, the open one last; empty where none is left or time is up."""
    row = tx.one("select stack, expires_at from talk where person = :person", person=person)
    if row is None or row["expires_at"] <= now:
        return []
    stack: list[dict[str, Any]] = from_json(seals.open(key_id, row["stack"], "talk"))
    return stack


def keep(
    tx: Transaction, seals: Seals, stack: list[dict[str, Any]], *, person: str, key_id: str, expires_at: int
) -> None:
    """Remember the talks until `expires_at`; an empty stack forgets them."""
    if not stack:
        tx.run("delete from talk where person = :person", person=person)
        return
    sealed = seals.seal(key_id, to_json(stack), "talk")
    tx.run(
        "insert into talk (person, stack, expires_at) values (:person, :stack, :expires_at)"
        " on conflict (person) do update set stack = excluded.stack, expires_at = excluded.expires_at",
        person=person,
        stack=sealed,
        expires_at=expires_at,
    )


def forget(tx: Transaction, *, now: int, most: int) -> list[str]:
    """Drop what has expired, `most` at a time; whose it was."""
    rows = tx.all("select person from talk where expires_at <= :now limit :most", now=now, most=most)
    for row in rows:
        tx.run("delete from talk where person = :person and expires_at <= :now", person=row["person"], now=now)
    return [row["person"] for row in rows]
