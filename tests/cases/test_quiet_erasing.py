"""Somebody who confided something is erased: it can still be worked, photos and all, and is nobody's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.auditing import audit
from cases.quiet import store
from dialogue.hear import Press
from people.person import NOBODY
from storage.database import Transaction
from storage.seals import Erased
from tests.cases.quiet_world import WORDS, confide, everything, pressed, seated, texts
from tests.cases.test_erasing import asked, sweep
from tests.world import World


async def confided(world: World) -> str:
    await seated(world, "qian", "clue_desk")
    await world.agree("wang")
    return await confide(world, "wang", WORDS["clue"], photo="a")


async def test_what_was_confided_is_worked_on_and_its_photos_are_seen(world: World) -> None:
    number = await confided(world)
    await asked(world)
    await sweep(world)
    assert await world.count("erasure", "done_at is not null") == 1
    assert WORDS["clue"] in (await pressed(world, "qian", f"sealed:{number}"))[0]
    await pressed(world, "qian", f"sealedphotos:{number}")
    assert world.channel.shown[-1].picture
    assert (await audit(world.app, None))[1] == []


async def test_nothing_in_it_leads_to_them_any_more(world: World) -> None:
    number = await confided(world)
    person = await asked(world)
    await sweep(world)
    entry = await world.database.take(lambda tx: store.find(tx, world.basis.seals, number))
    assert entry.content.reporter == NOBODY
    assert await world.count("photo", "person = :person", person=person) == 0
    before = len(texts(world, "wang"))
    assert await pressed(world, "qian", f"sealedask:{number}") == ("对方不想再收到消息，问不了。",)
    await pressed(world, "qian", f"quietoutcome:{number}")
    await world.press("qian", "which-outcome:case_made")
    assert len(texts(world, "wang")) == before
    assert world.troubles == []


async def test_a_photo_lies_under_a_key_and_a_name_of_its_own_within_a_sweep(world: World) -> None:
    await confided(world)
    before = await _photo(world)
    await world.app.clock.sweep()
    after = await _photo(world)
    assert {before["key_id"], before["name"], before["person"]}.isdisjoint(
        {after["key_id"], after["name"], after["person"]}
    )
    assert (after["phash"], after["turned"], after["heard_at"] % 86_400) == (None, None, 0)
    photos = world.basis.photos
    assert photos.read(after["name"], after["key_id"])
    assert not photos.exists(before["name"]), "the first file is gone"
    await world.app.clock.sweep()
    assert (await _photo(world))["name"] == after["name"], "once"


async def test_a_process_that_comes_second_harms_nothing(world: World) -> None:
    await confided(world)
    confiding = world.app.erasures.confiding
    row = (await world.read(lambda tx: store.photos_to_seal(tx, most=9)))[0]
    await confiding.photos_anew()
    assert await confiding._anew(row) is False, "who comes later finds the first file gone"
    kept = await _photo(world)
    assert world.basis.photos.read(kept["name"], kept["key_id"])


async def test_one_that_a_restore_brought_back_under_a_destroyed_key_is_let_go_of(world: World) -> None:
    await confided(world)
    world.basis.seals.destroy(str((await _photo(world))["key_id"]))  # as a tombstone that outlived the database
    await world.app.clock.sweep()
    assert (await world.count("quiet_photo"), await world.count("photo", "state = 'kept'")) == (0, 0)
    assert world.troubles == []


async def test_its_photos_go_with_its_content_and_so_do_their_keys(world: World) -> None:
    number = await confided(world)
    await world.app.clock.sweep()
    photo = await _photo(world)
    await pressed(world, "qian", f"quietoutcome:{number}")
    await world.press("qian", "which-outcome:unfounded")
    await world.pass_time(timedelta(days=91))
    for _ in range(2):
        await world.app.clock.sweep()
        await world.pass_time(timedelta(minutes=5))
    assert not world.basis.photos.exists(photo["name"])
    assert photo["key_id"] in world.basis.seals.destroyed()
    assert await world.count("quiet_photo") == 0
    with pytest.raises(Erased):
        world.basis.seals.open(photo["key_id"], b"\1" * 40, "anything")


async def test_what_would_have_vanished_from_their_phone_vanishes_before_the_key(world: World) -> None:
    await confided(world)
    assert await world.count("fading") > 0
    await asked(world)
    await sweep(world)
    assert any(address == world.address("wang") for address, _ in world.channel.gone)
    person = [row for rows in (await everything(world)).values() for row in rows if row.get("channel") == "plain"]
    assert person
    left = await world.read(lambda tx: tx.all("select c.state from fading f join chat c on c.id = f.chat"))
    assert [row for row in left if row["state"] == "blocked"] == []


async def test_a_press_for_it_finds_nothing_for_who_comes_back(world: World) -> None:
    number = await confided(world)
    await asked(world)
    await sweep(world)
    await world.agree("wang")
    await world.say("wang", Press(f"quietnews:{number}"))
    assert "没有" in texts(world, "wang")[-1]


async def _photo(world: World) -> dict[str, object]:
    def read(tx: Transaction) -> dict[str, object]:
        row = tx.one("select p.* from photo p join quiet_photo q on q.photo = p.id")
        assert row is not None
        return {key: row[key] for key in row.keys()}  # noqa: SIM118 - a database row iterates its values

    return await world.read(read)  # type: ignore[no-any-return]
