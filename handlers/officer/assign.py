"""交办: which unit, what of the rider's words goes along, and a clean message to forward in any chat."""

from __future__ import annotations

from cases.masking import masked
from dialogue.ask import Ask, Option
from dialogue.say import Say, name
from dialogue.script import script
from handlers.desk import Desk

WORDS_MAX = 300  # characters of what a unit reads


@script(opens="assign", takes=("words",))
def assign(ask: Ask, desk: Desk) -> Say | list[Say]:
    """Two taps; the last message is forwarded as it stands and leads nobody to the reporter."""
    case = desk.access.to_act_on(ask.about, desk.person)
    units = desk.assigning.units(case)
    facts = desk.informing.facts(case)
    if not units:
        return Say("assign-no-unit", facts)
    options = [Option(unit.code, name(unit.names), unit) for unit in units]
    unit = ask.choice("assign-to", options, Say("assign-to", facts))
    words = masked(case.words)[:WORDS_MAX]
    if words:
        choices = [Option("same", ".same", words), Option("none", ".none", "")]
        say = Say("assign-words", {**facts, "words": words})
        words = ask.words("assign-words", say, otherwise=choices, length_max=WORDS_MAX)
    letter = desk.assigning.assign(case, desk.person, unit, words=words)
    return [Say("assign-done", {**facts, "unit": name(unit.names)}), letter]
