"""The export: cases, their events, the ledger, letters and roles, from one snapshot; no words, no accounts."""

from __future__ import annotations

from typing import Any

from storage.database import Transaction

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
