"""Writes down what became of letters, many in one transaction; what can't be written yet is kept and tried again."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import structlog

from storage.database import Database, Transaction
from storage.errors import DatabaseUnavailable
from storage.mailbox import Letter

RETRY_SECONDS = 1.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of a letter, as what is to be written. `holds`: it was put off, so what follows it waits too."""

    letter: Letter
    write: Callable[[Transaction], object]
    holds: bool = False


class Marks:
    """The marks of one process. `written` is called after each transaction of them."""

    def __init__(self, database: Database, written: Callable[[], None]) -> None:
        self._database, self._written = database, written
        self._waiting: list[Mark] = []
        self._writing: list[Mark] = []
        self._held: Counter[str] = Counter()
        self._wake = asyncio.Event()

    def __bool__(self) -> bool:
        return bool(self._waiting or self._writing)

    def add(self, letter: Letter, write: Callable[[Transaction], object], *, holds: bool = False) -> None:
        """Have a mark written soon."""
        self._waiting.append(Mark(letter, write, holds))
        if holds:
            self._held[letter.to.chat] += 1
        self._wake.set()

    def is_held(self, chat: str) -> bool:
        """Whether a letter of this chat was put off and that is not written yet."""
        return chat in self._held

    @property
    def letters(self) -> set[int]:
        """The letters with a mark that is not surely written."""
        return {mark.letter.id for mark in (*self._waiting, *self._writing)}

    async def run(self) -> None:
        """Write until cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            self._writing, self._waiting = self._waiting, []
            try:
                await self._database.take(partial(_write, self._writing))
            except DatabaseUnavailable:
                log.warning("what was sent can't be marked yet")
                self._waiting, self._writing = self._writing + self._waiting, []
                await asyncio.sleep(RETRY_SECONDS)
                self._wake.set()
                continue
            except Exception:
                await self._write_singly(self._writing)
            self._done()

    async def finish(self) -> None:
        """After `run` has ended: write the rest; what it was writing perhaps a second time, which changes nothing."""
        if self:
            await self._database.take(partial(_write, [*self._writing, *self._waiting]))

    def _done(self) -> None:
        for mark in self._writing:
            if mark.holds:
                self._held -= Counter((mark.letter.to.chat,))
        self._writing = []
        self._written()

    async def _write_singly(self, marks: Sequence[Mark]) -> None:
        """One that can't be written holds up no other."""
        for mark in marks:
            try:
                await self._database.take(mark.write)
            except Exception:
                log.exception("what was sent could not be marked", letter=mark.letter.id)


def _write(marks: Sequence[Mark], tx: Transaction) -> None:
    for mark in marks:
        mark.write(tx)
