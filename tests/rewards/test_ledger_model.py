"""The ledger against a tiny model that keeps no balance, each step broken off somewhere first, on both engines."""

from __future__ import annotations

import asyncio
import itertools
import os
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from ledger_model import CATEGORY_MAX, DAY_MAX, MONTH_MAX, Asked, Model, Told
from ledger_world import RULES, SHANGHAI, Breaking, ledger

from rewards.audit import audit
from rewards.ledger import KeyConflict
from rewards.redemptions import Redemptions
from rewards.rules import Rules
from storage.database import Database, Transaction
from tests.breaking import Broken

MACHINES = itertools.count()
LIMITS = {
    "points_per_day_max": DAY_MAX,
    "points_per_month_max": MONTH_MAX,
    "awards_per_category_day_max": CATEGORY_MAX,
}
SMALL = Rules(**{name: getattr(RULES, name) for name in Rules.__slots__} | LIMITS)
MEMBERS = ("wang", "li")
DAYS = (date(2026, 11, 29), date(2026, 11, 30), date(2026, 12, 1))
CATEGORIES = ("wire", "hole")
TAKEN_MAX = 3  # of the one benefit, a member and month
SWEPT_MAX = 10_000
EXAMPLES = int(os.environ.get("LEDGER_EXAMPLES", "25"))  # the soak and the mutants ask for more
PHASES = (Phase.generate,) if "LEDGER_EXAMPLES" in os.environ else tuple(Phase)  # they need no smallest example

cases = st.integers(0, 11)
members = st.sampled_from(MEMBERS)
days = st.sampled_from(DAYS)
categories = st.sampled_from(CATEGORIES)
points = st.integers(1, 7)
breaks = st.one_of(st.just(0), st.integers(1, 30))
ids = st.integers(0, 7)
costs = st.integers(0, 6)


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

    def member(self, name: str) -> str:
        return f"{self.name}-{name}"

    def book(self, tx: Transaction) -> Any:
        return ledger(tx, now=self.model.now, rules=SMALL)

    def shop(self, tx: Transaction) -> Redemptions:
        return Redemptions(tx, SMALL, self.model.now, SHANGHAI)

    @initialize(begins=st.booleans())
    def begin(self, begins: bool) -> None:
        """Half of the runs begin with points to spend and pieces to spend them on."""
        if not begins:
            return
        for n, (member, day) in enumerate(itertools.product(MEMBERS, DAYS)):
            self.award(n, member, 3, "wire", day, 0)
        self.tick(48)
        self.mature(0)
        self.supply(0, 3, 0)

    # -- awards ----------------------------------------------------------------------------------------------

    def ask(self, one: Told, **other: Any) -> Callable[[Transaction], Any]:
        asked = {
            "member": self.member(one.member),
            "points": one.points,
            "category": one.category,
            "reported_on": one.day,
        }
        return lambda tx: self.book(tx).award(**self.named(one), **asked | other)

    @rule(case=cases, member=members, points=points, category=categories, day=days, break_at=breaks)
    def award(self, case: int, member: str, points: int, category: str, day: date, break_at: int) -> None:
        latest = self.model.latest(case)
        if latest and latest.state != "cancelled":
            return
        one = Told(case, self.model.round_of(case), member, points, category, day, self.model.now)
        reason = self.model.reason(one)
        award = self.take(self.ask(one), break_at)
        assert (award.outcome, award.points, award.reason) == ("withheld" if reason else "posted", points, reason)
        one.state = "waiting"
        if not reason:
            self.model.pay(one)
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
    @rule(data=st.data(), why=st.sampled_from(["fraud", "office_error"]), break_at=breaks)
    def reverse(self, data: st.DataObject, why: str, break_at: int) -> None:
        one = data.draw(st.sampled_from(self.model.awards))
        outcome = {"paid": "reversed", "waiting": "cancelled", "cancelled": "repeated"}[one.state]
        stead = [] if one.state == "cancelled" else self.model.cancel(one, is_fraud=why == "fraud")
        reversal = self.take(lambda tx: self.book(tx).reverse(**self.named(one), why=why), break_at)
        assert reversal.outcome == outcome
        assert [paid.case for paid in reversal.paid] == [self.case(number) for number in stead]

    @rule(break_at=breaks)
    def mature(self, break_at: int) -> None:
        self.model.mature()
        self.take(lambda tx: self.book(tx).mature(), break_at)

    @rule(break_at=breaks)
    def expire(self, break_at: int) -> None:
        for member in MEMBERS:
            self.model.lose(member)
        self.take(lambda tx: self.book(tx).expire(), break_at)

    # -- redemptions -----------------------------------------------------------------------------------------

    @rule(part=st.integers(0, 3), count=st.integers(1, 3), break_at=breaks)
    def supply(self, part: int, count: int, break_at: int) -> None:
        is_new = part not in self.model.supplied
        self.model.supplied.setdefault(part, count)
        added = self.take(lambda tx: self.shop(tx).supply(self.name, part=f"w{part}", count=count), break_at)
        assert added == is_new

    @rule(id=ids, member=members, cost=costs, break_at=breaks)
    def hold(self, id: int, member: str, cost: int, break_at: int) -> None:
        before = self.model.asked.get(id)
        try:
            held = self.take(partial(self.held, id=id, member=member, cost=cost), break_at)
        except KeyConflict:
            assert before
            assert (before.member, before.cost) != (member, cost)
            return
        if before:
            assert (before.member, before.cost) == (member, cost), "another meaning under the same key"
            expected = ("repeated", 0) if before.outcome == "held" else (before.outcome, before.short_by)
        else:
            asked = self.model.hold(id, member, cost, TAKEN_MAX)
            expected = (asked.outcome, asked.short_by)
        assert (held.outcome, held.short_by) == expected

    def held(self, tx: Transaction, *, id: int, member: str, cost: int) -> Any:
        return self.shop(tx).hold(
            id=self.redemption(id),
            member=self.member(member),
            benefit=self.name,
            shop=f"{self.name}-shop",
            cost_points=cost,
            deadline=self.model.now + timedelta(days=1),
            code_index=f"index-{self.redemption(id)}",
            tail="7K",
            month_max=TAKEN_MAX,
        )

    def redemption(self, id: int) -> str:
        return f"{self.name}-r{id}"

    @rule(id=ids, hours_ago=st.sampled_from([0, 1, 3]), break_at=breaks)
    def capture(self, id: int, hours_ago: int, break_at: int) -> None:
        self.captured(id, self.model.now - timedelta(hours=hours_ago), break_at)

    def captured(self, id: int, seen_at: datetime, break_at: int) -> None:
        outcome = self.model.capture(id, seen_at)
        captured = self.take(lambda tx: self.shop(tx).capture(self.redemption(id), at=seen_at, actor="till"), break_at)
        assert captured.outcome == outcome
        if outcome in ("used", "repeated"):
            used_at = self.model.asked[id].used_at
            assert used_at
            assert captured.used_at == int(used_at.timestamp())

    @precondition(lambda self: any(asked.state == "held" for asked in self.model.asked.values()))
    @rule(
        data=st.data(), late=st.sampled_from([0, 1, 119, 121]), seen_late=st.sampled_from([-1, 0, 1]), break_at=breaks
    )
    def capture_about_the_deadline(self, data: st.DataObject, late: int, seen_late: int, break_at: int) -> None:
        """So many minutes after a deadline we hear what a till saw about then."""
        asked = data.draw(st.sampled_from([each for each in self.model.asked.values() if each.state == "held"]))
        self.model.now = max(self.model.now, asked.deadline + timedelta(minutes=late))
        self.captured(asked.id, asked.deadline + timedelta(minutes=seen_late), break_at)

    @rule(id=ids, break_at=breaks)
    def release(self, id: int, break_at: int) -> None:
        is_released = self.model.release(id)
        found = self.take(lambda tx: self.shop(tx).release(self.redemption(id), why="undone", actor="rider"), break_at)
        assert found == is_released

    @rule(break_at=breaks)
    def sweep(self, break_at: int) -> None:
        swept = self.take(lambda tx: self.shop(tx).sweep(most=SWEPT_MAX), break_at)
        mine = [found.id for found in swept if found.member.startswith(f"{self.name}-")]
        assert mine == [self.redemption(id) for id in self.model.sweep()]

    @rule(hours=st.sampled_from([1, 20, 24, 27, 48, 24 * 8, 24 * 200]))
    def tick(self, hours: int) -> None:
        """Time goes on, and nothing else: no sweep tidies up before somebody asks."""
        self.model.now += timedelta(hours=hours)

    # -- what must always hold -------------------------------------------------------------------------------

    @invariant()
    def what_is_told_is_what_is_shown(self) -> None:
        for member in MEMBERS:
            balance, lines = self.read(partial(self.shown, member=member))
            assert (balance.available, balance.pending, balance.owed) == self.model.balance(member)
            mine = [a for a in self.model.awards if a.member == member]
            assert sorted((line.case, line.points, line.state) for line in lines) == sorted(
                (self.case(a.case), a.points, a.shown(self.model.today)) for a in mine
            )
            assert [line.at for line in lines] == sorted((line.at for line in lines), reverse=True)

    @invariant()
    def a_forecast_is_the_truth(self) -> None:
        for member, day in itertools.product(MEMBERS, DAYS):
            one = Told(-1, 0, member, 3, "wire", day, self.model.now)
            forecast = self.read(partial(self.forecast, member=member, day=day))
            reason = self.model.reason(one)
            assert (forecast.points, forecast.why_less) == (0 if reason else 3, reason)

    @invariant()
    def redemptions_and_stock_are_as_told(self) -> None:
        stock, states = self.read(self.taken)
        assert stock == self.model.stock
        assert states == {self.redemption(asked.id): asked.state for asked in self.found()}

    def found(self) -> list[Asked]:
        return [asked for asked in self.model.asked.values() if asked.outcome == "held"]

    def taken(self, tx: Transaction) -> tuple[int, dict[str, str]]:
        mine = [found for m in MEMBERS for found in self.shop(tx).of_member(self.member(m), most=100)]
        return self.shop(tx).stock(self.name), {found.id: found.state for found in mine}

    def teardown(self) -> None:
        assert self.read(audit) == []

    def forecast(self, tx: Transaction, member: str, day: date) -> Any:
        return self.book(tx).would_earn(self.member(member), 3, "wire", day)

    def shown(self, tx: Transaction, member: str) -> tuple[Any, Any]:
        return self.book(tx).balance(self.member(member)), self.book(tx).entries(self.member(member), 500)


async def test_the_ledger_does_what_its_model_does(database: Database) -> None:
    machine = type("Machine", (LedgerMachine,), {"database": database, "loop": asyncio.get_running_loop()})
    sizes = settings(
        max_examples=EXAMPLES,
        stateful_step_count=30,
        deadline=None,
        database=None,
        phases=PHASES,
        suppress_health_check=[HealthCheck.too_slow],
    )
    await asyncio.to_thread(run_state_machine_as_test, machine, settings=sizes)
