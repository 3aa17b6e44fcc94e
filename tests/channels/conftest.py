from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.channels.telegram_world import Ear
from tests.fake_bot_api import FakeBotApi


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    """The fake Bot API on a port of its own."""
    with FakeBotApi() as api:
        yield api


@pytest.fixture
def ear() -> Ear:
    return Ear()
