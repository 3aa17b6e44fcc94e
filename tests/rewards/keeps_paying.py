"""Pays, holds, uses and gives back until all is done or it is killed: `python -m tests.rewards.keeps_paying URL SEED`.

The same deeds whatever the seed, which only orders them: so several processes, and one that was killed and comes again,
do the same things twice. What was acknowledged is printed, a line each.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from rewards.redemptions import Redemptions
from storage import open_database
from storage.database import Database, Transaction
from tests.rewards.ledger_world import NOON, RULES, SHANGHAI, drink, ledger, report

RIDERS = 64
AWARDS = 3  # a rider's, of four points each: a day's limit
HOLDS = 3  # a rider's; the stock is enough for 40 of them all
STOCK = 40
COST_POINTS = 4
AT_ONCE = replace(RULES, mature_days=0)
Deed = Callable[[Transaction], Any]


def awards(rider: int) -> list[tuple[str, Deed]]:
    """A rider's reports as they are verified."""

    def award(n: int) -> Deed:
        asked = report(f"R{rider}-{n}", member=f"m-{rider}", category=f"c{n}")
        return lambda tx: ledger(tx, rules=AT_ONCE).award(**asked)

    return [(f"award:R{rider}-{n}", award(n)) for n in range(AWARDS)]


def redemptions(rider: int) -> list[tuple[str, Deed]]:
    """A rider holds three drinks one after another, uses the first and gives the second back."""
    ids = [f"r{rider}-{n}" for n in range(HOLDS)]
    asked = [drink(id, member=f"m-{rider}", cost_points=COST_POINTS, month_max=None) for id in ids]
    return [
        (f"hold:{ids[0]}", lambda tx: shop(tx).hold(**asked[0])),
        (f"capture:{ids[0]}", lambda tx: shop(tx).capture(ids[0], at=NOON, actor="till")),
        (f"hold:{ids[1]}", lambda tx: shop(tx).hold(**asked[1])),
        (f"release:{ids[1]}", lambda tx: shop(tx).release(ids[1], why="undone", actor="rider")),
        (f"hold:{ids[2]}", lambda tx: shop(tx).hold(**asked[2])),
    ]


def shop(tx: Transaction) -> Redemptions:
    return Redemptions(tx, RULES, NOON, SHANGHAI)


async def keep_paying(url: str, seed: int) -> None:
    """Every rider's deeds, all riders at once; awards in an order of the seed's."""
    database = open_database(url, connections=4)
    await database.take(lambda tx: shop(tx).supply("drink", part="2026-W48", count=STOCK))
    chance = random.Random(seed)
    riders = chance.sample(range(RIDERS), RIDERS)
    await asyncio.gather(*(_live(database, rider, chance.random()) for rider in riders))
    await database.close()


async def _live(database: Database, rider: int, chance: float) -> None:
    earned = awards(rider)
    random.Random(chance).shuffle(earned)
    for name, deed in earned + redemptions(rider):
        await database.take(deed)
        os.write(1, f"{name}\n".encode())


if __name__ == "__main__":
    asyncio.run(keep_paying(sys.argv[1], int(sys.argv[2])))
