"""A Bot API of one's own for each test, and bots on both databases, by polling and by webhook."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.endtoend.process import Bot, Server

Start = Callable[..., Bot]


@pytest.fixture
async def api(tmp_path: Path) -> AsyncIterator[Server]:
    with Server(tmp_path) as server:
        await server.until_up()
        yield server


@pytest.fixture
def start(tmp_path: Path, api: Server) -> Iterator[Start]:
    """Starts bots, which end with the test."""
    with ExitStack() as stack:

        def started(**how: Any) -> Bot:
            return stack.enter_context(Bot(tmp_path, api, **how))

        yield started


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> str:
    """The setting DATABASE_URL: empty for SQLite in the data folder, else an empty PostgreSQL database."""
    return "" if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))
