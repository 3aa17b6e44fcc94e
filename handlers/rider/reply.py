"""[回答]: what the office asked for, in words, photos or a place; and [我不清楚]."""

from __future__ import annotations

from cases.adding import PHOTOS_ADDED_MAX
from cases.case import Case
from cases.casework import PHOTOS_MAX
from cases.office.store import Question
from cases.routing import Reason
from dialogue.ask import Ask, Option
from dialogue.hear import Photo, Place, Words
from dialogue.say import Say
from dialogue.script import script
from handlers.desk import Desk
from handlers.rider.choosing import NotAPlace, photos_are_enough
from handlers.rider.emergency import goes_on_about

WORDS_PARTS_MAX = 5  # messages of words at a time
PLACES_MAX = 3  # the last one counts


@script(opens="reply", takes=("photo", "words", "place"))
def reply(ask: Ask, desk: Desk) -> Say:
    """In any order, then sent; where the case waits no longer, it is added to it and whoever has it sees it."""
    case = desk.access.own(ask.about, desk.person)
    case.takes_more()
    goes_on_about(ask, case)
    question = desk.asking.waits_for(case)
    room = min(PHOTOS_MAX, desk.cases.photos_left(case))
    photos = [p.ref for p in ask.gather("photos", "photo", at_most=room) if isinstance(p, Photo)]
    parts = [p.text for p in ask.gather("words", "words", at_most=WORDS_PARTS_MAX) if isinstance(p, Words)]
    places = [p for p in ask.gather("places", "place", at_most=PLACES_MAX) if isinstance(p, Place)]
    if ask.is_full("photos"):
        most = {"most": PHOTOS_ADDED_MAX}
        ask.tell("photos-enough", Say("too-many-photos", most) if room < PHOTOS_MAX else photos_are_enough())
    if ask.is_full("words"):
        ask.tell("words-enough", Say("words-are-enough", {"most": WORDS_PARTS_MAX}))
    point = _point(desk, places[-1]) if places else None
    words = "\n".join([*parts, *(place.title for place in places[-1:] if place.title)])
    facts = {**desk.informing.facts(case), "photos": len(photos), "said": words, "placed": int(point is not None)}
    card = f"reply:{ask.talk.id}"
    is_sent = ask.choice(
        "reply-send",
        _options(question, has_something=bool(photos or words or point)),
        Say("reply-what", {**facts, "question": question.words if question else ""}, card=card),
    )
    if not is_sent:
        return Say("reply-later", facts, card=card)
    _send(desk, case, question, words=words, photos=photos, point=point)
    return Say("replied" if question else "replied-late", facts, card=card)


def _options(question: Question | None, *, has_something: bool) -> list[Option[bool]]:
    send = [Option("send", ".send", True)] if has_something else []
    unsure = [Option("unsure", ".unsure", True)] if question and not has_something else []
    return [*send, *unsure, Option("later", ".later", False)]


def _send(
    desk: Desk,
    case: Case,
    question: Question | None,
    *,
    words: str,
    photos: list[str],
    point: tuple[float, float] | None,
) -> None:
    if question:
        desk.asking.answer(case, desk.person, words=words, photos=photos, point=point)
    else:
        spot = f"{point[0]:.6f}, {point[1]:.6f}" if point else ""
        desk.cases.add(case, desk.person, words="\n".join(filter(None, (words, spot))), photos=photos)


def _point(desk: Desk, place: Place) -> tuple[float, float]:
    """Latitude and longitude in WGS-84."""
    route = desk.route(place)
    if route.reason is Reason.NOT_A_PLACE:
        raise NotAPlace
    return route.latitude, route.longitude


@script(opens="unsure")
def unsure(ask: Ask, desk: Desk) -> Say:
    """我不清楚: an answer, too; nobody waits for nothing."""
    number, _, n = ask.about.partition(":")
    case = desk.access.own(number, desk.person)
    question = desk.asking.waits_for(case)
    if question is None or str(question.n) != n:
        return Say("reply-not-needed", desk.informing.facts(case))
    desk.asking.answer(case, desk.person, words="", photos=[])
    return Say("replied-unsure", desk.informing.facts(case))
