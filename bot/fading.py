"""What is to be gone: messages on both sides of a private chat, and the keys of what was confided long ago."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import structlog

from bot.channels.channel import Channel, SendingFailed, TryLater
from cases.consultations import store as consultations
from cases.quiet import store as quiet
from storage import fading
from storage.database import Database
from storage.fading import Fading
from storage.seals import Seals

AT_ONCE_MAX = 200  # notes in one round: a day's talks of some dozens of riders

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Runs outside any turn; whatever it is stopped in is done again by the next round."""

    database: Database
    seals: Seals
    channels: Mapping[str, Channel]
    zone: ZoneInfo

    async def messages(self) -> None:
        """Take back what has had its day, or what somebody pressed to be gone now."""
        for due in await self.database.read(lambda tx: fading.due(tx, self.seals, now=_now(), most=AT_ONCE_MAX)):
            if due.chat.channel in self.channels:
                await self._take_back(due, self.channels[due.chat.channel])

    async def keys(self) -> None:
        """Destroy the keys of what was emptied, so that no backup can be read either."""
        today = datetime.now(self.zone).date().isoformat()
        for key in await self.database.read(quiet.keys_left):
            await asyncio.to_thread(self.seals.destroy, key)
            await self.database.take(lambda tx, key=key: quiet.gone(tx, key, on=today))  # type: ignore[misc]
        for key in await self.database.read(consultations.keys_left):
            await asyncio.to_thread(self.seals.destroy, key)
            await self.database.take(lambda tx, key=key: consultations.gone(tx, key, now=_now()))  # type: ignore[misc]

    async def _take_back(self, due: Fading, channel: Channel) -> None:
        try:
            await channel.delete(due.chat.address, due.messages)
        except TryLater:
            await self.database.take(lambda tx: fading.later(tx, due.id, now=_now()))
            return
        except SendingFailed as failure:
            log.info("messages can't be taken back any more", kind=type(failure).__name__)
        await self.database.take(lambda tx: fading.done(tx, due.id))


def _now() -> int:
    return int(datetime.now(UTC).timestamp())
