"""The SQL of questions that wait until a rider may be asked."""

from __future__ import annotations

from storage.database import Transaction


def wait(tx: Transaction, number: str, *, at: int) -> None:
    """A case's rider is asked from `at` on; a case that was handled anew waits anew."""
    tx.run(
        "insert into resolved_question (number, at) values (:number, :at)"
        " on conflict (number) do update set at = excluded.at",
        number=number,
        at=at,
    )


def due(tx: Transaction, *, now: int, most: int) -> list[str]:
    """The cases whose riders may be asked now, the longest waiting first."""
    rows = tx.all(
        "select number from resolved_question where at <= :now order by at, number limit :most", now=now, most=most
    )
    return [row["number"] for row in rows]


def take(tx: Transaction, number: str, *, now: int) -> bool:
    """Take a question off the list; False where somebody else did."""
    return bool(tx.run("delete from resolved_question where number = :number and at <= :now", number=number, now=now))


def result_photos(tx: Transaction, number: str, *, handled_at: int) -> list[str]:
    """The photos that an office showed when it handled a case then, without those that were refused."""
    rows = tx.all(
        "select c.photo from case_photo c join photo p on p.id = c.photo where c.number = :number"
        " and c.role = 'result' and c.added_at = :at and p.state <> 'refused' order by c.n",
        number=number,
        at=handled_at,
    )
    return [row["photo"] for row in rows]
