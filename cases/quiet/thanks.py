"""What a matter earns that a quiet counter found true: it arrives by night, among everything else that does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cases.catalog import Catalog, Counter
from cases.quiet import store
from cases.quiet.entry import Entry, Outcome
from cases.quiet.trace import Line
from people.person import NOBODY
from rewards.nightly import Nightly
from storage.database import Transaction

CHECKED_AT_ONCE = 500  # entries whose trace is looked through at a time
_OUTCOME, _PASSED = "outcome-", "passed-"  # how lines of a trace begin (cases/quiet/counters.py)


def thank(nightly: Nightly, catalog: Catalog, entry: Entry, member: str) -> None:
    """Write down what an outcome earned its reporter, a member: once, whatever it is corrected to afterwards.

    An outcome that finds nothing takes nothing away, and one that comes after another pays nothing more.
    """
    points = points_of(nightly, catalog, entry.category, entry.counter)
    if points and entry.outcome.is_true and not nightly.is_entitled(_about(entry.number)):
        nightly.entitle(_about(entry.number), member=member, points=points)


def points_of(nightly: Nightly, catalog: Catalog, category: str, counter: Counter) -> int:
    """What a matter of a category earns at a counter, as the pack says; 0 where it says nothing."""
    return nightly.rules.confided_points.get(str(counter), 0) if catalog.categories[category].earns else 0


def missing(tx: Transaction, nightly: Nightly, catalog: Catalog) -> Iterator[str]:
    """Matters found true that nothing was written down for, a line each; only the key can tell.

    One that became nobody's is passed over, and so is one whose content is gone: its reporter may have been erased.
    """
    after = ""
    while rows := store.numbers_after(tx, after, most=CHECKED_AT_ONCE):
        after = rows[-1]["number"]
        for row in rows:
            counters = _found_true_at(catalog.categories[row["category"]].counter, store.traced(tx, row["number"]))
            earned = any(points_of(nightly, catalog, row["category"], counter) for counter in counters)
            if earned and not nightly.is_entitled(_about(row["number"])) and _is_somebodys(tx, nightly, row["number"]):
                yield f"{row['number']} was found true and earned nothing"


def _is_somebodys(tx: Transaction, nightly: Nightly, number: str) -> bool:
    entry = store.find(tx, nightly.seals, number, locked=False)
    return entry is not None and entry.content is not None and entry.content.reporter != NOBODY


def _found_true_at(counter: Counter, lines: Iterable[Line]) -> set[Counter]:
    """The counters that an entry was with when it was found true; `counter` is the one where it began."""
    found = set()
    for line in lines:
        if line.what.startswith(_PASSED):
            counter = Counter(line.what.removeprefix(_PASSED))
        elif line.what.startswith(_OUTCOME) and Outcome(line.what.removeprefix(_OUTCOME)).is_true:
            found.add(counter)
    return found


def _about(number: str) -> str:
    return f"clue:{number}"
