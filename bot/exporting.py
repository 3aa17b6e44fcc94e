"""The export: cases, their events, the ledger, letters and roles, from one snapshot; no accounts.

Words leave with a table of cases only where that was asked for; the document has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.catalog import Catalog, Counter
from storage.database import Row, Transaction
from storage.seals import Erased, Seals
from storage.sql import among

# What stands open in the database and may leave it. Sealed columns and keys are left out by not being named.
TABLES: dict[str, str] = {
    "cases": "select number, version, status, category, street, urgency, latitude_e7, longitude_e7, routed, opened_at,"
    " take_by, handle_by, taken_at, handled_at, ended_at, ended_why, verified, answer, rounds, points"
    " from cases order by number",
    "case_events": "select number, n, at, what, before, after, street, category, take_by, handle_by"
    " from case_event order by number, n",
    "case_photos": "select c.number, c.n, c.role, c.added_at, p.state, p.bytes from case_photo c"
    " join photo p on p.id = c.photo order by c.number, c.n",
    "hand_overs": "select number, n, before, after, at from hand_over order by number, n",
    "followers": "select number, joined_at, credited_at from follower order by number, joined_at, person",
    "questions": "select number, n, round, asked_at, until_at, ended_at, ended_how from question order by number, n",
    "delays": "select number, n, hours, asked_at, before_by, until_at, decided_at, outcome from delay"
    " order by number, n",
    "assignments": "select number, n, unit, at from assignment order by number, n",
    "work_orders": "select number, code, at from work_order order by number",
    "mergers": "select number, target, at from merger order by number",
    "recurrences": "select number, earlier, at from recurrence order by number",
    "transfers": "select * from transfer order by at, id",
    "postings": "select * from posting order by transfer, unit, account, lot",
    "balances": "select * from balance order by unit, account, lot",
    "lots": "select * from lot order by id",
    "weekly_notes": "select week, street, n, at from weekly_note order by week, street, n",
    "withheld": "select * from withheld order by award",
    "redemptions": "select id, member, benefit, shop, cost_points, state, held_at, deadline, ended_at, why"
    " from redemption order by held_at, id",
    "adjustments": "select * from adjustment order by transfer",
    "paused": "select * from paused order by at, id",
    "roots": "select * from root order by day",
    "case_classes": "select id, category, street, place, latitude_e7, longitude_e7, opened_at, ended_at"
    " from case_class order by id",
    "class_cases": "select class, number, linked_at from class_case order by class, number",
    "notices": "select id, class, rule, from_at, until_at, published_at, check_at, checked_at, consultation"
    " from notice order by id",
    "consultations": "select id, class, round, level, state, meet_at, called_at, asked_at, review_at, ended_at"
    " from consultation order by id",
    "consultation_parties": "select consultation, n, side,"
    " case when person is null then 'guest' else 'rider' end as who, answer, answered_at,"
    " absent, consent, consented_at, case when recorded_by is null then 0 else 1 end as recorded"
    " from consultation_party order by consultation, n",
    "consultation_steps": "select consultation, n, at, what from consultation_trace order by consultation, n",
    "letters": "select id, about, urgent, state, tries, posted_at_ms, sent_at_ms, why from letter order by id",
    "roles": "select p.alias, r.role, r.street, r.granted_at, r.ended_at from role r join person p on p.id = r.person"
    " order by r.granted_at, p.alias, r.role, r.street",
    "counters": "select n.street, c.channel, n.bound_at, n.ended_at from counter n join chat c on c.id = n.chat"
    " order by n.street, n.bound_at",
}


def document(tx: Transaction) -> dict[str, list[dict[str, Any]]]:
    """Every table as a list of rows; times in UTC seconds (or milliseconds where named _ms), degrees times 1e7."""
    return {name: [_plain(row) for row in tx.all(sql)] for name, sql in TABLES.items()}


def _plain(row: Any) -> dict[str, Any]:
    return {key: row[key] for key in row.keys()}  # noqa: SIM118 - a database row iterates its values


# -- as tables, for spreadsheets and maps --------------------------------------------------------------------------

READ_AT_ONCE = 1000  # cases in memory together
_TIMES = ("opened_at", "take_by", "handle_by", "taken_at", "handled_at", "ended_at")
_PLAIN = ("number", "status", "category", "street", "urgency")
_OUTCOME = ("ended_why", "verified", "answer", "rounds", "points")
_WORDS = ("place_words", "words", "outcome")
# What a street may read of its own cases beside them; the rest of TABLES is the district's.
_OF_CASES = {
    "case_events": "select e.number, e.n, e.at, e.what, e.before, e.after from case_event e"
    " join cases c on c.number = e.number where {where} order by e.number, e.n",
    "hand_overs": "select h.number, h.n, h.before, h.after, h.at from hand_over h"
    " join cases c on c.number = h.number where {where} order by h.number, h.n",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be written out; its rows are read as they are asked for, and once."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class View:
    """What is exported: of one street or ('') the district; with what riders and offices wrote, or without."""

    catalog: Catalog
    seals: Seals
    language: str
    street: str = ""
    has_words: bool = False


def tables(tx: Transaction, view: View) -> Iterator[Table]:
    """The cases and what belongs to them; for the district the ledger, letters, roles and counters as well."""
    yield cases(tx, view)
    where, values = among("c.street", [view.street])
    for name, sql in _OF_CASES.items():
        yield _table(name, tx.all(sql.format(where=where), **values))
    if not view.street:
        for name in (each for each in TABLES if each not in ("cases", *_OF_CASES)):
            yield _table(name, tx.all(TABLES[name]))


def _table(name: str, rows: list[Row]) -> Table:
    plain = [_plain(row) for row in rows]
    return Table(name, tuple(plain[0]) if plain else (), (tuple(row.values()) for row in plain))


def cases(tx: Transaction, view: View) -> Table:
    """The street offices' cases: times as the district's clocks show them, places in WGS-84 degrees."""
    words = _WORDS if view.has_words else ()
    columns = (*_PLAIN, "category_name", "street_name", "latitude", "longitude", "located_by", *_TIMES, *_OUTCOME)
    return Table("cases", (*columns, *words), _cases(tx, view, words))


def _cases(tx: Transaction, view: View, words: Sequence[str]) -> Iterator[Sequence[Any]]:
    catalog, (where, values) = view.catalog, among("street", [view.street])
    after = ""
    while rows := tx.all(
        f"select * from cases where number > :after and {where} order by number limit :most",
        after=after, most=READ_AT_ONCE, **values,
    ):  # fmt: skip
        after = rows[-1]["number"]
        for row in rows:
            kind, street = catalog.categories.get(row["category"]), catalog.streets.get(row["street"])
            if kind is None or kind.counter is not Counter.STREET:
                continue
            is_point = row["routed"] != "by_words"
            yield (
                *(row[name] for name in _PLAIN),
                kind.names[view.language],
                street.names[view.language] if street else "",
                *((row[name] / 1e7 if is_point else None) for name in ("latitude_e7", "longitude_e7")),
                row["routed"],
                *(_local(row[name], catalog) for name in _TIMES),
                *(row[name] for name in _OUTCOME),
                *(_opened(row, name, view.seals) for name in words),
            )


def _local(seconds: int | None, catalog: Catalog) -> str:
    """A moment as the district's clocks show it, with its distance from UTC."""
    return "" if seconds is None else datetime.fromtimestamp(seconds, catalog.district.zone).isoformat()


def _opened(row: Row, name: str, seals: Seals) -> str:
    try:
        return seals.open(row["key_id"], row[name], "case").decode() if row[name] else ""
    except Erased:
        return ""
