"""交班: all my cases of a street to one colleague, who is told; nothing else about them changes."""

from __future__ import annotations

from cases.daily.shift import HANDED_MAX, NothingInHand
from dialogue.ask import Ask
from dialogue.say import Button, Say
from dialogue.script import script
from handlers.desk import Desk
from handlers.officer.colleagues import street_facts, which_colleague, which_street


@script(opens="shift")
def shift(ask: Ask, desk: Desk) -> Say:
    """Whom, then sure, then done. Who is on duty besides is reminded that the duty stays theirs."""
    mine = desk.shift.in_hand(desk.person)
    if not mine:
        raise NothingInHand
    street = which_street(ask, desk, list(mine), Say("shift-street"))
    facts = {**street_facts(desk, street), "count": min(mine.get(street, 0), HANDED_MAX)}
    colleague = which_colleague(ask, desk, street, Say("shift-to", facts), but=desk.person.id)
    facts |= {"alias": colleague.alias}
    if not ask.confirm("shift-sure", Say("shift-sure", facts)):
        return Say("shift-kept")
    handed = desk.shift.hand_to(colleague, desk.person, street=street)
    on_duty = desk.duty.of(street)
    is_mine = on_duty is not None and on_duty.person.id == desk.person.id
    to = desk.people.address(colleague.id)
    facts |= {"count": len(handed), "left": mine[street] - len(handed), "on-duty": int(is_mine)}
    facts |= {"reached": int(to is not None and to.state == "open")}
    return Say("shift-done", facts, ((Button(".duty", f"duty:to:{street}"),),) if is_mine else ())
