"""交班: everything an officer has in a street goes to one colleague there, in one step."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cases import store
from cases.case import Case, Status
from cases.daily import store as daily
from cases.daily.duty import works_in
from cases.moving import Moving
from dialogue.refusal import Refusal
from dialogue.say import Button, Say, listed, name, text
from people.person import Person

HANDED_MAX = 100  # cases in one step; a group's pace shows them within five minutes
NUMBERS_SHOWN_MAX = 20  # in the colleague's letter; the desk has them all
STAYS_WITH_OFFICER = (Status.TAKEN, Status.ASKED, Status.HANDLED)


class NothingInHand(Refusal):
    """An officer who has nothing has nothing to hand over."""


class NotAColleague(Refusal):
    """Only another officer of the same street takes over."""


@dataclass(slots=True)
class Shift:
    """Shifts within one turn's transaction."""

    moving: Moving

    def in_hand(self, officer: Person) -> dict[str, int]:
        """How many cases an officer has, by street, where they may still work them."""
        found = daily.count_in_hand(self.moving.tx, officer.id)
        return {street: n for street, n in found.items() if works_in(officer, street)}

    def hand_to(self, colleague: Person, officer: Person, *, street: str) -> list[Case]:
        """Hand everything of a street to a colleague: each case's officer changes, its state and clocks do not.

        The colleague gets one letter, the counter's cards are edited in place, riders are told nothing, as nothing
        changes for them. Raises NotAColleague or NothingInHand.
        """
        if colleague.id == officer.id or not works_in(colleague, street):
            raise NotAColleague(alias=colleague.alias)
        numbers = daily.in_hand(self.moving.tx, [street], officer.id, most=HANDED_MAX)
        found = (store.find(self.moving.tx, self.moving.seals, number) for number in numbers)
        mine = [case for case in found if case and case.officer == officer.id and case.status in STAYS_WITH_OFFICER]
        if not mine:
            raise NothingInHand
        handed = [self._hand(case, colleague, officer) for case in mine]
        self._tell(handed, colleague, officer, street)
        return handed

    def _hand(self, case: Case, colleague: Person, officer: Person) -> Case:
        after = replace(case, version=case.version + 1, officer=colleague.id)
        return self.moving.move(case, after, officer.id, "shift", note=colleague.alias)

    def _tell(self, handed: list[Case], colleague: Person, officer: Person, street: str) -> None:
        catalog = self.moving.catalog
        rows = [
            text(
                "shift-line",
                number=case.number,
                category=name(catalog.categories[case.category].names),
                status=text(f"status-{case.status}"),
            )
            for case in handed[:NUMBERS_SHOWN_MAX]
        ]
        facts = {
            "alias": officer.alias,
            "street": name(catalog.streets[street].names),
            "count": len(handed),
            "lines": listed(rows, joined="list-line"),
            "left": max(0, len(handed) - NUMBERS_SHOWN_MAX),
        }
        buttons = ((Button(".desk", "desk:mine"),),)
        informing = self.moving.informing
        informing.post(informing.roster.address(colleague.id), Say("shift-received", facts, buttons))
