"""The books of points as an operator sees them: audited, reported, exported."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner

from bot.auditing import audit
from bot.cli import main
from dialogue.hear import Photo, Place, Press, Words
from tests.world import World

DANING, CASE = "310106019", "JA26-00001"
HERE = Place(31.2843, 121.4510, "fix", "wgs84", 10.0)
Command = Callable[..., tuple[int, str]]


async def verified_and_joined(world: World) -> None:
    """Wang's report, which liu joined, is handled and verified."""
    await world.counter(DANING, "大宁受理群")
    await world.officer("zhou", DANING)
    for rider, photo, button in (("wang", "a", "send:send"), ("liu", "b", f"known:{CASE}")):
        await world.agree(rider)
        await world.say(rider, Photo(photo), Words("井盖坏了"))
        await world.say(rider, HERE)
        await world.press(rider, button)
    await world.say("zhou", Press(f"take:{CASE}"))
    await world.say("zhou", Press(f"handled:{CASE}"))
    await world.say("zhou", Photo("l"), Words("已换新盖"))
    await world.press("zhou", "mark:true")


async def wrong(world: World) -> list[str]:
    return (await audit(world.app, None))[1]


async def test_a_day_is_closed_over_points_and_histories_and_holds(world: World) -> None:
    await verified_and_joined(world)
    with time_machine.travel(timedelta(days=1, hours=4)):
        for _ in range(2):
            await world.app.turns.close_day()
    assert await world.count("root") == 1
    assert await world.count("root", "count >= 1 and chains = 1")
    assert await wrong(world) == []
    await world.nights()
    assert await wrong(world) == []
    await world.database.take(lambda tx: tx.run("update root set chains = 2"))
    (line,) = await wrong(world)
    assert line.endswith("2 case histories were under it, 1 are there")


async def test_a_join_that_was_credited_and_would_never_be_paid_is_named(world: World) -> None:
    await verified_and_joined(world)
    assert await world.count("entitlement") == 1
    await world.database.take(lambda tx: tx.run("delete from entitlement"))
    (line,) = await wrong(world)
    assert line.startswith(f"award: {CASE} was joined by m")


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str) -> Command:
    """`starlight …` on a database of its own; its exit code and what it said."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("DATABASE_URL", database_url)

    def run(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, words)
        return result.exit_code, result.output

    return run


def test_a_months_liability_is_told_as_json_and_as_tables(command: Command) -> None:
    code, said = command("liability", "--month", "2026-11", "--json")
    assert (code, json.loads(said)["total"]["closing"]) == (0, 0)
    code, said = command("liability", "--month", "2026-11")
    assert code == 0
    assert "written off" in said
    assert command("liability", "--month", "November")[0] == 3


def test_the_export_is_one_of_two_forms(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "points.beancount"
    assert command("export", "--beancount", str(path))[0] == 0
    assert path.read_text(encoding="utf-8").startswith("option")
    assert command("export")[0] == 2
    assert command("export", "--json", "--beancount", str(path))[0] == 2
