"""星光积分: the balance, what each came from, and how to earn."""

from __future__ import annotations

from dialogue.ask import Ask
from dialogue.say import Button, Fact, Say, listed, name, text
from dialogue.script import script
from handlers.desk import Desk
from rewards.values import Line

LINES_MAX = 8


@script(opens="points")
def points(ask: Ask, desk: Desk) -> Say:
    """积分: spendable, on their way, going soon, and where each came from."""
    balance = desk.ledger.balance(desk.person.member)
    lines = desk.ledger.entries(desk.person.member, LINES_MAX)
    facts: dict[str, Fact] = {
        "available": balance.available,
        "pending": balance.pending,
        "owed": balance.owed,
        "expiring": balance.expiring_soon,
        "expires": text("day", month=balance.expiring_on.month, day=balance.expiring_on.day)
        if balance.expiring_on
        else "",
        "lines": listed([_line(desk, line) for line in lines], joined="list-line"),
        "count": len(lines),
    }
    return Say("points-now", facts, ((Button(".how", "earn"), Button("menu-mine", "mine")),))


def _line(desk: Desk, line: Line) -> Fact:
    return text(
        f"points-line-{line.state}",
        points=line.points,
        what=_what(desk, line),
        day=text("day", month=line.at.month, day=line.at.day),
    )


def _what(desk: Desk, line: Line) -> Fact:
    """What a line is for: a case by its kind and number; what the nights pay tells no more than its label."""
    if line.kind in ("service", "adjust"):
        return text(f"points-what-{line.kind}")
    kind = desk.catalog.categories.get(line.category)
    return text("points-what-case", number=line.case, category=name(kind.names) if kind else "")


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
        },
    )
