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
    tx: Transaction,
    seals: Seals,
    stack: list[dict[str, Any]],
    *,
    person: str,
    key_id: str,
    expires_at: int,
    remind_at: int | None = None,
) -> None:
    """Remember the talks until `expires_at`; an empty stack forgets them. `remind_at`: when to remind of one."""
    if not stack:
        tx.run("delete from talk where person = :person", person=person)
        return
    sealed = seals.seal(key_id, to_json(stack), "talk")
    tx.run(
        "insert into talk (person, stack, expires_at, remind_at) values (:person, :stack, :expires_at, :remind_at)"
        " on conflict (person) do update set stack = excluded.stack, expires_at = excluded.expires_at,"
        " remind_at = excluded.remind_at",
        person=person,
        stack=sealed,
        expires_at=expires_at,
        remind_at=remind_at,
    )


def to_remind(tx: Transaction, *, now: int, most: int) -> list[str]:
    """Whose talks are to be reminded of by now, the longest idle first."""
    rows = tx.all(
        "select person from talk where remind_at is not null and remind_at <= :now order by remind_at limit :most",
        now=now,
        most=most,
    )
    return [row["person"] for row in rows]


def remind(
    tx: Transaction, seals: Seals, *, person: str, key_id: str, now: int
) -> tuple[list[dict[str, Any]], int] | None:
    """The person's talks, for one reminder that is due by now, and until when they are kept; None where another took
    it, or they were used meanwhile. The person's row is locked by this turn.
    """
    row = tx.one(
        "update talk set remind_at = null where person = :person and remind_at <= :now returning stack, expires_at",
        person=person,
        now=now,
    )
    if row is None or row["expires_at"] <= now:
        return None
    return from_json(seals.open(key_id, row["stack"], "talk")), row["expires_at"]


def forget(tx: Transaction, *, now: int, most: int) -> list[str]:
    """Drop what has expired, `most` at a time; whose it was."""
    rows = tx.all("select person from talk where expires_at <= :now limit :most", now=now, most=most)
    for row in rows:
        tx.run("delete from talk where person = :person and expires_at <= :now", person=row["person"], now=now)
    return [row["person"] for row in rows]
