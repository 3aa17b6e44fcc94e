"""转派: another street's office, or 不清楚归谁 for the coordinator to say."""

from __future__ import annotations

from cases.case import Case, Move
from dialogue.ask import Ask, Option
from dialogue.say import Fact, Say, name
from dialogue.script import script
from handlers.desk import Desk

WHY_MAX = 200  # characters
KEPT = ""  # what [先不转] answers; words are never empty
KEEP = Option("keep", "handover-to.keep", KEPT)


@script(opens="handover", takes=("words",))
def handover(ask: Ask, desk: Desk) -> Say:
    """Neighbours first; the rider is told to whom and why, and need not report again."""
    case = desk.access.to_act_on(ask.about, desk.person)
    case.allows(Move.HAND_OVER)
    facts = desk.informing.facts(case)
    if desk.handing_over.is_for_the_coordinator(case, desk.person):
        times = len(desk.handing_over.streets_of(case)) - 1
        third = Say("handover-third", {**facts, "times": times})
        why = ask.words("handover-third", third, otherwise=[KEEP], length_max=WHY_MAX)
        return _asked(desk, case, "handed-over-often", why=why) if why else Say("handover-kept", facts)
    to = _which_street(ask, desk, case, facts)
    if to == "unclear":
        return _asked(desk, case, "street-unclear")
    if to == KEPT:
        return Say("handover-kept", facts)
    facts = {**facts, "to": name(desk.catalog.streets[to].names)}
    why = ask.words("handover-why", Say("handover-why", facts), otherwise=[KEEP], length_max=WHY_MAX)
    if why == KEPT:
        return Say("handover-kept", facts)
    desk.handing_over.hand_over(case, desk.person, to=to, why=why)
    return Say("handover-done", {**facts, "reached": int(desk.informing.reaches(to))})


def _which_street(ask: Ask, desk: Desk, case: Case, facts: dict[str, Fact]) -> str:
    """A street's code, "unclear", or KEPT."""
    streets = desk.catalog.streets
    near = streets[case.street].neighbours
    options = [Option(code, name(streets[code].names), code) for code in near]
    options += [Option("unclear", ".unclear", "unclear"), Option("more", ".more", "more"), KEEP]
    to = ask.choice("handover-to", options, Say("handover-to", facts), per_row=2)
    if to != "more":
        return to
    others = [street for street in streets.values() if street.code not in (case.street, *near)]
    far = [Option(street.code, name(street.names), street.code) for street in others]
    return ask.choice("handover-far", [*far, KEEP], Say("handover-far", facts), per_row=2)


def _asked(desk: Desk, case: Case, key: str, *, why: str = "") -> Say:
    """A coordinator says whose it is; where there is none, that is said."""
    told = desk.handing_over.ask_coordinator(case, desk.person, key, why=why)
    return Say("handover-asked" if told else "handover-nobody", desk.informing.facts(case))
