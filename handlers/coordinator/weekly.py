"""周报: a week in numbers, of the coordinator's streets or of the district; and one line that explains it."""

from __future__ import annotations

from cases.summary import saying
from cases.summary.week import Week
from cases.summary.weeks import NOTE_MAX
from dialogue.ask import Ask, Option
from dialogue.say import Fact, Say, name
from dialogue.script import script
from handlers.coordinator.invite import place_of
from handlers.desk import Desk

STREETS_PER_ROW = 2  # names of streets are long


@script(opens="weekly")
def weekly(ask: Ask, desk: Desk) -> list[Say]:
    """The week told last, or one by its name: 2026-W48. One message for each of the coordinator's streets."""
    week, streets = _meant(ask, desk)
    stage = desk.weeks.stage(week)
    return [saying.weekly(desk.catalog, desk.weeks.summary(week, street), stage) for street in streets]


@script(opens="weekwide")
def week_for_a_screen(ask: Ask, desk: Desk) -> list[Say]:
    """The picture 16 to 9."""
    week, streets = _meant(ask, desk)
    stage = desk.weeks.stage(week)
    return [saying.wide(desk.catalog, desk.weeks.summary(week, street), stage) for street in streets]


@script(opens="weeksheet")
def week_as_a_table(ask: Ask, desk: Desk) -> list[Say]:
    """[表格]: the week with every step's moment, as a file."""
    week, streets = _meant(ask, desk)
    return [
        Say(
            "weekly-table",
            {"where": place_of(desk, street), "week": week.number},
            document=f"week:{week.name}:{street}",
        )
        for street in streets
    ]


@script(opens="explain")
def explain(ask: Ask, desk: Desk) -> Say:
    """One line that explains a street's week. A later one takes its place, and both can be read afterwards."""
    week, streets = _meant(ask, desk)
    streets = list(desk.catalog.streets) if streets == [""] else streets
    options = [Option(street, _name(desk, street), street) for street in streets]
    facts: dict[str, Fact] = {"week": week.number, "most": NOTE_MAX}
    street = streets[0]
    if len(streets) > 1:
        street = ask.choice("explain_street", options, Say("explain-street", facts), per_row=STREETS_PER_ROW)
    facts |= {"street": _name(desk, street), "before": desk.weeks.explained(week, street)}
    line = ask.words("explain_line", Say("explain-line", facts))
    desk.weeks.explain(week, street, desk.person, line)
    return Say("explained", {**facts, "line": line})


def _meant(ask: Ask, desk: Desk) -> tuple[Week, list[str]]:
    """The week and the streets that are asked for; '' is the district."""
    named, _, street = ask.about.partition(":")
    week = desk.weeks.named(named.strip())
    if street:
        desk.weeks.may_read(desk.person, street)
    return week, [street] if street else desk.weeks.scopes(desk.person)


def _name(desk: Desk, street: str) -> Fact:
    return name(desk.catalog.streets[street].names)
