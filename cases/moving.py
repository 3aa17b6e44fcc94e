"""How a case moves: written, its clocks kept, in its history, shown to its office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from cases import deadlines, store
from cases.case import Case, Status
from cases.catalog import Catalog
from cases.history import store as history
from cases.informing import Informing
from cases.office import store as office
from cases.overdue import Clocks
from storage.database import Transaction
from storage.seals import Seals

CLOCK = "clock"  # who moved a case that nobody moved
_WORKED = (Status.TAKEN, Status.ASKED)  # while it is so, questions and delays that were asked for stand


@dataclass(slots=True)
class Moving:
    """The moves of cases within one turn's transaction. `now` in UTC seconds, `actor` a person's id or CLOCK."""

    tx: Transaction
    seals: Seals
    now: int
    catalog: Catalog
    informing: Informing

    def move(self, before: Case, after: Case, actor: str, what: str, *, note: str = "", fresh: bool = False) -> Case:
        """A move that the state table allowed: everything that goes with each of them. The case as it was written."""
        after = self.clocks.follow(before, after)
        self.write(after)
        if before.status in _WORKED and after.status not in _WORKED:
            office.moved_on(self.tx, after.number, now=self.now)
        self.note(after, before=before.status, actor=actor, what=what, note=note)
        self.show(after, fresh=fresh)
        return after

    def show(self, case: Case, *, fresh: bool = False, without_counter: str = "no-counter") -> None:
        """Show a case to its office. One that waits where nobody is yet has that in its history, and is told later."""
        told = self.informing.tell_counter(case, fresh=fresh, without_counter=without_counter)
        if not told and case.status is Status.SUBMITTED:
            self.note(case, before=case.status, actor=CLOCK, what="unseen")

    def write(self, case: Case) -> None:
        """Write a case one version on; its row has been locked by this turn."""
        written = store.update(self.tx, self.seals, case)
        assert written, f"{case.number} was locked by this turn, yet somebody else moved it"

    def note(self, case: Case, *, before: str, actor: str, what: str, note: str = "") -> None:
        """Add to a case's history what happened to it."""
        history.add(self.tx, self.seals, case, before=str(before), actor=actor, what=what, note=note, now=self.now)

    def due(self, category: str) -> tuple[int, int]:
        """By when a case whose clock starts now is taken and handled, in UTC seconds."""
        kind, now = self.catalog.categories[category], datetime.fromtimestamp(self.now, self.zone)
        return int(deadlines.take_by(kind, now).timestamp()), int(deadlines.handle_by(kind, now).timestamp())

    @property
    def clocks(self) -> Clocks:
        """When each case's deadlines are told."""
        return Clocks(self.tx, self.seals, self.now, self.catalog, self.informing)

    @property
    def zone(self) -> ZoneInfo:
        """Where the district's days begin."""
        return self.catalog.district.zone
