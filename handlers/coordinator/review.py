"""审核: signs that a verified report may not be what it seems, one card each, and what a coordinator makes of it."""

from __future__ import annotations

from cases.review.looking import FALSE, FINE, is_of_its_reporter
from cases.review.reversing import REASONS, Reason
from dialogue.ask import Ask, Option
from dialogue.say import Button, Say, text
from dialogue.script import script
from handlers.desk import Desk


@script(opens="review")
def review(ask: Ask, desk: Desk) -> Say:
    """审核: what nobody has looked at, the oldest first, a button each."""
    waiting, count = desk.review.looking.waiting(desk.person), desk.review.looking.count(desk.person)
    rows = tuple(
        (Button(text("review-line", kind=text(f"sign-name-{sign.kind}"), number=sign.number), f"sign:{sign.id}"),)
        for sign in waiting
    )
    return Say("review-list", {"count": count, "shown": len(waiting)}, rows)


@script(opens="sign")
def show_sign(ask: Ask, desk: Desk) -> Say:
    """One: the facts, and what can be done about it."""
    looking = desk.review.looking
    sign = looking.find(ask.about, desk.person)
    look = Button(".open", f"open:{sign.number}")
    acts = (
        (Button(".fine", f"signok:{sign.id}"), Button(".false", f"signfalse:{sign.id}")),
        (Button(".pause", f"pausing:sign:{sign.id}"), look),
    )
    seen = ((Button(".seen", f"signok:{sign.id}"), look),)
    is_own = is_of_its_reporter(sign)
    return Say("sign-card", {**looking.facts(sign), "joined": int(not is_own)}, acts if is_own else seen)


@script(opens="signok")
def sign_is_fine(ask: Ask, desk: Desk) -> Say:
    """[没问题]"""
    looking = desk.review.looking
    sign = looking.find(ask.about, desk.person)
    facts = looking.facts(sign)
    looking.decide(sign, desk.person, FINE)
    return Say("sign-fine", facts, ((Button(text("review-next"), "review"),),))


@script(opens="signfalse")
def sign_is_false(ask: Ask, desk: Desk) -> Say:
    """[核实不实]: its award is cancelled, and its rider told why."""
    looking = desk.review.looking
    sign = looking.find(ask.about, desk.person)
    case = looking.case(sign)
    points = desk.review.reversing.earned(case)
    facts = {**looking.facts(sign), "points": points}
    reason = why_reversed(ask, Say("reverse-why", facts))
    if reason is None:
        return Say("reverse-kept", facts)
    desk.review.reversing.reverse(case, desk.person, reason=reason)
    looking.decide(sign, desk.person, FALSE)
    return Say(
        "reversed-done", {**facts, "reason": text(f"reversed-{reason}")}, ((Button(text("review-next"), "review"),),)
    )


def why_reversed(ask: Ask, say: Say) -> Reason | None:
    """Which of the reasons that one coordinator may give; None for none of them."""
    options: list[Option[Reason | None]] = [Option(each, text(f"reversed-{each}"), each) for each in REASONS]
    return ask.choice("reverse-why", [*options, Option("keep", text("reverse-keep"), None)], say, per_row=1)


def points_to_see_to(desk: Desk) -> tuple[tuple[Button, ...], ...]:
    """Signs that nobody has looked at, and what waits for this coordinator to decide; a button each."""
    signs, decisions = desk.review.looking.count(desk.person), desk.review.proposals.count_to_decide(desk.person)
    rows = ((signs, "review-waiting", "review"), (decisions, "decisions-waiting", "decisions"))
    return tuple((Button(text(key, count=count), opens),) for count, key, opens in rows if count)
