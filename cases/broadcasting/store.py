"""The SQL of broadcasts."""

from __future__ import annotations

from collections.abc import Sequence

from storage.database import Row, Transaction

_REACHED = "exists (select 1 from chat c where c.person = p.id and c.state <> 'blocked')"
_RIDERS = (
    "(p.agreed_version >= :version and (:street = '' or exists (select 1 from cases k where k.reporter = p.id"
    " and k.street = :street) or exists (select 1 from follower f join cases k on k.number = f.number"
    " where f.person = p.id and k.street = :street)))"
)
_OFFICERS = (
    "exists (select 1 from role r where r.person = p.id and r.ended_at is null"
    " and r.role in ('officer', 'coordinator') and (:street in ('', r.street)))"
)
# Riders of a street are those who reported or saw something there: where they live or ride is not kept.
_WHO = {"named": "1 = 0", "riders": _RIDERS, "officers": _OFFICERS, "all": f"({_RIDERS} or {_OFFICERS})"}


def _audience(audience: str) -> str:
    named = ":version >= 0 and :street = :street"  # each of these is named in every statement
    return f"from person p where p.id <> :author and {_REACHED} and {_WHO[audience]} and {named}"


def count(tx: Transaction, *, audience: str, street: str, author: str, version: int) -> int:
    """How many people an audience has; `version` of the consent text that riders agreed to."""
    row = tx.one(f"select count(*) as n {_audience(audience)}", street=street, author=author, version=version)
    return int(row["n"]) if row else 0


def asked_since(tx: Transaction, street: str, since: int) -> int:
    row = tx.one(
        "select count(*) as n from broadcast where street = :street and asked_at >= :since", street=street, since=since
    )
    return int(row["n"]) if row else 0


def add(
    tx: Transaction, *, author: str, audience: str, street: str, urgent: bool, words: bytes, version: int, now: int
) -> int:
    """Write a broadcast and whom it is for down; its number."""
    row = tx.one(
        "insert into broadcast (author, audience, street, urgent, words, asked_at)"
        " values (:author, :audience, :street, :urgent, :words, :now) returning id",
        author=author, audience=audience, street=street, urgent=int(urgent), words=words, now=now,
    )  # fmt: skip
    assert row is not None
    tx.run(
        f"insert into broadcast_to (broadcast, person) select :id, p.id {_audience(audience)}",
        id=row["id"], street=street, author=author, version=version,
    )  # fmt: skip
    return int(row["id"])


def add_people(tx: Transaction, id: int, people: Sequence[str]) -> None:
    """Some people are told as well."""
    for person in people:
        tx.run(
            "insert into broadcast_to (broadcast, person) values (:id, :person) on conflict do nothing",
            id=id,
            person=person,
        )


def find(tx: Transaction, id: int) -> Row | None:
    """A broadcast, its row locked, with how many it is for (`total`) and how many were told (`told`)."""
    tx.one("select id from broadcast where id = :id for update", id=id)
    return tx.one(
        "select b.id, b.author, b.audience, b.street, b.urgent, b.ended_at, b.stopped_by,"
        " (select count(*) from broadcast_to t where t.broadcast = b.id) as total,"
        " (select count(*) from broadcast_to t where t.broadcast = b.id and t.told_at is not null) as told"
        " from broadcast b where b.id = :id",
        id=id,
    )


def under_way(tx: Transaction) -> list[Row]:
    """Broadcasts that have not ended, the urgent first."""
    return tx.all(
        "select b.id, b.author, b.audience, b.street, b.urgent, b.words, p.key_id"
        " from broadcast b join person p on p.id = b.author where b.ended_at is null order by b.urgent desc, b.id"
    )


def tell(tx: Transaction, id: int, *, now: int, most: int) -> list[str]:
    """Mark the next people as told; who they are. Two processes take turns: fewer than `most` are the last ones."""
    if tx.one("select id from broadcast where id = :id and ended_at is null for update", id=id) is None:
        return []
    rows = tx.all(
        "update broadcast_to set told_at = :now where broadcast = :id and told_at is null and person in"
        " (select person from broadcast_to where broadcast = :id and told_at is null order by person limit :most)"
        " returning person",
        id=id,
        now=now,
        most=most,
    )
    return [row["person"] for row in rows]


def end(tx: Transaction, id: int, *, now: int, by: str | None = None) -> bool:
    """A broadcast is over; False where it was already."""
    return bool(
        tx.run(
            "update broadcast set ended_at = :now, stopped_by = :by where id = :id and ended_at is null",
            id=id,
            now=now,
            by=by,
        )
    )
