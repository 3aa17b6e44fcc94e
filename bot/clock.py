"""The clock as ticker: every few minutes it says what falls due into the same turn as anybody else; it holds no jobs.

When that is, APScheduler's triggers say. It sleeps by the machine's own steady clock all the same, because a scheduler
that waits for a wall time stands still for as long as that clock was put back.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime

import structlog
from apscheduler.triggers.cron import CronTrigger

from bot.channels.channel import Channel
from bot.erasing import Erasures
from bot.turns import Turns
from cases.broadcasting.broadcasts import URGENT_BATCHES_A_SWEEP
from cases.catalog import District
from cases.daily import rolls, store
from storage import agenda, photobook
from storage.database import Database
from storage.photos import Photos

DISCARDED_MAX = 200  # photo files in one sweep
REMIND_ROUNDS_MAX = 500  # as below; after a night all that waited goes out in one sweep
LATE_ROUNDS_MAX = 500  # turns in one sweep that tell what is late; what is left is told by the next
NIGHT_ROUNDS_MAX = 50  # likewise, of what is old enough to be let go of
PARTED_SECONDS_MAX = 60  # a clock that is set right by its time server moves by less
HELD_SWEEPS = 3  # after a jump: about a quarter of an hour for whoever set the clock wrong to notice

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

    def until_next(self, sweeps: CronTrigger) -> float:
        """Seconds until the wall clock shows the next time of a sweep."""
        now = datetime.fromtimestamp(self._wall(), UTC)
        return float((sweeps.get_next_fire_time(now, now) - now).total_seconds())


class Clock:
    """Ticks in one process. What it says has natural ids or is told once by itself, so several need no leader.

    `also` is what else each sweep does.
    """

    def __init__(
        self,
        turns: Turns,
        database: Database,
        photos: Photos,
        channels: Mapping[str, Channel],
        district: District,
        erasures: Erasures,
        *,
        watch: Watch | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        also: Sequence[Callable[[], Awaitable[object]]] = (),
    ) -> None:
        self._turns, self._database, self._photos, self._channels = turns, database, photos, channels
        self._erasures = erasures
        self._watch, self._sleep, self._district = watch or Watch(), sleep, district
        self._sweeps = CronTrigger(minute=f"*/{district.ladder.sweep_every_minutes}", timezone=UTC)
        self._also = also
        self._held = 0
        self.period_seconds = district.ladder.sweep_every_minutes * 60
        self._woke_at = self._swept_at = time.monotonic()

    @property
    def silent_seconds(self) -> float:
        """Since it last woke or ended a sweep: late where that is more than some periods, held sweeps counted in."""
        return time.monotonic() - max(self._woke_at, self._swept_at)

    @property
    def age_seconds(self) -> float:
        """Since the last sweep ended, or since it began to wait for its first."""
        return time.monotonic() - self._swept_at

    async def run(self) -> None:
        """Tick until cancelled; once at the start, for what fell due while nothing ran."""
        await self.sweep()
        while True:
            await self._sleep(self._watch.until_next(self._sweeps))
            self._woke_at = time.monotonic()
            if self._is_trusted():
                await self.sweep()

    async def sweep(self) -> None:
        """Tell what is late, call the rolls, close what was answered by silence, forget what has expired, ask riders,
        tell of the week, discard photos that nobody uses, close the day before.

        What fails is tried again by the next sweep and keeps nothing else back.
        """
        now = datetime.now(UTC)
        minute = now.replace(minute=now.minute - now.minute % self._district.ladder.sweep_every_minutes)
        await self._try(self._tell_late())
        await self._try(self._call_rolls(now))
        await self._try(self._turns.tick(f"sweep:{minute:%Y-%m-%dT%H:%M}"))
        await self._try(self._remind())
        await self._try(self._turns.weeks())
        await self._try(self._erasures.sweep())
        await self._try(self._let_go_of_the_old())
        await self._try(self._broadcast())
        await self._try(self._discard_photos())
        for part in self._also:
            await self._try(part())
        await self._try(self._turns.close_day())
        for channel in self._channels.values():
            if sweep := getattr(channel, "sweep", None):
                await self._try(sweep(now))
        self._swept_at = time.monotonic()

    def _is_trusted(self) -> bool:
        """Whether the wall clock goes as the steady one does; after a jump three sweeps are held, and that is said."""
        jumped = self._watch.jumped_seconds()
        if abs(jumped) > PARTED_SECONDS_MAX:
            self._held = HELD_SWEEPS
            log.error("the wall clock jumped: deadlines wait for three sweeps; set it right", seconds=round(jumped))
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

    async def _call_rolls(self, now: datetime) -> None:
        """The roll of each street with a counter whose time has come; of those that were missed, the last one only."""
        if at := rolls.last_called(self._district, now):
            time, since = rolls.written(at), int(at.timestamp())
            for street in await self._database.read(lambda tx: store.streets_uncalled(tx, at=time, since=since)):
                await self._try(self._turns.roll(street, at))

    async def _remind(self) -> None:
        """What riders are asked and reminded of, a bounded number a turn, until nothing is left."""
        for _ in range(REMIND_ROUNDS_MAX):
            if not (await self._turns.remind()).has_more:
                return

    async def _let_go_of_the_old(self) -> None:
        """What is old enough, a bounded number of cases a turn; what is left is let go of by the next sweep."""
        for _ in range(NIGHT_ROUNDS_MAX):
            if not (await self._turns.night()).has_more:
                return

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
