"""What only one process may do at a time, such as polling with one token."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable


class Lease:
    """Held until released or lost. Who holds it waits for `lost` beside its work and stops when it is set."""

    def __init__(self, name: str, let_go: Callable[[], Awaitable[None]]) -> None:
        self.name = name
        self.lost = asyncio.Event()
        self._released = False
        self._let_go = let_go

    @property
    def held(self) -> bool:
        return not self._released and not self.lost.is_set()

    async def release(self) -> None:
        """Let another process have it; a second call does nothing."""
        if not self._released:
            self._released = True
            await self._let_go()
