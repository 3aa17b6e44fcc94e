"""What the pack bars from Telegram, over Telegram's own encoding: the link to the web chat, and nothing is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import time_machine

from cases.packs.channels import Carries
from dialogue.hear import Photo, Place, Words
from tests.cases.quiet_world import DANING, WORDS, confide, pressed, seated, texts
from tests.telegram_in_hand import TelegramInHand
from tests.world import SHANGHAI_AFTERNOON, Basis, World

HERE = Place(31.2843, 121.4510, "fix", "wgs84", 10.0)
SEATS = {"clue": ("clue_desk", ""), "care": ("care_desk", DANING), "rights": ("rights_desk", "")}


@pytest.fixture
async def telegram(basis: Basis, database_url: str) -> AsyncIterator[World]:
    with time_machine.travel(SHANGHAI_AFTERNOON, tick=True) as clock:
        world = await World.open(basis, database_url, TelegramInHand(), clock)
        try:
            yield world
        finally:
            await world.close()


def bar(world: World, *matters: str) -> None:
    """The same pack, with something that may not pass over Telegram, and may over the web."""
    know = world.app.know
    carries = Carries(**{name: name not in matters for name in ("clue", "care", "rights", "whereabouts")})
    channels = {"telegram": carries, "web": Carries(clue=True, care=True, rights=True, whereabouts=True)}
    district = replace(know.catalog.district, channels=channels)
    world.app.turns._know = replace(know, catalog=replace(know.catalog, district=district))


async def nothing_kept(world: World) -> bool:
    await world.app.clock.sweep()
    rows = [await world.count(table) for table in ("quiet_entry", "talk", "cases")]
    return rows == [0, 0, 0] and not await world.count("photo", "state in ('coming', 'kept')")


@pytest.mark.parametrize("matter", SEATS)
async def test_what_may_not_pass_is_not_kept_and_the_link_is_given(telegram: World, matter: str) -> None:
    bar(telegram, matter)
    await seated(telegram, "qian", *SEATS[matter])
    await telegram.agree("wang")
    await telegram.say("wang", Photo("a"), Words(WORDS[matter]))
    last = texts(telegram, "wang")[-1]
    assert telegram.app.know.web_url in last
    assert WORDS[matter] not in last
    assert await nothing_kept(telegram)
    assert not [text for text in texts(telegram, "qian") if "新消息" in text and "欢迎" not in text], (
        "nobody is alerted"
    )


@pytest.mark.parametrize("matter", SEATS)
async def test_the_other_matters_pass(telegram: World, matter: str) -> None:
    bar(telegram, *(each for each in SEATS if each != matter))
    await seated(telegram, "qian", *SEATS[matter])
    await telegram.agree("wang")
    number = await confide(telegram, "wang", WORDS[matter])
    assert WORDS[matter] in (await pressed(telegram, "qian", f"sealed:{number}"))[0]


async def test_a_place_may_not_pass_and_the_street_is_asked_for(telegram: World) -> None:
    bar(telegram, "whereabouts")
    await telegram.agree("wang")
    await telegram.say("wang", Photo("a"), Words("井盖坏了"))
    await telegram.say("wang", HERE)
    assert any(telegram.app.know.web_url in text for text in texts(telegram, "wang")[-2:])
    assert any(text.endswith("在哪个街镇？") for text in texts(telegram, "wang")), "the card still asks"
    assert "31.28" not in str(await telegram.read(lambda tx: tx.all("select * from cases")))


async def test_what_was_confided_elsewhere_is_not_read_over_it(telegram: World) -> None:
    await seated(telegram, "qian", "clue_desk")
    await telegram.agree("wang")
    number = await confide(telegram, "wang", WORDS["clue"], photo="a")
    bar(telegram, "clue")
    for who, act in (("qian", "sealed"), ("qian", "sealedphotos"), ("wang", "quietnews")):
        (got,) = await pressed(telegram, who, f"{act}:{number}")
        assert telegram.app.know.web_url in got
        assert WORDS["clue"] not in got
    assert await telegram.count("quiet_trace", "actor <> ''") == 0
