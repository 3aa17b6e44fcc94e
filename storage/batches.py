"""What runs on SQLite's own thread: turns, a batch of them in one commit."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, TypeVar

from storage.database import Row, Transaction
from storage.errors import ConstraintBroken, DatabaseUnavailable, ReadingOnly, StatementWrong, TransactionLost
from storage.sql import Translations, for_sqlite, with_rows

T = TypeVar("T")

# One fsync for up to this many turns; nobody waits for his neighbours longer than this (HOUSE).
BATCH_TURNS_MAX = 64
BATCH_SECONDS_MAX = 0.020

WORDS = Translations(for_sqlite)
# Errors that come from outside the statement; they may be gone at the next try.
_OUTSIDE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOTADB,
}


class SqliteTransaction:
    """An open transaction on the connection's own thread.

    A savepoint is opened by the first statement in it that may write: where none does, there is nothing to undo.
    """

    __slots__ = ("_connection", "_execute", "unopened")

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._execute = connection.execute
        self.unopened = 0  # savepoints entered so far that no statement has opened

    def run(self, sql: str, /, **values: Any) -> int:
        try:
            if self.unopened and not sql.startswith("select"):
                self._open_savepoints()
            return max(self._execute(WORDS[sql], values).rowcount, 0)
        except sqlite3.Error as error:
            raise self._explained(error) from error

    def one(self, sql: str, /, **values: Any) -> Row | None:
        try:
            if self.unopened and not sql.startswith("select"):
                self._open_savepoints()
            return self._execute(WORDS[sql], values).fetchone()  # type: ignore[no-any-return]
        except sqlite3.Error as error:
            raise self._explained(error) from error

    def all(self, sql: str, /, **values: Any) -> list[Row]:
        try:
            if self.unopened and not sql.startswith("select"):
                self._open_savepoints()
            return self._execute(WORDS[sql], values).fetchall()
        except sqlite3.Error as error:
            raise self._explained(error) from error

    def many(self, sql: str, rows: Sequence[Sequence[Any]], /) -> list[Row]:
        try:
            if self.unopened:
                self._open_savepoints()
            words = with_rows(sql, "?", len(rows), len(rows[0]))
            return self._execute(words, [*chain.from_iterable(rows)]).fetchall()
        except sqlite3.Error as error:
            raise self._explained(error) from error

    def savepoint(self) -> Savepoint:
        return Savepoint(self)

    @property
    def is_open(self) -> bool:
        return self._connection.in_transaction

    def end(self) -> None:
        """Let no further statement through: it would be committed by itself."""
        self._execute = _refuse

    def step(self, sql: str) -> None:
        """Release a savepoint, or go back to it."""
        try:
            self._execute(sql)
        except sqlite3.Error as error:
            raise self._explained(error) from error

    def _open_savepoints(self) -> None:
        while self.unopened:
            self._execute("savepoint step")
            self.unopened -= 1

    def _explained(self, error: sqlite3.Error) -> Exception:
        if not self._connection.in_transaction:
            self.end()
        return in_plain_words(error, self._connection)


class Savepoint:
    """A step within a transaction, undone where its block raises: once a turn at least, so no generator."""

    __slots__ = ("_tx",)

    def __init__(self, tx: SqliteTransaction) -> None:
        self._tx = tx

    def __enter__(self) -> None:
        self._tx.unopened += 1

    def __exit__(self, kind: type[BaseException] | None, error: object, traceback: object) -> None:
        if self._tx.unopened:
            self._tx.unopened -= 1
        elif kind is None:
            self._tx.step("release step")
        elif self._tx.is_open:
            self._tx.step("rollback to step")
            self._tx.step("release step")


class Turn:
    """A piece of work, who waits for it, and what came of it."""

    __slots__ = ("ended", "error", "value", "work")

    def __init__(self, work: Callable[[Transaction], Any], ended: asyncio.Future[None]) -> None:
        self.work = work
        self.ended = ended
        self.value: Any = None
        self.error: BaseException | None = None


def take_batch(connection: sqlite3.Connection, waiting: deque[Turn], batch: list[Turn]) -> int:
    """Run what waits, at most a batch; how many commits it took. Every turn knows its outcome afterwards.

    Hardly ever does one fail, so first they simply run. Where one does, all run again, each in a savepoint, so that it
    harms no neighbour. Where that transaction is lost as well (a full disk), or can't be committed, each runs alone.
    """
    try:
        if _take_together(connection, waiting, batch) or _take_apart(connection, batch):
            return 1
    except sqlite3.IntegrityError:
        pass  # a turn left a deferred constraint broken; its neighbours did not
    except sqlite3.Error as error:
        for turn in batch:
            turn.error = in_plain_words(error, connection)
        return 0
    return sum(_take_alone(connection, turn) for turn in batch)


def read_snapshot(connection: sqlite3.Connection, work: Callable[[Transaction], T]) -> T:
    """Run `work` on what is committed now; it is never committed itself."""
    _begin(connection, "begin")
    tx = SqliteTransaction(connection)
    try:
        return work(tx)
    finally:
        tx.end()
        connection.rollback()


def popped(waiting: deque[Turn], count: int) -> list[Turn]:
    """The first `count` of those that wait; they wait no more."""
    return [waiting.popleft() for _ in range(count)]


def in_plain_words(error: sqlite3.Error, connection: sqlite3.Connection) -> Exception:
    """The error in the words of both engines."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_CONSTRAINT:
        return ConstraintBroken(str(error))
    if code == sqlite3.SQLITE_READONLY and connection.execute("pragma query_only").fetchone()[0]:
        return ReadingOnly(str(error))
    if code in _OUTSIDE:
        return DatabaseUnavailable(str(error))
    return StatementWrong(str(error))


def _take_together(connection: sqlite3.Connection, waiting: deque[Turn], batch: list[Turn]) -> bool:
    """One transaction for the whole batch; False where a turn failed, and nothing of it is kept."""
    waited = len(waiting)
    try:
        _begin(connection, "begin immediate")
    except sqlite3.Error:
        batch.extend(popped(waiting, waited))
        raise
    ends_at = time.monotonic() + BATCH_SECONDS_MAX
    while waiting and len(batch) < BATCH_TURNS_MAX and time.monotonic() < ends_at:
        turn = waiting.popleft()
        if turn.ended.cancelled():
            continue
        batch.append(turn)
        tx = SqliteTransaction(connection)
        try:
            turn.value = turn.work(tx)
        except BaseException:
            return False
        finally:
            tx.end()
        if not connection.in_transaction:
            return False
    connection.execute("commit")
    return True


def _take_apart(connection: sqlite3.Connection, batch: list[Turn]) -> bool:
    """One transaction with a savepoint for each turn; False where it was lost on the way and nothing of it is kept."""
    _begin(connection, "begin immediate")
    for turn in batch:
        _take_one(connection, turn)
        if not connection.in_transaction:
            return False
    connection.execute("commit")
    return True


def _take_alone(connection: sqlite3.Connection, turn: Turn) -> int:
    try:
        _begin(connection, "begin immediate")
        _take_one(connection, turn)
        if not connection.in_transaction:
            turn.error = turn.error or TransactionLost("the engine gave the transaction up")
            return 0
        connection.execute("commit")
        return 1
    except sqlite3.Error as error:
        turn.error = in_plain_words(error, connection)
        return 0


def _take_one(connection: sqlite3.Connection, turn: Turn) -> None:
    turn.value = turn.error = None
    tx = SqliteTransaction(connection)
    try:
        with tx.savepoint():
            turn.value = turn.work(tx)
    except BaseException as error:
        turn.error = error
    tx.end()


def _begin(connection: sqlite3.Connection, how: str) -> None:
    """Begin anew; what a failed commit left open is undone first."""
    if connection.in_transaction:
        connection.execute("rollback")
    connection.execute(how)


def _refuse(*_: Any) -> sqlite3.Cursor:
    raise TransactionLost("this transaction has ended; no further statement is let through")
