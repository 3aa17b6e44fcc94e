"""My data as a file: all of mine, nothing of anybody else's, readable, and small enough to be sent."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from cases.rechecks import store as rechecks
from dialogue.hear import Photo, Press, Words
from storage.database import Transaction
from tests.cases.test_casework import CASE, HERE, handled, reported
from tests.world import World, seen_in


async def exported(world: World, who: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What somebody gets who asks for their data: the text, and the photos by name."""
    await world.say(who, Press("mydata"))
    shown = next(one for one in reversed(world.channel.shown) if one.address == world.address(who) and one.document)
    assert shown.document
    with ZipFile(BytesIO(shown.document.data)) as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name) for name in archive.namelist()}
    return json.loads(files.pop("my-data.json")), files


async def test_a_rider_gets_everything_that_is_kept(world: World) -> None:
    await handled(world)
    await world.say("wang", Press(f"solved:{CASE}"))
    await world.say("wang", Photo("b"), Words("还有一处"))  # a draft
    text, files = await exported(world, "wang")
    (report,) = text["reports"]
    assert (report["number"], report["words"], report["office_said"]) == (CASE, "井盖坏了", "已换新盖")
    assert [event["what"] for event in report["events"]] == ["open", "take", "handle", "confirm"]
    assert [event["by"] == "you" for event in report["events"]] == [True, False, False, True]
    assert text["chats"] == [{"channel": world.channel.name, "address": world.address("wang"), "state": "open"}]
    assert text["you"]["agreed_to_version"] == 2
    assert text["points"][0]["case"] == CASE
    assert "还有一处" in json.dumps(text["unfinished_talks"], ensure_ascii=False)
    assert {seen_in(data)[0] for data in files.values()} == {("a",), ("b",)}
    assert set(report["photos"]) <= {photo["id"] for photo in text["photos"]}


async def test_who_joined_and_who_worked_it_get_theirs_and_no_more(world: World) -> None:
    await reported(world)
    await world.say("zhou", Press(f"take:{CASE}"))
    await world.say("liu", Photo("d"))
    await world.say("liu", Words("井盖翻了"))
    await world.say("liu", HERE)
    await world.press("liu", f"known:{CASE}")
    joined, files = await exported(world, "liu")
    assert [each["number"] for each in joined["followed"]] == [CASE]
    assert joined["reports"] == []
    assert "井盖坏了" not in json.dumps(joined, ensure_ascii=False)
    assert {seen_in(data)[0] for data in files.values()} == {("d",)}
    worked, files = await exported(world, "zhou")
    assert [role["role"] for role in worked["roles"]] == ["officer"]
    assert [(act["case"], act["what"]) for act in worked["done"]] == [(CASE, "take")]
    assert files == {}


async def test_a_stranger_gets_a_file_that_says_so(world: World) -> None:
    text, files = await exported(world, "sun")
    assert text["reports"] == text["followed"] == text["points"] == []
    assert files == {}


async def test_what_does_not_fit_goes_small(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await handled(world)
    monkeypatch.setattr("bot.packing.PHOTOS_BYTES_MAX", 10)
    _, files = await exported(world, "wang")
    assert [seen_in(data) for data in files.values()] == [(("a",), 320)]


async def test_no_file_goes_to_a_group(world: World) -> None:
    await reported(world)
    shown = len(world.channel.shown)
    await world.say("zhou", Press("mydata"), group="大宁受理群")
    assert [one for one in world.channel.shown[shown:] if one.document] == []


async def test_where_somebody_rides_is_on_duty_and_what_they_were_asked_is_in_it(world: World) -> None:
    await reported(world)
    await world.say("zhou", Press(f"take:{CASE}"))
    await world.say("zhou", Press(f"ask:{CASE}"))
    await world.say("zhou", Words("是哪一栋楼"))
    person, now = await world.person("wang"), 1_764_000_000

    def ride(tx: Transaction) -> None:
        rechecks.ride(tx, person, ["310106019"], now=now)
        tx.run(
            "insert into duty (street, person, began_at) values ('310106019', :person, :now)", person=person, now=now
        )

    await world.database.take(ride)
    text, _ = await exported(world, "wang")
    (report,) = text["reports"]
    assert [asked["says"] for asked in report["questions"]] == ["是哪一栋楼"]
    assert [each["street"] for each in text["usual_streets"]] == ["310106019"]
    assert [each["began_at"][:4] for each in text["duties"]] == ["2025"]
    assert (text["vouchers"], text["looks"], text["weekly_notes"]) == ([], [], [])
