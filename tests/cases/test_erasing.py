"""抹除: nothing of an erased person can be read anywhere, whatever breaks in between; counts and chains stay."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.auditing import audit
from cases import store as casebook
from cases.history.store import chains_broken
from cases.office import store as office
from cases.privacy import store as privacy
from cases.rechecks import store as rechecks
from cases.summary import store as summary
from dialogue.hear import Photo, Place, Press, Words
from storage.database import Transaction
from storage.photos import PhotoGone
from storage.seals import Erased, Seals, Tampered
from tests.cases.test_casework import CASE, handled, reported
from tests.world import World

WORDS = "井盖坏了"
ABOUT = {
    ("cases", "words"): "case",
    ("cases", "place_words"): "case",
    ("cases", "outcome"): "case",
    ("chat", "address"): "address",
    ("letter", "body"): "letter",
    ("case_event", "note"): "event",
    ("follower", "words"): "follower",
    ("talk", "stack"): "talk",
    ("errand", "ref"): "errand",
    ("question", "words"): "office",
    ("question", "why"): "office",
    ("delay", "why"): "office",
    ("delay", "answer"): "office",
    ("refusal_owner", "owner"): "office",
    ("weekly_note", "line"): "weekly note",
}
TABLES = (
    *("cases", "case_event", "case_photo", "chat", "person", "role", "talk", "letter", "card", "counter", "follower"),
    *("photo", "photo_slice", "errand", "erasure", "inbox", "hand_over", "invite", "merger", "transfer", "posting"),
    *("lot", "balance", "web_sessions", "web_messages", "web_uploads", "swept"),
    *("question", "delay", "assignment", "work_order", "refusal_owner", "duty", "weekly_note", "resolved_question"),
    *("usual_street", "recheck", "recheck_offer", "redemption", "paused", "adjustment", "entitlement", "told_once"),
    *("guess", "guess_lock", "weather", "weather_delay"),
)


def everything(tx: Transaction, seals: Seals) -> str:
    """Every column of every table, and what any key that is left opens of them."""
    keys = [row["key_id"] for row in tx.all("select key_id from person union select key_id from chat")]
    keys += [row["key_id"] for row in tx.all("select key_id from cases union select key_id from weekly_note")]
    found = []
    for table in TABLES:
        for row in tx.all(f"select * from {table}"):
            for name in list(row.keys()):
                value = row[name]
                if isinstance(value, bytes | memoryview):
                    found += [_opened(seals, key, bytes(value), ABOUT.get((table, name), "")) for key in keys]
                else:
                    found.append(f"{table}.{name}={value}")
    return "\n".join(filter(None, found))


def _opened(seals: Seals, key: str, sealed: bytes, about: str) -> str:
    if key == "nobody":
        return ""
    try:
        return seals.open(key, sealed, about).decode()
    except (Erased, Tampered):
        return ""


async def kept(world: World) -> str:
    return str(await world.read(lambda tx: everything(tx, world.basis.seals)))


async def reported_again(world: World, *, latitude: float) -> None:
    """Wang reports one more, so far away that it is another one."""
    await world.say("wang", Photo("b"), Words(WORDS))
    await world.say("wang", Place(latitude, 121.4510, "fix", "wgs84", 10.0))
    await world.press("wang", "send:send")


async def asked(world: World) -> str:
    """Wang has asked twice to be erased; their id."""
    person = await world.person("wang")
    await world.say("wang", Press("erase"))
    await world.press("wang", ":erase-sure:yes")
    await world.press("wang", ":erase-really:yes")
    return person


async def sweep(world: World, minutes: int = 11) -> None:
    await world.pass_time(timedelta(minutes=minutes))
    await world.app.clock.sweep()
    await world.settle()


async def numbers(world: World) -> dict[str, int]:
    tables = ("cases", "case_event", "case_photo", "transfer", "posting", "lot", "follower")
    return {table: await world.count(table, "1 = 1") for table in tables}


async def test_nothing_of_an_erased_person_can_be_read_and_everything_adds_up(world: World) -> None:
    await handled(world)
    await world.say("zhao", Words("隐私"))
    photo = await world.read(lambda tx: tx.one("select name, key_id from photo where state = 'kept'"))
    key = (await world.read(lambda tx: tx.one("select key_id from cases")))["key_id"]
    await world.app.clock.sweep()  # the week's stock is laid in
    before, counts = await kept(world), await numbers(world)
    assert WORDS in before
    assert "\nwang" in f"\n{before}"
    person = await asked(world)
    await sweep(world)
    after = await kept(world)
    assert WORDS not in after
    assert "\nwang" not in f"\n{after}"
    assert key in world.basis.seals.destroyed()
    with pytest.raises(PhotoGone):
        world.basis.photos.read(photo["name"], photo["key_id"])
    assert not world.basis.photos.exists(photo["name"])
    assert await numbers(world) == counts
    _, wrong = await audit(world.app, None)
    assert wrong == []
    assert f"cases.reporter={person}" not in after
    assert "zhao" in after  # nobody else lost anything


async def test_who_comes_back_is_a_stranger(world: World) -> None:
    await reported(world)
    person = await asked(world)
    await sweep(world)
    await world.say("wang", Words("我的"))
    assert await world.person("wang") != person
    assert await world.points("wang") == 0


async def test_roles_end_and_colleagues_go_on(world: World) -> None:
    await reported(world)
    await world.officer("wang", "310106019")
    await world.say("wang", Press(f"take:{CASE}"))
    person = await asked(world)
    await sweep(world)
    assert await world.count("role", "ended_at is null and person = :person", person=person) == 0
    await world.say("li", Press(f"refuse:{CASE}"))
    assert world.troubles == []


@pytest.mark.parametrize("crash", ["before the key", "after the key", "between cases"])
async def test_a_crash_at_any_point_is_finished_by_the_next_sweep(
    world: World, crash: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cases.privacy.erasing.CASES_AT_ONCE", 1)
    await reported(world)
    await reported_again(world, latitude=31.2885)
    await reported_again(world, latitude=31.2925)
    assert await world.count("cases") == 3
    person = await asked(world)
    await world.pass_time(timedelta(minutes=11))
    key = (await world.read(lambda tx: tx.one("select key_id from erasure")))["key_id"]
    erasing = world.app.turns.erase
    if crash == "between cases":
        await erasing(person)
    else:
        while (await erasing(person)).has_more:
            pass
    if crash == "after the key":
        world.basis.seals.destroy(key)
    assert WORDS in await kept(world) or crash != "between cases"
    await world.restart()
    await world.app.clock.sweep()
    assert await world.count("erasure", "done_at is not null") == 1
    assert key in world.basis.seals.destroyed()
    assert WORDS not in await kept(world)
    assert await world.read(lambda tx: list(chains_broken(tx, world.basis.seals))) == []


async def test_what_a_restore_brings_back_is_erased_again(world: World) -> None:
    await reported(world)
    person = await world.person("wang")
    key = (await world.read(lambda tx: tx.one("select key_id from cases")))["key_id"]
    world.basis.seals.destroy(key)  # as a tombstone that outlived the database
    await world.app.erasures.replay()
    await world.app.clock.sweep()
    assert f"cases.reporter={person}" not in await kept(world)
    assert await world.count("photo", "state = 'kept'") == 0
    await world.say("wang", Words("您好"))
    assert await world.person("wang") != person
    assert world.troubles == []


async def test_it_can_be_taken_back_until_it_began_and_not_after(world: World) -> None:
    await reported(world)
    person = await asked(world)
    assert await world.database.take(lambda tx: privacy.take_back(tx, person))
    await sweep(world)
    assert WORDS in await kept(world)
    await asked(world)
    await world.pass_time(timedelta(minutes=11))
    await world.app.turns.erase(person)
    assert not await world.database.take(lambda tx: privacy.take_back(tx, person))


async def test_no_event_says_anything_else_after_it_was_forgotten(world: World) -> None:
    """The database lets an event forget, and nothing more."""
    await reported(world)
    for change in ("what = 'take'", "note = null", "salt = null, note = null", "actor = 'p-nobody'"):
        with pytest.raises(Exception, match="never changes"):
            await world.database.take(lambda tx, change=change: tx.run(f"update case_event set {change}"))


async def test_what_browsers_were_shown_of_it_goes_and_the_rest_stays(world: World) -> None:
    """A web counter's copies of what was sent: the card is drawn anew, other messages about it are dropped."""
    await reported(world)
    await world.say("zhou", Press(f"where:{CASE}"))
    letters = await world.read(lambda tx: tx.all("select id, card, shows from letter order by id"))
    shown = {row["id"]: (row["card"], row["shows"]) for row in letters}
    assert (f"case:{CASE}", CASE) in shown.values()
    assert ("", CASE) in shown.values()
    await world.database.take(lambda tx: _keep_in_browser(tx, [row["id"] for row in letters]))
    await asked(world)
    await sweep(world)
    left = {int(row["source"]) for row in await world.read(lambda tx: tx.all("select source from web_messages"))}
    assert left == {id for id, (card, number) in shown.items() if card or number != CASE}


def _keep_in_browser(tx: Transaction, letters: list[int]) -> None:
    tx.run(
        "insert into web_sessions (id, token_hash, seal_key, changes, fixed, opened_at, seen_at)"
        " values ('s', 's', 's', 0, 0, 0, 0)"
    )
    for n, letter in enumerate(letters):
        tx.run(
            "insert into web_messages (session, number, mine, source, edited_by, heard, change, body, said_at)"
            " values ('s', :n, 0, :source, '', 1, :n, :body, 0)",
            n=n,
            source=str(letter),
            body=b"",
        )


async def test_whoever_saw_it_too_leaves_the_case_to_the_others(world: World) -> None:
    await reported(world)
    await world.say("liu", Photo("d"))
    await world.say("liu", Words("井盖翻了"))
    await world.say("liu", Place(31.2843, 121.4510, "fix", "wgs84", 10.0))
    await world.press("liu", f"known:{CASE}")
    await world.app.clock.sweep()
    counts = await numbers(world)
    person = await world.person("liu")
    await world.say("liu", Press("erase"))
    await world.press("liu", ":erase-sure:yes")
    await world.press("liu", ":erase-really:yes")
    await sweep(world)
    after = await kept(world)
    assert "井盖翻了" not in after
    assert WORDS in after
    assert f"case_event.actor={person}" not in after
    assert await numbers(world) == counts
    assert await world.read(lambda tx: list(chains_broken(tx, world.basis.seals))) == []
    await world.say("zhou", Press(f"take:{CASE}"))
    await world.say("zhou", Press(f"handled:{CASE}"))
    await world.say("zhou", Photo("c"), Words("已换新盖"))
    await world.press("zhou", "mark:true")
    assert world.troubles == []
    _, wrong = await audit(world.app, None)
    assert wrong == []


async def test_what_offices_asked_and_said_of_a_case_goes_with_its_reporter(world: World) -> None:
    await reported(world)
    await world.say("zhou", Press(f"take:{CASE}"))
    await world.say("zhou", Press(f"ask:{CASE}"))
    await world.say("zhou", Words("是哪一栋楼"))
    case = await world.database.take(lambda tx: casebook.find(tx, world.basis.seals, CASE))
    seals = world.basis.seals
    await world.database.take(lambda tx: office.set_owner(tx, seals, case, owner="那家物业"))
    await world.database.take(
        lambda tx: office.add_delay(tx, seals, case, officer=case.officer, hours=24, why="等配件", until=0, now=0)
    )
    before = await kept(world)
    assert all(said in before for said in ("是哪一栋楼", "那家物业", "等配件"))
    await asked(world)
    await sweep(world)
    after = await kept(world)
    assert not any(said in after for said in ("是哪一栋楼", "那家物业", "等配件"))
    await sweep(world, minutes=73 * 60)
    await world.say("zhou", Press(f"open:{CASE}"))
    assert world.troubles == []


async def test_who_looked_again_was_on_duty_and_explained_weeks_leaves_no_trace(world: World) -> None:
    await reported(world)
    person = await world.person("liu")
    await world.agree("liu")
    await world.officer("liu", "310106019")
    seals, now = world.basis.seals, 1_764_000_000
    row = await world.read(lambda tx: tx.one("select key_id from person where id = :id", id=person))

    def leave_traces(tx: Transaction) -> None:
        rechecks.ride(tx, person, ["310106019"], now=now)
        rechecks.draw(tx, CASE, round=0, street="310106019", now=now)
        rechecks.look_next(tx, CASE, round=0, at=now * 2, now=now)
        rechecks.offer(tx, CASE, person, round=0, now=now)
        tx.run(
            "insert into duty (street, person, began_at) values ('310106019', :person, :now)", person=person, now=now
        )
        summary.add_note(
            tx, seals, week="2026-W48", street="310106019", person=person, key_id=row["key_id"], line="雨多", now=now
        )

    await world.database.take(leave_traces)
    assert "雨多" in await kept(world)
    await world.say("liu", Press("erase"))
    await world.press("liu", ":erase-sure:yes")
    await world.press("liu", ":erase-really:yes")
    await sweep(world)
    after = await kept(world)
    assert "雨多" not in after
    for trace in ("usual_street.person", "recheck_offer.person", "duty.person"):
        assert f"{trace}={person}" not in after
    looks = await world.read(lambda tx: tx.one("select next_at from recheck where number = :n", n=CASE))
    assert looks["next_at"] is None or looks["next_at"] < now * 2, "another rider is looked for"


async def test_a_case_whose_reporter_is_gone_is_worked_to_its_end(world: World) -> None:
    await reported(world)
    await asked(world)
    await sweep(world)
    await world.say("zhou", Press(f"take:{CASE}"))
    await world.say("zhou", Press(f"handled:{CASE}"))
    await world.say("zhou", Photo("c"), Words("已换新盖"))
    await world.press("zhou", "mark:true")
    await sweep(world, minutes=73 * 60)
    row = await world.read(lambda tx: tx.one("select status, verified from cases where number = :n", n=CASE))
    assert (row["status"], row["verified"]) == ("closed", 1)
    _, wrong = await audit(world.app, None)
    assert wrong == []
    assert world.troubles == []
