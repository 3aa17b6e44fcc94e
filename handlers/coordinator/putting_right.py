"""What is done about points by hand: an award cancelled by one coordinator, the rest asked for by one and decided by
another.
"""

from __future__ import annotations

from typing import Literal

from cases.access import NotYourStreet
from cases.case import Case
from cases.review.asked.store import Proposal
from cases.review.looking import PAUSE
from cases.review.proposals import ADJUST_REASONS, PAUSE_REASONS, Kind
from cases.review.store import Sign
from dialogue.ask import Ask, Option
from dialogue.say import Button, Say, text
from dialogue.script import script
from handlers.coordinator.review import why_reversed
from handlers.desk import Desk
from people.person import COORDINATOR
from rewards.two_persons import AdjustReason

NUMBER_MAX = 20  # characters of a case's number, with some to spare
MISCOUNTED: AdjustReason = "miscounted"  # why points are taken back; nobody takes any for having been kind
SIGN = "sign:"  # how a press names a sign instead of a case


@script(opens="reverse", takes=("words",))
def reverse(ask: Ask, desk: Desk) -> Say:
    """撤销一笔: what a report earned is cancelled, with the reason; after a fraud it takes two."""
    case = _case(ask, desk)
    points = desk.review.reversing.earned(case)
    facts = {**desk.informing.facts(case), "points": points}
    reason = why_reversed(ask, Say("reverse-why", facts))
    if reason is None:
        return Say("reverse-kept", facts)
    desk.review.reversing.reverse(case, desk.person, reason=reason)
    return Say("reversed-done", {**facts, "reason": text(f"reversed-{reason}")})


@script(opens="adjust", takes=("words",))
def adjust(ask: Ask, desk: Desk) -> Say:
    """更正积分: points that were missed or counted too much, put right by two."""
    case = _case(ask, desk)
    desk.review.proposals.may_propose(case, desk.person, "adjust")
    facts = {**desk.informing.facts(case), "alias": desk.people.person(case.reporter).alias}
    ways: list[Option[Literal[1, -1]]] = [Option("more", ".more", 1), Option("less", ".less", -1)]
    sign = ask.choice("adjust-way", ways, Say("adjust-way", facts))
    most = desk.catalog.rewards.two_persons.adjust_points_max
    points = ask.number("adjust-points", Say("adjust-points", {**facts, "most": most}), least=1, most=most)
    fitting = [each for each in ADJUST_REASONS if sign > 0 or each == MISCOUNTED]
    reasons: list[Option[AdjustReason | None]] = [Option(each, text(f"adjust-{each}"), each) for each in fitting]
    reasons.append(Option("keep", text("reverse-keep"), None))
    reason = ask.choice("adjust-why", reasons, Say("adjust-why", {**facts, "points": points}), per_row=1)
    if reason is None:
        return Say("reverse-kept", facts)
    return _proposed(ask, desk, case, "adjust", reason, points * sign)


@script(opens="pausing", takes=("words",))
def pausing(ask: Ask, desk: Desk) -> Say:
    """建议暂停发放: a rider's awards wait for some time, once they were heard and another agrees."""
    return _against(ask, desk, "pause", PAUSE_REASONS)


@script(opens="fraud", takes=("words",))
def fraud(ask: Ask, desk: Desk) -> Say:
    """弄虚作假: what a report earned is cancelled and owed, once its rider was heard and another agrees."""
    return _against(ask, desk, "fraud", PAUSE_REASONS)


@script(opens="decisions")
def decisions(ask: Ask, desk: Desk) -> Say:
    """等第二个人定的: what waits, whoever asked for it."""
    waiting = desk.review.proposals.waiting(desk.person)
    telling = desk.review.proposals.telling
    rows = tuple((Button(text("decisions-line", **telling.facts(found)), f"proposal:{found.id}"),) for found in waiting)
    more = (Button(text("starlight-adjust"), "adjust"), Button(text("starlight-reverse"), "reverse"))
    return Say("decisions-list", {"count": len(waiting)}, (*rows, more, (Button(text("starlight-fraud"), "fraud"),)))


@script(opens="proposal")
def show_proposal(ask: Ask, desk: Desk) -> Say:
    """One as it stands."""
    proposals = desk.review.proposals
    return proposals.telling.card(proposals.find(ask.about, desk.person), desk.person)


@script(opens="agreeto")
def agree_to(ask: Ask, desk: Desk) -> Say:
    """[同意]: it is done at once."""
    proposals = desk.review.proposals
    found = proposals.to_decide(ask.about, desk.person)
    facts = proposals.telling.facts(found)
    if not ask.confirm("agree-sure", Say("agree-sure", facts), yes=text("proposal-agree"), no=text("proposal-later")):
        return Say("proposal-left", facts)
    if short_by := proposals.agree(found, desk.person):
        return Say("proposal-short", {**facts, "short": short_by})
    return Say("proposal-done", facts)


@script(opens="disagree")
def disagree(ask: Ask, desk: Desk) -> Say:
    """[不同意]: nothing happens."""
    proposals = desk.review.proposals
    found = proposals.to_decide(ask.about, desk.person)
    facts = proposals.telling.facts(found)
    proposals.refuse(found, desk.person)
    return Say("proposal-not-done", facts)


@script(opens="unpropose")
def unpropose(ask: Ask, desk: Desk) -> Say:
    """[不提了]: by whoever asked for it."""
    proposals = desk.review.proposals
    found = proposals.drop(ask.about, desk.person)
    return Say("proposal-dropped", proposals.telling.facts(found))


def _against(ask: Ask, desk: Desk, kind: Kind, reasons: tuple[str, ...]) -> Say:
    case = _case(ask, desk)
    desk.review.proposals.may_propose(case, desk.person, kind)
    facts = {
        **desk.informing.facts(case),
        "alias": desk.people.person(case.reporter).alias,
        "days": desk.catalog.rewards.two_persons.hear_days,
    }
    options: list[Option[str]] = [Option(each, text(f"doubt-{each}"), each) for each in reasons]
    say = Say(f"{kind}-why", facts)
    reason = ask.choice("against-why", [*options, Option("keep", text("reverse-keep"), "")], say, per_row=1)
    if not reason:
        return Say("reverse-kept", facts)
    return _proposed(ask, desk, case, kind, reason, 0)


def _proposed(ask: Ask, desk: Desk, case: Case, kind: Kind, reason: str, points: int) -> Say:
    proposals = desk.review.proposals
    found: Proposal = proposals.propose(case, desk.person, kind, reason=reason, points=points)
    if ask.about.startswith(SIGN):
        desk.review.looking.decide(_sign(ask, desk), desk.person, PAUSE)
    facts = {**proposals.telling.facts(found), "other": int(proposals.has_decider(found))}
    return Say("proposed", facts, ((Button(text("proposal-drop"), f"unpropose:{found.id}"),),))


def _case(ask: Ask, desk: Desk) -> Case:
    """The case that is meant: by its sign, by its number in the press, or by the number that is typed."""
    if ask.about.startswith(SIGN):
        number = _sign(ask, desk).number
    else:
        number = ask.about or ask.words("which-number", Say("which-number"), length_max=NUMBER_MAX)
    case = desk.access.for_office(number.strip().upper(), desk.person)
    if not desk.person.may(COORDINATOR, case.street):
        raise NotYourStreet
    return case


def _sign(ask: Ask, desk: Desk) -> Sign:
    return desk.review.looking.find(ask.about.removeprefix(SIGN), desk.person)
