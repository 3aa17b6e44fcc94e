"""What coordinators and riders read of what takes two."""

from __future__ import annotations

from dataclasses import dataclass

from cases import store as casebook
from cases.case import Case
from cases.moving import Moving
from cases.review.asked.store import WAITING, Proposal
from dialogue.say import Button, Fact, Say, moment, text
from people.person import Person


@dataclass(frozen=True, slots=True)
class Telling:
    """Letters about proposals, posted in the transaction in which they move."""

    moving: Moving

    def facts(self, found: Proposal) -> dict[str, Fact]:
        """What coordinators read of it: the rider by alias alone."""
        roster = self.moving.informing.roster
        return {
            **self.moving.informing.facts(self.case(found)),
            "ticket": found.id,
            "kind": text(f"proposal-{found.kind}", points=abs(found.points), less=int(found.points < 0)),
            "reason": reason_of(found),
            "alias": roster.person(found.person).alias,
            "maker": roster.person(found.maker).alias,
            "state": text(f"proposal-state-{found.state}"),
            "hearing": int(found.ask_from is not None),
            "heard": found.heard or "",
            "until": moment(found.hear_until) if found.hear_until else "",
        }

    def card(self, found: Proposal, person: Person, *, key: str = "proposal-card") -> Say:
        """It as somebody may act on it."""
        acts: tuple[Button, ...] = ()
        if found.is_open and found.maker == person.id:
            acts = (Button(text("proposal-drop"), f"unpropose:{found.id}"),)
        elif found.state == WAITING:
            acts = (
                Button(text("proposal-agree"), f"agreeto:{found.id}"),
                Button(text("proposal-refuse"), f"disagree:{found.id}"),
            )
        look = (Button(text("proposal-open"), f"open:{found.number}"),)
        return Say(key, self.facts(found), (acts, look) if acts else (look,))

    def case(self, found: Proposal) -> Case:
        """The case by which its rider was named."""
        case = casebook.find(self.moving.tx, self.moving.seals, found.number)
        assert case is not None, "a case is never removed"
        return case

    def others(self, found: Proposal, key: str) -> None:
        """Every coordinator who may decide it hears of it; who asked for it only hears what the rider said to it."""
        roster = self.moving.informing.roster
        for to in roster.coordinators(found.street):
            if not to.person or to.person == found.person:
                continue
            if to.person != found.maker or found.ask_from is not None:
                say = self.card(found, roster.person(to.person), key=key)
                self.moving.informing.post(to, say, about=found.number)

    def maker(self, found: Proposal, key: str, by: Person | None) -> None:
        """Who asked for it hears what became of it."""
        to = self.moving.informing.roster.address(found.maker)
        say = Say(key, {**self.facts(found), "by": by.alias if by else ""})
        self.moving.informing.post(to, say, about=found.number)

    def ask(self, found: Proposal, until: int) -> None:
        """The rider is asked what they say to it."""
        buttons = ((Button(".say", f"hearing:{found.id}"), Button(".nothing", f"nothear:{found.id}")),)
        self.rider(found, "hearing-asked", buttons=buttons, until=moment(until))

    def spared(self, found: Proposal) -> None:
        """Whoever was asked hears that nothing follows."""
        if found.hear_until is not None:
            self.rider(found, "hearing-no-more")

    def rider(self, found: Proposal, key: str, *, buttons: tuple[tuple[Button, ...], ...] = (), **facts: Fact) -> None:
        """The rider, with the case that it is about."""
        facts = {"reason": reason_of(found), "points": abs(found.points), **facts}
        self.moving.informing.tell_reporter(self.case(found), key, buttons=buttons, **facts)


def reason_of(found: Proposal) -> Fact:
    """Why it was asked for, in words for everybody."""
    return text(f"adjust-{found.reason}" if found.kind == "adjust" else f"doubt-{found.reason}")
