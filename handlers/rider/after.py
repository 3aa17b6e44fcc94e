"""What a rider does after a report: take it back, add to it, answer how it looks now, ask for another look."""

from __future__ import annotations

from cases.adding import PHOTOS_ADDED_MAX
from cases.case import Move
from cases.casework import PHOTOS_MAX
from dialogue.ask import Ask, Option
from dialogue.hear import Photo, Words
from dialogue.say import Button, Say
from dialogue.script import script
from handlers.desk import Desk
from handlers.rider.choosing import photos_are_enough
from handlers.rider.emergency import goes_on_about

WORDS_PARTS_MAX = 5  # messages of words at a time
KEPT = " "  # what [点错了] answers; typed words are never blank


@script(opens="withdraw")
def withdraw(ask: Ask, desk: Desk) -> Say:
    """撤回, as long as nobody took it."""
    case = desk.cases.withdraw(desk.access.own(ask.about, desk.person), desk.person)
    return Say("case-withdrawn", desk.informing.facts(case))


@script(opens="add", takes=("photo", "words"))
def add(ask: Ask, desk: Desk) -> Say:
    """加一句: words or photos for a report that is under way."""
    case = desk.access.own(ask.about, desk.person)
    case.takes_more()
    goes_on_about(ask, case)
    facts = desk.informing.facts(case)
    room = desk.cases.photos_left(case)
    photos = [p.ref for p in ask.gather("photos", "photo", at_most=min(PHOTOS_MAX, room)) if isinstance(p, Photo)]
    words = "\n".join(p.text for p in ask.gather("words", "words", at_most=WORDS_PARTS_MAX) if isinstance(p, Words))
    if ask.is_full("photos"):
        enough = Say("too-many-photos", {"most": PHOTOS_ADDED_MAX}) if room < PHOTOS_MAX else photos_are_enough()
        ask.tell("photos-enough", enough)
    if ask.is_full("words"):
        ask.tell("words-enough", Say("words-are-enough", {"most": WORDS_PARTS_MAX}))
    say = Say("add-what", {**facts, "photos": len(photos), "said": words}, card=f"add:{ask.talk.id}")
    options = [Option("done", ".done", True)] if photos or words else []
    done = ask.choice("add-done", [*options, Option("nothing", ".nothing", False)], say)
    if not done:
        return Say("nothing-added", card=f"add:{ask.talk.id}")
    if desk.asking.waits_for(case):  # what is added while the office asks is what it asked for
        desk.asking.answer(case, desk.person, words=words, photos=photos)
    else:
        desk.cases.add(case, desk.person, words=words, photos=photos)
    return Say("added", {**facts, "photos": len(photos)}, card=f"add:{ask.talk.id}")


@script(opens="solved")
def solved(ask: Ask, desk: Desk) -> Say:
    """已解决: the rider was there and it is done."""
    return _close(ask, desk, Move.CONFIRM, "answer-solved")


@script(opens="partly")
def partly(ask: Ask, desk: Desk) -> Say:
    """部分解决: it closes; the rest becomes a second round if the rider asks for it."""
    case = desk.cases.answer(desk.access.own(ask.about, desk.person), desk.person, Move.PARTLY)
    again = desk.cases.may_look_again(case)
    buttons = ((Button(".again", f"again:{case.number}"),),) if again else ()
    return Say("answer-partly", {**desk.informing.facts(case), "again": int(again)}, buttons)


@script(opens="notpassed")
def notpassed(ask: Ask, desk: Desk) -> Say:
    """没再路过: no answer is an answer, too."""
    return _close(ask, desk, Move.NOT_PASSED, "answer-notpassed")


def _close(ask: Ask, desk: Desk, move: Move, key: str) -> Say:
    case = desk.cases.answer(desk.access.own(ask.about, desk.person), desk.person, move)
    return Say(key, desk.informing.facts(case))


@script(opens=("unsolved", "again"))
def look_again(ask: Ask, desk: Desk) -> Say:
    """没解决 or 请再看看: one road back to the office, with the rider's own words."""
    case = desk.access.own(ask.about, desk.person)
    case.seen_again(now=desk.now)  # refused before anything is asked
    facts = desk.informing.facts(case)
    options = [Option("skip", ".skip", ""), Option("keep", ".keep", KEPT)]
    words = ask.words("what-is-still-wrong", Say("what-is-still-wrong", facts), otherwise=options)
    if words == KEPT:
        return Say("not-sent-back", facts)
    again = desk.cases.look_again(case, desk.person, words)
    return Say("goes-up" if again.has_gone_up else "goes-back", {**desk.informing.facts(again), "said": words})
