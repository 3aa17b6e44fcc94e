"""已处置: a photo of the result, or why there is none, and the mark 核实属实 or 未见."""

from __future__ import annotations

from cases.case import Move
from cases.casework import PHOTOS_MAX
from cases.office.pack import Act
from dialogue.ask import Ask, Option
from dialogue.hear import Photo, Words
from dialogue.say import Say
from dialogue.script import script
from handlers.desk import Desk
from handlers.officer.wording import worded
from handlers.rider.choosing import photos_are_enough

REPLY_MAX = 300  # characters of a ready sentence typed anew


@script(opens="handled", takes=("photo", "words"))
def handled(ask: Ask, desk: Desk) -> Say:
    """The officer shows what was done; what is verified earns in the same moment."""
    case = desk.access.to_act_on(ask.about, desk.person)
    case.allows(Move.HANDLE)
    facts = desk.informing.facts(case)
    card = f"handled:{ask.talk.id}"
    photos = [p.ref for p in ask.gather("photos", "photo", at_most=PHOTOS_MAX) if isinstance(p, Photo)]
    words = "\n".join(p.text for p in ask.gather("words", "words", at_most=5) if isinstance(p, Words))
    if ask.is_full("photos"):
        ask.tell("photos-enough", photos_are_enough())
    if not photos:
        none = ask.choice(
            "no-photo",
            [Option("none", ".none", True)],
            Say("handled-photo", {**facts, "said": words}, card=card),
        )
        if none and not words:
            ask.gather("words", "words", at_most=5, at_least=1, say=Say("handled-why-no-photo", facts, card=card))
            words = "\n".join(p.text for p in ask.gather("words", "words", at_most=5) if isinstance(p, Words))
    if ask.was_edited("ready"):
        ready = Say("handled-ready", facts)
        reply = worded(ask, desk, case, "ready", ready, act=Act.HANDLED, length_max=REPLY_MAX)
        words = "\n".join(filter(None, (reply, words)))
    options = [Option("true", ".true", True), Option("not-seen", ".not-seen", False), Option("ready", ".ready", False)]
    verified = ask.choice(
        "mark",
        options,
        Say("handled-mark", {**facts, "photos": len(photos), "said": words}, card=card),
        shown=["true", "not-seen", *(["ready"] if not words else [])],
        drops={"ready": ("ready", "ready-edit")},
    )
    case = desk.cases.handle(case, desk.person, verified=verified, outcome=words, photos=photos)
    return Say("handled-done", {**desk.informing.facts(case), "verified": int(verified)}, card=card)
