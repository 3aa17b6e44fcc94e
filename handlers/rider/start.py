"""The first word: a welcome, or an invite used up."""

from dialogue.ask import Ask
from dialogue.say import Button, Say, name
from dialogue.script import script
from handlers.desk import Desk
from people.person import COUNTER, OFFICER


@script(opens="start", before_consent=True)
def start(ask: Ask, desk: Desk) -> list[Say]:
    """A welcome; with a code (`/start 7K3M…`) the role that the code stands for, too."""
    code = ask.about.strip()
    if code and code != "go":
        return _let_in(desk, code)
    if desk.heard_in.is_group:
        return [Say("group-needs-invite")]
    if desk.person.has_agreed:
        return [Say("welcome", menu="own")]
    return [Say("welcome", buttons=((Button("menu-report", "report"), Button("menu-help", "help")),))]


def _let_in(desk: Desk, code: str) -> list[Say]:
    role, street = desk.accept(code)
    place = name(desk.catalog.streets[street].names if street else desk.catalog.district.names)
    if role == COUNTER:
        waiting = desk.cases.show_waiting(street, desk.heard_in)
        return [Say("counter-bound", {"street": place, "waiting": waiting})]
    return [
        Say(
            "officer-welcome" if role == OFFICER else f"{role}-welcome",
            {"street": place},
            menu="own",
        )
    ]
