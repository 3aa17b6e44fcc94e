"""How a balance is looked up: from its indexes alone, however much was posted."""

from __future__ import annotations

from typing import Any

from ledger_world import ledger, report

from storage.database import Row, Transaction
from storage.sqlite import SqliteDatabase


class Explained:
    """A transaction that notes how each of its queries is answered."""

    def __init__(self, tx: Transaction) -> None:
        self.tx, self.plan = tx, ""

    def all(self, sql: str, /, **values: Any) -> list[Row]:
        self.plan += "\n".join(row["detail"] for row in self.tx.all(f"explain query plan {sql}", **values))
        return self.tx.all(sql, **values)


async def test_a_balance_is_read_from_two_indexes_and_no_table(sqlite_database: SqliteDatabase) -> None:
    def plan(tx: Transaction) -> str:
        ledger(tx).award(**report("c1"))
        explained = Explained(tx)
        assert ledger(explained).balance("m-wang").pending == 4  # type: ignore[arg-type]
        return explained.plan

    found = await sqlite_database.take(plan)
    assert "COVERING INDEX balance_in_lots (unit=? AND account=?)" in found
    assert "COVERING INDEX lot_expiry (id=? AND expires_on>?)" in found
