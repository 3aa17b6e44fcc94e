"""How a run of a script ends before its end."""

from __future__ import annotations

from dialogue.say import Say


class Pause(Exception):
    """Stops a run at its first open question; the engine's own, never seen by a script."""

    def __init__(self, say: Say) -> None:
        super().__init__(say.key)
        self.say = say


class QuestionAfterWrite(AssertionError):
    """A script wrote and then asked: the next run would write again. Ask first, act last."""


class Again(Exception):
    """An edit dropped answers; the engine runs the script from the top."""
