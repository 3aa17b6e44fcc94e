"""The ledger against a tiny model that keeps no balance: it counts everything anew from what was told."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from ledger_world import NOON, RULES, Breaking, ledger

from rewards.audit import audit
from rewards.ledger import KeyConflict
from rewards.rules import Rules
from storage.database import Database, Transaction
from tests.breaking import Broken

MACHINES = itertools.count()
LIMITS = {"points_per_day_max": 6, "points_per_month_max": 10, "awards_per_category_day_max": 2}
SMALL = Rules(**{name: getattr(RULES, name) for name in Rules.__slots__} | LIMITS)
MEMBERS = ("wang", "li")
DAYS = (date(2026, 11, 29), date(2026, 11, 30), date(2026, 12, 1))
CATEGORIES = ("wire", "hole")

cases = st.integers(0, 11)
members = st.sampled_from(MEMBERS)
days = st.sampled_from(DAYS)
categories = st.sampled_from(CATEGORIES)
points = st.integers(1, 7)
breaks = st.one_of(st.just(0), st.integers(1, 18))


@dataclass
class Told:
    """An award as the model remembers it."""

    case: int
    round: int
    member: str
    points: int
    category: str
    day: date
    at: datetime
    state: str = ""
    is_ripe: bool = False


class Model:
    def __init__(self) -> None:
        self.awards: list[Told] = []
        self.now = NOON

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
        if month + one.points > 10:
            return "month"
        if day + one.points > 6:
            return "day"
        return "category" if category + 1 > 2 else None

    def cancel(self, one: Told) -> list[int]:
        """Cancel; the cases that are paid in its stead."""
        was_paid, one.state = one.state == "paid", "cancelled"
        stead = []
        for other in sorted(self.awards, key=lambda a: (a.day, a.at, f"{a.case:02}")) if was_paid else []:
            same = other.member == one.member and other.day.month == one.day.month
            if same and other.state == "waiting" and not self.reason(other):
                other.state = "paid"
                stead.append(other.case)
        return stead


class LedgerMachine(RuleBasedStateMachine):
    database: Database
    loop: asyncio.AbstractEventLoop

    def __init__(self) -> None:
        super().__init__()
        self.name = f"x{next(MACHINES)}"
        self.model = Model()

    def take(self, work: Callable[[Any], Any], break_at: int = 0) -> Any:
        """Take it; broken off first at a statement, where it has so many."""
        if break_at:
            try:
                return self.wait(self.database.take(lambda tx: work(Breaking(tx, break_at))))
            except Broken:
                pass
        return self.wait(self.database.take(work))

    def read(self, work: Callable[[Transaction], Any]) -> Any:
        return self.wait(self.database.read(work))

    def wait(self, coming: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coming, self.loop).result()

    def named(self, one: Told) -> dict[str, Any]:
        return {"case": self.case(one.case), "rule": "verified", "round": one.round}

    def case(self, number: int) -> str:
        return f"{self.name}-{number:02}"

    def ask(self, one: Told, **other: Any) -> Callable[[Transaction], Any]:
        asked = {
            "member": f"{self.name}-{one.member}",
            "points": one.points,
            "category": one.category,
            "reported_on": one.day,
        }
        return lambda tx: self.book(tx).award(**self.named(one), **asked | other)

    def book(self, tx: Transaction) -> Any:
        return ledger(tx, now=self.model.now, rules=SMALL)

    @rule(case=cases, member=members, points=points, category=categories, day=days, break_at=breaks)
    def award(self, case: int, member: str, points: int, category: str, day: date, break_at: int) -> None:
        latest = self.model.latest(case)
        if latest and latest.state != "cancelled":
            return
        one = Told(case, self.model.round_of(case), member, points, category, day, self.model.now)
        reason = self.model.reason(one)
        one.state = "waiting" if reason else "paid"
        award = self.take(self.ask(one), break_at)
        assert (award.outcome, award.points, award.reason) == (
            "withheld" if reason else "posted",
            points,
            reason,
        )
        self.model.awards.append(one)

    @precondition(lambda self: self.model.awards)
    @rule(data=st.data(), break_at=breaks)
    def award_again(self, data: st.DataObject, break_at: int) -> None:
        one = data.draw(st.sampled_from(self.model.awards))
        outcome = self.take(self.ask(one), break_at).outcome
        if one.state in ("paid", "waiting"):
            assert outcome == {"paid": "repeated", "waiting": "withheld"}[one.state]
        assert outcome != "posted"

    @precondition(lambda self: self.model.awards)
    @rule(data=st.data(), break_at=breaks)
    def award_otherwise(self, data: st.DataObject, break_at: int) -> None:
        one = data.draw(st.sampled_from(self.model.awards))
        others: list[dict[str, Any]] = [
            {"points": one.points + 1},
            {"category": "other"},
            {"member": "m-eve"},
        ]
        other = data.draw(st.sampled_from(others))
        try:
            self.take(self.ask(one, **other), break_at)
        except KeyConflict:
            return
        raise AssertionError("another meaning under the same key must be a conflict")

    @precondition(lambda self: self.model.awards)
    @rule(data=st.data(), break_at=breaks)
    def reverse(self, data: st.DataObject, break_at: int) -> None:
        one = data.draw(st.sampled_from(self.model.awards))
        outcome = {"paid": "reversed", "waiting": "cancelled", "cancelled": "repeated"}[one.state]
        stead = self.model.cancel(one)
        reversal = self.take(lambda tx: self.book(tx).reverse(**self.named(one)), break_at)
        assert reversal.outcome == outcome
        assert [paid.case for paid in reversal.paid] == [self.case(number) for number in stead]

    @rule(hours=st.sampled_from([1, 24, 48, 24 * 200]))
    def tick(self, hours: int) -> None:
        self.model.now += timedelta(hours=hours)

    @rule(break_at=breaks)
    def mature(self, break_at: int) -> None:
        ripe = [
            a
            for a in self.model.awards
            if a.state == "paid" and not a.is_ripe and a.at <= self.model.now - timedelta(days=2)
        ]
        for one in ripe:
            one.is_ripe = True
        self.take(lambda tx: self.book(tx).mature(), break_at)

    @invariant()
    def what_is_told_is_what_is_shown(self) -> None:
        for member in MEMBERS:
            balance, lines = self.read(partial(self.shown, member=member))
            mine = [a for a in self.model.awards if a.member == member]
            good = [a for a in mine if a.state == "paid" and not self.is_expired(a)]
            assert balance.available == sum(a.points for a in good if a.is_ripe)
            assert balance.pending == sum(a.points for a in good if not a.is_ripe)
            assert sorted((line.case, line.points, line.state) for line in lines) == sorted(
                (self.case(a.case), a.points, self.state_of(a)) for a in mine
            )
            assert [line.at for line in lines] == sorted((line.at for line in lines), reverse=True)

    @invariant()
    def a_forecast_is_the_truth(self) -> None:
        for member, day in itertools.product(MEMBERS, DAYS):
            one = Told(-1, 0, member, 3, "wire", day, self.model.now)
            forecast = self.read(partial(self.forecast, member=member, day=day))
            reason = self.model.reason(one)
            assert (forecast.points, forecast.why_less) == (0 if reason else 3, reason)

    def teardown(self) -> None:
        assert self.read(audit) == []

    def forecast(self, tx: Transaction, member: str, day: date) -> Any:
        return self.book(tx).would_earn(f"{self.name}-{member}", 3, "wire", day)

    def shown(self, tx: Transaction, member: str) -> tuple[Any, Any]:
        name = f"{self.name}-{member}"
        return self.book(tx).balance(name), self.book(tx).entries(name, 500)

    def is_expired(self, one: Told) -> bool:
        here = one.at + timedelta(hours=8)
        first_day_lost = date(here.year + (here.month == 12) + 1, here.month % 12 + 1, 1)
        return (self.model.now + timedelta(hours=8)).date() >= first_day_lost

    def state_of(self, one: Told) -> str:
        if one.state != "paid":
            return {"waiting": "withheld"}.get(one.state, one.state)
        if self.is_expired(one):
            return "expired"
        return "available" if one.is_ripe else "pending"


async def test_the_ledger_does_what_its_model_does(database: Database) -> None:
    machine = type("Machine", (LedgerMachine,), {"database": database, "loop": asyncio.get_running_loop()})
    sizes = settings(
        max_examples=25,
        stateful_step_count=25,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    await asyncio.to_thread(run_state_machine_as_test, machine, settings=sizes)
