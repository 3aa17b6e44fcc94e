"""A public notice is a page for everybody, its code leads back to it, and nothing in it acts."""

from __future__ import annotations

from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from storage.database import Database, Transaction
from tests.web.conftest import Town, Towns

RULE = '停东侧车棚。<script>alert(1)</script> & "请登记"'


async def published(database: Database) -> None:
    def add(tx: Transaction) -> None:
        tx.run(
            "insert into person (id, key_id, member, alias, language, created_at) values ('p', 'k', 'm', 'A', 'en', 0)"
        )
        tx.run(
            "insert into case_class (category, street, place, latitude_e7, longitude_e7, opened_by, opened_at)"
            " values ('bike_mess', '310106019', '1788 广场东门', 312843000, 1214510000, 'p', 0)"
        )
        tx.run(
            "insert into notice (class, rule, from_at, until_at, published_at, check_at)"
            " values (1, :rule, 1795449600, 1811174400, 1795449600, 1797868800)",
            rule=RULE,
        )

    await database.take(add)


async def test_a_notice_is_read_by_anybody_and_acts_nowhere(database: Database, towns: Towns) -> None:
    await published(database)
    town: Town = await towns.open()
    async with town.browser() as browser:
        page = await browser.get("/notice/1")
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;" in page.text
    for words in ("1788 广场东门", "2026-11-24", "2027-05-24", "大宁路街道", "公开告知"):
        assert words in page.text
    assert "{{" not in page.text


async def test_its_code_leads_back_to_it(database: Database, towns: Towns) -> None:
    await published(database)
    town = await towns.open()
    async with town.browser() as browser:
        code = await browser.get("/notice/1/code.png")
    found = zxingcpp.read_barcodes(Image.open(BytesIO(code.content)).convert("L"))
    assert [each.text for each in found] == ["https://starlight.example/notice/1"]


@pytest.mark.parametrize("id", ["2", "0", "-1", "x", "9" * 40, "1'--"])
async def test_what_was_never_published_is_not_there(database: Database, towns: Towns, id: str) -> None:
    await published(database)
    town = await towns.open()
    async with town.browser() as browser:
        for path in (f"/notice/{id}", f"/notice/{id}/code.png"):
            assert (await browser.get(path)).status_code == 404
