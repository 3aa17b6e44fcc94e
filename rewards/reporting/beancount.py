"""The ledger as a beancount file, so that an independent book-keeper can check it with `bean-check`.

Every transfer of points or pieces is a transaction, and what our cached balances say stands as balance assertions at
the end. Points are owed to members, so they are credits there: the signs are turned. Limits of earning are left out;
they are no values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rewards.reporting.store import balances
from rewards.roots.store import posted
from rewards.values import EXPIRED, ISSUANCE, POINTS, REPAID, STOCK, SUPPLY, USED, WRITEOFF
from storage.database import Transaction

FOREVER = 1 << 62  # UTC seconds after all that was ever posted
_POINTS = {
    ISSUANCE: "Expenses:Issued",
    EXPIRED: "Income:Expired",
    WRITEOFF: "Expenses:WrittenOff",
    REPAID: "Equity:Repaid",
    "pending": "Liabilities:Members:{}:Pending",
    "avail": "Liabilities:Members:{}:Spendable",
    "debt": "Assets:Owed:{}",
    "held": "Liabilities:Held:{}",
    "settle": "Liabilities:Shops:{}",
}
_PIECES = {
    SUPPLY: "Equity:Supply:{}",
    STOCK: "Assets:Stock:{}",
    "held": "Assets:StockHeld:{}",
    USED: "Expenses:StockUsed:{}",
}


def lines(tx: Transaction, zone: ZoneInfo) -> Iterator[str]:
    """The file, line by line; dates are the district's. Accounts are named by pseudonyms, and no words are in it."""
    opened: set[str] = set()
    first = last = None
    yield 'option "title" "Starlight"'
    for (at, key, _, code, *_), postings in posted(tx, 0, FOREVER):
        sides = [side for side in sorted(postings) if not side[0].startswith("cap:")]
        if not sides:
            continue
        last = datetime.fromtimestamp(at, UTC).astimezone(zone).date()
        first = first or last
        yield from _opens(first, (account_of(unit, account) for unit, account, *_ in sides), opened)
        yield from _transaction(last, code, key, sides)
    if last:
        yield from _assertions(last + timedelta(days=1), balances(tx), opened)


def account_of(unit: str, account: str) -> str:
    """An account's name in beancount's words."""
    kind, _, whose = account.partition(":")
    if unit == POINTS:
        return _POINTS[kind].format(_word(whose))
    return _PIECES[kind].format(_word(unit.partition(":")[2]))


def _opens(first: date, accounts: Iterable[str], opened: set[str]) -> Iterator[str]:
    for account in accounts:
        if account not in opened:
            opened.add(account)
            yield f"{first} open {account}"


def _transaction(day: date, code: str, key: str, sides: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    yield f'{day} * "{code}" {_quoted(key)}'
    for unit, account, lot, amount in sides:
        yield f"  {account_of(unit, account)}  {_amount(unit, amount)}"
        if lot:
            yield f"    lot: {_quoted(lot)}"


def _assertions(day: date, found: Iterable[tuple[str, str, int]], opened: set[str]) -> Iterator[str]:
    sums: dict[tuple[str, str], int] = {}
    for unit, account, amount in found:
        place = (account_of(unit, account), unit)
        sums[place] = sums.get(place, 0) + amount
    for (account, unit), amount in sums.items():
        if account in opened:
            yield f"{day} balance {account}  {_amount(unit, amount)}"


def _amount(unit: str, amount: int) -> str:
    return f"{-amount} POINT" if unit == POINTS else f"{amount} PIECE"


def _word(name: str) -> str:
    """A part of an account's name: letters, digits and hyphens, the first one a capital; different stay different."""
    return "N" + re.sub(r"[^A-Za-z0-9]", lambda found: f"-{ord(found[0]):x}-", name)


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
