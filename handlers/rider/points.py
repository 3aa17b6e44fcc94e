"""星光积分: the balance, what each came from and went to, how to earn, and service hours beside it."""

from __future__ import annotations

from datetime import datetime

from cases.starlight.vouchers import Voucher
from dialogue.ask import Ask
from dialogue.say import Button, Fact, Say, listed, name, text
from dialogue.script import script
from handlers.desk import Desk
from rewards.values import Line

LINES_MAX = 8


@script(opens="points")
def points(ask: Ask, desk: Desk) -> Say:
    """积分: spendable, on their way, going soon; what each came from, where they went; hours and level apart."""
    balance = desk.ledger.balance(desk.person.member)
    lines = _history(desk)
    facts: dict[str, Fact] = {
        "available": balance.available,
        "pending": balance.pending,
        "owed": balance.owed,
        "expiring": balance.expiring_soon,
        "expires": text("day", month=balance.expiring_on.month, day=balance.expiring_on.day)
        if balance.expiring_on
        else "",
        "lines": listed(lines, joined="list-line"),
        "count": len(lines),
        "service": _service(desk),
    }
    buttons = (
        (Button(text("menu-benefits"), "benefits"), Button(text("vouchers-mine"), "vouchers")),
        (Button(".how", "earn"), Button("menu-mine", "mine")),
    )
    return Say("points-now", facts, buttons)


def _history(desk: Desk) -> list[Fact]:
    """The latest awards and vouchers in one list, the newest first."""
    earned = [(line.at.timestamp(), _line(desk, line)) for line in desk.ledger.entries(desk.person.member, LINES_MAX)]
    paid = [each for each in desk.starlight.vouchers.mine(desk.person) if each.redemption.cost_points]
    spent = [(float(voucher.redemption.held_at), _spent(desk, voucher)) for voucher in paid]
    newest = sorted([*spent, *earned], key=lambda dated: -dated[0])
    return [fact for _, fact in newest[:LINES_MAX]]


def _line(desk: Desk, line: Line) -> Fact:
    """An award with what it is for; an adjustment or a night's payment says no more than its label."""
    at = line.at.astimezone(desk.today.tzinfo)
    return text(
        f"points-line-{line.state}",
        points=line.points,
        what=_what(desk, line),
        day=text("day", month=at.month, day=at.day),
    )


def _what(desk: Desk, line: Line) -> Fact:
    """What a line is for: a case by its kind and number; what the nights pay tells no more than its label."""
    if line.kind in ("service", "adjust"):
        return text(f"points-what-{line.kind}")
    kind = desk.catalog.categories.get(line.category)
    return text("points-what-case", number=line.case, category=name(kind.names) if kind else "")


def _spent(desk: Desk, voucher: Voucher) -> Fact:
    """A voucher that cost points; one that was given back has its points back."""
    at = datetime.fromtimestamp(voucher.redemption.held_at, desk.today.tzinfo)
    return text(
        "points-line-returned" if voucher.redemption.state == "released" else "points-line-spent",
        points=voucher.redemption.cost_points,
        benefit=name(voucher.benefit.names) if voucher.benefit else "",
        day=text("day", month=at.month, day=at.day),
    )


def _service(desk: Desk) -> Fact:
    """Service hours and the level of honour; neither is ever spent. Empty before the first verified report."""
    reports = desk.starlight.verified_reports(desk.person.id)
    level, following = desk.catalog.handbook.level(reports)
    if level is None:
        return ""
    return text(
        "points-service",
        hours=f"{desk.rules.service_hours(reports):g}",
        reports=reports,
        level=name(level.names),
        more=following.reports - reports if following else 0,
        next=name(following.names) if following else "",
    )


@script(opens="earn", before_consent=True)
def earn(ask: Ask, desk: Desk) -> Say:
    """How points are earned, and why sometimes less."""
    rules = desk.rules
    return Say(
        "how-to-earn",
        {
            "normal": rules.points_of("normal"),
            "high": rules.points_of("high"),
            "day": rules.points_per_day_max,
            "month": rules.points_per_month_max,
            "category": rules.awards_per_category_day_max,
            "nothing": listed([name(thing.names) for thing in desk.catalog.rewards.nothing], joined="list-line"),
        },
    )
