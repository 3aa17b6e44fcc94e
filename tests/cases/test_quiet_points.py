"""What is found true at a quiet counter earns, days later, once, and nothing says what for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot import exporting
from bot.auditing import audit
from dialogue.hear import Words
from storage.database import Transaction
from tests.cases.quiet_world import DANING, WORDS, confide, pressed, seated, texts
from tests.world import World


async def settled(world: World, number: str, *outcomes: str) -> None:
    """The desk says what came of an entry, and then says otherwise."""
    for outcome in outcomes:
        await pressed(world, "qian", f"quietoutcome:{number}")
        await world.press("qian", f":which-outcome:{outcome}")
        if outcome == "loss_prevented":
            await world.say("qian", Words("5000"))
            await world.say("qian", Words("家属确认"))


async def clue(world: World, *outcomes: str) -> str:
    await seated(world, "qian", "clue_desk")
    await world.agree("wang")
    number = await confide(world, "wang", WORDS["clue"])
    await settled(world, number, *outcomes)
    return number


@pytest.mark.parametrize(
    ("outcomes", "points"),
    [
        (("looking",), 0),
        (("unfounded",), 0),
        (("administrative",), 4),
        (("loss_prevented",), 4),
        (("looking", "case_made"), 4),
        (("administrative", "case_made", "loss_prevented"), 4),
        (("case_made", "unfounded"), 4),
        (("unfounded", "case_made"), 4),
        (("case_made", "unfounded", "case_made"), 4),
    ],
)
async def test_what_was_true_earns_once_and_nothing_takes_it_away(
    world: World, outcomes: tuple[str, ...], points: int
) -> None:
    await clue(world, *outcomes)
    assert await world.points("wang") == 0, "nothing is posted with the outcome"
    await world.nights()
    assert await world.points("wang") == points
    _, wrong = await audit(world.app, None)
    assert wrong == []


async def test_nothing_of_the_clue_is_in_the_ledger_the_export_or_what_its_giver_reads(world: World) -> None:
    number = await clue(world, "case_made")
    await world.nights()
    book = await world.read(_ledger)
    export = json.dumps(await world.read(exporting.document), ensure_ascii=False)
    assert number not in str(book) + export
    assert "clue" not in str(book)
    await world.say("wang", Words("积分"))
    shown = texts(world, "wang")[-1]
    assert "志愿服务" in shown
    assert number not in shown
    assert "线索" not in shown


def _ledger(tx: Transaction) -> list[Any]:
    tables = ("transfer", "posting", "lot", "balance", "entitlement", "root")
    return [tuple(row) if isinstance(row, tuple) else dict(row) for t in tables for row in tx.all(f"select * from {t}")]


async def test_care_earns_nothing_where_the_pack_says_nothing(world: World) -> None:
    await seated(world, "qian", "care_desk", DANING)
    await world.agree("wang")
    number = await confide(world, "wang", WORDS["care"])
    await settled(world, number, "administrative")
    await world.nights()
    assert await world.points("wang") == 0
    _, wrong = await audit(world.app, None)
    assert wrong == []


async def test_nobody_says_what_came_of_what_they_confided_themselves(world: World) -> None:
    await seated(world, "qian", "clue_desk")
    await world.agree("qian")
    number = await confide(world, "qian", WORDS["clue"])
    assert "另一位" in (await pressed(world, "qian", f"quietoutcome:{number}"))[0]


async def test_a_true_clue_that_nothing_was_written_down_for_is_found_by_the_audit(world: World) -> None:
    number = await clue(world, "case_made")
    await world.database.take(lambda tx: tx.run("delete from entitlement"))
    _, wrong = await audit(world.app, None)
    assert wrong == [f"award: {number} was found true and earned nothing"]
