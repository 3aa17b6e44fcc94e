"""Writes until it is killed, and prints what was acknowledged: `… keeps_writing URL CALLERS`."""

from __future__ import annotations

import asyncio
import os
import sys

from storage import open_database
from storage.database import Transaction


async def keep_writing(url: str, callers: int) -> None:
    """Each caller writes a note and its twin; the note's id is printed once `take` has returned."""
    database = open_database(url)

    async def call(caller: int) -> None:
        turn = 0
        while True:
            note = f"{os.getpid()}-{caller}-{turn}"

            def work(tx: Transaction, note: str = note) -> None:
                tx.run("insert into note (id) values (:id)", id=note)
                tx.run("insert into twin (id) values (:id)", id=note)

            await database.take(work)
            os.write(1, f"{note}\n".encode())
            turn += 1

    await asyncio.gather(*(call(caller) for caller in range(callers)))


if __name__ == "__main__":
    asyncio.run(keep_writing(sys.argv[1], int(sys.argv[2])))
