"""Delivers letters: claims in one transaction, sends in none, marks in another; paces, and gives up visibly."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import structlog

from bot.channels.channel import (
    CannotEdit,
    Channel,
    Drawn,
    Moved,
    Rejected,
    SendingFailed,
    TryLater,
    Unreachable,
)
from bot.pace import Pace
from bot.painting import Painter
from bot.texts import Texts
from bot.turn import now_ms
from dialogue.say import Say, from_plain
from people import store as people
from storage import mailbox
from storage.database import Database, Transaction
from storage.mailbox import CLAIMED_MAX, Letter
from storage.seals import Seals

TRIES_MAX = 12  # doubling from a second to ten minutes: about an hour
BACK_OFF_SECONDS_MAX = 600
PHOTO_WAIT_SECONDS = 20  # a letter waits so long for photos on their way, then goes without
PHOTO_LOOK_MS = 400  # how often it looks
SHORT_WAIT_SECONDS = 1.0  # a pace up to this is slept out; longer ones go back into the outbox
TICK_SECONDS = 1.0

log = structlog.get_logger(__name__)
Mark = Callable[[Transaction], None]


@dataclass
class Delivery:
    """One process's sending side. `hand` takes letters straight from a committed turn."""

    database: Database
    seals: Seals
    channels: Mapping[str, Channel]
    texts: Texts
    painter: Painter
    process: str

    def __post_init__(self) -> None:
        self._paces = {name: Pace(channel.limits) for name, channel in self.channels.items()}
        self._marks: list[Mark] = []
        self._wake = asyncio.Event()
        self._marking = asyncio.Event()
        self._sending: set[asyncio.Task[None]] = set()
        self._is_behind = True
        self.sent_count = 0

    # -- the two loops ---------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Deliver until cancelled."""
        marker = asyncio.create_task(self._mark())
        try:
            while True:
                await self._round()
                try:
                    await asyncio.wait_for(self._wake.wait(), TICK_SECONDS)
                except TimeoutError:
                    self._is_behind = True
        finally:
            marker.cancel()
            for task in self._sending:
                task.cancel()

    def hand(self, letters: Iterable[Letter], *, has_more: bool = False) -> None:
        """Letters that a turn of this process has committed and claimed."""
        for letter in letters:
            self._start(letter)
        if has_more:
            self._is_behind = True
            self._wake.set()

    async def settle(self) -> None:
        """Wait until nothing is in hand and nothing is due; for tests and for the console."""
        while self._sending or self._marks or self._is_behind:
            await asyncio.sleep(0.005)

    async def _round(self) -> None:
        self._wake.clear()
        if not self._is_behind:
            return
        room = CLAIMED_MAX - len(self._sending)
        try:
            letters = await self.database.take(lambda tx: self._claim(tx, room))
        except Exception:
            log.exception("letters could not be claimed")
            return
        for letter in letters:
            self._start(letter)
        self._is_behind = bool(letters)

    def _claim(self, tx: Transaction, room: int) -> list[Letter]:
        now = now_ms()
        mailbox.alive(tx, process=self.process, now_ms=now)
        names = frozenset(self.channels)
        return mailbox.claim_letters(
            tx, self.seals, process=self.process, channels=names, now_ms=now, most=max(room, 0)
        )

    def _start(self, letter: Letter) -> None:
        task = asyncio.create_task(self._deliver(letter))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _mark(self) -> None:
        """Write down what became of letters, many in one transaction."""
        while True:
            await self._marking.wait()
            self._marking.clear()
            marks, self._marks = self._marks, []
            try:
                await self.database.take(lambda tx, marks=marks: [mark(tx) for mark in marks])  # type: ignore[misc]
            except Exception:
                log.exception("what was sent could not be marked yet")
                self._marks = marks + self._marks
                self._marking.set()
                await asyncio.sleep(TICK_SECONDS)
                continue
            if self._is_behind:
                self._wake.set()

    def _note(self, mark: Mark) -> None:
        self._marks.append(mark)
        self._marking.set()

    # -- one letter ------------------------------------------------------------------------------------------

    async def _deliver(self, letter: Letter) -> None:
        channel = self.channels.get(letter.to.channel)
        if channel is None:
            self._put_off(letter, 60, "no such channel here", is_try=False)
            return
        try:
            say = from_plain(letter.body)
            if not await self._may_go(letter, say):
                return
            message = await self._send(channel, letter, await self._drawn(letter, say), fresh=say.fresh)
        except SendingFailed as failure:
            self._failed(letter, failure)
        except Exception:
            log.exception("a letter could not be sent", letter=letter.id, about=letter.about)
            self._failed(letter, TryLater())
        else:
            self.sent_count += 1
            self._note(lambda tx: mailbox.sent(tx, letter, message=message, now_ms=now_ms()))

    async def _may_go(self, letter: Letter, say: Say) -> bool:
        """Whether its photos have come, or have had their time, and its chat may be written to now."""
        if say.picture and now_ms() - letter.posted_at_ms < PHOTO_WAIT_SECONDS * 1000:
            _, are_coming = await self.painter.look(say.picture)
            if are_coming:
                self._put_off(letter, PHOTO_LOOK_MS / 1000, "photos on their way", is_try=False)
                return False
        pace = self._paces[letter.to.channel]
        wait = pace.wait(letter.to.chat, is_group=letter.to.is_group, now=time.monotonic())
        if wait > SHORT_WAIT_SECONDS and not letter.urgent:
            self._put_off(letter, wait, "paced", is_try=False)
            return False
        if wait and not letter.urgent:
            await asyncio.sleep(wait)
        return True

    async def _drawn(self, letter: Letter, say: Say) -> Drawn:
        drawn = self.texts.draw(say, letter.to.language)
        if say.picture is None:
            return drawn
        rows, _ = await self.painter.look(say.picture)
        return replace(drawn, picture=await self.painter.paint(say.picture, rows))

    async def _send(self, channel: Channel, letter: Letter, drawn: Drawn, *, fresh: bool) -> str:
        id = str(letter.id)
        if letter.message is not None and not fresh and channel.limits.can_edit:
            try:
                return await channel.edit(letter.to.address, letter.message, drawn, id=id)
            except CannotEdit:
                pass
        return await channel.send(letter.to.address, drawn, id=id)

    # -- what went wrong -------------------------------------------------------------------------------------

    def _failed(self, letter: Letter, failure: SendingFailed) -> None:
        why = f"{type(failure).__name__}: {failure}"
        match failure:
            case TryLater():
                if letter.tries + 1 >= TRIES_MAX and not failure.flood:
                    self._bury(letter, why)
                    return
                wait = failure.after_seconds or min(2.0**letter.tries, BACK_OFF_SECONDS_MAX)
                self._put_off(letter, wait, why, is_try=not failure.flood)
            case Moved():
                self._note(lambda tx: self._move(tx, letter, failure.address))
                self._put_off(letter, 0, why)
            case Unreachable():
                self._note(lambda tx: people.set_chat_state(tx, letter.to.chat, "blocked"))
                self._bury(letter, why)
            case _:
                assert isinstance(failure, Rejected | CannotEdit | SendingFailed)
                self._bury(letter, why)

    def _put_off(self, letter: Letter, seconds: float, why: str, *, is_try: bool = True) -> None:
        due = now_ms() + round(seconds * 1000)
        self._note(lambda tx: mailbox.put_off(tx, letter, due_at_ms=due, why=why, is_try=is_try))
        asyncio.get_running_loop().call_later(seconds + 0.01, self._look_again)

    def _look_again(self) -> None:
        self._is_behind = True
        self._wake.set()

    def _bury(self, letter: Letter, why: str) -> None:
        log.warning("a letter was given up", letter=letter.id, about=letter.about, why=why)
        self._note(lambda tx: mailbox.bury(tx, letter.id, why=why))
        self._look_again()

    def _move(self, tx: Transaction, letter: Letter, address: str) -> None:
        people.move_chat(
            tx,
            letter.to.chat,
            handle=self.seals.index("chat", f"{letter.to.channel} {address}"),
            address=self.seals.seal(letter.to.key_id, address.encode(), "address"),
        )
