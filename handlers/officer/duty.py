"""值班: who is on duty in a street; taken by oneself, handed to a colleague, ended, or set by a coordinator."""

from __future__ import annotations

from cases.access import NotYourStreet
from dialogue.ask import Ask
from dialogue.say import Button, Say, moment
from dialogue.script import script
from handlers.desk import Desk
from handlers.officer.colleagues import street_facts, which_colleague, which_street
from people.person import COORDINATOR, Person


@script(opens="duty")
def duty(ask: Ask, desk: Desk) -> Say:
    """`duty` shows who it is; `duty:on:street`, `duty:to:street`, `duty:off:street` change it. The roll says who."""
    act, _, named = ask.about.partition(":")
    if named and named not in desk.worklist.streets:
        raise NotYourStreet
    street = named or which_street(ask, desk, desk.worklist.streets, Say("duty-street"))
    match act:
        case "on":
            return _begun(desk, street, desk.person)
        case "to":
            had = desk.duty.of(street)
            to = Say("duty-to", street_facts(desk, street))
            colleague = which_colleague(ask, desk, street, to, but=had.person.id if had else "")
            return _begun(desk, street, colleague)
        case "off":
            desk.duty.end(street, desk.person)
            desk.rolls.put_right(street)
            return Say("duty-ended", street_facts(desk, street), brief=True)
        case _:
            return _shown(desk, street)


def _shown(desk: Desk, street: str) -> Say:
    on_duty = desk.duty.of(street)
    facts = {
        **street_facts(desk, street),
        "alias": on_duty.person.alias if on_duty else "",
        "since": moment(on_duty.since) if on_duty else "",
    }
    is_mine = on_duty is not None and on_duty.person.id == desk.person.id
    may_end = on_duty is not None and (is_mine or desk.person.may(COORDINATOR, street))
    acts = [*(() if is_mine else ("on",)), "to", *(("off",) if may_end else ())]
    return Say("duty-now", facts, (tuple(Button(f".{act}", f"duty:{act}:{street}") for act in acts),))


def _begun(desk: Desk, street: str, person: Person) -> Say:
    """On duty from now on; who was is told, and so is who was made it by somebody else."""
    before = desk.duty.begin(street, person, now=desk.now)
    desk.rolls.put_right(street)
    facts = {**street_facts(desk, street), "alias": person.alias}
    is_me = person.id == desk.person.id
    if before and before.person.id != desk.person.id:
        desk.informing.post(desk.people.address(before.person.id), Say("duty-relieved", facts))
    if not is_me:
        button = Button(".off", f"duty:off:{street}")
        given = Say("duty-given", {**facts, "by": desk.person.alias}, ((button,),))
        desk.informing.post(desk.people.address(person.id), given)
    return Say("duty-mine" if is_me else "duty-theirs", facts, brief=True)
