"""The SQL of what one coordinator asks for and another agrees to or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storage.database import Row, Transaction
from storage.seals import Erased, Seals
from storage.sql import among

HEARING, WAITING = "hearing", "waiting"
AGREED, REFUSED, DROPPED = "agreed", "refused", "dropped"
OPEN = (HEARING, WAITING)
ABOUT = "proposal"  # what words of riders are sealed for


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is asked for: `id` is its ticket, `points` to give or (below 0) to take. Times in UTC seconds.

    ask_from: when the rider may be asked what they say to it, None where nobody is to be heard; hear_until: by when
    they may answer, None until they were asked. `heard` is open here, None where they said nothing.
    """

    id: str
    kind: str
    number: str
    street: str
    person: str
    points: int
    reason: str
    maker: str
    asked_at: int
    ask_from: int | None = None
    hear_until: int | None = None
    heard: str | None = None
    state: str = WAITING
    checker: str = ""

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


def add(tx: Transaction, new: Proposal) -> bool:
    """Write down what is asked for; False if another has its ticket."""
    return bool(
        tx.run(
            "insert into proposal (id, kind, number, street, person, points, reason, maker, asked_at, ask_from,"
            " hear_until, state) values (:id, :kind, :number, :street, :person, :points, :reason, :maker, :asked_at,"
            " :ask_from, :hear_until, :state) on conflict (id) do nothing",
            **{name: getattr(new, name) for name in Proposal.__slots__ if name not in ("heard", "checker")},
        )
    )


def find(tx: Transaction, seals: Seals, id: str) -> Proposal | None:
    """What was asked for under a ticket, its row locked for this turn."""
    row = tx.one(
        "select proposal.*, person.key_id from proposal join person on person.id = proposal.person"
        " where proposal.id = :id for update of proposal",
        id=id,
    )
    return _proposal(row, seals) if row else None


def open_about(tx: Transaction, person: str, kind: str) -> str | None:
    """The ticket of what is asked for and not decided about somebody."""
    row = tx.one(
        "select id from proposal where person = :person and kind = :kind and state in ('hearing', 'waiting') limit 1",
        person=person,
        kind=kind,
    )
    return row["id"] if row else None


def waiting(tx: Transaction, seals: Seals, streets: Sequence[str], *, but: str, most: int) -> list[Proposal]:
    """What is not decided in some streets ('' among them: in all), the oldest first; none about `but`."""
    where, names = among("street", streets)
    rows = tx.all(
        "select proposal.*, person.key_id from proposal join person on person.id = proposal.person"
        f" where state in ('hearing', 'waiting') and person <> :but and {where} order by asked_at, proposal.id"
        " limit :most",
        but=but,
        most=most,
        **names,
    )
    return [_proposal(row, seals) for row in rows]


def count_to_decide(tx: Transaction, streets: Sequence[str], *, by: str) -> int:
    """How much waits in some streets for somebody to decide: what others asked for, and not about themselves."""
    where, names = among("street", streets)
    row = tx.one(
        f"select count(*) as n from proposal where state = 'waiting' and maker <> :by and person <> :by and {where}",
        by=by,
        **names,
    )
    return int(row["n"]) if row else 0


def due(tx: Transaction, *, now: int, most: int) -> list[str]:
    """Tickets of which a rider is to be asked now, or whose time to answer is over."""
    rows = tx.all(
        "select id from proposal where state = 'hearing' and coalesce(hear_until, ask_from) <= :now"
        " order by coalesce(hear_until, ask_from), id limit :most",
        now=now,
        most=most,
    )
    return [row["id"] for row in rows]


def stale(tx: Transaction, *, before: int, most: int) -> list[str]:
    """Tickets that nobody decided though they were asked for before a time."""
    rows = tx.all(
        "select id from proposal where state in ('hearing', 'waiting') and asked_at < :before order by asked_at, id"
        " limit :most",
        before=before,
        most=most,
    )
    return [row["id"] for row in rows]


def ask_at(tx: Transaction, id: str, *, ask_from: int, hear_until: int | None) -> None:
    """When a rider is asked, or until when one who was may answer."""
    tx.run(
        "update proposal set ask_from = :ask_from, hear_until = :hear_until where id = :id",
        id=id,
        ask_from=ask_from,
        hear_until=hear_until,
    )


def hear(tx: Transaction, seals: Seals, id: str, *, key_id: str, words: str) -> None:
    """What a rider says to it; nothing where they have nothing to say. Now it can be decided."""
    tx.run(
        "update proposal set heard = :heard, state = 'waiting' where id = :id",
        id=id,
        heard=seals.seal(key_id, words.encode(), ABOUT) if words else None,
    )


def decide(tx: Transaction, id: str, *, state: str, checker: str, now: int) -> None:
    tx.run(
        "update proposal set state = :state, checker = :checker, decided_at = :now where id = :id",
        id=id,
        state=state,
        checker=checker,
        now=now,
    )


def _proposal(row: Row, seals: Seals) -> Proposal:
    plain = {name: row[name] for name in Proposal.__slots__ if name not in ("heard", "checker")}
    heard = None
    if row["heard"] is not None:
        try:
            heard = seals.open(row["key_id"], row["heard"], ABOUT).decode()
        except Erased:
            heard = None
    return Proposal(**plain, heard=heard, checker=row["checker"] or "")
