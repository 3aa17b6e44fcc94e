"""What whoever watches over a process asks: whether all is well (`/healthz`), and how much there is (`/metrics`)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot import exposition
from bot.channels.channel import Asking, Channel
from bot.clock import Clock
from bot.exposition import Family
from bot.meter import GIVEN_UP, PUT_OFF, SENT, Meter
from bot.turn import now_ms
from cases.books import store as books
from cases.case import Status
from storage import standing
from storage.database import Transaction
from storage.mailbox import waiting_and_dead
from storage.migrations import Versioned
from storage.standing import Letters

ANSWERED_WITHIN_SECONDS = 5.0  # a database that takes longer to write one row is away
KEPT_SECONDS = 2.0  # an answer is given again for so long, so that asking often costs nothing
SWEEPS_MISSED_MAX = 3  # of the clock; one may take long after a standstill
SILENT_SECONDS_MAX = 180.0  # three of Telegram's polls of a minute
LISTENING, ELSEWHERE, BROKEN = "listening", "elsewhere", "broken"  # how a channel is listened to


@dataclass(frozen=True, slots=True)
class _Standing:
    """What the database says."""

    letters: Mapping[str, Letters]
    errands: int
    schema: int
    cases: Mapping[str, int]
    overdue: Mapping[str, int]


@dataclass
class Watching:
    """One process. `listens` says of each channel how it is listened to; whoever listens writes it there."""

    database: Versioned
    process: str
    channels: Mapping[str, Channel]
    clock: Clock
    meter: Meter
    listens: dict[str, str] = field(default_factory=dict)
    _health: tuple[float, dict[str, Any]] | None = None
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def health(self) -> dict[str, Any]:
        """`ok` and, where it is not, `wrong`: what is to be seen to, in words for an operator."""
        async with self._asking:
            if self._health is None or time.monotonic() - self._health[0] > KEPT_SECONDS:
                self._health = time.monotonic(), await self._looked()
            return self._health[1]

    async def metrics(self) -> str:
        """Everything countable, in Prometheus' text format. Raises what the database raises while it is away."""
        found = await asyncio.wait_for(self.database.read(_standing), ANSWERED_WITHIN_SECONDS)
        says = "Seconds from a turn's beginning to its commit."
        turns = exposition.histogram("starlight_turn_seconds", says, "for", self.meter.turns)
        return exposition.text([*self._of_process(), *self._of_letters(found), *_of_cases(found)], turns)

    # -- whether all is well ---------------------------------------------------------------------------------

    async def _looked(self) -> dict[str, Any]:
        try:
            counts = await asyncio.wait_for(self.database.take(self._shown_alive), ANSWERED_WITHIN_SECONDS)
        except Exception as error:
            return {
                "ok": False,
                "database": "away",
                "wrong": [f"the database can't be written: {type(error).__name__}"],
            }
        wrong = [*self._clock_wrong(), *self._channels_wrong()]
        facts = {"ok": not wrong, "database": self.database.engine, **counts}
        return {**facts, "wrong": wrong} if wrong else facts

    def _shown_alive(self, tx: Transaction) -> dict[str, int]:
        standing.show_life(tx, process=self.process, now_ms=now_ms())
        return waiting_and_dead(tx)

    def _clock_wrong(self) -> list[str]:
        late = self.clock.silent_seconds - SWEEPS_MISSED_MAX * self.clock.period_seconds
        return [f"the clock has not ticked for {self.clock.silent_seconds:.0f} s"] if late > 0 else []

    def _channels_wrong(self) -> list[str]:
        wrong = []
        for name, channel in self.channels.items():
            if self.listens.get(name) == BROKEN:
                wrong.append(f"{name}: its listening broke off and is begun anew")
            silent = channel.silent_seconds if isinstance(channel, Asking) else 0.0
            if self.listens.get(name) == LISTENING and silent > SILENT_SECONDS_MAX:
                wrong.append(f"{name}: not reached for {silent:.0f} s")
        return wrong

    # -- how much there is -----------------------------------------------------------------------------------

    def _of_process(self) -> list[Family]:
        meter, clock = self.meter, self.clock
        listens = [({"channel": name}, float(self.listens.get(name) == LISTENING)) for name in self.channels]
        failed = [({"for": kind}, float(meter.failed[kind])) for kind in meter.turns]
        return [
            _one("starlight_start_time_seconds", "When this process began, UTC.", meter.started_at),
            Family("starlight_turn_failures_total", "counter", "Turns that failed and were undone.", failed),
            _one("starlight_database_waiting", "Turns of this process that wait.", self.database.waiting),
            _one("starlight_clock_age_seconds", "Since the last sweep ended.", clock.age_seconds),
            Family("starlight_listening", "gauge", "1 where this process listens to a channel.", listens),
        ]

    def _of_letters(self, found: _Standing) -> list[Family]:
        names = sorted({*self.channels, *found.letters})
        of = {name: found.letters.get(name, Letters()) for name in names}
        ages = {name: (now_ms() - each.oldest_at_ms) / 1000 if each.oldest_at_ms else 0.0 for name, each in of.items()}
        became = [
            ({"channel": name, "became": each}, float(self.meter.letters[name, each]))
            for name in self.channels
            for each in (SENT, PUT_OFF, GIVEN_UP)
        ]
        return [
            _by_channel("starlight_letters_waiting", "Letters that wait.", {n: each.waiting for n, each in of.items()}),
            _by_channel("starlight_letters_waiting_age_seconds", "Since the oldest of them was written.", ages),
            _by_channel("starlight_letters_dead", "Letters given up.", {n: each.dead for n, each in of.items()}),
            Family("starlight_letters_total", "counter", "Letters this process has dealt with.", became),
        ]


def _standing(tx: Transaction) -> _Standing:
    return _Standing(
        standing.letters(tx), standing.errands(tx), standing.schema_version(tx),
        books.by_status(tx), books.overdue(tx, now=now_ms() // 1000),
    )  # fmt: skip


def _of_cases(found: _Standing) -> list[Family]:
    cases = [({"status": str(status)}, float(found.cases.get(status, 0))) for status in Status]
    overdue = [({"to": what}, float(n)) for what, n in found.overdue.items()]
    return [
        _one("starlight_errands_waiting", "Photos to be fetched.", found.errands),
        Family("starlight_cases", "gauge", "Cases of the streets, by their status.", cases),
        Family("starlight_cases_overdue", "gauge", "Cases past the time to be taken, or handled.", overdue),
        _one("starlight_schema_version", "The last schema file applied.", found.schema),
    ]


def _one(name: str, says: str, value: float) -> Family:
    return Family(name, "gauge", says, [({}, value)])


def _by_channel(name: str, says: str, of: Mapping[str, float]) -> Family:
    return Family(name, "gauge", says, [({"channel": channel}, float(value)) for channel, value in of.items()])
