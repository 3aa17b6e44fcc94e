"""The SQL of points: keys, balances, postings, lots and what is withheld."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from rewards.values import ISSUANCE, POINTS, USED, Leg, Lot, Standing, Transfer, avail, pending
from storage.database import Row, Transaction

Place = tuple[str, str, str]

_LOT = """
    select lot.*, transfer.ref, transfer.at, coalesce(withheld.state, '') as held_back,
           withheld.reason, coalesce(withheld.tries, 0) as tries
    from lot join transfer on transfer.id = lot.id left join withheld on withheld.award = lot.id
"""


def record(tx: Transaction, transfer: Transfer) -> bool:
    """Take the key; False if it is taken already. A twin that holds it uncommitted is waited for."""
    taken = tx.run(
        "insert into transfer (id, digest, code, at, ref, actor)"
        " values (:id, :digest, :code, :at, :ref, :actor) on conflict (id) do nothing",
        id=transfer.key,
        digest=transfer.digest,
        code=transfer.code,
        at=transfer.at,
        ref=transfer.ref,
        actor=transfer.actor,
    )
    return taken == 1


def digest_under(tx: Transaction, key: str) -> str | None:
    """What was asked under a key, as its digest."""
    row = tx.one("select digest from transfer where id = :id", id=key)
    return row["digest"] if row else None


def add(tx: Transaction, legs: Sequence[Leg]) -> set[Place]:
    """Move balances, opening those that are not there; which were moved without breaking a floor."""
    rows, values = _rows(legs, "unit", "account", "lot", "amount", "floor")
    moved = tx.all(
        f"insert into balance (unit, account, lot, amount, floor) values {rows}"
        " on conflict (unit, account, lot) do update set amount = balance.amount + excluded.amount"
        " where balance.amount + excluded.amount >= balance.floor returning unit, account, lot",
        **values,
    )
    return {_place(row) for row in moved}


def take(tx: Transaction, legs: Sequence[Leg]) -> set[Place]:
    """Move balances that must be there; which were moved without breaking a floor."""
    return {leg.place for leg in legs if _take(tx, leg)}


def _take(tx: Transaction, leg: Leg) -> bool:
    changed = tx.run(
        "update balance set amount = amount + :amount"
        " where unit = :unit and account = :account and lot = :lot and amount + :amount >= floor",
        unit=leg.unit,
        account=leg.account,
        lot=leg.lot,
        amount=leg.amount,
    )
    return changed == 1


def write_postings(tx: Transaction, key: str, legs: Sequence[Leg]) -> None:
    """The sides of a transfer, for good."""
    rows, values = _rows(legs, "unit", "account", "lot", "amount", first=":key")
    tx.run(f"insert into posting (transfer, unit, account, lot, amount) values {rows}", key=key, **values)


def write_lot(tx: Transaction, lot: Lot) -> None:
    """An award's lot, for good."""
    tx.run(
        "insert into lot (id, member, points, category, reported_on, origin, expires_on)"
        " values (:id, :member, :points, :category, :reported_on, :origin, :expires_on)",
        id=lot.id,
        member=lot.member,
        points=lot.points,
        category=lot.category,
        reported_on=lot.reported_on.isoformat(),
        origin=lot.origin,
        expires_on=lot.expires_on.isoformat(),
    )


def write_withheld(tx: Transaction, award: str, reason: str) -> None:
    """Note that an award waits for a slot."""
    tx.run(
        "insert into withheld (award, reason, state, tries) values (:award, :reason, 'waiting', 0)",
        award=award,
        reason=reason,
    )


def end_withheld(tx: Transaction, award: str, state: str) -> None:
    """An award waits no longer; it is paid or cancelled."""
    tx.run("update withheld set state = :state where award = :award", award=award, state=state)


def count_try(tx: Transaction, award: str) -> None:
    """A withheld award was run again."""
    tx.run("update withheld set tries = tries + 1 where award = :award", award=award)


def lock_member(tx: Transaction, member: str) -> None:
    """Wait until nobody else picks among a member's lots; until this transaction ends nobody else will."""
    tx.run("insert into member (id) values (:id) on conflict (id) do update set id = excluded.id", id=member)


def lot(tx: Transaction, id: str) -> Lot | None:
    """A lot by its award's key."""
    row = tx.one(f"{_LOT} where lot.id = :id", id=id)
    return _lot(row) if row else None


def lots_of(tx: Transaction, member: str, limit: int) -> list[Standing]:
    """A member's lots as they stand, the newest first."""
    rows = tx.all(
        "select held.*, coalesce(p.amount, 0) as pending, coalesce(a.amount, 0) as avail, r.id as reversed"
        f" from ({_LOT} where lot.member = :member order by transfer.at desc, lot.id desc limit :limit) held"
        " left join balance p on p.unit = :pt and p.account = :pending and p.lot = held.id"
        " left join balance a on a.unit = :pt and a.account = :avail and a.lot = held.id"
        " left join transfer r on r.id = 'reverse:' || held.id order by held.at desc, held.id desc",
        member=member,
        limit=limit,
        pt=POINTS,
        pending=pending(member),
        avail=avail(member),
    )
    return [Standing(_lot(row), row["pending"], row["avail"], row["reversed"] is not None) for row in rows]


def points_by_expiry(tx: Transaction, member: str) -> list[tuple[str, date, int]]:
    """A member's points as (account, last day, points), the earliest first."""
    rows = tx.all(
        "select balance.account, lot.expires_on, sum(balance.amount) as points"
        " from balance join lot on lot.id = balance.lot"
        " where balance.unit = :pt and balance.account in (:pending, :avail) and balance.amount > 0"
        " group by balance.account, lot.expires_on order by lot.expires_on",
        pt=POINTS,
        pending=pending(member),
        avail=avail(member),
    )
    return [(row["account"], date.fromisoformat(row["expires_on"]), int(row["points"])) for row in rows]


def balances_in_lot(tx: Transaction, lot: Lot) -> dict[str, int]:
    """Where a lot's points are: member's account to points."""
    rows = tx.all(
        "select account, amount from balance"
        " where unit = :pt and lot = :lot and account in (:pending, :avail) and amount > 0",
        pt=POINTS,
        lot=lot.id,
        pending=pending(lot.member),
        avail=avail(lot.member),
    )
    return {row["account"]: row["amount"] for row in rows}


def short_limits(tx: Transaction, legs: Sequence[Leg]) -> list[Leg]:
    """Which of these legs would break the floor of their balance as it stands (a balance not there is 0)."""
    values = {}
    for n, leg in enumerate(legs):
        values[f"unit{n}"], values[f"account{n}"] = leg.unit, leg.account
    found = {row["account"]: (row["amount"], row["floor"]) for row in tx.all(_limits_query(len(legs)), **values)}
    short = []
    for leg in legs:
        amount, floor = found.get(leg.account, (0, leg.floor))
        if amount + leg.amount < floor:
            short.append(leg)
    return short


@cache
def _limits_query(count: int) -> str:
    """The balances of so many limits; a limit has no lots, and its account names it."""
    places = " or ".join(f"(unit = :unit{n} and account = :account{n} and lot = '')" for n in range(count))
    return f"select account, amount, floor from balance where {places}"


def waiting(tx: Transaction, member: str, month: str, limit: int) -> list[Lot]:
    """A member's withheld awards for reports of a month (2026-11), the earliest report first."""
    rows = tx.all(
        f"{_LOT} where lot.member = :member and lot.reported_on between :first and :last"
        " and withheld.state = 'waiting' order by lot.reported_on, transfer.at, lot.id limit :limit",
        member=member,
        first=f"{month}-01",
        last=f"{month}-31",
        limit=limit,
    )
    return [_lot(row) for row in rows]


def ripe(tx: Transaction, awarded_before: int, limit: int) -> list[Lot]:
    """Lots with pending points, awarded at or before a time (UTC seconds), in order of their members."""
    rows = tx.all(
        f"{_LOT} join balance on balance.lot = lot.id"
        " where balance.amount > 0 and substr(balance.account, 1, 8) = 'pending:' and transfer.at <= :before"
        " order by lot.member, lot.id limit :limit",
        before=awarded_before,
        limit=limit,
    )
    return [_lot(row) for row in rows]


def transfers_after(tx: Transaction, key: str, limit: int) -> list[tuple[Transfer, Lot | None]]:
    """Transfers in order of their keys after a key, an award with its lot."""
    rows = tx.all(
        "select t.id as key, t.code, t.digest, t.at as posted_at, t.ref as about, t.actor, found.*"
        f" from transfer t left join ({_LOT}) found on found.id = t.id"
        " where t.id > :key order by t.id limit :limit",
        key=key,
        limit=limit,
    )
    return [
        (
            Transfer(row["key"], row["code"], row["digest"], row["posted_at"], row["about"], row["actor"]),
            _lot(row) if row["id"] is not None else None,
        )
        for row in rows
    ]


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
    return [(_place(row), int(row["cached"]), int(row["posted"])) for row in rows]


def broken_floors(tx: Transaction) -> list[tuple[Place, int, int]]:
    """Balances that are below their floor, owe points or were given back twice: (place, amount, floor)."""
    rows = tx.all(
        "select unit, account, lot, amount, floor from balance"
        " where amount < floor or (unit = :pt and floor <> 0) or (unit <> :pt and amount > 0)"
        " order by unit, account, lot",
        pt=POINTS,
    )
    return [(_place(row), row["amount"], row["floor"]) for row in rows]


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


def _lot(row: Row) -> Lot:
    return Lot(
        id=row["id"],
        case=row["ref"],
        member=row["member"],
        points=row["points"],
        category=row["category"],
        reported_on=date.fromisoformat(row["reported_on"]),
        origin=row["origin"],
        expires_on=date.fromisoformat(row["expires_on"]),
        at=row["at"],
        held_back=row["held_back"],
        reason=row["reason"],
        tries=row["tries"],
    )


def _place(row: Row) -> Place:
    return (row["unit"], row["account"], row["lot"])


def _rows(legs: Sequence[Leg], *columns: str, first: str = "") -> tuple[str, dict[str, Any]]:
    """Legs as rows of an insert, `(:unit0, :account0), …`, and their values by name."""
    start = [first] if first else []
    rows = [f"({', '.join(start + [f':{column}{n}' for column in columns])})" for n in range(len(legs))]
    values = {f"{column}{n}": getattr(leg, column) for n, leg in enumerate(legs) for column in columns}
    return ", ".join(rows), values
