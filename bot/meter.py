"""What this process has done since it began, counted; names are few and known beforehand, and nothing is anybody's."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# Upper bounds in seconds. A turn takes some milliseconds; what takes ten seconds has waited for a database.
BOUNDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
HEARD, PHOTO, CLOCK, TILL = "heard", "photo", "clock", "till"  # who a turn is for
DONE, FAILED = "done", "failed"
SENT, PUT_OFF, GIVEN_UP = "sent", "put_off", "given_up"


@dataclass(slots=True)
class Histogram:
    """How many took how long: `counts` by BOUNDS, the last one for whatever took longer."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    total_seconds: float = 0.0

    def add(self, seconds: float) -> None:
        self.counts[bisect_left(BOUNDS, seconds)] += 1
        self.total_seconds += seconds


@dataclass(slots=True)
class Meter:
    """Counts of one process; used from its event loop alone."""

    started_at: float = field(default_factory=time.time)
    turns: dict[str, Histogram] = field(
        default_factory=lambda: {kind: Histogram() for kind in (HEARD, PHOTO, CLOCK, TILL)}
    )
    failed: Counter[str] = field(default_factory=Counter)  # turns that were undone, by kind
    letters: Counter[tuple[str, str]] = field(default_factory=Counter)  # by channel and what became of them

    @contextmanager
    def turn(self, kind: str) -> Iterator[None]:
        """A turn of a kind, from asking for it to its commit."""
        began = time.perf_counter()
        try:
            yield
        except Exception:
            self.failed[kind] += 1
            raise
        finally:
            self.turns[kind].add(time.perf_counter() - began)
