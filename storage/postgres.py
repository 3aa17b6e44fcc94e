"""PostgreSQL: turns side by side, on any number of machines; what collides is tried again."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

import psycopg
from psycopg.adapt import Loader
from psycopg.rows import DictRow, dict_row
from psycopg_pool import ConnectionPool, PoolTimeout

from storage.database import Transaction
from storage.errors import Collision, ConnectionLost, DatabaseClosed, DatabaseUnavailable, TooManyWaiting
from storage.lease import Lease
from storage.migrations import Versioned
from storage.postgres_transaction import PostgresTransaction, commit, in_plain_words

T = TypeVar("T")

# About a second of work at full speed. Beyond it a caller is told at once and its platform sends again.
WAITING_MAX = 4096
# More collisions in a row than this are no chance but a mistake in the order of locks.
TRIES_MAX = 8
# The pause before another try: random, up to this, doubled every time.
PAUSE_SECONDS = 0.005
# A restarting server is back within this; whoever waits longer is told and tries again by its own rules.
CONNECT_SECONDS_MAX = 5
# A row locked for longer than this is somebody's mistake; an idle transaction would keep its locks for ever.
LOCK_SECONDS_MAX = 10
IDLE_IN_TRANSACTION_SECONDS_MAX = 300
# How soon the holder of a lease learns that it is lost.
LEASE_CHECK_SECONDS = 2.0
# Above the number of statements in the code.
STATEMENTS_PREPARED = 512


class PostgresDatabase(Versioned):
    """A server, reached through `connections` connections, each with a thread; opened by its first use."""

    engine = "postgres"

    def __init__(self, url: str, *, connections: int = 8) -> None:
        self._url = url
        self._pool: ConnectionPool[psycopg.Connection[DictRow]] = ConnectionPool(
            url,
            kwargs={
                "row_factory": dict_row,
                "client_encoding": "utf8",
                "connect_timeout": CONNECT_SECONDS_MAX,
            },
            configure=_configure,
            min_size=1,
            max_size=connections,
            open=False,
            timeout=CONNECT_SECONDS_MAX,
            reconnect_timeout=CONNECT_SECONDS_MAX,
        )
        self._threads = ThreadPoolExecutor(connections, thread_name_prefix="postgres")
        self._reading = asyncio.Semaphore(max(1, connections // 2))  # long reads leave half to the turns
        self._running = 0
        self._leases: list[Lease] = []
        self._closed = False

    @property
    def waiting(self) -> int:
        """How many works have no connection yet."""
        return max(0, self._running - self._pool.max_size)

    async def take(self, work: Callable[[Transaction], T]) -> T:
        """Run `work`; again after a collision, or a connection lost before its commit was sent.

        Raises CommitUnknown where the connection broke in the commit, TooManyWaiting, DatabaseUnavailable.
        """
        return await self._run(partial(_take, work=work))

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` on one snapshot that can't write."""
        async with self._reading:
            return await self._run(partial(_read, work=work))

    async def hold(self, name: str) -> Lease | None:
        """A lease on `name` among all processes of this database; None while another one has it.

        It lives as long as its own connection; when that breaks, `lease.lost` is set soon afterwards.
        """
        self._ensure_open()
        connection = await asyncio.to_thread(_locked, self._url, name)
        if connection is None:
            return None

        async def let_go() -> None:
            watch.cancel()
            await asyncio.to_thread(_unlock, connection)

        lease = Lease(name, let_go)
        watch = asyncio.create_task(_watch(lease, connection))
        self._leases.append(lease)
        return lease

    async def close(self) -> None:
        """Finish what waits, then close; a second call does nothing."""
        self._closed = True
        await asyncio.to_thread(self._threads.shutdown)
        await asyncio.to_thread(self._pool.close)
        for lease in self._leases:
            await lease.release()

    def _ensure_open(self) -> None:
        if self._closed:
            raise DatabaseClosed("the database is closed")

    async def _run(self, once: Callable[[psycopg.Connection[DictRow]], T]) -> T:
        self._ensure_open()
        if self._running >= WAITING_MAX:
            raise TooManyWaiting(f"{WAITING_MAX} works wait for the database")
        self._running += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._with_tries, once)
        finally:
            self._running -= 1

    def _with_tries(self, once: Callable[[psycopg.Connection[DictRow]], T]) -> T:
        for tried in range(TRIES_MAX - 1):
            try:
                return self._on_a_connection(once)
            except ConnectionLost:
                self._pool.check()  # the server restarted: its other connections are gone too
            except Collision:
                time.sleep(random.uniform(0, PAUSE_SECONDS * 2**tried))
        return self._on_a_connection(once)

    def _on_a_connection(self, once: Callable[[psycopg.Connection[DictRow]], T]) -> T:
        self._pool.open()
        try:
            connection = self._pool.getconn()
        except PoolTimeout as error:
            raise DatabaseUnavailable(f"no connection to PostgreSQL: {error}") from error
        try:
            return once(connection)
        except StopIteration as error:  # a future can't carry it
            raise RuntimeError("the work raised StopIteration") from error
        finally:
            self._pool.putconn(connection)


def _take(connection: psycopg.Connection[DictRow], work: Callable[[Transaction], T]) -> T:
    tx = PostgresTransaction(connection)
    try:
        outcome = work(tx)
        tx.ensure_sound()
    except BaseException as error:
        _roll_back(connection, error)
        if tx.collided:
            raise Collision(str(error)) from error
        raise
    finally:
        tx.end()
    commit(connection)
    return outcome


def _read(connection: psycopg.Connection[DictRow], work: Callable[[Transaction], T]) -> T:
    tx = PostgresTransaction(connection)
    try:
        tx.run("set transaction isolation level repeatable read, read only")
        return work(tx)
    except BaseException as error:
        _roll_back(connection, error)
        raise
    finally:
        tx.end()
        with contextlib.suppress(psycopg.Error):
            connection.rollback()


def _roll_back(connection: psycopg.Connection[DictRow], error: BaseException) -> None:
    """Undo. Raises ConnectionLost where the work failed because its connection did."""
    if connection.closed:
        raise ConnectionLost(str(error)) from error
    with contextlib.suppress(psycopg.Error):  # broken now: the server undoes it by itself
        connection.rollback()


def _configure(connection: psycopg.Connection[DictRow]) -> None:
    connection.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
    connection.prepared_max = STATEMENTS_PREPARED
    connection.adapters.register_loader("numeric", _Number)
    connection.execute(f"set lock_timeout = '{LOCK_SECONDS_MAX}s'")
    connection.execute(f"set idle_in_transaction_session_timeout = '{IDLE_IN_TRANSACTION_SECONDS_MAX}s'")
    connection.commit()


class _Number(Loader):
    """`sum(…)` of whole numbers is a whole number, as SQLite says it."""

    def load(self, data: Any) -> int | float:
        text = bytes(data).decode()
        return int(text) if text.lstrip("-").isdecimal() else float(text)


def _locked(url: str, name: str) -> psycopg.Connection[DictRow] | None:
    """A connection of its own that holds the lock; None while another one does."""
    key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
    try:
        connection = psycopg.connect(
            url,
            autocommit=True,
            row_factory=dict_row,
            connect_timeout=CONNECT_SECONDS_MAX,
            keepalives_idle=10,
        )
        found = connection.execute("select pg_try_advisory_lock(%s) as held", (key,)).fetchone()
    except psycopg.Error as error:
        raise in_plain_words(error) from error
    if found and found["held"]:
        return connection
    connection.close()
    return None


def _unlock(connection: psycopg.Connection[DictRow]) -> None:
    with contextlib.suppress(psycopg.Error):  # a broken connection holds nothing any more
        connection.execute("select pg_advisory_unlock_all()")  # closing alone lets go a moment later
    connection.close()


async def _watch(lease: Lease, connection: psycopg.Connection[DictRow]) -> None:
    """Ask the connection now and then whether it still lives; the lock dies with it."""
    try:
        while True:
            await asyncio.sleep(LEASE_CHECK_SECONDS)
            await asyncio.to_thread(connection.execute, "select 1")
    except psycopg.Error:
        lease.lost.set()
