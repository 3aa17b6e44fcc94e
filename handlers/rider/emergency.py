"""Somebody is in danger: what to do first, before consent and before anything else."""

from __future__ import annotations

from cases.case import Case
from cases.casework import PHOTOS_MAX
from dialogue.ask import Ask, Option
from dialogue.hear import Part, Photo, Place, Words
from dialogue.say import Button, Say
from dialogue.script import Onward, script
from dialogue.talk import Talk
from handlers.desk import Desk
from handlers.rider.choosing import NotAPlace, place_meant

WORDS_PARTS_MAX = 5  # messages of words; who is in danger writes little
FIRST_OF_ALL = "emergency-first"  # what a talk has told, or need not tell, of an emergency
KINDS = {"fire_now": "fire", "gas": "gas", "lift_trapped": "lift", "medical": "medical", "crash": "crash"}


def first_of_all(category: str, desk: Desk) -> Say:
    """What to do first where somebody picks one of KINDS by hand, with the way for whoever can't speak."""
    mute = Button("emergency.mute", f"emergency:{category}")
    return Say(f"emergency-{KINDS[category]}", desk.hotlines, ((mute,),), urgent=True)


def goes_on_about(ask: Ask, case: Case) -> None:
    """More words about an emergency that was reported are no new one."""
    if case.urgency == "emergency":
        ask.note(FIRST_OF_ALL)


@script(opens="emergency", takes=("words", "photo", "place"), before_consent=True)
def emergency(ask: Ask, desk: Desk) -> Say | Onward:
    """Call first; who can't speak has the street's duty officer alerted with the place, at once.

    A photo or place that came with it waits unopened, for that alert or for a report afterwards.
    """
    parts = ask.gather("words", "words", at_most=WORDS_PARTS_MAX)
    words = "\n".join(part.text for part in parts if isinstance(part, Words))
    reading = desk.read(words)
    if ask.about in KINDS:  # pressed where the numbers were read already
        return _alerted(ask, desk, words, ask.about)
    kind = KINDS.get(reading.category or "", "danger")
    options = [Option(id, f"emergency.{id}", id) for id in ("called", "mute", "mistake")]
    # an album's photos come one by one and change nothing on the screen; whatever else comes is answered
    heard = len(parts) + sum(isinstance(part, Place) for part in ask.talk.early)
    first = Say(f"emergency-{kind}", desk.hotlines, urgent=True, card=f"emergency:{ask.talk.id}:{heard}")
    match ask.choice("emergency", options, first, per_row=2):
        case "mistake" if not ask.talk.early:
            return Say("emergency-mistake", menu=desk.menu)
        case "mistake":
            return _report_then(ask, desk, "emergency-no-danger", parts)
        case "called":
            return _report_then(ask, desk, "emergency-called", parts)
        case _:
            return _alerted(ask, desk, words, reading.category)


def _report_then(ask: Ask, desk: Desk, key: str, words: list[Part]) -> Say | Onward:
    """Whether it is to be reported as well; whatever came so far goes along."""
    options = [Option("report", ".report", True), Option("leave", ".leave", False)]
    if ask.choice("emergency-report", options, Say(key, card=f"{key}:{ask.talk.id}:{len(words)}")):
        return Onward("report", (*ask.talk.early, *words))
    return Say("emergency-left", menu=desk.menu)


def _alerted(ask: Ask, desk: Desk, words: str, category: str | None) -> Say:
    draft = _draft_of_it(ask)
    where = _placed(draft) or ask.place(
        "emergency-where",
        lambda: Say("emergency-where", {**desk.hotlines, "left": ask.left}, map="pick"),
        by_words=lambda typed: place_meant(desk, typed),
    )
    route = desk.route(where, words) if isinstance(where, Place) else desk.route_by_words(where)
    street = route.street or next(iter(route.candidates), None)
    if street is None:
        if route.reason == "not_a_place":
            raise NotAPlace(drops="emergency-where")
        return Say("emergency-outside", desk.hotlines, urgent=True)
    photos = [p.ref for p in ask.gather("photos", "photo", at_most=PHOTOS_MAX) if isinstance(p, Photo)]
    if draft:
        photos = [*_gathered(draft, Photo, "ref"), *photos][:PHOTOS_MAX]
        words = "\n".join(filter(None, (*_gathered(draft, Words, "text"), words)))
        ask.ends.append(draft)
    known = desk.catalog.categories.get(category or "")
    case = desk.cases.open(
        desk.person,
        category=known.code if known and known.counter == "street" else "unclear",
        street=street,
        route=route,
        place_words=where.title if isinstance(where, Place) else where,
        words=words,
        photos=photos,
        points=0,
        urgency="emergency",
        without_counter="emergency-at",
    )
    if desk.people.counters(street):
        desk.informing.tell_coordinators(case, "emergency-at", urgent=True)
    told = desk.informing.tell_duty_of_mute(case)
    key = "emergency-alerted" if told or desk.informing.reaches(street) else "emergency-nobody"
    return Say(key, {**desk.informing.facts(case), **desk.hotlines}, urgent=True)


def _draft_of_it(ask: Ask) -> Talk | None:
    """The report that this alert came up in, if it is about the same; it is not asked for again afterwards."""
    draft = next((talk for talk in ask.below if talk.script == "report"), None)
    if draft is None:
        return None
    chosen = draft.answers.get("child", draft.answers.get("category"))
    is_about_something = bool(chosen or draft.gathered.get("words"))
    return draft if chosen == ask.about or (not ask.about and not is_about_something) else None


def _gathered(draft: Talk, kind: type[Part], field: str) -> list[str]:
    return [getattr(part, field) for parts in draft.gathered.values() for part in parts if isinstance(part, kind)]


def _placed(draft: Talk | None) -> Place | None:
    """The place that was sent with a report already."""
    if draft is None:
        return None
    where = draft.answers.get("where")
    early = next((part for part in reversed(draft.early) if isinstance(part, Place)), None)
    return Place(**where) if isinstance(where, dict) else early
