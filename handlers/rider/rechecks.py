"""回头看: riders who opted in look at closed cases again where they usually ride, and say what they see."""

from __future__ import annotations

from cases.rechecks.recheck import STREETS_MAX
from dialogue.ask import Ask, Option
from dialogue.hear import Photo, Words
from dialogue.say import Button, Fact, Say, listed, name, text
from dialogue.script import script
from handlers.desk import Desk
from people.person import COORDINATOR, OFFICER

PHOTOS_MAX = 3  # of one look: one shows it, three show where
WORDS_PARTS_MAX = 3  # messages of words
DONE = "done"


# -- opting in and out ---------------------------------------------------------------------------------------------


@script(opens="rechecks")
def rechecks(ask: Ask, desk: Desk) -> Say:
    """回头看 in 我的: what it is, the streets one usually rides, and how to stop."""
    if desk.person.is_(OFFICER) or desk.person.is_(COORDINATOR):
        return Say("rechecks-not-for-offices")
    streets = desk.cases.rechecks.streets(desk.person)
    card = f"rechecks:{ask.talk.id}"
    facts = {
        **_rules(desk),
        "streets": _names(desk, streets),
        "count": len(streets),
        "looked": desk.cases.rechecks.looked(desk.person),
    }
    options = [Option("streets", ".streets", "streets"), Option("out", ".out", "out"), Option("keep", ".keep", "keep")]
    shown = ["streets", "out", "keep"] if streets else ["streets", "keep"]
    match ask.choice("rechecks", options, Say("rechecks", facts, card=card), shown=shown):
        case "keep":
            return Say("rechecks-kept", facts, card=card)
        case "out":
            desk.cases.rechecks.ride(desk.person, [])
            return Say("rechecks-out", card=card)
        case _:
            chosen = _usual_streets(ask, desk, card)
            desk.cases.rechecks.ride(desk.person, chosen)
            return Say("rechecks-in", {**_rules(desk), "streets": _names(desk, chosen)}, card=card)


def _usual_streets(ask: Ask, desk: Desk, card: str) -> list[str]:
    """Up to three streets, tapped or typed (a street's name, or a road in it)."""
    chosen: list[str] = []
    for n in range(1, STREETS_MAX + 1):
        options = [
            Option(street.code, name(street.names), street.code)
            for street in desk.catalog.streets.values()
            if street.code not in chosen
        ]
        options += [Option(DONE, ".done", DONE)] if chosen else []
        facts = {"streets": _names(desk, chosen), "count": len(chosen), "most": STREETS_MAX}
        answer = ask.choice(
            f"usual-{n}",
            options,
            Say("which-usual-street", facts, card=card),
            by_words=lambda words: next(iter(desk.streets_in(words)), None),
            per_row=2,
        )
        if answer == DONE:
            break
        chosen.append(answer)
    return chosen


def _rules(desk: Desk) -> dict[str, Fact]:
    rechecks = desk.cases.rechecks
    return {"most": rechecks.rules.rider_week_max, "points": rechecks.points}


def _names(desk: Desk, streets: list[str]) -> Fact:
    return listed([name(desk.catalog.streets[code].names) for code in streets])


# -- looking -------------------------------------------------------------------------------------------------------


@script(opens="lookok")
def look_ok(ask: Ask, desk: Desk) -> Say:
    """已经好了."""
    case = desk.cases.rechecks.asked(ask.about, desk.person)
    entitled = desk.cases.rechecks.good(case, desk.person)
    return Say("recheck-was-ok", {"award": text("award-entitled", points=entitled.points)})


@script(opens="lookbad", takes=("photo", "words"))
def look_bad(ask: Ask, desk: Desk) -> Say:
    """没好: a photo of how it looks now, words if one likes; then it is worked again."""
    case = desk.cases.rechecks.asked(ask.about, desk.person)
    facts = desk.cases.rechecks.facts(case)
    card = f"look:{ask.talk.id}"
    photos = [p.ref for p in ask.gather("photos", "photo", at_most=PHOTOS_MAX) if isinstance(p, Photo)]
    words = "\n".join(p.text for p in ask.gather("words", "words", at_most=WORDS_PARTS_MAX) if isinstance(p, Words))
    if ask.is_full("photos"):
        ask.tell("photos-enough", Say("photos-are-enough", {"most": PHOTOS_MAX}))
    if ask.is_full("words"):
        ask.tell("words-enough", Say("words-are-enough", {"most": WORDS_PARTS_MAX}))
    say = Say("recheck-how-bad", {**facts, "photos": len(photos), "said": words}, card=card)
    options = [Option("send", ".send", True)] if photos else []
    if not ask.choice("look-send", [*options, Option("leave", ".leave", False)], say):
        desk.drop_photos(photos)
        return Say("recheck-left", card=card)
    entitled = desk.cases.rechecks.bad(case, desk.person, photos=photos, words=words)
    return Say("recheck-was-bad", {**facts, "award": text("award-entitled", points=entitled.points)}, card=card)


@script(opens="looknot")
def look_not(ask: Ask, desk: Desk) -> Say:
    """没路过: no answer is an answer, too."""
    desk.cases.rechecks.not_passed(desk.cases.rechecks.asked(ask.about, desk.person), desk.person)
    return Say("recheck-not-passed", buttons=((Button("mine-rechecks", "rechecks"),),))
