"""`python -m tests.endtoend.soak --kills 60`: the long run of the kill tests; exit code 1 where a rule broke."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import _start_server as start_server
from tests.endtoend.people import soon
from tests.endtoend.process import Bot, Server
from tests.endtoend.trial import Outcome, Trial

IDLE_SECONDS_MAX = 90  # an unused decoder ends after 60


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.endtoend.soak", description=__doc__)
    parser.add_argument("--kills", type=int, default=60, help="how often the bot is killed")
    parser.add_argument("--riders", type=int, default=6, help="how many riders report at the same time")
    parser.add_argument("--streets", type=int, default=3, help="how many counters they report to")
    parser.add_argument("--database", default="", help="an empty PostgreSQL database, `postgres`: one of its own")
    parser.add_argument("--webhook", action="store_true", help="hear by webhook instead of polling")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="all chance of the run")
    asked = parser.parse_args()
    outcome = asyncio.run(_soak(asked))
    for name, value in outcome.facts.items():
        print(f"{name:<28} {value:>12}")
    for line in outcome.wrong:
        print(f"WRONG {line}")
    print(f"{len(outcome.wrong)} wrong; the seed was {asked.seed}")
    sys.exit(1 if outcome.wrong else 0)


async def _soak(asked: argparse.Namespace) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="starlight-soak-") as name:
        folder = Path(name)
        database = _postgres(folder / "postgres") if asked.database == "postgres" else asked.database
        with Server(folder) as api:
            await api.until_up()
            with Bot(folder, api, database=database, webhook=asked.webhook) as bot:
                trial = Trial(bot, api, seed=asked.seed, say=_say)
                outcome = await trial.run(kills=asked.kills, riders=asked.riders, streets=asked.streets)
                await _rests(bot, outcome)
                return outcome


async def _rests(bot: Bot, outcome: Outcome) -> None:
    """Once nobody says anything, its decoders end."""
    _say("waiting for unused decoders to end")
    busy_bytes = bot.rss_bytes(peak=True)
    if not await soon(lambda: not bot.children(), seconds=IDLE_SECONDS_MAX):
        outcome.wrong.append(f"decoders were still there after {IDLE_SECONDS_MAX} idle seconds")
    outcome.facts |= {
        "memory, most": f"{busy_bytes / 1e6:.0f} MB",
        "memory, idle": f"{bot.rss_bytes() / 1e6:.0f} MB",
    }


def _postgres(folder: Path) -> str:
    """The address of a server that ends with this process."""
    folder.mkdir()
    start_server(folder, os.getpid())
    return (folder / "url").read_text()


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
