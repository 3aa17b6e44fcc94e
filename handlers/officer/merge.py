"""合并: two reports of one hazard are worked as one case."""

from __future__ import annotations

from cases.case import Case, Move
from cases.known.marks import BESIDE_MAX
from cases.known.near import Found
from dialogue.ask import Ask, Option
from dialogue.say import Picture, Say, listed, moment, name, text
from dialogue.script import script
from handlers.desk import Desk

NUMBER_MAX = 20  # characters of a case's number, as typed


@script(opens="merge", takes=("words",))
def merge(ask: Ask, desk: Desk) -> Say:
    """Which one is the same: one near by, or any number; then both are shown side by side before it is done."""
    case = desk.access.to_act_on(ask.about, desk.person)
    case.allows(Move.MERGE)
    facts = desk.informing.facts(case)
    near = desk.cases.beside(case)
    lines = listed([_line(each) for each in near], joined="list-line") if near else ""
    options = [Option(each.number, text("merge-number", into=each.number), each.number) for each in near[:BESIDE_MAX]]
    typed = ask.words(
        "merge-into", Say("merge-into", {**facts, "lines": lines}), otherwise=options, length_max=NUMBER_MAX
    )
    into = desk.access.for_office(typed.strip().upper(), desk.person)
    desk.cases.joining.may_merge(case, into)
    facts = {**facts, "into": into.number, "into-category": name(desk.catalog.categories[into.category].names)}
    is_sure = ask.confirm("merge-sure", Say("merge-sure", facts, picture=_both(desk, case, into)))
    if not is_sure:
        return Say("merge-kept", facts)
    desk.cases.merge(case, desk.person, into=into)
    return Say("merge-done", facts)


def _line(each: Found) -> object:
    return text(
        "merge-line",
        into=each.number,
        metres=round(each.metres, -1).__trunc__(),
        opened=moment(each.opened_at),
        status=text(f"status-{each.status}"),
    )


def _both(desk: Desk, case: Case, into: Case) -> Picture | None:
    firsts = [photo for each in (case, into) for photo in desk.cases.photos(each)[:1]]
    return Picture("beside", tuple(firsts)) if len(firsts) == 2 else None
