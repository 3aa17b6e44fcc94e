from __future__ import annotations

import pytest
from ledger_world import whole_book

from rewards.posting import KeyConflict, post
from rewards.values import Leg, Posting, Transfer, digest_of
from storage.database import Database, Transaction
from storage.errors import ConstraintBroken

TREE = "cap:month"


def transfer(key: str, *, about: str = "one") -> Transfer:
    return Transfer(key, "award", digest_of(about=about), at=1_800_000_000, ref="JA26-00001")


def use(amount: int, *, account: str = "m-wang:2026-11", floor: int = -10) -> list[Leg]:
    return [Leg(TREE, account, -amount, floor=floor), Leg(TREE, "used", amount)]


async def test_what_does_not_fit_moves_nothing_and_keeps_its_key(database: Database) -> None:
    def work(tx: Transaction) -> None:
        assert post(tx, transfer("a"), use(7)) == Posting("posted")
        before = whole_book(tx)
        (short, _) = legs = use(4)
        other = use(4, account="m-li:2026-11")
        assert post(tx, transfer("b"), [*legs, *other]) == Posting("refused", (short,))
        after = whole_book(tx)
        assert [row for row in after["balance"] if row[3]] == before["balance"]
        assert after["posting"] == before["posting"]
        assert post(tx, transfer("b"), use(1)) == Posting("repeated")
        assert whole_book(tx) == after

    await database.take(work)


async def test_a_debit_from_an_account_that_is_not_there_is_refused(database: Database) -> None:
    def work(tx: Transaction) -> None:
        legs = [Leg("pt", "avail:m-wang", -1, "lot", floor=0), Leg("pt", "issuance", 1, "lot")]
        assert post(tx, transfer("a"), legs).outcome == "refused"
        assert whole_book(tx)["balance"] == []

    await database.take(work)


async def test_a_limit_can_be_used_up_exactly(database: Database) -> None:
    def work(tx: Transaction) -> list[str]:
        return [post(tx, transfer(f"k{n}"), use(5)).outcome for n in range(3)]

    assert await database.take(work) == ["posted", "posted", "refused"]


async def test_a_key_means_one_thing(database: Database) -> None:
    def work(tx: Transaction) -> None:
        post(tx, transfer("a"), use(1))
        with pytest.raises(KeyConflict, match="a"):
            post(tx, transfer("a", about="another"), use(1))

    await database.take(work)


@pytest.mark.parametrize(
    "legs",
    [
        [],
        [Leg(TREE, "used", 1)],
        [Leg(TREE, "used", 1), Leg("pt", "issuance", -1)],
        [Leg("pt", "avail:m", 1, "lot-1", floor=0), Leg("pt", "issuance", -1, "lot-2")],
        [Leg(TREE, "used", 0)],
    ],
)
async def test_sides_that_are_not_equal_are_never_written(database: Database, legs: list[Leg]) -> None:
    with pytest.raises(AssertionError):
        await database.take(lambda tx: post(tx, transfer("a"), legs))
    assert not any((await database.read(whole_book)).values())


@pytest.mark.parametrize("table", ["transfer", "posting", "lot"])
@pytest.mark.parametrize("deed", ["update {} set {} = {}", "delete from {}"])
async def test_what_is_posted_never_changes(database: Database, table: str, deed: str) -> None:
    column = {"transfer": "ref", "posting": "unit", "lot": "origin"}[table]

    def fill(tx: Transaction) -> None:
        post(tx, transfer("a"), use(1))
        tx.run(
            "insert into lot (id, member, points, category, reported_on, origin, expires_on)"
            " values ('a', 'm-wang', 1, 'wire', '2026-11-23', 'verified', '2027-11-30')"
        )

    await database.take(fill)
    before = await database.read(whole_book)
    with pytest.raises(ConstraintBroken, match="never changes"):
        await database.take(lambda tx: tx.run(deed.format(table, column, column)))
    assert await database.read(whole_book) == before
