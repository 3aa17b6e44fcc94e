"""Reads the whole ledger back and names whatever does not hold; writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rewards.caps import CATEGORY, DAY, MONTH
from rewards.checking import store
from rewards.checking.digests import expected_digest
from rewards.checking.store import Resolved
from rewards.earning.store import transfers_after
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
    """Every transfer sums to zero, in every unit and lot; a debt is paid with as many points as it loses."""
    for transfer, off in store.unbalanced(tx):
        yield Finding("sides-are-equal", transfer, f"they differ by {off}")
    for transfer, off in store.unbalanced_repayments(tx):
        yield Finding("debts-are-paid-in-full", transfer, f"it differs by {off}")


def _cache(tx: Transaction) -> Iterator[Finding]:
    """Every cached balance is the sum of its postings."""
    for place, cached, posted in store.wrong_balances(tx):
        yield Finding("balance-is-its-sum", " ".join(place), f"balance {cached}, postings {posted}")


def _floors(tx: Transaction) -> Iterator[Finding]:
    """Nobody has less than nothing, no limit is passed, and none was given back twice."""
    for place, amount, floor in store.broken_floors(tx):
        yield Finding("balance-above-floor", " ".join(place), f"balance {amount}, floor {floor}")


def _lots(tx: Transaction) -> Iterator[Finding]:
    """Every lot is paid exactly once unless it is withheld, and every point is in its member's lot."""
    for lot, due, paid, back in store.wrong_lots(tx):
        yield Finding("lot-is-paid-once", lot, f"worth {due}, paid {paid}, taken back {back}")
    for transfer, account in store.stray_points(tx):
        yield Finding("points-are-in-their-lot", transfer, f"posted to {account}")


def _limits(tx: Transaction) -> Iterator[Finding]:
    """Limits are used exactly as the paid awards and the redemptions say."""
    for unit, account, off in store.wrong_limits(tx, month=MONTH, day=DAY, category=CATEGORY):
        yield Finding("limit-is-used-by-awards", f"{unit} {account}", f"awards and limit differ by {off}")
    for unit, account, off in store.wrong_benefit_limits(tx):
        yield Finding("limit-is-used-by-redemptions", f"{unit} {account}", f"redemptions and limit differ by {off}")


def _stock(tx: Transaction) -> Iterator[Finding]:
    """No more is held and used than was supplied."""
    for unit, gone, supplied in store.oversold(tx):
        yield Finding("stock-was-supplied", unit, f"{gone} held and used, {supplied} supplied")


def _redemptions(tx: Transaction) -> Iterator[Finding]:
    """Every redemption is resolved at most once, in time, and holds or gave what it cost until then."""
    last = ""
    while page := store.redemptions(tx, last, PAGE):
        for each in page:
            if wrong := _wrong_in(each):
                yield Finding("redemption-is-resolved-once", each.id, wrong)
        last = page[-1].id
    for key in store.unexplained_holds(tx):
        yield Finding("hold-has-its-outcome", key, "it has none, or two")


def _wrong_in(each: Resolved) -> str:
    is_open, is_used = each.state == "held", each.state == "used"
    if (each.is_held, each.is_captured, each.is_released) != (True, is_used, each.state == "released"):
        return f"{each.state}, captured {each.is_captured}, released {each.is_released}"
    if is_used and each.seconds_late > 0:
        return f"used {each.seconds_late} seconds after its deadline"
    due = (each.cost_points * is_open, each.cost_points * is_used, int(is_open))
    found = (each.points_held, each.points_settled, each.stock_held)
    return "" if found == due else f"{each.state}, points held, settled and stock held {found}, due {due}"


def _nights(tx: Transaction) -> Iterator[Finding]:
    """The nights paid what somebody was entitled to and nothing else."""
    for lot in store.wrong_entitlements(tx):
        yield Finding("nights-pay-entitlements", lot, "its entitlement and its payment do not match")


def _two_persons(tx: Transaction) -> Iterator[Finding]:
    """What takes two was done by two."""
    for key in store.lone_persons(tx):
        yield Finding("maker-is-not-checker", key, "one person did both")


def _keys(tx: Transaction) -> Iterator[Finding]:
    """Every key still means what was asked under it, and every award has its lot."""
    last = ""
    while page := transfers_after(tx, last, PAGE):
        for transfer, lot in page:
            if transfer.code == "award" and lot is None:
                yield Finding("award-has-its-lot", transfer.key, "it has none")
            elif transfer.digest != expected_digest(tx, transfer, lot):
                yield Finding("key-means-what-was-asked", transfer.key, "the digest is another")
        last = page[-1][0].key


CHECKS: tuple[Callable[[Transaction], Iterator[Finding]], ...] = (
    _sides,
    _cache,
    _floors,
    _lots,
    _limits,
    _stock,
    _redemptions,
    _nights,
    _two_persons,
    _keys,
)
