"""想先听您说: a rider says what they think before two people decide about their points."""

from __future__ import annotations

from dialogue.ask import Ask
from dialogue.say import Say
from dialogue.script import script
from handlers.desk import Desk

SAID_MAX = 500  # characters: what one types on a phone; more was never needed to be understood


@script(opens="hearing", takes=("words",), before_consent=True)
def hearing(ask: Ask, desk: Desk) -> Say:
    """[说一句]: in their own words, as often as they like until it is decided."""
    found = desk.review.proposals.to_answer(ask.about, desk.person)
    facts = desk.informing.facts(desk.review.proposals.case(found))
    words = ask.words("hearing-words", Say("hearing-words", facts), length_max=SAID_MAX)
    desk.review.proposals.answer(found, desk.person, words)
    return Say("hearing-thanks", facts)


@script(opens="nothear", before_consent=True)
def nothing_to_say(ask: Ask, desk: Desk) -> Say:
    """[没什么要说]: it counts for nothing against them."""
    found = desk.review.proposals.to_answer(ask.about, desk.person)
    desk.review.proposals.answer(found, desk.person, "")
    return Say("hearing-nothing", desk.informing.facts(desk.review.proposals.case(found)))
