"""Somebody is in danger: what to do first, before consent and before anything else."""

from __future__ import annotations

from dialogue.ask import Ask, Option
from dialogue.hear import Place, Words
from dialogue.say import Button, Fact, Say
from dialogue.script import script
from handlers.desk import Desk
from handlers.rider.choosing import NotAPlace

KINDS = {"fire_now": "fire", "gas": "gas", "lift_trapped": "lift", "medical": "medical", "crash": "crash"}


@script(opens="emergency", takes=("words",), before_consent=True)
def emergency(ask: Ask, desk: Desk) -> Say:
    """Call first; who can't speak has the street's duty officer alerted with the place, at once."""
    parts = ask.gather("words", "words", at_most=5)
    words = "\n".join(part.text for part in parts if isinstance(part, Words))
    reading = desk.read(words)
    kind = KINDS.get(reading.category or "", "danger")
    options = [Option(id, f"emergency.{id}", id) for id in ("called", "mute", "mistake")]
    match ask.choice("emergency", options, Say(f"emergency-{kind}", _numbers(desk), urgent=True), per_row=2):
        case "mistake":
            return Say("emergency-mistake", menu="own" if desk.person.has_agreed else "")
        case "called":
            return Say("emergency-called", buttons=((Button(".report", "report"),),))
        case _:
            return _alerted(ask, desk, words, reading.category)


def _alerted(ask: Ask, desk: Desk, words: str, category: str | None) -> Say:
    where = ask.place(
        "emergency-where",
        Say("emergency-where", _numbers(desk), map="pick"),
        by_words=lambda typed: typed if desk.streets_in(typed) else None,
    )
    route = desk.route(where, words) if isinstance(where, Place) else desk.route_by_words(where)
    street = route.street or next(iter(route.candidates), None)
    if street is None:
        if route.reason == "not_a_place":
            raise NotAPlace(drops="emergency-where")
        return Say("emergency-outside", _numbers(desk), urgent=True)
    known = desk.catalog.categories.get(category or "")
    case = desk.cases.open(
        desk.person,
        category=known.code if known and known.counter == "street" else "unclear",
        street=street,
        route=route,
        place_words=where.title if isinstance(where, Place) else where,
        words=words,
        photos=[],
        points=0,
        urgency="emergency",
    )
    told = desk.informing.tell_coordinators(case, "emergency-at", urgent=True) + len(desk.people.counters(street))
    key = "emergency-alerted" if told else "emergency-nobody"
    return Say(key, {**desk.informing.facts(case), **_numbers(desk)}, urgent=True)


def _numbers(desk: Desk) -> dict[str, Fact]:
    """The hotlines of the pack, by their use."""
    return {line.code: line.number for line in desk.catalog.district.hotlines}
