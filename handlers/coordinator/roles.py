"""角色: who may do what in the coordinator's streets, and taking it back."""

from __future__ import annotations

from dialogue.ask import Ask
from dialogue.say import Button, Fact, Say, moment, text
from dialogue.script import script
from handlers.coordinator.invite import place_of
from handlers.desk import Desk
from people.holding.roles import LIST_MAX, Held, NoSuchRole

FIGURES_MAX = 6  # of how many roles are skipped


@script(opens="roles")
def roles(ask: Ask, desk: Desk) -> Say:
    """Everybody with a role, a button each, and the invites that can still be used."""
    skipped = int(ask.about) if ask.about.isascii() and ask.about.isdigit() and len(ask.about) <= FIGURES_MAX else 0
    held, total = desk.roles.held(after=skipped)
    invites = desk.roles.open_invites() if not skipped else []
    rows = [
        (Button(text("roles-line", **_facts(desk, each)), f"role:{each.alias}:{each.role}:{each.street}"),)
        for each in held
    ]
    rows += [
        (
            Button(
                text("roles-invite", role=text(f"role-{each.role}"), street=place_of(desk, each.street)),
                f"uninvite:{each.id}",
            ),
        )
        for each in invites
    ]
    more = (Button(".more", f"roles:{skipped + len(held)}"),) if skipped + LIST_MAX < total else ()
    facts = {"total": total, "invites": len(invites), "shown": len(held)}
    return Say("roles-list", facts, (*rows, (*more, Button(".invite", "invite"))))


@script(opens="role")
def role(ask: Ask, desk: Desk) -> Say:
    """One role of somebody's, and [收回]; whoever held it is told."""
    alias, _, rest = ask.about.partition(":")
    held_role, is_whole, street = rest.partition(":")
    if not is_whole:
        raise NoSuchRole
    held = desk.roles.find(alias, held_role, street)
    facts = {**_facts(desk, held), "since": moment(held.granted_at), "by-group": int(held.by_group)}
    if not ask.confirm("role-sure", Say("role-sure", facts)):
        return Say("role-kept", facts)
    desk.roles.take_back(held)
    desk.informing.post(desk.people.address(held.person), Say("role-taken-back", facts))
    return Say("role-ended", facts, ((Button(".roles", "roles"),),))


def _facts(desk: Desk, held: Held) -> dict[str, Fact]:
    return {
        "alias": held.alias,
        "role": text(f"role-{held.role}"),
        "street": place_of(desk, held.street),
        "until": text("role-until", at=moment(held.until)) if held.until else "",
    }
