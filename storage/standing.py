"""How the mailbox and the schema stand, in numbers; read by whoever watches over the process."""

from __future__ import annotations

from dataclasses import dataclass

from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Letters:
    """A channel's letters: how many wait, since when the oldest does (UTC milliseconds), how many were given up."""

    waiting: int = 0
    oldest_at_ms: int | None = None
    dead: int = 0


def letters(tx: Transaction) -> dict[str, Letters]:
    """The letters of each channel that has any waiting or given up."""
    rows = tx.all(
        "select c.channel, l.state, count(*) as n, min(l.posted_at_ms) as oldest from letter l"
        " join chat c on c.id = l.chat where l.state in ('waiting', 'dead') group by c.channel, l.state"
    )
    found: dict[str, Letters] = {}
    for row in rows:
        before = found.get(row["channel"], Letters())
        found[row["channel"]] = (
            Letters(int(row["n"]), int(row["oldest"]), before.dead)
            if row["state"] == "waiting"
            else Letters(before.waiting, before.oldest_at_ms, int(row["n"]))
        )
    return found


def errands(tx: Transaction) -> int:
    """How many photos are to be fetched."""
    row = tx.one("select count(*) as n from errand")
    return int(row["n"]) if row else 0


def schema_version(tx: Transaction) -> int:
    """The number of the last schema file that was applied."""
    row = tx.one("select max(number) as n from schema_version")
    return int(row["n"]) if row and row["n"] is not None else 0


def show_life(tx: Transaction, *, process: str, now_ms: int) -> None:
    """Write that a process lives: what can be written now can be written by a turn."""
    tx.run(
        "insert into process (id, seen_at_ms) values (:id, :now)"
        " on conflict (id) do update set seen_at_ms = excluded.seen_at_ms",
        id=process,
        now=now_ms,
    )
