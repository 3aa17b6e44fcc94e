"""[看原文]: what a card hides of a case's words, in private, and traced."""

from __future__ import annotations

from dialogue.ask import Ask
from dialogue.say import Button, Say
from dialogue.script import script
from handlers.desk import Desk


@script(opens="original")
def original(ask: Ask, desk: Desk) -> Say:
    """A case's words as they were sent; that somebody read them is in its history, for its rider as well."""
    case = desk.access.for_office(ask.about, desk.person)
    desk.cases.moving.note(case, before=case.status, actor=desk.person.id, what="uncovered")
    # with a button it is never the answer to a press, which a group might see
    return Say("original-words", desk.informing.facts(case), ((Button(".open", f"open:{case.number}"),),))
