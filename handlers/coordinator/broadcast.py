"""群发: to whom, what, a preview as they will read it, and only then sent."""

from __future__ import annotations

from cases.broadcasting.broadcasts import ALL, OFFICERS, RIDERS, card, stops
from dialogue.ask import Ask, Option
from dialogue.say import Say, moment, name, text
from dialogue.script import script
from handlers.desk import Desk
from people.person import COORDINATOR

WORDS_MAX = 500  # characters: what a rider reads at a red light, and more than that
WHOLE_DISTRICT = "district"
EDITS = {"words": ("broadcast-words",), "audience": ("broadcast-to", "broadcast-street")}


@script(opens="broadcast", takes=("words",))
def broadcast(ask: Ask, desk: Desk) -> Say:
    """Nothing goes out before the preview was seen; quiet hours are kept unless it is sent as urgent."""
    whom = [Option(each, f".{each}", each) for each in (RIDERS, OFFICERS, ALL)]
    audience = ask.choice("broadcast-to", whom, Say("broadcast-to"))
    street = _street(ask, desk)
    plan = desk.broadcasts.plan(desk.person, audience=audience, street=street)
    facts = {
        "audience": text(f"audience-{audience}"),
        "street": desk.broadcasts.place(street),
        "people": plan.people,
        "begins": moment(int(plan.begins.timestamp())),
        "waits": int(plan.begins > desk.today),
        "minutes": plan.minutes,
        "most": WORDS_MAX,
    }
    words = ask.words("broadcast-words", Say("broadcast-words", facts), length_max=WORDS_MAX)
    letter = desk.broadcasts.letter(words, street)
    preview = Say("broadcast-preview", {**facts, "letter": text(letter.key, **letter.facts)})
    options = [Option(each, f".{each}", each) for each in ("send", "urgent", "words", "audience", "drop")]
    decided = ask.review("broadcast-sure", preview, options, edits=EDITS)
    if decided == "drop":
        return Say("broadcast-dropped")
    urgent = decided == "urgent"
    id, told = desk.broadcasts.send(desk.person, words, audience=audience, street=street, urgent=urgent)
    if told == plan.people:
        return Say("broadcast-done", {"told": told, "street": facts["street"]}, card=card(id))
    return Say("broadcast-started", {**facts, "told": told, "urgent": int(urgent)}, ((stops(id),),), card=card(id))


def _street(ask: Ask, desk: Desk) -> str:
    mine = desk.person.streets(COORDINATOR)
    codes = list(desk.catalog.streets) if "" in mine else mine
    options = [Option(code, name(desk.catalog.streets[code].names), code) for code in codes]
    if "" in mine:
        options.insert(0, Option(WHOLE_DISTRICT, name(desk.catalog.district.names), ""))
    if len(options) == 1:
        return options[0].value
    return ask.choice("broadcast-street", options, Say("broadcast-street"), per_row=2)


@script(opens="stopcast")
def stop_broadcast(ask: Ask, desk: Desk) -> Say:
    """[停发]: whoever has not got it yet does not get it."""
    row = desk.broadcasts.stop(ask.about, desk.person)
    return Say("broadcast-stopped", {"told": row["told"], "left": row["total"] - row["told"]}, card=card(row["id"]))
