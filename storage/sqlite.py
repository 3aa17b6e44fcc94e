"""SQLite: a file with one writer; turns that wait are kept by one commit."""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import os
import sqlite3
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import aiosqlite

from storage.batches import Turn, popped, read_snapshot, take_batch
from storage.database import Transaction
from storage.errors import DatabaseClosed, DatabaseUnavailable, TooManyWaiting
from storage.lease import Lease
from storage.migrations import Versioned

T = TypeVar("T")

# About a second of work at full speed. Beyond it a caller is told at once and its platform sends again.
WAITING_TURNS_MAX = 8192
# Two long reads (an export, a weekly summary) at a time leave the second core to the writer.
READERS = 2
WAITING_READS_MAX = 256
# How long another process (`starlight invite`) may hold the writer's place before we say so.
LOCKED_SECONDS_MAX = 5.0
LOCKED_LOOK_SECONDS = 0.02
# Above the number of statements in the code, so that none is prepared twice.
STATEMENTS_PREPARED = 512
# The pages of a connection that stay in memory: the inner ones of all indexes of a million postings, with room.
CACHE_KIB = 16 * 1024
# A write-ahead log that grew during a long read is cut back to this.
WAL_BYTES_KEPT = 64 * 1024 * 1024


class SqliteDatabase(Versioned):
    """A file, opened by its first use. Another process may write beside us; we wait for each other's commits.

    `commits` counts those that succeeded, for metrics: turns divided by it is how many share one.
    """

    engine = "sqlite"

    def __init__(self, path: Path) -> None:
        self._file = DatabaseFile(path)
        self._waiting: deque[Turn] = deque()
        self._writer: Wire | None = None
        self._writing: asyncio.Task[None] | None = None
        self._readers: asyncio.LifoQueue[Wire | None] = asyncio.LifoQueue()
        for _ in range(READERS):
            self._readers.put_nowait(None)
        self._reads = 0
        self._leases: list[Lease] = []
        self._closed = False
        self.commits = 0

    @property
    def waiting(self) -> int:
        """How many turns wait for the writer."""
        return len(self._waiting)

    async def take(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in its turn; its outcome is given after the commit that it shares with its neighbours.

        Where the engine gives up the shared transaction (a full disk), `work` runs once more by itself. Who
        stops waiting stops the work only if it has not begun. Raises TooManyWaiting, DatabaseUnavailable.
        """
        self._ensure_open()
        if len(self._waiting) >= WAITING_TURNS_MAX:
            raise TooManyWaiting(f"{WAITING_TURNS_MAX} turns wait for the database")
        turn = Turn(work, asyncio.get_running_loop().create_future())
        self._waiting.append(turn)
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        await turn.ended
        if turn.error is not None:
            raise turn.error
        return turn.value  # type: ignore[no-any-return]

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` on one snapshot, on a connection that can't write."""
        self._ensure_open()
        if self._reads >= WAITING_READS_MAX:
            raise TooManyWaiting(f"{WAITING_READS_MAX} reads wait for the database")
        self._reads += 1
        reader = None
        try:
            reader = await self._readers.get()
            try:
                reader = reader or await Wire.connected(self._file, reads_only=True)
                return await reader.hop(partial(read_snapshot, work=work))
            finally:
                self._readers.put_nowait(reader)
        finally:
            self._reads -= 1

    async def hold(self, name: str) -> Lease | None:
        """A lease on `name` among the processes of this machine; None while another one has it."""
        self._ensure_open()
        digest = hashlib.sha256(name.encode()).hexdigest()[:16]
        path = self._file.path.with_name(f"{self._file.path.name}.{digest}.lock")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return None

        async def let_go() -> None:
            os.close(file)

        lease = Lease(name, let_go)
        self._leases.append(lease)
        return lease

    async def close(self) -> None:
        """Finish what waits, then close; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        if self._writing is not None:
            await self._writing
        for _ in range(READERS):
            if (reader := await self._readers.get()) is not None:
                await reader.close()
        if self._writer is not None:
            await self._writer.close()
        for lease in self._leases:
            await lease.release()

    def _ensure_open(self) -> None:
        if self._closed:
            raise DatabaseClosed("the database is closed")

    async def _write(self) -> None:
        """Take batch after batch until nobody waits."""
        try:
            while self._waiting:
                await self._write_batch()
        except BaseException:  # the process is ending: whoever still waits is not told that anything was kept
            for turn in self._waiting:
                turn.ended.cancel()
            raise
        finally:
            self._writing = None

    async def _write_batch(self) -> None:
        batch: list[Turn] = []
        try:
            self._writer = self._writer or await Wire.connected(self._file)
            self.commits += await self._writer.hop(partial(take_batch, waiting=self._waiting, batch=batch))
        except Exception as error:  # not opened, or its file is gone: all that wait are told
            batch = batch or popped(self._waiting, len(self._waiting))
            for turn in batch:
                turn.error = DatabaseUnavailable(str(error))
                turn.error.__cause__ = error
        except BaseException:
            for turn in batch:
                turn.ended.cancel()
            raise
        for turn in batch:
            if not turn.ended.done():
                turn.ended.set_result(None)


class DatabaseFile:
    """The one file that this process writes. Another one under its name would swallow every commit."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._identity: tuple[int, int] | None = None

    def ensure_same(self) -> None:
        """Raises DatabaseUnavailable where the name means another file than at the first call, or none."""
        try:
            found = os.stat(self.path)
        except OSError as error:
            raise DatabaseUnavailable(f"{self.path} is gone: put it back, or restart") from error
        self._identity = self._identity or (found.st_dev, found.st_ino)
        if self._identity != (found.st_dev, found.st_ino):
            raise DatabaseUnavailable(f"{self.path} was replaced while it was open: put it back, or restart")

    def open(self, *, reads_only: bool) -> sqlite3.Connection:
        """A connection for the calling thread; only the very first one may make the file."""
        if self._identity is not None:
            self.ensure_same()
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        connection = sqlite3.connect(
            self.path,
            timeout=LOCKED_SECONDS_MAX,
            isolation_level=None,
            cached_statements=STATEMENTS_PREPARED,
        )
        try:
            connection.row_factory = sqlite3.Row
            _write_ahead(connection)
            connection.execute("pragma synchronous = full")
            connection.execute("pragma foreign_keys = on")
            connection.execute(f"pragma journal_size_limit = {WAL_BYTES_KEPT}")
            connection.execute(f"pragma cache_size = -{CACHE_KIB}")
            connection.execute("pragma temp_store = memory")  # what savepoints keep of a page needs no file
            connection.execute(f"pragma query_only = {'on' if reads_only else 'off'}")
            self.ensure_same()
        except BaseException:
            connection.close()
            raise
        return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to a write-ahead log. The engine does not wait where another process does just that, so we do."""
    ends_at = time.monotonic() + LOCKED_SECONDS_MAX
    while True:
        try:
            connection.execute("pragma journal_mode = wal")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > ends_at:
                raise
        time.sleep(LOCKED_LOOK_SECONDS)


class Wire(aiosqlite.Connection):
    """A connection whose thread runs whole functions."""

    def __init__(self, file: DatabaseFile, *, reads_only: bool) -> None:
        super().__init__(partial(file.open, reads_only=reads_only), iter_chunk_size=64)
        self._thread.daemon = True  # a process that forgot to close may still end; what was committed is safe
        self._file = file

    @classmethod
    async def connected(cls, file: DatabaseFile, *, reads_only: bool = False) -> Wire:
        """An open connection with its own thread. Raises DatabaseUnavailable."""
        wire = cls(file, reads_only=reads_only)
        try:
            await wire
        except (sqlite3.Error, OSError) as error:
            wire._thread.join()  # it has nothing left to do but to end
            raise DatabaseUnavailable(f"{file.path} can't be opened: {error}") from error
        return wire

    async def hop(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` on the thread. Raises DatabaseUnavailable where the file is no longer ours."""
        return await self._execute(self._run, work)  # type: ignore[no-any-return, no-untyped-call]

    def _run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        self._file.ensure_same()
        try:
            return work(self._conn)
        except StopIteration as error:  # a future can't carry it
            raise RuntimeError("the work raised StopIteration") from error
