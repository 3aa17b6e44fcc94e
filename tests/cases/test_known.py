"""Known already: what is near, who may see it, who joins it, what that earns, and what happens at the same instant."""

from __future__ import annotations

import asyncio
import math
import random
from datetime import timedelta
from functools import partial
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.turn import Turn, now_ms
from cases import store as casebook
from cases.datum import metres
from cases.known import likeness, marks, near, store
from cases.known.joining import JOIN_PHOTOS_MAX, JOINED_PHOTOS_MAX
from cases.known.likeness import Like, Print
from cases.known.near import BAND_E7, SQUARE_E7, Found
from cases.known.outcome import TOLD, told_of
from dialogue.hear import Photo, Place, Press, Words
from storage.database import Transaction
from tests.conftest import AnyDatabase
from tests.world import World

DANING, GROUP = "310106019", "大宁受理群"
CASE = "JA26-00001"
SOUTH = (31.2843, 121.4510)


def at(north_m: float = 0.0, *, source: str = "fix") -> Place:
    """A place so many metres north of where the first case lies."""
    return Place(SOUTH[0] + north_m / 111_195, SOUTH[1], source, "wgs84", 10.0)


async def reported(world: World, who: str, *, photo: str = "a", words: str = "井盖坏了", north_m: float = 0.0) -> None:
    """A report as far as its place; what is known near by is asked now."""
    await world.agree(who)
    await world.say(who, Photo(photo), Words(words))
    await world.say(who, at(north_m))


async def opened(world: World, who: str = "wang", **how: Any) -> None:
    await reported(world, who, **how)
    await world.press(who, "send:send")


async def office(world: World) -> None:
    await world.counter(DANING, GROUP)
    await world.officer("zhou", DANING)


async def handled(world: World, number: str = CASE, *, mark: str = "true") -> None:
    await world.say("zhou", Press(f"take:{number}"))
    await world.say("zhou", Press(f"handled:{number}"))
    await world.say("zhou", Photo("l"), Words("已换新盖"))
    await world.press("zhou", f"mark:{mark}")


def last(world: World, who: str) -> Any:
    return next(s for s in reversed(world.channel.shown) if s.address == world.address(who))


def texts(world: World, who: str, since: int = 0) -> str:
    return "\n".join(s.text for s in world.channel.shown[since:] if s.address == world.address(who))


# -- near by -------------------------------------------------------------------------------------------------------


@given(st.floats(-60, 60), st.floats(-170, 170), st.floats(20, 300), st.floats(0, 1), st.floats(0, 2 * math.pi))
def test_the_box_holds_whatever_lies_within_the_radius(
    latitude: float, longitude: float, radius_m: float, share: float, way: float
) -> None:
    north, east = math.sin(way) * share * radius_m, math.cos(way) * share * radius_m
    there = (
        round(latitude + north / near.METRES_A_DEGREE, 7),
        round(longitude + east / near.METRES_A_DEGREE / math.cos(math.radians(latitude)), 7),
    )
    box = near.around(latitude, longitude, radius_m=radius_m)
    if metres((latitude, longitude), there) <= radius_m:
        north_e7, east_e7 = round(there[0] * 1e7), round(there[1] * 1e7)
        assert box.south <= north_e7 <= box.north
        assert box.west <= east_e7 <= box.east
        assert math.trunc(north_e7 / BAND_E7) in box.bands
        assert math.trunc(north_e7 / SQUARE_E7) in box.rows
        assert math.trunc(east_e7 / SQUARE_E7) in box.columns


def test_a_box_touches_few_cells() -> None:
    box = near.around(*SOUTH, radius_m=250)
    assert len(box.bands) <= 11
    assert len(box.rows) * len(box.columns) <= 12


def test_nearest_first_and_none_beyond_the_radius() -> None:
    found = [Found(f"n{m}", "taken", "p", 0, None, SOUTH[0] + m / 111_195, SOUTH[1]) for m in (60, 10, 49, 30)]
    assert [each.number for each in near.within(found, *SOUTH, radius_m=50)] == ["n10", "n30", "n49"]


PLANS = {"sqlite": "explain query plan ", "postgres": "explain "}


class _Explained:
    """A transaction that asks how each query would be answered."""

    def __init__(self, tx: Transaction, engine: str) -> None:
        self.tx, self.engine, self.plan = tx, engine, ""

    def all(self, sql: str, /, **values: Any) -> list[Any]:
        self.plan += "\n".join(
            str(tuple(row.values() if isinstance(row, dict) else row))
            for row in self.tx.all(PLANS[self.engine] + sql, **values)
        )
        return []


async def test_both_look_ups_read_their_index(database: AnyDatabase) -> None:
    def plans(tx: Transaction) -> tuple[str, str]:
        if database.engine == "postgres":
            tx.one("select set_config('enable_seqscan', 'off', true)")
        open_ones, ended = _Explained(tx, database.engine), _Explained(tx, database.engine)
        box = near.around(*SOUTH, radius_m=80)
        store.open_near(open_ones, box, "manhole", since=0, most=3)  # type: ignore[arg-type]
        store.ended_near(ended, box, "manhole", since=0, most=3)  # type: ignore[arg-type]
        return open_ones.plan, ended.plan

    open_ones, ended = await database.read(plans)
    assert "cases_near" in open_ones
    assert "cases_ended_near" in ended


async def test_what_lies_alike_is_counted_from_its_index(database: AnyDatabase) -> None:
    def plan(tx: Transaction) -> str:
        if database.engine == "postgres":
            tx.one("select set_config('enable_seqscan', 'off', true)")
        explained = _Explained(tx, database.engine)
        box = near.around(*SOUTH, radius_m=marks.ALIKE_M)
        store.alike_near(explained, box, "manhole", since=0, most=3)  # type: ignore[arg-type]
        return explained.plan

    assert "cases_alike" in await database.read(plan)


async def test_a_card_counts_what_lies_alike_within_50_m_and_12_weeks_whatever_became_of_it(world: World) -> None:
    await office(world)
    await opened(world, "wang", north_m=0)  # handled below
    await handled(world)
    await opened(world, "liu", north_m=45)  # open, 45 m off
    await opened(world, "zhao", north_m=300)  # too far
    await opened(world, "qian", north_m=20, words="有电线垂下来")  # of another category
    await opened(world, "sun", north_m=-40)  # withdrawn below: nobody's
    await world.press("sun", "withdraw:JA26-00005")
    await reported(world, "wu", north_m=10)
    await world.press("wu", "known:new")
    await world.press("wu", "send:send")

    async def alike(number: str) -> int:
        def counted(tx: Transaction) -> int:
            case = casebook.find(tx, world.basis.seals, number)
            assert case is not None
            return marks.alike(tx, case)

        return await world.database.take(counted)

    assert await alike("JA26-00006") == 2
    assert await alike("JA26-00003") == 0
    card = [s.text for s in world.channel.shown if s.address == world.address(GROUP) and "JA26-00006" in s.text][-1]
    assert "50 米内 12 周里同类 2 件" in card
    await world.pass_time(timedelta(weeks=12, hours=1))
    await opened(world, "li")
    assert await alike("JA27-00001") == 0
    assert await alike("JA26-00006") == 3, "and what came since counts as well"


# -- who may see it ------------------------------------------------------------------------------------------------


async def test_a_known_case_shows_neither_words_nor_place_nor_alias_of_its_reporter(world: World) -> None:
    await office(world)
    await world.agree("wang")
    await world.say("wang", Photo("a"), Words("井盖坏了，三楼张阿姨说的"))
    await world.say("wang", Place(*SOUTH, "venue", "wgs84", 10.0, title="示例路12弄"))
    await world.press("wang", "send:send")
    alias = (await world.read(lambda tx: tx.one("select alias from person where id = (select reporter from cases)")))[
        "alias"
    ]
    await reported(world, "liu", photo="b", north_m=20)
    assert CASE in last(world, "liu").text
    await world.press("liu", f"known:{CASE}")
    await world.press("liu", f"followed:{CASE}")
    await handled(world)
    assert "处理好了" in texts(world, "liu")
    for hidden in ("张阿姨", "示例路", alias):
        assert hidden not in texts(world, "liu")


async def test_not_even_a_letter_holds_what_others_may_not_read(sqlite_world: World) -> None:
    world = sqlite_world
    await opened(world)

    def told(tx: Transaction) -> set[str]:
        informing = Turn(tx, world.app.know, now_ms=now_ms())._casework().informing
        case = casebook.find(tx, world.basis.seals, CASE)
        assert case
        return set(told_of(informing, case, now=0))

    facts = await world.database.take(told)
    assert facts == {*TOLD, "late"}
    assert not facts & {"words", "place", "your-place", "alias"}


async def test_an_emergency_is_shown_to_no_other_rider(sqlite_world: World) -> None:
    world = sqlite_world
    await opened(world)
    await world.database.take(lambda tx: tx.run("update cases set urgency = 'emergency'"))
    await reported(world, "liu", north_m=5)
    assert CASE not in texts(world, "liu")


@pytest.mark.parametrize("urgency", ["emergency", "high"])
async def test_what_is_not_shown_can_not_be_joined_by_a_forged_press(sqlite_world: World, urgency: str) -> None:
    world = sqlite_world
    await opened(world)
    await reported(world, "liu", north_m=20)
    button = next(k.press for row in last(world, "liu").keys for k in row if k.press.endswith(f"known:{CASE}"))
    hidden = "update cases set category = 'unclear'"
    if urgency == "emergency":
        hidden = "update cases set urgency = 'emergency'"
    await world.database.take(lambda tx: tx.run(hidden))
    await world.say("liu", Press(button))
    assert "刚才那件有了变化" in texts(world, "liu")
    heard = []
    for press in (f"followed:{CASE}", "followed:JA26-99999", button, button.replace(CASE, "JA26-99999")):
        since = len(world.channel.shown)
        await world.say("liu", Press(press))
        heard.append(texts(world, "liu", since))
    assert heard[0] == heard[1], "absent and forbidden answer alike"
    assert heard[2] == heard[3], "absent and forbidden answer alike"
    assert await world.count("follower") == 0


async def test_a_place_by_words_is_near_to_nothing(sqlite_world: World) -> None:
    world = sqlite_world
    await opened(world)
    await world.database.take(lambda tx: tx.run("update cases set routed = 'by_words'"))
    await reported(world, "liu", north_m=0)
    assert CASE not in texts(world, "liu")


@pytest.mark.parametrize(("status", "shown"), [
    ("submitted", True), ("taken", True), ("asked", True), ("handled", False), ("closed", False),
    ("refused", False), ("merged", False), ("withdrawn", False),
])  # fmt: skip
async def test_only_what_an_office_still_has_is_known(sqlite_world: World, status: str, shown: bool) -> None:
    world = sqlite_world
    await opened(world)
    await world.database.take(lambda tx: tx.run("update cases set status = :status", status=status))
    await reported(world, "liu", north_m=20)
    assert (CASE in texts(world, "liu")) is shown


# -- joining -------------------------------------------------------------------------------------------------------


async def joined(world: World, who: str, *, photo: str = "b", number: str = CASE, north_m: float = 20.0) -> None:
    await reported(world, who, photo=photo, north_m=north_m)
    await world.press(who, f"known:{number}")


async def test_who_joins_twice_follows_once_and_is_paid_once(world: World) -> None:
    await office(world)
    await opened(world)
    await joined(world, "liu")
    await joined(world, "liu", photo="c")
    assert await world.count("follower") == 1
    assert await world.count("case_photo", "role = 'join'") == 2
    await handled(world)
    await world.nights()
    assert (await world.points("wang"), await world.points("liu")) == (4, 1)


async def test_five_who_joined_are_paid_the_sixth_is_thanked(world: World) -> None:
    await office(world)
    await opened(world)
    riders = [f"r{letter}" for letter in "abcdef"]
    for rider in riders:
        await joined(world, rider)
        await world.pass_time(timedelta(minutes=1))
    await handled(world)
    await world.nights()
    assert [await world.points(rider) for rider in riders] == [1, 1, 1, 1, 1, 0]
    assert "名额已满" in last(world, "rf").text


async def test_a_second_round_pays_who_joined_since_and_nobody_twice(world: World) -> None:
    await office(world)
    await opened(world)
    await joined(world, "liu")
    await handled(world)
    await world.press("wang", f"unsolved:{CASE}")
    await world.press("wang", ":skip")
    await joined(world, "chen", photo="c")
    await handled(world, mark="not-seen")
    await world.nights()
    assert (await world.points("liu"), await world.points("chen")) == (1, 0)
    await world.press("wang", f"unsolved:{CASE}")
    await world.press("wang", ":skip")
    await handled(world)
    await world.nights()
    assert (await world.points("wang"), await world.points("liu"), await world.points("chen")) == (4, 1, 1)


async def test_the_officer_who_verifies_is_not_paid_for_having_joined(sqlite_world: World) -> None:
    world = sqlite_world
    await office(world)
    await opened(world)
    await joined(world, "zhou")
    await handled(world)
    assert await world.points("zhou") == 0


async def test_a_photo_that_was_refused_earns_nothing(sqlite_world: World) -> None:
    world = sqlite_world
    await office(world)
    await opened(world)
    await joined(world, "liu")
    await world.database.take(
        lambda tx: tx.run("update photo set state = 'refused' where id = (select photo from follower)")
    )
    await handled(world)
    assert await world.points("liu") == 0


async def test_photos_of_followers_have_their_bounds(sqlite_world: World) -> None:
    world = sqlite_world
    await opened(world)
    for n in range(8):
        who = f"r{chr(97 + n)}"
        await world.agree(who)
        for name in "abcd":
            await world.say(who, Photo(name))
        await world.say(who, Words("井盖坏了"))
        await world.say(who, at(10))
        await world.press(who, f"known:{CASE}")
    assert await world.count("case_photo", "role = 'join'") == JOINED_PHOTOS_MAX
    most = await world.read(
        lambda tx: tx.one(
            "select max(n) as n from (select count(*) as n from case_photo c join photo p on p.id = c.photo"
            " where c.role = 'join' group by p.person) as each_one"
        )
    )
    assert most["n"] == JOIN_PHOTOS_MAX
    assert await world.count("photo", "state = 'dropped'") == 8 * 4 - JOINED_PHOTOS_MAX


async def test_a_late_photo_of_the_album_joins_too(sqlite_world: World) -> None:
    world = sqlite_world
    await opened(world)
    await world.agree("liu")
    await world.say("liu", Photo("b", "album"), Words("井盖坏了"))
    await world.say("liu", at(20))
    await world.press("liu", f"known:{CASE}")
    await world.say("liu", Photo("c", "album"))
    assert "晚到的照片" in last(world, "liu").text
    assert await world.count("case_photo", "role = 'join'") == 2
    assert await world.count("talk") == 0


# -- at the same instant -------------------------------------------------------------------------------------------


async def test_two_riders_who_send_at_the_same_instant_are_told_of_each_other(world: World) -> None:
    riders = [f"r{letter}" for letter in "abcdefgh"]
    for rider in riders:
        await reported(world, rider)
    sends = [
        next(k.press for row in last(world, rider).keys for k in row if k.press.endswith("send:send"))
        for rider in riders
    ]
    await asyncio.gather(*(world.hear(rider, Press(send)) for rider, send in zip(riders, sends, strict=True)))
    await world.settle()
    assert await world.count("cases") == 1
    asked = [rider for rider in riders if CASE in last(world, rider).text and "附近有人报过" in last(world, rider).text]
    assert len(asked) == 7
    for rider in asked:
        await world.press(rider, f"known:{CASE}")
    assert await world.count("follower") == 7


async def test_those_who_join_while_it_is_handled_are_told_or_refused(world: World) -> None:
    await office(world)
    await opened(world)
    riders = [f"r{letter}" for letter in "abcdef"]
    for rider in riders:
        await reported(world, rider, photo="b", north_m=20)
    await world.say("zhou", Press(f"take:{CASE}"))
    await world.say("zhou", Press(f"handled:{CASE}"))
    await world.say("zhou", Photo("l"), Words("已换新盖"))

    def button(who: str, ending: str) -> Press:
        return Press(next(k.press for row in last(world, who).keys for k in row if k.press.endswith(ending)))

    mark = button("zhou", "mark:true")
    joins = [(rider, button(rider, f"known:{CASE}")) for rider in riders]
    since = len(world.channel.shown)
    acts = [*joins[:3], ("zhou", mark), *joins[3:]]
    await asyncio.gather(*(world.hear(who, press) for who, press in acts))
    await world.settle()
    for rider in riders:
        heard = texts(world, rider, since)
        assert ("处理好了" in heard) is ("加进去了" in heard), heard
        assert ("刚才那件有了变化" in heard) is ("加进去了" not in heard), heard
    followers = await world.count("follower")
    await world.nights()
    paid = [await world.points(rider) for rider in riders]
    assert sum(paid) == min(followers, 5)
    assert world.troubles == []


# -- merging -------------------------------------------------------------------------------------------------------


async def merged(world: World, number: str, into: str) -> None:
    await world.say("zhou", Press(f"merge:{number}"))
    await world.say("zhou", Words(into))
    await world.press("zhou", "merge-sure:yes")


async def second(world: World, who: str, **how: Any) -> None:
    """Another case near the first, though its rider saw that one."""
    await reported(world, who, north_m=20, **how)
    await world.press(who, "known:new")
    await world.press(who, "send:send")


async def test_a_chain_of_merges_ends_at_one_case_and_pays_each_rider_once(world: World) -> None:
    await office(world)
    await opened(world)
    for rider in ("liu", "chen", "wang"):
        await second(world, rider, photo="b")
    await joined(world, "gao", number="JA26-00003")
    await merged(world, "JA26-00003", "JA26-00002")
    await merged(world, "JA26-00002", CASE)
    await merged(world, "JA26-00004", CASE)
    await handled(world)
    await world.nights()
    points = {rider: await world.points(rider) for rider in ("wang", "liu", "chen", "gao")}
    assert points == {"wang": 4, "liu": 4, "chen": 4, "gao": 1}
    assert "同一处记一次分" in texts(world, "wang")
    for number, what in ((CASE, "merged_in"), ("JA26-00002", "merge"), ("JA26-00003", "merge")):
        assert await world.count("case_event", f"number = '{number}' and what = '{what}'")
    assert world.troubles == []


async def test_the_books_agree_after_a_merge(world: World) -> None:
    from cases.books.store import awards_missing
    from cases.store import contradictions
    from rewards.audit import audit

    await office(world)
    await opened(world)
    await second(world, "liu", photo="b")
    await joined(world, "gao")
    await merged(world, "JA26-00002", CASE)
    await handled(world)
    earning = frozenset(c.code for c in world.basis.know.catalog.categories.values() if c.earns)
    assert await world.read(partial(awards_missing, earning=earning)) == []
    assert await world.read(contradictions) == []
    assert await world.read(audit) == []


async def test_an_emergency_is_not_put_behind_something_slower(sqlite_world: World) -> None:
    world = sqlite_world
    await office(world)
    await opened(world)
    await second(world, "liu", photo="b")
    await world.database.take(lambda tx: tx.run("update cases set urgency = 'emergency' where number = 'JA26-00002'"))
    await world.say("zhou", Press("merge:JA26-00002"))
    await world.say("zhou", Words(CASE))
    assert "反过来并" in texts(world, "zhou")
    assert await world.count("merger") == 0


@pytest.mark.parametrize("who", ["liu", "wang", "qian"])
async def test_nobody_else_can_merge(sqlite_world: World, who: str) -> None:
    world = sqlite_world
    await office(world)
    await world.officer("qian", "310106018")
    await opened(world)
    await second(world, "liu", photo="b")
    for number in (CASE, "JA26-00099"):
        since = len(world.channel.shown)
        await world.say(who, Press(f"merge:{number}"))
        assert "井盖" not in texts(world, who, since)
    assert await world.count("merger") == 0


async def test_an_officer_can_not_merge_into_another_streets_case(sqlite_world: World) -> None:
    world = sqlite_world
    await office(world)
    await opened(world)
    await second(world, "liu", photo="b")
    await world.database.take(lambda tx: tx.run("update cases set street = '310106018' where number = :n", n=CASE))
    await world.say("zhou", Press("merge:JA26-00002"))
    since = len(world.channel.shown)
    await world.say("zhou", Words(CASE))
    assert "不归您的街镇" in texts(world, "zhou", since)
    assert await world.count("merger") == 0


async def test_two_who_merge_the_same_pair_in_both_directions_leave_one_open(world: World) -> None:
    await office(world)
    await world.officer("li", DANING)
    await opened(world)
    await second(world, "liu", photo="b")
    for officer, number, into in (("zhou", "JA26-00002", CASE), ("li", CASE, "JA26-00002")):
        await world.say(officer, Press(f"merge:{number}"))
        await world.say(officer, Words(into))
    yes = [
        Press(next(k.press for row in last(world, who).keys for k in row if k.press.endswith("merge-sure:yes")))
        for who in ("zhou", "li")
    ]
    await asyncio.gather(world.hear("zhou", yes[0]), world.hear("li", yes[1]))
    await world.settle()
    assert await world.count("merger") == 1
    assert await world.count("cases", "status = 'submitted'") == 1
    assert world.troubles == []


# -- came back -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "mark", "north_m", "returns"),
    [(80, "true", 20, True), (90, "true", 20, False), (5, "not-seen", 20, False), (5, "true", 80, False)],
)
async def test_a_case_came_back_where_it_was_verified_and_handled_lately(
    sqlite_world: World, days: int, mark: str, north_m: float, returns: bool
) -> None:
    world = sqlite_world
    await office(world)
    await opened(world)
    await handled(world, mark=mark)
    await world.press("wang", f"solved:{CASE}")
    await world.pass_time(timedelta(days=days))
    await opened(world, "liu", photo="b", north_m=north_m)
    assert await world.count("recurrence") == int(returns)
    assert ("复发" in last(world, GROUP).text) is returns


# -- the same photo again ------------------------------------------------------------------------------------------


def drawing(seed: int, *, quality: int = 90, turns: int = 0, side: int = 640) -> bytes:
    """A picture with something in it, saved as a phone would; turned by quarters."""
    chance = random.Random(seed)
    image = Image.new("RGB", (12, 9))
    image.putdata([(g := chance.randrange(256), g, chance.randrange(256)) for _ in range(12 * 9)])
    image = image.resize((side, side * 3 // 4), Image.Resampling.BICUBIC).rotate(90 * turns, expand=True)
    out = BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


hashes = st.integers(-(2**63), 2**63 - 1)


@given(hashes, st.sets(st.integers(0, 63), max_size=3))
def test_hashes_of_up_to_three_different_bits_share_a_slice(phash: int, flipped: set[int]) -> None:
    other = (phash & (2**64 - 1)) ^ sum(1 << bit for bit in flipped)
    assert set(likeness.slices(phash)) & set(likeness.slices(other))


def test_a_photo_is_like_another_in_any_of_its_four_turns() -> None:
    straight = [0x0F1E2D3C4B5A6978, 0x123456789ABCDEF0, 0x0FEDCBA987654321, 0x7766554433221100]
    one = Print("new", "p", straight[0], tuple(straight[1:]))
    others = [Print(f"old{n}", "q", each ^ 1) for n, each in enumerate(straight)]
    found = likeness.like(one, [*others, Print("far", "q", ~straight[0])])
    assert sorted(found, key=lambda each: each.turns)[:3] == [Like(f"old{n}", n, 1) for n in range(3)]


@pytest.mark.parametrize("phash", [0, -1, 1, 0xFF >> 1])
def test_a_picture_of_one_colour_is_like_nothing(phash: int) -> None:
    assert not likeness.is_telling(phash)


async def test_another_riders_photo_is_noticed_at_another_place(world: World) -> None:
    await office(world)
    world.channel.files.update({"first": drawing(1), "again": drawing(1, quality=60, side=500), "other": drawing(2)})
    await opened(world, photo="first")
    await opened(world, "chen", photo="other", north_m=300)
    assert "很像" not in texts(world, GROUP)
    await opened(world, "liu", photo="again", north_m=600)
    assert f"照片和 {CASE} 的很像" in last(world, GROUP).text
    assert await world.count("photo_again") == 1
    await handled(world, "JA26-00003")
    assert await world.points("liu") == 4, "a sign for people, never a penalty"


async def test_ones_own_photo_is_noticed_in_another_case_and_not_in_the_same(sqlite_world: World) -> None:
    world = sqlite_world
    await office(world)
    world.channel.files.update({"first": drawing(1), "again": drawing(1, quality=60), "third": drawing(1, side=700)})
    await world.agree("wang")
    await world.say("wang", Photo("first"))
    await world.say("wang", Photo("again"), Words("井盖坏了"))
    await world.say("wang", at())
    await world.press("wang", "send:send")
    assert await world.count("photo_again") == 0
    await opened(world, photo="third", north_m=600)
    assert f"照片和 {CASE} 的很像" in last(world, GROUP).text


async def test_who_joins_with_the_reporters_own_photo_is_noticed(sqlite_world: World) -> None:
    world = sqlite_world
    await office(world)
    world.channel.files.update({"first": drawing(1), "again": drawing(1, quality=60)})
    await opened(world, photo="first")
    await joined(world, "liu", photo="again")
    assert f"照片和 {CASE} 的很像" in last(world, GROUP).text


@pytest.mark.parametrize("turns", [1, 2, 3])
async def test_a_photo_turned_by_quarters_is_noticed(world: World, turns: int) -> None:
    await office(world)
    world.channel.files.update({"first": drawing(1), "again": drawing(1, quality=60, turns=turns)})
    await opened(world, photo="first")
    await opened(world, "liu", photo="again", north_m=600)
    assert f"照片和 {CASE} 的很像" in last(world, GROUP).text
    assert await world.count("photo_again", f"turns = {4 - turns}") == 1


async def test_a_photo_that_comes_after_its_report_is_compared_as_well(world: World) -> None:
    await office(world)
    world.channel.files["first"] = drawing(1)
    await opened(world, photo="first")
    await opened(world, "liu", photo="slow-again", north_m=600)
    assert "很像" not in texts(world, GROUP)
    world.channel.files["slow-again"] = drawing(1, quality=60)
    await world.pass_time(timedelta(seconds=2))
    assert f"照片和 {CASE} 的很像" in last(world, GROUP).text
