"""Delivers letters: claims in one transaction, sends in none, marks in another; paces, and gives up visibly."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice

import structlog

from bot.channels.channel import CannotEdit, Channel, Drawn, Moved, Pinning, SendingFailed, TryLater, Unreachable
from bot.marks import Marks
from bot.meter import GIVEN_UP, PUT_OFF, SENT, Meter
from bot.pace import Pace
from bot.packing import Packer
from bot.painting import Painter
from bot.pinning import pin
from bot.texts import Texts
from bot.turn import now_ms
from dialogue.say import Say, from_plain
from people import store as people
from people.addresses import move_chat
from storage import fading, mailbox
from storage.database import Database, Transaction
from storage.mailbox import CLAIMED_MAX, Letter
from storage.seals import Seals

TRIES_MAX = 16  # doubling from a second to ten minutes: a little over an hour
BACK_OFF_SECONDS_MAX = 600
PHOTO_WAIT_SECONDS = 3  # a letter waits so long for photos on their way, then goes without; they are drawn in later
PHOTO_LOOK_MS = 400  # how often it looks
SHORT_WAIT_SECONDS = 1.0  # a pace up to this is slept out; longer ones go back into the outbox
TICK_SECONDS = 1.0
STOP_WITHIN_SECONDS = 3.0  # sends under way may take so long when the process is told to end
SHOWN_MAX = 10_000  # cards remembered until their message is surely written down

log = structlog.get_logger(__name__)


@dataclass
class Delivery:
    """One process's sending side. `hand` takes letters straight from a committed turn."""

    database: Database
    seals: Seals
    channels: Mapping[str, Channel]
    texts: Texts
    painter: Painter
    packer: Packer
    process: str
    meter: Meter = field(default_factory=Meter)

    def __post_init__(self) -> None:
        self._paces = {name: Pace(channel.limits) for name, channel in self.channels.items()}
        self._chains: dict[str, deque[Letter]] = {}  # letters in hand, by chat, in order
        self._shown: OrderedDict[tuple[str, str], str] = OrderedDict()  # cards sent a moment ago
        self._marks = Marks(self.database, self._marked)
        self._wake, self._idle = asyncio.Event(), asyncio.Event()
        self._tasks: dict[str, asyncio.Task[None]] = {}  # one for each chain
        self._is_behind, self._looks = True, 0  # letters may wait that are in nobody's hand; how often that was said
        self._alive_at = 0.0

    async def run(self) -> None:
        """Deliver until cancelled."""
        marker = asyncio.create_task(self._marks.run())
        try:
            while True:
                self._wake.clear()
                await self._round()
                try:
                    async with asyncio.timeout(TICK_SECONDS):  # wait_for would swallow a cancellation
                        await self._wake.wait()
                except TimeoutError:
                    self._is_behind = True
        finally:
            await self._stop(marker)

    async def _stop(self, marker: asyncio.Task[None]) -> None:
        """End: what is going out may finish, and is written down, so that nothing is sent twice."""
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=STOP_WITHIN_SECONDS)
        for task in (under_way := (marker, *self._tasks.values())):
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        await self._marks.finish()

    def hand(self, letters: Iterable[Letter], *, has_more: bool = False) -> None:
        """Letters that a turn of this process has committed and claimed."""
        for letter in letters:
            self._chain(letter)
        if has_more:
            self._look_again()

    async def settle(self) -> None:
        """Wait until nothing is in hand and nothing is due: at the end of a terminal's chat, and in tests."""
        while self._chains or self._marks or self._is_behind:
            self._idle.clear()
            await self._idle.wait()

    async def _round(self) -> None:
        if not self._is_behind:
            return
        room, looks = max(CLAIMED_MAX - len(self._chains), 0), self._looks
        known = self._marks.letters.union(letter.id for chain in self._chains.values() for letter in chain)
        try:
            letters = await self.database.take(lambda tx: self._claim(tx, room, known))
        except Exception:
            log.exception("letters could not be claimed")
            return
        for letter in letters:
            self._chain(letter)
        self._is_behind = bool(letters) or looks != self._looks
        self._idle.set()

    def _claim(self, tx: Transaction, room: int, known: set[int]) -> list[Letter]:
        now, names = now_ms(), frozenset(self.channels)
        if time.monotonic() - self._alive_at > TICK_SECONDS / 2:
            mailbox.alive(tx, process=self.process, now_ms=now)
            mailbox.let_go_of_lost(tx, process=self.process, known=known, now_ms=now)
            self._alive_at = time.monotonic()
        return mailbox.claim_letters(tx, self.seals, process=self.process, channels=names, now_ms=now, most=room)

    def _marked(self) -> None:
        self._idle.set()
        if self._is_behind:
            self._wake.set()

    # -- a chat's letters, one after another -------------------------------------------------------------------

    def _chain(self, letter: Letter) -> None:
        chat = letter.to.chat
        if self._marks.is_held(chat):
            self._marks.add(letter, partial(mailbox.release, letter=letter))
            self._is_behind = True
        elif chat in self._chains:
            self._join(self._chains[chat], letter)
        else:
            self._chains[chat] = deque((letter,))
            self._tasks[chat] = asyncio.create_task(self._run_chain(chat))

    def _join(self, chain: deque[Letter], letter: Letter) -> None:
        """Join a chat's letters in hand: at the end, an emergency right behind the one that is going out now."""
        if not letter.urgent:
            chain.append(letter)
            return
        for older in [each for each in islice(chain, 1, None) if each.card and each.card == letter.card]:
            chain.remove(older)
            self._marks.add(older, partial(mailbox.drop, letter=older))
        place = next((n for n, each in enumerate(chain) if n and not each.urgent), len(chain))
        chain.insert(place, letter)

    async def _run_chain(self, chat: str) -> None:
        chain = self._chains[chat]
        while chain:
            letter = chain[0]
            rest = islice(chain, 1, None)
            if letter.card and not letter.urgent and any(later.card == letter.card for later in rest):
                self._marks.add(letter, partial(mailbox.drop, letter=letter))
            elif not await self._deliver(letter):
                for later in list(chain)[1:]:
                    self._marks.add(later, partial(mailbox.release, letter=later))
                break
            chain.popleft()
        del self._chains[chat], self._tasks[chat]

    # -- one letter ------------------------------------------------------------------------------------------

    async def _deliver(self, letter: Letter) -> bool:
        """Send a letter; False if it was put off, so that nothing of its chat overtakes it."""
        channel = self.channels.get(letter.to.channel)
        if channel is None:
            return self._put_off(letter, 60, "no such channel here", is_try=False)
        try:
            say = letter.said or from_plain(letter.body)
            if not await self._may_go(letter, say):
                return False
            before = self._message_of(letter)
            message = await self._send(channel, letter, await self._drawn(letter, say), say)
        except SendingFailed as failure:
            return self._failed(letter, failure)
        except Exception:
            log.exception("a letter could not be sent", letter=letter.id, about=letter.about)
            return self._failed(letter, TryLater())
        self._remember(letter, message)
        self.meter.letters[letter.to.channel, SENT] += 1
        self._marks.add(letter, partial(mailbox.sent, letter=letter, message=message, now_ms=now_ms()))
        if say.fades:
            self._let_fade(letter, [before, message] if before and before != message else [message])
        if say.pin and isinstance(channel, Pinning):
            await pin(channel, letter, message, instead_of=before if before != message else "")
        return True

    def _let_fade(self, letter: Letter, messages: list[str]) -> None:
        """What a letter was sent as is taken back later; that it was sent at all is forgotten now."""
        now = now_ms() // 1000
        self._marks.add(letter, lambda tx: fading.note(tx, self.seals, letter.to, messages, now=now))
        self._marks.add(letter, partial(mailbox.forget_letter, letter=letter))

    def _message_of(self, letter: Letter) -> str:
        """Where a letter's card is shown until now; '' where it is not, or it is none."""
        return (self._shown.get((letter.to.chat, letter.card)) or letter.message or "") if letter.card else ""

    def _remember(self, letter: Letter, message: str) -> None:
        """A card's message, until it is surely written down."""
        if letter.card:
            self._shown[letter.to.chat, letter.card] = message
            if len(self._shown) > SHOWN_MAX:
                self._shown.popitem(last=False)

    async def _may_go(self, letter: Letter, say: Say) -> bool:
        """Whether its photos have come, or have had their time, and its chat may be written to now."""
        if (
            say.picture
            and say.picture.waits
            and not letter.urgent
            and now_ms() - letter.posted_at_ms < PHOTO_WAIT_SECONDS * 1000
        ):
            _, are_coming = await self.painter.look(say.picture)
            if are_coming:
                return self._put_off(letter, PHOTO_LOOK_MS / 1000, "photos on their way", is_try=False)
        pace = self._paces[letter.to.channel]
        if letter.urgent:
            pace.pass_now(letter.to.chat, is_group=letter.to.is_group, now=time.monotonic())
            return True
        while wait := pace.wait(letter.to.chat, is_group=letter.to.is_group, now=time.monotonic()):
            if wait > SHORT_WAIT_SECONDS:
                return self._put_off(letter, wait, "paced", is_try=False)
            await asyncio.sleep(wait)
        return True

    async def _drawn(self, letter: Letter, say: Say) -> Drawn:
        drawn = self.texts.draw(say, letter.to.language)
        if say.document and letter.to.person:
            made = await self.packer.pack(say.document, letter.to.person, letter.to.language)
            drawn = replace(drawn, document=made)
        if say.picture is None:
            return drawn
        if facts := say.picture.facts:
            words = {fact: str(self.texts.fact(facts[fact], letter.to.language)) for fact in facts}
            return replace(drawn, picture=await self.painter.made[say.picture.kind](words, letter.to.language))
        rows, _ = await self.painter.look(say.picture)
        return replace(drawn, picture=await self.painter.paint(say.picture, rows))

    async def _send(self, channel: Channel, letter: Letter, drawn: Drawn, say: Say) -> str:
        id = str(letter.id)
        message = self._message_of(letter)
        if message and not say.fresh and channel.limits.can_edit:
            try:
                return await channel.edit(letter.to.address, message, drawn, id=id)
            except CannotEdit:
                pass
        if say.in_place:
            return message or ""
        return await channel.send(letter.to.address, drawn, id=id)

    # -- what went wrong -------------------------------------------------------------------------------------

    def _failed(self, letter: Letter, failure: SendingFailed) -> bool:
        why = f"{type(failure).__name__}: {failure}"
        match failure:
            case TryLater():
                if letter.tries + 1 >= TRIES_MAX and not failure.flood:
                    return self._bury(letter, why)
                wait = failure.after_seconds or min(2.0**letter.tries, BACK_OFF_SECONDS_MAX)
                return self._put_off(letter, wait, why, is_try=not failure.flood)
            case Moved():
                self._marks.add(letter, partial(move_chat, seals=self.seals, chat=letter.to, address=failure.address))
                return self._put_off(letter, 0, why)
            case Unreachable() if letter.to.state == "new":
                # whoever never opened their chat with us was told so in the group, and is asked again when they do
                self._marks.add(letter, partial(mailbox.drop, letter=letter))
                return True
            case Unreachable():
                self._marks.add(letter, partial(people.set_chat_state, chat=letter.to.chat, state="blocked"))
                return self._bury(letter, why)
            case _:
                return self._bury(letter, why)

    def _put_off(self, letter: Letter, seconds: float, why: str, *, is_try: bool = True) -> bool:
        self.meter.letters[letter.to.channel, PUT_OFF] += 1
        due = now_ms() + round(seconds * 1000)
        put_off = partial(mailbox.put_off, letter=letter, due_at_ms=due, why=why, is_try=is_try)
        self._marks.add(letter, put_off, holds=True)
        asyncio.get_running_loop().call_later(seconds + 0.005, self._look_again)
        return False

    def _bury(self, letter: Letter, why: str) -> bool:
        self.meter.letters[letter.to.channel, GIVEN_UP] += 1
        log.warning("a letter was given up", letter=letter.id, about=letter.about, why=why)
        self._marks.add(letter, partial(mailbox.give_up, letter=letter, why=why))
        return True

    def _look_again(self) -> None:
        self._is_behind, self._looks = True, self._looks + 1
        self._wake.set()
