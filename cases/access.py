"""Who may see a case and who may work it; absent and forbidden answer alike."""

from __future__ import annotations

from dataclasses import dataclass

from cases import store
from cases.case import Case
from dialogue.refusal import Refusal
from people.person import COORDINATOR, OFFICER, Person
from people.roster import Roster
from storage.database import Transaction
from storage.seals import Seals


class NoSuchCase(Refusal):
    """Absent and forbidden answer alike."""


class NotYourStreet(Refusal):
    """Only who works for the case's street may see or do this; absent and forbidden answer alike."""


class SomebodyElseHasIt(Refusal):
    """Another officer took the case."""


class WithTheCoordinator(Refusal):
    """It was sent back so often that a coordinator sees to it."""


@dataclass(slots=True)
class Access:
    """The cases that somebody asks for by number, each found once and locked for this turn."""

    tx: Transaction
    seals: Seals
    roster: Roster

    def own(self, number: str, person: Person) -> Case:
        """A rider's own case; NoSuchCase for anybody else's."""
        case = store.find(self.tx, self.seals, number)
        if case is None or case.reporter != person.id:
            raise NoSuchCase
        return case

    def for_office(self, number: str, officer: Person) -> Case:
        """A case for an officer of its street or a coordinator; NotYourStreet for anybody else, there or not."""
        case = store.find(self.tx, self.seals, number)
        if case is None or not (officer.may(OFFICER, case.street) or officer.may(COORDINATOR, case.street)):
            raise NotYourStreet
        return case

    def to_act_on(self, number: str, officer: Person) -> Case:
        """A case that this officer may work: no other officer of the street has it, or they coordinate the street."""
        case = self.for_office(number, officer)
        if officer.may(COORDINATOR, case.street) or case.officer == officer.id:
            return case
        if case.has_gone_up:
            raise WithTheCoordinator(number=case.number)
        if case.officer and (holder := self.roster.person(case.officer)).may(OFFICER, case.street):
            raise SomebodyElseHasIt(alias=holder.alias)
        return case
