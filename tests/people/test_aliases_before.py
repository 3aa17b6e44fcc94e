"""A database in which two people had one alias: the migration keeps the first's and makes the other's its own."""

from __future__ import annotations

import shutil
from pathlib import Path

from storage import open_database
from storage.database import Transaction
from storage.migrations import SCHEMA


async def test_aliases_that_were_drawn_twice_become_one_persons(bare_url: str, tmp_path: Path) -> None:
    before = tmp_path / "schema"
    before.mkdir()
    for file in SCHEMA.glob("00[1-5]_*.sql"):
        shutil.copy(file, before)
    database = open_database(bare_url)
    await database.migrate(before)

    def people(tx: Transaction) -> None:
        for id, alias in (("pAAAA1", "K3M9"), ("pBBBB2", "K3M9"), ("pCCCC3", "K3M9"), ("pDDDD4", "7QX2")):
            tx.run(
                "insert into person (id, key_id, member, alias, language, created_at)"
                " values (:id, 'k', :id, :alias, 'en', 0)",
                id=id,
                alias=alias,
            )

    await database.take(people)
    assert (await database.migrate())[0] == "006_aliases_and_hand_overs"
    rows = await database.read(lambda tx: tx.all("select alias from person order by id"))
    assert [row["alias"] for row in rows] == ["K3M9", "K3M9-BBBB", "K3M9-CCCC", "7QX2"]
    await database.close()
