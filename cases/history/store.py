"""The SQL of histories: events as they are noted, read back, and checked."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cases.case import Case
from cases.history.chain import SALT_BYTES, START, Event, Linked, broken, commitment, link
from storage.database import Row, Transaction
from storage.seals import Erased, Seals, Tampered

CHECKED_AT_ONCE = 500  # cases whose history is in memory together
BEGAN_WITH = 7  # the schema file that made histories chains


def add(tx: Transaction, seals: Seals, case: Case, *, before: str, actor: str, what: str, note: str, now: int) -> None:
    """Note what happened to a case, as the next link of its chain; and, for its weeks, how the case stands after it."""
    last = tx.one("select n, link from case_event where number = :n order by n desc limit 1", n=case.number)
    event = Event(case.number, last["n"] + 1 if last else 0, now, actor, what, before, str(case.status), note)
    last_link = add_chain(tx, seals, [(event, case)], earlier=last["link"] if last else START)
    tx.run("update cases set last_link = :link where number = :number", link=last_link, number=case.number)


def add_chain(tx: Transaction, seals: Seals, steps: Sequence[tuple[Event, Case]], *, earlier: str = START) -> str:
    """Write events that follow each other, each with its case as it stood after it; the last link."""
    rows = []
    for event, case in steps:
        event, salt = _standing(event, case), secrets.token_bytes(SALT_BYTES)
        committed = commitment(event, salt)
        earlier = link(earlier, event.number, event.n, committed)
        rows.append((
            event.number, event.n, event.at, event.actor, event.what, event.before, event.after,
            seals.seal(case.key_id, event.note.encode(), "event") if event.note else None,
            seals.seal(case.key_id, salt, "event salt"), committed, earlier,
            event.street, event.category, event.take_by, event.handle_by,
        ))  # fmt: skip
    tx.many(
        "insert into case_event (number, n, at, actor, what, before, after, note, salt, commitment, link, street,"
        " category, take_by, handle_by) values {rows}",
        rows,
    )
    return earlier


def _standing(event: Event, case: Case) -> Event:
    """An event with how its case stands after it."""
    return replace(event, street=case.street, category=case.category, take_by=case.take_by, handle_by=case.handle_by)


def of_case(tx: Transaction, seals: Seals, case: Case) -> list[Event]:
    """A case's events in order; without their notes where the key was destroyed."""
    rows = tx.all("select * from case_event where number = :number order by n", number=case.number)
    return [_event(row, seals, case.key_id) for row in rows]


def chains_broken(tx: Transaction, seals: Seals) -> Iterator[str]:
    """What does not hold in any case's history, a line each."""
    began = tx.one("select applied_at from schema_version where number = :number", number=BEGAN_WITH)
    assert began is not None, "this schema has chains"
    after = ""
    while rows := tx.all(
        "select number from cases where number > :after order by number limit :most", after=after, most=CHECKED_AT_ONCE
    ):
        first, after = after, rows[-1]["number"]
        yield from broken(_kept(tx, seals, first, after), since=began["applied_at"])
        eventless = tx.all(
            "select number from cases where number > :first and number <= :last"
            " and not exists (select 1 from case_event e where e.number = cases.number) order by number",
            first=first,
            last=after,
        )
        yield from (f"{row['number']}: has no history" for row in eventless)


def heads(tx: Transaction, since: int, until: int) -> list[tuple[str, str]]:
    """The cases whose history went on from one time until before another (UTC seconds), with their last link then."""
    rows = tx.all(
        "select e.number, e.link from case_event e join"
        " (select number, max(n) as n from case_event where at >= :since and at < :until group by number) newest"
        " on newest.number = e.number and newest.n = e.n where e.link <> ''",
        since=since,
        until=until,
    )
    return [(row["number"], row["link"]) for row in rows]


def _kept(tx: Transaction, seals: Seals, first: str, last: str) -> Iterator[tuple[Linked, str]]:
    for row in tx.all(
        "select e.*, c.key_id, c.last_link from case_event e join cases c on c.number = e.number"
        " where e.number > :first and e.number <= :last order by e.number, e.n",
        first=first,
        last=last,
    ):
        is_forgotten = row["salt"] is None and row["forgotten_at"] is not None
        salt = None if is_forgotten else _opened(seals, row["key_id"], row["salt"], "event salt")
        yield Linked(_event(row, seals, row["key_id"]), salt, row["commitment"], row["link"]), row["last_link"]


def _event(row: Row, seals: Seals, key: str) -> Event:
    note = _opened(seals, key, row["note"], "event") or b""
    return Event(
        row["number"], row["n"], row["at"], row["actor"], row["what"], row["before"], row["after"], note.decode(),
        row["street"], row["category"], row["take_by"], row["handle_by"],
    )  # fmt: skip


def _opened(seals: Seals, key: str, sealed: bytes | None, about: str) -> bytes | None:
    """What was sealed; empty where it is not there or was changed, None where its key was destroyed."""
    try:
        return b"" if sealed is None else seals.open(key, sealed, about)
    except Tampered:
        return b""
    except Erased:
        return None
