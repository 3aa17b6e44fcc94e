"""A channel that only one process may listen to is let go when its lease is lost; what it had brought goes on."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from bot.app import opened
from bot.settings import Settings
from dialogue.hear import Chat, Heard, Sender, Words
from tests.endtoend.people import until
from tests.world import Plain


class Alone(Plain):
    """Brings one message, then nothing more."""

    alone = "plain"

    def __init__(self) -> None:
        super().__init__()
        self.listened = 0

    async def listen(self, take: Any) -> None:
        self.listened += 1
        if self.listened == 1:
            said = Words("帮助")
            await take(Heard("1", Chat("plain", "wang", False), Sender("wang", "zh"), (said,), datetime.now(UTC)))
        await asyncio.Event().wait()


async def test_a_turn_under_way_is_answered_though_its_lease_is_lost(postgres_url: str, tmp_path: Path) -> None:
    channel = Alone()
    settings = Settings(data_dir=tmp_path, database_url=postgres_url, _env_file=None)  # type: ignore[call-arg]
    with psycopg.connect(postgres_url) as other, psycopg.connect(postgres_url, autocommit=True) as server:
        other.execute("lock table inbox in exclusive mode")
        async with opened(settings, extra=(channel,), channels=()) as app:
            running = asyncio.create_task(app.run())
            waits = "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%%inbox%%'"
            await until("the turn waits", lambda: server.execute(waits).fetchone(), seconds=20)
            server.execute("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'")
            await until("its channel is listened to anew", lambda: channel.listened == 2, seconds=20)
            other.rollback()
            await until("the answer", lambda: channel.shown, seconds=10)
            assert [shown.address for shown in channel.shown] == ["wang"]
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
