"""The clock as ticker: every five minutes it says what falls due into the same turn as anybody else; it holds no jobs.

When that is, APScheduler's triggers say. It sleeps by the machine's own steady clock all the same, because a scheduler
that waits for a wall time stands still for as long as that clock was put back.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime

import structlog
from apscheduler.triggers.cron import CronTrigger

from bot.channels.channel import Channel
from bot.turns import Turns
from cases.broadcasting.broadcasts import URGENT_BATCHES_A_SWEEP
from storage import agenda, photobook
from storage.database import Database
from storage.photos import Photos

SWEEP_EVERY_MINUTES = 5  # PRODUCT 3: swept every 5 minutes
SWEEPS = CronTrigger(minute=f"*/{SWEEP_EVERY_MINUTES}", timezone=UTC)
DISCARDED_MAX = 200  # photo files in one sweep
LATE_ROUNDS_MAX = 500  # turns in one sweep that tell what is late; what is left is told by the next
PARTED_SECONDS_MAX = 60  # a clock that is set right by its time server moves by less
HELD_SWEEPS = 3  # after a jump: a quarter of an hour for whoever set the clock wrong to notice

log = structlog.get_logger(__name__)


class Watch:
    """Compares the wall clock with the machine's steady one, each handed in as a function that tells seconds."""

    def __init__(self, wall: Callable[[], float] = time.time, steady: Callable[[], float] = time.monotonic) -> None:
        self._wall, self._steady = wall, steady
        self._difference = wall() - steady()

    def jumped_seconds(self) -> float:
        """How far the wall clock has gone ahead (or back, below 0) of the steady one since this was last asked."""
        before, self._difference = self._difference, self._wall() - self._steady()
        return self._difference - before

    def until_next_sweep(self) -> float:
        """Seconds until the wall clock shows the next multiple of five minutes."""
        now = datetime.fromtimestamp(self._wall(), UTC)
        return float((SWEEPS.get_next_fire_time(now, now) - now).total_seconds())


class Clock:
    """Ticks in one process. What it says has natural ids or is told once by itself, so several need no leader."""

    def __init__(
        self,
        turns: Turns,
        database: Database,
        photos: Photos,
        channels: Mapping[str, Channel],
        *,
        watch: Watch | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._turns, self._database, self._photos, self._channels = turns, database, photos, channels
        self._watch, self._sleep = watch or Watch(), sleep
        self._held = 0

    async def run(self) -> None:
        """Tick until cancelled; once at the start, for what fell due while nothing ran."""
        await self.sweep()
        while True:
            await self._sleep(self._watch.until_next_sweep())
            if self._is_trusted():
                await self.sweep()

    async def sweep(self) -> None:
        """Tell what is late, close what was answered by silence, forget what has expired, discard photos nobody uses.

        What fails is tried again by the next sweep and keeps nothing else back.
        """
        now = datetime.now(UTC)
        minute = now.replace(minute=now.minute - now.minute % SWEEP_EVERY_MINUTES)
        await self._try(self._tell_late())
        await self._try(self._turns.tick(f"sweep:{minute:%Y-%m-%dT%H:%M}"))
        await self._try(self._broadcast())
        await self._try(self._discard_photos())
        for channel in self._channels.values():
            if sweep := getattr(channel, "sweep", None):
                await self._try(sweep(now))

    def _is_trusted(self) -> bool:
        """Whether the wall clock goes as the steady one does; after a jump three sweeps are held, and that is said."""
        jumped = self._watch.jumped_seconds()
        if abs(jumped) > PARTED_SECONDS_MAX:
            self._held = HELD_SWEEPS
            log.error("the wall clock jumped: deadlines wait a quarter of an hour; set it right", seconds=round(jumped))
        if self._held:
            self._held -= 1
            return False
        return True

    async def _try(self, part: Awaitable[object]) -> None:
        try:
            await part
        except Exception:
            log.exception("a sweep failed and is tried again in some minutes")

    async def _tell_late(self) -> None:
        """Warnings and what is overdue, a bounded number of cases a turn, until nothing is left."""
        for _ in range(LATE_ROUNDS_MAX):
            now = int(datetime.now(UTC).timestamp())
            if not await self._database.read(lambda tx, now=now: agenda.due(tx, now=now, most=1)):  # type: ignore[misc]
                return
            await self._turns.late()

    async def _broadcast(self) -> None:
        """What is told to many, a batch a turn, at most so many batches a sweep."""
        for batch in range(URGENT_BATCHES_A_SWEEP):
            if not (await self._turns.broadcast(batch)).posted_count:
                return

    async def _discard_photos(self) -> None:
        rows = await self._database.read(lambda tx: photobook.dropped(tx, most=DISCARDED_MAX))
        for row in rows:
            assert row.name is not None, "only kept photos have a file"
            self._photos.discard(row.name)
        for row in rows:
            await self._database.take(lambda tx, id=row.id: photobook.forget_name(tx, id))  # type: ignore[misc]
