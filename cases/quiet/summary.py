"""What may be told of clues: totals of the year so far, in steps that no single clue can be read from.

A total moves when at least STEP more have come. A street's number is told only where what the others leave open, added
up, is at least STEP as well and belongs to several: else it could be had by subtraction (complementary suppression, as
statistical offices do it).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cases.quiet import store
from cases.quiet.entry import Outcome
from storage.database import Transaction

STEP = 5  # PRODUCT 4: released when the step is at least 5
HIDDEN_MIN = 2  # of one hidden street alone, subtraction would tell


@dataclass(frozen=True, slots=True)
class YearToDate:
    """Clues since 1 January as may be told: in all, cases made, loss prevented in yuan, by street (None: not told)."""

    clues: int
    cases_made: int
    saved_yuan: int
    streets: Mapping[str, int | None]


def year_to_date(tx: Transaction, *, until: str, streets: Sequence[str]) -> YearToDate:
    """The year's totals up to a local day (ISO), the same whenever they are asked for; `streets`: the district's."""
    year = int(until[:4])
    rows = store.days_of_year(tx, year=year, until=until)
    opened = [row for row in rows if row["opened_on"][:4] == until[:4]]
    settled = [row for row in rows if row["settled_on"] and f"{year}-01-01" <= row["settled_on"] <= until]
    made = [row["settled_on"] for row in settled if row["outcome"] == Outcome.CASE_MADE]
    saved = [row for row in settled if row["outcome"] == Outcome.LOSS_PREVENTED]
    saved_until = released_until(row["settled_on"] for row in saved)
    total = _count(row["opened_on"] for row in opened)
    by_street = {street: _count(r["opened_on"] for r in opened if r["street"] == street) for street in streets}
    return YearToDate(
        clues=total,
        cases_made=_count(made),
        saved_yuan=sum(row["saved_yuan"] for row in saved if row["settled_on"] <= saved_until),
        streets=told(by_street, total),
    )


def released_until(days: Iterable[str]) -> str:
    """The last day on which a total was told anew: each time at least STEP more had come since. '' for never."""
    released, waiting = "", 0
    ordered = sorted(days)
    for place, day in enumerate(ordered):
        waiting += 1
        is_last_of_day = place + 1 == len(ordered) or ordered[place + 1] != day
        if is_last_of_day and waiting >= STEP:
            released, waiting = day, 0
    return released


def told(by_street: Mapping[str, int], total: int) -> dict[str, int | None]:
    """Each street's number, or None; the smallest are left out until nothing can be had by subtraction."""
    shown = {street: count for street, count in by_street.items() if count >= STEP}
    while shown and not _is_safe(total - sum(shown.values()), hidden=len(by_street) - len(shown)):
        del shown[min(shown, key=lambda street: (shown[street], street))]
    return {street: shown.get(street) for street in by_street}


def _is_safe(left: int, *, hidden: int) -> bool:
    if hidden == 0:
        return left == 0 or left >= STEP
    return hidden >= HIDDEN_MIN and left >= STEP


def _count(days: Iterable[str]) -> int:
    known = list(days)
    until = released_until(known)
    return sum(day <= until for day in known)
