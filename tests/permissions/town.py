"""A street with one of everything, and everybody of `people.py` in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from pydantic_core import to_json

from bot.channels.channel import Rejected
from cases.consultations.consultation import Answer, Side
from cases.rechecks import store as rechecks
from cases.review import store as signs
from cases.review.store import Sign
from dialogue.hear import Photo, Place, Press, Words
from dialogue.say import Say, to_plain
from storage.database import Transaction
from tests.cases.consultation_world import Table
from tests.cases.quiet_world import WORDS, confide, seated
from tests.cases.test_starlight import scheme, take
from tests.permissions.people import PEOPLE
from tests.world import Plain, World

STREET, OTHER = "310106019", "310106012"
CASE = "JA26-00001"
GROUP = "大宁受理群"
HERE = Place(31.2843, 121.4510, "fix", "wgs84", 10.0)
SHOP, OTHER_SHOP, BENEFIT = "grocer", "tea", "water"
SEATS = {
    "clue": ("clue_desk", ""),
    "care": ("care_desk", STREET),
    "farcare": ("care_desk", OTHER),
    "rights": ("rights_desk", ""),
}
OFFICES = {
    "holder": (("officer", STREET),),
    "officer": (("officer", STREET),),
    "duty": (("officer", STREET),),
    "elsewhere": (("officer", OTHER),),
    "street": (("coordinator", STREET),),
    "other": (("coordinator", OTHER),),
    "both": (("coordinator", OTHER), ("officer", STREET)),
    "district": (("coordinator", ""),),
}


async def settled(world: World) -> None:
    """Everybody in their place; all but the stranger have agreed."""
    for who, held in OFFICES.items():
        for role, street in held:
            await seated(world, who, role, street)
    for who, (role, street) in SEATS.items():
        await seated(world, who, role, street)
    for who, role, shop in (("owner", "owner", SHOP), ("staff", "shop", SHOP), ("shopkeeper", "owner", OTHER_SHOP)):
        await seated(world, who, role, shop)
    for who in PEOPLE:
        if who != "stranger":
            await world.agree(who)
    await world.say("duty", Press(f"duty:on:{STREET}"))
    await world.counter(STREET, GROUP)


async def reported(world: World, who: str, at: Place, photo: str) -> None:
    await world.say(who, Photo(photo), Words("井盖坏了"))
    await world.say(who, at)
    await world.press(who, "send:send")


async def of_a_case(world: World) -> dict[str, str]:
    """A case that an officer has and has asked more time for."""
    await reported(world, "reporter", HERE, "a")
    await world.say("follower", Photo("b"), Words("井盖坏了"))
    await world.say("follower", HERE)
    await world.press("follower", f"known:{CASE}")
    await world.say("holder", Press(f"take:{CASE}"))
    await world.say("holder", Press(f"delay:{CASE}"))
    await world.say("holder", Words("24"))
    await world.say("holder", Words("等配件"))
    return {
        "case": CASE,
        "photo": f"{CASE}:1",
        "delay": f"{CASE}:{await _number_of_delay(world)}",
        "question": f"{CASE}:1",
    }


async def of_a_look(world: World) -> dict[str, str]:
    """A closed case that somebody is asked to look at again."""
    await reported(world, "reporter", HERE, "a")
    await world.say("holder", Press(f"take:{CASE}"))
    await world.say("holder", Press(f"handled:{CASE}"))
    await world.say("holder", Photo("c"), Words("已换新盖"))
    await world.press("holder", "mark:true")
    await world.say("reporter", Press(f"solved:{CASE}"))
    person = await world.person("looker")

    def ask(tx: Transaction) -> None:
        now = _now(tx)
        rechecks.draw(tx, CASE, round=0, street=STREET, now=now)
        rechecks.offer(tx, CASE, person, round=0, now=now)

    await world.database.take(ask)
    return {"closed": CASE}


async def of_what_comes_back(world: World) -> dict[str, str]:
    """Three riders' cases of one kind at one place."""
    for who, photo in (("reporter", "a"), ("follower", "b"), ("looker", "d")):
        await world.say(who, Photo(photo), Words("井盖坏了"))
        await world.say(who, HERE)
        if who != "reporter":
            await world.press(who, "known:new")
        await world.press(who, "send:send")
    return {"case": CASE}


async def of_a_street(world: World) -> dict[str, str]:
    """What a coordinator sees to: a dead letter, an invite, a broadcast under way, a class and its cases."""
    assert isinstance(world.channel, Plain)
    world.channel.fails = lambda address, _: _refuse() if address == world.address(GROUP) else None
    await of_what_comes_back(world)
    world.channel.fails = lambda *_: None
    await world.say("street", Press(f"propose:{CASE}"))
    await world.say("street", Words("大宁路口"))
    hashed = world.basis.seals.index("invite", await world.invite("officer", STREET))
    author, officer = await world.person("street"), await world.person("officer")
    ids = await world.database.take(lambda tx: _ids(tx, author=author, officer=officer))
    return {
        **ids,
        "street": STREET,
        "on": f"on:{STREET}",
        "week": f"2026-W47:{STREET}",
        "month": f"2026-11:{STREET}",
        "invite": hashed[:12],
        "case": CASE,
    }


async def of_what_was_verified(world: World) -> dict[str, str]:
    """A verified report, a sign about it, and a pause that the street's coordinator has asked for."""
    await reported(world, "reporter", HERE, "a")
    await world.say("holder", Press(f"take:{CASE}"))
    await world.say("holder", Press(f"handled:{CASE}"))
    await world.say("holder", Photo("c"), Words("已换新盖"))
    await world.press("holder", "mark:true")
    person = await world.person("reporter")
    sign = Sign("5" * 20, "quick", CASE, STREET, person, {"seconds": 30}, 0)
    await world.database.take(lambda tx: signs.notice(tx, sign))
    return {"case": CASE, "sign": sign.id}


async def of_a_proposal(world: World) -> dict[str, str]:
    await of_what_was_verified(world)
    await world.say("street", Press(f"pausing:{CASE}"))
    await world.press("street", "against-why:arranged")
    await world.pass_time(timedelta(minutes=5))
    await world.app.clock.sweep()
    row = await world.read(lambda tx: tx.one("select id from proposal"))
    return {"proposal": row["id"]}


async def of_a_consultation(world: World, *, to_a_text: bool) -> dict[str, str]:
    """About a class of three riders' cases, with one guest; its text is before the parties, or is to come."""
    await of_what_comes_back(world)
    await world.say("street", Press(f"propose:{CASE}"))
    await world.say("street", Words("大宁路口"))
    table = Table(world, leads="street")
    await table.call()
    await table.guest(Side.OWNER, "王先生")
    if to_a_text:
        await table.answers("王先生", Answer.COME)
        for who in ("reporter", "follower", "looker"):
            await world.say(who, Press(f"meetcome:{table.id}"))
        world.clock.shift(timedelta(days=4))
        await table.to_consent()
    return {"class": "1", "meeting": str(table.id)}


async def of_a_secret(world: World, counter: str) -> dict[str, str]:
    return {"entry": await confide(world, "reporter", WORDS[counter], photo="a")}


async def of_a_shop(world: World) -> dict[str, str]:
    await seated(world, "helper", "shop", SHOP)
    policy = next(iter(world.basis.know.catalog.handbook.policies))
    return {"benefit": BENEFIT, "policy": policy, "colleague": await world.person("helper")}


async def of_a_voucher(world: World) -> dict[str, str]:
    await world.verified("reporter", 3, "manhole")
    await scheme(world, lambda starlight: starlight.offers.fill_up())
    return {"voucher": (await take(world, "reporter", BENEFIT)).redemption.id}


async def made(world: World, of: str) -> Mapping[str, str]:
    """One object of the table with all that stands in braces there."""
    await settled(world)
    match of:
        case "A case of the street":
            return await of_a_case(world)
        case "A closed case that is looked at again":
            return await of_a_look(world)
        case "A street":
            return await of_a_street(world)
        case "Cases that keep coming back":
            return await of_what_comes_back(world)
        case "A verified report" | "A sign to look at":
            return await of_what_was_verified(world)
        case "What two coordinators decide":
            return await of_a_proposal(world)
        case "A consultation that was called":
            return await of_a_consultation(world, to_a_text=False)
        case "A consultation that came to a text":
            return await of_a_consultation(world, to_a_text=True)
        case "A clue":
            return await of_a_secret(world, "clue")
        case "A care matter of the street":
            return await of_a_secret(world, "care")
        case "A rights matter":
            return await of_a_secret(world, "rights")
        case "A shop" | "One's own":
            return await of_a_shop(world)
        case "A voucher":
            return await of_a_voucher(world)
        case _:
            raise AssertionError(f"nothing is made of {of!r}: write down here how")


async def anew(world: World, letter: str) -> None:
    """What can be done once only is there to be done again."""

    def work(tx: Transaction) -> None:
        tx.run("update recheck set answer = null, next_at = 0")
        tx.run("update recheck_offer set answer = null")
        tx.run("update broadcast set ended_at = null, stopped_by = null")
        row = tx.one("select c.key_id from letter l join chat c on c.id = l.chat where l.id = :id", id=int(letter or 0))
        if row:
            body = world.basis.seals.seal(row["key_id"], to_json(to_plain(Say("old-button"))), "letter")
            tx.run("update letter set state = 'dead', body = :body where id = :id", id=int(letter), body=body)

    await world.database.take(work)


def _ids(tx: Transaction, *, author: str, officer: str) -> dict[str, str]:
    def one(sql: str, **values: str) -> str:
        row = tx.one(sql, **values)
        assert row is not None, sql
        return str(row["it"])

    tx.run(
        "insert into broadcast (author, audience, street, urgent, words, asked_at)"
        " values (:author, 'officers', :street, 0, :words, 0)",
        author=author, street=STREET, words=b"",
    )  # fmt: skip
    alias = one("select alias as it from person where id = :id", id=officer)
    return {
        "letter": one(
            "select id as it from letter where state = 'dead' and about = :case order by id limit 1", case=CASE
        ),
        "broadcast": one("select id as it from broadcast"),
        "class": one("select id as it from case_class"),
        "role": f"{alias}:officer:{STREET}",
    }


def _refuse() -> None:
    raise Rejected("no")


async def _number_of_delay(world: World) -> str:
    row = await world.read(lambda tx: tx.one("select n from delay"))
    return str(row["n"])


def _now(tx: Transaction) -> int:
    row = tx.one("select max(at) as at from case_event")
    assert row is not None
    return int(row["at"])
