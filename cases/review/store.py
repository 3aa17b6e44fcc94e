"""The SQL of signs: what was noticed, how far was looked, and what of a rider's reports it is noticed by."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from people.person import NOBODY
from storage.database import Row, Transaction
from storage.sql import among

LOOKED = "signs"  # whose place in the history of cases is kept
VERIFYING = ("handle", "refuse", "verified")  # events that mark a case 核实属实, where they do
CLEARING = "confirm"  # its reporter says 已解决
PAIR_READ_MAX = 200  # the last verified reports of a rider; more say nothing else


@dataclass(frozen=True, slots=True)
class Sign:
    """Something for people to look at; `at` in UTC seconds, `decided` empty while nobody has."""

    id: str
    kind: str
    number: str
    street: str
    person: str
    facts: Mapping[str, str | int]
    at: int
    decided: str = ""
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """How far the history was looked through."""

    at: int
    number: str = ""
    n: int = -1


# -- how far ---------------------------------------------------------------------------------------------------------


def looked_through(tx: Transaction, *, begins: int) -> Place:
    """How far the history was looked through, its row locked; from `begins` (UTC seconds) on the first time."""
    tx.run(
        "insert into looked_through (what, at, number, n) values (:what, :at, '', -1) on conflict (what) do nothing",
        what=LOOKED,
        at=begins,
    )
    row = tx.one("select at, number, n from looked_through where what = :what for update", what=LOOKED)
    assert row is not None, "it was written a moment ago"
    return Place(row["at"], row["number"], row["n"])


def look_on(tx: Transaction, to: Place) -> None:
    tx.run(
        "update looked_through set at = :at, number = :number, n = :n where what = :what",
        what=LOOKED,
        at=to.at,
        number=to.number,
        n=to.n,
    )


def events_after(tx: Transaction, place: Place, *, until: int, most: int) -> list[Row]:
    """Events that verified or cleared a case, in their order: number, n, at, actor, what."""
    return tx.all(
        "select number, n, at, actor, what from case_event where at >= :at and at <= :until"
        " and (at > :at or number > :number or (number = :number and n > :n))"
        f" and what in ({', '.join(repr(each) for each in (*VERIFYING, CLEARING))})"
        " order by at, number, n limit :most",
        at=place.at,
        number=place.number,
        n=place.n,
        until=until,
        most=most,
    )


# -- what it is noticed by -------------------------------------------------------------------------------------------


def photos_seen_before(tx: Transaction, number: str) -> list[Row]:
    """Photos of a case that show what earlier ones of other cases show: photo, person, role, earlier, owner, turns."""
    return tx.all(
        "select a.photo, p.person, c.role, a.turns, b.number as earlier, q.person as owner"
        " from case_photo c join photo p on p.id = c.photo join photo_again a on a.photo = c.photo"
        " join photo q on q.id = a.earlier join case_photo b on b.photo = a.earlier"
        " where c.number = :number and c.role in ('report', 'join') and b.number <> c.number"
        " order by a.photo, b.number",
        number=number,
    )


def report_before(tx: Transaction, reporter: str, *, number: str, at: int, since: int) -> Row | None:
    """A rider's last report before another one whose point is known: number, opened_at, latitude and longitude."""
    return tx.one(
        "select number, opened_at, latitude_e7, longitude_e7 from cases where reporter = :reporter"
        " and opened_at between :since and :at and number < :number and routed <> 'by_words'"
        " order by opened_at desc, number desc limit 1",
        reporter=reporter,
        number=number,
        at=at,
        since=since,
    )


def reports_between(tx: Transaction, reporter: str, *, since: int, until: int) -> int:
    row = tx.one(
        "select count(*) as n from cases where reporter = :reporter and opened_at between :since and :until",
        reporter=reporter,
        since=since,
        until=until,
    )
    return int(row["n"]) if row else 0


def verified_by(tx: Transaction, reporter: str, officer: str, *, since: int) -> tuple[int, int]:
    """How many of a rider's last reports were verified, and how many of those by one officer."""
    row = tx.one(
        "select count(*) as n, coalesce(sum(case when officer = :officer then 1 else 0 end), 0) as theirs from"
        " (select officer from cases where reporter = :reporter and verified = 1 and opened_at >= :since"
        "  order by opened_at desc limit :most) lately",
        reporter=reporter,
        officer=officer,
        since=since,
        most=PAIR_READ_MAX,
    )
    return (int(row["n"]), int(row["theirs"])) if row else (0, 0)


def has_other_officer(tx: Transaction, street: str, officer: str) -> bool:
    """Whether anybody else works a street's cases: where there is but one, it is always the same one."""
    return bool(
        tx.one(
            "select 1 as yes from role where role = 'officer' and street = :street and person <> :officer"
            " and ended_at is null limit 1",
            street=street,
            officer=officer,
        )
    )


# -- signs -----------------------------------------------------------------------------------------------------------


def notice(tx: Transaction, sign: Sign) -> bool:
    """Write a sign down, once; False where it was noticed before."""
    written = tx.run(
        "insert into signal (id, kind, number, street, person, facts, at)"
        " values (:id, :kind, :number, :street, :person, :facts, :at) on conflict (id) do nothing",
        id=sign.id,
        kind=sign.kind,
        number=sign.number,
        street=sign.street,
        person=sign.person,
        facts=json.dumps(dict(sign.facts), sort_keys=True),
        at=sign.at,
    )
    return written == 1


def find(tx: Transaction, id: str) -> Sign | None:
    """A sign, its row locked for this turn."""
    row = tx.one("select * from signal where id = :id for update", id=id)
    return _sign(row) if row else None


def waiting(tx: Transaction, streets: Sequence[str], *, but: str, most: int) -> list[Sign]:
    """What nobody has looked at in some streets ('' among them: in all), the oldest first; none about `but`."""
    where, names = among("street", streets)
    rows = tx.all(
        f"select * from signal where decided is null and person <> :but and {where}"
        " order by at, number, kind, id limit :most",
        but=but,
        most=most,
        **names,
    )
    return [_sign(row) for row in rows]


def count_waiting(tx: Transaction, streets: Sequence[str], *, but: str) -> int:
    where, names = among("street", streets)
    row = tx.one(
        f"select count(*) as n from signal where decided is null and person <> :but and {where}", but=but, **names
    )
    return int(row["n"]) if row else 0


def decide(tx: Transaction, id: str, *, decided: str, by: str, now: int) -> None:
    tx.run(
        "update signal set decided = :decided, decided_by = :by, decided_at = :now where id = :id",
        id=id,
        decided=decided,
        by=by,
        now=now,
    )


# -- letting go ------------------------------------------------------------------------------------------------------


def forget_case(tx: Transaction, number: str) -> None:
    """Whose a case was is told by nothing here any more."""
    for table in ("signal", "proposal"):
        tx.run(f"update {table} set person = :nobody where number = :number", nobody=NOBODY, number=number)
    tx.run("update proposal set heard = null where number = :number", number=number)


def forget_person(tx: Transaction, person: str, *, now: int) -> None:
    """Nothing here is about somebody any more, and nothing that waits about them will be decided."""
    tx.run(
        "update signal set decided = coalesce(decided, 'erased'), decided_at = coalesce(decided_at, :now),"
        " person = :nobody where person = :person",
        nobody=NOBODY,
        now=now,
        person=person,
    )
    tx.run(
        "update proposal set state = case when state in ('hearing', 'waiting') then 'dropped' else state end,"
        " heard = null, person = :nobody where person = :person",
        nobody=NOBODY,
        person=person,
    )


def _sign(row: Row) -> Sign:
    facts = json.loads(row["facts"])
    return Sign(
        row["id"], row["kind"], row["number"], row["street"], row["person"], facts, row["at"],
        row["decided"] or "", row["decided_by"] or "",
    )  # fmt: skip
