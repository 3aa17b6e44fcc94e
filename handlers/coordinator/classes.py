"""类案: what keeps coming back at one place, opened as one, its cases, its end."""

from __future__ import annotations

from cases.classes.classes import facts
from cases.classes.proposing import CASES_MIN, DAYS, RADIUS_M, RIDERS_MIN
from dialogue.ask import Ask
from dialogue.say import Button, Say, name, text
from dialogue.script import script
from handlers.desk import Desk

PLACE_MAX = 60  # characters of a place's public name
NUMBER_MAX = 20


@script(opens="classes")
def classes(ask: Ask, desk: Desk) -> Say:
    """Those under way and what is proposed, a button each."""
    under_way, proposed = desk.classes.list(), desk.classes.proposed()
    rows = [(Button(text("classes-line", **facts(desk.broadcasts, row)), f"class:{row['id']}"),) for row in under_way]
    rows += [
        (
            Button(
                text(
                    "classes-proposed",
                    category=name(desk.catalog.categories[each.category].names),
                    count=len(each.numbers),
                    riders=each.riders,
                    number=each.centre,
                ),
                f"propose:{each.centre}",
            ),
        )
        for each in proposed
    ]
    rule = {"days": DAYS, "metres": int(RADIUS_M), "cases": CASES_MIN, "riders": RIDERS_MIN}
    return Say("classes-list", {**rule, "open": len(under_way), "proposed": len(proposed)}, tuple(rows))


@script(opens="propose", takes=("words",))
def propose(ask: Ask, desk: Desk) -> Say:
    """What was proposed around a case becomes a class, once it has a name for its place."""
    case = desk.access.for_office(ask.about, desk.person)
    made = desk.classes.around(case)
    known = {**desk.informing.facts(case), "count": len(made.numbers), "riders": made.riders}
    place = ask.words("class-place", Say("class-place", known), length_max=PLACE_MAX)
    return _card(desk, desk.classes.open(case, made, place))


@script(opens="class")
def show_class(ask: Ask, desk: Desk) -> Say:
    """One as it stands, with what can be done."""
    return _card(desk, desk.classes.find(ask.about))


@script(opens="linkcase", takes=("words",))
def link_case(ask: Ask, desk: Desk) -> Say:
    """[加一件]: another case of its kind and street, by number."""
    row = desk.classes.find(ask.about)
    number = ask.words("link-number", Say("link-number", facts(desk.broadcasts, row)), length_max=NUMBER_MAX)
    case = desk.access.for_office(number.strip().upper(), desk.person)
    return _card(desk, desk.classes.link(row, case))


@script(opens="classend")
def end_class(ask: Ask, desk: Desk) -> Say:
    """[结束]"""
    row = desk.classes.find(ask.about)
    desk.classes.may_end(row)
    known = facts(desk.broadcasts, row)
    if not ask.confirm("classend-sure", Say("classend-sure", known)):
        return _card(desk, row)
    desk.classes.end(row)
    return Say("class-ended", known)


def _card(desk: Desk, row: object) -> Say:
    known = facts(desk.broadcasts, row)  # type: ignore[arg-type]
    id, last = known["class"], desk.consultations.of(row)  # type: ignore[arg-type]
    is_settled = bool(known["rule"]) or (last is not None and not last.state.may_be_called_again)
    known["meeting"] = text("class-meeting", state=text(f"meet-state-{last.state}"), round=last.round) if last else ""
    talks = () if known["rule"] and last is None else ("consult",)
    acts = (*(() if is_settled else ("notice",)), "linkcase", "classend")
    rows = tuple(tuple(Button(f".{act}", f"{act}:{id}") for act in each) for each in (talks, acts) if each)
    return Say("class-card", known, rows)
