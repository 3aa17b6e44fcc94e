"""A trial: riders and officers go through whole rounds while the bot is killed; then everything is counted."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from statistics import median

from tests.endtoend.counting import repeats, violations
from tests.endtoend.killing import Killer
from tests.endtoend.people import LOOK_SECONDS, WIRE, Officer, Rider, open_counter, picture, places, told, until
from tests.endtoend.process import Bot
from tests.fake_bot_api import Control

SETTLE_SECONDS_MAX = 90.0


@dataclass
class Outcome:
    """What was counted; `wrong` must be empty."""

    facts: dict[str, str]
    wrong: list[str]


class Trial:
    """`riders` at `streets` counters; all chance comes from `seed`."""

    def __init__(self, bot: Bot, api: Control, *, seed: int, say: Callable[[str], None]) -> None:
        self.bot, self.api, self.chance, self.say = bot, api, Random(seed), say
        self.pairs: list[tuple[Rider, Officer]] = []
        self.officers: list[Officer] = []
        self._busy: dict[str, asyncio.Lock] = {}

    async def run(self, *, kills: int, riders: int, streets: int) -> Outcome:
        """Rounds until the last kill, then each finishes theirs; a sleeper's draft waits through them all."""
        await self._settle_in(riders, streets)
        sleeper = await self._fall_asleep()
        killer = Killer(self.bot, self.api, self.api.phone("Probe"), self.chance, self.say)
        await Rider(killer.probe).agree()
        self.api.disorder(shuffled=True, doubled=True)
        killing = asyncio.create_task(killer.kill(kills))
        try:
            await asyncio.gather(killing, *(self._rounds(rider, officer, killing) for rider, officer in self.pairs))
        finally:
            killing.cancel()
        self.api.disorder()
        await self._wake_up(sleeper)
        self.pairs.append((sleeper, self.officers[0]))
        exported = await self._settled()
        wrong = [*killer.wrong, *violations(exported, self.riders, self.officers, kills=kills)]
        checked = json.loads(await asyncio.to_thread(self.bot.command, "verify", "--json"))
        return Outcome(self._facts(killer, len(exported["cases"])), wrong + checked["wrong"] + self._errors())

    async def _settle_in(self, riders: int, streets: int) -> None:
        found = places(streets)
        self.officers = await asyncio.gather(*(open_counter(self.bot, self.api, street) for street, *_ in found))
        for n, (street, latitude, longitude) in enumerate(found):
            officer = self.officers[n]
            officer.impatient, officer.chance = True, Random(self.chance.random())
            self._busy[street] = asyncio.Lock()
            for _ in range(n, riders, streets):
                chance = Random(self.chance.random())
                rider = Rider(self.api.phone("Wang"), latitude, longitude, chance, impatient=True)
                self.pairs.append((rider, officer))
        await asyncio.gather(*(rider.agree() for rider in self.riders))

    @property
    def riders(self) -> list[Rider]:
        return [rider for rider, _ in self.pairs]

    async def _fall_asleep(self) -> Rider:
        first = self.riders[0]
        sleeper = Rider(self.api.phone("Li"), first.latitude, first.longitude, Random(self.chance.random()))
        await sleeper.agree()
        sleeper.phone.send_album([picture(sleeper.chance), picture(sleeper.chance)], WIRE)
        await told(sleeper.phone, "已收到 2 张")
        return sleeper

    async def _wake_up(self, sleeper: Rider) -> None:
        """What was sent before the kills is still there."""
        sleeper.phone.send_place(sleeper.latitude, sleeper.longitude, 10.0)
        number = await sleeper.send_in()
        assert "照片 2 张" in next(seen.text for seen in sleeper.phone.told if number in seen.text)
        officer = self.officers[0]
        async with self._busy[officer.street]:
            await officer.work(number)
        assert WIRE in (officer.messages_of(number)[-1].text)
        await sleeper.answer(number)

    async def _rounds(self, rider: Rider, officer: Officer, killing: asyncio.Task[None]) -> None:
        while not killing.done() or not rider.numbers:
            number = await rider.report()
            async with self._busy[officer.street]:
                await officer.work(number)
            await rider.answer(number)

    async def _settled(self) -> dict[str, list[dict[str, object]]]:
        """The export, once every update was heard and every letter has found its end."""
        await until("quiet", lambda: not self.api.state()["pending"], seconds=SETTLE_SECONDS_MAX)
        deadline = time.monotonic() + SETTLE_SECONDS_MAX
        while True:
            exported: dict[str, list[dict[str, object]]] = await self.bot.told("export", "--json")
            waiting = [letter for letter in exported["letters"] if letter["state"] == "waiting"]
            if not waiting or time.monotonic() > deadline:
                return exported
            await asyncio.sleep(LOOK_SECONDS * 10)

    def _errors(self) -> list[str]:
        return [f"logged: {line[:400]}" for line in self.bot.log_text().splitlines() if '"level": "error"' in line]

    def _facts(self, killer: Killer, cases: int) -> dict[str, str]:
        answers = sorted(killer.answered_seconds)
        phones = [rider.phone for rider in self.riders] + [officer.phone for officer in self.officers]
        counters = sum(max(len(o.messages_of(n)) - 1, 0) for o in self.officers for r in self.riders for n in r.numbers)
        return {
            "kills": str(killer.died.total()),
            **{f"  {moment}": str(count) for moment, count in sorted(killer.died.items())},
            "cases": str(cases),
            "presses of riders": str(sum(rider.presses for rider in self.riders)),
            "repeated at counters": str(counters),
            "repeated in private": str(sum(map(repeats, phones))),
            "first answer, median": f"{median(answers):.2f} s" if answers else "-",
            "first answer, 95 in 100": f"{answers[int(len(answers) * 0.95)]:.2f} s" if answers else "-",
            "first answer, slowest": f"{answers[-1]:.2f} s" if answers else "-",
        }
