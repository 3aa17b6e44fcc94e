"""A rider at the table: comes, can't, has a word to say; agrees to the text, or says what is open."""

from __future__ import annotations

from cases.consultations.agreeing import WORDS_MAX
from cases.consultations.consultation import Answer, Consultation, State
from dialogue.ask import Ask, Option
from dialogue.say import Say
from dialogue.script import script
from handlers.desk import Desk

NO_REASON = "#none"


@script(opens="meetcome")
def will_come(ask: Ask, desk: Desk) -> Say:
    """[来]"""
    return _answered(ask, desk, Answer.COME)


@script(opens="meetcant")
def can_not_come(ask: Ask, desk: Desk) -> Say:
    """[来不了]"""
    return _answered(ask, desk, Answer.CANT)


@script(opens="meetword", takes=("words",))
def has_a_word(ask: Ask, desk: Desk) -> Say:
    """[只想说一句]: read out there."""
    held, party = desk.parties.of_rider(ask.about, desk.person)
    words = ask.words("meet-word", Say("meet-word", _facts(desk, held)), length_max=WORDS_MAX)
    desk.parties.answer(held, party, Answer.WORDS, words)
    return Say("meet-answered-words", _facts(desk, held))


@script(opens="meetyes")
def agrees(ask: Ask, desk: Desk) -> Say:
    """[同意]"""
    held, party = desk.parties.of_rider(ask.about, desk.person)
    state = desk.parties.consent(held, party, yes=True)
    return Say("meet-consented-yes", {**_facts(desk, held), "agreed": int(state is State.AGREED)})


@script(opens="meetno", takes=("words",))
def does_not_agree(ask: Ask, desk: Desk) -> Say:
    """[不同意]: with what is open, if they like."""
    held, party = desk.parties.of_rider(ask.about, desk.person)
    skip = Option("none", ".none", NO_REASON)
    why = ask.words("meet-why", Say("meet-why", _facts(desk, held)), otherwise=(skip,), length_max=WORDS_MAX)
    desk.parties.consent(held, party, yes=False, why="" if why == NO_REASON else why)
    return Say("meet-consented-no", _facts(desk, held))


def _answered(ask: Ask, desk: Desk, answer: Answer) -> Say:
    held, party = desk.parties.of_rider(ask.about, desk.person)
    desk.parties.answer(held, party, answer)
    return Say(f"meet-answered-{answer}", _facts(desk, held))


def _facts(desk: Desk, held: Consultation) -> dict[str, object]:
    return desk.consultations.telling.facts(held)
