"""A small made-up time, written once for each engine, whose weeks are looked at from all sides."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.app import App, opened
from bot.settings import Settings
from bot.simulating.writing import Made, simulate
from tests.world import basis, shared_basis, sqlite_world, world

FIRST, DAYS, CASES, SEED = date(2026, 8, 31), 56, 900, 7  # the Monday of 2026-W36, and eight weeks
LATER = 1_800_000_000  # UTC seconds: all of its weeks have ended


async def made(app: App, *, seed: int = SEED, cases: int = CASES, adds: bool = False) -> Made:
    return await simulate(
        app, cases_count=cases, seed=seed, first=FIRST, days=DAYS, adds=adds, progress=lambda n: None
    )  # fmt: skip


@pytest.fixture
async def empty(database_url: str, tmp_path: Path) -> AsyncIterator[App]:
    settings = Settings(data_dir=tmp_path / "data", database_url=database_url, _env_file=None)  # type: ignore[call-arg]
    async with opened(settings, channels=()) as app:
        yield app


@pytest.fixture
async def town(empty: App) -> App:
    """An app on either engine, with the time written."""
    await made(empty)
    return empty


@pytest.fixture
async def small_town(sqlite_url: str, tmp_path: Path) -> AsyncIterator[App]:
    settings = Settings(data_dir=tmp_path / "data", database_url=sqlite_url, _env_file=None)  # type: ignore[call-arg]
    async with opened(settings, channels=()) as app:
        await made(app)
        yield app


__all__ = ["basis", "shared_basis", "sqlite_world", "world"]
