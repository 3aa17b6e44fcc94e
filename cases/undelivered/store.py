"""The SQL of letters that were given up: which, about what, and for whom."""

from __future__ import annotations

from collections.abc import Sequence

from storage.database import Row, Transaction
from storage.sql import among

_FROM = (
    " from letter l join chat c on c.id = l.chat left join person p on p.id = c.person"
    " left join cases k on k.number = l.about where l.state = 'dead' and (l.about = '' or k.number is not null)"
)  # what is about anything but a street's case is nobody's to read here


def _theirs(streets: Sequence[str]) -> tuple[str, dict[str, str]]:
    """Letters about some streets' cases, and to their counters; what is about no case is the district's."""
    about, values = among("k.street", streets)
    to_counter, _ = among("n.street", streets)
    return f"({about} or exists (select 1 from counter n where n.chat = l.chat and {to_counter}))", values


def dead(tx: Transaction, streets: Sequence[str], *, most: int) -> list[Row]:
    """The last ones given up: id, about, why, posted_at_ms, alias (null for a group), and `total`."""
    where, values = _theirs(streets)
    return tx.all(
        f"select l.id, l.about, l.why, l.posted_at_ms, p.alias, count(*) over () as total{_FROM} and {where}"
        " order by l.id desc limit :most",
        most=most, **values,
    )  # fmt: skip


def one(tx: Transaction, id: int, streets: Sequence[str]) -> Row | None:
    """One of them, and whether a later letter has replaced it (`is_late`)."""
    where, values = _theirs(streets)
    return tx.one(
        "select l.id, l.about, l.why, l.posted_at_ms, p.alias,"
        " case when l.card <> '' and exists (select 1 from letter o where o.chat = l.chat and o.card = l.card"
        "  and o.id > l.id and o.state in ('sent', 'waiting')) then 1 else 0 end as is_late"
        f"{_FROM} and l.id = :id and {where}",
        id=id, **values,
    )  # fmt: skip


def send_again(tx: Transaction, id: int, *, by: str, now_ms: int) -> bool:
    """A dead letter waits again, with all its tries before it; False where somebody has seen to it."""
    return bool(
        tx.run(
            "update letter set state = 'waiting', tries = 0, due_at_ms = :now, why = null, settled_by = :by"
            " where id = :id and state = 'dead'",
            id=id,
            by=by,
            now=now_ms,
        )
    )


def let_go(tx: Transaction, id: int, *, by: str) -> bool:
    """A dead letter is settled without being sent, and what it said is gone; False where somebody has seen to it."""
    return bool(
        tx.run(
            "update letter set state = 'let_go', body = null, settled_by = :by where id = :id and state = 'dead'",
            id=id,
            by=by,
        )
    )
