"""The clock as ticker: it says what falls due into the same turn as anybody else; it holds no jobs of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.channels.channel import Channel
from bot.turns import Turns
from storage import photobook
from storage.database import Database
from storage.photos import Photos

SWEEP_EVERY_MINUTES = 5  # PRODUCT 3: swept every 5 minutes
DISCARDED_MAX = 200  # photo files in one sweep

log = structlog.get_logger(__name__)


class Clock:
    """Ticks in one process; what it says has natural ids, so several processes need no leader."""

    def __init__(
        self,
        turns: Turns,
        database: Database,
        photos: Photos,
        channels: Mapping[str, Channel],
        *,
        zone: ZoneInfo,
    ) -> None:
        self._turns, self._database, self._photos, self._channels = turns, database, photos, channels
        self._scheduler = AsyncIOScheduler(timezone=zone)

    async def run(self) -> None:
        """Tick until cancelled; once at the start, for what fell due while nothing ran."""
        every = CronTrigger(minute=f"*/{SWEEP_EVERY_MINUTES}", timezone=self._scheduler.timezone)
        self._scheduler.add_job(self.sweep, every, coalesce=True, max_instances=1, misfire_grace_time=None)
        self._scheduler.start()
        try:
            await self.sweep()
            await asyncio.Event().wait()
        finally:
            self._scheduler.shutdown(wait=False)

    async def sweep(self) -> None:
        """Close what was answered by silence, forget what has expired, discard photos nobody uses."""
        now = datetime.now(UTC)
        minute = now.replace(minute=now.minute - now.minute % SWEEP_EVERY_MINUTES)
        try:
            await self._turns.tick(f"sweep:{minute:%Y-%m-%dT%H:%M}")
            await self._discard_photos()
            for channel in self._channels.values():
                if sweep := getattr(channel, "sweep", None):
                    await sweep(now)
        except Exception:
            log.exception("a sweep failed and is tried again in some minutes")

    async def _discard_photos(self) -> None:
        rows = await self._database.read(lambda tx: photobook.dropped(tx, most=DISCARDED_MAX))
        for row in rows:
            assert row.name is not None, "only kept photos have a file"
            self._photos.discard(row.name)
        for row in rows:
            await self._database.take(lambda tx, id=row.id: photobook.forget_name(tx, id))  # type: ignore[misc]
