"""The key store of several machines: a schema of its own on PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg

from storage.keystore import WrappedKey

CONNECT_SECONDS_MAX = 10

_POSTGRES = """
create schema if not exists keys;
create table if not exists keys.person_key
  (id text primary key, master text not null, wrapped bytea not null);
create table if not exists keys.tombstone (id text primary key, destroyed_at bigint not null);
"""


class PostgresKeys:
    """Keys in a schema of their own, `keys`, which dumps leave out (`pg_dump --exclude-schema=keys`).

    Destroying rewrites the table. The server's own log keeps a wrapped key until it is recycled: there, and
    in its archives, the master key guards.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = threading.Lock()
        self._link: psycopg.Connection[Any] | None = None
        with self._connected() as sql:
            sql.execute("select pg_advisory_lock(hashtext('starlight keys'))")  # two processes starting at once
            sql.execute(_POSTGRES)
            sql.execute("select pg_advisory_unlock(hashtext('starlight keys'))")

    def add(self, keys: Sequence[WrappedKey]) -> None:
        with self._connected() as sql, sql.transaction():
            sql.cursor().executemany(
                "insert into keys.person_key (id, master, wrapped) select %(id)s, %(master)s, %(wrapped)s"
                " where not exists (select 1 from keys.tombstone where id = %(id)s)"
                " on conflict (id) do nothing",
                [{"id": key.id, "master": key.master, "wrapped": key.wrapped} for key in keys],
            )

    def find(self, key: str) -> WrappedKey | None:
        return next(self._rows("select id, master, wrapped from keys.person_key where id = %s", key), None)

    def is_destroyed(self, key: str) -> bool:
        with self._connected() as sql:
            return sql.execute("select 1 from keys.tombstone where id = %s", (key,)).fetchone() is not None

    def swap(self, old: WrappedKey, new: WrappedKey) -> bool:
        with self._connected() as sql:
            done = sql.execute(
                "update keys.person_key set master = %s, wrapped = %s where id = %s and wrapped = %s",
                (new.master, new.wrapped, old.id, old.wrapped),
            )
            return done.rowcount == 1

    def all_but(self, master: str) -> list[WrappedKey]:
        return list(self._rows("select id, master, wrapped from keys.person_key where master <> %s", master))

    def destroy(self, key: str, at: int) -> None:
        with self._connected() as sql:
            with sql.transaction():
                sql.execute("insert into keys.tombstone values (%s, %s) on conflict (id) do nothing", (key, at))
                sql.execute("delete from keys.person_key where id = %s", (key,))
            sql.execute("vacuum full keys.person_key")

    def tombstones(self) -> dict[str, int]:
        with self._connected() as sql:
            return dict(sql.execute("select id, destroyed_at from keys.tombstone").fetchall())

    def close(self) -> None:
        with self._lock:
            if self._link is not None:
                self._link.close()

    def _rows(self, query: str, value: str) -> Iterator[WrappedKey]:
        with self._connected() as sql:
            rows = sql.execute(query, (value,)).fetchall()
        return (WrappedKey(*row) for row in rows)

    @contextmanager
    def _connected(self) -> Iterator[psycopg.Connection[Any]]:
        """The one connection, opened anew when the server has dropped it."""
        with self._lock:
            if self._link is None or self._link.closed:
                self._link = psycopg.connect(self._url, autocommit=True, connect_timeout=CONNECT_SECONDS_MAX)
            try:
                yield self._link
            except psycopg.OperationalError:
                self._link.close()
                raise
