"""What only PostgreSQL does: collide, break off, restart, and answer a commit with silence."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import psycopg
import pytest

from storage import open_database, postgres
from storage.database import Transaction
from storage.errors import Collision, CommitUnknown, ConstraintBroken, DatabaseUnavailable, TooManyWaiting
from storage.postgres import PostgresDatabase

DIE = "select pg_terminate_backend(pg_backend_pid())"


@pytest.fixture
async def database(postgres_database: PostgresDatabase) -> PostgresDatabase:
    """With a table to write to."""
    await postgres_database.take(lambda tx: tx.run("create table note (id text primary key, n bigint not null)"))
    return postgres_database


def write(id: str, n: int = 0) -> Callable[[Transaction], int]:
    return lambda tx: tx.run("insert into note (id, n) values (:id, :n)", id=id, n=n)


def notes(tx: Transaction) -> dict[str, int]:
    return {row["id"]: row["n"] for row in tx.all("select id, n from note order by id")}


async def test_turns_are_taken_read_committed_and_reads_on_a_snapshot(database: PostgresDatabase) -> None:
    def level(tx: Transaction) -> tuple[str, str]:
        isolation, read_only = tx.one("show transaction_isolation"), tx.one("show transaction_read_only")
        assert isolation is not None
        assert read_only is not None
        return isolation["transaction_isolation"], read_only["transaction_read_only"]

    assert await database.take(level) == ("read committed", "off")
    assert await database.read(level) == ("repeatable read", "on")
    assert await database.take(level) == ("read committed", "off")


async def test_a_deadlock_is_tried_again_and_never_told(database: PostgresDatabase) -> None:
    await database.take(write("a"))
    await database.take(write("b"))
    both_hold_one = threading.Barrier(2)
    tries: list[str] = []

    def add(tx: Transaction, first: str, second: str) -> None:
        tries.append(first)
        tx.run("update note set n = n + 1 where id = :id", id=first)
        if len(tries) <= 2:
            both_hold_one.wait(10)
        tx.run("update note set n = n + 1 where id = :id", id=second)

    await asyncio.gather(database.take(lambda tx: add(tx, "a", "b")), database.take(lambda tx: add(tx, "b", "a")))
    assert len(tries) >= 3
    assert await database.read(notes) == {"a": 2, "b": 2}


async def test_a_serialization_failure_is_tried_again(database: PostgresDatabase) -> None:
    await database.take(write("a"))
    both_have_read = threading.Barrier(2)
    tries: list[int] = []

    def add(tx: Transaction) -> None:
        tries.append(1)
        tx.run("set transaction isolation level serializable")
        row = tx.one("select n from note where id = 'a'")
        assert row is not None
        if len(tries) <= 2:
            both_have_read.wait(10)
        tx.run("update note set n = :n where id = 'a'", n=row["n"] + 1)

    await asyncio.gather(database.take(add), database.take(add))
    assert len(tries) >= 3
    assert await database.read(notes) == {"a": 2}


async def test_a_collision_is_not_told_as_something_else(database: PostgresDatabase) -> None:
    tries: list[int] = []

    def mistaken(tx: Transaction) -> str:
        tries.append(1)
        if len(tries) == 1:
            try:
                tx.run("do $$ begin raise sqlstate '40001'; end $$")
            except Collision as error:
                raise ValueError("not enough points") from error
        return "enough"

    assert await database.take(mistaken) == "enough"


async def test_endless_collisions_end(database: PostgresDatabase) -> None:
    tries: list[int] = []

    def hopeless(tx: Transaction) -> None:
        tries.append(1)
        write("a")(tx)
        tx.run("do $$ begin raise sqlstate '40P01'; end $$")

    with pytest.raises(Collision):
        await database.take(hopeless)
    assert len(tries) == postgres.TRIES_MAX
    assert await database.read(notes) == {}


async def test_an_error_that_was_caught_is_not_committed_as_if_nothing_were(
    database: PostgresDatabase,
) -> None:
    def careless(tx: Transaction) -> str:
        write("a")(tx)
        try:
            write("a")(tx)
        except ConstraintBroken:
            return "all well"
        return "nothing noticed"

    with pytest.raises(ConstraintBroken):
        await database.take(careless)
    assert await database.read(notes) == {}


async def test_an_error_that_was_caught_in_a_savepoint_breaks_the_savepoint(
    database: PostgresDatabase,
) -> None:
    def careless(tx: Transaction) -> None:
        with tx.savepoint():
            write("b")(tx)
            with pytest.raises(ConstraintBroken):
                write("a")(tx)

    def work(tx: Transaction) -> None:
        write("a")(tx)
        with pytest.raises(ConstraintBroken):
            careless(tx)

    await database.take(work)
    assert await database.read(notes) == {"a": 0}


async def test_a_connection_lost_before_the_commit_is_replaced(database: PostgresDatabase) -> None:
    tries: list[int] = []

    def work(tx: Transaction) -> str:
        tries.append(1)
        write("a")(tx)
        if len(tries) == 1:
            tx.one(DIE)
        return "done"

    assert await database.take(work) == "done"
    assert len(tries) == 2
    assert await database.read(notes) == {"a": 0}


async def test_all_connections_lost_at_once_are_replaced(postgres_url: str) -> None:
    more_than_tries = postgres.TRIES_MAX + 2
    database = open_database(postgres_url, connections=more_than_tries)
    meet = threading.Barrier(more_than_tries)

    def together(tx: Transaction) -> None:
        tx.one("select 1")
        meet.wait(10)

    await asyncio.gather(*(database.take(together) for _ in range(more_than_tries)))
    with psycopg.connect(postgres_url) as operator:
        operator.execute(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() "
            "and pid <> pg_backend_pid() and backend_type = 'client backend'"
        )
    assert await database.take(lambda tx: tx.one("select 1 as n")) == {"n": 1}
    assert await asyncio.gather(*(database.take(together) for _ in range(more_than_tries)))
    await database.close()


async def test_a_connection_lost_in_the_commit_is_said_and_not_tried_again(
    database: PostgresDatabase,
) -> None:
    def prepare(tx: Transaction) -> None:
        tx.run(
            "create function die() returns trigger language plpgsql "
            "as $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$"
        )
        tx.run("create table fatal (n bigint)")
        tx.run(
            "create constraint trigger dies after insert on fatal deferrable initially deferred "
            "for each row execute function die()"
        )

    await database.take(prepare)
    tries: list[int] = []

    def work(tx: Transaction) -> None:
        tries.append(1)
        tx.run("insert into fatal (n) values (1)")

    with pytest.raises(CommitUnknown):
        await database.take(work)
    assert len(tries) == 1
    await database.take(write("a"))


async def test_a_row_that_stays_locked_is_said(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "LOCK_SECONDS_MAX", 1)
    database = open_database(postgres_url)
    await database.take(lambda tx: tx.run("create table note (id text primary key, n bigint not null)"))
    await database.take(write("a"))
    with psycopg.connect(postgres_url) as other:
        other.execute("select * from note for update")
        with pytest.raises(DatabaseUnavailable):
            await database.take(lambda tx: tx.one("select n from note where id = 'a' for update"))
    await database.close()


async def test_a_server_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "CONNECT_SECONDS_MAX", 1)
    database = open_database("postgresql://nobody:hush@127.0.0.1:1/nothing")
    with pytest.raises(DatabaseUnavailable) as said:
        await database.take(write("a"))
    with pytest.raises(DatabaseUnavailable):
        await database.hold("poller")
    assert "hush" not in str(said.value)
    await database.close()


async def test_a_prepared_statement_outlives_a_change_of_the_schema(postgres_url: str) -> None:
    database = open_database(postgres_url, connections=1)
    await database.take(lambda tx: tx.run("create table note (id text primary key)"))
    await database.take(lambda tx: tx.run("insert into note (id) values ('a')"))
    for _ in range(10):
        await database.take(lambda tx: tx.all("select * from note"))
    prepared = await database.take(lambda tx: tx.all("select statement from pg_prepared_statements"))
    assert "select * from note" in [row["statement"] for row in prepared]
    with psycopg.connect(postgres_url) as another_machine:
        another_machine.execute("alter table note add column words text")
    assert await database.take(lambda tx: tx.one("select * from note")) == {"id": "a", "words": None}
    await database.close()


async def test_a_lost_lease_says_so(database: PostgresDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "LEASE_CHECK_SECONDS", 0.05)
    lease = await database.hold("poller")
    assert lease is not None
    await asyncio.sleep(0.2)
    assert lease.held
    await database.take(
        lambda tx: tx.all(
            "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()"
        )
    )
    await asyncio.wait_for(lease.lost.wait(), 5)
    assert not lease.held
    await lease.release()
    assert await database.hold("poller") is not None


async def test_too_many_are_told_to_come_back(database: PostgresDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "WAITING_MAX", 5)
    outcomes = await asyncio.gather(*(database.take(write(f"{n}")) for n in range(8)), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [int] * 5 + [TooManyWaiting] * 3
    assert len(await database.read(notes)) == 5


async def test_rows_that_others_lock_are_skipped_where_that_is_asked(database: PostgresDatabase) -> None:
    for n in range(6):
        await database.take(write(f"{n}"))
    both_claimed = threading.Barrier(2)

    def claim(tx: Transaction) -> list[str]:
        rows = tx.all("select id from note order by id limit 3 for update skip locked")
        both_claimed.wait(10)
        return [row["id"] for row in rows]

    first, second = await asyncio.gather(database.take(claim), database.take(claim))
    assert sorted(first + second) == [f"{n}" for n in range(6)]
