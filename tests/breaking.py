"""A turn broken off at its every statement: whatever was done until then must be undone."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from storage.database import Database, Row, Transaction
from storage.errors import DatabaseUnavailable

T = TypeVar("T")
Work = Callable[[Transaction], T]

# A turn has about eight statements; one that never runs through is caught here.
STATEMENTS_MAX = 500


class Broken(DatabaseUnavailable):
    """The database went away here; at least for this test."""


async def broken_at_every_statement(
    database: Database, work_factory: Callable[[], Work[T]], check: Callable[[Transaction], None]
) -> T:
    """Break off `work_factory()` at its 1st, 2nd, … statement and before its commit, then let it run through.

    After each break `check` reads and asserts that nothing was changed. Returns the outcome of the whole run.
    """
    for statement in range(1, STATEMENTS_MAX + 1):
        breaking = await _broken(database, work_factory(), check, at=statement)
        if breaking.done < statement:  # it ran through and was broken off before its commit
            return await database.take(work_factory())
    raise AssertionError(f"more than {STATEMENTS_MAX} statements in one turn")


async def broken_before_commit(database: Database, work: Work[Any], check: Callable[[Transaction], None]) -> None:
    """Run every statement of `work`, break off before the commit, then `check` that nothing was changed."""
    await _broken(database, work, check, at=STATEMENTS_MAX + 1)


async def _broken(
    database: Database, work: Work[Any], check: Callable[[Transaction], None], *, at: int
) -> BreakingTransaction:
    last: list[BreakingTransaction] = []

    def broken_work(tx: Transaction) -> None:
        last.append(BreakingTransaction(tx, at=at))
        work(last[-1])
        if last[-1].is_broken:
            raise AssertionError(f"the work swallowed the break at statement {at} and would have been committed")
        raise Broken("before the commit")

    with contextlib.suppress(Broken):
        await database.take(broken_work)
    await database.read(check)
    return last[-1]


class BreakingTransaction:
    """A transaction that breaks off instead of its `at`-th statement and lets none through afterwards."""

    def __init__(self, tx: Transaction, *, at: int) -> None:
        self._tx = tx
        self._at = at
        self.done = 0

    @property
    def is_broken(self) -> bool:
        return self.done >= self._at

    def run(self, sql: str, /, **values: Any) -> int:
        self._count()
        return self._tx.run(sql, **values)

    def one(self, sql: str, /, **values: Any) -> Row | None:
        self._count()
        return self._tx.one(sql, **values)

    def all(self, sql: str, /, **values: Any) -> list[Row]:
        self._count()
        return self._tx.all(sql, **values)

    def many(self, sql: str, rows: Sequence[Sequence[Any]], /) -> list[Row]:
        self._count()
        return self._tx.many(sql, rows)

    @contextlib.contextmanager
    def savepoint(self) -> Iterator[None]:
        self._count()
        with self._tx.savepoint():
            yield

    def _count(self) -> None:
        self.done += 1
        if self.is_broken:
            raise Broken(f"at statement {self._at}")
