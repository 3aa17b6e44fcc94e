"""What may be told of clues: the district's totals of the year so far, in steps that no single clue can be read from.

A total is written down once a day is over, and only where it has moved by at least STEP since it was last written; what
was told of a week therefore never changes, and two numbers told at any two times are equal or at least STEP apart. No
number of a street is told anywhere: what is never told can't be had by subtraction, of one week from another either.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cases.quiet import store
from cases.quiet.entry import Outcome
from storage.database import Transaction

STEP = 5  # PRODUCT 4: released when the step is at least 5
CLUES, CASES_MADE, LOSSES_PREVENTED = "clues", "cases_made", "losses_prevented"
OUTCOMES: Mapping[str, str] = {CASES_MADE: Outcome.CASE_MADE, LOSSES_PREVENTED: Outcome.LOSS_PREVENTED}


@dataclass(frozen=True, slots=True)
class YearToDate:
    """Clues since 1 January as may be told: in all, cases made of them, losses prevented, and those in yuan."""

    year: int
    clues: int = 0
    cases_made: int = 0
    losses_prevented: int = 0
    saved_yuan: int = 0


def year_to_date(tx: Transaction, *, until: str) -> YearToDate:
    """The year's totals up to and with a local day (ISO), the same whenever they are asked for."""
    rows = store.totals(tx, since=f"{until[:4]}-01-01", until=until)
    counts = {what: row["n"] for what, row in rows.items()}
    yuan = rows[LOSSES_PREVENTED]["yuan"] if LOSSES_PREVENTED in rows else 0
    return YearToDate(int(until[:4]), **counts, saved_yuan=yuan)


def told(year: YearToDate) -> dict[str, int]:
    """The totals of a year by their names."""
    names = (CLUES, CASES_MADE, LOSSES_PREVENTED, "saved_yuan")
    return {name: getattr(year, name) for name in names}


def write_totals(tx: Transaction, today: date) -> None:
    """Write down what has moved by enough until the end of yesterday; safe to repeat, by any process."""
    until = (today - timedelta(days=1)).isoformat()
    since = f"{until[:4]}-01-01"
    last = store.totals(tx, since=since, until=until)
    found = {CLUES: store.opened(tx, since=since, until=until)}
    found |= {what: store.ended(tx, outcome, since=since, until=until) for what, outcome in OUTCOMES.items()}
    for what, (n, yuan) in found.items():
        if abs(n - (last[what]["n"] if what in last else 0)) >= STEP:
            store.write_total(tx, what, day=until, n=n, yuan=yuan)
