"""Delays that offices ask for: the list of those that wait, and a yes or no to each."""

from __future__ import annotations

from cases.access import NotYourStreet
from cases.case import Case
from cases.office.delaying import DelayDecided
from cases.office.store import Delay
from dialogue.ask import Ask
from dialogue.say import Button, Say, moment, name, text
from dialogue.script import script
from handlers.desk import Desk
from people.person import COORDINATOR

LIST_MAX = 10  # the soonest due; the next ones follow as these are answered
WHY_MAX = 200  # characters


@script(opens="delays")
def delays(ask: Ask, desk: Desk) -> Say:
    """等您定的延期: what waits in this coordinator's streets, soonest due first."""
    waiting = desk.delaying.waiting_in(desk.person.streets(COORDINATOR), most=LIST_MAX)
    if not waiting:
        return Say("delays-none")
    lines = [
        text(
            "delays-line",
            number=case.number,
            category=name(desk.catalog.categories[case.category].names),
            hours=delay.hours,
            before=moment(delay.before_by),
        )
        for case, delay in waiting
    ]
    rows = tuple((Button(line, f"delay-ask:{case.number}"),) for line, (case, _) in zip(lines, waiting, strict=True))
    return Say("delays-list", {"count": len(waiting)}, rows)


@script(opens="delay-ask")
def delay_request(ask: Ask, desk: Desk) -> Say:
    """One request with its buttons, below what came since."""
    case = _coordinated(desk, ask.about)
    waiting = desk.delaying.waiting_for(case)
    if waiting is None:
        raise DelayDecided(number=case.number)
    return desk.delaying.request(case, waiting, fresh=True)


@script(opens="delay-yes")
def delay_yes(ask: Ask, desk: Desk) -> Say:
    """同意: the deadline moves; the first press wins."""
    case, waiting = _asked(ask, desk)
    later = desk.delaying.agree(case, waiting, desk.person)
    return Say("delay-agreed-done", desk.informing.facts(later), brief=True)


@script(opens="delay-no", takes=("words",))
def delay_no(ask: Ask, desk: Desk) -> Say:
    """不同意: the officer hears why."""
    case, waiting = _asked(ask, desk)
    facts = desk.informing.facts(case)
    why = ask.words("delay-no-why", Say("delay-no-why", facts), length_max=WHY_MAX)
    desk.delaying.refuse(case, waiting, desk.person, why=why)
    return Say("delay-refused-done", facts)


def _asked(ask: Ask, desk: Desk) -> tuple[Case, Delay]:
    number, _, n = ask.about.partition(":")
    case = _coordinated(desk, number)
    return case, desk.delaying.to_decide(case, int(n) if n.isascii() and n.isdecimal() else -1, desk.person)


def _coordinated(desk: Desk, number: str) -> Case:
    case = desk.access.for_office(number, desk.person)
    if not desk.person.may(COORDINATOR, case.street):
        raise NotYourStreet
    return case
