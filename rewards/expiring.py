"""Points that nobody spent until their last day are lost; looked at before each hold, and by a sweep."""

from __future__ import annotations

from datetime import date

from rewards import store as book
from rewards.posting import post
from rewards.redeeming import store
from rewards.redeeming.values import InLot
from rewards.values import EXPIRED, POINTS, Leg, Transfer, avail, digest_of
from storage.database import Transaction

EXPIRES_MAX = 500  # lots expired in one transaction, so that one turn of the clock stays short


def good_points(tx: Transaction, member: str, *, today: date, at: int) -> list[InLot]:
    """What a member can spend on a local day, the earliest last day first; what is past it expires now.

    The member is locked by the caller. `at` in UTC seconds.
    """
    found = store.spendable(tx, member)
    for points in found:
        if points.good_until < today:
            _expire(tx, points, at)
    return [points for points in found if points.good_until >= today]


def expire_all(tx: Transaction, *, today: date, at: int, limit: int = EXPIRES_MAX) -> int:
    """Expire whatever anybody has past its last day; how many lots (call until 0)."""
    members = dict.fromkeys(points.member for points in store.past(tx, today, limit))
    count = 0
    for member in members:
        book.lock_member(tx, member)
        before = store.spendable(tx, member)
        count += len(before) - len(good_points(tx, member, today=today, at=at))
    return count


def _expire(tx: Transaction, points: InLot, at: int) -> None:
    """A lot can expire again after each grace, so the grace is part of the key."""
    key = f"expire:{points.lot}:{points.graces}"
    legs = [
        Leg(POINTS, avail(points.member), -points.points, points.lot, floor=0),
        Leg(POINTS, EXPIRED, points.points, points.lot),
    ]
    digest = digest_of(lot=points.lot, grace=points.graces)
    posting = post(tx, Transfer(key, "expire", digest, at, points.lot), legs)
    assert posting.outcome == "posted", "the member is locked and the points are there"
