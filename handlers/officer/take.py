"""接单: the first press has the case."""

from cases.case import Status
from dialogue.ask import Ask
from dialogue.say import Say
from dialogue.script import script
from handlers.desk import Desk


@script(opens="take")
def take(ask: Ask, desk: Desk) -> Say:
    """An officer takes a case; the rider hears it, the counter's message shows who has it."""
    case = desk.access.for_office(ask.about, desk.person)
    if case.officer != desk.person.id or case.status is not Status.TAKEN:  # a second press changes nothing
        case = desk.cases.take(case, desk.person)
    return Say("you-have-it", desk.informing.facts(case), brief=True)
