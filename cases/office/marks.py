"""What texts about a case say of its office's work: questions, delays, units, its own number, whose matter it is."""

from __future__ import annotations

from cases.case import Case, Status
from cases.catalog import Catalog
from cases.office import store
from cases.office.store import Delay
from dialogue.say import Fact, listed, moment, name, text
from storage.database import Transaction
from storage.seals import Seals


def card_lines(tx: Transaction, seals: Seals, catalog: Catalog, case: Case) -> Fact:
    """Lines for the office's card, empty where there is nothing to say, as of what has just come in."""
    if case.version == 1:
        return ""
    found = store.dossier(tx, seals, case)
    question = store.open_question(tx, seals, case) if case.status is Status.ASKED else None
    lines = []
    if question:
        key = "note-asked" if question.is_told else "note-asked-later"
        heard = moment(question.next_at)
        lines.append(text(key, question=question.words, until=moment(question.until_at), heard=heard))
    if found.delay and (line := _delay_line(found.delay, case)):
        lines.append(line)
    lines += [text("note-assigned", unit=unit_name(catalog, unit), at=moment(at)) for unit, at in found.assigned]
    if found.work_order:
        lines.append(text("note-work-order", code=found.work_order))
    return listed(lines, joined="list-line") if lines else ""


def _delay_line(delay: Delay, case: Case) -> Fact | None:
    if not delay.outcome:
        return text("note-delay-waits", hours=delay.hours, until=moment(delay.until_at))
    if delay.outcome == "agreed" and case.status in (Status.TAKEN, Status.ASKED):
        return text("note-delayed", before=moment(delay.before_by))
    return None


def refused_lines(tx: Transaction, seals: Seals, catalog: Catalog, case: Case) -> dict[str, Fact]:
    """Whose matter a refused case is, and the units that have it already; empty in every other state."""
    if case.status is not Status.REFUSED:
        return {"owner": "", "done": ""}
    units = [unit_name(catalog, unit) for unit, _ in store.assignments(tx, case.number)]
    return {"owner": store.owner(tx, seals, case), "done": listed(units) if units else ""}


def unit_name(catalog: Catalog, code: str) -> Fact:
    """A unit's name; the code itself of one that the pack has dropped since."""
    unit = catalog.units.get(code)
    return name(unit.names) if unit else code
