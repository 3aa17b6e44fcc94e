"""A report that was begun and lies idle: its rider is reminded of it once."""

from __future__ import annotations

from collections.abc import Sequence

from dialogue.hear import Photo, Words
from dialogue.say import Button, Picture, Say
from dialogue.talk import Talk

IDLE_MINUTES = 30  # PRODUCT 1: after 30 idle minutes one reminder
REMINDED = "reminded"  # what a talk was told once
SMALL_PX = 320  # enough to know one's own photo again


def idle(talks: Sequence[Talk]) -> Talk | None:
    """The draft among these talks that its rider has not been reminded of; None where there is none."""
    return next(
        (
            talk
            for talk in reversed(talks)
            if talk.script == "report" and REMINDED not in talk.told and _has_begun(talk)
        ),
        None,
    )


def reminder(talk: Talk) -> Say:
    """What it holds, with [继续] and [放弃]; from here on its rider was reminded."""
    talk.told.append(REMINDED)
    photos = [part.ref for part in talk.gathered.get("photos", ()) if isinstance(part, Photo)]
    words = "\n".join(part.text for part in talk.gathered.get("words", ()) if isinstance(part, Words))
    return Say(
        "draft-idle",
        {"photos": len(photos), "words": words},
        ((Button(".go", "report"), Button(".drop", f"cancel:{talk.id}")),),
        Picture("collage", tuple(photos), SMALL_PX, waits=False) if photos else None,
    )


def _has_begun(talk: Talk) -> bool:
    return bool(talk.early or any(talk.gathered.values()) or talk.answers)
