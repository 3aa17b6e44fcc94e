"""Long reads that a turn needs: done on a snapshot beside the writer, before the turn is taken anew with the result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from storage.database import Transaction

T = TypeVar("T")


class ReadFirst(Exception):
    """Ends a turn that lacks a long read: undone, to be taken again once `work` has been read."""

    def __init__(self, name: str, work: Callable[[Transaction], Any]) -> None:
        super().__init__(name)
        self.name, self.work = name, work


class Beforehand:
    """What was read for a turn, by name."""

    def __init__(self) -> None:
        self._read: dict[str, Any] = {}

    def get(self, name: str, work: Callable[[Transaction], T]) -> T:
        """What `work` reads. Raises ReadFirst where it has not been read yet."""
        if name not in self._read:
            raise ReadFirst(name, work)
        return self._read[name]  # type: ignore[no-any-return]

    def keep(self, name: str, value: object) -> None:
        """Have what was read at hand when the turn is taken again."""
        assert name not in self._read, f"{name} was read, yet the turn asks for it again"
        self._read[name] = value
