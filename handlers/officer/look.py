"""[全部照片], [位置] and the card: what an officer wants to see of a case, answered in private."""

from __future__ import annotations

from cases.access import NotYourStreet
from cases.case import Case
from cases.maps import map_link
from dialogue.ask import Ask
from dialogue.say import Button, Picture, Say
from dialogue.script import script
from handlers.desk import Desk
from people.person import COORDINATOR, OFFICER


@script(opens="photos")
def all_photos(ask: Ask, desk: Desk) -> list[Say]:
    """Every photo of a case, one message each."""
    case = desk.access.for_office(ask.about, desk.person)
    photos = desk.cases.photos(case)
    if not photos:
        return [Say("no-photos", desk.informing.facts(case))]
    many = len(photos)
    return [
        Say(
            "photo-of-case",
            {"number": case.number, "n": n, "count": many},
            picture=Picture("photo", (photo,)),
            buttons=((Button(".hide", f"hide:{case.number}:{n}"),),),
        )
        for n, photo in enumerate(photos, 1)
    ]


@script(opens="where")
def where(ask: Ask, desk: Desk) -> Say:
    """Where a case is: coordinates to copy and a link that opens a map."""
    case = desk.access.for_office(ask.about, desk.person)
    facts = desk.informing.facts(case)
    if case.routed == "by_words":
        return Say("where-by-words", facts, _answered(desk, case))
    point = f"{case.latitude:.6f}, {case.longitude:.6f}"
    link = map_link(case.latitude, case.longitude)
    return Say("where-it-is", {**facts, "point": point}, ((Button(".map", url=link),), *_answered(desk, case)))


def _answered(desk: Desk, case: Case) -> tuple[tuple[Button, ...], ...]:
    """The place that came with the rider's answer to a question, where one did."""
    point = desk.asking.point_answered(case)
    if point is None:
        return ()
    return ((Button("where-answered", url=map_link(*point)),),)


@script(opens="waiting")
def waiting(ask: Ask, desk: Desk) -> Say:
    """[再列几件]: a counter that joined while much was waiting sees the next cases, here where it was pressed."""
    street, _, after = ask.about.partition(":")
    if not desk.person.may(OFFICER, street) and not desk.person.may(COORDINATOR, street):
        raise NotYourStreet
    shown = desk.counters.show_waiting(street, desk.heard_in, after=after)
    if shown.next:
        more = Say("counter-more", {"shown": shown.shown}, ((Button(".more", shown.next),),))
        desk.informing.post(desk.heard_in, more)
    return Say("waiting-shown", {"shown": shown.shown, "left": int(bool(shown.next))}, brief=True)


@script(opens="open")
def open_card(ask: Ask, desk: Desk) -> Say:
    """A case's card, here and now, with what can be done."""
    case = desk.access.for_office(ask.about, desk.person)
    return desk.informing.counter_card(case, desk.chat, fresh=True)
