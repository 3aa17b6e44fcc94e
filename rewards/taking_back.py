"""A cancelled award: what is left of it goes back; what was spent is owed, or is the scheme's own loss."""

from __future__ import annotations

from rewards import store as book
from rewards.earning import store
from rewards.paying import Paying
from rewards.posting import post
from rewards.redeeming.store import posted
from rewards.values import (
    EXPIRED,
    ISSUANCE,
    POINTS,
    WRITEOFF,
    Leg,
    Lot,
    Reversal,
    Transfer,
    WhyReversed,
    debt,
    digest_of,
)


def take_back(paying: Paying, id: str, *, why: WhyReversed, actor: str) -> Reversal:
    """Cancel a lot, once. Its slot returns and may be taken by what was withheld; see `Ledger.reverse`."""
    tx = paying.tx
    found = store.lot(tx, id)
    if found is None:
        return Reversal("nothing")
    book.lock_member(tx, found.member)
    if book.digest_under(tx, f"reverse:{id}"):
        return Reversal("repeated", found.points)
    award = store.lot(tx, id)
    assert award, "a lot stays"
    if award.held_back == "cancelled":
        return Reversal("repeated", award.points)
    if award.held_back == "waiting":
        store.end_withheld(tx, id, "cancelled")
        return Reversal("cancelled", award.points)
    _post(paying, award, why, actor)
    return Reversal("reversed", award.points, tuple(paying.run_again(award.member, award.reported_on)))


def _post(paying: Paying, award: Lot, why: WhyReversed, actor: str) -> None:
    legs = [
        *(Leg(c.unit, c.account, -c.amount, floor=c.floor) for c in paying.caps(award)),
        *_points(paying, award, why),
        Leg(POINTS, ISSUANCE, award.points, award.id),
    ]
    digest = digest_of(award=award.id)
    transfer = Transfer(f"reverse:{award.id}", "reverse", digest, paying.at, award.case, actor)
    posting = post(paying.tx, transfer, legs)
    assert posting.outcome == "posted", "the member is locked and the points are there"


def _points(paying: Paying, award: Lot, why: WhyReversed) -> list[Leg]:
    """Where the points are taken from: their accounts, what expired, and for the rest a debt or our own loss."""
    where = store.balances_in_lot(paying.tx, award)
    legs = [Leg(POINTS, account, -points, award.id, floor=0) for account, points in where.items()]
    keys = [f"expire:{award.id}:{n}" for n in range(award.graces + 1)]
    if expired := sum(posted(paying.tx, key, EXPIRED, award.id) for key in keys):
        legs.append(Leg(POINTS, EXPIRED, -expired, award.id))
    if spent := award.points - sum(where.values()) - expired:
        is_owed = why == "fraud"
        legs.append(
            Leg(POINTS, debt(award.member), -spent, award.id, floor=-award.points)
            if is_owed
            else Leg(POINTS, WRITEOFF, -spent, award.id)
        )
    return legs
