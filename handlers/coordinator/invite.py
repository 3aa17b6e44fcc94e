"""邀请: a one-time code for an officer, a counter's chat or a coordinator, made in chat; and taking one back."""

from __future__ import annotations

from dialogue.ask import Ask, Option
from dialogue.say import Button, Fact, Say, moment, name, text
from dialogue.script import script
from handlers.desk import Desk
from people.holding.roles import DAYS
from people.person import COORDINATOR, COUNTER
from people.roster import INVITE_HOURS

WHOLE_DISTRICT = "district"
FOR_GOOD = 0


@script(opens="invite")
def invite(ask: Ask, desk: Desk) -> Say:
    """Who, for which street, for how long; then the code, shown this once."""
    roles = [Option(role, f".{role}", role) for role in desk.roles.may_give()]
    role = ask.choice("invite-role", roles, Say("invite-role"))
    street = _street(ask, desk, role)
    facts: dict[str, Fact] = {"role": text(f"role-{role}"), "street": place_of(desk, street)}
    days = FOR_GOOD
    if role != COUNTER:
        spans = [Option(str(n), text("invite-days", days=n), n) for n in DAYS]
        days = ask.choice("invite-span", [Option("good", ".good", FOR_GOOD), *spans], Say("invite-span", facts))
    code = desk.roles.invite(role, street, days=days or None)
    link = f"{desk.web_url}/chat?code={code}"
    facts |= {"code": code, "link": link, "hours": INVITE_HOURS, "days": days, "group": int(role == COUNTER)}
    return Say("invite-made", facts, ((Button(".roles", "roles"),),))


def _street(ask: Ask, desk: Desk, role: str) -> str:
    mine = desk.person.streets(COORDINATOR)
    codes = list(desk.catalog.streets) if "" in mine else mine
    options = [Option(code, name(desk.catalog.streets[code].names), code) for code in codes]
    if role == COORDINATOR:
        options.append(Option(WHOLE_DISTRICT, name(desk.catalog.district.names), ""))
    if len(options) == 1:
        return options[0].value
    return ask.choice("invite-street", options, Say("invite-street", {"role": text(f"role-{role}")}), per_row=2)


@script(opens="uninvite")
def uninvite(ask: Ask, desk: Desk) -> Say:
    """[作废]: an open invite works no more."""
    found = desk.roles.find_invite(ask.about)
    facts = {"role": text(f"role-{found.role}"), "street": place_of(desk, found.street)}
    if not ask.confirm("uninvite-sure", Say("uninvite-sure", {**facts, "by": moment(found.expires_at)})):
        return Say("uninvite-kept")
    desk.roles.revoke(found)
    return Say("uninvited", buttons=((Button(".roles", "roles"),),))


def place_of(desk: Desk, street: str) -> Fact:
    """A street's name, the district's for ''."""
    return name(desk.catalog.streets[street].names if street else desk.catalog.district.names)
