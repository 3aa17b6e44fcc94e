"""A database with cases from before weeks were reckoned: its events learn what they can, and still never change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from storage import open_database
from storage.database import Transaction
from storage.errors import ConstraintBroken
from storage.migrations import SCHEMA


async def test_older_events_have_their_cases_street_and_deadlines(bare_url: str, tmp_path: Path) -> None:
    before = tmp_path / "schema"
    before.mkdir()
    for file in SCHEMA.glob("0*.sql"):
        if int(file.name[:3]) < 15:
            shutil.copy(file, before)
    database = open_database(bare_url)
    await database.migrate(before)

    def old(tx: Transaction) -> None:
        tx.run(
            "insert into person (id, key_id, member, alias, language, created_at) values ('p', 'k', 'm', 'a', 'en', 0)"
        )
        tx.run(
            "insert into cases (number, version, status, category, street, urgency, reporter, key_id, words,"
            " place_words, latitude_e7, longitude_e7, routed, opened_at, take_by, handle_by) values ('JA26-00001', 1,"
            " 'submitted', 'ebike_wire', '310106019', 'high', 'p', 'k', :none, :none, 0, 0, 'inside', 5, 60, 90)",
            none=b"",
        )
        tx.run(
            "insert into case_event (number, n, at, actor, what, before, after)"
            " values ('JA26-00001', 0, 5, 'p', 'open', '', 'submitted')"
        )

    await database.take(old)
    assert "015_weeks" in await database.migrate()
    row = await database.read(lambda tx: tx.one("select street, category, take_by, handle_by from case_event"))
    assert row is not None
    assert [row[name] for name in ("street", "category", "take_by", "handle_by")] == ["310106019", "ebike_wire", 60, 90]
    with pytest.raises(ConstraintBroken):
        await database.take(lambda tx: tx.run("update case_event set at = 6"))
    await database.close()
