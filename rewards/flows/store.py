"""The SQL of points over a time."""

from __future__ import annotations

from dataclasses import dataclass

from rewards.values import ISSUANCE, POINTS
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Flow:
    """What the transfers about one matter moved: whole points. `held` is what members have more of it, or less."""

    ref: str
    issued: int
    back: int
    redeemed: int
    held: int


def flows(tx: Transaction, *, since: int, until: int) -> list[Flow]:
    """Points by what they were posted about, from `since` until before `until` (UTC seconds).

    Members hold what is on no system account: to spend, pending, or kept for a voucher.
    """
    rows = tx.all(
        "select t.ref,"
        " sum(case when p.account = :issuance and p.amount < 0 then -p.amount else 0 end) as issued,"
        " sum(case when p.account = :issuance and p.amount > 0 then p.amount else 0 end) as back,"
        " sum(case when p.account like 'settle:%' then p.amount else 0 end) as redeemed,"
        " sum(case when p.account like 'avail:%' or p.account like 'pending:%' or p.account like 'held:%'"
        "  then p.amount else 0 end) as held"
        " from transfer t join posting p on p.transfer = t.id and p.unit = :pt"
        " where t.at >= :since and t.at < :until group by t.ref order by t.ref",
        issuance=ISSUANCE,
        pt=POINTS,
        since=since,
        until=until,
    )
    return [
        Flow(row["ref"], int(row["issued"]), int(row["back"]), int(row["redeemed"]), int(row["held"])) for row in rows
    ]
