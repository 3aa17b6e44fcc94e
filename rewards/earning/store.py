"""The SQL of what was awarded: lots, and what is withheld."""

from __future__ import annotations

from datetime import date

from rewards.store import IN_LOTS
from rewards.values import POINTS, InPlace, Lot, Standing, Transfer, avail, debt, digest_of, pending
from storage.database import Row, Transaction

_LOT = """
    select lot.*, transfer.ref, transfer.at, coalesce(withheld.state, '') as held_back,
           withheld.reason, coalesce(withheld.tries, 0) as tries,
           coalesce(grace.until, lot.expires_on) as good_until, coalesce(grace.times, 0) as graces
    from lot join transfer on transfer.id = lot.id left join withheld on withheld.award = lot.id
         left join grace on grace.lot = lot.id
"""


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


def write_adjustment(
    tx: Transaction, key: str, *, member: str, points: int, reason: str, maker: str, checker: str
) -> None:
    """Note who asked for an adjustment, who agreed, and why."""
    tx.run(
        "insert into adjustment (transfer, member, points, reason, maker, checker)"
        " values (:key, :member, :points, :reason, :maker, :checker)",
        key=key,
        member=member,
        points=points,
        reason=reason,
        maker=maker,
        checker=checker,
    )


def adjustment_digest(tx: Transaction, key: str) -> str:
    """What was asked by an adjustment, as it was noted; empty where it was not."""
    row = tx.one("select * from adjustment where transfer = :key", key=key)
    if row is None:
        return ""
    asked = {name: row[name] for name in ("member", "points", "reason", "maker", "checker")}
    return digest_of(ticket=key.partition(":")[2], **asked)


def pause(tx: Transaction, id: str, *, member: str, reason: str, maker: str, checker: str, at: int, until: int) -> bool:
    """Note that a member's awards wait (UTC seconds); False where it is noted already."""
    noted = tx.run(
        "insert into paused (id, member, reason, maker, checker, at, until)"
        " values (:id, :member, :reason, :maker, :checker, :at, :until) on conflict (id) do nothing",
        id=id,
        member=member,
        reason=reason,
        maker=maker,
        checker=checker,
        at=at,
        until=until,
    )
    return noted == 1


def paused_no_more(tx: Transaction, at: int, limit: int) -> list[Lot]:
    """Awards withheld because their member was paused who is so no longer, in order of their members."""
    rows = tx.all(
        f"{_LOT} where withheld.state = 'waiting' and withheld.reason = 'paused' and not exists"
        " (select 1 from paused where paused.member = lot.member and paused.until > :at)"
        " order by lot.member, lot.reported_on, lot.id limit :limit",
        at=at,
        limit=limit,
    )
    return [_lot(row) for row in rows]


def wait_for(tx: Transaction, award: str, reason: str) -> None:
    """A withheld award waits for something else now."""
    tx.run("update withheld set reason = :reason where award = :award", award=award, reason=reason)


def standing(tx: Transaction, member: str, at: int) -> Standing:
    """How a member stands at a time (UTC seconds)."""
    row = tx.one(
        "select exists (select 1 from paused where member = :member and until > :at) as is_paused,"
        " exists (select 1 from balance where unit = :pt and account = :debt and amount < 0) as owes",
        member=member,
        at=at,
        pt=POINTS,
        debt=debt(member),
    )
    assert row, "a select without a table has one row"
    return Standing(bool(row["is_paused"]), bool(row["owes"]))


def lot(tx: Transaction, id: str) -> Lot | None:
    """A lot by its award's key."""
    row = tx.one(f"{_LOT} where lot.id = :id", id=id)
    return _lot(row) if row else None


def lots_of(tx: Transaction, member: str, limit: int) -> list[InPlace]:
    """A member's lots as they stand, the newest first."""
    rows = tx.all(
        "select held.*, coalesce(p.amount, 0) as pending, coalesce(a.amount, 0) as avail, r.id as reversed,"
        " coalesce(e.id, n.id) as expired"
        f" from ({_LOT} where lot.member = :member order by transfer.at desc, lot.id desc limit :limit) held"
        " left join balance p on p.unit = :pt and p.account = :pending and p.lot = held.id"
        " left join balance a on a.unit = :pt and a.account = :avail and a.lot = held.id"
        " left join transfer e on e.id = 'expire:' || held.id || ':0'"
        " left join transfer n on n.id = 'expire:' || held.id || ':' || cast(held.graces as text)"
        " left join transfer r on r.id = 'reverse:' || held.id order by held.at desc, held.id desc",
        member=member,
        limit=limit,
        pt=POINTS,
        pending=pending(member),
        avail=avail(member),
    )
    return [
        InPlace(_lot(row), row["pending"], row["avail"], row["reversed"] is not None, row["expired"] is not None)
        for row in rows
    ]


def points_by_expiry(tx: Transaction, member: str) -> list[tuple[str, date, int]]:
    """A member's points as (account, last day, points), the earliest first; what is owed is below 0.

    That a lot has a last day is said so that SQLite takes it from the index `lot_expiry` and reads no row of the lot.
    """
    rows = tx.all(
        "select balance.account, coalesce(grace.until, lot.expires_on) as good_until, sum(balance.amount) as points"
        " from balance join lot on lot.id = balance.lot and lot.expires_on > ''"
        " left join grace on grace.lot = balance.lot"
        f" where balance.unit = :pt and balance.account in (:pending, :avail, :debt) and {IN_LOTS}"
        " group by balance.account, coalesce(grace.until, lot.expires_on) order by good_until",
        pt=POINTS,
        pending=pending(member),
        avail=avail(member),
        debt=debt(member),
    )
    return [(row["account"], date.fromisoformat(row["good_until"]), int(row["points"])) for row in rows]


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


def _lot(row: Row) -> Lot:
    return Lot(
        id=row["id"],
        case=row["ref"],
        member=row["member"],
        points=row["points"],
        category=row["category"],
        reported_on=date.fromisoformat(row["reported_on"]),
        origin=row["origin"],
        expires_on=date.fromisoformat(row["good_until"]),
        at=row["at"],
        held_back=row["held_back"],
        reason=row["reason"],
        tries=row["tries"],
        graces=row["graces"],
    )
