"""The SQL of redemptions, of what they hold, and of points that a member can spend."""

from __future__ import annotations

from datetime import date

from rewards.redeeming.values import InLot, Outcome, Redemption
from rewards.store import IN_LOTS
from rewards.values import POINTS, STOCK, avail, debt, held, stock_of
from storage.database import Row, Transaction

_IN_LOT = """
    select balance.lot, lot.member, balance.amount, coalesce(grace.until, lot.expires_on) as good_until,
           coalesce(grace.times, 0) as graces
    from balance join lot on lot.id = balance.lot left join grace on grace.lot = balance.lot
"""


def add(tx: Transaction, new: Redemption) -> None:
    """Write a redemption that holds something from now on."""
    tx.run(
        "insert into redemption (id, member, benefit, shop, cost_points, state, held_at, deadline, why, code_index,"
        " tail) values (:id, :member, :benefit, :shop, :cost_points, :state, :held_at, :deadline, :why, :code_index,"
        " :tail)",
        **new._asdict(),
    )


def end(tx: Transaction, id: str, *, state: str, ended_at: int, why: str = "") -> bool:
    """Resolve a redemption; False where it is resolved already."""
    ended = tx.run(
        "update redemption set state = :state, ended_at = :ended_at, why = :why where id = :id and state = 'held'",
        id=id,
        state=state,
        ended_at=ended_at,
        why=why,
    )
    return ended == 1


def find(tx: Transaction, id: str) -> Redemption | None:
    row = tx.one("select * from redemption where id = :id", id=id)
    return _redemption(row) if row else None


def lock(tx: Transaction, id: str) -> Redemption | None:
    """A redemption that nobody else resolves until this transaction ends."""
    row = tx.one("select * from redemption where id = :id for update", id=id)
    return _redemption(row) if row else None


def by_code(tx: Transaction, code_index: str) -> Redemption | None:
    row = tx.one("select * from redemption where code_index = :code_index", code_index=code_index)
    return _redemption(row) if row else None


def of_member(tx: Transaction, member: str, most: int) -> list[Redemption]:
    """A member's redemptions, the newest first."""
    rows = tx.all(
        "select * from redemption where member = :member order by held_at desc, id desc limit :most",
        member=member,
        most=most,
    )
    return [_redemption(row) for row in rows]


def used_at(tx: Transaction, shop: str, *, since: int, until: int) -> list[Redemption]:
    """What a shop took from one time until before another (UTC seconds), in order."""
    rows = tx.all(
        "select * from redemption where shop = :shop and state = 'used' and ended_at >= :since and ended_at < :until"
        " order by ended_at, id",
        shop=shop,
        since=since,
        until=until,
    )
    return [_redemption(row) for row in rows]


def open_since(tx: Transaction, deadline: int, most: int) -> list[Redemption]:
    """What still holds something though its deadline was at or before a time, the earliest first."""
    rows = tx.all(
        "select * from redemption where state = 'held' and deadline <= :deadline order by deadline, id limit :most",
        deadline=deadline,
        most=most,
    )
    return [_redemption(row) for row in rows]


def write_refused(tx: Transaction, key: str, outcome: Outcome, short_by: int) -> None:
    """Note why a hold could not be."""
    tx.run(
        "insert into refused_hold (transfer, outcome, short_by) values (:key, :outcome, :short_by)",
        key=key,
        outcome=outcome,
        short_by=short_by,
    )


def refused(tx: Transaction, key: str) -> tuple[Outcome, int] | None:
    """Why a hold could not be, and how many points were missing; None where it could."""
    row = tx.one("select outcome, short_by from refused_hold where transfer = :key", key=key)
    return (row["outcome"], row["short_by"]) if row else None


def spendable(tx: Transaction, member: str) -> list[InLot]:
    """A member's points that are there to spend or to expire, the earliest last day first."""
    rows = tx.all(
        f"{_IN_LOT} where balance.unit = :pt and balance.account = :avail and {IN_LOTS}"
        " order by good_until, balance.lot",
        pt=POINTS,
        avail=avail(member),
    )
    return [_in_lot(row) for row in rows]


def past(tx: Transaction, today: date, limit: int) -> list[InLot]:
    """Spendable points of anybody past their last day, in order of their members."""
    rows = tx.all(
        f"{_IN_LOT} where balance.unit = :pt and substr(balance.account, 1, 6) = 'avail:' and balance.amount > 0"
        " and lot.expires_on < :today and coalesce(grace.until, lot.expires_on) < :today"
        " order by lot.member, balance.lot limit :limit",
        pt=POINTS,
        today=today.isoformat(),
        limit=limit,
    )
    return [_in_lot(row) for row in rows]


def held_by(tx: Transaction, redemption: str) -> list[InLot]:
    """The points that a redemption holds, by their lots."""
    rows = tx.all(
        f"{_IN_LOT} where balance.unit = :pt and balance.account = :held and balance.amount > 0 order by balance.lot",
        pt=POINTS,
        held=held(redemption),
    )
    return [_in_lot(row) for row in rows]


def give_grace(tx: Transaction, lot: str, until: date) -> None:
    """What came back into a lot is good for some days more."""
    tx.run(
        "insert into grace (lot, until, times) values (:lot, :until, 1)"
        " on conflict (lot) do update set until = excluded.until, times = grace.times + 1",
        lot=lot,
        until=until.isoformat(),
    )


def debts(tx: Transaction, member: str) -> list[tuple[str, int]]:
    """What a member owes, as (lot, points above 0), in order of the lots."""
    rows = tx.all(
        "select lot, amount from balance where unit = :pt and account = :debt and amount < 0 order by lot",
        pt=POINTS,
        debt=debt(member),
    )
    return [(row["lot"], -row["amount"]) for row in rows]


def posted(tx: Transaction, key: str, account: str, lot: str) -> int:
    """What a transfer posted to an account in a lot of points; 0 where it did not."""
    row = tx.one(
        "select amount from posting where transfer = :key and unit = :pt and account = :account and lot = :lot",
        key=key,
        pt=POINTS,
        account=account,
        lot=lot,
    )
    return row["amount"] if row else 0


def is_limited(tx: Transaction, key: str, unit: str) -> bool:
    """Whether a hold took a place in its member's month."""
    return bool(tx.one("select 1 as yes from posting where transfer = :key and unit = :unit", key=key, unit=unit))


def stock(tx: Transaction, benefit: str) -> int:
    """Pieces of a benefit that nobody holds."""
    row = tx.one(
        "select amount from balance where unit = :unit and account = :stock and lot = ''",
        unit=stock_of(benefit),
        stock=STOCK,
    )
    return row["amount"] if row else 0


def locked_stock(tx: Transaction, benefit: str) -> int:
    """The same, and nobody takes one until this transaction ends."""
    row = tx.one(
        "select amount from balance where unit = :unit and account = :stock and lot = '' for update",
        unit=stock_of(benefit),
        stock=STOCK,
    )
    return row["amount"] if row else 0


def _redemption(row: Row) -> Redemption:
    return Redemption(**{name: row[name] for name in Redemption._fields})


def _in_lot(row: Row) -> InLot:
    return InLot(row["lot"], row["member"], row["amount"], date.fromisoformat(row["good_until"]), row["graces"])
