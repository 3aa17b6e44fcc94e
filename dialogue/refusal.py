"""A friendly no: raised where a rule stands, told by the turn, never a bug."""

from __future__ import annotations

import re

from dialogue.say import Button, Fact, Say


class Refusal(Exception):
    """A no for people. The class's name is the key of its text: `AlreadyTaken` says `already-taken`.

    `drops` names the answer that caused it; that question is then asked again. `buttons` are offered with it.
    """

    def __init__(self, *, drops: str = "", buttons: tuple[tuple[Button, ...], ...] = (), **facts: Fact) -> None:
        super().__init__(self.key)
        self.drops = drops
        self.buttons = buttons
        self.facts = facts

    @property
    def key(self) -> str:
        return re.sub(r"(?<!^)(?=[A-Z])", "-", type(self).__name__).lower()

    def say(self) -> Say:
        """What the person reads."""
        return Say(self.key, self.facts, self.buttons)
