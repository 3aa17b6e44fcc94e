from __future__ import annotations

from datetime import date, timedelta

from ledger_world import NOON, award_of, ledger, report, whole_book

from rewards.audit import audit
from rewards.ledger import Award, Balance, Forecast, Paid, Reversal
from storage.database import Database, Transaction


def full_day(tx: Transaction) -> None:
    """Three awards that use the day up, in three categories, and a fourth that waits."""
    for n in range(4):
        ledger(tx, now=NOON + timedelta(minutes=n)).award(**report(f"D{n}", category=f"c{n}"))


async def test_a_cancelled_award_takes_its_points_back_and_returns_its_slot(database: Database) -> None:
    def work(tx: Transaction) -> None:
        book = ledger(tx)
        for n in range(3):
            book.award(**report(f"A{n}"))
        assert book.would_earn("m-wang", 4, "wire", date(2026, 11, 23)).points == 0
        assert book.reverse(**award_of("A1")) == Reversal("reversed", 4)
        assert book.balance("m-wang") == Balance(pending=8)
        assert book.would_earn("m-wang", 4, "wire", date(2026, 11, 23)) == Forecast(4)
        states = {line.case: line.state for line in book.entries("m-wang")}
        assert states == {"A0": "pending", "A1": "cancelled", "A2": "pending"}

    await database.take(work)
    assert await database.read(audit) == []


async def test_what_was_withheld_is_paid_when_a_slot_returns(database: Database) -> None:
    await database.take(full_day)

    def work(tx: Transaction) -> None:
        book = ledger(tx)
        assert book.reverse(**award_of("D0")) == Reversal("reversed", 4, (Paid("D3", "m-wang", 4),))
        assert book.balance("m-wang") == Balance(pending=12)
        assert book.award(**report("D3", category="c3")) == Award("repeated", 4)
        states = [(line.case, line.state) for line in book.entries("m-wang")]
        assert states == [("D3", "pending"), ("D2", "pending"), ("D1", "pending"), ("D0", "cancelled")]

    await database.take(work)
    assert await database.read(audit) == []


async def test_the_earliest_report_that_fits_is_paid_first(database: Database) -> None:
    def work(tx: Transaction) -> Reversal:
        for n, points in enumerate((4, 6, 2, 4, 2, 2)):  # the day is full after the third
            ledger(tx, now=NOON + timedelta(minutes=n)).award(**report(f"W{n}", category=f"c{n}", points=points))
        return ledger(tx).reverse(**award_of("W2"))

    assert await database.take(work) == Reversal("reversed", 2, (Paid("W4", "m-wang", 2),))
    assert await database.read(audit) == []


async def test_another_months_and_another_members_waiting_awards_stay(database: Database) -> None:
    def work(tx: Transaction) -> None:
        book = ledger(tx)
        october = date(2026, 10, 5)
        for n in range(4):
            book.award(**report(f"O{n}", category=f"c{n}", reported_on=october))
            book.award(**report(f"L{n}", category=f"c{n}", member="m-li"))
            book.award(**report(f"N{n}", category=f"c{n}"))
        assert book.reverse(**award_of("N0")).paid == (Paid("N3", "m-wang", 4),)
        states = {line.case: line.state for line in [*book.entries("m-wang", 20), *book.entries("m-li", 20)]}
        assert (states["O3"], states["L3"], states["N3"]) == ("withheld", "withheld", "pending")

    await database.take(work)
    assert await database.read(audit) == []


async def test_reversing_twice_is_reversing_once(database: Database) -> None:
    await database.take(full_day)
    await database.take(lambda tx: ledger(tx).reverse(**award_of("D0")))
    before = await database.read(whole_book)
    assert await database.take(lambda tx: ledger(tx).reverse(**award_of("D0"))) == Reversal("repeated", 4)
    assert await database.read(whole_book) == before


async def test_a_waiting_award_is_cancelled_where_it_waits(database: Database) -> None:
    await database.take(full_day)

    def work(tx: Transaction) -> None:
        book = ledger(tx)
        assert book.reverse(**award_of("D3")) == Reversal("cancelled", 4)
        assert book.reverse(**award_of("D3")) == Reversal("repeated", 4)
        assert book.reverse(**award_of("D0")).paid == ()
        assert book.award(**report("D3", category="c3")) == Award("withheld", 4, "day")
        assert book.entries("m-wang")[0].state == "cancelled"

    await database.take(work)
    assert await database.read(audit) == []


async def test_a_paid_after_all_award_can_be_cancelled_too(database: Database) -> None:
    await database.take(full_day)

    def work(tx: Transaction) -> None:
        book = ledger(tx)
        book.reverse(**award_of("D0"))
        assert book.reverse(**award_of("D3")) == Reversal("reversed", 4)
        assert book.balance("m-wang") == Balance(pending=8)

    await database.take(work)
    assert await database.read(audit) == []


async def test_a_reinstated_award_is_a_new_round_and_happens_once(database: Database) -> None:
    def work(tx: Transaction) -> None:
        book = ledger(tx)
        book.award(**report("A"))
        book.reverse(**award_of("A"))
        assert book.award(**report("A")) == Award("repeated", 4)
        assert book.award(**report("A", round=1)) == Award("posted", 4)
        assert book.award(**report("A", round=1)) == Award("repeated", 4)
        assert book.balance("m-wang") == Balance(pending=4)

    await database.take(work)
    assert await database.read(audit) == []


async def test_ripe_points_are_taken_back_as_well_and_do_not_ripen_again(database: Database) -> None:
    def work(tx: Transaction) -> None:
        ledger(tx).award(**report("A"))
        later = ledger(tx, now=NOON + timedelta(days=2))
        assert later.mature() == 1
        assert later.reverse(**award_of("A")) == Reversal("reversed", 4)
        assert later.balance("m-wang") == Balance()
        assert later.mature() == 0

    await database.take(work)
    assert await database.read(audit) == []


async def test_a_cancelled_award_does_not_ripen(database: Database) -> None:
    def work(tx: Transaction) -> int:
        ledger(tx).award(**report("A"))
        ledger(tx).reverse(**award_of("A"))
        return ledger(tx, now=NOON + timedelta(days=2)).mature()

    assert await database.take(work) == 0


async def test_reversing_what_never_was_changes_nothing(database: Database) -> None:
    before = await database.read(whole_book)
    assert await database.take(lambda tx: ledger(tx).reverse(**award_of("never"))) == Reversal("nothing")
    assert await database.read(whole_book) == before
