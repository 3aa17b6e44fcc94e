"""The SQL of 回头看: where riders usually ride, which closings were drawn, who was asked and what they saw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storage.database import Row, Transaction


@dataclass(frozen=True, slots=True)
class Drawn:
    """A closing that was drawn; `answer` is ok or bad, None as long as nobody has said."""

    number: str
    round: int
    street: str
    answer: str | None


# -- 常跑片区 --------------------------------------------------------------------------------------------------------


def streets_of(tx: Transaction, person: str) -> list[str]:
    """Where a rider usually rides; empty for whoever has not opted in."""
    return [row["street"] for row in tx.all("select street from usual_street where person = :p order by 1", p=person)]


def ride(tx: Transaction, person: str, streets: Sequence[str], *, now: int) -> None:
    """A rider usually rides in these streets and in no others; in none they have opted out."""
    tx.run("delete from usual_street where person = :person", person=person)
    for street in streets:
        tx.run(
            "insert into usual_street (person, street, since) values (:person, :street, :now)",
            person=person,
            street=street,
            now=now,
        )


# -- closings that were drawn --------------------------------------------------------------------------------------


def draw(tx: Transaction, number: str, *, round: int, street: str, now: int) -> None:
    tx.run(
        "insert into recheck (number, round, street, drawn_at, next_at) values (:number, :round, :street, :now, :now)"
        " on conflict (number, round) do nothing",
        number=number,
        round=round,
        street=street,
        now=now,
    )


def due(tx: Transaction, *, now: int, most: int) -> list[str]:
    """Cases for which a rider is to be looked for, the longest waiting first."""
    rows = tx.all(
        "select number from recheck where next_at is not null and next_at <= :now order by next_at, number limit :most",
        now=now,
        most=most,
    )
    return [row["number"] for row in rows]


def drawn(tx: Transaction, number: str) -> Drawn | None:
    """The latest closing of a case that was drawn."""
    row = tx.one(
        "select number, round, street, answer from recheck where number = :number order by round desc limit 1",
        number=number,
    )
    return Drawn(row["number"], row["round"], row["street"], row["answer"]) if row else None


def look_next(tx: Transaction, number: str, *, round: int, at: int | None, now: int) -> bool:
    """Look for a rider from `at` on, or no more (None); False where it is not due, because somebody did this before."""
    return bool(
        tx.run(
            "update recheck set next_at = :at where number = :number and round = :round and next_at <= :now",
            number=number, round=round, at=at, now=now,
        )
    )  # fmt: skip


def reopen(tx: Transaction, number: str, *, round: int, now: int) -> None:
    """Whoever was asked has nothing to say: look for another rider now."""
    tx.run(
        "update recheck set next_at = :now where number = :number and round = :round and answer is null"
        " and next_at is not null",
        number=number, round=round, now=now,
    )  # fmt: skip


def end(tx: Transaction, number: str, *, round: int, answer: str, now: int) -> None:
    """Somebody looked: nobody else needs to."""
    tx.run(
        "update recheck set answer = :answer, answered_at = :now, next_at = null"
        " where number = :number and round = :round",
        number=number, round=round, answer=answer, now=now,
    )  # fmt: skip


# -- who is asked --------------------------------------------------------------------------------------------------


def candidate(
    tx: Transaction, number: str, *, street: str, reporter: str, agreed_version: int, since: int, most: int
) -> Row | None:
    """The rider to ask about a case: whoever usually rides in its street and was asked least lately.

    Nobody who reported or follows it, works for an office, was asked about it before, has another look open, or was
    asked `most` times since a moment. Where anybody is right now plays no part.
    """
    return tx.one(
        "select u.person from usual_street u join person p on p.id = u.person"
        " where u.street = :street and p.agreed_version >= :agreed_version and u.person <> :reporter"
        " and not exists (select 1 from follower f where f.number = :number and f.person = u.person)"
        " and not exists (select 1 from merger m join cases c on c.number = m.number"
        "  where m.target = :number and c.reporter = u.person)"
        " and not exists (select 1 from role r where r.person = u.person and r.ended_at is null"
        "  and r.role in ('officer', 'coordinator'))"
        " and not exists (select 1 from recheck_offer o where o.person = u.person"
        "  and (o.number = :number or o.answer is null))"
        " and (select count(*) from recheck_offer o where o.person = u.person and o.offered_at > :since) < :most"
        " and exists (select 1 from chat c where c.person = u.person and c.state <> 'blocked')"
        " order by (select coalesce(max(o.offered_at), 0) from recheck_offer o where o.person = u.person), u.person"
        " limit 1",
        street=street, reporter=reporter, agreed_version=agreed_version, number=number, since=since, most=most,
    )  # fmt: skip


def offer(tx: Transaction, number: str, person: str, *, round: int, now: int) -> bool:
    """Ask a rider; False where they were asked something else in the same moment."""
    return bool(
        tx.run(
            "insert into recheck_offer (number, person, round, offered_at) values (:number, :person, :round, :now)"
            " on conflict do nothing",
            number=number, person=person, round=round, now=now,
        )
    )  # fmt: skip


def open_offer(tx: Transaction, person: str) -> str | None:
    """The case that a rider is asked about now."""
    row = tx.one("select number from recheck_offer where person = :person and answer is null", person=person)
    return row["number"] if row else None


def is_offered(tx: Transaction, number: str, person: str, *, round: int) -> bool:
    """Whether a rider is asked about this closing of a case and has not answered."""
    row = tx.one(
        "select 1 as yes from recheck_offer where number = :number and person = :person and round = :round"
        " and answer is null",
        number=number, person=person, round=round,
    )  # fmt: skip
    return row is not None


def answer(tx: Transaction, number: str, person: str, *, answer: str, now: int) -> bool:
    """What a rider says to it; False where nothing was open."""
    return bool(
        tx.run(
            "update recheck_offer set answer = :answer, answered_at = :now"
            " where number = :number and person = :person and answer is null",
            number=number, person=person, answer=answer, now=now,
        )
    )  # fmt: skip


def close_offers(tx: Transaction, number: str, *, now: int) -> None:
    """Whoever was asked about a case and has not answered is not asked any more."""
    tx.run(
        "update recheck_offer set answer = 'passed', answered_at = :now where number = :number and answer is null",
        number=number,
        now=now,
    )


def looked(tx: Transaction, person: str) -> int:
    """How often a rider looked again and said what they saw."""
    row = tx.one(
        "select count(*) as n from recheck_offer where person = :person and answer in ('ok', 'bad')", person=person
    )
    return int(row["n"]) if row else 0
