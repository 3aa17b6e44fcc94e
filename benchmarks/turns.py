"""How many durable turns a second the database takes: `python -m benchmarks.turns [URL] [CALLERS] [SECONDS]`.

A turn is eight statements, as the hot path has them; every outcome is awaited before its caller goes on.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from functools import partial

from storage import open_database
from storage.database import Transaction

TABLES = (
    "create table heard (id text primary key, at bigint not null)",
    "create table person (id bigint primary key, seen bigint not null)",
    "create table talk (person bigint primary key, answers text not null)",
    "create table letter (id text primary key, person bigint not null, words text not null)",
)


def create(tx: Transaction, table: str) -> None:
    tx.run(table)


def one_turn(tx: Transaction, caller: int, turn: int) -> None:
    """Heard once, recognised, talked with, answered."""
    key = f"{caller}:{turn}"
    tx.run("insert into heard (id, at) values (:id, :at) on conflict do nothing", id=key, at=turn)
    tx.run("insert into person (id, seen) values (:id, 0) on conflict do nothing", id=caller)
    tx.one("select id, seen from person where id = :id for update", id=caller)
    with tx.savepoint():
        tx.one("select answers from talk where person = :id", id=caller)
        tx.run(
            "insert into talk (person, answers) values (:id, :now) "
            "on conflict (person) do update set answers = :now",
            id=caller,
            now=key,
        )
        tx.run("insert into letter (id, person, words) values (:id, :who, 'where')", id=key, who=caller)
        tx.run("update person set seen = :turn where id = :id", turn=turn, id=caller)
        tx.all("select id from letter where id = :id", id=key)


async def measure(url: str, callers: int, seconds: float) -> None:
    """Print turns a second and how many turns share a commit."""
    database = open_database(url)
    for table in TABLES:
        await database.take(partial(create, table=table))
    ends_at = time.monotonic() + seconds
    commits_before = getattr(database, "commits", 0)

    async def call(caller: int) -> int:
        turn = 0
        while time.monotonic() < ends_at:
            await database.take(partial(one_turn, caller=caller, turn=turn))
            turn += 1
        return turn

    turns = sum(await asyncio.gather(*(call(caller) for caller in range(callers))))
    commits = getattr(database, "commits", 0) - commits_before or turns
    await database.close()
    speed, shared = turns / seconds, turns / commits
    print(f"{database.engine}: {speed:,.0f} turns/s, {callers} callers, {shared:.1f} turns a commit")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        url, callers, seconds = (*sys.argv[1:], *("", "64", "3")[len(sys.argv) - 1 :])
        asyncio.run(measure(url or f"sqlite:///{folder}/turns.db", int(callers), float(seconds)))
