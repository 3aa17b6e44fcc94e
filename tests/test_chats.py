"""The specification: every chat of tests/chats, on both databases, across restarts, and in Telegram's own words.

`pytest tests/test_chats.py --accept` writes down what happened instead, for a reader to judge with `git diff`.
"""

from __future__ import annotations

import asyncio
import difflib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from bot.auditing import audit
from tests.player import play
from tests.telegram_in_hand import TelegramInHand
from tests.world import SHANGHAI_NOON, Basis, Plain, World

CHATS = sorted(Path(__file__).with_name("chats").glob("*.chat"))
UNSHOWN_BY_TELEGRAM = r"\s+\((map|menu)\)"  # inline keys leave no room for either
SECONDS_MAX = 30  # a chat that hangs is told from one that is slow on a machine with other work
STAGED = re.compile(
    r"JA26-9\d\d-|no letter was ever written"
)  # awards of "was verified today"; a street without anybody
WAYS = ("plain", "restarts", "postgres", "telegram")


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    """One event loop for all chats, so that the process which decodes photos is started once."""
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="module")
def basis(runner: asyncio.Runner, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Basis]:
    made = Basis.made(tmp_path_factory.mktemp("basis"))
    yield made
    runner.run(made.photos.close())


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("file", CHATS, ids=lambda file: file.stem)
def test_chat(file: Path, way: str, basis: Basis, runner: asyncio.Runner, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue("postgres_url" if way == "postgres" else "sqlite_url")
    channel = TelegramInHand() if way == "telegram" else Plain()
    ignored = UNSHOWN_BY_TELEGRAM if way == "telegram" else ""

    async def played() -> tuple[str, str]:
        with time_machine.travel(SHANGHAI_NOON, tick=False) as clock:
            world = await World.open(basis, url, channel, clock)
            try:
                async with asyncio.timeout(SECONDS_MAX):
                    played = await play(file, world, restarting=way == "restarts", ignored=ignored)
                assert way != "plain" or not await unsound(world), "verify finds something wrong after this chat"
                return played
            finally:
                await world.close()

    written, told = runner.run(played())
    if request.config.getoption("--accept") and way == "plain":
        file.write_text(told, encoding="utf-8")
    elif written != told:
        pytest.fail(_difference(file, written, told), pytrace=False)


async def unsound(world: World) -> list[str]:
    """What `starlight verify` finds wrong in the end, but for what chats set the stage with."""
    _, wrong = await audit(world.app, None)
    return [line for line in wrong if not STAGED.search(line)]


def _difference(file: Path, written: str, told: str) -> str:
    rows = difflib.unified_diff(
        written.splitlines(), told.splitlines(), f"{file.name} as written", f"{file.name} as it happened", "", "", 4, ""
    )
    return "\n".join(rows)
