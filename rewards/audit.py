"""Reads the whole ledger back and names whatever does not hold; writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rewards.caps import CATEGORY, DAY, MONTH
from rewards.checking import store
from rewards.earning.store import transfers_after
from rewards.values import Lot, Transfer, digest_of
from storage.database import Transaction

PAGE = 2000  # transfers read at once, so that a large ledger is not held in memory


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold: which rule, where, and what was found there."""

    rule: str
    where: str
    found: str


def audit(tx: Transaction) -> list[Finding]:
    """Everything wrong with the points, empty where all holds; to be run on one snapshot."""
    return [finding for check in CHECKS for finding in check(tx)]


def _sides(tx: Transaction) -> Iterator[Finding]:
    """Every transfer sums to zero, in every unit and lot."""
    for transfer, off in store.unbalanced(tx):
        yield Finding("sides-are-equal", transfer, f"they differ by {off}")


def _cache(tx: Transaction) -> Iterator[Finding]:
    """Every cached balance is the sum of its postings."""
    for place, cached, posted in store.wrong_balances(tx):
        yield Finding("balance-is-its-sum", " ".join(place), f"balance {cached}, postings {posted}")


def _floors(tx: Transaction) -> Iterator[Finding]:
    """No member owes points, no limit is passed, and none was given back twice."""
    for place, amount, floor in store.broken_floors(tx):
        yield Finding("balance-above-floor", " ".join(place), f"balance {amount}, floor {floor}")


def _lots(tx: Transaction) -> Iterator[Finding]:
    """Every lot is paid exactly once unless it is withheld, and every point is in its member's lot."""
    for lot, due, paid, back in store.wrong_lots(tx):
        yield Finding("lot-is-paid-once", lot, f"worth {due}, paid {paid}, taken back {back}")
    for transfer, account in store.stray_points(tx):
        yield Finding("points-are-in-their-lot", transfer, f"posted to {account}")


def _limits(tx: Transaction) -> Iterator[Finding]:
    """Limits are used exactly as the paid awards say."""
    for unit, account, off in store.wrong_limits(tx, month=MONTH, day=DAY, category=CATEGORY):
        yield Finding("limit-is-used-by-awards", f"{unit} {account}", f"awards and limit differ by {off}")


def _keys(tx: Transaction) -> Iterator[Finding]:
    """Every key still means what was asked under it, and every award has its lot."""
    last = ""
    while page := transfers_after(tx, last, PAGE):
        for transfer, lot in page:
            if transfer.code == "award" and lot is None:
                yield Finding("award-has-its-lot", transfer.key, "it has none")
            elif transfer.digest != _digest(transfer, lot):
                yield Finding("key-means-what-was-asked", transfer.key, "the digest is another")
        last = page[-1][0].key


CHECKS: tuple[Callable[[Transaction], Iterator[Finding]], ...] = (
    _sides,
    _cache,
    _floors,
    _lots,
    _limits,
    _keys,
)


def _digest(transfer: Transfer, lot: Lot | None) -> str:
    """The digest as it follows from the key and the award's own facts; empty for a key of no known kind."""
    kind, _, rest = transfer.key.partition(":")
    if kind != transfer.code:
        return ""
    if kind == "award" and lot:
        return lot.digest
    if kind == "rerun":
        award, _, run = rest.rpartition(":")
        return digest_of(award=award, run=int(run)) if run.isdecimal() else ""
    return digest_of(award=rest) if kind in ("mature", "reverse") else ""
