"""What is outstanding, and the ledger in a form that somebody else's program checks."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from ledger_world import NOON, RULES, SHANGHAI, award_of, drink, ledger, report, shop

from rewards.reporting.beancount import account_of, lines
from rewards.reporting.liability import Liability, Movement, liability
from rewards.rules import Rules
from rewards.two_persons import TwoPersons
from storage.database import Database, Transaction

AT_ONCE = Rules(**{name: getattr(RULES, name) for name in Rules.__slots__} | {"mature_days": 0})
DECEMBER = datetime(2026, 12, 5, 4, 0, tzinfo=UTC)
A_YEAR_ON = datetime(2027, 12, 5, 4, 0, tzinfo=UTC)


def book(tx: Transaction, now: datetime = NOON) -> Any:
    return ledger(tx, now=now, rules=AT_ONCE)


def a_year(tx: Transaction) -> None:
    """Some of everything: awards, a drink used and one given back, a fraud and a mistake, corrections, expiry."""
    for case in ("A", "B", "C"):
        book(tx).award(**report(case))
    book(tx).award(**report("L", member='m-"li" x'))
    shop(tx).supply("drink", part="2026-W48", count=5)
    shop(tx).hold(**drink("used", cost_points=5))
    shop(tx).capture("used", at=NOON, actor="till")
    shop(tx).hold(**drink("undone", cost_points=2))
    shop(tx).release("undone", why="undone", actor="m-wang")
    book(tx, DECEMBER).reverse(**award_of("A"), why="fraud")
    book(tx, DECEMBER).reverse(**award_of("B"))
    book(tx, DECEMBER).award(**report("D", reported_on=DECEMBER.date()))
    two = TwoPersons(tx, AT_ONCE, DECEMBER, SHANGHAI)
    two.adjust(ticket="t1", member="m-wang", points=7, reason="missed", maker="m-z", checker="m-q")
    two.adjust(ticket="t2", member="m-wang", points=-2, reason="miscounted", maker="m-z", checker="m-q")
    shop(tx, DECEMBER).hold(**drink("open", now=DECEMBER, cost_points=1))
    book(tx, A_YEAR_ON).expire()


def street_of(case: str) -> str:
    return {"A": "310106019", "B": "310106019"}.get(case, "310106011")


def of(tx: Transaction, month: str) -> Liability:
    return liability(tx, month, zone=SHANGHAI, street_of=street_of)


async def test_a_months_liability_says_what_came_and_what_went(database: Database) -> None:
    def work(tx: Transaction) -> tuple[Liability, Liability, Liability]:
        a_year(tx)
        return of(tx, "2026-11"), of(tx, "2026-12"), of(tx, "2027-12")

    november, december, later = await database.take(work)
    assert november.total == Movement(issued=16, redeemed=5, closing=11)
    assert november.by_shop == {"cafe": 5}
    assert december.total == Movement(opening=11, issued=11, reversed=7, written_off=2, closing=13)
    assert later.total.opening == december.total.closing
    assert later.total.expired == later.by_expiry["2027-11"].expired > 0


async def test_every_part_is_sound_and_the_parts_are_the_whole(database: Database) -> None:
    def work(tx: Transaction) -> list[Liability]:
        a_year(tx)
        return [of(tx, month) for month in ("2026-10", "2026-11", "2026-12", "2027-12", "2028-01")]

    for found in await database.take(work):
        for parts in (found.by_expiry, found.by_street):
            assert all(part.is_sound for part in parts.values())
            for column in Movement.__slots__:
                assert sum(getattr(part, column) for part in parts.values()) == getattr(found.total, column)


async def test_a_months_closing_is_what_members_and_redemptions_have(database: Database) -> None:
    def work(tx: Transaction) -> tuple[int, int]:
        a_year(tx)
        row = tx.one("select sum(amount) as n from balance where unit = 'pt'")
        assert row
        return of(tx, "2027-12").total.closing, int(row["n"])

    closing, balances = await database.take(work)
    assert closing == balances


@pytest.mark.parametrize("month", ["2026-13", "November", "2026", ""])
async def test_what_is_no_month_is_refused(database: Database, month: str) -> None:
    with pytest.raises(ValueError):
        await database.read(lambda tx: of(tx, month))


def bean_check(path: Path) -> subprocess.CompletedProcess[str]:
    checker = Path(sys.executable).with_name("bean-check")
    return subprocess.run([str(checker), str(path)], capture_output=True, text=True, timeout=60)


async def test_beancount_finds_nothing_wrong_in_the_export(database: Database, tmp_path: Path) -> None:
    await database.take(a_year)
    path = tmp_path / "points.beancount"
    path.write_text("\n".join(await database.read(lambda tx: list(lines(tx, SHANGHAI)))) + "\n", encoding="utf-8")
    assert path.read_text(encoding="utf-8").count(" * ") > 10
    checked = bean_check(path)
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")


async def test_beancount_finds_what_we_would_have_hidden(database: Database, tmp_path: Path) -> None:
    """The independent book-keeper is not there for show: a balance that was changed is named."""

    def work(tx: Transaction) -> list[str]:
        a_year(tx)
        tx.run("update balance set amount = amount + 1 where account = 'avail:m-wang' and lot = 'award:D:verified:0'")
        return list(lines(tx, SHANGHAI))

    path = tmp_path / "points.beancount"
    path.write_text("\n".join(await database.take(work)) + "\n", encoding="utf-8")
    checked = bean_check(path)
    assert checked.returncode == 1
    assert "Balance failed" in checked.stdout + checked.stderr


async def test_an_empty_ledger_is_a_file_too(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "points.beancount"
    path.write_text("\n".join(await database.read(lambda tx: list(lines(tx, SHANGHAI)))) + "\n", encoding="utf-8")
    assert bean_check(path).returncode == 0
    assert (await database.read(lambda tx: of(tx, "2026-11"))).total == Movement()


def test_different_accounts_have_different_names() -> None:
    names = [account_of("pt", f"avail:{member}") for member in ("m-a", "m_a", "m a", "m.a", "m-2d-a")]
    assert len(set(names)) == len(names)
