"""值班: who is on duty in a street now, and so hears of an emergency first."""

from __future__ import annotations

from dataclasses import dataclass

from cases.daily import store
from dialogue.refusal import Refusal
from people.person import COORDINATOR, OFFICER, Person
from people.roster import Roster
from storage.database import Transaction


class NotAnOfficerThere(Refusal):
    """Only who works a street's cases can be on duty there."""


class NobodyOnDuty(Refusal):
    """A duty to end that nobody has."""


class SomebodyElseIsOnDuty(Refusal):
    """Another officer's duty is theirs, or a coordinator's, to end."""


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who is on duty, and since when (UTC seconds)."""

    person: Person
    since: int


@dataclass(slots=True)
class Duty:
    """Duties within one turn's transaction."""

    tx: Transaction
    roster: Roster

    def of(self, street: str) -> OnDuty | None:
        """Who is on duty in a street; who lost the right to work its cases is so no longer."""
        row = store.on_duty(self.tx, street)
        person = self.roster.person(row["person"]) if row else None
        return OnDuty(person, row["began_at"]) if row and person and works_in(person, street) else None

    def streets_of(self, person: Person) -> list[str]:
        """The streets that somebody is on duty in now."""
        return [street for street in store.duties_of(self.tx, person.id) if works_in(person, street)]

    def begin(self, street: str, person: Person, *, now: int) -> OnDuty | None:
        """Somebody is on duty from now (UTC seconds) on, in whoever's stead: whom they relieve. Twice is once."""
        if not works_in(person, street):
            raise NotAnOfficerThere(alias=person.alias)
        before = self.of(street)
        if before and before.person.id == person.id:
            return None
        store.begin_duty(self.tx, street, person.id, now=now)
        return before

    def end(self, street: str, by: Person) -> OnDuty:
        """A duty ends, by who has it or by a coordinator: who had it."""
        had = self.of(street)
        if had is None:
            raise NobodyOnDuty
        if had.person.id != by.id and not by.may(COORDINATOR, street):
            raise SomebodyElseIsOnDuty(alias=had.person.alias)
        store.end_duty(self.tx, street)
        return had

    def takes_at_once(self, street: str, officer: Person) -> bool:
        """Whether a case that waits for the morning starts when this officer takes it: the duty officer's does, and
        where nobody is on duty, that of whoever is awake.
        """
        on_duty = self.of(street)
        return on_duty is None or on_duty.person.id == officer.id


def works_in(person: Person, street: str) -> bool:
    """Whether somebody may work a street's cases."""
    return person.may(OFFICER, street) or person.may(COORDINATOR, street)
