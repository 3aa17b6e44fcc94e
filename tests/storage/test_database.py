"""What both databases promise."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from storage import open_database
from storage.database import Transaction
from storage.errors import ConstraintBroken, DatabaseClosed, ReadingOnly, StatementWrong, TransactionLost
from tests.breaking import broken_at_every_statement, broken_before_commit
from tests.conftest import AnyDatabase


@pytest.fixture
async def database(database: AnyDatabase) -> AnyDatabase:
    """With a table to write to."""
    await database.take(lambda tx: tx.run("create table note (id text primary key, n bigint not null)"))
    return database


def write(id: str, n: int = 0) -> Callable[[Transaction], int]:
    return lambda tx: tx.run("insert into note (id, n) values (:id, :n)", id=id, n=n)


def count(tx: Transaction) -> int:
    row = tx.one("select count(*) as notes from note")
    assert row is not None
    return int(row["notes"])


class Refused(Exception):
    pass


async def test_an_outcome_is_what_the_work_returned(database: AnyDatabase) -> None:
    assert await database.take(write("a")) == 1
    assert await database.take(lambda tx: tx.run("update note set n = 1 where id = 'nobody'")) == 0
    assert await database.take(lambda tx: tx.one("select id from note where n = 7")) is None


async def test_values_come_back_as_they_went_in(database: AnyDatabase) -> None:
    def work(tx: Transaction) -> Any:
        tx.run("create table thing (words text, big bigint, raw bytea)")
        tx.run(
            "insert into thing (words, big, raw) values (:words, :big, :raw)",
            words="井盖 100% ':big' 🕳",
            big=2**62,
            raw=b"\x00\xff%s",
        )
        return tx.one("select words, big, raw, ':big 5%' as literal, 7 % 4 as rest from thing -- :nothing % 'here")

    row = await database.take(work)
    assert (row["words"], row["big"], row["raw"]) == ("井盖 100% ':big' 🕳", 2**62, b"\x00\xff%s")
    assert (row["literal"], row["rest"]) == (":big 5%", 3)
    assert type(row["raw"]) is bytes


async def test_many_rows_are_one_statement_and_say_what_it_returns(database: AnyDatabase) -> None:
    def work(tx: Transaction) -> list[tuple[str, int]]:
        say = "insert into note (id, n) values {rows} on conflict (id) do update set n = note.n + excluded.n"
        assert tx.many(say, [("a", 1), ("井盖 100%", 2)]) == []
        rows = tx.many(f"{say} where note.n < 2 returning id, n", [("a", 5), ("井盖 100%", 5), (":n ?", 7)])
        return sorted((row["id"], row["n"]) for row in rows)

    assert await database.take(work) == [(":n ?", 7), ("a", 6)]


async def test_many_rows_are_written_all_or_none(database: AnyDatabase) -> None:
    def work(tx: Transaction) -> None:
        with pytest.raises(ConstraintBroken), tx.savepoint():
            tx.many("insert into note (id, n) values {rows}", [("a", 1), ("b", 2), ("a", 3)])

    await database.take(work)
    assert await database.read(count) == 0


async def test_a_sum_is_a_whole_number_on_both(database: AnyDatabase) -> None:
    await database.take(write("a", 2))
    await database.take(write("b", -5))
    row = await database.read(lambda tx: tx.one("select sum(n) as total, avg(n) as mean from note"))
    assert row is not None
    assert (row["total"], type(row["total"])) == (-3, int)
    assert row["mean"] == -1.5


async def test_work_that_fails_leaves_nothing(database: AnyDatabase) -> None:
    def work(tx: Transaction) -> None:
        write("a")(tx)
        raise Refused

    with pytest.raises(Refused):
        await database.take(work)
    assert await database.read(count) == 0


async def test_work_that_fails_harms_no_neighbour(database: AnyDatabase) -> None:
    def work(tx: Transaction, *, n: int) -> int:
        write(f"note-{n}", n)(tx)
        if n % 3 == 0:
            raise Refused(str(n))
        return n

    outcomes = await asyncio.gather(*(database.take(partial(work, n=n)) for n in range(60)), return_exceptions=True)
    for n, outcome in enumerate(outcomes):
        assert str(outcome) == str(n)
        assert isinstance(outcome, Refused) is (n % 3 == 0)
    rows = await database.read(lambda tx: tx.all("select n from note order by n"))
    assert [row["n"] for row in rows] == [n for n in range(60) if n % 3]


async def test_an_outcome_is_not_told_before_others_can_see_it(database: AnyDatabase) -> None:
    for n in range(20):
        await database.take(write(f"note-{n}"))
        assert await database.read(count) == n + 1


async def test_a_savepoint_undoes_only_itself(database: AnyDatabase) -> None:
    def refused(tx: Transaction, id: str) -> None:
        with tx.savepoint():
            write(id)(tx)
            with tx.savepoint():
                write(f"{id}, deeper")(tx)
            raise Refused

    def work(tx: Transaction) -> None:
        write("before")(tx)
        with pytest.raises(Refused):
            refused(tx, "undone")
        with tx.savepoint():
            with pytest.raises(Refused):
                refused(tx, "undone inside")
            write("kept inside")(tx)
        write("after")(tx)

    await database.take(work)
    rows = await database.read(lambda tx: tx.all("select id from note order by id"))
    assert [row["id"] for row in rows] == ["after", "before", "kept inside"]


async def test_a_broken_constraint_in_a_savepoint_leaves_the_turn_whole(database: AnyDatabase) -> None:
    def work(tx: Transaction) -> None:
        write("a")(tx)
        with pytest.raises(ConstraintBroken), tx.savepoint():
            write("a")(tx)
        write("b")(tx)

    await database.take(work)
    assert await database.read(count) == 2


async def test_a_deferred_constraint_fails_its_own_turn_alone(database: AnyDatabase) -> None:
    await database.take(
        lambda tx: tx.run(
            "create table reply (id text primary key, "
            "note text not null references note (id) deferrable initially deferred)"
        )
    )

    def orphan(tx: Transaction) -> None:
        tx.run("insert into reply (id, note) values ('r', 'nobody')")

    outcomes = await asyncio.gather(
        database.take(write("a")), database.take(orphan), database.take(write("b")), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes] == [int, ConstraintBroken, int]
    assert await database.read(count) == 2


async def test_reading_cannot_write(database: AnyDatabase) -> None:
    with pytest.raises(ReadingOnly):
        await database.read(write("a"))
    assert await database.read(count) == 0
    await database.take(write("a"))


async def test_a_read_sees_one_snapshot(database: AnyDatabase) -> None:
    await database.take(write("a"))
    loop, may_go_on, began = asyncio.get_running_loop(), threading.Event(), asyncio.Event()

    def counted_twice(tx: Transaction) -> tuple[int, int]:
        first = count(tx)
        loop.call_soon_threadsafe(began.set)
        assert may_go_on.wait(10)
        return first, count(tx)

    reading = asyncio.create_task(database.read(counted_twice))
    await began.wait()
    await database.take(write("b"))  # a long read does not hold up the writer
    may_go_on.set()
    assert await reading == (1, 1)
    assert await database.read(count) == 2


@pytest.mark.parametrize("ending", ["commit", "  rollback", "begin", "savepoint x", "END", "release step"])
async def test_work_cannot_end_its_transaction(database: AnyDatabase, ending: str) -> None:
    def work(tx: Transaction) -> None:
        write("a")(tx)
        tx.run(ending)

    with pytest.raises(ValueError, match="by the database alone"):
        await database.take(work)
    assert await database.read(count) == 0


async def test_a_transaction_kept_after_its_turn_is_of_no_use(database: AnyDatabase) -> None:
    kept: list[Transaction] = []
    await database.take(kept.append)
    with pytest.raises(TransactionLost):
        write("a")(kept[0])
    assert await database.read(count) == 0


async def test_wrong_sql_is_our_mistake_and_no_outage(database: AnyDatabase) -> None:
    with pytest.raises(StatementWrong):
        await database.take(lambda tx: tx.run("update nowhere set n = 1"))
    with pytest.raises(StatementWrong):
        await database.take(lambda tx: tx.run("update note set n = :missing"))
    await database.take(write("a"))


async def test_stop_iteration_reaches_its_caller(database: AnyDatabase) -> None:
    empty: list[int] = []
    with pytest.raises(RuntimeError):
        await asyncio.wait_for(database.take(lambda tx: next(iter(empty))), 5)
    with pytest.raises(RuntimeError):
        await asyncio.wait_for(database.read(lambda tx: next(iter(empty))), 5)


async def test_a_caller_that_went_away_harms_nobody(database: AnyDatabase) -> None:
    turns = [asyncio.create_task(database.take(write(f"note-{n}"))) for n in range(30)]
    await asyncio.sleep(0)
    for turn in turns[::2]:
        turn.cancel()
    outcomes = await asyncio.gather(*turns, return_exceptions=True)
    assert [outcome for outcome in outcomes[1::2] if outcome != 1] == []
    assert await database.read(count) >= 15


async def test_close_finishes_what_waits(database_url: str) -> None:
    database = open_database(database_url)
    await database.take(lambda tx: tx.run("create table note (id text primary key, n bigint not null)"))
    turns = [asyncio.create_task(database.take(write(f"note-{n}"))) for n in range(200)]
    await asyncio.sleep(0)
    await database.close()
    await database.close()
    assert await asyncio.gather(*turns) == [1] * 200
    with pytest.raises(DatabaseClosed):
        await database.take(write("late"))
    again = open_database(database_url)
    assert await again.read(count) == 200
    await again.close()


async def test_check_then_write_on_a_locked_row_loses_no_update(database: AnyDatabase) -> None:
    await database.take(write("counter", 0))

    def add_one(tx: Transaction) -> None:
        row = tx.one("select n from note where id = :id for update", id="counter")
        assert row is not None
        tx.run("update note set n = :n where id = :id", n=row["n"] + 1, id="counter")

    await asyncio.gather(*(database.take(add_one) for _ in range(100)))
    row = await database.read(lambda tx: tx.one("select n from note"))
    assert row is not None
    assert row["n"] == 100


async def test_one_at_a_time_holds_a_lease(database_url: str) -> None:
    here, there = open_database(database_url), open_database(database_url)
    lease = await here.hold("poller:1")
    assert lease is not None
    assert lease.held
    assert await there.hold("poller:1") is None
    assert await here.hold("poller:1") is None
    other = await there.hold("poller:2")
    assert other is not None
    for taker in (there, here) * 10:  # let go means that the next may have it at once
        await lease.release()
        assert not lease.held
        lease = await taker.hold("poller:1")
        assert lease is not None
    await here.close()
    await there.close()
    assert not other.held


async def test_a_turn_broken_at_every_statement_leaves_nothing(database: AnyDatabase) -> None:
    def work(tx: Transaction) -> str:
        write("a")(tx)
        with tx.savepoint():
            write("b")(tx)
        tx.run("update note set n = n + 1")
        return "done"

    def nothing(tx: Transaction) -> None:
        assert count(tx) == 0

    await broken_before_commit(database, work, nothing)
    assert await broken_at_every_statement(database, lambda: work, nothing) == "done"
    assert await database.read(count) == 2


async def test_the_harness_notices_a_break_that_is_swallowed(database: AnyDatabase) -> None:
    def careless(tx: Transaction) -> None:
        write("a")(tx)
        try:
            write("b")(tx)
        except Exception:
            return

    with pytest.raises(AssertionError, match="swallowed"):
        await broken_at_every_statement(database, lambda: careless, lambda tx: None)


async def test_the_harness_notices_what_was_done_outside(database: AnyDatabase) -> None:
    outside: list[str] = []

    def leaking(tx: Transaction) -> None:
        outside.append("done")
        write("a")(tx)

    def nothing(tx: Transaction) -> None:
        assert outside == []

    with pytest.raises(AssertionError):
        await broken_at_every_statement(database, lambda: leaking, nothing)


@pytest.mark.parametrize("url", ["", "mysql://x", "sqlite:///", "sqlite://x.db", "starlight.db"])
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="sqlite:///"):
        open_database(url)
