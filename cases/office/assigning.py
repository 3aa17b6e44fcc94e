"""交办: a handling unit of the pack gets a clean text and picture, to forward in any chat; and the office's own number.

What is forwarded leaves the office, so nothing in it leads to the reporter: no alias, small photos, no phone, card or
plate numbers, and of their words only what the officer lets stand.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime

from cases.case import Case, NotNow, Status
from cases.informing import GROUP_PX_MAX
from cases.masking import masked
from cases.moving import Moving
from cases.office import store
from cases.office.pack import Unit
from dialogue.refusal import Refusal
from dialogue.say import Fact, Say, name, text
from people.person import Person

# Work orders of the city's platforms are letters, digits and hyphens, never a plain word (none, unknown); a shorter one
# would be found by chance.
WORK_ORDER = re.compile(r"(?=[^0-9]*[0-9])[A-Z0-9](?:[A-Z0-9-]{2,30})[A-Z0-9]")
FOUND_MAX = 10  # cases with one work order, shown at once


class WorkOrderNotRight(Refusal):
    """A work order that can't be one."""


@dataclass(slots=True)
class Assigning:
    """What an office passes on and writes down, within one turn's transaction."""

    moving: Moving

    def units(self, case: Case) -> list[Unit]:
        """The units that work in a case's street. Raises NotNow where its office has not taken it."""
        if case.status not in (Status.TAKEN, Status.ASKED):
            raise NotNow(number=case.number, status=text(f"status-{case.status}"))
        return [unit for unit in self.moving.catalog.units.values() if not unit.streets or case.street in unit.streets]

    def assign(self, case: Case, officer: Person, unit: Unit, *, words: str) -> Say:
        """Note who got it; what the officer forwards. `words`: what is wrong there, as the officer lets it stand."""
        store.add_assignment(self.moving.tx, case.number, unit=unit.code, actor=officer.id, now=self.moving.now)
        first = self.moving.catalog.languages[0]
        self.moving.note(case, before=case.status, actor=officer.id, what="assign", note=unit.names[first])
        self.moving.informing.tell_counter(case)
        return self._clean(case, unit, masked(words))

    def _clean(self, case: Case, unit: Unit, words: str) -> Say:
        informing = self.moving.informing
        facts = informing.facts(case)
        return Say(
            "unit-letter",
            {
                **{known: facts[known] for known in ("number", "category", "street")},
                "unit": name(unit.names),
                "place": masked(case.place_words),
                "point": "" if case.routed == "by_words" else f"{case.latitude:.6f},{case.longitude:.6f}",
                "lonlat": f"{case.longitude:.6f},{case.latitude:.6f}",
                "words": words,
                "by": self._day_and_time(case.handle_by),
            },
            picture=informing.picture(case, px_max=GROUP_PX_MAX),
        )

    def _day_and_time(self, at: int) -> Fact:
        """A moment by its date: who reads it elsewhere, on another day, has another tomorrow."""
        then = datetime.fromtimestamp(at, self.moving.zone)
        return text("moment-day", time=f"{then:%H:%M}", month=then.month, day=then.day, month_name=f"{then:%b}")

    # -- the office's own number -----------------------------------------------------------------------------

    def work_order(self, case: Case) -> str:
        """The office's own number of a case; empty where it gave none."""
        return store.work_order(self.moving.tx, case.number)

    def set_work_order(self, case: Case, officer: Person, code: str) -> None:
        """Write down the office's own number; '' takes it away. The card and the history say so."""
        if code:
            store.set_work_order(self.moving.tx, case.number, code=code, actor=officer.id, now=self.moving.now)
        else:
            store.drop_work_order(self.moving.tx, case.number)
        noted = replace(case, version=case.version + 1)
        self.moving.write(noted)
        self.moving.note(noted, before=case.status, actor=officer.id, what="work_order", note=code)
        self.moving.informing.tell_counter(noted)

    def with_work_order(self, typed: str) -> list[str]:
        """The numbers of the cases that have exactly this work order."""
        return store.with_work_order(self.moving.tx, tidy(typed), most=FOUND_MAX)


def tidy(typed: str) -> str:
    """A work order as it is kept: half-width, upper case, without spaces. Raises WorkOrderNotRight."""
    code = re.sub(r"\s", "", unicodedata.normalize("NFKC", typed)).upper()
    if not WORK_ORDER.fullmatch(code):
        raise WorkOrderNotRight(drops="work-order")
    return code
