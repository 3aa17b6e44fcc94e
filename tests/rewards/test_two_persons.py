"""Points put right by hand, and awards that wait while somebody is heard."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from ledger_world import NOON, RULES, SHANGHAI, award_of, ledger, report

from rewards.audit import audit
from rewards.ledger import Award, Balance, Forecast, KeyConflict, Paid
from rewards.two_persons import Adjusted, MakerIsChecker, TwoPersons
from storage.database import Database, Transaction

MONTH = timedelta(days=30)


def two(tx: Transaction) -> TwoPersons:
    return TwoPersons(tx, RULES, NOON, SHANGHAI)


def ticket(points: int, **other: Any) -> dict[str, Any]:
    usual = {"ticket": "t1", "member": "m-wang", "reason": "missed", "maker": "m-zhao", "checker": "m-qian"}
    return {**usual, "points": points, **other}


def pause(**other: Any) -> dict[str, Any]:
    usual = {"id": "p1", "member": "m-wang", "reason": "copied", "maker": "m-zhao", "checker": "m-qian"}
    return {**usual, **other}


async def test_points_that_were_missed_are_given_and_too_many_are_taken(database: Database) -> None:
    def work(tx: Transaction) -> Balance:
        assert two(tx).adjust(**ticket(5)) == Adjusted("posted")
        assert two(tx).adjust(**ticket(5)) == Adjusted("repeated")
        assert two(tx).adjust(**ticket(-6, ticket="t2", reason="miscounted")) == Adjusted("short", 1)
        assert two(tx).adjust(**ticket(-3, ticket="t2", reason="miscounted")) == Adjusted("posted")
        with pytest.raises(KeyConflict):
            two(tx).adjust(**ticket(6))
        return ledger(tx).balance("m-wang")

    assert await database.take(work) == Balance(available=2)
    assert await database.read(audit) == []


async def test_an_adjustment_uses_no_limit_and_is_shown_as_such(database: Database) -> None:
    def work(tx: Transaction) -> None:
        two(tx).adjust(**ticket(40))
        assert ledger(tx).award(**report("A")) == Award("posted", 4)
        (_, line) = sorted(ledger(tx).entries("m-wang"), key=lambda line: line.case, reverse=True)
        assert (line.kind, line.case, line.points, line.state) == ("adjust", "", 40, "available")

    await database.take(work)
    assert await database.read(audit) == []


@pytest.mark.parametrize("deed", [lambda tx: two(tx).adjust(**ticket(5, checker="m-zhao")),
                                  lambda tx: two(tx).pause(**pause(checker="m-zhao"))])  # fmt: skip
async def test_nobody_agrees_to_what_they_asked_for(database: Database, deed: Any) -> None:
    with pytest.raises(MakerIsChecker):
        await database.take(deed)


async def test_a_paused_members_awards_wait_and_are_paid_in_the_end(database: Database) -> None:
    def work(tx: Transaction) -> None:
        ledger(tx).award(**report("before"))
        assert two(tx).pause(**pause())
        assert not two(tx).pause(**pause())
        assert ledger(tx).would_earn("m-wang", 4, "wire", report("x")["reported_on"]) == Forecast(0, "paused")
        for case in ("A", "B", "C"):
            assert ledger(tx).award(**report(case)) == Award("withheld", 4, "paused")
        assert ledger(tx).award(**report("A")) == Award("withheld", 4, "paused")
        assert ledger(tx).balance("m-wang") == Balance(pending=4), "what is there stays"
        almost = ledger(tx, now=NOON + MONTH - timedelta(seconds=1))
        assert almost.end_pauses() == []
        assert almost.reverse(**award_of("before")).paid == (), "a slot that returns is nothing to a paused member"
        after = ledger(tx, now=NOON + MONTH)
        assert after.end_pauses() == [Paid(case, "m-wang", 4) for case in ("A", "B", "C")]
        assert after.end_pauses() == []

    await database.take(work)
    assert await database.read(audit) == []


async def test_after_a_pause_the_limits_count_as_ever(database: Database) -> None:
    def work(tx: Transaction) -> None:
        two(tx).pause(**pause())
        for n in range(4):
            ledger(tx, now=NOON + timedelta(minutes=n)).award(**report(f"A{n}", category=f"c{n}"))
        after = ledger(tx, now=NOON + MONTH)
        assert [paid.case for paid in after.end_pauses()] == ["A0", "A1", "A2"]
        assert after.end_pauses() == []
        assert after.entries("m-wang")[0].reason == "day"
        assert [paid.case for paid in after.reverse(**award_of("A0")).paid] == ["A3"]

    await database.take(work)
    assert await database.read(audit) == []
