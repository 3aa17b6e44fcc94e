"""Killed again and again while people go on: nothing acknowledged is lost, nothing takes effect twice."""

from __future__ import annotations

import pytest

from tests.endtoend.conftest import Start
from tests.endtoend.process import Bot, Server
from tests.endtoend.trial import Trial

pytestmark = pytest.mark.kills


async def test_nothing_is_lost_or_done_twice_on_sqlite(api: Server, start: Start) -> None:
    await _holds(start(), api, kills=6, seed=11)


async def test_nothing_is_lost_or_done_twice_on_postgres(api: Server, start: Start, postgres_url: str) -> None:
    await _holds(start(database=postgres_url, webhook=True), api, kills=3, seed=12)


async def _holds(bot: Bot, api: Server, *, kills: int, seed: int) -> None:
    outcome = await Trial(bot, api, seed=seed, say=print).run(kills=kills, riders=4, streets=2)
    for name, value in outcome.facts.items():
        print(f"{name:<24} {value}")
    assert outcome.wrong == []
