"""Faults on demand, and the log of every call."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from tests.fake_bot_api.rules import Refused


class Dropped(Exception):
    """The connection ends without an answer."""


class Garbage(Exception):
    """The answer is no JSON."""


@dataclass
class Fault:
    """What goes wrong with calls of `method` (`*`: any; `file`: a download).

    kind: answer (with code, description, parameters), garbage, drop, hang (until released or for `seconds`,
    then the connection ends), slow (for `seconds`). when: before or after the call took effect.
    `times` 0 means until cleared; the first `skip` calls pass; `chat` and `containing` narrow it.
    """

    method: str
    kind: str
    when: str = "before"
    times: int = 1
    skip: int = 0
    chat: str = ""
    containing: str = ""
    seconds: float = 60.0
    code: int = 500
    description: str = "Internal Server Error"
    parameters: dict[str, Any] | None = None

    def meets(self, method: str, values: dict[str, Any]) -> bool:
        if self.method not in ("*", method) or (self.chat and str(values.get("chat_id")) != self.chat):
            return False
        return self.containing in f"{values.get('text', '')}{values.get('caption', '')}"


@dataclass
class Call:
    """One call as it came; `state` is running, hanging, ok, garbage, dropped, or the error's code."""

    number: int
    method: str
    values: dict[str, Any]
    at: float = field(default_factory=time.time)
    state: str = "running"
    took_effect: bool = False


class Faults:
    """The faults to come and the calls so far."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self._faults: list[Fault] = []
        self._released = asyncio.Event()

    def note(self, method: str, values: dict[str, Any]) -> Call:
        call = Call(len(self.calls), method, values)
        self.calls.append(call)
        return call

    def add(self, fault: Fault) -> None:
        self._faults.append(fault)

    def clear(self) -> None:
        self._faults.clear()
        self.release()

    def release(self) -> None:
        """Let go of what hangs."""
        self._released.set()
        self._released = asyncio.Event()

    def draw(self, call: Call) -> Fault | None:
        """The fault that this call meets, used up by it."""
        for fault in self._faults:
            if not fault.meets(call.method, call.values):
                continue
            if fault.skip:
                fault.skip -= 1
                continue
            if fault.times == 1:
                self._faults.remove(fault)
            fault.times -= 1 if fault.times > 1 else 0
            return fault
        return None

    async def strike(self, fault: Fault, call: Call) -> None:
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        elif fault.kind == "garbage":
            raise Garbage
        elif fault.kind == "answer":
            raise Refused(fault.code, fault.description, fault.parameters)
        else:
            if fault.kind == "hang":
                await self._hang(fault, call)
            raise Dropped

    async def _hang(self, fault: Fault, call: Call) -> None:
        call.state = "hanging"
        with suppress(TimeoutError):
            await asyncio.wait_for(self._released.wait(), fault.seconds)
