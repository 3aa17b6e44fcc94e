"""Processes that pay the same things side by side, killed in the middle again and again: what must hold afterwards.

The long run: `python -m tests.rewards.killing --kills 60`.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rewards.audit import audit
from storage import open_database
from storage.database import Transaction
from tests.conftest import _new_database as new_database
from tests.conftest import _start_server as start_server
from tests.rewards.keeps_paying import AWARDS, COST_POINTS, HOLDS, RIDERS, STOCK

ROOT = Path(__file__).parents[2]
RUN_SECONDS_MAX = 120  # one process that does everything, on a machine that does much else


async def survives(url: str, *, processes: int, kills: int, seed: int) -> dict[str, int]:
    """Kill so often, let one run come to its end, and assert what must hold; what was done, as numbers."""
    chance = random.Random(seed)
    acknowledged: set[str] = set()
    while kills > 0:
        running = [_started(url, chance.randrange(1 << 30)) for _ in range(min(processes, kills))]
        for each in running:
            acknowledged |= await asyncio.to_thread(_killed, each, chance.uniform(0.02, 0.25))
            kills -= 1
    finishing = [_started(url, chance.randrange(1 << 30)) for _ in range(processes)]
    for each in finishing:
        said, _ = await asyncio.to_thread(each.communicate, timeout=RUN_SECONDS_MAX)
        assert each.returncode == 0, "the last run was not killed and went wrong by itself"
        acknowledged |= set(said.decode().split())
    database = open_database(url)
    facts = await database.read(_facts)
    await database.close()
    _assert_whole(facts, acknowledged)
    return {**{name: value for name, value in facts.items() if isinstance(value, int)}, "said": len(acknowledged)}


def _started(url: str, seed: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.rewards.keeps_paying", url, str(seed)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT)


def _killed(process: subprocess.Popen[bytes], after_seconds: float) -> set[str]:
    """What a process acknowledged until it was killed, so long after its first word."""
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(after_seconds)
    process.send_signal(signal.SIGKILL)
    said = (first + process.stdout.read()).decode()
    process.wait()
    return {line for line in said.split("\n")[:-1] if line}


def _facts(tx: Transaction) -> dict[str, Any]:
    def count(sql: str) -> int:
        row = tx.one(sql)
        assert row
        return int(row["n"] or 0)

    return {
        "found": audit(tx),
        "issued": count("select -sum(amount) as n from posting where unit = 'pt' and account = 'issuance'"),
        "awards": count("select count(*) as n from lot"),
        "supplied": count("select -sum(amount) as n from posting where unit = 'stock:drink' and account = 'supply'"),
        "held": count("select count(*) as n from redemption where state = 'held'"),
        "used": count("select count(*) as n from redemption where state = 'used'"),
        "asked": count("select count(*) as n from transfer where code = 'hold'"),
        "left": count("select amount as n from balance where unit = 'stock:drink' and account = 'stock'"),
        "keys": {row["id"] for row in tx.all("select id from transfer")},
    }


def _assert_whole(facts: dict[str, Any], acknowledged: set[str]) -> None:
    assert facts["found"] == []
    assert facts["awards"] == RIDERS * AWARDS
    assert facts["issued"] == RIDERS * AWARDS * COST_POINTS, "each award once"
    assert facts["supplied"] == STOCK
    assert facts["held"] + facts["used"] + facts["left"] == STOCK, "never oversold"
    assert facts["asked"] == RIDERS * HOLDS
    done = {name for name in acknowledged if name.startswith("hold:")}
    assert done <= facts["keys"], "what was acknowledged is there"
    assert {f"{name}:verified:0" for name in acknowledged if name.startswith("award:")} <= facts["keys"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.rewards.killing", description=__doc__)
    parser.add_argument("--kills", type=int, default=60, help="how often processes are killed, on each engine")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="all chance of the run")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="starlight-paying-") as name:
        folder = Path(name)
        (folder / "postgres").mkdir()
        start_server(folder / "postgres", os.getpid())
        with new_database((folder / "postgres" / "url").read_text()) as postgres:
            for url, processes in ((f"sqlite:///{folder / 'paying.db'}", 1), (postgres, 4)):
                asyncio.run(_migrated(url))
                facts = asyncio.run(survives(url, processes=processes, kills=asked.kills, seed=asked.seed))
                print(url.partition(":")[0], facts)
    print(f"nothing wrong; the seed was {asked.seed}")


async def _migrated(url: str) -> None:
    database = open_database(url)
    await database.migrate()
    await database.close()


if __name__ == "__main__":
    main()
