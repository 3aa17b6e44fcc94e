"""The SQL of reports: what moved in a month, and what every account has in the end."""

from __future__ import annotations

from dataclasses import dataclass

from rewards.values import EXPIRED, ISSUANCE, POINTS, REPAID, WRITEOFF
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Moved:
    """Points of one kind of movement: before a month and during it, of lots of a case (or none) that end in a month.

    account: only of what was redeemed, the shop's.
    """

    case: str
    expires: str
    kind: str
    account: str
    before: int
    during: int


def moved(tx: Transaction, since: int, until: int) -> list[Moved]:
    """What moved until a time (UTC seconds), apart by whether it was before another.

    What an award's cancelling wrote off had been redeemed and stays so: only the rest counts as reversed.
    """
    rows = tx.all(
        "select award.ref as about, substr(lot.expires_on, 1, 7) as expires,"
        " case when p.account = :issuance and t.code <> 'reverse' then 'issued'"
        "  when p.account = :issuance then 'reversed' when p.account = :writeoff and t.code <> 'adjust' then 'reversed'"
        "  when p.account = :writeoff then 'written_off' when p.account = :expired then 'expired'"
        "  when p.account = :repaid then 'repaid' when substr(p.account, 1, 7) = 'settle:' then 'redeemed'"
        "  else 'outstanding' end as kind,"
        " case when substr(p.account, 1, 7) = 'settle:' then substr(p.account, 8) else '' end as shop,"
        " sum(case when t.at < :since then p.amount else 0 end) as before,"
        " sum(case when t.at < :since then 0 else p.amount end) as during"
        " from posting p join transfer t on t.id = p.transfer join lot on lot.id = p.lot"
        " join transfer award on award.id = p.lot"
        " where p.unit = :pt and t.at < :until group by 1, 2, 3, 4 order by 1, 2, 3, 4",
        issuance=ISSUANCE,
        writeoff=WRITEOFF,
        expired=EXPIRED,
        repaid=REPAID,
        pt=POINTS,
        since=since,
        until=until,
    )
    return [
        Moved(row["about"], row["expires"], row["kind"], row["shop"], int(row["before"]), int(row["during"]))
        for row in rows
    ]


def balances(tx: Transaction) -> list[tuple[str, str, int]]:
    """What every account inside has in the end, over all its lots: (unit, account, amount); without limits."""
    rows = tx.all(
        "select unit, account, sum(amount) as amount from balance where substr(unit, 1, 4) <> 'cap:'"
        " group by unit, account order by unit, account"
    )
    return [(row["unit"], row["account"], int(row["amount"])) for row in rows]


def taken_since(tx: Transaction, since: int) -> dict[str, int]:
    """How many pieces of each benefit were taken since a time (UTC seconds) and not given back."""
    rows = tx.all(
        "select benefit, count(*) as n from redemption where held_at >= :since and state <> 'released'"
        " group by benefit",
        since=since,
    )
    return {row["benefit"]: int(row["n"]) for row in rows}


def withheld(tx: Transaction) -> tuple[int, int]:
    """Awards that wait for a slot or for the end of a pause: how many, and their points."""
    row = tx.one(
        "select count(*) as n, coalesce(sum(lot.points), 0) as points from withheld join lot on lot.id = withheld.award"
        " where withheld.state = 'waiting'"
    )
    return (int(row["n"]), int(row["points"])) if row else (0, 0)
