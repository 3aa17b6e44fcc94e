"""The one primitive: legs that sum to zero are posted under a key, whole and once, or refused for good."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from rewards import store
from rewards.values import Leg, Posting, Transfer
from storage.database import Transaction

_PLACE = attrgetter("unit", "account", "lot")  # the order in which balances are locked


class KeyConflict(Exception):
    """A key came back with another meaning. Nothing is paid; somebody has to look."""


def post(tx: Transaction, transfer: Transfer, legs: Sequence[Leg]) -> Posting:
    """Post all legs, or none where a balance would fall below its floor.

    The key is taken first, so a twin running beside this one waits here. A refused transfer keeps its key
    and has no postings; asked again under the same key it is `repeated`, as a posted one is. Raises
    KeyConflict if the key was used for something else.
    """
    _assert_balanced(legs)
    if not _taken(tx, transfer):
        return Posting("repeated")
    if short := _move(tx, [leg for leg in legs if leg.floor is not None]):
        return Posting("refused", short)
    store.write_postings(tx, transfer.key, legs)
    return Posting("posted")


def refuse(tx: Transaction, transfer: Transfer) -> Posting:
    """Take the key of what can't be, for good, as `post` does where a balance is short."""
    return Posting("refused" if _taken(tx, transfer) else "repeated")


def _taken(tx: Transaction, transfer: Transfer) -> bool:
    """Take the key; False where the very same was asked before."""
    is_taken = store.record(tx, transfer)
    if not is_taken and store.digest_under(tx, transfer.key) != transfer.digest:
        raise KeyConflict(transfer.key)
    return is_taken


def _move(tx: Transaction, legs: Sequence[Leg]) -> tuple[Leg, ...]:
    """Move balances in their order; where one is short, move back what was moved and say which were short."""
    moved: list[Leg] = []
    for opens, group in groupby(sorted(legs, key=_PLACE), key=_may_open):
        together = list(group)
        short = store.add(tx, together) if opens else store.take(tx, together)
        if short:
            moved += [leg for leg in together if leg not in short]
            stuck = _move(tx, [leg._replace(amount=-leg.amount) for leg in moved])
            assert not stuck, "what was moved a moment ago moves back"
            return tuple(short)
        moved += together
    return ()


def _may_open(leg: Leg) -> bool:
    """Whether the leg could be the first on its account: it does not lead below the floor by itself."""
    assert leg.floor is not None
    return leg.amount >= leg.floor


def _assert_balanced(legs: Sequence[Leg]) -> None:
    sums: dict[tuple[str, str], int] = {}
    for unit, _, amount, lot, _ in legs:
        assert amount != 0, "a leg moves something"
        sums[unit, lot] = sums.get((unit, lot), 0) + amount
    assert sums, "a transfer moves something"
    assert not any(sums.values()), "its sides are equal, in every unit and lot"
