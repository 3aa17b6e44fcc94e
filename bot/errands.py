"""Fetches photos outside any turn; what came of it is a turn of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

import structlog

from bot.channels.channel import Channel, Rejected, SendingFailed, TooLarge
from bot.turn import MAY_BE_A_CODE, now_ms
from bot.turns import Turns
from storage import mailbox
from storage.database import Database
from storage.decoder import BadPhoto, Reason
from storage.errors import DatabaseUnavailable
from storage.photos import BYTES_MAX, Kept, Photos
from storage.seals import Erased, Seals

AT_ONCE_MAX = 8  # photos fetched side by side; one slow file holds up nobody
TRIES_MAX = 8
BACK_OFF_SECONDS_MAX = 120
TICK_SECONDS = 1.0

log = structlog.get_logger(__name__)


class Errands:
    """One process's fetching side."""

    def __init__(
        self,
        database: Database,
        seals: Seals,
        channels: Mapping[str, Channel],
        photos: Photos,
        turns: Turns,
        *,
        process: str,
    ) -> None:
        self._database, self._seals, self._channels = database, seals, channels
        self._photos, self._turns, self._process = photos, turns, process
        self._wake = asyncio.Event()
        self._running: dict[str, asyncio.Task[None]] = {}  # by photo

    def wake(self) -> None:
        """Something may be waiting."""
        self._wake.set()

    async def run(self) -> None:
        """Fetch until cancelled."""
        try:
            while True:
                self._wake.clear()
                await self._round()
                with suppress(TimeoutError):  # wait_for would swallow a cancellation that comes with a wake
                    async with asyncio.timeout(TICK_SECONDS):
                        await self._wake.wait()
        finally:
            for task in self._running.values():
                task.cancel()

    async def _round(self) -> None:
        room, known = AT_ONCE_MAX - len(self._running), frozenset(self._running)
        if room <= 0:
            return
        try:
            errands = await self._database.take(
                lambda tx: mailbox.claim_errands(
                    tx,
                    self._seals,
                    process=self._process,
                    known=known,
                    channels=frozenset(self._channels),
                    now_ms=now_ms(),
                    most=room,
                )
            )
        except Exception:
            log.exception("errands could not be claimed")
            return
        for errand in errands:
            photo = errand["photo"]
            self._running[photo] = task = asyncio.create_task(self._fetch(errand))
            task.add_done_callback(partial(self._finished, photo))

    def _finished(self, photo: str, _: asyncio.Task[None]) -> None:
        del self._running[photo]
        self._wake.set()

    async def _fetch(self, errand: dict[str, Any]) -> None:
        """Fetch a photo and note what came of it: it is in our hand until that is noted, however long that takes."""
        note = await self._outcome(errand)
        wait_seconds = TICK_SECONDS
        while True:
            try:
                await note()
                return
            except DatabaseUnavailable:
                log.warning("what came of a photo can't be noted yet", photo=errand["photo"])
            except Exception as error:
                log.exception("what came of a photo could not be noted", photo=errand["photo"])
                note = partial(self._later, errand, error)
            await asyncio.sleep(wait_seconds)
            wait_seconds = min(wait_seconds * 2, BACK_OFF_SECONDS_MAX)

    async def _outcome(self, errand: dict[str, Any]) -> Callable[[], Awaitable[object]]:
        """What is to be noted: the photo came, can't be used, or is tried again later."""
        photo, channel = errand["photo"], self._channels.get(errand["channel"])
        try:
            if channel is None:
                raise SendingFailed("no such channel here")
            data = await channel.fetch(errand["ref"], bytes_max=BYTES_MAX)
            kept = await self._photos.keep(data, key=errand["key_id"])
        except BadPhoto as bad:
            return partial(self._turns.photo_failed, photo, str(bad.reason))
        except TooLarge:
            return partial(self._turns.photo_failed, photo, str(Reason.TOO_LARGE))
        except (Rejected, Erased):
            return partial(self._turns.photo_failed, photo, "lost")
        except Exception as error:
            return partial(self._later, errand, error)
        if photo.startswith(MAY_BE_A_CODE):
            code = await self._code_in(kept, errand["key_id"])
            return partial(self._turns.photo_came, photo, kept, code)
        return partial(self._turns.photo_came, photo, kept)

    async def _code_in(self, kept: Kept, key: str) -> str:
        """What a QR in a kept photo says; empty where there is none."""
        from bot.code_reading import read_qr  # zxing is loaded when the first shop sends a photo

        return await asyncio.to_thread(lambda: read_qr(self._photos.read(kept.name, key)))

    async def _later(self, errand: dict[str, Any], error: Exception) -> None:
        log.warning("a photo did not come yet", photo=errand["photo"], why=type(error).__name__)
        if errand["tries"] + 1 >= TRIES_MAX:
            await self._turns.photo_failed(errand["photo"], "lost")
            return
        wait = getattr(error, "after_seconds", None) or min(2.0 ** errand["tries"], BACK_OFF_SECONDS_MAX)
        due = now_ms() + round(wait * 1000)
        await self._database.take(lambda tx: mailbox.errand_later(tx, errand["photo"], due_at_ms=due))
