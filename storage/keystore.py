"""Where wrapped keys live: apart from everything they open, so that no backup of the one holds the other."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

BUSY_MS_MAX = 5_000  # how long a writer of another process is waited for; each holds the file for a few ms

_SQLITE = """
create table if not exists person_key (row integer primary key, id text not null unique, master text not null,
  wrapped blob not null);
create table if not exists tombstone (id text primary key, destroyed_at integer not null) without rowid;
"""


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A key as it rests: its id, the id of the master key around it, and the wrapped bytes."""

    id: str
    master: str
    wrapped: bytes


class Keys(Protocol):
    """A key store; every call is durable before it returns and may come from any thread."""

    def add(self, keys: Sequence[WrappedKey]) -> None:
        """Keep new keys; one whose id is already there is left as it was."""
        ...

    def find(self, key: str) -> WrappedKey | None:
        """The wrapped key, or None when it was never here or was destroyed."""
        ...

    def is_destroyed(self, key: str) -> bool:
        """Whether a tombstone stands for this key."""
        ...

    def swap(self, old: WrappedKey, new: WrappedKey) -> bool:
        """Put a key's new wrapping in place of its old one; False when it is no longer the old one."""
        ...

    def all_but(self, master: str) -> list[WrappedKey]:
        """Every key that another master key is wrapped around."""
        ...

    def destroy(self, key: str, at: int) -> None:
        """Remove a wrapped key for good and leave a tombstone (`at`: UTC seconds); harmless when repeated."""
        ...

    def tombstones(self) -> dict[str, int]:
        """Every destroyed key and when it was destroyed; a restore destroys these again."""
        ...

    def close(self) -> None: ...


class SqliteKeys:
    """Keys in an SQLite file of their own.

    A destroyed key is overwritten where it lies with zeros of its own length, so no page is rebuilt around
    it, and the write-ahead log is cut. What a disk keeps below its file system is out of reach: there the
    master key guards.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        self._lock = threading.Lock()
        self._sql = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        for setting in (
            f"busy_timeout = {BUSY_MS_MAX}",
            "journal_mode = wal",
            "synchronous = full",
            "secure_delete = on",
        ):
            self._sql.execute(f"pragma {setting}")
        self._sql.executescript(_SQLITE)

    def add(self, keys: Sequence[WrappedKey]) -> None:
        with self._writing():
            self._sql.executemany(
                "insert into person_key (id, master, wrapped) select :id, :master, :wrapped where not exists"
                " (select 1 from tombstone where id = :id) on conflict (id) do nothing",
                [{"id": key.id, "master": key.master, "wrapped": key.wrapped} for key in keys],
            )

    def find(self, key: str) -> WrappedKey | None:
        sql = (
            "select id, master, wrapped from person_key where id = ?"
            " and not exists (select 1 from tombstone where tombstone.id = person_key.id)"
        )
        return next(self._rows(sql, key), None)

    def is_destroyed(self, key: str) -> bool:
        with self._lock:
            return self._sql.execute("select 1 from tombstone where id = ?", (key,)).fetchone() is not None

    def swap(self, old: WrappedKey, new: WrappedKey) -> bool:
        with self._writing():
            done = self._sql.execute(
                "update person_key set master = ?, wrapped = ? where id = ? and wrapped = ?",
                (new.master, new.wrapped, old.id, old.wrapped),
            )
            return done.rowcount == 1

    def all_but(self, master: str) -> list[WrappedKey]:
        sql = (
            "select id, master, wrapped from person_key where master <> ?"
            " and not exists (select 1 from tombstone where tombstone.id = person_key.id)"
        )
        return list(self._rows(sql, master))

    def destroy(self, key: str, at: int) -> None:
        with self._writing():
            row = self._sql.execute("select length(wrapped) from person_key where id = ?", (key,)).fetchone()
            if row is not None:
                self._sql.execute("update person_key set wrapped = ? where id = ?", (bytes(row[0]), key))
            self._sql.execute("insert into tombstone values (?, ?) on conflict (id) do nothing", (key, at))
        self._cut_log()

    def tombstones(self) -> dict[str, int]:
        with self._lock:
            return dict(self._sql.execute("select id, destroyed_at from tombstone").fetchall())

    def close(self) -> None:
        with self._lock:
            self._sql.close()

    def _rows(self, sql: str, value: str) -> Iterator[WrappedKey]:
        with self._lock:
            rows = self._sql.execute(sql, (value,)).fetchall()
        return (WrappedKey(*row) for row in rows)

    def _cut_log(self) -> None:
        with self._lock:
            busy, _, _ = self._sql.execute("pragma wal_checkpoint(truncate)").fetchone()
        if busy:
            raise TimeoutError(
                "the key is destroyed, but its log is still being read; destroy it once more to cut the log"
            )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._lock:
            self._sql.execute("begin immediate")
            try:
                yield
                self._sql.execute("commit")
            except BaseException:
                if self._sql.in_transaction:
                    self._sql.execute("rollback")
                raise
