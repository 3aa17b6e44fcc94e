"""Kills the bot at random moments, and exactly before or after a call of the Bot API; starts it again each time."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.endtoend.people import LOOK_SECONDS, holding
from tests.endtoend.process import Bot
from tests.fake_bot_api import Control, Phone

ANSWER_SECONDS_MAX = 5.0  # from the start of the process to the first answer
CALL_SECONDS_MAX = 2.0  # so long a chosen call is waited for
LIFE_SECONDS = (0.2, 2.0)  # of a process that is killed at a random moment
REDELIVERED = 20  # updates that come again, though they were confirmed
SENDING = ("sendMessage", "sendPhoto", "editMessageText", "editMessageMedia", "editMessageCaption", "deleteMessage")
CALLS = (*SENDING, "sendPhoto", "sendMessage", "getFile", "file", "answerCallbackQuery", "getUpdates")


@dataclass
class Killer:
    """`died` counts the moments of the kills; `answered_seconds` has each start's way to its first answer."""

    bot: Bot
    api: Control
    probe: Phone
    chance: Random
    say: Callable[[str], None]
    died: Counter[str] = field(default_factory=Counter)
    answered_seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    _calls: int = 0  # of the Bot API that were looked at

    async def kill(self, times: int) -> None:
        for n in range(1, times + 1):
            moment = await self._moment()
            self.bot.kill()
            self.api.clear_faults()
            self.died[moment] += 1
            if self.chance.random() < 0.5:
                self.api.redeliver(REDELIVERED)
            known = max(seen.id for seen in self.probe.told)
            self.probe.say("帮助")
            self.bot.start()
            # Some processes die before they have said a word.
            if n == times or self.chance.random() < 0.7:
                await self._answered(known)
            self.say(f"kill {n:>3} of {times}: {moment}")

    async def _moment(self) -> str:
        if self.chance.random() < 0.35:
            await asyncio.sleep(self.chance.uniform(*LIFE_SECONDS))
            return "at random"
        method, when = self.chance.choice(CALLS), self.chance.choice(("before", "after"))
        # What was called before is not looked at again: the whole log grows long, and reading it takes the bot's time.
        self._calls += len(self.api.calls(since=self._calls))
        self.api.fault(method, "hang", when=when, skip=self.chance.randrange(2))
        deadline = asyncio.get_running_loop().time() + CALL_SECONDS_MAX
        while asyncio.get_running_loop().time() < deadline:
            if any(call["state"] == "hanging" for call in self.api.calls(method, since=self._calls)):
                return f"{when} {method}"
            await asyncio.sleep(LOOK_SECONDS / 4)
        return "at random"

    async def _answered(self, known: int) -> None:
        """Wait for the first answer later than message `known`: its own, or one that an earlier process owed."""
        while not holding(self.probe, "拍一张照片发来", after=known):
            if self.bot.seconds > 4 * ANSWER_SECONDS_MAX or not self.bot.is_running:
                self.wrong.append(f"start {self.bot.starts} never answered: {self.bot.log_text()[-600:]}")
                return
            await asyncio.sleep(LOOK_SECONDS / 4)
        seconds, waited = self.bot.seconds, self.bot.waited_seconds
        self.answered_seconds.append(seconds)
        if seconds > ANSWER_SECONDS_MAX:
            self.wrong.append(
                f"start {self.bot.starts} answered only after {seconds:.1f} s; for {waited:.1f} s of them other"
                " processes had its core"
            )
