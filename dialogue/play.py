"""Plays one talk for one turn: runs its script from the top to the first open question or to its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dialogue.ask import Ask
from dialogue.breaking_off import Again, Pause
from dialogue.hear import Part, Press, Words, kind_of
from dialogue.say import Say
from dialogue.script import Onward, Script
from dialogue.talk import Talk

WAY_OUT = "-"  # what the button answers that leaves a talk
OWN_WAYS_OUT = ("keep", "leave", "no")  # options by which a script itself changes nothing
RUNS_MAX = 4  # an edit, then words nobody asked for: two would do; more is a script that never settles


@dataclass(frozen=True, slots=True)
class Played:
    """What a turn of a talk says, whether the talk has ended, what it leads into, and which talks below end with it."""

    said: tuple[Say, ...]
    has_ended: bool
    onward: Onward | None = None
    ends: tuple[Talk, ...] = ()


def play(
    script: Script,
    talk: Talk,
    desk: Any,
    *,
    parts: tuple[Part, ...] = (),
    arrive: Callable[[Part], Part] = lambda part: part,
    has_written: Callable[[], bool] = lambda: False,
    below: Sequence[Talk] = (),
) -> Played:
    """Take `parts` into the talk and run on; the talk is changed in place.

    A part of the kind the open question wants answers it; what the script takes besides is kept for its question.
    """
    answer = _meant_for_the_open_question(talk, parts)
    talk.early.extend(part for part in parts if part is not answer and kind_of(part) in script.takes)
    ask = Ask(talk, answer=answer, arrive=arrive, has_written=has_written, below=below)
    was_left = False  # words that answered nothing: the question is asked again below them
    for _ in range(RUNS_MAX):
        try:
            ending = script.run(ask, desk)
        except Again:
            ask.once_more()
            continue
        except Pause as pause:
            if ask.unheard is not None and kind_of(ask.unheard) in script.takes:
                talk.early.append(ask.unheard)
                ask.leave_unheard()
                ask.once_more()
                was_left = True
                continue
            asked = replace(pause.say, fresh=True) if was_left and pause.say.card else pause.say
            if script.has_way_out:
                asked = _with_way_out(asked, ask)
            return Played((*ask.said, asked), has_ended=False)
        if isinstance(ending, Onward):
            return Played(tuple(ask.said), has_ended=True, onward=ending)
        says = () if ending is None else (ending,) if isinstance(ending, Say) else tuple(ending)
        return Played((*ask.said, *says), has_ended=True, ends=tuple(ask.ends))
    raise AssertionError(f"{script.name} does not settle")


def _with_way_out(asked: Say, ask: Ask) -> Say:
    """A question as it stands, with a last button that ends its talk."""
    ids = [button.press.rpartition(":")[2] for row in asked.buttons for button in row]
    if any(id in OWN_WAYS_OUT for id in ids):
        return asked
    return replace(asked, buttons=(*asked.buttons, (ask.button(ask.talk.open, WAY_OUT, "leave-talk"),)))


def _meant_for_the_open_question(talk: Talk, parts: tuple[Part, ...]) -> Part | None:
    for part in parts:
        if isinstance(part, Press):
            return part
        if talk.open and (kind_of(part) == talk.wants or (talk.wants == "place" and isinstance(part, Words))):
            return part
    return None
