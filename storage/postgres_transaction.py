"""A transaction on PostgreSQL: its statements, its end, and its errors in plain words."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus
from psycopg.rows import DictRow

from storage.database import Row
from storage.errors import (
    Collision,
    CommitUnknown,
    ConstraintBroken,
    DatabaseUnavailable,
    ReadingOnly,
    StatementWrong,
    TransactionLost,
)
from storage.sql import Translations, for_postgres

WORDS = Translations(for_postgres)
# SQLSTATE classes after which nobody knows whether a commit was kept: connection exception, operator intervention.
_UNKNOWN = (None, "08", "57")


class PostgresTransaction:
    """An open transaction; psycopg begins it with the first statement."""

    __slots__ = ("_connection", "_ended", "_failure")

    def __init__(self, connection: psycopg.Connection[DictRow]) -> None:
        self._connection = connection
        self._failure: Exception | None = None
        self._ended = False

    def run(self, sql: str, /, **values: Any) -> int:
        return max(self._execute(sql, values).rowcount, 0)

    def one(self, sql: str, /, **values: Any) -> Row | None:
        return self._execute(sql, values).fetchone()

    def all(self, sql: str, /, **values: Any) -> list[Row]:
        rows: list[Row] = [*self._execute(sql, values)]
        return rows

    @contextlib.contextmanager
    def savepoint(self) -> Iterator[None]:
        self._step("savepoint step")
        try:
            yield
        except BaseException:
            if not self._connection.closed:
                self._step("rollback to savepoint step")
                self._step("release savepoint step")
                self._failure = None
            raise
        self._step("release savepoint step")

    def ensure_sound(self) -> None:
        """Raise the failure that the work caught: PostgreSQL would answer its commit by quietly rolling back."""
        if self._failure is not None:
            raise self._failure

    def end(self) -> None:
        """Let no further statement through: the connection is somebody else's."""
        self._ended = True

    def _execute(self, sql: str, values: dict[str, Any]) -> psycopg.Cursor[DictRow]:
        if self._ended:
            raise TransactionLost("this transaction has ended; no further statement is let through")
        try:
            return self._connection.execute(WORDS[sql], values)  # type: ignore[arg-type]
        except psycopg.Error as error:
            self._failed(error)
            raise in_plain_words(error) from error

    def _step(self, sql: str) -> None: ...
