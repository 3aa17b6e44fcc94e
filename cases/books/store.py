"""The SQL of what the audit and the reports of points need to know of cases."""

from __future__ import annotations

from storage.database import Transaction


def awards_missing(tx: Transaction, earning: frozenset[str]) -> list[str]:
    """Verified cases without their award, and awards whose case is not verified."""
    unpaid = tx.all(
        "select number, category from cases where verified = 1"
        " and not exists (select 1 from lot where lot.id = 'award:' || number || ':verified:0') order by number"
    )
    unearned = tx.all(
        "select t.id from transfer t left join cases c on c.number = t.ref"
        " where t.code = 'award' and (c.number is null or c.verified is null or c.verified = 0)"
        " and not exists (select 1 from transfer r where r.id = 'reverse:' || t.id)"
        " and not exists (select 1 from withheld w where w.award = t.id and w.state = 'cancelled') order by t.id"
    )
    return [f"{r['number']} is verified but has no award" for r in unpaid if r["category"] in earning] + [
        f"{r['id']} was paid for a case that is not verified" for r in unearned
    ]


def credited(tx: Transaction) -> list[tuple[str, str]]:
    """Joins that were credited, as (case, member): not those that a merger brought along, nor of a case that earned at
    once, as joins did before the nights paid them.
    """
    rows = tx.all(
        "select f.number, p.member from follower f join person p on p.id = f.person where f.credited_at is not null"
        " and not exists (select 1 from erasure e where e.person = p.id and e.let_go_at is not null)"
        " and not exists (select 1 from transfer t where t.id = 'award:' || f.number || ':join:' || p.member || ':0')"
        " and not exists (select 1 from merger m join follower b on b.number = m.number and b.person = f.person"
        "  where m.target = f.number and b.credited_at is not null) order by f.number, p.member"
    )
    return [(row["number"], row["member"]) for row in rows]


def streets(tx: Transaction) -> dict[str, str]:
    """The street of every case, by its number."""
    return {row["number"]: row["street"] for row in tx.all("select number, street from cases")}


def by_status(tx: Transaction) -> dict[str, int]:
    """How many cases of streets there are, by their status."""
    rows = tx.all("select status, count(*) as n from cases group by status order by status")
    return {row["status"]: int(row["n"]) for row in rows}


def overdue(tx: Transaction, *, now: int) -> dict[str, int]:
    """How many cases are past the time by which they were to be taken, or handled."""
    row = tx.one(
        "select coalesce(sum(case when status = 'submitted' and take_by < :now then 1 else 0 end), 0) as take,"
        " coalesce(sum(case when status = 'taken' and handle_by < :now then 1 else 0 end), 0) as handle"
        " from cases where ended_at is null and status in ('submitted', 'taken')",
        now=now,
    )
    return {"take": int(row["take"]), "handle": int(row["handle"])} if row else {"take": 0, "handle": 0}
