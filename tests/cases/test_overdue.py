"""What is told of deadlines, and when: by the published calendar, once each, whatever the clocks and processes do."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import districts
from bot.turns import Turns
from cases import deadlines, overdue, store
from cases.case import Case, Move, Status
from cases.catalog import Category, load
from cases.informing import Informing
from cases.overdue import Clocks
from dialogue.hear import Command, Photo, Place, Press, Words
from people.roster import Roster
from storage import agenda, open_database
from storage.database import Transaction
from storage.mailbox import Mailbox
from tests.world import Shown, World, at

DANING, GONGHE, GROUP, OTHER = "310106019", "310106018", "大宁受理群", "共和新受理群"
HERE = Place(31.2843, 121.4510, "fix", "wgs84", 10.0)
CASE = "JA26-00001"
LID, LAMP, FIRE = "井盖坏了", "路灯不亮", "着火了"  # high, 60 min, 24 h; normal, 60 min, 24 h; emergency
CATALOG = load(districts.folder("jingan"))

# Notice of the General Office of the State Council on the holidays of 2026: first and last day off, days made up for.
HOLIDAYS_2026 = {
    "元旦": ("01-01", "01-03", ["01-04"]),
    "春节": ("02-15", "02-23", ["02-14", "02-28"]),
    "清明节": ("04-04", "04-06", []),
    "劳动节": ("05-01", "05-05", ["05-09"]),
    "端午节": ("06-19", "06-21", []),
    "中秋节": ("09-25", "09-27", []),
    "国庆节": ("10-01", "10-07", ["09-20", "10-10"]),
}


# -- the calendar ----------------------------------------------------------------------------------------------------


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def test_every_day_of_2026_is_worked_or_not_as_published() -> None:
    off: set[date] = set()
    worked: set[date] = set()
    for first, last, made_up in HOLIDAYS_2026.values():
        off |= {day(first) + timedelta(days=n) for n in range((day(last) - day(first)).days + 1)}
        worked |= {day(each) for each in made_up}
    every = [day("01-01") + timedelta(days=n) for n in range(365)]
    expected = {each: each in worked or (each.weekday() < 5 and each not in off) for each in every}
    assert {each for each in every if deadlines.is_workday(each) != expected[each]} == set()
    assert len(off) == 33
    assert all(each.weekday() >= 5 for each in worked), "Saturdays and Sundays that are made up for"


@given(
    st.sampled_from(list(CATALOG.categories.values())),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    st.booleans(),
)
def test_a_case_is_warned_of_before_it_is_late_and_late_before_it_goes_up(
    kind: Category, since: datetime, is_taken: bool
) -> None:
    by = deadlines.handle_by(kind, since, is_taken=is_taken)
    warned = deadlines.warn_at(kind, since, by, is_taken=is_taken)
    late = deadlines.overdue_at(kind, since, by, is_taken=is_taken)
    up = deadlines.district_at(kind, since, by, is_taken=is_taken)
    assert since <= warned <= by <= late
    assert up >= by + timedelta(minutes=10)
    assert late < up


# -- what is told -----------------------------------------------------------------------------------------------------


async def staffed(world: World) -> None:
    """zhou works for a street that chen coordinates, qian for its neighbour; gao coordinates the district."""
    await world.counter(DANING, GROUP)
    await world.counter(GONGHE, OTHER)
    await world.officer("zhou", DANING)
    await world.officer("qian", GONGHE)
    await world.coordinator("chen", DANING)
    await world.coordinator("gao")
    await world.agree("wang")


async def reported(world: World, words: str = LID) -> None:
    await world.say("wang", Photo("a"), Words(words))
    await world.say("wang", HERE)
    if any(key.press.endswith("known:new") for row in world.channel.shown[-1].keys for key in row):
        await world.press("wang", "known:new")
    await world.press("wang", "send:send")


def go(world: World, moment: str) -> None:
    world.clock.move_to(at(moment), tick=False)


async def swept(world: World) -> Counter[str]:
    """Sweep; how many messages each chat got that say what is late."""
    since = len(world.channel.shown)
    await world.app.clock.sweep()
    await world.settle()
    assert world.troubles == []
    late = [shown for shown in world.channel.shown[since:] if not shown.is_edit and not is_round(shown)]
    return Counter(world.name_of(shown.address) for shown in late)


def last(world: World, who: str) -> str:
    shown = (s for s in reversed(world.channel.shown) if not is_round(s))
    return next(s.text for s in shown if s.address == world.address(who))


def is_round(shown: Shown) -> bool:
    """Whether this is a counter's roll or a coordinator's week, which say nothing of one case."""
    return any(key.press.startswith(("duty:on:", "weekwide")) for row in shown.keys for key in row)


async def case_of(world: World, number: str = CASE) -> Case:
    found = await world.database.take(lambda tx: store.find(tx, world.basis.seals, number))
    assert found is not None
    return found


async def with_clocks(world: World, act: Callable[[Clocks], Any], *, now: str = "") -> Any:
    """Something that another part does to a case's clocks, in a turn of its own."""
    seconds = int((at(now) if now else datetime.now(UTC)).timestamp())
    know = world.app.know

    def work(tx: Transaction) -> Any:
        roster = Roster(tx, know.seals, seconds, 1, know.languages)
        informing = Informing(tx, know.catalog, roster, Mailbox(tx, know.seals, seconds * 1000, "", frozenset()))
        return act(Clocks(tx, know.seals, seconds, know.catalog, informing))

    return await world.database.take(work)


async def untold(world: World, number: str = CASE) -> dict[tuple[str, str], int | None]:
    steps = await world.read(lambda tx: agenda.untold(tx, number))
    return {(step.clock, step.step): step.at for step in steps}


async def test_each_step_is_told_once_however_often_it_is_swept(world: World) -> None:
    await staffed(world)
    go(world, "2026-11-24 10:00")
    await reported(world)
    told: Counter[str] = Counter()
    for _ in range(8 * 12 * 5):  # 40 hours of sweeps: to be taken within one, handled within 24, up at 36
        told += await swept(world)
        world.clock.shift(timedelta(minutes=5))
    assert told == {GROUP: 4, "chen": 2, "gao": 2}, "warned and late for both clocks; nobody had it in private"


async def test_who_has_it_is_told_in_private_and_not_once_he_left(world: World) -> None:
    await staffed(world)
    go(world, "2026-11-24 10:00")
    await reported(world)
    await world.say("zhou", Press(f"take:{CASE}"), group=GROUP)
    go(world, "2026-11-25 05:12")
    assert await swept(world) == {GROUP: 1, "zhou": 1}
    assert "还剩 4 小时" in last(world, "zhou")

    def dismissed(tx: Transaction) -> None:
        tx.run("update role set ended_at = 1 where role = 'officer' and street = :street", street=DANING)

    await world.database.take(dismissed)
    go(world, "2026-11-25 10:00")
    assert await swept(world) == {GROUP: 1, "chen": 1}


async def test_what_went_up_to_the_coordinator_is_told_there_and_not_to_the_office(world: World) -> None:
    await staffed(world)
    go(world, "2026-11-24 10:00")
    await reported(world)
    await world.say("zhou", Press(f"take:{CASE}"))

    def goes_up(tx: Transaction) -> None:
        tx.run("update cases set officer = null")  # as the third time it is sent back

    await world.database.take(goes_up)
    for moment in ("2026-11-25 05:12", "2026-11-25 10:00"):
        go(world, moment)
        assert await swept(world) == {"chen": 1}


async def test_what_is_done_in_time_is_told_to_nobody(world: World) -> None:
    await staffed(world)
    go(world, "2026-11-24 10:00")
    await reported(world)
    await world.say("zhou", Press(f"take:{CASE}"))
    assert set(await untold(world)) == {("handle", step) for step in ("warn", "overdue", "district")}
    await world.say("zhou", Press(f"handled:{CASE}"))
    await world.say("zhou", Photo("c"), Words("已换新盖"))
    await world.press("zhou", "mark:true")
    assert await untold(world) == {}
    go(world, "2026-11-26 23:00")
    assert await swept(world) == {}
    await world.press("wang", f"unsolved:{CASE}")
    await world.say("wang", Words("还是那样"))
    assert set(await untold(world)) == {("handle", step) for step in ("warn", "overdue", "district")}
    go(world, "2026-11-28 07:00")
    assert await swept(world) == {GROUP: 1, "zhou": 1, "chen": 1}, "it runs anew once it came back"


async def test_a_refused_case_that_comes_back_has_its_time_to_be_taken_again(world: World) -> None:
    await staffed(world)
    go(world, "2026-11-24 10:00")
    await reported(world)
    await world.say("zhou", Press(f"refuse:{CASE}"))
    await world.say("zhou", Words("在小区里"))
    await world.press("zhou", "refuse-mark:true")
    await world.press("zhou", "refuse-owner:said")
    assert await untold(world) == {}
    go(world, "2026-11-27 10:00")
    await world.press("wang", f"again:{CASE}")
    await world.say("wang", Words("还是那样"))
    case = await case_of(world)
    assert (case.status, case.take_by) == (Status.SUBMITTED, int(at("2026-11-27 11:00").timestamp()))
    assert await swept(world) == {}
    go(world, "2026-11-27 11:00")
    assert await swept(world) == {GROUP: 1, "chen": 1}


async def test_another_office_has_a_time_of_its_own(world: World) -> None:
    await staffed(world)
    go(world, "2026-11-24 10:00")
    await reported(world)
    go(world, "2026-11-24 11:10")
    assert await swept(world) == {GROUP: 1, "chen": 1}
    await world.say("zhou", Press(f"handover:{CASE}"))
    await world.press("zhou", GONGHE)
    await world.say("zhou", Words("在路北"))
    assert (await untold(world))["take", "overdue"] == int(at("2026-11-24 12:10").timestamp())
    go(world, "2026-11-24 11:31")
    assert await swept(world) == {}, "the district would have been told at half past, had it stayed"
    go(world, "2026-11-24 12:10")
    assert await swept(world) == {OTHER: 1, "gao": 1}, "qian's street has no coordinator: the district's is told"
    assert "超期没接：今天 12:10" in last(world, OTHER)


async def test_a_case_taken_and_handed_over_on_a_saturday_is_still_to_be_taken(world: World) -> None:
    """Both offices have it until Monday at the same hour: what was stopped by taking it begins again."""
    await staffed(world)
    go(world, "2026-11-21 11:00")
    await reported(world, LAMP)
    before = await untold(world)
    await world.say("zhou", Press(f"take:{CASE}"))
    await world.say("zhou", Press(f"handover:{CASE}"))
    await world.press("zhou", GONGHE)
    await world.say("zhou", Words("在路北"))
    assert await untold(world) == before
    go(world, "2026-11-23 10:00")
    assert await swept(world) == {OTHER: 1, "gao": 1}


async def test_the_night_is_waited_for_unless_somebody_takes_it(world: World) -> None:
    await staffed(world)
    go(world, "2026-11-23 22:00")
    await reported(world)
    for moment in ("2026-11-23 23:30", "2026-11-24 07:47"):
        go(world, moment)
        assert await swept(world) == {}
    go(world, "2026-11-24 03:00")
    await world.say("zhou", Press(f"take:{CASE}"))
    assert (await case_of(world)).handle_by == int(at("2026-11-25 03:00").timestamp())
    go(world, "2026-11-24 22:11")
    assert await swept(world) == {}
    go(world, "2026-11-24 22:12")
    assert await swept(world) == {GROUP: 1, "zhou": 1}, "80 % of 24 h from three o'clock"


async def test_an_emergency_is_told_first_and_goes_up_at_night(world: World) -> None:
    await staffed(world)
    go(world, "2026-11-23 23:10")
    await reported(world)
    go(world, "2026-11-24 08:00")
    await world.say("wang", Words(FIRE))
    await world.press("wang", "emergency:mute")
    await world.say("wang", HERE)
    assert ("take", "warn") not in await untold(world, "JA26-00002"), "of what is to be done at once"
    assert (await untold(world, "JA26-00002"))["take", "overdue"] == int(at("2026-11-24 08:05").timestamp())
    go(world, "2026-11-24 08:30")
    before = await world.count("letter")
    assert await swept(world) == {GROUP: 2, "chen": 2, "gao": 2}
    query = "select about, urgent from letter where id > :id order by id"
    late = [(row["about"], row["urgent"]) for row in await world.read(lambda tx: tx.all(query, id=before))]
    assert late == [("JA26-00002", 1)] * 3 + [(CASE, 0)] * 3, "though the other was due first"


async def test_what_nobody_saw_is_told_to_whoever_comes_by_its_new_clock(world: World) -> None:
    await world.agree("wang")
    go(world, "2026-11-24 10:00")
    await reported(world)
    go(world, "2026-11-26 10:00")
    assert await swept(world) == {}
    await world.coordinator("gao")
    assert await swept(world) == {}
    go(world, "2026-11-26 11:00")
    assert await swept(world) == {"gao": 1}


async def test_what_is_overdue_stands_first_at_the_desk_and_today(world: World) -> None:
    await staffed(world)
    go(world, "2026-11-24 09:30")
    await reported(world, "楼道堆物")  # to be taken within two hours, handled in two days
    await reported(world, LAMP)  # handled tomorrow, which is sooner
    await reported(world)
    await world.say("zhou", Press("take:JA26-00002"))
    await world.say("zhou", Press("handover:JA26-00003"))
    await world.press("zhou", GONGHE)
    await world.say("zhou", Words("在路北"))
    go(world, "2026-11-24 10:00")
    assert await desk_of(world, "chen") == [CASE, "JA26-00002"], "due at 11:30, and tomorrow"
    go(world, "2026-11-24 11:31")
    await world.say("gao", Command("today"))
    lines = [line for line in last(world, "gao").splitlines() if " 待接 " in line and "今天" not in line]
    assert [line.rpartition("超期 ")[2] for line in lines] == ["1", "1"]
    await world.say("qian", Press("take:JA26-00003"))
    await world.say("gao", Command("today"))
    lines = [line for line in last(world, "gao").splitlines() if " 待接 " in line and "今天" not in line]
    assert [line.split()[0] for line in lines] == ["大宁路街道", "共和新路街道"], "the other way round by code"


async def desk_of(world: World, who: str) -> list[str]:
    """The cases that somebody's desk lists, in order."""
    await world.say(who, Command("desk"))
    keys = [key for shown in world.channel.shown[-1:] for row in shown.keys for key in row]
    return [key.press.removeprefix("open:") for key in keys if key.press.startswith("open:")]


# -- clocks that wait -------------------------------------------------------------------------------------------------


async def test_a_clock_that_waits_tells_nothing_and_goes_on_with_what_was_left(world: World) -> None:
    await staffed(world)
    go(world, "2026-11-20 16:30")  # a Friday: to be taken by 17:30, handled by Monday 16:30
    await reported(world, LAMP)
    before = await case_of(world)
    asked = replace(before.moved(Move.ASK), before_asked=Status.SUBMITTED)

    def asks(clocks: Clocks) -> None:
        assert clocks.follow(before, asked) == asked
        clocks.pause(asked)  # twice is once
        store.update(clocks.tx, world.basis.seals, asked)

    await with_clocks(world, asks, now="2026-11-20 17:00")
    assert set((await untold(world)).values()) == {None}
    go(world, "2026-11-25 12:00")
    assert await swept(world) == {}

    answered = await with_clocks(
        world, lambda clocks: clocks.follow(asked, asked.moved(Move.ANSWER)), now="2026-11-22 20:00"
    )
    assert answered.take_by == int(at("2026-11-23 09:30").timestamp()), "half an hour was left"
    assert answered.handle_by == int(at("2026-11-23 17:00").timestamp()), "eight hours of work were left"
    assert (await untold(world))["take", "warn"] == int(at("2026-11-23 09:18").timestamp())
    await world.database.take(lambda tx: store.update(tx, world.basis.seals, answered))
    go(world, "2026-11-23 09:18")
    assert await swept(world) == {GROUP: 1}


async def test_what_was_late_before_it_waited_stays_so_and_is_not_told_again(world: World) -> None:
    await staffed(world)
    go(world, "2026-11-24 10:00")
    await reported(world)
    go(world, "2026-11-24 11:05")
    assert await swept(world) == {GROUP: 1, "chen": 1}
    before = await case_of(world)
    asked = replace(before.moved(Move.ASK), before_asked=Status.SUBMITTED)
    await with_clocks(world, lambda clocks: clocks.follow(before, asked))
    answered = await with_clocks(
        world, lambda clocks: clocks.follow(asked, asked.moved(Move.ANSWER)), now="2026-11-25 11:05"
    )
    assert answered.take_by == before.take_by
    assert answered.handle_by == before.handle_by + 86_400
    left = await untold(world)
    assert ("take", "overdue") not in left
    assert left["take", "district"] == int(at("2026-11-25 11:30").timestamp())


async def test_what_is_to_be_taken_at_once_stays_so_however_long_it_waited(world: World) -> None:
    await staffed(world)
    go(world, "2026-11-24 10:00")
    await world.say("wang", Words(FIRE))
    await world.press("wang", "emergency:mute")
    await world.say("wang", HERE)
    before = await case_of(world)
    asked = replace(before.moved(Move.ASK), before_asked=Status.SUBMITTED)
    await with_clocks(world, lambda clocks: clocks.follow(before, asked), now="2026-11-24 10:02")
    answered = await with_clocks(
        world, lambda clocks: clocks.follow(asked, asked.moved(Move.ANSWER)), now="2026-11-24 10:30"
    )
    assert answered.take_by == before.take_by
    assert answered.handle_by == before.handle_by + 28 * 60
    assert (await untold(world))["take", "overdue"] == int(at("2026-11-24 10:33").timestamp())


async def test_a_night_that_lay_before_is_waited_for_once(world: World) -> None:
    """Asked before the morning in which its clock starts: nothing of its hour is gone."""
    await staffed(world)
    go(world, "2026-11-23 23:00")
    await reported(world)
    before = await case_of(world)
    asked = replace(before.moved(Move.ASK), before_asked=Status.SUBMITTED)
    await with_clocks(world, lambda clocks: clocks.follow(before, asked), now="2026-11-23 23:30")
    answered = await with_clocks(
        world, lambda clocks: clocks.follow(asked, asked.moved(Move.ANSWER)), now="2026-11-24 12:00"
    )
    assert answered.take_by == int(at("2026-11-24 13:00").timestamp())


# -- standstill, other processes, other zones ------------------------------------------------------------------------


async def test_after_three_days_over_a_monday_each_hears_once_what_he_missed(world: World) -> None:
    await staffed(world)
    go(world, "2026-11-20 16:30")
    await reported(world)  # high: to be taken by 17:30, handled by Saturday
    await reported(world, LAMP)  # normal: to be taken by 17:30, handled by Monday 16:30
    go(world, "2026-11-20 17:18")
    assert await swept(world) == {GROUP: 2}, "both were warned of before it stopped"
    go(world, "2026-11-23 19:40")
    await world.restart()
    assert await swept(world) == {GROUP: 2, "chen": 2, "gao": 2}
    told = await world.read(lambda tx: tx.all("select about, clock, step from agenda where told_at is not null"))
    assert len(told) == len({(row["about"], row["clock"], row["step"]) for row in told}) == 11
    for _ in range(3):
        assert await swept(world) == {}
        await world.restart()
    go(world, "2026-11-25 16:30")
    assert await swept(world) == {"gao": 1}, "only what has fallen due since"


@asynccontextmanager
async def processes(world: World, url: str, many: int) -> AsyncIterator[list[Turns]]:
    """The same bot in further processes, as far as the database can tell: each with connections of its own."""
    async with AsyncExitStack() as stack:
        turns = []
        for n in range(many):
            database = open_database(url, connections=2)
            stack.push_async_callback(database.close)
            turns.append(Turns(database, replace(world.app.know, process=f"other-{n}"), world.basis.texts))
        yield turns


async def test_two_processes_that_sweep_at_once_tell_each_case_once(world: World, database_url: str) -> None:
    await staffed(world)
    go(world, "2026-11-24 10:00")
    many = 30
    for _ in range(many):
        await reported(world)
    go(world, "2026-11-24 11:40")
    before = await world.count("letter")
    async with processes(world, database_url, 3) as turns:
        for _ in range(4):
            await asyncio.gather(*(each.late() for each in turns))
    rows = await world.read(
        lambda tx: tx.all("select about, chat, count(*) as n from letter where id > :id group by 1, 2", id=before)
    )
    assert {row["n"] for row in rows} == {1}
    assert len(rows) == many * 3, "the counter, the street's coordinator and the district's, of each case"
    assert not await world.read(lambda tx: agenda.due(tx, now=int(time.time()), most=1))


async def test_a_process_in_another_zone_tells_at_the_same_moment(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await staffed(world)
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        go(world, "2026-10-09 17:00")  # the Friday before a Saturday that is made up for
        await reported(world, LAMP)
        assert (await untold(world))["take", "overdue"] == int(at("2026-10-10 09:30").timestamp())
        go(world, "2026-10-10 09:29")
        assert set(await swept(world)) == {GROUP}
        go(world, "2026-10-10 09:30")
        assert await swept(world) == {GROUP: 1, "chen": 1}
        assert "今天 09:30" in last(world, GROUP)
    finally:
        monkeypatch.undo()
        time.tzset()


async def test_a_clock_that_goes_back_and_forth_tells_nothing_twice(world: World) -> None:
    await staffed(world)
    go(world, "2026-11-24 10:00")
    await reported(world)
    told: Counter[str] = Counter()
    for moment in ("11:40", "09:40", "11:00", "10:50", "12:00", "10:00", "11:40"):
        go(world, f"2026-11-24 {moment}")
        told += await swept(world)
    assert told == {GROUP: 1, "chen": 1, "gao": 1}


# -- many cases ------------------------------------------------------------------------------------------------------


async def test_a_sweep_goes_on_until_nothing_is_left(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world = sqlite_world
    await staffed(world)
    go(world, "2026-11-24 10:00")
    for _ in range(5):
        await reported(world)
    monkeypatch.setattr("bot.turn.LATE_MAX", 2)
    go(world, "2026-11-24 11:00")
    assert await swept(world) == {GROUP: 5, "chen": 5}


async def test_what_is_told_or_stopped_is_not_looked_through(sqlite_world: World) -> None:
    """Only steps that are still to be told stand in the index that a sweep asks."""
    await staffed(sqlite_world)
    plan = await sqlite_world.read(
        lambda tx: tx.all(
            "explain query plan select about from agenda where told_at is null and at is not null and at <= :now"
            " group by about order by max(urgent) desc, min(at), about limit :most",
            now=1,
            most=1,
        )
    )
    assert "agenda_next" in plan[0]["detail"]


async def test_cases_older_than_their_agenda_are_reckoned_when_first_looked_at(world: World) -> None:
    await staffed(world)
    go(world, "2026-11-24 10:00")
    await reported(world)
    await reported(world, LAMP)
    await world.say("zhou", Press("take:JA26-00002"))
    before = [await untold(world), await untold(world, "JA26-00002")]

    def as_migrated(tx: Transaction) -> None:
        tx.run("delete from agenda")
        for clock, states in (("take", ("submitted",)), ("handle", ("submitted", "taken"))):
            for state in states:
                tx.run(
                    "insert into agenda (about, clock, run, step, urgent, starts_at, at)"
                    " select number, :clock, version, 'reckon', 0, opened_at, opened_at from cases"
                    " where status = :state",
                    clock=clock,
                    state=state,
                )

    await world.database.take(as_migrated)
    assert await swept(world) == {}
    assert [await untold(world), await untold(world, "JA26-00002")] == before
    go(world, "2026-11-24 11:00")
    assert await swept(world) == {GROUP: 1, "chen": 1}


def test_the_clocks_that_run_are_those_of_states_an_office_works_in() -> None:
    assert set(overdue.RUNNING) == {Status.SUBMITTED, Status.TAKEN}
