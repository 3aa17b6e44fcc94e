"""Nightly roots: whoever changes, adds or removes what was posted before a root, changes that root and all after it.

A root is a hash over the root before it, over every transfer with its postings since then, and over the last link of
each case whose history went on. Write it down somewhere else, and nobody can rewrite the past unnoticed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from rewards.roots import store
from rewards.roots.store import Root
from storage.database import Transaction

SETTLED_HOURS = 3  # a turn that began before midnight has long been committed or given up by then

START = Root("", 0, "", "", 0, 0, "")


@dataclass(frozen=True, slots=True)
class Chains:
    """Case histories as they are handed in: (case, last link noted from one time until before another, UTC seconds)."""

    heads: Callable[[int, int], Iterable[tuple[str, str]]]


def due(tx: Transaction, chains: Chains, *, now: datetime, zone: ZoneInfo) -> Root | None:
    """The root of the last day that is over, three hours after its end; None where it is there."""
    day = (now.astimezone(zone) - timedelta(hours=SETTLED_HOURS)).date() - timedelta(days=1)
    last = store.last(tx) or START
    return None if last.day >= day.isoformat() else _reckoned(tx, chains, last, day.isoformat(), _end(day, zone))


def broken(tx: Transaction, chains: Chains) -> Iterator[str]:
    """The days whose root is not what follows from what is there now, a line each."""
    for before, root in pairwise([START, *store.all_roots(tx)]):
        found = _reckoned(tx, chains, before, root.day, root.ends_at)
        if found != root:
            yield f"{root.day}: {_difference(root, found)}"


def _difference(kept: Root, found: Root) -> str:
    if kept.count != found.count:
        return f"{kept.count} transfers were under it, {found.count} are there"
    if kept.chains != found.chains:
        return f"{kept.chains} case histories were under it, {found.chains} are there"
    return "what was posted or noted on that day is not what it was"


def _reckoned(tx: Transaction, chains: Chains, before: Root, day: str, ends_at: int) -> Root:
    leaves, keys = [], []
    for (at, key, *facts), postings in store.posted(tx, before.ends_at, ends_at):
        leaves.append(hashlib.sha256(json.dumps([at, key, *facts, sorted(postings)]).encode()).digest())
        keys.append((at, key))
    heads = sorted(chains.heads(before.ends_at, ends_at))
    said = hashlib.sha256(json.dumps([before.root, day, ends_at, heads]).encode())
    for leaf in sorted(leaves):  # in an order of its own: engines sort words differently
        said.update(leaf)
    first, last = (min(keys)[1], max(keys)[1]) if keys else ("", "")
    return Root(day, ends_at, first, last, len(keys), len(heads), said.hexdigest())


def _end(day: date, zone: ZoneInfo) -> int:
    return int(datetime.combine(day + timedelta(days=1), time(), zone).timestamp())
