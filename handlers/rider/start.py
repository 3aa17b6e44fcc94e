"""The first word: a welcome, or an invite used up."""

from dialogue.ask import Ask
from dialogue.say import Button, Fact, Say, name
from dialogue.script import script
from handlers.desk import Desk
from handlers.officer.workdesk import desk_list
from handlers.shop.which import shop_welcome
from people.person import COORDINATOR, COUNTER, OWNER, RIDER, SHOP, SHOWN_TO_ALL


@script(opens="start", before_consent=True)
def start(ask: Ask, desk: Desk) -> list[Say]:
    """A welcome; with a code (`/start 7K3M…`) the role that the code stands for, too."""
    code = ask.about.strip()
    if code and code != "go":
        return _let_in(desk, code)
    if desk.heard_in.is_group:
        return [Say("group-needs-invite")]
    if desk.menu:
        return [Say("welcome", menu=desk.menu)]
    return [Say("welcome", buttons=((Button("menu-report", "report"), Button("menu-help", "help")),))]


def _let_in(desk: Desk, code: str) -> list[Say]:
    role, street = desk.accept(code)
    if role == SHOWN_TO_ALL:
        return [Say("invite-shown-to-all")]
    if role in (OWNER, SHOP):
        return [shop_welcome(desk, role, street)]
    place = name(desk.catalog.streets[street].names if street else desk.catalog.district.names)
    if role in (COUNTER, COORDINATOR):
        desk.counters.now_seen(street)
    if role == COUNTER:
        return [_bound(desk, street, place)]
    welcome = Say(f"{role}-welcome", {"street": place}, menu="own")
    return [welcome, desk_list(desk)] if desk.counters.has_waiting(street) and role != RIDER else [welcome]


def _bound(desk: Desk, street: str, place: Fact) -> Say:
    """The chat's first cases stand above, one message each; a button brings the next ones."""
    counts = desk.cases.counts([street], since=desk.now)
    shown = desk.counters.show_waiting(street, desk.heard_in)
    waiting = counts["waiting"] + counts["running"]
    facts = {"street": place, "waiting": waiting, "shown": shown.shown, "left": int(bool(shown.next))}
    return Say("counter-bound", facts, ((Button(".more", shown.next),),) if shown.next else ())
