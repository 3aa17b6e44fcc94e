"""Awards, cancellations and ripening of one member at the same moment."""

from __future__ import annotations

import asyncio
import threading
from datetime import timedelta
from typing import Any

import pytest
from ledger_world import MONDAY, NOON, award_of, ledger, report

from rewards.audit import audit
from rewards.ledger import Award, Balance, KeyConflict
from storage.database import Database, Transaction
from storage.postgres import PostgresDatabase

HOLD_SECONDS = 0.15  # how long the first holds its locks; the second is stopped by them, not by luck


class Overlap:
    """Two transactions of which the second begins while the first has done its work and not committed."""

    def __init__(self) -> None:
        self._done = threading.Event()

    def first(self, work: Any) -> Any:
        def run(tx: Transaction) -> Any:
            outcome = work(tx)
            self._done.set()
            threading.Event().wait(HOLD_SECONDS)
            return outcome

        return run

    def second(self, work: Any) -> Any:
        def run(tx: Transaction) -> Any:
            assert self._done.wait(5)
            return work(tx)

        return run


async def both(database: Database, first: Any, second: Any) -> tuple[Any, Any]:
    overlap = Overlap()
    earlier, later = database.take(overlap.first(first)), database.take(overlap.second(second))
    found = await asyncio.gather(earlier, later, return_exceptions=True)
    return found[0], found[1]


def award(case: str, **other: Any) -> Any:
    return lambda tx: ledger(tx).award(**report(case, **other))


async def test_many_awards_at_once_pay_exactly_the_limit(database: Database) -> None:
    awards = await asyncio.gather(*(database.take(award(f"A{n}", category=f"c{n}")) for n in range(16)))
    assert sorted(one.outcome for one in awards) == ["posted"] * 3 + ["withheld"] * 13
    assert await database.read(lambda tx: ledger(tx).balance("m-wang")) == Balance(pending=12)
    assert await database.read(audit) == []


async def test_the_last_slot_is_paid_to_one_of_two(postgres_database: PostgresDatabase) -> None:
    for n in range(2):
        await postgres_database.take(award(f"E{n}"))
    found = await both(postgres_database, award("A", category="a"), award("B", category="b"))
    assert found == (Award("posted", 4), Award("withheld", 4, "day"))
    assert await postgres_database.read(audit) == []


async def test_a_day_that_nobody_has_begun_is_begun_by_one(postgres_database: PostgresDatabase) -> None:
    found = await both(postgres_database, award("A", points=8), award("B", points=8))
    assert found == (Award("posted", 8), Award("withheld", 8, "day"))
    assert await postgres_database.read(audit) == []


async def test_the_same_press_twice_at_once_pays_once(postgres_database: PostgresDatabase) -> None:
    assert await both(postgres_database, award("A"), award("A")) == (Award("posted", 4), Award("repeated", 4))
    found = await both(postgres_database, award("B"), award("B", points=2))
    assert found[0] == Award("posted", 4)
    assert isinstance(found[1], KeyConflict)
    assert await postgres_database.read(audit) == []


async def test_a_twin_of_an_award_that_was_undone_is_paid(postgres_database: PostgresDatabase) -> None:
    overlap = Overlap()

    def fails(tx: Transaction) -> None:
        overlap.first(award("A"))(tx)
        raise RuntimeError("the machine went down")

    earlier, later = postgres_database.take(fails), postgres_database.take(overlap.second(award("A")))
    found: list[Any] = [*await asyncio.gather(earlier, later, return_exceptions=True)]
    assert isinstance(found[0], RuntimeError)
    assert found[1] == Award("posted", 4)


async def test_an_award_withheld_while_a_slot_returns_is_not_forgotten(
    postgres_database: PostgresDatabase,
) -> None:
    for n in range(3):
        await postgres_database.take(award(f"E{n}", category=f"c{n}"))
    _, reversal = await both(postgres_database, award("late"), lambda tx: ledger(tx).reverse(**award_of("E0")))
    assert [paid.case for paid in reversal.paid] == ["late"]
    _, late = await both(
        postgres_database, lambda tx: ledger(tx).reverse(**award_of("E1")), award("later", category="c7")
    )
    assert late.outcome == "posted"
    assert await postgres_database.read(audit) == []


async def test_ripening_and_cancelling_at_once_agree(postgres_database: PostgresDatabase) -> None:
    def ripen(tx: Transaction) -> int:
        return ledger(tx, now=NOON + timedelta(days=2)).mature()

    def cancel(case: str) -> Any:
        return lambda tx: ledger(tx).reverse(**award_of(case)).outcome

    await postgres_database.take(award("A"))
    assert await both(postgres_database, ripen, cancel("A")) == (1, "reversed")
    await postgres_database.take(award("B"))
    assert await both(postgres_database, cancel("B"), ripen) == ("reversed", 0)
    assert await postgres_database.read(lambda tx: ledger(tx).balance("m-wang")) == Balance()
    assert await postgres_database.read(audit) == []


async def test_the_same_cancellation_twice_at_once_is_one(postgres_database: PostgresDatabase) -> None:
    await postgres_database.take(award("A"))

    def cancel(tx: Transaction) -> str:
        return ledger(tx).reverse(**award_of("A")).outcome

    assert await both(postgres_database, cancel, cancel) == ("reversed", "repeated")
    assert await postgres_database.read(audit) == []


@pytest.mark.parametrize("seed", range(3))
async def test_a_storm_ends_with_an_exact_book_and_nobody_waiting_in_vain(database: Database, seed: int) -> None:
    """Days of one month, awards and cancellations crossing: no deadlock is left to its retries for ever."""

    def deed(n: int) -> Any:
        day = MONDAY.replace(day=1 + (n * 7 + seed) % 4)
        if n % 3 == 2:
            return lambda tx: ledger(tx).reverse(**award_of(f"S{n - 2}"))
        return award(f"S{n}", category=f"c{n % 2}", reported_on=day)

    await asyncio.gather(*(database.take(deed(n)) for n in range(90)))
    assert await database.read(audit) == []

    def in_vain(tx: Transaction) -> list[str]:
        book = ledger(tx)
        waiting = [line for line in book.entries("m-wang", 200) if line.state == "withheld"]
        days = {line.case: MONDAY.replace(day=1 + (int(line.case[1:]) * 7 + seed) % 4) for line in waiting}
        fits = [book.would_earn("m-wang", line.points, line.category, days[line.case]) for line in waiting]
        return [line.case for line, forecast in zip(waiting, fits, strict=True) if forecast.points]

    assert await database.read(in_vain) == []
