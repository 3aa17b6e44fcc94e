"""Questions, delays, units and numbers of an office: who may, in which state, once, and sealed; on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.exporting import document
from cases import store
from cases.case import Case, NotNow, Status
from cases.informing import Informing
from cases.moving import Moving
from cases.office.asking import Asking
from cases.office.assigning import Assigning
from cases.office.delaying import ClockWaits, Delaying
from dialogue.hear import Photo, Place, Press, Words
from dialogue.refusal import Refusal
from people.roster import Roster
from storage import agenda
from storage.database import Transaction
from storage.mailbox import Mailbox
from tests.world import World, at

DANING, GROUP = "310106019", "大宁受理群"
HERE = Place(31.2843, 121.4510, "fix", "wgs84", 10.0)
CASE = "JA26-00001"
SECRET = "灯杆上的编号是多少"


async def taken(world: World, words: str = "路灯不亮") -> None:
    """A case of wang's that zhou took; li works there as well, chen and gao coordinate."""
    world.clock.move_to(at("2026-11-24 14:00"), tick=False)
    await world.counter(DANING, GROUP)
    for name in ("zhou", "li"):
        await world.officer(name, DANING)
    await world.coordinator("chen", DANING)
    await world.coordinator("gao")
    await world.agree("wang")
    await world.say("wang", Photo("a"), Words(words))
    await world.say("wang", HERE)
    await world.press("wang", "send:send")
    await world.say("zhou", Press(f"take:{CASE}"))


async def asked(world: World) -> None:
    await world.say("zhou", Press(f"ask:{CASE}"))
    await world.say("zhou", Words(SECRET))


async def delay_asked(world: World) -> None:
    await world.say("zhou", Press(f"delay:{CASE}"))
    await world.say("zhou", Words("24"))
    await world.say("zhou", Words("等配件"))


async def with_moving(world: World, act: Any) -> Any:
    """Act on the case within a transaction of its own."""
    know, now = world.app.know, int(datetime.now(UTC).timestamp())

    def work(tx: Transaction) -> Any:
        roster = Roster(tx, know.seals, now, 1, know.languages)
        informing = Informing(tx, know.catalog, roster, Mailbox(tx, know.seals, now * 1000, "", frozenset()))
        moving = Moving(tx, know.seals, now, know.catalog, informing)
        case = store.find(tx, know.seals, CASE)
        assert case is not None
        return act(moving, case)

    return await world.database.take(work)


def texts(world: World, who: str, since: int = 0) -> list[str]:
    return [shown.text for shown in world.channel.shown[since:] if shown.address == world.address(who)]


async def case_of(world: World) -> Any:
    return await world.read(lambda tx: tx.one("select * from cases where number = :n", n=CASE))


# -- every state and every act ---------------------------------------------------------------------------------------

MAY = {  # besides the moves of the table: what an office may in each state
    "ask": (Status.SUBMITTED, Status.TAKEN),
    "unask": (Status.ASKED,),
    "delay": (Status.TAKEN,),
    "assign": (Status.TAKEN, Status.ASKED),
}


@pytest.mark.parametrize("act", MAY)
async def test_each_act_is_taken_in_its_states_and_refused_in_all_others(sqlite_world: World, act: str) -> None:
    await taken(sqlite_world)
    zhou = await sqlite_world.person("zhou")

    def tried(moving: Moving, case: Case) -> dict[Status, str]:
        officer = moving.informing.roster.person(zhou)
        tries = {
            "ask": lambda it: Asking(moving).times_asked(it),
            "delay": lambda it: Delaying(moving).may_ask(it, officer),
            "assign": lambda it: Assigning(moving).units(it),
            "unask": lambda it: None if it.status is Status.ASKED else Asking(moving).withdraw(it, officer),
        }
        found = {}
        for status in Status:
            try:
                tries[act](replace(case, status=status))
            except Refusal as refusal:
                found[status] = type(refusal).__name__
        return found

    refused = await with_moving(sqlite_world, tried)
    assert refused.keys() == set(Status) - set(MAY[act])
    waits = {Status.ASKED} if act == "delay" else set()
    assert {status for status, why in refused.items() if why == ClockWaits.__name__} == waits
    assert {why for status, why in refused.items() if status not in waits} == {NotNow.__name__}


@pytest.mark.parametrize("act", ["ask", "unask", "delay", "assign", "workorder", "more"])
async def test_nobody_else_does_an_office_s_work(sqlite_world: World, act: str) -> None:
    world = sqlite_world
    await taken(world, words="路灯不亮")
    await world.officer("qian", "310106018")
    events = await world.count("case_event")
    for who in ("wang", "qian", "nobody", *(["li"] if act not in ("workorder", "more") else [])):
        since = len(world.channel.shown)
        answer = await world.say(who, Press(f"{act}:{CASE}"))
        said = "".join([answer.words, *texts(world, who, since)])
        assert said, "everybody gets an answer"
        assert "路灯" not in said, f"{who} {act}"
    assert await world.count("case_event") == events


@pytest.mark.parametrize(
    "press", [f"reply:{CASE}", f"unsure:{CASE}:0", f"unsure:{CASE}", "unsure:", "reply:JA26-00099"]
)
async def test_nobody_else_answers_for_the_rider(sqlite_world: World, press: str) -> None:
    world = sqlite_world
    await taken(world)
    await asked(world)
    await world.agree("liu")
    for who in ("liu", "zhou"):
        since = len(world.channel.shown)
        await world.say(who, Press(press))
        assert texts(world, who, since), "everybody gets an answer"
        assert SECRET not in "".join(texts(world, who, since))
    assert (await case_of(world))["status"] == "asked"


@pytest.mark.parametrize("about", [f"{CASE}:0", f"{CASE}:-1", f"{CASE}:x", f"{CASE}:", CASE, "", "JA26-00099:0", "::"])
@pytest.mark.parametrize("who", ["wang", "zhou", "li", "lu", "chen"])
async def test_a_forged_yes_changes_nothing(sqlite_world: World, about: str, who: str) -> None:
    world = sqlite_world
    await taken(world)
    await world.coordinator("lu", "310106018")
    await world.officer("lu", DANING)
    if about != f"{CASE}:0" or who != "chen":
        await delay_asked(world)
    before = await case_of(world)
    await world.say(who, Press(f"delay-yes:{about}"))
    await world.say(who, Press(f"delay-no:{about}"))
    assert (await case_of(world))["handle_by"] == before["handle_by"]
    assert world.troubles == []


# -- once, whoever presses at the same time --------------------------------------------------------------------------


async def test_of_two_coordinators_the_first_press_wins(world: World) -> None:
    await taken(world)
    await delay_asked(world)
    since = len(world.channel.shown)
    yes = Press(f"delay-yes:{CASE}:0")
    await asyncio.gather(world.hear("chen", yes), world.hear("gao", yes))
    await world.settle()
    assert await world.count("case_event", "what = 'delay'") == 1
    assert await world.count("delay", "outcome = 'agreed'") == 1
    assert len([text for text in texts(world, "wang", since) if "要多花些时间" in text]) == 1
    decided = await world.read(lambda tx: tx.one("select until_at, hours from delay"))
    assert (await case_of(world))["handle_by"] == decided["until_at"]


async def test_an_answer_and_a_withdrawal_at_once_end_the_question_once(world: World) -> None:
    await taken(world)
    await asked(world)
    await asyncio.gather(world.hear("wang", Press(f"unsure:{CASE}:0")), world.hear("zhou", Press(f"unask:{CASE}")))
    await world.settle()
    assert (await case_of(world))["status"] == "taken"
    assert await world.count("case_event", "what in ('unsure', 'unask')") == 1
    assert await world.count("question", "ended_at is null") == 0
    assert world.troubles == []


async def test_two_processes_that_sweep_tell_a_rider_once(world: World) -> None:
    await taken(world)
    world.clock.move_to(at("2026-11-24 17:15"), tick=False)
    await asked(world)
    assert await world.count("question", "next_step = 'tell'") == 1
    world.clock.move_to(at("2026-11-24 19:30"), tick=False)
    since = len(world.channel.shown)
    await asyncio.gather(world.app.turns.tick("sweep:a"), world.app.turns.tick("sweep:b"))
    await world.settle()
    assert len([text for text in texts(world, "wang", since) if SECRET in text]) == 1


# -- clocks ----------------------------------------------------------------------------------------------------------


async def test_while_it_is_asked_nothing_falls_due_and_then_what_was_left_does(world: World) -> None:
    await taken(world)
    before = (await case_of(world))["handle_by"]
    await asked(world)
    assert all(step.at is None for step in await world.read(lambda tx: agenda.untold(tx, CASE)))
    await world.pass_time(timedelta(days=2))
    await world.say("wang", Press(f"unsure:{CASE}:0"))
    after = await case_of(world)
    assert after["handle_by"] == before + 2 * 86_400, "two working days later, at the same time of day"
    steps = {s.step: s.at for s in await world.read(lambda tx: agenda.untold(tx, CASE)) if s.clock == "handle"}
    assert steps["overdue"] == after["handle_by"]


async def test_a_yes_that_comes_after_the_new_time_gives_as_much_from_then_on(world: World) -> None:
    await taken(world)
    await delay_asked(world)
    world.clock.move_to(at("2026-11-30 10:00"), tick=False)
    await world.say("chen", Press(f"delay-yes:{CASE}:0"))
    assert (await case_of(world))["handle_by"] == int(at("2026-12-01 10:00").timestamp())


async def test_an_emergency_is_asked_about_at_night_too(sqlite_world: World) -> None:
    world = sqlite_world
    await taken(world)
    world.clock.move_to(at("2026-11-24 23:30"), tick=False)
    zhou = await world.person("zhou")

    def tell_times(moving: Moving, case: Case) -> list[bool]:
        heard = []
        for urgency in ("emergency", "high"):
            with moving.tx.savepoint():
                officer = moving.informing.roster.person(zhou)
                told = Asking(moving).ask(replace(case, urgency=urgency), officer, words="在几楼", why="再问一句")
                heard.append(told == moving.now)
                back = store.find(moving.tx, moving.seals, CASE)
                assert back is not None
                case = Asking(moving).withdraw(back, officer)
        return heard

    assert await with_moving(world, tell_times) == [True, False]


async def test_what_was_down_for_a_week_goes_on_without_an_answer_and_bothers_nobody(world: World) -> None:
    await taken(world)
    world.clock.move_to(at("2026-11-24 17:15"), tick=False)
    await asked(world)
    since = len(world.channel.shown)
    world.clock.move_to(at("2026-12-02 12:00"), tick=False)
    await world.app.clock.sweep()
    await world.settle()
    assert (await case_of(world))["status"] == "taken"
    assert not [text for text in texts(world, "wang", since) if SECRET in text or "没等到您" in text]


# -- what is kept ----------------------------------------------------------------------------------------------------


async def test_a_case_that_moves_on_leaves_no_question_and_no_request_behind(world: World) -> None:
    await taken(world)
    await delay_asked(world)
    await asked(world)
    await world.say("zhou", Press(f"handover:{CASE}"))
    await world.press("zhou", "handover-to:310106018")
    await world.say("zhou", Words("灯杆在路北"))
    assert (await case_of(world))["status"] == "submitted"
    assert (await case_of(world))["before_asked"] is None
    assert await world.count("question", "ended_how = 'moved'") == 1
    assert await world.count("delay", "outcome = 'void'") == 1


async def test_what_people_wrote_is_sealed_and_leaves_in_no_export(sqlite_world: World) -> None:
    world = sqlite_world
    await taken(world)
    await delay_asked(world)
    await asked(world)
    await world.say("wang", Press(f"reply:{CASE}"))
    await world.say("wang", Words("我在二楼看见的"))
    await world.press("wang", "reply-send:send")
    await world.say("zhou", Press(f"workorder:{CASE}"))
    await world.say("zhou", Words("sh2026-000123"))
    rows = await world.read(
        lambda tx: [
            dict(zip(r.keys(), r, strict=True)) for t in ("question", "delay") for r in tx.all(f"select * from {t}")
        ]
    )
    kept = "".join(str(value) for row in rows for value in row.values())
    exported = str(await world.read(document))
    for words in (SECRET, "等配件", "二楼"):
        assert words not in kept
        assert words not in exported
        assert words.encode() not in b"".join(v for row in rows for v in row.values() if isinstance(v, bytes))
    assert "SH2026-000123" in exported
    assert "'outcome'" in exported


async def test_what_a_unit_gets_leads_nobody_to_the_reporter(sqlite_world: World) -> None:
    world = sqlite_world
    await taken(world, words="路灯不亮，电话 13812345678，沪A12345，证件 31010619900101123X")
    alias = (await world.read(lambda tx: tx.one(
        "select p.alias from person p join cases c on c.reporter = p.id where c.number = :n", n=CASE
    )))["alias"]  # fmt: skip
    since = len(world.channel.shown)
    await world.say("zhou", Press(f"assign:{CASE}"))
    await world.press("zhou", "assign-to:wuye")
    await world.press("zhou", "assign-words:same")
    letter = texts(world, "zhou", since)[-1]
    assert "物业" in letter
    assert "路灯不亮" in letter
    assert not [hint for hint in (alias, "13812345678", "沪A12345", "31010619900101123X") if hint in letter]
    assert await world.count("assignment", "unit = 'wuye'") == 1


async def test_a_work_order_is_found_exactly_and_only_by_its_street(sqlite_world: World) -> None:
    world = sqlite_world
    await taken(world)
    await world.officer("qian", "310106018")
    await world.say("zhou", Press(f"workorder:{CASE}"))
    await world.say("zhou", Words("SH2026-000123"))

    async def found(who: str, typed: str) -> bool:
        since = len(world.channel.shown)
        await world.say(who, Press(f"find:{typed}"))
        return any("路灯" in text for text in texts(world, who, since))

    assert await found("zhou", "SH2026-000123")
    assert await found("li", "sh2026-000123")
    assert await found("chen", CASE)
    assert not await found("zhou", "SH2026-00012")
    assert not await found("qian", "SH2026-000123")
    assert not await found("qian", CASE)
    assert not await found("wang", "SH2026-000123")
