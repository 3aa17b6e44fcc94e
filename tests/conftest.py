"""Both databases for every test that asks for `database`: real ones, migrated, empty, and nobody else's."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from storage import open_database
from storage.postgres import PostgresDatabase
from storage.sqlite import SqliteDatabase

AnyDatabase = SqliteDatabase | PostgresDatabase

# initdb and start take about two seconds; a busy machine may take longer.
SERVER_SECONDS_MAX = 90
# What the server may come to with its log and a few databases of 9 MB.
SERVER_BYTES_MAX = 2 * 1024**3
# Few connections a test, so that several workers fit into one server.
TEST_CONNECTIONS = 4


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated, empty database; the test runs once on each engine."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[AnyDatabase]:
    """An open, migrated, empty database; the test runs once on each engine."""
    opened = open_database(database_url, connections=TEST_CONNECTIONS)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_database(sqlite_url: str) -> AsyncIterator[SqliteDatabase]:
    opened = open_database(sqlite_url)
    assert isinstance(opened, SqliteDatabase)
    yield opened
    await opened.close()


@pytest.fixture
async def postgres_database(postgres_url: str) -> AsyncIterator[PostgresDatabase]:
    opened = open_database(postgres_url, connections=TEST_CONNECTIONS)
    assert isinstance(opened, PostgresDatabase)
    yield opened
    await opened.close()


@pytest.fixture
def sqlite_url(sqlite_migrated: Path, tmp_path: Path) -> str:
    """A migrated file of the test's own."""
    path = tmp_path / "database" / "starlight.db"
    path.parent.mkdir()
    shutil.copyfile(sqlite_migrated, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_migrated: tuple[str, str]) -> Iterator[str]:
    """A migrated database of the test's own."""
    server, template = postgres_migrated
    with _new_database(server, template=template) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table; the test runs once on each engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare' / 'starlight.db'}"
        return
    with _new_database(request.getfixturevalue("postgres_server")) as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_migrated(postgres_server: str) -> Iterator[tuple[str, str]]:
    with _new_database(postgres_server) as url:
        _migrate(url)
        yield postgres_server, urlsplit(url).path.removeprefix("/")


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a server where databases can be made: TEST_DATABASE_URL, or one started for this run."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        return url
    shared = tmp_path_factory.getbasetemp()
    run_pid = os.getpid()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared, run_pid = shared.parent, os.getppid()
    with (shared / "postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        note = shared / "postgres.folder"
        if not note.exists():
            folder = Path(tempfile.mkdtemp(prefix="starlight-postgres-", dir=_fast_folder()))
            _start_server(folder, run_pid)
            note.write_text(str(folder))
        return (Path(note.read_text()) / "url").read_text()


def _fast_folder() -> str | None:
    """Memory where there is plenty: a new database is there twenty times as fast as on a disk."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > SERVER_BYTES_MAX
    return str(memory) if roomy else None


def _start_server(folder: Path, run_pid: int) -> None:
    """A guardian of its own starts the server and ends it with this run, however the run ends."""
    script = Path(__file__).with_name("postgres_server.py")
    with (folder / "guardian.log").open("w") as log:
        guardian = subprocess.Popen(
            [sys.executable, str(script), str(folder), str(run_pid)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    give_up_at = time.monotonic() + SERVER_SECONDS_MAX
    while not (folder / "url").exists():
        if guardian.poll() is not None or time.monotonic() > give_up_at:
            said = (folder / "guardian.log").read_text() if folder.exists() else ""
            guardian.kill()
            pytest.fail(f"PostgreSQL did not start: {said}")
        time.sleep(0.05)


@contextlib.contextmanager
def _new_database(server: str, *, template: str = "template0") -> Iterator[str]:
    """The address of a database on the server that is there for as long as the block runs."""
    name = f"starlight_test_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        strategy = "strategy file_copy" if connection.info.server_version >= 150000 else ""
        connection.execute(f'create database "{name}" template "{template}" {strategy}')
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        connection.execute(f'drop database "{name}" with (force)')


def _migrate(url: str) -> None:
    async def migrate() -> None:
        opened = open_database(url)
        try:
            await opened.migrate()
        finally:
            await opened.close()

    asyncio.run(migrate())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what the chats of tests/chats say now into them")
