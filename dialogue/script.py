"""A script is a conversation as a function, with a note of what opens it and what it takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dialogue.ask import Ask
from dialogue.hear import Part
from dialogue.say import Say


@dataclass(frozen=True, slots=True)
class Onward:
    """An ending that leads straight into another conversation, opened by `opens`, with what this one heard for it."""

    opens: str
    parts: tuple[Part, ...] = ()


Ending = Say | Sequence[Say] | Onward | None
Run = Callable[[Ask, Any], Ending]


@dataclass(frozen=True, slots=True)
class Script:
    """One conversation.

    `opens`: the names under which presses and commands open it. `opened_by`: kinds of parts that do so by
    themselves. `takes`: kinds it uses whenever they come. `before_consent`: works for somebody who has not
    agreed yet. `keeps_hours`: how long an unfinished talk waits. `has_way_out`: each of its questions that has no
    button of its own for it can be left by one.
    """

    name: str
    run: Run
    opens: tuple[str, ...]
    opened_by: frozenset[str]
    takes: frozenset[str]
    before_consent: bool
    keeps_hours: int
    has_way_out: bool = False


def script(
    opens: str | Sequence[str] = (),
    *,
    opened_by: Sequence[str] = (),
    takes: Sequence[str] = (),
    before_consent: bool = False,
    keeps_hours: int = 72,
) -> Callable[[Run], Script]:
    """Make a function a conversation; see `Script` for the words. It is named as its function is."""
    names = (opens,) if isinstance(opens, str) else tuple(opens)

    def made(run: Run) -> Script:
        return Script(
            run.__name__,
            run,
            names,
            frozenset(opened_by),
            frozenset(takes) | frozenset(opened_by),
            before_consent,
            keeps_hours,
        )

    return made
