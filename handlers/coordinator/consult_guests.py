"""业主、物业、保安: guests without an account, each by a link of their own that the coordinator forwards."""

from __future__ import annotations

from cases.consultations.consultation import Consultation, NotAtThisPoint, Party, Side
from cases.consultations.telling import opens
from dialogue.ask import Ask, Option
from dialogue.say import Say, text
from dialogue.script import script
from handlers.desk import Desk

NAME_MAX = 30  # characters of a guest's name
AT_ONCE_MAX = 5  # guests in one go: each gets a message of its own to be forwarded


@script(opens="meetguest", takes=("words",))
def add_guest(ask: Ask, desk: Desk) -> list[Say]:
    """[加一方]: whom they speak for, what they are called, one a line; an invitation with a link for each."""
    held = desk.consultations.find(ask.about)
    if held.state.is_over:
        raise NotAtThisPoint(buttons=((opens(held),),))
    known = desk.consultations.telling.facts(held)
    sides = [Option(str(side), text(f"meet-side-{side}"), side) for side in _GUESTS]
    side = ask.choice("guest-side", sides, Say("guest-side", known), per_row=4)
    asked = Say("guest-names", {**known, "side": text(f"meet-side-{side}"), "most": AT_ONCE_MAX})
    typed = ask.words("guest-names", asked, length_max=AT_ONCE_MAX * (NAME_MAX + 1))
    names = [line.strip()[:NAME_MAX] for line in typed.splitlines() if line.strip()][:AT_ONCE_MAX]
    made = desk.consultations.add_guests(held, side, names)
    return [*(_invitation(desk, held, party, token) for party, token in made), _added(held, len(made))]


@script(opens="meetlink")
def renew_link(ask: Ask, desk: Desk) -> Say | list[Say]:
    """[重发链接]: a guest lost it, or it came into wrong hands; the one before opens nothing any more."""
    held = desk.consultations.find(ask.about)
    telling = desk.consultations.telling
    guests = [party for party in telling.parties(held) if party.is_guest]
    if not guests:
        return Say("guest-nobody", telling.facts(held), ((opens(held),),))
    options = [Option(str(party.n), telling.named(party), party) for party in guests]
    party = ask.choice("guest-which", options, Say("guest-which", telling.facts(held)), per_row=1)
    return [_invitation(desk, held, party, desk.consultations.renew_link(held, party)), _added(held, 1)]


def _invitation(desk: Desk, held: Consultation, party: Party, token: str) -> Say:
    """What is forwarded in any chat: who invites, about what, when, where, and the link."""
    telling = desk.consultations.telling
    facts = {**telling.facts(held), "party": telling.named(party), "link": f"{desk.web_url}/guest/{token}"}
    return Say("guest-invitation", facts)


def _added(held: Consultation, count: int) -> Say:
    return Say("guest-added", {"count": count}, ((opens(held),),))


_GUESTS = (Side.OWNER, Side.PROPERTY, Side.GUARD, Side.RIDER)
