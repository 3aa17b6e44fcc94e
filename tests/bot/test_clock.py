"""The ticker: every five minutes by its own steady clock, and held where the wall clock can't be trusted."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.clock import Clock, Watch
from tests.world import World


class Clocked:
    """A clock's run in hand: it sweeps by counting, sleeps by going on, and its wall clock can be set."""

    def __init__(self, world: World) -> None:
        self.world, self.steady, self.ahead, self.swept = world, 1000.0, 0.0, 0
        self.slept: list[float] = []
        self.jumps: dict[int, float] = {}
        watch = Watch(lambda: 1_764_000_000 + self.steady + self.ahead, lambda: self.steady)
        app = world.app
        district = app.know.catalog.district
        self.clock = Clock(
            app.turns, app.database, app.photos, {}, district, app.erasures, watch=watch, sleep=self.sleep
        )
        self.clock.sweep = self.sweep  # type: ignore[method-assign]

    async def sweep(self) -> None:
        self.swept += 1

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.steady += seconds
        self.ahead += self.jumps.pop(len(self.slept), 0.0)
        if len(self.slept) > self.until:
            raise asyncio.CancelledError

    async def run(self, sweeps: int) -> int:
        """How often it swept in so many times five minutes, besides once at its start."""
        self.until = sweeps
        with pytest.raises(asyncio.CancelledError):
            await self.clock.run()
        return self.swept - 1


@pytest.mark.parametrize("jump", [timedelta(days=3), -timedelta(hours=2), timedelta(minutes=2)])
async def test_a_clock_that_jumps_is_held_and_said_so(sqlite_world: World, jump: timedelta) -> None:
    clocked = Clocked(sqlite_world)
    clocked.jumps = {4: jump.total_seconds()}
    assert await clocked.run(12) == 12 - 3, "a quarter of an hour"
    assert max(clocked.slept) <= 300, "it never waits for a wall time that has gone back"
    assert len(sqlite_world.troubles) == 1
    assert "the wall clock jumped" in sqlite_world.troubles[0]
    sqlite_world.troubles.clear()


async def test_a_clock_that_is_set_right_a_little_is_trusted(sqlite_world: World) -> None:
    clocked = Clocked(sqlite_world)
    clocked.jumps = {2: 30.0, 3: -45.0, 5: 0.5}
    assert await clocked.run(12) == 12
    assert sqlite_world.troubles == []


async def test_what_can_not_be_told_keeps_the_rest_of_a_sweep_from_nothing(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = sqlite_world
    ticked: list[str] = []

    async def broken() -> None:
        raise RuntimeError("no")

    async def tick(id: str) -> None:
        ticked.append(id)

    monkeypatch.setattr(world.app.clock, "_tell_late", broken)
    monkeypatch.setattr(world.app.turns, "tick", tick)
    await world.app.clock.sweep()
    assert len(ticked) == 1
    assert world.troubles == ["a sweep failed and is tried again in some minutes: RuntimeError"]
    world.troubles.clear()
