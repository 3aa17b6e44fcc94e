"""不予受理: who looked, why not, and whether the hazard was really there."""

from __future__ import annotations

from cases.case import Move
from dialogue.ask import Ask, Option
from dialogue.say import Say
from dialogue.script import script
from handlers.desk import Desk

WHY_MAX = 300  # characters


@script(opens="refuse", takes=("words",))
def refuse(ask: Ask, desk: Desk) -> Say:
    """A reason in words, and the mark: a true report that is not ours still earns."""
    case = desk.access.to_act_on(ask.about, desk.person)
    case.allows(Move.REFUSE)
    facts = desk.informing.facts(case)
    why = ask.words("refuse-why", Say("refuse-why", facts), length_max=WHY_MAX)
    options: list[Option[bool | None]] = [
        Option("true", ".true", True),
        Option("not-seen", ".not-seen", False),
        Option("keep", ".keep", None),
    ]
    verified = ask.choice("refuse-mark", options, Say("refuse-mark", {**facts, "why": why}))
    if verified is None:
        return Say("refuse-kept", facts)
    desk.cases.refuse(case, desk.person, verified=verified, why=why)
    return Say("refuse-done", facts)
