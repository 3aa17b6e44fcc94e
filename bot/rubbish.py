"""When Python looks for what nobody refers to any more: not while what stays is built, and seldom after."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Objects that came and stayed before Python looks for circles among them. At its own 700 it looked several times in a
# batch of turns, at what was only under way.
OBJECTS_LOOKED_AT = 20_000


@contextmanager
def growing() -> Iterator[None]:
    """While what stays is being built there is nothing to collect; looking for it takes a fifth of that time.

    Nor is it looked at again later, which saves a twentieth of every turn; what turns leave is looked at less often.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(OBJECTS_LOOKED_AT)
        gc.enable()
