"""公开告知: the rule that was agreed for a place, from when to when; told to all who reported there."""

from __future__ import annotations

from datetime import timedelta

from cases.classes.classes import NOTICE_DAYS_MAX, facts
from dialogue.ask import Ask, Option
from dialogue.say import Button, Say, text
from dialogue.script import script
from handlers.coordinator.days import a_day
from handlers.desk import Desk

RULE_MAX = 300  # characters: what fits on a door
WEEKS = (4, 8, 12)  # after which its effect is looked at
HALF_YEAR_DAYS = 182


@script(opens="notice", takes=("words",))
def notice(ask: Ask, desk: Desk) -> Say:
    """The rule, its last day, when its effect is looked at; seen before it is published."""
    row = desk.classes.find(ask.about)
    desk.classes.may_publish(row)
    known = facts(desk.broadcasts, row)
    rule = ask.words("notice-rule", Say("notice-rule", {**known, "most": RULE_MAX}), length_max=RULE_MAX)
    today = desk.today.date()
    first = a_day(ask, desk, "notice-from", known, Option("today", ".today", today.isoformat()))
    half = (first + timedelta(days=HALF_YEAR_DAYS)).isoformat()
    year = (first + timedelta(days=NOTICE_DAYS_MAX - 1)).isoformat()
    last = a_day(ask, desk, "notice-until", known, Option("half", ".half", half), Option("year", ".year", year))
    desk.classes.dates(first, last, today=today)
    weeks = ask.choice(
        "notice-weeks", [Option(str(n), text("notice-after", weeks=n), n) for n in WEEKS], Say("notice-weeks", known)
    )
    known |= {"rule": rule, "from": first.isoformat(), "until": last.isoformat(), "weeks": weeks}
    if not ask.confirm("notice-sure", Say("notice-sure", known)):
        return Say("notice-dropped", known)
    id, told = desk.classes.publish(row, rule, first=first, last=last, weeks=weeks, today=today)
    page = Button(".page", url=f"{desk.web_url}/notice/{id}")
    return Say("notice-published", {**known, "told": told}, ((page,),))
