"""The demo begins with the worked example: a rider who reports at that gate first reads what was agreed there."""

from __future__ import annotations

import pytest

from bot.auditing import audit
from bot.demo import make_up_a_past
from bot.settings import PACKS
from bot.worked_example import write_example
from cases.catalog import load as load_pack
from cases.consultations.example import load
from cases.routing import Reason, route
from dialogue.hear import Photo, Place, Press, Words
from tests.cases.test_casework import texts
from tests.world import World

STREET = "310106013"


def test_the_example_lies_in_its_street_and_is_of_the_pack_s_kinds() -> None:
    example, pack = load(PACKS / "jingan"), load_pack(PACKS / "jingan")
    assert example is not None
    found = route(Place(example.latitude, example.longitude, "fix", "wgs84", 10.0), pack)
    assert (found.street, found.reason) == (example.street, Reason.INSIDE)
    assert {example.agreed.category, example.proposed.category} <= pack.categories.keys()
    assert not pack.categories[example.agreed.category].earns  # it is written without points


async def test_it_is_proposed_agreed_and_noticed_and_holds_together(world: World) -> None:
    await write_example(world.app)
    await world.coordinator("chen", STREET)
    await world.say("chen", Words("类案"))
    listed = world.channel.shown[-1]
    assert "建议合起来办的 1 处" in listed.text
    assert [key.label.split(" · ")[0] for row in listed.keys for key in row] == ["1788广场南门（样例）", "建议"]
    await world.say("chen", Press("meet:1"))
    card = texts(world, "chen")[-1]
    assert "协商一致" in card
    assert "已经发布公开告知" in card
    _, wrong = await audit(world.app, None)
    assert (wrong, world.troubles) == ([], [])


async def test_beside_a_made_up_past_it_is_proposed_all_the_same(sqlite_world: World) -> None:
    world = sqlite_world
    await make_up_a_past(world.app)
    await world.coordinator("chen")
    await world.say("chen", Words("类案"))
    keys = [key.label for row in world.channel.shown[-1].keys for key in row]
    assert any("1788广场" in label for label in keys), keys
    assert any("停车充电换电" in label for label in keys), keys


@pytest.mark.parametrize("how", ["place", "words"])
async def test_who_reports_there_next_reads_the_notice_first(sqlite_world: World, how: str) -> None:
    world, example = sqlite_world, load(PACKS / "jingan")
    assert example is not None
    await write_example(world.app)
    await world.agree("ma")
    since = len(world.channel.shown)
    await world.say("ma", Photo("a"), Words("南门保安不让进"))
    there = Place(example.latitude, example.longitude, "fix", "wgs84", 10.0)
    await world.say("ma", there if how == "place" else Words("1788广场"))
    told = texts(world, "ma", since)
    assert any(text.startswith("这里有公开告知（各方协商一致）：1788广场南门") for text in told), told


async def test_a_clock_that_sweeps_finds_nothing_amiss(sqlite_world: World) -> None:
    world = sqlite_world
    await write_example(world.app)
    await world.coordinator("chen", STREET)
    await world.app.clock.sweep()
    await world.settle()
    assert world.troubles == []
