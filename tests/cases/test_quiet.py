"""What is confided: who reads it, what is left of it, and that it tells nobody who said it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import exporting
from bot.auditing import audit
from cases.packs.channels import Carries
from cases.quiet import store
from dialogue.hear import Command, Photo, Place, Press, Words
from storage.database import Transaction
from storage.seals import Erased
from tests.cases.quiet_world import (
    DANING,
    OTHER,
    WORDS,
    confide,
    everything,
    pressed,
    seated,
    texts,
)
from tests.world import World

NEUTRAL = "您有一条新消息"
MANY = 50


def named(n: int) -> str:
    return f"rider{chr(97 + n // 26)}{chr(97 + n % 26)}"


async def test_fifty_clues_expose_nobody(world: World) -> None:
    said: list[str] = []
    world._hear_log = lambda _, level, event: said.append(f"{level} {event!r}") or {}  # type: ignore[method-assign, return-value]
    await seated(world, "qian", "clue_desk")
    await world.counter(DANING, "大宁受理群")
    await world.officer("li", DANING)
    await world.coordinator("zhao")
    numbers, secrets = [], []
    for n in range(MANY):
        rider = named(n)
        await world.agree(rider)
        secret = f"有人在芝麻开门{n:03d}号卖毒品"
        numbers.append(await confide(world, rider, secret, photo="a" if n % 5 == 0 else ""))
        secrets.append(f"芝麻开门{n:03d}")
        assert (await pressed(world, "qian", f"sealed:{numbers[-1]}"))[0].count(secret) == 1
    assert len(set(numbers)) == MANY
    who = [
        [rider, await world.person(rider), await _alias(world, rider), await _member(world, rider)]
        for rider in map(named, range(MANY))
    ]
    riders = {world.address(named(n)) for n in range(MANY)}
    others = [shown for shown in world.channel.shown if shown.address not in riders]
    for shown in others:
        words = set(re.findall(r"[\w-]+", f"{shown.text} {shown.keys}"))  # an alias may be four symbols of a number
        assert [name for names in who for name in names if name in words] == []
        if any(secret in shown.text for secret in secrets):
            assert shown.address == world.address("qian")
            assert shown.protect
        if shown.picture:
            raise AssertionError("no picture goes anywhere unasked")
    export = json.dumps(await world.read(exporting.document), ensure_ascii=False)
    told = [*secrets, *numbers, *(id for _, id, _, member in who for id in (id, member))]
    assert [each for each in told if each in export] == []
    assert [each for each in [*told, *(alias for _, _, alias, _ in who)] if each in "\n".join(said).split()] == []
    await _lies_open_nowhere(world, numbers, secrets, who)


async def _lies_open_nowhere(world: World, numbers: list[str], secrets: list[str], who: list[list[str]]) -> None:
    rows = [(table, str(row)) for table, found in (await everything(world)).items() for row in found]
    chats = [await _chat(world, names[0]) for names in who]
    names = [name for each in who for name in each[1:]] + chats
    for table, row in rows:
        assert not [secret for secret in secrets if secret in row], table
        if any(number in row for number in numbers):
            assert not [name for name in names if f"'{name}'" in row], f"{table} says whose a number is"
    if world.database.engine == "sqlite":
        await world.database.take(lambda tx: tx.run("update process set seen_at_ms = seen_at_ms"))
        for file in _files(world):
            data = file.read_bytes()
            assert not [secret for secret in secrets if secret.encode() in data], file.name


def _files(world: World) -> list[Path]:
    folder: Path = world.database._file.path.parent  # type: ignore[attr-defined]
    return [file for file in folder.iterdir() if file.is_file()]


async def _alias(world: World, who: str) -> str:
    return await _of_person(world, who, "alias")


async def _member(world: World, who: str) -> str:
    return await _of_person(world, who, "member")


async def _of_person(world: World, who: str, column: str) -> str:
    person = await world.person(who)
    row = await world.read(lambda tx: tx.one(f"select {column} as it from person where id = :id", id=person))
    return str(row["it"])


async def _chat(world: World, who: str) -> str:
    person = await world.person(who)
    row = await world.read(lambda tx: tx.one("select id from chat where person = :id", id=person))
    return str(row["id"])


# -- who may ---------------------------------------------------------------------------------------------------------

DESK_ACTS = ("sealed", "sealedphotos", "sealedask", "quietoutcome", "sealedhand", "sealedpass", "sealedtrace")
OWN_ACTS = ("quietnews", "quietreply", "quiethush")
PEOPLE = {
    "qian": ("clue_desk", ""),
    "sun": ("care_desk", DANING),
    "zhou": ("care_desk", OTHER),
    "wu": ("rights_desk", ""),
    "li": ("officer", DANING),
    "zheng": ("coordinator", DANING),
    "zhao": ("coordinator", ""),
    "feng": ("rider", ""),
}
READS = {"clue": "qian", "care": "sun", "rights": "wu"}  # and nobody else
NO = ("没有这一条，或者不归您看。", "没有这件，或者不是您的。", "这个按钮已经过了时候。发“我的”看最新的情况。")


@pytest.mark.parametrize("matter", READS)
async def test_everybody_but_its_own_counter_gets_the_same_answer_as_for_nothing(world: World, matter: str) -> None:
    for who, (role, street) in PEOPLE.items():
        await seated(world, who, role, street)
        await world.agree(who)
    await world.agree("wang")
    number = await confide(world, "wang", WORDS[matter], photo="a")
    for who in (*PEOPLE, "wang"):
        for act in (*DESK_ACTS, *OWN_ACTS):
            got = await pressed(world, who, f"{act}:{number}")
            await pressed(world, who, "cancel")
            may = who == READS[matter] if act in DESK_ACTS else who == "wang"
            assert (got[0] not in NO) == may, f"{who} {act}: {got}"
            if not may:
                assert got == await pressed(world, who, f"{act}:C-0000-0000"), "absent and forbidden answer alike"
    reading = await world.read(lambda tx: {line.actor for line in store.traced(tx, number)})
    assert reading == {"", await world.person(READS[matter])}, "who may not read leaves nothing and gets nothing"


async def test_a_care_counter_has_two_people_and_no_third(world: World) -> None:
    for who in ("sun", "zhou"):
        await seated(world, who, "care_desk", DANING)
    await seated(world, "wu", "care_desk", DANING)
    assert "已经有两个人" in texts(world, "wu")[-1]
    await seated(world, "wu", "care_desk", OTHER)
    assert "欢迎" in texts(world, "wu")[-1]


async def test_an_invite_shown_to_a_group_seats_nobody(world: World) -> None:
    code = await world.invite("clue_desk", "")
    await world.say("qian", Command("bind", code), group="大宁受理群")
    assert await world.count("role", "role = 'clue_desk'") == 0
    await world.say("qian", Command("start", code))
    assert await world.count("role", "role = 'clue_desk'") == 0, "it is used up"


# -- the trace -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "forged",
    [
        "update quiet_trace set actor = 'somebody' where n = 1",
        "update quiet_trace set at = at - 60 where n = 1",
        "update quiet_trace set what = 'photos' where n = 1",
        "delete from quiet_trace where n = 1",
        "delete from quiet_trace where n = 2",
        "delete from quiet_trace",
    ],
)
async def test_a_changed_trace_is_named_by_the_audit(world: World, forged: str) -> None:
    await seated(world, "qian", "clue_desk")
    await world.agree("wang")
    number = await confide(world, "wang", WORDS["clue"])
    for _ in range(2):
        await pressed(world, "qian", f"sealed:{number}")
    assert (await audit(world.app, None))[1] == []
    await _forge(world, forged)
    wrong = (await audit(world.app, None))[1]
    assert [line for line in wrong if line.startswith(f"trace: {number}")] != []


async def test_a_trace_can_t_be_changed_by_mistake(world: World) -> None:
    await seated(world, "qian", "clue_desk")
    await world.agree("wang")
    await confide(world, "wang", WORDS["clue"])
    for sql in ("update quiet_trace set at = 0", "delete from quiet_trace"):
        with pytest.raises(Exception, match="never changes"):
            await world.database.take(lambda tx, sql=sql: tx.run(sql))  # type: ignore[misc]


async def _forge(world: World, sql: str) -> None:
    guard = {
        "sqlite": ("drop trigger quiet_trace_update", "drop trigger quiet_trace_delete"),
        "postgres": ("alter table quiet_trace disable trigger quiet_trace_stays",),
    }[world.database.engine]

    def write(tx: Transaction) -> None:
        for statement in guard:
            tx.run(statement)
        assert tx.run(sql) > 0

    await world.database.take(write)


# -- what is left ----------------------------------------------------------------------------------------------------


async def test_ninety_days_after_it_was_handed_over_only_the_record_is_left(world: World) -> None:
    await seated(world, "qian", "clue_desk")
    await world.agree("wang")
    number = await confide(world, "wang", WORDS["clue"], photo="a")
    key = (await _entry(world, number)).key_id
    await world.pass_time(timedelta(days=10))
    await pressed(world, "qian", f"sealedhand:{number}")
    await world.press("qian", "hand-to:police")
    await world.pass_time(timedelta(days=90))
    await world.app.clock.sweep()
    assert (await _entry(world, number)).content is not None, "the ninetieth day is still theirs"
    await world.pass_time(timedelta(days=1))
    await world.app.clock.sweep()
    entry = await _entry(world, number)
    assert (entry.content, entry.handed_to) == (None, "police")
    with pytest.raises(Erased):
        world.basis.seals.open(key, b"\1" * 40, "anything")
    assert await world.count("photo", "state in ('coming', 'kept')") == 0
    assert await world.count("quiet_word") == 0
    assert (await audit(world.app, None))[1] == [], "the trace holds without its content"
    assert "到期销毁" in (await pressed(world, "qian", f"sealed:{number}"))[0]
    assert "没有" in (await pressed(world, "wang", f"quietnews:{number}"))[0]


async def test_what_nobody_else_has_is_let_go_after_its_outcome(world: World) -> None:
    await seated(world, "qian", "clue_desk")
    await world.agree("wang")
    number, waiting = await confide(world, "wang", WORDS["clue"]), await confide(world, "wang", WORDS["clue"])
    await pressed(world, "qian", f"quietoutcome:{number}")
    await world.press("qian", "which-outcome:unfounded")
    await world.pass_time(timedelta(days=91))
    await world.app.clock.sweep()
    assert (await _entry(world, number)).content is None
    assert (await _entry(world, waiting)).content is not None, "what nobody has read is never let go"


async def test_what_an_erased_rider_confided_can_still_be_worked(world: World) -> None:
    await seated(world, "qian", "clue_desk")
    await world.agree("wang")
    number = await confide(world, "wang", WORDS["clue"])
    world.basis.seals.destroy(await _of_person(world, "wang", "key_id"))
    assert WORDS["clue"] in (await pressed(world, "qian", f"sealed:{number}"))[0]
    await pressed(world, "qian", f"quietoutcome:{number}")
    await world.press("qian", "which-outcome:case_made")
    assert (await _entry(world, number)).outcome == "case_made"


async def test_photos_of_a_clue_are_no_forgotten_draft_s(world: World) -> None:
    await seated(world, "qian", "clue_desk")
    await world.agree("wang")
    number = await confide(world, "wang", WORDS["clue"], photo="a")
    await world.pass_time(timedelta(days=5))
    await world.app.clock.sweep()
    await pressed(world, "qian", f"sealedphotos:{number}")
    assert world.channel.shown[-1].picture


async def _entry(world: World, number: str) -> Any:
    return await world.database.take(lambda tx: store.find(tx, world.basis.seals, number))


# -- the rider's phone -----------------------------------------------------------------------------------------------


async def test_both_sides_vanish_by_themselves_after_a_day(world: World) -> None:
    await seated(world, "qian", "clue_desk")
    await world.agree("wang")
    await confide(world, "wang", WORDS["clue"], photo="a")
    await world.pass_time(timedelta(hours=23))
    await world.app.clock.sweep()
    assert world.channel.gone == []
    await world.pass_time(timedelta(hours=1))
    await world.app.clock.sweep()
    mine = {message for address, message in world.channel.gone if address == world.address("wang")}
    assert any(message.startswith("said-") for message in mine), "what the rider said"
    assert any(message.isdecimal() for message in mine), "what was said to the rider"
    assert {address for address, _ in world.channel.gone} <= {world.address("wang"), world.address("qian")}
    assert await world.count("fading") == 0


async def test_no_letter_is_left_that_tells_who_said_something_when(world: World) -> None:
    await seated(world, "qian", "clue_desk")
    await world.agree("wang")
    before = await world.count("letter")
    await confide(world, "wang", WORDS["clue"])
    assert (await world.count("letter"), await world.count("letter", "state <> 'sent'")) == (before, 0)


async def test_an_ordinary_report_stays_where_it_is(world: World) -> None:
    await seated(world, "qian", "clue_desk")
    await world.agree("wang")
    await world.say("wang", Photo("a"), Words("井盖坏了"))
    assert await world.count("fading") == 0


async def test_who_wants_to_hear_nothing_hears_nothing(world: World) -> None:
    await seated(world, "qian", "clue_desk")
    await world.agree("wang")
    number = await confide(world, "wang", WORDS["clue"], how="anonymous")
    before = len(texts(world, "wang"))
    await pressed(world, "qian", f"quietoutcome:{number}")
    await world.press("qian", "which-outcome:looking")
    assert len(texts(world, "wang")) == before
    got = await pressed(world, "qian", f"sealedask:{number}")
    assert got == ("对方不想再收到消息，问不了。",)


async def test_every_message_to_a_rider_begins_with_the_neutral_line(world: World) -> None:
    await seated(world, "qian", "clue_desk")
    await world.agree("wang")
    before = len(texts(world, "wang"))
    number = await confide(world, "wang", WORDS["clue"])
    await pressed(world, "qian", f"quietoutcome:{number}")
    await world.press("qian", "which-outcome:case_made")
    alert = [shown for shown in world.channel.shown if shown.address == world.address("wang")][-1]
    assert (alert.text, alert.protect, alert.picture) == (NEUTRAL, True, None)
    await world.press("wang", f"quietnews:{number}")
    assert all(text.startswith(NEUTRAL) for text in texts(world, "wang")[before:])
    kinds = [kind.names["zh-CN"] for kind in world.basis.know.catalog.categories.values() if kind.is_quiet]
    assert not [text for text in texts(world, "wang")[before:] for kind in kinds if kind in text]


# -- where it may not pass -------------------------------------------------------------------------------------------


async def test_where_the_pack_forbids_it_nothing_is_kept_and_the_link_is_given(world: World) -> None:
    _bar(world, clue=False)
    await seated(world, "qian", "clue_desk")
    await world.agree("wang")
    await world.say("wang", Photo("a"), Words(WORDS["clue"]))
    assert world.app.know.web_url in texts(world, "wang")[-1]
    await world.app.clock.sweep()
    assert await world.count("quiet_entry") == await world.count("talk") == 0
    assert await world.count("photo", "state in ('coming', 'kept')") == 0


async def test_nobody_reads_it_over_a_channel_where_it_may_not_pass(world: World) -> None:
    await seated(world, "qian", "clue_desk")
    await world.agree("wang")
    number = await confide(world, "wang", WORDS["clue"], photo="a")
    _bar(world, clue=False)
    for who, act in (("qian", "sealed"), ("qian", "sealedphotos"), ("wang", "quietnews")):
        (got,) = await pressed(world, who, f"{act}:{number}")
        assert got == f"{NEUTRAL}\n请在浏览器里打开：{world.app.know.web_url}"
    assert await world.count("quiet_trace", "actor <> ''") == 0, "nobody has read anything"


async def test_where_whereabouts_may_not_pass_a_place_is_not_taken(world: World) -> None:
    _bar(world, whereabouts=False)
    await world.agree("wang")
    await world.say("wang", Photo("a"), Words("井盖坏了"))
    await world.say("wang", Place(31.2843, 121.4510, "fix", "wgs84", 10.0))
    assert any(world.app.know.web_url in text for text in texts(world, "wang")[-2:])
    assert texts(world, "wang")[-1].endswith("在哪个街镇？")


def _bar(world: World, **never: bool) -> None:
    """The same pack, with something that may not pass over the channel of these tests."""
    know = world.app.know
    carries = replace(Carries(clue=True, care=True, rights=True, whereabouts=True), **never)
    district = replace(know.catalog.district, channels={world.channel.name: carries})
    world.app.turns._know = replace(know, catalog=replace(know.catalog, district=district))


# -- numbers ---------------------------------------------------------------------------------------------------------


async def test_the_week_tells_the_year_s_clues_of_the_district_and_of_no_street(world: World) -> None:
    await seated(world, "qian", "clue_desk")
    await world.agree("wang")
    numbers = [await confide(world, "wang", WORDS["clue"], how="anonymous") for _ in range(6)]
    for number in numbers[:5]:
        await pressed(world, "qian", f"quietoutcome:{number}")
        await world.press("qian", "which-outcome:loss_prevented")
        await world.say("qian", Words("1200"))
        await world.say("qian", Words("家属当面确认"))
    await world.coordinator("zhao")
    await world.coordinator("zheng", DANING)
    week = Press("weekly:2026-W48")
    await world.say("zhao", week)
    assert "线索" not in texts(world, "zhao")[-1], "the day is not over"
    await world.pass_time(timedelta(days=1))
    await world.app.clock.sweep()
    for who in ("zhao", "zheng"):
        await world.say(who, week)
    assert "2026 年线索累计 6 条，劝阻止损 5 起、6000 元。" in texts(world, "zhao")[-1]
    assert "线索" not in texts(world, "zheng")[-1]
