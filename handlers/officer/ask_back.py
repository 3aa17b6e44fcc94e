"""请补充: a question to the reporter, in private; and 不用等了, when the office has found out by itself."""

from __future__ import annotations

from cases.office.pack import Act
from dialogue.ask import Ask
from dialogue.say import Say, moment
from dialogue.script import script
from handlers.desk import Desk
from handlers.officer.wording import worded

WORDS_MAX, WHY_MAX = 200, 100  # characters: what a rider reads at a kerb


@script(opens="ask", takes=("words",))
def ask_back(ask: Ask, desk: Desk) -> Say:
    """One question; the clock waits for its answer, at most five days. A second time the rider is told why."""
    case = desk.access.to_act_on(ask.about, desk.person)
    times = desk.asking.times_asked(case)
    facts = desk.informing.facts(case)
    why = ask.words("ask-why", Say("ask-why", facts), length_max=WHY_MAX) if times else ""
    words = worded(ask, desk, case, "ask-words", Say("ask-words", facts), act=Act.ASK, length_max=WORDS_MAX)
    heard = desk.asking.ask(case, desk.person, words=words, why=why)
    return Say("ask-done", {**facts, "words": words, "later": int(heard > desk.now), "heard": moment(heard)})


@script(opens="unask")
def unask(ask: Ask, desk: Desk) -> Say:
    """The question is taken back, the clock goes on."""
    case = desk.asking.withdraw(desk.access.to_act_on(ask.about, desk.person), desk.person)
    return Say("unask-done", desk.informing.facts(case), brief=True)
