"""Where the points of a released redemption go: what is owed first, the rest to the member."""

from __future__ import annotations

from collections.abc import Iterable

from rewards.redeeming import store
from rewards.redeeming.values import InLot, Redemption
from rewards.values import POINTS, REPAID, WRITEOFF, Leg, avail, debt, held
from storage.database import Transaction


def points_back(tx: Transaction, found: Redemption, coming: Iterable[InLot]) -> list[Leg]:
    """The legs that give held points back, lot by lot; the member is locked by the caller.

    A lot that was cancelled as our own mistake was written off while its points were held; they go back there.
    Debts are paid from what comes, those of the same lot first.
    """
    owed = dict(store.debts(tx, found.member))
    legs: list[Leg] = []
    for points in coming:
        legs.append(Leg(POINTS, held(found.id), -points.points, points.lot, floor=0))
        if store.posted(tx, f"reverse:{points.lot}", WRITEOFF, points.lot):
            legs.append(Leg(POINTS, WRITEOFF, points.points, points.lot))
            continue
        paid, left = _paid(points.lot, points.points, owed, debt(found.member))
        legs += paid
        if left:
            legs.append(Leg(POINTS, avail(found.member), left, points.lot, floor=0))
    return _together(legs)


def _paid(lot: str, points: int, owed: dict[str, int], account: str) -> tuple[list[Leg], int]:
    """Legs that pay debts (counted down in `owed`) out of a lot, and what is left of the points."""
    legs: list[Leg] = []
    for owing in sorted(owed, key=lambda each: (each != lot, each)):
        part = min(points, owed[owing])
        if part == 0:
            continue
        owed[owing] -= part
        points -= part
        legs.append(Leg(POINTS, account, part, owing, floor=-part))
        if owing != lot:
            legs += [Leg(POINTS, REPAID, part, lot), Leg(POINTS, REPAID, -part, owing)]
    return legs, points


def _together(legs: Iterable[Leg]) -> list[Leg]:
    """One leg for each balance, as each is moved once."""
    found: dict[tuple[str, str, str], Leg] = {}
    for leg in legs:
        before = found.get(leg.place)
        amount = leg.amount + (before.amount if before else 0)
        found[leg.place] = Leg(leg.unit, leg.account, amount, leg.lot, leg.floor)
    return [leg for leg in found.values() if leg.amount]
