"""The SQL of the audit: what does not hold, found by whole tables."""

from __future__ import annotations

from rewards.store import Place, place_of
from rewards.values import ISSUANCE, POINTS, USED
from storage.database import Transaction


def unbalanced(tx: Transaction) -> list[tuple[str, int]]:
    """Transfers whose sides are not equal in a unit and lot, and by how much."""
    rows = tx.all(
        "select transfer, sum(amount) as off from posting group by transfer, unit, lot"
        " having sum(amount) <> 0 order by transfer"
    )
    return [(row["transfer"], int(row["off"])) for row in rows]


def wrong_balances(tx: Transaction) -> list[tuple[Place, int, int]]:
    """Members' accounts whose cached balance is not the sum of their postings: (place, cached, sum)."""
    rows = tx.all(
        "select unit, account, lot, sum(cached) as cached, sum(posted) as posted from ("
        " select unit, account, lot, amount as cached, 0 as posted from balance"
        " union all select unit, account, lot, 0, amount from posting"
        " where account not in (:issuance, :used)) both_sides"
        " group by unit, account, lot having sum(cached) <> sum(posted) order by unit, account, lot",
        issuance=ISSUANCE,
        used=USED,
    )
    return [(place_of(row), int(row["cached"]), int(row["posted"])) for row in rows]


def broken_floors(tx: Transaction) -> list[tuple[Place, int, int]]:
    """Balances that are below their floor, owe points or were given back twice: (place, amount, floor)."""
    rows = tx.all(
        "select unit, account, lot, amount, floor from balance"
        " where amount < floor or (unit = :pt and floor <> 0) or (unit <> :pt and amount > 0)"
        " order by unit, account, lot",
        pt=POINTS,
    )
    return [(place_of(row), row["amount"], row["floor"]) for row in rows]


def wrong_lots(tx: Transaction) -> list[tuple[str, int, int, int]]:
    """Lots not paid once, or taken back otherwise than whole by their reversal: (lot, due, in, back)."""
    rows = tx.all(
        "select lot.id, lot.points, coalesce(issued.paid, 0) as paid, coalesce(issued.back, 0) as back"
        " from lot left join withheld on withheld.award = lot.id"
        " left join transfer r on r.id = 'reverse:' || lot.id"
        " left join (select lot, sum(case when amount < 0 then -amount else 0 end) as paid,"
        " sum(case when amount > 0 then amount else 0 end) as back"
        " from posting where unit = :pt and account = :issuance group by lot) issued on issued.lot = lot.id"
        " where coalesce(issued.paid, 0) <>"
        " case when coalesce(withheld.state, 'paid') = 'paid' then lot.points else 0 end"
        " or coalesce(issued.back, 0) <> case when r.id is null then 0 else lot.points end order by lot.id",
        pt=POINTS,
        issuance=ISSUANCE,
    )
    return [(row["id"], row["points"], int(row["paid"]), int(row["back"])) for row in rows]


def stray_points(tx: Transaction) -> list[tuple[str, str]]:
    """Points posted in no lot, or to somebody else than the lot's member: (transfer, account)."""
    rows = tx.all(
        "select posting.transfer, posting.account from posting left join lot on lot.id = posting.lot"
        " where posting.unit = :pt and (lot.id is null or posting.account not in"
        " (:issuance, 'pending:' || lot.member, 'avail:' || lot.member)) order by posting.transfer",
        pt=POINTS,
        issuance=ISSUANCE,
    )
    return [(row["transfer"], row["account"]) for row in rows]


def wrong_limits(tx: Transaction, *, month: str, day: str, category: str) -> list[tuple[str, str, int]]:
    """Limits (units by name) that were not used as the paid lots say: (unit, account, difference)."""
    rows = tx.all(
        "with paid as (select lot.* from lot left join withheld on withheld.award = lot.id"
        " left join transfer r on r.id = 'reverse:' || lot.id"
        " where r.id is null and coalesce(withheld.state, 'paid') = 'paid')"
        " select unit, account, sum(n) as off from ("
        " select :month as unit, member || ':' || substr(reported_on, 1, 7) as account, points as n from paid"
        " union all select :day, member || ':' || reported_on, points from paid"
        " union all select :category, member || ':' || reported_on || ':' || category, 1 from paid"
        " union all select unit, account, amount from balance where unit <> :pt) used"
        " group by unit, account having sum(n) <> 0 order by unit, account",
        month=month,
        day=day,
        category=category,
        pt=POINTS,
    )
    return [(row["unit"], row["account"], int(row["off"])) for row in rows]
