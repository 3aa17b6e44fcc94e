"""The SQL that only a made-up year needs."""

from __future__ import annotations

from storage.database import Transaction


def is_empty(tx: Transaction) -> bool:
    """Whether nobody and nothing is in the database yet."""
    rows = tx.one("select (select count(*) from person) + (select count(*) from cases) as n")
    return rows is not None and rows["n"] == 0


def letter_went(tx: Transaction, *, chat: str, about: str, at: int) -> None:
    """A letter about a case that was shown to its counter long ago."""
    tx.run(
        "insert into letter (chat, card, urgent, about, state, due_at_ms, posted_at_ms, sent_at_ms)"
        " values (:chat, :card, 0, :about, 'sent', :ms, :ms, :ms)",
        chat=chat, card=f"case:{about}", about=about, ms=at * 1000,
    )  # fmt: skip


def end_chain(tx: Transaction, number: str, *, link: str) -> None:
    """The last link of a history that was written whole."""
    tx.run("update cases set last_link = :link where number = :number", link=link, number=number)


def fresh_counts(tx: Transaction) -> None:
    """What the planner goes by, as the server does by itself after a while."""
    tx.run("analyze")
