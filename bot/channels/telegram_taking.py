"""Updates into turns: chats side by side, each in its own order, and every press answered."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import suppress
from typing import Any
from weakref import WeakValueDictionary

import structlog
from pydantic import ValidationError

from bot.channels.channel import Answer, SendingFailed, Take
from bot.channels.telegram_calls import Calls
from bot.channels.telegram_updates import Reader
from dialogue.clean import clean_text
from dialogue.hear import Heard

CHATS_AT_ONCE_MAX = 64  # what one commit holds: a burst queues no more turns than a database takes in a moment
ANSWER_PRESS_WITHIN_SECONDS = 2.5
ANSWER_CHARACTERS_MAX = 200  # the Bot API's limit

Update = Mapping[str, Any]

log = structlog.get_logger(__name__)


class Taking:
    """Takes updates. `reader` is replaced once the bot's name is known."""

    def __init__(self, calls: Calls, reader: Reader) -> None:
        self.reader = reader
        self._calls = calls
        self._at_once = asyncio.Semaphore(CHATS_AT_ONCE_MAX)
        self._chats: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._aside: set[asyncio.Task[None]] = set()

    async def take_all(self, updates: Sequence[Update], take: Take) -> int | None:
        """Take every update; the lowest id that was not taken, None where all were."""
        chats: dict[str, list[tuple[Update, Heard]]] = defaultdict(list)
        for update in updates:
            if heard := self._read(update):
                chats[_chat_of(heard)].append((update, heard))
        untaken = await asyncio.gather(*(self._take_chat(chat, told, take) for chat, told in chats.items()))
        return min((id for id in untaken if id is not None), default=None)

    async def take_one(self, update: Update, take: Take) -> bool:
        """Take an update that came by itself; whether it was taken."""
        heard = self._read(update)
        return heard is None or await self._take_chat(_chat_of(heard), ((update, heard),), take) is None

    def aside(self, work: Coroutine[Any, Any, None]) -> None:
        """Do what no turn waits for."""
        task = asyncio.create_task(work)
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)

    async def close(self) -> None:
        """Let answers under way go out."""
        if self._aside:
            _, late = await asyncio.wait(self._aside, timeout=ANSWER_PRESS_WITHIN_SECONDS)
            for task in late:
                task.cancel()

    def _read(self, update: Update) -> Heard | None:
        heard = None
        try:
            heard = self.reader.read(update)
        except ValidationError as error:
            fields = [".".join(map(str, wrong["loc"])) for wrong in error.errors(include_input=False)]
            log.warning("an update of an unknown shape is passed over", update=update["update_id"], fields=fields)
        if heard is None and (query := _query(update)):
            self.aside(self._answer(query, Answer()))
        return heard

    async def _take_chat(self, chat: str, told: Sequence[tuple[Update, Heard]], take: Take) -> int | None:
        """Take one chat's updates up to the first that fails, whose id it gives; none overtakes it."""
        lock = self._chats.setdefault(chat, asyncio.Lock())
        async with lock, self._at_once:
            for update, heard in told:
                try:
                    await self._take(update, heard, take)
                except Exception as error:
                    # Its words stay out of the log; the turn has told its own story there.
                    log.error("an update was not taken", update=update["update_id"], because=type(error).__name__)
                    return int(update["update_id"])
        return None

    async def _take(self, update: Update, heard: Heard, take: Take) -> None:
        query = _query(update)
        if not query:
            await take(heard)
            return
        loop = asyncio.get_running_loop()
        too_late = loop.call_later(ANSWER_PRESS_WITHIN_SECONDS, lambda: self.aside(self._answer(query, Answer())))
        try:
            answer = await take(heard)
        finally:
            too_late.cancel()
        if loop.time() < too_late.when():
            self.aside(self._answer(query, answer, is_group=heard.chat.is_group))

    async def _answer(self, query: str, answer: Answer, *, is_group: bool = False) -> None:
        """Answer a press; one that is too old can't be answered, and nobody waits for it any more."""
        said: dict[str, Any] = {}
        if answer.open_private and is_group and self.reader.username:
            said = {"url": f"https://t.me/{self.reader.username}?start=go"}
        elif answer.words:
            said = {
                "text": clean_text(answer.words, ANSWER_CHARACTERS_MAX).text,
                "show_alert": answer.alert or None,
            }
        with suppress(SendingFailed):
            await self._calls("answerCallbackQuery", callback_query_id=query, **said)


def _query(update: Update) -> str:
    """The id under which a press is answered; empty where the update is none."""
    press = update.get("callback_query")
    return str(press.get("id", "")) if isinstance(press, dict) else ""


def _chat_of(heard: Heard) -> str:
    """The chat within which order is kept: a group with all its topics."""
    return heard.chat.address.partition("/")[0]
