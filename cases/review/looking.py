"""What a coordinator does about signs: looks at one, finds it in order, cancels the award, or asks for more."""

from __future__ import annotations

from dataclasses import dataclass

from cases import store as casebook
from cases.case import Case
from cases.moving import Moving
from cases.review import store
from cases.review.store import Sign
from dialogue.refusal import Refusal
from dialogue.say import Fact, moment, text
from people.person import COORDINATOR, Person

LISTED_MAX = 10  # on one screen; the next ones follow as these are decided
FINE, FALSE, PAUSE = "fine", "false", "pause"


class NoSuchSign(Refusal):
    """Absent and forbidden answer alike."""


class SignDecided(Refusal):
    """Pressed twice, or another was faster."""


@dataclass(frozen=True, slots=True)
class Looking:
    """Signs within one turn's transaction."""

    moving: Moving

    def waiting(self, person: Person) -> list[Sign]:
        """What nobody has looked at in a coordinator's streets, but for what is about themselves."""
        return store.waiting(self.moving.tx, person.streets(COORDINATOR), but=person.id, most=LISTED_MAX)

    def count(self, person: Person) -> int:
        return store.count_waiting(self.moving.tx, person.streets(COORDINATOR), but=person.id)

    def find(self, id: str, person: Person) -> Sign:
        """A sign for a coordinator of its street whom it is not about; raises NoSuchSign or SignDecided."""
        sign = store.find(self.moving.tx, id)
        if sign is None or sign.person == person.id or not person.may(COORDINATOR, sign.street):
            raise NoSuchSign
        if sign.decided:
            by = self.moving.informing.roster.person(sign.decided_by).alias if sign.decided_by else ""
            raise SignDecided(number=sign.number, by=by, how=text(f"sign-was-{sign.decided}"))
        return sign

    def decide(self, sign: Sign, person: Person, how: str) -> None:
        """It was looked at; it costs nobody anything by itself."""
        store.decide(self.moving.tx, sign.id, decided=how, by=person.id, now=self.moving.now)

    def case(self, sign: Sign) -> Case:
        """The case that it is about."""
        case = casebook.find(self.moving.tx, self.moving.seals, sign.number)
        assert case is not None, "a case is never removed"
        return case

    def facts(self, sign: Sign) -> dict[str, Fact]:
        """What is read of it: the rider and the officer by alias alone."""
        roster, found = self.moving.informing.roster, dict(sign.facts)
        if officer := found.pop("officer", ""):
            found["officer"] = roster.person(str(officer)).alias
        return {
            **self.moving.informing.facts(self.case(sign)),
            "alias": roster.person(sign.person).alias,
            "sign": text(f"sign-{sign.kind}", **found),
            "at": moment(sign.at),
        }


def is_of_its_reporter(sign: Sign) -> bool:
    """Whether it is about who reported the case, and so about its award; not about somebody who joined it."""
    return not sign.facts.get("joined")
