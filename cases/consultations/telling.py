"""Who is told what about a consultation, and when: riders in their chat, guests by what is forwarded to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from cases.consultations import store
from cases.consultations.consultation import Answer, Consultation, Party, State, sides
from cases.informing import Informing
from cases.rider_hours import may_ask
from dialogue.say import Button, Fact, Say, listed, moment, name, text
from people.person import COORDINATOR
from storage.database import Transaction
from storage.mailbox import Address
from storage.seals import Seals

REMINDED_BEFORE_SECONDS = 86_400  # the day before, at the same hour
INVITED_RIDERS_MAX = 60  # letters of one turn, and more than any room holds
# What a rider is offered with each letter.
_KEYS = {
    "invite": ("come", "cant", "word"),
    "moved": ("come", "cant", "word"),
    "consent": ("yes", "no"),
}
NOW = "-now"  # what is owed and can't wait for the end of a meal peak or the night
_MOOT_LATER = ("invite", "moved", "remind")  # once the meeting has begun nobody needs to hear these


@dataclass(slots=True)
class Telling:
    """Letters about consultations within one turn's transaction; `now` in UTC seconds."""

    informing: Informing
    seals: Seals
    now: int

    # -- riders ----------------------------------------------------------------------------------------------

    def tell_riders(self, id: int = 0, *, most: int = INVITED_RIDERS_MAX) -> int:
        """Riders hear what they are owed, of one consultation or of all; questions wait for their hours. How many."""
        at = datetime.fromtimestamp(self.now, UTC)
        at_once = not may_ask(self.informing.catalog.district, at)
        rows = store.owing(self.tx, id=id, at_once=at_once, most=most)
        for row in rows:
            store.told(self.tx, row["consultation"], row["n"])
            held = store.find(self.tx, self.seals, row["consultation"])
            assert held is not None, "it has parties"
            party = next(each for each in store.parties(self.tx, self.seals, held) if each.n == row["n"])
            self._tell(held, party, row["owed"])
        return len(rows)

    def _tell(self, held: Consultation, party: Party, owed: str) -> None:
        what = owed.removesuffix(NOW)
        is_moot = what in _MOOT_LATER and (self.now >= held.meet_at or held.state is not State.CALLED)
        if held.content is None or party.person is None or is_moot:
            return
        self.informing.post(self.informing.roster.address(party.person), self.letter(held, what))

    def letter(self, held: Consultation, what: str) -> Say:
        """What a rider reads: invite, moved, cancelled, remind, consent, agreed or unagreed."""
        keys = tuple(Button(f"meet-key-{key}", f"meet{key}:{held.id}") for key in _KEYS.get(what, ()))
        return Say(f"meet-rider-{what}", self.facts(held), (keys,) if keys else ())

    # -- coordinators ----------------------------------------------------------------------------------------

    def tell_moderator(self, held: Consultation, key: str, *buttons: Button, **facts: Fact) -> None:
        """Whoever leads it; where they do so no more, the street's coordinators."""
        say = Say(key, {**self.facts(held), **facts}, (buttons,) if buttons else ())
        for to in self._moderators(held):
            self.informing.post(to, say)

    def _moderators(self, held: Consultation) -> list[Address]:
        roster = self.informing.roster
        to = roster.address(held.moderator)
        if to and roster.person(held.moderator).may(COORDINATOR, held.street):
            return [to]
        return roster.coordinators(held.street)

    def sweep(self) -> None:
        """What the clock says: the day before a meeting, and the day on which an agreement is looked at again."""
        for id in store.to_remind(self.tx, now=self.now, until=self.now + REMINDED_BEFORE_SECONDS):
            store.owe(self.tx, id, "remind", answers=("", Answer.COME))
            held = store.find(self.tx, self.seals, id)
            assert held is not None, "it is reminded of"
            silent = [self.named(p) for p in self.parties(held) if p.is_guest and not p.answer]
            guests = [party for party in self.parties(held) if party.is_guest and party.takes_part]
            self.tell_moderator(
                held, "meet-tomorrow", opens(held), come=self._coming(held), guests=len(guests),
                count=len(silent), silent=listed(silent),
            )  # fmt: skip
            if guests:
                self.tell_moderator(held, "meet-guests-tomorrow")
        for id in store.to_review(self.tx, now=self.now):
            held = store.find(self.tx, self.seals, id)
            if held and held.content:
                self.tell_moderator(held, "meet-review", Button("meet-class", f"class:{held.of_class}"))

    def _coming(self, held: Consultation) -> int:
        return sum(party.answer == Answer.COME for party in self.parties(held))

    # -- facts -----------------------------------------------------------------------------------------------

    def facts(self, held: Consultation) -> dict[str, Fact]:
        """What every text about a consultation may use."""
        catalog, content = self.informing.catalog, held.said
        return {
            "meeting": held.id,
            "about": held.about,
            "category": name(catalog.categories[held.category].names),
            "street": name(catalog.streets[held.street].names),
            "level": text(f"meet-level-{held.level}"),
            "round": held.round,
            "state": text(f"meet-state-{held.state}"),
            "at": moment(held.meet_at),
            "where": content.place,
            "reminds": int(held.meet_at - self.now > REMINDED_BEFORE_SECONDS),
            "agenda": numbered(content.agenda),
            "rule": content.rule,
            "from": content.first,
            "until": content.last,
            "open": content.open,
        }

    def parties(self, held: Consultation) -> list[Party]:
        """Who was invited."""
        return store.parties(self.tx, self.seals, held)

    def named(self, party: Party) -> Fact:
        """A guest by side and name, a rider by their alias."""
        alias = party.name if party.is_guest else self.informing.roster.person(str(party.person)).alias
        return text("meet-party", side=text(f"meet-side-{party.side}"), name=alias)

    def standing(self, held: Consultation) -> Fact:
        """Every guest on a line of their own with what they said, riders in sums."""
        parties = self.parties(held)
        lines = [
            text("meet-party-stands", party=self.named(each), said=_said(each)) for each in parties if each.is_guest
        ]
        riders = [party for party in parties if not party.is_guest]
        if riders:
            counted = {f"{a}": sum(party.answer == a for party in riders) for a in Answer}
            agreed = sum(party.consent == "yes" for party in riders)
            lines.append(text("meet-riders-stand", count=len(riders), agreed=agreed, **counted))
        return listed(lines, joined="list-line")

    def notice_of(self, held: Consultation) -> int | None:
        """The number of the public notice that came of it."""
        return store.notice_of(self.tx, held.id)

    def sides(self, held: Consultation) -> Fact:
        """The sides that take part."""
        return listed([text(f"meet-side-{side}") for side in sides(self.parties(held))])

    @property
    def tx(self) -> Transaction:
        return self.informing.tx


def opens(held: Consultation) -> Button:
    """The consultation as it stands."""
    return Button("meet-open", f"meet:{held.id}")


def numbered(items: tuple[Fact, ...]) -> Fact:
    """Items one below the other, with their numbers."""
    lines: list[Fact] = [text("agenda-line", n=n, item=item) for n, item in enumerate(items, 1)]
    return listed(lines, joined="list-line")


def _said(party: Party) -> Fact:
    """What a guest said last, in a word."""
    if party.is_absent:
        return text("meet-said-absent")
    if party.consent:
        return text("meet-said-recorded" if party.recorded_by else f"meet-said-{party.consent}")
    return text(f"meet-said-{party.answer}" if party.answer else "meet-said-nothing")
