"""The SQL of the audit: what does not hold, found by whole tables."""

from __future__ import annotations

from dataclasses import dataclass

from rewards.store import Place, place_of
from rewards.values import EXPIRED, ISSUANCE, POINTS, REPAID, SERVICE, SUPPLY, USED, WRITEOFF
from storage.database import Transaction

# Accounts outside: what comes from them or goes to them has no cached balance.
OUTSIDE = (ISSUANCE, USED, EXPIRED, WRITEOFF, REPAID, SUPPLY)
_NAMES = ", ".join(f"'{name}'" for name in OUTSIDE)
_IS_OUTSIDE = f"(account in ({_NAMES}) or substr(account, 1, 7) = 'settle:')"
_PAID = """
    paid as (select lot.* from lot left join withheld on withheld.award = lot.id
             left join transfer r on r.id = 'reverse:' || lot.id
             where r.id is null and coalesce(withheld.state, 'paid') = 'paid' and lot.origin <> 'adjust')
"""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A redemption, and what the ledger says of it: transfers, points and pieces that it still holds or gave away."""

    id: str
    state: str
    cost_points: int
    is_held: bool
    is_captured: bool
    is_released: bool
    points_held: int
    points_settled: int
    stock_held: int
    seconds_late: int


def unbalanced(tx: Transaction) -> list[tuple[str, int]]:
    """Transfers whose sides are not equal in a unit and lot, and by how much."""
    rows = tx.all(
        "select transfer, sum(amount) as off from posting group by transfer, unit, lot"
        " having sum(amount) <> 0 order by transfer"
    )
    return [(row["transfer"], int(row["off"])) for row in rows]


def unbalanced_repayments(tx: Transaction) -> list[tuple[str, int]]:
    """Transfers that paid a debt with other points than as many, and by how much they differ."""
    rows = tx.all(
        "select transfer, sum(amount) as off from posting where unit = :pt and account = :repaid group by transfer"
        " having sum(amount) <> 0 order by transfer",
        pt=POINTS,
        repaid=REPAID,
    )
    return [(row["transfer"], int(row["off"])) for row in rows]


def wrong_balances(tx: Transaction) -> list[tuple[Place, int, int]]:
    """Accounts inside whose cached balance is not the sum of their postings: (place, cached, sum)."""
    rows = tx.all(
        "select unit, account, lot, sum(cached) as cached, sum(posted) as posted from ("
        " select unit, account, lot, amount as cached, 0 as posted from balance"
        f" union all select unit, account, lot, 0, amount from posting where not {_IS_OUTSIDE}) both_sides"
        " group by unit, account, lot having sum(cached) <> sum(posted) order by unit, account, lot"
    )
    return [(place_of(row), int(row["cached"]), int(row["posted"])) for row in rows]


def broken_floors(tx: Transaction) -> list[tuple[Place, int, int]]:
    """Balances below their floor, or with a floor that is not theirs, or given back twice: (place, amount, floor).

    Points and stock never go below 0; what is owed and what limits leave never goes above it.
    """
    rows = tx.all(
        "select unit, account, lot, amount, floor from balance where amount < floor"
        " or (amount > 0 and (substr(unit, 1, 4) = 'cap:' or substr(account, 1, 5) = 'debt:'))"
        " or (floor <> 0 and substr(unit, 1, 4) <> 'cap:' and substr(account, 1, 5) <> 'debt:')"
        " order by unit, account, lot"
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
    """Points posted in no lot, or to somebody else than its member and their redemption: (transfer, account)."""
    rows = tx.all(
        "select p.transfer, p.account from posting p left join lot on lot.id = p.lot"
        " left join transfer t on t.id = p.transfer and t.code in ('hold', 'capture', 'release')"
        " left join redemption r on r.id = t.ref and r.member = lot.member"
        " where p.unit = :pt and (lot.id is null or p.account not in"
        " (:issuance, :expired, :writeoff, :repaid, 'pending:' || lot.member, 'avail:' || lot.member,"
        "  'debt:' || lot.member, coalesce('held:' || r.id, ''), coalesce('settle:' || r.shop, '')))"
        " order by p.transfer",
        pt=POINTS,
        issuance=ISSUANCE,
        expired=EXPIRED,
        writeoff=WRITEOFF,
        repaid=REPAID,
    )
    return [(row["transfer"], row["account"]) for row in rows]


def wrong_limits(tx: Transaction, *, month: str, day: str, category: str) -> list[tuple[str, str, int]]:
    """Limits of earning (units by name) that were not used as the paid lots say: (unit, account, difference)."""
    rows = tx.all(
        f"with {_PAID} select unit, account, sum(n) as off from ("
        " select :month as unit, member || ':' || substr(reported_on, 1, 7) as account, points as n from paid"
        " union all select :day, member || ':' || reported_on, points from paid"
        " union all select :category, member || ':' || reported_on || ':' || category, 1 from paid"
        " union all select unit, account, amount from balance where unit in (:month, :day, :category)) used"
        " group by unit, account having sum(n) <> 0 order by unit, account",
        month=month,
        day=day,
        category=category,
    )
    return [(row["unit"], row["account"], int(row["off"])) for row in rows]


def wrong_benefit_limits(tx: Transaction) -> list[tuple[str, str, int]]:
    """Limits of taking that were not used as the redemptions say: (unit, account, difference)."""
    rows = tx.all(
        "select unit, account, sum(n) as off from ("
        " select p.unit, p.account, -p.amount as n from redemption r join posting p on p.transfer = 'hold:' || r.id"
        " where r.state <> 'released' and substr(p.unit, 1, 12) = 'cap:benefit:' and p.account <> :used"
        " union all select unit, account, amount from balance where substr(unit, 1, 12) = 'cap:benefit:') used"
        " group by unit, account having sum(n) <> 0 order by unit, account",
        used=USED,
    )
    return [(row["unit"], row["account"], int(row["off"])) for row in rows]


def oversold(tx: Transaction) -> list[tuple[str, int, int]]:
    """Benefits of which more are held and used than were ever supplied: (unit, held and used, supplied)."""
    rows = tx.all(
        "select unit, sum(case when account = :supply then -amount else 0 end) as supplied,"
        " sum(case when account = :used or substr(account, 1, 5) = 'held:' then amount else 0 end) as gone"
        " from posting where substr(unit, 1, 6) = 'stock:' group by unit order by unit",
        supply=SUPPLY,
        used=USED,
    )
    return [(row["unit"], int(row["gone"]), int(row["supplied"])) for row in rows if row["gone"] > row["supplied"]]


def redemptions(tx: Transaction, after: str, limit: int) -> list[Resolved]:
    """Redemptions in order of their ids after one, with what the ledger says of each."""
    rows = tx.all(
        "select r.id, r.state, r.cost_points, h.id is not null as is_held, c.id is not null as is_captured,"
        " b.id is not null as is_released, coalesce(r.ended_at, r.held_at) - r.deadline as seconds_late,"
        " (select coalesce(sum(amount), 0) from balance where unit = :pt and account = 'held:' || r.id) as points_held,"
        " (select coalesce(sum(amount), 0) from posting where transfer = 'capture:' || r.id"
        "  and account = 'settle:' || r.shop) as points_settled,"
        " (select coalesce(sum(amount), 0) from balance where unit = 'stock:' || r.benefit"
        "  and account = 'held:' || r.id) as stock_held"
        " from (select * from redemption where id > :after order by id limit :limit) r"
        " left join transfer h on h.id = 'hold:' || r.id left join transfer c on c.id = 'capture:' || r.id"
        " left join transfer b on b.id = 'release:' || r.id order by r.id",
        pt=POINTS,
        after=after,
        limit=limit,
    )
    return [
        Resolved(
            row["id"],
            row["state"],
            row["cost_points"],
            bool(row["is_held"]),
            bool(row["is_captured"]),
            bool(row["is_released"]),
            int(row["points_held"]),
            int(row["points_settled"]),
            int(row["stock_held"]),
            row["seconds_late"],
        )
        for row in rows
    ]


def unexplained_holds(tx: Transaction) -> list[str]:
    """Holds with neither a redemption nor a reason why there is none, or with both."""
    rows = tx.all(
        "select t.id from transfer t left join redemption r on t.id = 'hold:' || r.id"
        " left join refused_hold f on f.transfer = t.id"
        " where t.code = 'hold' and (r.id is null) = (f.transfer is null) order by t.id"
    )
    return [row["id"] for row in rows]


def wrong_entitlements(tx: Transaction) -> list[str]:
    """What a night paid otherwise than somebody was entitled to, or the other way round."""
    rows = tx.all(
        "select lot.id from lot left join (select paid_in, sum(paid_points) as points from entitlement"
        " where paid_in is not null group by paid_in) e on e.paid_in = lot.id"
        " where lot.origin = :service and lot.points <> coalesce(e.points, 0)"
        " union all select coalesce(e.paid_in, e.id) from entitlement e where e.paid_at is not null and not exists"
        " (select 1 from lot where lot.id = e.paid_in) order by 1",
        service=SERVICE,
    )
    return [row["id"] for row in rows]


def lone_persons(tx: Transaction) -> list[str]:
    """What takes two and was done by one."""
    rows = tx.all(
        "select transfer as id from adjustment where maker = checker"
        " union all select 'pause:' || id from paused where maker = checker order by 1"
    )
    return [row["id"] for row in rows]
