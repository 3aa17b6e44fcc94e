"""[经过]: what happened to a case, by whom and from which state, for its office and its coordinators."""

from __future__ import annotations

from cases.case import Case
from cases.history.chain import Event
from dialogue.ask import Ask
from dialogue.say import Button, Fact, Say, listed, moment, text
from dialogue.script import script
from handlers.desk import Desk

STEPS_MAX = 40  # the newest; a case with more has been round every office
NOT_WORDS = ("open",)  # its note tells how the place was read, which is for the audit


@script(opens="history")
def history(ask: Ask, desk: Desk) -> Say:
    """Every step of a case, the oldest first."""
    case = desk.access.for_office(ask.about, desk.person)
    events = desk.cases.events(case)
    shown = [_step(desk, case, event) for event in events[-STEPS_MAX:]]
    left_out = max(0, len(events) - STEPS_MAX)
    facts = {**desk.informing.facts(case), "steps": listed(shown, joined="list-line"), "left-out": left_out}
    return Say("case-history", facts, ((Button(".open", f"open:{case.number}"),),))


def _step(desk: Desk, case: Case, event: Event) -> Fact:
    changed = event.before and event.before != event.after
    return text(
        "history-step",
        at=moment(event.at),
        who=_who(desk, case, event.actor),
        what=text(f"did-{event.what}"),
        before=text(f"status-{event.before}") if changed else "",
        after=text(f"status-{event.after}") if changed else "",
        note="" if event.what in NOT_WORDS else event.note,
    )


def _who(desk: Desk, case: Case, actor: str) -> Fact:
    if actor == "clock":
        return text("did-by-clock")
    alias = desk.people.person(actor).alias
    return text("did-by-rider" if actor == case.reporter else "did-by-officer", alias=alias)
