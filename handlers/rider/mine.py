"""A rider's own reports: the last ten, and one with all that became of it."""

from __future__ import annotations

from cases.case import Case, Status
from dialogue.ask import Ask
from dialogue.say import Button, Say, listed, name, text
from dialogue.script import script
from handlers.desk import Desk

LIST_MAX = 10  # PRODUCT 1: the last ten


@script(opens=("mine", "cases"))
def mine(ask: Ask, desk: Desk) -> Say:
    """我的: the last ten reports, each a button."""
    cases = desk.cases.mine(desk.person, most=LIST_MAX)
    followed = len(desk.cases.joining.followed_by(desk.person, most=LIST_MAX))
    more = ((Button(text("known-following", count=followed), "following"),),) if followed else ()
    settings = (
        Button("mine-rechecks", "rechecks"),
        Button(text("mine-language", language=text(f"language-{desk.person.language}")), "language"),
        Button("mine-privacy", "privacy"),
    )
    if not cases:
        return Say("mine-empty", buttons=(*more, settings), menu="own")
    facts = {"count": len(cases), "open": sum(case.status.is_open for case in cases)}
    buttons = tuple((Button(_line(desk, case), f"case:{case.number}"),) for case in cases)
    return Say("mine-list", facts, (*buttons, *more, settings))


def _line(desk: Desk, case: Case) -> object:
    return text(
        "mine-line",
        number=case.number,
        category=name(desk.catalog.categories[case.category].names),
        status=text(f"rider-status-{case.status}"),
    )


@script(opens="case")
def show_case(ask: Ask, desk: Desk) -> Say:
    """One report as it stands, with its photos and what can be done."""
    case = desk.access.own(ask.about, desk.person)
    steps = [
        text("case-step", at={"time": event.at}, what=text(f"event-{event.what}")) for event in desk.cases.events(case)
    ]
    facts = {**desk.informing.facts(case), "steps": listed(steps, joined="list-line")}
    acts = [Button(f".{act}", f"{act}:{case.number}") for act in _acts(case, again=desk.cases.may_look_again(case))]
    rows = tuple(tuple(acts[i : i + 3]) for i in range(0, len(acts), 3))
    return Say("case-card", facts, rows, desk.informing.picture(case))


def _acts(case: Case, *, again: bool) -> tuple[str, ...]:
    match case.status:
        case Status.SUBMITTED:
            return ("add", "withdraw")
        case Status.TAKEN:
            return ("add",)
        case Status.ASKED:
            return ("reply",)
        case Status.HANDLED:
            return ("solved", "partly", "unsolved", "notpassed") if again else ("solved", "partly", "notpassed")
        case Status.MERGED:
            return ("followed",)
        case Status.CLOSED | Status.REFUSED if again:
            return ("again",)
        case _:
            return ()
