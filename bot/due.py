"""What falls due for people and not for a case: roles whose time is over."""

from __future__ import annotations

from cases.informing import Informing
from dialogue.say import Say, name, text
from people.holding.roles import end_what_is_over
from people.roster import Roster


def end_roles(roster: Roster, informing: Informing) -> None:
    """Roles that were given for some days end, and whoever held them is told."""
    catalog = informing.catalog
    for person, role, street in end_what_is_over(roster):
        place = name(catalog.streets[street].names if street else catalog.district.names)
        informing.post(roster.address(person), Say("role-over", {"role": text(f"role-{role}"), "street": place}))
