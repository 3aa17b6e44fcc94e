"""申请延期: how many hours more, and why; a coordinator agrees."""

from __future__ import annotations

import re

from cases.office.delaying import HOURS_MAX
from dialogue.ask import Ask, Option
from dialogue.refusal import Refusal
from dialogue.say import Say, moment, text
from dialogue.script import script
from handlers.desk import Desk

WHY_MAX = 200  # characters
HOURS_SHOWN = (4, 24, 72)  # half a working day, one, three; any other can be typed
TYPED = re.compile(r"\s*(\d{1,4})\s*(?:个?小时|h|hours?)?\s*", re.I)


class HoursNotRight(Refusal):
    """No whole number of hours within the bound."""


@script(opens="delay", takes=("words",))
def delay(ask: Ask, desk: Desk) -> Say:
    """The new deadline is shown before the reason is asked; nothing changes until somebody agrees."""
    case = desk.access.to_act_on(ask.about, desk.person)
    desk.delaying.may_ask(case, desk.person)
    facts = {**desk.informing.facts(case), "most": HOURS_MAX}
    options = [Option(f"{n}", text("delay-hours-shown", hours=n), f"{n}") for n in HOURS_SHOWN]
    hours = _hours(ask.words("delay-hours", Say("delay-hours", facts), otherwise=options))
    facts = {**facts, "hours": hours, "until": moment(desk.delaying.until(case, hours))}
    why = ask.words("delay-why", Say("delay-why", facts), length_max=WHY_MAX)
    desk.delaying.ask(case, desk.person, hours=hours, why=why)
    return Say("delay-sent", facts)


def _hours(typed: str) -> int:
    found = TYPED.fullmatch(typed)
    if not found or not 1 <= int(found[1]) <= HOURS_MAX:
        raise HoursNotRight(drops="delay-hours", most=HOURS_MAX)
    return int(found[1])
