"""The trace of an entry: who read or did what, each line bound to the one before by a keyed hash.

Without the key store nobody can write a line that fits, nor change one: `starlight verify` names it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from storage.seals import Seals

START = ""  # what the first line of an entry is bound to


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `n` counts from 0, `at` in UTC seconds, `actor` a person's id, '' for the reporter."""

    number: str
    n: int
    at: int
    actor: str
    what: str
    link: str = ""


def link(seals: Seals, earlier: str, line: Line) -> str:
    """What binds a line to the one before it."""
    says = [earlier, line.number, line.n, line.at, line.actor, line.what]
    return seals.index("quiet-trace", json.dumps(says, ensure_ascii=False))


def broken(seals: Seals, number: str, lines: Iterable[Line], last: str) -> Iterator[str]:
    """What does not hold in an entry's trace, a line each; `last` is the link that the entry was left with."""
    earlier, count = START, 0
    for place, line in enumerate(lines):
        if line.n != place:
            yield f"{number}: line {place} of its trace is missing"
            return
        if line.link != link(seals, earlier, line):
            yield f"{number}: line {place} of its trace ({line.what}) is not as it was written"
            return
        earlier, count = line.link, place + 1
    if not count:
        yield f"{number}: has no trace"
    elif earlier != last:
        yield f"{number}: its last line is not the one that the entry was left with ({count} are there)"
