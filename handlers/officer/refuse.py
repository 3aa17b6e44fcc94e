"""不予受理: who looked, why not, and whether the hazard was really there."""

from __future__ import annotations

from cases.case import Case, Move
from cases.office.pack import Act
from dialogue.ask import Ask, Option
from dialogue.say import Say, name
from dialogue.script import script
from handlers.desk import Desk
from handlers.officer.wording import worded

WHY_MAX, OWNER_MAX = 300, 60  # characters
OWNERS_MAX = 8  # units on buttons; any other can be typed


@script(opens="refuse", takes=("words",))
def refuse(ask: Ask, desk: Desk) -> Say:
    """A reason in words, the mark, and whose matter it is where it was there: a true report still earns."""
    case = desk.access.to_act_on(ask.about, desk.person)
    case.allows(Move.REFUSE)
    facts = desk.informing.facts(case)
    why = worded(ask, desk, case, "refuse-why", Say("refuse-why", facts), act=Act.REFUSE, length_max=WHY_MAX)
    options: list[Option[bool | None]] = [
        Option("true", ".true", True),
        Option("not-seen", ".not-seen", False),
        Option("keep", ".keep", None),
    ]
    verified = ask.choice("refuse-mark", options, Say("refuse-mark", {**facts, "why": why}))
    if verified is None:
        return Say("refuse-kept", facts)
    owner = ask.words("refuse-owner", otherwise=_owners(desk, case), length_max=OWNER_MAX) if verified else ""
    desk.cases.refuse(case, desk.person, verified=verified, why=why, owner=owner)
    return Say("refuse-done", facts)


def _owners(desk: Desk, case: Case) -> list[Option[str]]:
    """The pack's units, named for the reporter; or the reason says it already."""
    language = desk.people.person(case.reporter).language
    units = [unit for unit in desk.catalog.units.values() if not unit.streets or case.street in unit.streets]
    options = [Option(unit.code, name(unit.names), unit.names[language]) for unit in units[:OWNERS_MAX]]
    return [*options, Option("said", ".said", "")]
