"""What both databases promise: a transaction of plain statements, and durable outcomes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from storage.lease import Lease

T = TypeVar("T")


class Row(Protocol):
    """One row, read by column name."""

    def __getitem__(self, column: str, /) -> Any: ...


class Transaction(Protocol):
    """An open transaction. SQL is in words both engines know, with named values (`:case`).

    `for update` at the end of a select locks the row on PostgreSQL; SQLite has one writer and drops it.
    """

    def run(self, sql: str, /, **values: Any) -> int:
        """Run a statement; the number of rows it changed."""
        ...

    def one(self, sql: str, /, **values: Any) -> Row | None:
        """The first row, or None."""
        ...

    def all(self, sql: str, /, **values: Any) -> list[Row]:
        """Every row."""
        ...

    def many(self, sql: str, rows: Sequence[Sequence[Any]], /) -> list[Row]:
        """What a statement returns that has rows of values, at least one, where it says `{rows}`, and no others."""
        ...

    def savepoint(self) -> AbstractContextManager[None]:
        """What is done inside is undone if the block raises; the error goes on."""
        ...


class Database(Protocol):
    """An open database; one for the whole process."""

    engine: str  # "sqlite" or "postgres"

    @property
    def waiting(self) -> int:
        """How many works of this process wait for their turn."""
        ...

    async def take(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in a transaction; its outcome is given only after a durable commit.

        An exception of `work` undoes what it did and is raised here. PostgreSQL may run `work` again after a
        serialization failure or deadlock, so it must have no effect outside its transaction.
        """
        ...

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` read-only on one snapshot, beside the writer."""
        ...

    async def hold(self, name: str) -> Lease | None:
        """What only one process may do at a time, by name; None while another one does it."""
        ...

    async def close(self) -> None:
        """Finish what runs, then close."""
        ...
