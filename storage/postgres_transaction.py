"""A transaction on PostgreSQL: its statements, its end, and its errors in plain words."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from itertools import chain
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
from storage.sql import Translations, for_postgres, with_rows

WORDS = Translations(for_postgres)
# SQLSTATE classes after which a commit may have been kept: connection exception, operator intervention.
_ENDINGS_UNKNOWN = ("08", "57")


class PostgresTransaction:
    """An open transaction; psycopg begins it with the first statement."""

    __slots__ = ("_connection", "_ended", "_failure")

    def __init__(self, connection: psycopg.Connection[DictRow]) -> None:
        self._connection = connection
        self._failure: Exception | None = None
        self._ended = False

    def run(self, sql: str, /, **values: Any) -> int:
        return max(self._execute(WORDS[sql], values).rowcount, 0)

    def one(self, sql: str, /, **values: Any) -> Row | None:
        return self._execute(WORDS[sql], values).fetchone()

    def all(self, sql: str, /, **values: Any) -> list[Row]:
        rows: list[Row] = [*self._execute(WORDS[sql], values)]
        return rows

    def many(self, sql: str, rows: Sequence[Sequence[Any]], /) -> list[Row]:
        words = with_rows(sql, "%s", len(rows), len(rows[0]))
        cursor = self._execute(words, [*chain.from_iterable(rows)])
        returned: list[Row] = [*cursor] if cursor.description else []
        return returned

    @contextlib.contextmanager
    def savepoint(self) -> Iterator[None]:
        self._execute("savepoint step", {})
        try:
            yield
            self.ensure_sound()
        except BaseException:
            if not self._connection.closed:
                self._failure = None
                self._execute("rollback to savepoint step", {})
                self._execute("release savepoint step", {})
            raise
        self._execute("release savepoint step", {})

    @property
    def collided(self) -> bool:
        """Whether another transaction was in the way, whatever the work made of it."""
        return isinstance(self._failure, Collision)

    def ensure_sound(self) -> None:
        """Raise the failure that the work caught: PostgreSQL would answer its commit by rolling back."""
        if self._failure is not None:
            raise self._failure

    def end(self) -> None:
        """Let no further statement through: the connection is somebody else's."""
        self._ended = True

    def _execute(self, sql: str, values: dict[str, Any] | list[Any]) -> psycopg.Cursor[DictRow]:
        if self._ended:
            raise TransactionLost("this transaction has ended; no further statement is let through")
        try:
            return self._connection.execute(sql, values)
        except psycopg.Error as error:
            failure = in_plain_words(error)
            if isinstance(error, psycopg.errors.FeatureNotSupported):
                self._connection.close()  # it was prepared for an older schema; a new connection is not
            if self._failure is None and self._connection.pgconn.transaction_status != TransactionStatus.INTRANS:
                self._failure = failure
            raise failure from error


def commit(connection: psycopg.Connection[DictRow]) -> None:
    """Commit. Raises CommitUnknown where the answer never came, or what the server refused it for."""
    try:
        connection.commit()
    except psycopg.Error as error:
        if error.sqlstate is None or error.sqlstate[:2] in _ENDINGS_UNKNOWN:
            raise CommitUnknown(str(error)) from error
        raise in_plain_words(error) from error


def in_plain_words(error: psycopg.Error) -> Exception:
    """The error in the words of both engines, without the values that PostgreSQL adds as a detail."""
    words = error.diag.message_primary or str(error)
    if isinstance(error, psycopg.errors.SerializationFailure | psycopg.errors.DeadlockDetected):
        return Collision(words)
    if isinstance(error, psycopg.IntegrityError | psycopg.errors.RaiseException):
        return ConstraintBroken(words)
    if isinstance(error, psycopg.errors.ReadOnlySqlTransaction):
        return ReadingOnly(words)
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return DatabaseUnavailable(words)
    return StatementWrong(words)
