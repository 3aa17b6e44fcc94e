"""转派: another street's office, or 不清楚归谁 for the coordinator to say."""

from __future__ import annotations

from cases.case import Case, Move
from dialogue.ask import Ask, Option
from dialogue.say import Say, name
from dialogue.script import script
from handlers.desk import Desk

WHY_MAX = 200  # characters


@script(opens="handover", takes=("words",))
def handover(ask: Ask, desk: Desk) -> Say:
    """Neighbours first; the rider is told to whom and why, and need not report again."""
    case = desk.access.to_act_on(ask.about, desk.person)
    case.allows(Move.HAND_OVER)
    facts = desk.informing.facts(case)
    if desk.handing_over.is_for_the_coordinator(case, desk.person):
        facts = {**facts, "times": len(desk.handing_over.streets_of(case)) - 1}
        why = ask.words("handover-third", Say("handover-third", facts), length_max=WHY_MAX)
        return _asked(desk, case, "handed-over-often", why=why)
    streets = desk.catalog.streets
    near = streets[case.street].neighbours
    others = [street for street in streets.values() if street.code not in (case.street, *near)]
    options = [Option(code, name(streets[code].names), code) for code in near]
    options += [Option("unclear", ".unclear", "unclear"), Option("more", ".more", "more")]
    to = ask.choice("handover-to", options, Say("handover-to", facts), per_row=2)
    if to == "more":
        to = ask.choice(
            "handover-far",
            [Option(s.code, name(s.names), s.code) for s in others],
            Say("handover-far", facts),
            per_row=2,
        )
    if to == "unclear":
        return _asked(desk, case, "street-unclear")
    facts = {**facts, "to": name(streets[to].names)}
    why = ask.words("handover-why", Say("handover-why", facts), length_max=WHY_MAX)
    desk.handing_over.hand_over(case, desk.person, to=to, why=why)
    return Say("handover-done", {**facts, "reached": int(desk.informing.reaches(to))})


def _asked(desk: Desk, case: Case, key: str, *, why: str = "") -> Say:
    """A coordinator says whose it is; where there is none, that is said."""
    told = desk.handing_over.ask_coordinator(case, desk.person, key, why=why)
    return Say("handover-asked" if told else "handover-nobody", desk.informing.facts(case))
