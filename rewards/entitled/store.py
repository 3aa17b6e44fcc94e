"""The SQL of what the nightly batch will pay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is to be paid, by its name; only the key tells whose it is and how much."""

    id: str
    sealed: bytes


def write(tx: Transaction, id: str, *, digest: str, due_on: date, sealed: bytes) -> bool:
    """Write down what is to be paid; False where it is written already."""
    written = tx.run(
        "insert into entitlement (id, digest, due_on, sealed) values (:id, :digest, :due_on, :sealed)"
        " on conflict (id) do nothing",
        id=id,
        digest=digest,
        due_on=due_on.isoformat(),
        sealed=sealed,
    )
    return written == 1


def digest_of(tx: Transaction, id: str) -> str | None:
    """What was asked when it was written down, as a keyed hash; None where it was not."""
    row = tx.one("select digest from entitlement where id = :id", id=id)
    return row["digest"] if row else None


def due(tx: Transaction, day: date, limit: int) -> list[Sealed]:
    """What is to be paid in the night of a day or before, each row locked; in no order that tells anything."""
    rows = tx.all(
        "select id, sealed from entitlement where paid_at is null and due_on <= :day order by due_on, id limit :limit"
        " for update",
        day=day.isoformat(),
        limit=limit,
    )
    return [Sealed(row["id"], bytes(row["sealed"])) for row in rows]


def put_off(tx: Transaction, id: str, due_on: date) -> None:
    """Pay it in a later night."""
    tx.run("update entitlement set due_on = :due_on where id = :id", id=id, due_on=due_on.isoformat())


def paid(tx: Transaction, id: str, *, lot: str, points: int, at: int) -> None:
    """It is paid, in a lot; what it said is forgotten."""
    tx.run(
        "update entitlement set paid_at = :at, paid_in = :lot, paid_points = :points, sealed = null where id = :id",
        id=id,
        lot=lot,
        points=points,
        at=at,
    )
