"""A consultation ends with everybody's yes or with what is open; guests' words are theirs, and every step is traced."""

from __future__ import annotations

import asyncio
import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.auditing import audit
from bot.exporting import document
from cases.consultations import store
from cases.consultations.agreeing import Parties
from cases.consultations.consultation import (
    LINK_DAYS,
    Answer,
    CalledAlready,
    MovedOn,
    NotAtThisPoint,
    OneSideOnly,
    Party,
    Side,
    State,
    is_agreed,
)
from cases.holdings.everything import Holdings
from dialogue.hear import Press, Words
from storage.seals import Erased
from tests.cases.consultation_world import DAY, Table, gate, reported
from tests.cases.test_casework import texts
from tests.world import World, at


def party(
    n: int, side: Side, *, answer: str = "", consent: str = "", absent: bool = False, rider: bool = False
) -> Party:
    return Party(1, n, side, f"p{n}" if rider else None, "k", answer=answer, consent=consent, is_absent=absent)


OWNER, RIDER, PROPERTY = Side.OWNER, Side.RIDER, Side.PROPERTY


@pytest.mark.parametrize(
    ("parties", "agreed"),
    [
        ([party(1, PROPERTY, consent="yes"), party(2, RIDER, rider=True, answer="come", consent="yes")], True),
        ([party(1, PROPERTY, consent="yes"), party(2, RIDER, rider=True, answer="come")], False),
        ([party(1, PROPERTY, consent="yes"), party(2, OWNER, consent="no")], False),
        ([party(1, PROPERTY, consent="yes"), party(2, OWNER)], False),
        ([party(1, PROPERTY, consent="yes"), party(2, OWNER, absent=True)], False),
        ([party(1, PROPERTY, consent="yes"), party(2, OWNER, consent="yes"), party(3, OWNER, answer="cant")], True),
        ([party(1, PROPERTY, consent="yes"), party(2, OWNER, consent="yes"), party(3, RIDER, rider=True)], True),
        ([party(1, PROPERTY, consent="yes"), party(2, PROPERTY, consent="yes")], False),
        ([], False),
    ],
)
def test_it_is_agreed_only_when_each_who_takes_part_of_two_sides_consented(parties: list[Party], agreed: bool) -> None:
    assert is_agreed(parties) == agreed


async def seated(world: World) -> Table:
    """A consultation that took place: wang came, a property manager and an owner were invited; all are asked."""
    table = await gate(world)
    await table.call()
    await world.say("wang", Press("meetcome:1"))
    await table.guest(Side.PROPERTY, "王经理")
    await table.guest(Side.OWNER, "张女士")
    await world.pass_time(timedelta(days=3, hours=1))
    await table.to_consent()
    return table


async def test_it_waits_for_the_last_of_them_and_says_so_to_whoever_leads_it(world: World) -> None:
    table = await seated(world)
    assert await table.consents("王经理") is State.ASKED
    await world.say("wang", Press("meetyes:1"))
    assert (await table.held()).state is State.ASKED
    assert await table.consents("张女士") is State.AGREED
    assert any(text.startswith("协商一致：大宁广场东门") for text in texts(world, "chen"))
    assert sum(text.startswith("“大宁广场东门”协商一致") for text in texts(world, "wang")) == 1


async def test_another_text_is_asked_for_anew(sqlite_world: World) -> None:
    table = await seated(sqlite_world)
    await table.consents("王经理")
    held = await table.held()
    first = await table.do(lambda c: c.ask_consent(held, "改了。", **DAYS))
    assert [p.consent for p in await table.do(lambda c: c.telling.parties(first))] == [""] * 5


DAYS = {"first": date(2026, 12, 1), "last": date(2027, 1, 1), "review_at": 1_800_000_000}


async def test_who_never_answers_is_noted_by_the_coordinator_with_a_trace(world: World) -> None:
    table = await seated(world)
    await table.consents("王经理")
    await world.say("wang", Press("meetyes:1"))
    owner = next(p for p in await table.do(lambda c: c.silent(c.find("1"))) if p.side is Side.OWNER)
    assert await table.do(lambda c: c.record_consent(c.find("1"), owner)) is State.AGREED
    chen = await world.person("chen")
    line = [each for each in await world.read(lambda tx: store.traced(tx, 1)) if each.what.startswith("recorded")]
    assert [(each.actor, each.what) for each in line] == [(chen, f"recorded {owner.n}")]
    row = await world.read(lambda tx: tx.one("select recorded_by from consultation_party where n = :n", n=owner.n))
    assert row["recorded_by"] == chen


async def test_a_no_is_taken_back_by_nobody_else(sqlite_world: World) -> None:
    table = await seated(sqlite_world)
    await table.consents("张女士", yes=False, why="放学时段怎么办")
    held = await table.held()
    owner = next(p for p in await table.do(lambda c: c.telling.parties(held)) if p.side is Side.OWNER)
    for act in (lambda c: c.record_consent(held, owner), lambda c: c.note_absent(held, owner)):
        with pytest.raises(NotAtThisPoint):
            await table.do(act)
    assert await table.consents("张女士") is State.ASKED


async def test_an_absent_party_is_not_waited_for_but_two_sides_are_needed(sqlite_world: World) -> None:
    world, table = sqlite_world, await gate(sqlite_world)
    await table.call()
    await table.guest(Side.PROPERTY, "王经理")
    await world.pass_time(timedelta(days=4))
    await table.do(lambda c: c.note_minutes(c.find("1"), ["说了"], ""))
    with pytest.raises(OneSideOnly):
        await table.do(lambda c: c.may_ask_consent(c.find("1")))


# -- at the same time, and out of turn ------------------------------------------------------------------------------


async def test_two_coordinators_who_call_it_at_once_call_one(world: World) -> None:
    await gate(world)
    await world.coordinator("tang", "310106019")
    for who in ("chen", "tang"):
        await world.say(who, Press("consult:1"))
        await world.press(who, "meet-level:street")
        await world.say(who, Words("11-30 15:00"))
        await world.say(who, Words("一楼"))
        await world.press(who, "meet-agenda:usual")
    send = {who: key(world, who, "meet-sure:send") for who in ("chen", "tang")}
    await asyncio.gather(*(world.hear(who, press) for who, press in send.items()))
    await world.settle()
    assert await world.count("consultation") == 1
    assert sum(text.startswith("您报过") for text in texts(world, "wang")) == 1
    assert any("已经有一次协商恳谈会" in text or "第 1 次" in text for text in texts(world, "tang"))


def key(world: World, who: str, ending: str) -> Press:
    address = world.address(who)
    shown = [k for s in world.channel.shown if s.address == address for row in s.keys for k in row]
    return Press(next(k.press for k in reversed(shown) if k.press.endswith(ending)), "1")


async def test_what_a_colleague_has_moved_on_is_seen_first(sqlite_world: World) -> None:
    table = await gate(sqlite_world)
    await table.call()
    await table.do(lambda c: c.move(c.find("1:1"), meet_at=c.now + 2 * DAY, place="二楼"))
    with pytest.raises(MovedOn):
        await table.do(lambda c: c.find("1:1"))
    with pytest.raises(CalledAlready):
        await table.call()
    for early in (
        lambda c: c.ask_consent(c.find("1"), "x", **DAYS),
        lambda c: c.leave_open(c.find("1"), "x"),
        lambda c: c.publish(c.find("1"), today=date(2026, 12, 1)),
    ):
        with pytest.raises(NotAtThisPoint):
            await table.do(early)


async def test_an_agreed_text_is_published_once(world: World) -> None:
    table = await seated(world)
    await table.consents("王经理")
    await table.consents("张女士")
    await world.say("wang", Press("meetyes:1"))
    presses = [world.hear("chen", Press("meetpublish:1")) for _ in range(2)]
    await asyncio.gather(*presses)
    await world.settle()
    assert await world.count("notice", "consultation = 1") == 1
    assert await world.count("broadcast") == 1


# -- guests' links --------------------------------------------------------------------------------------------------


async def found(table: Table, token: str, *, seconds: int = 0) -> bool:
    return await table.do(lambda c: Parties(c.telling).of_guest(token) is not None, seconds=seconds)


async def test_a_link_opens_one_place_for_a_while_and_no_other_opens_anything(world: World) -> None:
    table = await gate(world)
    await table.call()
    await table.guest(Side.PROPERTY, "王经理")
    token = table.links["王经理"]
    assert await found(table, token)
    for wrong in ("", token[:-1], token + "A", token.swapcase(), "x" * 32):
        assert not await found(table, wrong)
    assert await found(table, token, seconds=(3 + LINK_DAYS) * DAY - 60)
    assert not await found(table, token, seconds=(3 + LINK_DAYS) * DAY + 60)
    renewed = await table.do(lambda c: c.renew_link(c.find("1"), c.party(c.find("1"), 4)))
    assert not await found(table, token)
    assert await found(table, renewed)
    stored = await world.read(
        lambda tx: [
            dict(zip(r.keys(), tuple(r), strict=True)) if hasattr(r, "keys") else r
            for r in tx.all("select link from consultation_party")
        ]
    )
    assert token not in str(stored)
    assert renewed not in str(stored)


async def test_several_phones_at_one_link_are_one_party_and_the_last_answer_counts(sqlite_world: World) -> None:
    table = await gate(sqlite_world)
    await table.call()
    await table.guest(Side.PROPERTY, "王经理")
    for answer in (Answer.COME, Answer.CANT, Answer.COME, Answer.COME):
        await table.answers("王经理", answer)
    assert await sqlite_world.count("consultation_party", "person is null") == 1
    row = await sqlite_world.read(lambda tx: tx.one("select answer from consultation_party where person is null"))
    assert row["answer"] == "come"
    steps = [each.what for each in await sqlite_world.read(lambda tx: store.traced(tx, 1))]
    assert steps == ["called", "invited 4", "answer_come", "answer_cant", "answer_come"]


async def test_the_next_round_opens_by_the_same_link(sqlite_world: World) -> None:
    world, table = sqlite_world, await seated(sqlite_world)
    await table.do(lambda c: c.leave_open(c.find("1"), "停多久"))
    await table.call()
    assert table.id == 2
    await table.answers("王经理", Answer.COME)
    assert await world.count("consultation_party", "consultation = 2 and answer = 'come'") == 1
    assert await world.count("consultation_party", "consultation = 2") == 5


# -- when riders are told ---------------------------------------------------------------------------------------------


async def sweep(world: World, **later: float) -> None:
    await world.pass_time(timedelta(**later))
    await world.app.clock.sweep()
    await world.settle()


async def test_riders_are_invited_and_reminded_in_their_hours_and_once(world: World) -> None:
    world.clock.move_to(at("2026-11-24 12:00"), tick=False)
    table = await gate(world)
    await table.call(in_seconds=3 * DAY)
    counts = []
    for later in (0, 1, 1, 1):
        await sweep(world, hours=later)
        counts.append(sum(text.startswith("您报过") for text in texts(world, "wang")))
    assert counts == [0, 0, 1, 1]
    await world.say("liu", Press("meetcant:1"))
    world.clock.move_to(at("2026-11-26 11:55"), tick=False)
    reminded = []
    for minutes in (0, 10, 90, 60, 24 * 60):
        await sweep(world, minutes=minutes)
        reminded.append([sum("提醒一声" in text for text in texts(world, who)) for who in ("wang", "liu")])
    assert reminded == [[0, 0], [0, 0], [1, 0], [1, 0], [1, 0]]
    assert sum(text.startswith("快开会了") for text in texts(world, "chen")) == 1


async def test_news_of_the_very_day_do_not_wait_for_the_end_of_a_meal(sqlite_world: World) -> None:
    world, table = sqlite_world, await gate(sqlite_world)
    await table.call(in_seconds=3 * DAY)
    world.clock.move_to(at("2026-11-24 18:00"), tick=False)
    await table.do(lambda c: c.move(c.find("1"), meet_at=c.now + 2 * DAY, place="二楼"))
    assert not any("改了" in text for text in texts(world, "wang"))
    world.clock.move_to(at("2026-11-26 12:00"), tick=False)
    await table.do(lambda c: c.cancel(c.find("1")))
    assert any("不开了" in text for text in texts(world, "wang"))


async def test_an_agreement_is_looked_at_again_on_its_day_and_its_effect_has_two_numbers(world: World) -> None:
    table = await seated(world)
    for name in ("王经理", "张女士"):
        await table.consents(name)
    await world.say("wang", Press("meetyes:1"))
    await table.do(lambda c: c.publish(c.find("1"), today=date(2026, 11, 27)))
    await world.pass_time(timedelta(hours=1))
    await world.agree("ma")
    await reported(world, "ma")
    since = len(world.channel.shown)
    for later in (28, 3, 1):
        await sweep(world, days=later)
    told = texts(world, "chen", since)
    assert sum(text.startswith("回头看看协商结果") for text in told) == 1
    assert [text.split("报了")[1] for text in told if text.startswith("看看效果")] == [" 1 件，之前同样天数 3 件。"]


# -- what is personal -------------------------------------------------------------------------------------------------

SAID = "孩子放学那会儿请别骑进来"


async def test_guests_words_are_sealed_exported_nowhere_and_gone_in_time(world: World) -> None:
    table = await seated(world)
    await table.consents("张女士", yes=False, why=SAID)
    parties = await table.do(lambda c: c.telling.parties(c.find("1")))
    assert [each.why for each in parties if each.name == "张女士"] == [SAID]
    exported = json.dumps(await world.read(document), ensure_ascii=False, default=str)
    assert "consultation_parties" in exported
    for secret in (SAID, "张女士", "王经理", "街道一楼", "门口停十分钟", table.links["张女士"]):
        assert secret not in exported
    key = (await table.held()).key_id
    await table.do(lambda c: c.leave_open(c.find("1"), "停多久"))
    keep = world.basis.know.catalog.district.retention.case_days
    await world.pass_time(timedelta(days=keep - 1))
    await night(world)
    assert key not in world.basis.seals.destroyed()
    await world.pass_time(timedelta(days=2))
    await night(world)
    assert key in world.basis.seals.destroyed()
    with pytest.raises(Erased):
        world.basis.seals.open(key, b"\x01" + bytes(40), "consultation")
    assert not await found(table, table.links["张女士"])
    await world.say("chen", Press("meet:1"))
    assert "已到期销毁" in texts(world, "chen")[-1]
    _, wrong = await audit(world.app, None)
    assert wrong == []


async def night(world: World) -> None:
    """A sweep at four in the morning."""
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    world.clock.move_to(now.replace(hour=4, minute=0) + timedelta(days=now.hour >= 4), tick=False)
    await sweep(world)


async def test_an_erased_rider_s_words_are_gone_and_the_table_goes_on(world: World) -> None:
    table = await gate(world)
    await table.call()
    await world.say("wang", Press("meetword:1"))
    await world.say("wang", Words(SAID))
    person = await world.person("wang")
    packed = await world.read(lambda tx: holdings(world, tx, person))
    assert [(each["place"], each["words"]) for each in packed] == [("大宁广场东门", SAID)]
    await world.say("wang", Press("erase"))
    await world.press("wang", ":erase-sure:yes")
    await world.press("wang", ":erase-really:yes")
    await sweep(world, minutes=11)
    rows = await world.read(lambda tx: tx.all("select person, words, answer from consultation_party order by n"))
    assert [row["words"] for row in rows] == [None] * 3
    assert person not in [row["person"] for row in rows]
    assert sorted(row["answer"] for row in rows) == ["", "", "words"]
    await world.say("chen", Press("meet:1"))
    assert "骑手 3 位" in texts(world, "chen")[-1]
    await world.say("chen", Press("meettrace:1"))
    _, wrong = await audit(world.app, None)
    assert (wrong, world.troubles) == ([], [])


def holdings(world: World, tx: object, person: str) -> list[dict[str, str]]:
    know = world.basis.know
    return Holdings(tx, know.seals, world._ledger(tx), know.catalog).everything(person)["consultations"]  # type: ignore[arg-type,no-any-return]


async def test_a_changed_step_is_named_by_the_audit(sqlite_world: World) -> None:
    world, table = sqlite_world, await seated(sqlite_world)
    await table.consents("王经理")
    _, wrong = await audit(world.app, None)
    assert wrong == []
    with pytest.raises(Exception, match="never changes"):
        await world.database.take(lambda tx: tx.run("update consultation_trace set what = 'x' where n = 1"))

    def forge(tx: object) -> None:
        tx.run("drop trigger consultation_trace_update")  # type: ignore[attr-defined]
        tx.run("update consultation_trace set actor = 'somebody' where n = 2")  # type: ignore[attr-defined]

    await world.database.take(forge)
    _, wrong = await audit(world.app, None)
    assert len(wrong) == 1
    assert "consultation 1: line 2 of its trace" in wrong[0]


async def test_another_street_s_coordinator_reaches_nothing_of_it(sqlite_world: World) -> None:
    world = sqlite_world
    await seated(world)
    await world.coordinator("sun", "310106018")
    acts = (
        "",
        "guest",
        "link",
        "move",
        "drop",
        "minutes",
        "rule",
        "here",
        "absent",
        "open",
        "publish",
        "said",
        "trace",
    )
    for act in acts:
        since = len(world.channel.shown)
        await world.say("sun", Press(f"meet{act}:1"))
        assert texts(world, "sun", since) == ["没有这次协商恳谈会，或者不归您的街镇。"], act
    for press in ("consult:1", "meetagain:1"):
        since = len(world.channel.shown)
        await world.say("sun", Press(press))
        assert "大宁广场" not in "".join(texts(world, "sun", since))
