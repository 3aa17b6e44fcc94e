"""Turns from the outside: each is taken in one hop to the database, and its letters go out after the commit."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

import structlog

from bot.channels.channel import Answer
from bot.knowledge import Knowledge
from bot.meter import CLOCK, HEARD, PHOTO, TILL, Meter
from bot.texts import Texts
from bot.turn import Taken, Turn, now_ms
from cases.history.store import heads
from cases.summary import store as summaries
from cases.summary.summary import not_summed, sums_of
from cases.summary.weeks import latest
from dialogue.hear import Heard
from rewards.posting import KeyConflict
from rewards.roots import chain as roots
from rewards.roots.chain import Chains
from rewards.roots.store import write
from storage.beforehand import Beforehand, ReadFirst
from storage.database import Database
from storage.errors import DatabaseUnavailable
from storage.mailbox import Address, Letter
from storage.photos import Kept

TRIES_MAX = 3  # a turn that fails so often is a bug: the person is told, and it is noted as heard

log = structlog.get_logger(__name__)
Fade = Callable[[], Awaitable[None]]
T = TypeVar("T")
Hand = Callable[[list[Letter], bool], None]


async def _fades_later() -> None:
    """Where nobody takes messages back at once, the next sweep does."""


async def _kept_nothing(_: Address) -> None:
    """A platform of somebody else's: what is in a person's own chat is theirs."""


class Turns:
    """Takes turns; `handed` gets the letters of each committed one, `wake` is called when errands may wait."""

    def __init__(self, database: Database, know: Knowledge, texts: Texts, *, clock: Callable[[], int] = now_ms) -> None:
        self._database, self._know, self._texts, self._clock = database, know, texts, clock
        self.handed: Hand = lambda letters, has_more: None
        self.wake: Callable[[], None] = lambda: None
        self.forget: Callable[[Address], Awaitable[None]] = _kept_nothing
        self.fade: Fade = _fades_later
        self.meter = Meter()

    async def take(self, heard: Heard) -> Answer:
        """Take what was heard; returns after the commit. Raises what the database raises while it is away."""
        for tried in range(1, TRIES_MAX + 1):
            try:
                return self._answer(await self._turn(lambda turn: turn.take(heard), HEARD))
            except DatabaseUnavailable:
                raise
            except Exception:
                log.exception("a turn failed", turn=f"{heard.chat.channel} {heard.id}", tried=tried)
        return self._answer(await self._turn(lambda turn: turn.broke(heard), HEARD))

    async def photo_came(self, photo: str, kept: Kept, code: str = "") -> Taken:
        return await self._turn(lambda turn: turn.photo_came(photo, kept, code), PHOTO)

    async def photo_failed(self, photo: str, why: str) -> Taken:
        return await self._turn(lambda turn: turn.photo_failed(photo, why), PHOTO)

    async def tick(self, id: str) -> Taken:
        """What the clock says; two machines that say the same take it once."""
        return await self._turn(lambda turn: turn.tick(id))

    async def erase(self, person: str) -> Taken:
        """Let go of somebody who asked to be erased, of some of their cases at once."""
        return await self._turn(lambda turn: turn.erase(person))

    async def night(self) -> Taken:
        """Let go of some of what is old enough."""
        return await self._turn(lambda turn: turn.night())

    async def late(self) -> Taken:
        """Tell of deadlines that are near or over; of some cases at once, emergencies first."""
        return await self._turn(lambda turn: turn.late())

    async def weeks(self) -> None:
        """Write down the sums of weeks that have ended, and tell coordinators of the last one that should be told."""
        know, now = self._know, self._clock() // 1000
        catalog = know.catalog
        for week in await self._database.read(lambda tx: not_summed(tx, catalog, now=now)):
            counted = await self._database.read(lambda tx, week=week: sums_of(tx, catalog, week))  # type: ignore[misc]
            await self._database.take(partial(summaries.write_sums, week=week.name, counted=counted, now=now))
        issue = latest(datetime.fromtimestamp(now, catalog.district.zone))
        if not await self._database.read(lambda tx: summaries.was_said(tx, issue.id)):
            await self._turn(lambda turn: turn.weekly(issue))

    async def roll(self, street: str, at: datetime) -> Taken:
        """Call a street's roll of a time; two machines that do call it once."""
        return await self._turn(lambda turn: turn.roll(street, at))

    async def remind(self) -> Taken:
        """Ask and remind riders of what waited for a good moment, some of it at once."""
        return await self._turn(lambda turn: turn.remind())

    async def close_day(self) -> None:
        """The root over all that was posted and noted until yesterday's end; read beside the turns, then kept."""
        now = datetime.fromtimestamp(self._clock() / 1000, UTC)
        zone = self._know.catalog.district.zone
        root = await self._database.read(lambda tx: roots.due(tx, Chains(partial(heads, tx)), now=now, zone=zone))
        if root:
            await self._database.take(lambda tx: write(tx, root))

    async def broadcast(self, batch: int) -> Taken:
        """Tell the next people of what is broadcast; `batch` counts since the clock swept."""
        return await self._turn(lambda turn: turn.broadcast(batch))

    async def invite(self, role: str, street: str, *, days: int | None = None) -> str:
        """A one-time code; its role lasts so many days, or until it is taken back."""
        now = self._clock()
        return await self._database.take(
            lambda tx: Turn(tx, self._know, now_ms=now).roster.invite(role, street, days=days)
        )

    async def at_till(self, act: Callable[[Turn], T]) -> T:
        """What a till on the web does, as a turn: its letters go out after the commit."""
        results: list[T] = []

        def taken(turn: Turn) -> Taken:
            results[:] = [act(turn)]
            return turn.ended()

        await self._turn(taken, TILL)
        return results[0]

    async def _turn(self, act: Callable[[Turn], Taken], kind: str = CLOCK) -> Taken:
        with self.meter.turn(kind):
            taken = await self._taken(act)
        if taken.posted_count:
            self.handed(taken.letters, len(taken.letters) < taken.posted_count)
        if taken.has_errands:
            self.wake()
        for chat in taken.let_go:
            await self.forget(chat)
        if taken.is_fading:
            await self.fade()
        return taken

    async def _taken(self, act: Callable[[Turn], Taken]) -> Taken:
        now, beforehand = self._clock(), Beforehand()
        while True:
            try:
                return await self._database.take(
                    lambda tx: act(Turn(tx, self._know, now_ms=now, beforehand=beforehand))
                )
            except KeyConflict as conflict:
                log.critical("a key of the ledger came back with another meaning", key=(key := str(conflict)))
                await self._turn(lambda turn: turn.alarm_conflict(key))
                raise
            except ReadFirst as lacking:  # each once, so this ends
                beforehand.keep(lacking.name, await self._database.read(lacking.work))

    def _answer(self, taken: Taken) -> Answer:
        if taken.toast is None:
            return Answer(open_private=taken.open_private)
        words = self._texts.line(taken.toast.key, taken.language, **taken.toast.facts)
        return Answer(words, alert=taken.open_private, open_private=taken.open_private)
