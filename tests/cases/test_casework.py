"""Work on a case, from report to answer: who may do what, who hears of it, and what it earns."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dialogue.hear import Command, Photo, Place, Press, Words
from tests.world import World, at

DANING, GONGHE = "310106019", "310106018"
GROUP, OTHER = "大宁受理群", "共和新受理群"
HERE = Place(31.2843, 121.4510, "fix", "wgs84", 10.0)
CASE = "JA26-00001"


async def reported(world: World, *, photos: str = "a", words: str = "井盖坏了") -> None:
    """A case that waits at its street's counter; zhou and li work there, qian elsewhere, chen coordinates."""
    await world.counter(DANING, GROUP)
    await world.counter(GONGHE, OTHER)
    for name, street in (("zhou", DANING), ("li", DANING), ("qian", GONGHE)):
        await world.officer(name, street)
    await world.coordinator("chen", DANING)
    await world.agree("wang")
    await world.agree("liu")
    for name in photos:
        await world.say("wang", Photo(name))
    await world.say("wang", Words(words))
    await world.say("wang", HERE)
    await world.press("wang", "send:send")


async def handled(world: World, *, mark: str = "true") -> None:
    await reported(world)
    await world.say("zhou", Press(f"take:{CASE}"))
    await world.say("zhou", Press(f"handled:{CASE}"))
    await world.say("zhou", Photo("c"), Words("已换新盖"))
    await world.press("zhou", f"mark:{mark}")


def texts(world: World, who: str, since: int = 0) -> list[str]:
    return [shown.text for shown in world.channel.shown[since:] if shown.address == world.address(who)]


async def status(world: World) -> str:
    row = await world.read(lambda tx: tx.one("select status from cases where number = :n", n=CASE))
    return str(row["status"])


# Everybody who is not meant, and every act; absent and forbidden answer alike.
OFFICE_ACTS = ("take", "handled", "handover", "refuse", "photos", "where", "open")
RIDER_ACTS = ("case", "withdraw", "add", "solved", "partly", "unsolved", "notpassed", "again")


@pytest.mark.parametrize("who", ["liu", "wang", "qian", "nobody"])
async def test_nobody_else_can_act_for_the_office(sqlite_world: World, who: str) -> None:
    world = sqlite_world
    await reported(world)
    for act in OFFICE_ACTS:
        for number in (CASE, "JA26-00099"):
            since = len(world.channel.shown)
            answer = await world.say(who, Press(f"{act}:{number}"))
            said = "".join([answer.words, *texts(world, who, since)])
            assert "井盖" not in said, f"{who} {act}"
            assert said, "everybody gets an answer"
    assert await status(world) == "submitted"
    assert await world.count("case_event") == 1


@pytest.mark.parametrize("who", ["liu", "zhou", "chen"])
async def test_nobody_else_can_act_for_the_rider(sqlite_world: World, who: str) -> None:
    world = sqlite_world
    await handled(world)
    await world.agree(who)
    events = await world.count("case_event")
    for act in RIDER_ACTS:
        since = len(world.channel.shown)
        await world.say(who, Press(f"{act}:{CASE}"))
        here = texts(world, who, since)
        await world.say(who, Press(f"{act}:JA26-00099"))
        assert texts(world, who, since)[len(here) :] == here, "absent and forbidden answer alike"
    assert await status(world) == "handled"
    assert await world.count("case_event") == events


async def test_a_clue_to_who_reported_is_only_the_alias(world: World) -> None:
    await handled(world)
    person = await world.person("wang")
    row = await world.read(lambda tx: tx.one("select alias, id, member, key_id from person where id = :id", id=person))
    seen = "\n".join(s.text + repr(s.keys) for s in world.channel.shown if s.address != world.address("wang"))
    assert row["alias"] in seen
    for hidden in (row["id"], row["member"], row["key_id"], world.address("wang")):
        assert hidden not in seen.split()
        assert hidden == "wang" or hidden not in seen


async def test_a_verified_case_pays_in_the_moment_of_the_mark(world: World) -> None:
    await handled(world)
    assert await world.points("wang") == 4


async def test_what_was_not_seen_pays_nothing(world: World) -> None:
    await handled(world, mark="not-seen")
    assert await world.points("wang") == 0
    assert await world.count("lot") == 0


async def test_no_answer_of_the_rider_changes_the_points(sqlite_world: World) -> None:
    world = sqlite_world
    await handled(world)
    for _ in range(2):
        await world.say("wang", Press(f"unsolved:{CASE}"))
        await world.say("wang", Words("还在"))
        await world.say("zhou", Press(f"handled:{CASE}"))
        await world.say("zhou", Photo("d"))
        await world.press("zhou", "mark:not-seen")
        assert await world.points("wang") == 4
    await world.say("wang", Press(f"partly:{CASE}"))
    assert await world.points("wang") == 4
    assert await world.count("lot") == 1


async def test_the_street_that_got_it_hears_and_the_one_that_gave_it_can_do_nothing_more(world: World) -> None:
    await reported(world)
    await world.say("zhou", Press(f"handover:{CASE}"))
    await world.press("zhou", f"handover-to:{GONGHE}")
    await world.say("zhou", Words("灯杆在路北"))
    old = [s for s in world.channel.shown if s.address == world.address(GROUP)][-1]
    new = [s for s in world.channel.shown if s.address == world.address(OTHER)][-1]
    assert [key.press for row in old.keys for key in row if key.press.startswith("take")] == []
    assert [key.press for row in new.keys for key in row if key.press.startswith("take")] == [f"take:{CASE}"]
    await world.say("zhou", Press(f"take:{CASE}"))
    assert await status(world) == "submitted"
    await world.say("qian", Press(f"take:{CASE}"))
    assert await status(world) == "taken"


async def test_a_case_can_not_be_handed_to_the_office_that_has_it(world: World) -> None:
    await reported(world)
    await world.say("zhou", Press(f"handover:{CASE}"))
    talk = next(
        k.press for s in reversed(world.channel.shown) for row in s.keys for k in row if "handover-to" in k.press
    )
    await world.say("zhou", Press(talk.rsplit(":", 1)[0] + f":{DANING}"))
    assert await world.count("case_event", "what = 'hand_over'") == 0


async def test_every_move_is_in_the_history_with_its_state(world: World) -> None:
    await handled(world)
    await world.say("wang", Press(f"solved:{CASE}"))
    rows = await world.read(lambda tx: tx.all("select what, before, after from case_event order by n"))
    assert [(row["what"], row["before"], row["after"]) for row in rows] == [
        ("open", "", "submitted"),
        ("take", "submitted", "taken"),
        ("handle", "taken", "handled"),
        ("confirm", "handled", "closed"),
    ]


async def test_numbers_have_no_gap_even_where_a_report_was_dropped(world: World) -> None:
    await reported(world)
    await world.say("wang", Photo("b"), Words("路灯不亮"))
    await world.say("wang", HERE)
    await world.press("wang", "send:drop")
    await world.say("wang", Photo("c"), Words("路灯不亮"))
    await world.say("wang", HERE)
    await world.press("wang", "send:send")
    rows = await world.read(lambda tx: tx.all("select number from cases order by number"))
    assert [row["number"] for row in rows] == ["JA26-00001", "JA26-00002"]


async def test_numbers_begin_anew_with_the_districts_year(sqlite_world: World) -> None:
    """In Shanghai it is already 2027 when UTC still writes 2026."""
    world = sqlite_world
    world.clock.move_to(at("2027-01-01 00:30"), tick=False)
    await reported(world)
    row = await world.read(lambda tx: tx.one("select number from cases"))
    assert row["number"] == "JA27-00001"


async def test_a_case_silent_for_72_hours_closes_once_and_asks_nobody(sqlite_world: World) -> None:
    world = sqlite_world
    await handled(world)
    since = len(world.channel.shown)
    world.clock.shift(timedelta(hours=72))
    for _ in range(3):
        await world.app.clock.sweep()
        world.clock.shift(timedelta(minutes=5))
    await world.settle()
    assert await status(world) == "closed"
    assert await world.count("case_event", "what = 'silence'") == 1
    assert texts(world, "wang", since) == []


async def test_at_most_eighteen_photos_in_all(sqlite_world: World) -> None:
    world = sqlite_world
    await reported(world, photos="abcdefghi")
    for names in ("abcdefghi", "jk"):
        await world.say("wang", Press(f"add:{CASE}"))
        since = len(world.channel.shown)
        for name in names:
            await world.say("wang", Photo(name))
        await world.press("wang", "add-done:done")
    assert await world.count("case_photo") == 18
    assert any("最多 18 张" in text for text in texts(world, "wang", since))
    await world.say("wang", Words("取消"))
    await world.say("wang", Words("我的"))
    assert "最近报的 1 件" in texts(world, "wang")[-1]


async def test_a_long_story_is_cut_at_its_most_and_said_so(sqlite_world: World) -> None:
    world = sqlite_world
    await reported(world, words="井盖坏了" + "很危险" * 330)
    for _ in range(3):
        await world.say("wang", Press(f"add:{CASE}"))
        await world.say("wang", Words("又" * 900))
        await world.press("wang", "add-done:done")
    case = (await world.read(lambda tx: tx.one("select words from cases")))["words"]
    assert len(case) < 2000 * 3 + 100
    assert any("太长" in text or "放不下" in text for text in texts(world, "wang")), "what is cut is said to be cut"


async def test_an_officer_of_two_streets_sees_both_at_the_desk(sqlite_world: World) -> None:
    world = sqlite_world
    await reported(world)
    await world.officer("zhou", GONGHE)
    await world.say("zhou", Command("desk"))
    keys = [key.label for row in world.channel.shown[-1].keys for key in row]
    assert any(CASE in label for label in keys)
    await world.say("qian", Command("desk"))
    assert "空的" in texts(world, "qian")[-1]


async def test_the_count_of_photos_tells_what_came(world: World) -> None:
    """A photo that can't be opened is not counted on the receipt."""
    await world.counter(DANING, GROUP)
    await world.agree("wang")
    world.channel.files["broken"] = b"\xff\xd8\xff" + b"x" * 300
    await world.say("wang", Photo("a"), Words("井盖坏了"))
    await world.say("wang", Photo("broken"))
    await world.say("wang", HERE)
    assert "照片 1 张" in texts(world, "wang")[-1]
