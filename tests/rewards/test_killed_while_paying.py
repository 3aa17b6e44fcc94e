"""Whoever is killed in the middle of paying has paid whole or not at all; whoever comes again pays nothing twice."""

from __future__ import annotations

import pytest

from tests.rewards.killing import survives


@pytest.mark.kills
async def test_64_riders_and_a_process_killed_among_them(sqlite_url: str) -> None:
    await survives(sqlite_url, processes=1, kills=3, seed=7)


@pytest.mark.kills
async def test_four_processes_killed_side_by_side(postgres_url: str) -> None:
    await survives(postgres_url, processes=4, kills=4, seed=7)
