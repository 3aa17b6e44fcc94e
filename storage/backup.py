"""What a backup is made of: the database as of one moment, and every photo that it names. Keys stay apart."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from storage.keystore import Keys, SqliteKeys
from storage.seals import INDEX_ROOT

SQLITE_NAME, DUMP_NAME = "starlight.db", "starlight.dump"
PHOTO_NAMES = "select name from photo where state = 'kept' and name is not null order by name"
BUSY_SECONDS_MAX = 30.0  # how long a writer is waited for


class CannotBackUp(ValueError):
    """What is missing on this machine, in words for an operator."""


def copy_sqlite(path: Path, to: Path) -> list[str]:
    """Copy a database while it is being written to, as of one moment; the names of the photos it keeps."""
    opened = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=BUSY_SECONDS_MAX)
    with closing(opened) as source, closing(sqlite3.connect(to)) as copy:
        source.backup(copy)
        copy.execute("pragma journal_mode = delete")  # one file, with nothing beside it
        return [row[0] for row in copy.execute(PHOTO_NAMES)]


def check_sqlite(path: Path) -> list[str]:
    """What is wrong with a database file by SQLite's own account, empty where nothing is."""
    try:
        with closing(sqlite3.connect(path)) as copy:
            found = [row[0] for row in copy.execute("pragma integrity_check")]
            torn = [f"a row of {row[0]} points nowhere" for row in copy.execute("pragma foreign_key_check")]
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [line for line in found if line != "ok"] + torn


def dump_postgres(url: str, to: Path) -> list[str]:
    """Dump a database by `pg_dump`, without the keys, as of one moment; the names of the photos it keeps then.

    Raises CannotBackUp where there is no pg_dump, or one older than the server.
    """
    program = _program("pg_dump")
    with psycopg.connect(url) as link:
        link.execute("set transaction isolation level repeatable read read only")
        row = link.execute("select pg_export_snapshot()").fetchone()
        assert row is not None, "a snapshot has its name"
        _run([program, "--format=custom", "--exclude-schema=keys", f"--snapshot={row[0]}", f"--file={to}"], url)
        return [name for (name,) in link.execute(PHOTO_NAMES)]


def restore_postgres(dump: Path, url: str) -> None:
    """Fill an empty database from a dump, all of it or nothing. Raises CannotBackUp where it is not empty."""
    with psycopg.connect(url) as link:
        if link.execute("select 1 from pg_tables where schemaname = 'public'").fetchone():
            raise CannotBackUp("DATABASE_URL names a database that has tables: make a new, empty one and name that")
    _run([_program("pg_restore"), "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
          f"--dbname={_without_password(url)}", str(dump)], url)  # fmt: skip


class OtherKeys(ValueError):
    """Keys of another installation: what one sealed the other can't open."""


def merge_keys(into: Keys, *others: Keys) -> None:
    """Take in the keys of other stores; whoever was erased in any of them is erased. Raises OtherKeys."""
    for other in others:
        ours, theirs = into.find(INDEX_ROOT), other.find(INDEX_ROOT)
        if ours and theirs and ours.wrapped != theirs.wrapped:
            raise OtherKeys("these keys belong to another installation than the ones that are here")
        into.add(other.all_but(""))
    known = into.tombstones()
    for key, at in {key: at for other in others for key, at in other.tombstones().items()}.items():
        if key not in known:
            into.destroy(key, at)


def has_keys(keys: Keys) -> bool:
    """Whether a key store was ever used."""
    return keys.find(INDEX_ROOT) is not None


@contextmanager
def key_file(path: Path) -> Iterator[SqliteKeys]:
    """A key store's file, open for a while."""
    keys = SqliteKeys(path)
    try:
        yield keys
    finally:
        keys.close()


def _program(name: str) -> str:
    found = shutil.which(name)
    if not found:
        raise CannotBackUp(
            f"{name} is not on this machine, and a PostgreSQL database is saved by its own tools: install the"
            " PostgreSQL client programs (Debian and Ubuntu: apt-get install postgresql-client)"
        )
    return found


def _run(command: list[str], url: str) -> None:
    """Run one of PostgreSQL's programs; its password is not seen among the machine's processes."""
    password = conninfo_to_dict(url).get("password")
    environment = {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}
    if not any(word.startswith("--dbname") for word in command):
        command = [*command, f"--dbname={_without_password(url)}"]
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        raise CannotBackUp(f"{Path(command[0]).name}: {done.stderr.strip()}")


def _without_password(url: str) -> str:
    return make_conninfo("", **{name: value for name, value in conninfo_to_dict(url).items() if name != "password"})
