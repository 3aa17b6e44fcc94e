"""What was acknowledged is there after kill -9, and nothing is there by half."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import pytest

from storage import open_database
from storage.database import Transaction

ROOT = Path(__file__).parents[2]
KILLS = 4


@pytest.mark.kills
@pytest.mark.parametrize("callers", [1, 48])
async def test_what_was_acknowledged_survives_a_kill(database_url: str, callers: int) -> None:
    database = open_database(database_url)
    for table in ("note", "twin"):
        await database.take(partial(_create, table=table))
    acknowledged: set[str] = set()
    for _ in range(KILLS):
        acknowledged |= _killed_while_writing(database_url, callers)
    kept, twins = await database.read(lambda tx: (_ids(tx, "note"), _ids(tx, "twin")))
    await database.close()
    assert len(acknowledged) > KILLS, "nothing was written, so nothing was shown"
    assert acknowledged <= kept
    assert kept == twins
    assert len(kept - acknowledged) <= KILLS * callers, "more was kept than was on its way when it was killed"


def _killed_while_writing(url: str, callers: int) -> set[str]:
    """The acknowledged notes of a process killed at a random moment of its writing."""
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.storage.keeps_writing", url, str(callers)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    assert writer.stdout is not None
    first = writer.stdout.readline()
    timer = threading.Timer(random.uniform(0.01, 0.3), lambda: writer.send_signal(signal.SIGKILL))
    timer.start()
    said = (first + writer.stdout.read()).decode()  # until the kill closes the pipe
    assert writer.wait() == -signal.SIGKILL
    return {line for line in said.split("\n")[:-1] if line}


def _create(tx: Transaction, table: str) -> None:
    tx.run(f"create table {table} (id text primary key)")


def _ids(tx: Transaction, table: str) -> set[str]:
    return {row["id"] for row in tx.all(f"select id from {table}")}
