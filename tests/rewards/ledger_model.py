"""The independent model of points: plain lists, counted anew each time, knowing nothing of keys, legs or balances."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from ledger_world import NOON

HOURS_HERE = timedelta(hours=8)
DAY_MAX, MONTH_MAX, CATEGORY_MAX = 6, 10, 2
RIPENS, GRACE, SETTLES = timedelta(days=2), timedelta(days=7), timedelta(hours=2)


def local(at: datetime) -> date:
    return (at + HOURS_HERE).date()


def last_day(at: datetime) -> date:
    """The last day of points of a moment: the end of the same month a year on."""
    here = local(at)
    after = date(here.year + 1 + here.month // 12, here.month % 12 + 1, 1)
    return after - timedelta(days=1)


@dataclass(eq=False)
class Told:
    """An award as the model remembers it, and where its points are."""

    case: int
    round: int
    member: str
    points: int
    category: str
    day: date
    at: datetime
    state: str = ""
    unripe: int = 0
    spendable: int = 0
    expired: int = 0
    expired_after: set[int] = field(default_factory=set)
    good_until: date = date.min
    graces: int = 0
    owed: int = 0
    is_written_off: bool = False

    @property
    def order(self) -> tuple[int, int]:
        return (self.case, self.round)

    def shown(self, today: date) -> str:
        if self.state != "paid":
            return {"waiting": "withheld"}.get(self.state, self.state)
        if {0, self.graces} & self.expired_after or (self.unripe + self.spendable and self.good_until < today):
            return "expired"
        return "pending" if self.unripe else "available"


@dataclass(eq=False)
class Asked:
    """A redemption that was asked for, and what became of it."""

    id: int
    member: str
    cost: int
    at: datetime
    outcome: str
    short_by: int = 0
    parts: list[tuple[Told, int]] = field(default_factory=list)
    state: str = ""
    used_at: datetime | None = None

    @property
    def deadline(self) -> datetime:
        return self.at + timedelta(days=1)


class Model:
    def __init__(self) -> None:
        self.awards: list[Told] = []
        self.asked: dict[int, Asked] = {}
        self.supplied: dict[int, int] = {}
        self.now = NOON

    @property
    def today(self) -> date:
        return local(self.now)

    @property
    def stock(self) -> int:
        gone = sum(asked.state in ("held", "used") for asked in self.asked.values())
        return sum(self.supplied.values()) - gone

    # -- awards ----------------------------------------------------------------------------------------------

    def latest(self, case: int) -> Told | None:
        return next((a for a in reversed(self.awards) if a.case == case), None)

    def round_of(self, case: int) -> int:
        """The round of an award to come: a cancelled one may be reinstated."""
        return sum(a.case == case and a.state == "cancelled" for a in self.awards)

    def reason(self, one: Told) -> str | None:
        paid = [a for a in self.awards if a.state == "paid" and a.member == one.member]
        month = sum(a.points for a in paid if (a.day.year, a.day.month) == (one.day.year, one.day.month))
        day = sum(a.points for a in paid if a.day == one.day)
        category = sum(a.day == one.day and a.category == one.category for a in paid)
        if month + one.points > MONTH_MAX:
            return "month"
        if day + one.points > DAY_MAX:
            return "day"
        return "category" if category + 1 > CATEGORY_MAX else None

    def pay(self, one: Told) -> None:
        one.state, one.unripe, one.good_until = "paid", one.points, last_day(one.at)
        for owing in self._owing(one.member):
            part = min(one.unripe, owing.owed)
            one.unripe -= part
            owing.owed -= part

    def cancel(self, one: Told, *, is_fraud: bool) -> list[int]:
        """Cancel; the cases that are paid in its stead."""
        was_paid, one.state = one.state == "paid", "cancelled"
        if not was_paid:
            return []
        spent = one.points - one.unripe - one.spendable - one.expired
        one.unripe = one.spendable = one.expired = 0
        one.owed, one.is_written_off = (spent, False) if is_fraud else (0, spent > 0)
        stead = []
        for other in sorted(self.awards, key=lambda a: (a.day, a.at, f"{a.case:02}", a.round)):
            same = other.member == one.member and other.day.month == one.day.month
            if same and other.state == "waiting" and not self.reason(other):
                self.pay(other)
                stead.append(other.case)
        return stead

    def mature(self) -> None:
        for one in self.awards:
            if one.unripe and one.at <= self.now - RIPENS:
                one.spendable, one.unripe = one.spendable + one.unripe, 0

    def lose(self, member: str) -> None:
        """What a member has past its last day is gone."""
        for one in self.awards:
            if one.member == member and one.spendable and one.good_until < self.today:
                one.expired_after.add(one.graces)
                one.expired, one.spendable = one.expired + one.spendable, 0

    # -- redemptions -----------------------------------------------------------------------------------------

    def hold(self, id: int, member: str, cost: int, month_max: int) -> Asked:
        self.lose(member)
        asked = self.asked[id] = Asked(id, member, cost, self.now, "held")
        mine = [a for a in self.awards if a.member == member and a.spendable]
        there = sum(a.spendable for a in mine)
        this_month = [
            other
            for other in self.asked.values()
            if other.state in ("held", "used")
            and other.member == member
            and local(other.at).replace(day=1) == self.today.replace(day=1)
        ]
        if there < cost:
            asked.outcome, asked.short_by = "short", cost - there
        elif len(this_month) >= month_max:
            asked.outcome = "limit"
        elif self.stock < 1:
            asked.outcome = "sold_out"
        else:
            asked.state = "held"
            self._take(asked, mine)
        return asked

    def _take(self, asked: Asked, mine: list[Told]) -> None:
        wanted = asked.cost
        for one in sorted(mine, key=lambda a: (a.good_until, a.order)):
            part = min(wanted, one.spendable)
            if part:
                one.spendable -= part
                wanted -= part
                asked.parts.append((one, part))

    def capture(self, id: int, seen_at: datetime) -> str:
        asked = self.asked.get(id)
        if asked is None or asked.outcome != "held":
            return "unknown"
        if asked.state != "held":
            return {"used": "repeated"}.get(asked.state, asked.state)
        at = max(asked.at, min(seen_at, self.now))
        if at > asked.deadline or self.now > asked.deadline + SETTLES:
            return "late"
        asked.state, asked.used_at = "used", at
        return "used"

    def release(self, id: int) -> bool:
        asked = self.asked.get(id)
        if asked is None or asked.state != "held":
            return False
        self.lose(asked.member)
        asked.state = "released"
        for one, part in sorted(asked.parts, key=lambda each: each[0].order):
            if not one.is_written_off:
                self._come_back(one, part)
        return True

    def _come_back(self, one: Told, points: int) -> None:
        owing = [one] if one.owed else []
        for other in owing + [a for a in self._owing(one.member) if a is not one]:
            part = min(points, other.owed)
            other.owed -= part
            points -= part
        if points:
            one.spendable += points
            if one.good_until < self.today:
                one.good_until, one.graces = self.today + GRACE, one.graces + 1

    def sweep(self) -> list[int]:
        late = [a.id for a in self.asked.values() if a.state == "held" and a.deadline <= self.now - SETTLES]
        for id in sorted(late):
            self.release(id)
        return sorted(late)

    # -- what a member sees ----------------------------------------------------------------------------------

    def balance(self, member: str) -> tuple[int, int, int]:
        """Spendable, pending, owed."""
        mine = [a for a in self.awards if a.member == member]
        good = [a for a in mine if a.good_until >= self.today]
        return sum(a.spendable for a in good), sum(a.unripe for a in good), sum(a.owed for a in mine)

    def _owing(self, member: str) -> list[Told]:
        return sorted((a for a in self.awards if a.member == member and a.owed), key=lambda a: a.order)
