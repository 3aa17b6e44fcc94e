"""What is told of clues tells nothing of one: steps of five, at the end of a day, and no number of any street."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from cases.quiet.summary import STEP, YearToDate, write_totals, year_to_date
from storage.database import Transaction
from storage.sqlite import SqliteDatabase
from tests.conftest import AnyDatabase

FIRST = date(2026, 3, 1)
Clue = tuple[int, int, str, int]  # days from FIRST to opening and to its outcome, the outcome, yuan


def day(n: int) -> str:
    return (FIRST + timedelta(days=n)).isoformat()


def put(tx: Transaction, clues: list[Clue], *, counter: str = "clue") -> None:
    for n, (opened, settled, outcome, yuan) in enumerate(clues):
        tx.run(
            "insert into quiet_entry (number, counter, category, street, outcome, key_id, opened_on, settled_on,"
            " saved_yuan, handed_to, last_link) values (:number, :counter, 'drugs', '310106019', :outcome, 'k',"
            " :opened, :settled, :yuan, '', '') on conflict (number) do update set outcome = excluded.outcome,"
            " settled_on = excluded.settled_on, saved_yuan = excluded.saved_yuan",
            number=f"C-{counter}-{n:04d}", counter=counter, outcome=outcome, opened=day(opened),
            settled=day(settled) if outcome in ("case_made", "loss_prevented") else None, yuan=yuan,
        )  # fmt: skip


async def told(database: AnyDatabase, n: int) -> YearToDate:
    return await database.read(lambda tx: year_to_date(tx, until=day(n)))


async def days_pass(database: AnyDatabase, clues: list[Clue], last: int) -> list[YearToDate]:
    """The clock on every morning from the first to the last; what is told on each of all days before it."""
    found = []
    for n in range(last + 1):
        await database.take(lambda tx, n=n: put(tx, [c for c in clues if c[0] < n]))  # type: ignore[misc]
        await database.take(lambda tx, n=n: write_totals(tx, FIRST + timedelta(days=n)))  # type: ignore[misc]
        found.append(await told(database, n - 1))
    return found


async def test_four_are_not_told_and_the_fifth_is_told_with_them_when_its_day_is_over(database: AnyDatabase) -> None:
    clues: list[Clue] = [*[(0, 0, "waiting", 0)] * 4, (2, 0, "waiting", 0)]
    assert [year.clues for year in await days_pass(database, clues, 4)] == [0, 0, 0, 5, 5]


async def test_a_sixth_waits_for_four_more(database: AnyDatabase) -> None:
    clues: list[Clue] = [(0, 0, "waiting", 0)] * 5 + [(n, 0, "waiting", 0) for n in (1, 2, 3, 4, 5)]
    assert [year.clues for year in await days_pass(database, clues, 7)] == [0, 5, 5, 5, 5, 5, 10, 10]


async def test_what_was_prevented_is_told_in_sum_and_corrections_wait_like_everything_else(
    database: AnyDatabase,
) -> None:
    clues: list[Clue] = [(0, 0, "loss_prevented", 1000 + n) for n in range(5)]
    await database.take(lambda tx: put(tx, clues))
    await database.take(lambda tx: write_totals(tx, FIRST + timedelta(days=1)))
    first = await told(database, 1)
    assert (first.losses_prevented, first.saved_yuan) == (5, 5010)
    await database.take(lambda tx: put(tx, [(0, 0, "unfounded", 0), *clues[1:]]))
    await database.take(lambda tx: write_totals(tx, FIRST + timedelta(days=2)))
    assert await told(database, 2) == first, "one that is corrected moves nothing by itself"


async def test_other_counters_are_never_counted(database: AnyDatabase) -> None:
    await database.take(lambda tx: put(tx, [(0, 0, "waiting", 0)] * 9, counter="care"))
    await database.take(lambda tx: write_totals(tx, FIRST + timedelta(days=1)))
    assert await told(database, 1) == YearToDate(2026)


async def test_a_new_year_begins_at_nothing(database: AnyDatabase) -> None:
    await database.take(lambda tx: put(tx, [(0, 0, "waiting", 0)] * 5))
    for today in (date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2)):
        await database.take(lambda tx, today=today: write_totals(tx, today))  # type: ignore[misc]
    assert (await database.read(lambda tx: year_to_date(tx, until="2026-12-31"))).clues == 5
    assert await database.read(lambda tx: year_to_date(tx, until="2027-01-03")) == YearToDate(2027)


CLUES = st.lists(
    st.tuples(
        st.integers(0, 12), st.integers(0, 12), st.sampled_from(["waiting", "case_made", "loss_prevented"]),
        st.integers(0, 99),
    ),
    max_size=40,
)  # fmt: skip


@given(CLUES)
@settings(max_examples=25, deadline=None)
async def test_two_numbers_told_at_any_two_times_are_equal_or_five_apart(clues: list[Clue]) -> None:
    clues = [(opened, max(opened, settled), outcome, yuan) for opened, settled, outcome, yuan in clues]
    with TemporaryDirectory() as folder:
        database = SqliteDatabase(Path(folder) / "clues.db")
        await database.migrate()
        shown = await days_pass(database, clues, 14)
        again = [await told(database, n - 1) for n in range(15)]
        await database.close()
    assert again == shown, "what was told of a day never changes"
    for what in ("clues", "cases_made", "losses_prevented"):
        counts = sorted({getattr(year, what) for year in shown})
        assert all(later - earlier >= STEP for earlier, later in pairwise(counts)), what
