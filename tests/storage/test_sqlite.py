"""What only the embedded database does: turns share commits, a disk fills up, a file goes away."""

from __future__ import annotations

import asyncio
import os
import resource
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from storage import open_database, sqlite
from storage.batches import BATCH_TURNS_MAX
from storage.database import Transaction
from storage.errors import DatabaseUnavailable, TooManyWaiting, TransactionLost
from storage.sqlite import SqliteDatabase


@pytest.fixture
async def database(sqlite_database: SqliteDatabase) -> SqliteDatabase:
    """With a table to write to."""
    await sqlite_database.take(lambda tx: tx.run("create table note (id text primary key, words text not null)"))
    return sqlite_database


@pytest.fixture
def path(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


def write(id: str, words: str = "") -> Callable[[Transaction], int]:
    return lambda tx: tx.run("insert into note (id, words) values (:id, :words)", id=id, words=words)


def ids(tx: Transaction) -> list[str]:
    return [row["id"] for row in tx.all("select id from note order by id")]


async def fill_up(database: SqliteDatabase, pages_left: int) -> None:
    """As if the disk had room for so many pages more."""

    def limit(tx: Transaction) -> None:
        row = tx.one("pragma page_count")
        assert row is not None
        tx.all(f"pragma max_page_count = {row['page_count'] + pages_left}")

    await database.take(limit)


async def test_the_file_is_opened_as_promised(database: SqliteDatabase) -> None:
    def setting(tx: Transaction, name: str) -> object:
        row = tx.one(f"pragma {name}")
        assert row is not None
        return row[name] if name != "busy_timeout" else row["timeout"]

    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "temp_store", "query_only")
    writer = await database.take(lambda tx: [setting(tx, name) for name in names])
    reader = await database.read(lambda tx: [setting(tx, name) for name in names])
    assert writer == ["wal", 2, 1, 5000, 2, 0]
    assert reader == ["wal", 2, 1, 5000, 2, 1]


async def test_turns_that_wait_share_a_commit(database: SqliteDatabase) -> None:
    before = database.commits
    await asyncio.gather(*(database.take(write(f"{n:03}")) for n in range(BATCH_TURNS_MAX * 3)))
    assert 3 <= database.commits - before <= 30
    assert len(await database.read(ids)) == BATCH_TURNS_MAX * 3


async def test_turns_share_a_commit_also_where_one_of_them_fails(database: SqliteDatabase) -> None:
    def fails(tx: Transaction) -> None:
        write("never")(tx)
        raise LookupError

    before = database.commits
    works = [*(write(f"{n:03}") for n in range(10)), fails, *(write(f"{n:03}") for n in range(10, 20))]
    outcomes = await asyncio.gather(*(database.take(work) for work in works), return_exceptions=True)
    assert [type(each) for each in outcomes].count(LookupError) == 1
    assert database.commits - before <= 4
    assert await database.read(ids) == [f"{n:03}" for n in range(20)]


@pytest.mark.parametrize("way", ["run", "one", "all"])
async def test_whatever_writes_in_a_savepoint_is_undone_with_it(database: SqliteDatabase, way: str) -> None:
    def refused(tx: Transaction) -> None:
        with tx.savepoint():
            ids(tx)
            getattr(tx, way)("insert into note (id, words) values (:id, '') returning id", id="undone")
            assert ids(tx) == ["before", "undone"]
            raise LookupError

    def work(tx: Transaction) -> None:
        write("before")(tx)
        with pytest.raises(LookupError):
            refused(tx)

    await database.take(work)
    assert await database.read(ids) == ["before"]


async def test_a_batch_ends_after_its_time(database: SqliteDatabase) -> None:
    def slow(tx: Transaction) -> None:
        threading.Event().wait(0.015)

    before = database.commits
    await asyncio.gather(*(database.take(slow) for _ in range(6)))
    assert database.commits - before == 3


async def test_no_outcome_is_told_before_the_commit(database: SqliteDatabase, path: Path) -> None:
    told: list[str] = []
    seen_too_early: list[str] = []
    onlooker = sqlite3.connect(path)

    async def call(id: str) -> None:
        await database.take(write(id))
        told.append(id)
        if onlooker.execute("select count(*) from note where id = ?", (id,)).fetchone() == (0,):
            seen_too_early.append(id)

    def last(tx: Transaction) -> None:
        threading.Event().wait(0.05)  # the others of its batch have run and wait for it
        assert told == []

    await asyncio.gather(*(call(f"{n}") for n in range(10)), database.take(last))
    onlooker.close()
    assert len(told) == 10
    assert seen_too_early == []


async def test_a_full_disk_fails_only_what_has_no_room(database: SqliteDatabase) -> None:
    await fill_up(database, pages_left=4)
    turns = [write("a"), write("big", "x" * 100_000), write("b"), write("c")]
    outcomes = await asyncio.gather(*(database.take(turn) for turn in turns), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [int, DatabaseUnavailable, int, int]
    assert await database.read(ids) == ["a", "b", "c"]


async def test_a_full_disk_acknowledges_nothing_that_is_lost_and_mends_by_itself(
    database: SqliteDatabase,
) -> None:
    await fill_up(database, pages_left=10)
    wanted = {f"{n:03}" for n in range(200)}
    outcomes = await asyncio.gather(
        *(database.take(write(id, id * 200)) for id in sorted(wanted)), return_exceptions=True
    )
    told = {id for id, outcome in zip(sorted(wanted), outcomes, strict=True) if outcome == 1}
    assert 0 < len(told) < 200
    assert set(await database.read(ids)) == told
    assert all(isinstance(outcome, DatabaseUnavailable) for outcome in outcomes if outcome != 1)
    await fill_up(database, pages_left=10_000)
    await asyncio.gather(*(database.take(write(id)) for id in wanted - told))
    assert set(await database.read(ids)) == wanted


async def test_work_that_goes_on_after_a_full_disk_writes_nothing_by_itself(database: SqliteDatabase) -> None:
    await fill_up(database, pages_left=4)

    def careless(tx: Transaction) -> str:
        write("before")(tx)
        with pytest.raises(DatabaseUnavailable):
            write("big", "x" * 100_000)(tx)
        try:
            write("after")(tx)
        except TransactionLost:
            return "all well"
        return "nothing noticed"

    with pytest.raises(TransactionLost):
        await database.take(careless)
    assert await database.read(ids) == []


async def test_a_commit_that_fails_acknowledges_nobody(database: SqliteDatabase, path: Path) -> None:
    await database.take(write("before"))
    logged = path.with_name(f"{path.name}-wal").stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (logged, hard))  # the log, written at the commit, may not grow
    try:
        turns = (database.take(write(f"{n}")) for n in range(5))
        outcomes = await asyncio.gather(*turns, return_exceptions=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [type(outcome) for outcome in outcomes] == [DatabaseUnavailable] * 5
    assert await database.read(ids) == ["before"]
    assert await database.take(write("after")) == 1
    assert await database.read(ids) == ["after", "before"]


async def test_another_process_may_write_for_a_moment(database: SqliteDatabase, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("begin immediate")
    other.execute("insert into note values ('invited', '')")
    turn = asyncio.create_task(database.take(write("a")))
    await asyncio.sleep(0.2)
    assert not turn.done()
    other.execute("commit")
    other.close()
    assert await turn == 1
    assert await database.read(ids) == ["a", "invited"]


async def test_a_database_that_stays_locked_is_said_and_works_again_afterwards(
    sqlite_url: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "LOCKED_SECONDS_MAX", 0.1)
    database = open_database(sqlite_url)
    await database.take(lambda tx: tx.run("create table note (id text primary key, words text not null)"))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    outcomes = await asyncio.gather(*(database.take(write(f"{n}")) for n in range(3)), return_exceptions=True)
    assert [str(outcome) for outcome in outcomes] == ["database is locked"] * 3
    assert all(isinstance(outcome, DatabaseUnavailable) for outcome in outcomes)
    assert await database.read(ids) == []
    other.execute("rollback")
    other.close()
    assert await database.take(write("a")) == 1
    await database.close()


async def test_a_file_that_went_away_takes_nothing_until_it_is_back(database: SqliteDatabase, path: Path) -> None:
    await database.take(write("a"))
    elsewhere = path.with_name("elsewhere.db")
    os.rename(path, elsewhere)
    for attempt in (database.take(write("lost")), database.read(ids)):
        with pytest.raises(DatabaseUnavailable, match="is gone"):
            await attempt
    os.close(os.open(path, os.O_CREAT))
    with pytest.raises(DatabaseUnavailable, match="was replaced"):
        await database.take(write("lost"))
    os.rename(elsewhere, path)
    assert await database.take(write("b")) == 1
    assert await database.read(ids) == ["a", "b"]


async def test_a_file_that_is_no_database_is_said_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letters.txt"
    path.write_text("dear reader, " * 200)
    database = open_database(f"sqlite:///{path}")
    with pytest.raises(DatabaseUnavailable, match="can't be opened"):
        await database.take(write("a"))
    with pytest.raises(DatabaseUnavailable, match="can't be opened"):
        await database.read(ids)
    await database.close()
    assert path.read_text() == "dear reader, " * 200


async def test_too_many_are_told_to_come_back(database: SqliteDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "WAITING_TURNS_MAX", 5)
    outcomes = await asyncio.gather(*(database.take(write(f"{n}")) for n in range(8)), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [int] * 5 + [TooManyWaiting] * 3
    assert len(await database.read(ids)) == 5


async def test_many_open_one_new_file_at_once(tmp_path: Path) -> None:
    databases = [open_database(f"sqlite:///{tmp_path}/new/starlight.db") for _ in range(6)]
    create = "create table if not exists note (id text primary key, words text not null)"
    await asyncio.gather(*(database.take(lambda tx: tx.run(create)) for database in databases))
    await asyncio.gather(*(database.take(write(f"{n}")) for n, database in enumerate(databases)))
    assert len(await databases[0].read(ids)) == 6
    await asyncio.gather(*(database.close() for database in databases))
