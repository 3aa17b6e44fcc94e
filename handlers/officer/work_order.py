"""城运工单号: the office's own number of a case; and finding a case by either number."""

from __future__ import annotations

from cases.office.assigning import tidy
from dialogue.ask import Ask, Option
from dialogue.refusal import Refusal
from dialogue.say import Button, Say, name
from dialogue.script import script
from handlers.desk import Desk

TYPED_MAX = 64  # characters; what is longer is no number


class NotFound(Refusal):
    """No case of theirs has this number: absent and forbidden answer alike."""


@script(opens="workorder", takes=("words",))
def work_order(ask: Ask, desk: Desk) -> Say:
    """Written down, corrected or taken away, as long as the case is kept."""
    case = desk.access.for_office(ask.about, desk.person)
    facts = {**desk.informing.facts(case), "code": desk.assigning.work_order(case)}
    drop = [Option("drop", ".drop", "")] if facts["code"] else []
    typed = ask.words("work-order", Say("work-order", facts), otherwise=drop, length_max=TYPED_MAX)
    code = tidy(typed) if typed else ""
    desk.assigning.set_work_order(case, desk.person, code)
    return Say("work-order-kept", {**facts, "code": code})


@script(opens="find", takes=("words",))
def find(ask: Ask, desk: Desk) -> Say:
    """查单: a case's number, or the office's own, exactly; of several cases with one number each is a button."""
    typed = ask.about.strip() or ask.words("find-number", length_max=TYPED_MAX)
    asked_for = typed.strip().upper()
    found = [number for number in [asked_for, *desk.assigning.with_work_order(typed)] if _is_ours(desk, number)]
    if not found:
        raise NotFound(drops="find-number", number=asked_for)
    if len(found) == 1:
        case = desk.access.for_office(found[0], desk.person)
        return desk.informing.counter_card(case, desk.chat, fresh=True)
    rows = tuple((Button(name(dict.fromkeys(desk.languages, number)), f"open:{number}"),) for number in found)
    return Say("found-several", {"code": asked_for}, rows)


def _is_ours(desk: Desk, number: str) -> bool:
    try:
        desk.access.for_office(number, desk.person)
    except Refusal:
        return False
    return True
