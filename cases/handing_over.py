"""转派: a case goes to another street's office; the third time a coordinator says whose it is."""

from __future__ import annotations

from dataclasses import dataclass

from cases import store
from cases.case import Case, Move
from cases.moving import Moving
from dialogue.refusal import Refusal
from dialogue.say import Fact, listed, name
from people.person import COORDINATOR, Person

HAND_OVERS_MAX = 2  # between offices; PRODUCT 2: the third goes to a coordinator instead of on to a fourth office


class SameStreet(Refusal):
    """A hand-over to the office that has the case."""


@dataclass(slots=True)
class HandingOver:
    """Hand-overs within one turn's transaction."""

    moving: Moving

    def hand_over(self, case: Case, officer: Person, *, to: str, why: str) -> Case:
        """转派: to another street's counter, its clock starting anew. The third is a coordinator's to decide."""
        if to == case.street:
            raise SameStreet
        assert not self.is_for_the_coordinator(case, officer), "asked before the street is"
        take_by, handle_by = self.moving.due(case.category)
        over = case.moved(Move.HAND_OVER, street=to, officer=None, taken_at=None, take_by=take_by, handle_by=handle_by)
        store.add_hand_over(
            self.moving.tx, case.number, before=case.street, after=to, actor=officer.id, now=self.moving.now
        )
        self.moving.move(case, over, officer.id, "hand_over", note=why, fresh=True)
        self.moving.informing.tell_reporter(
            over,
            "case-handed-over",
            before=name(self.moving.catalog.streets[case.street].names),
            why=why,
            reached=int(self.moving.informing.reaches(to)),
        )
        return over

    def streets_of(self, case: Case) -> list[str]:
        """The streets that had a case, in order; the last has it now."""
        return [*store.handed_over_by(self.moving.tx, case.number), case.street]

    def is_for_the_coordinator(self, case: Case, officer: Person) -> bool:
        """Whether a hand-over by this officer would be the third."""
        return len(self.streets_of(case)) > HAND_OVERS_MAX and not officer.may(COORDINATOR, case.street)

    def ask_coordinator(self, case: Case, officer: Person, key: str, *, why: str = "") -> int:
        """Have a coordinator say whose it is; it stays where it is until then. How many coordinators were told."""
        told = self.moving.informing.tell_coordinators(
            case, key, why=why, streets=self._names_of(self.streets_of(case))
        )
        if told:
            self.moving.note(case, before=case.status, actor=officer.id, what="ask_coordinator", note=why)
        return told

    def _names_of(self, streets: list[str]) -> Fact:
        return listed([name(self.moving.catalog.streets[street].names) for street in streets], joined="list-arrow")
