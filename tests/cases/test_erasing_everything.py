"""After 抹除: every sealed value of every table, tried with every key ever used, and every file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from bot import exporting
from bot.auditing import audit
from bot.exporting import View
from dialogue.hear import Photo, Place, Press, Words
from storage.photos import FULL, THUMBNAIL, _about
from storage.seals import Erased, Seals, Tampered
from tests.cases.quiet_world import WORDS, confide, everything, seated
from tests.cases.test_casework import CASE, reported
from tests.cases.test_erasing import asked, numbers, sweep
from tests.world import World

SAID = ("井盖坏了", "在大门左边", "我补充一句", "没说完的半句")


class Keyring:
    """Every key with what was sealed under it, in the order in which seals used them."""

    def __init__(self, seals: Seals, patching: pytest.MonkeyPatch) -> None:
        self.used: set[tuple[str, str]] = set()
        self._seals, seal = seals, Seals.seal

        def noted(of: Seals, key: str, plain: bytes, about: str) -> bytes:
            self.used.add((key, about))
            return seal(of, key, plain, about)

        patching.setattr(Seals, "seal", noted)

    def opened(self, sealed: bytes) -> Iterator[str]:
        for key, about in self.used:
            try:
                yield self._seals.open(key, sealed, about).decode(errors="replace")
            except (Erased, Tampered):
                continue


async def readable(world: World, keys: Keyring) -> dict[str, str]:
    """Whatever can be read, by table: plain columns, and what any key opens; photos by their name."""
    found: dict[str, list[str]] = {}
    for table, rows in (await everything(world)).items():
        for value in (value for row in rows for value in row.values()):
            is_sealed = isinstance(value, bytes | memoryview)
            found.setdefault(table, []).extend(keys.opened(bytes(value)) if is_sealed else [str(value)])
    return {table: "\n".join(values) for table, values in found.items()}


async def lived(world: World) -> list[str]:
    """Wang has done what riders do; the names by which anything of theirs is known."""
    await seated(world, "qian", "clue_desk")
    await reported(world)
    await world.say("zhou", Press(f"take:{CASE}"))
    await world.say("zhou", Press(f"ask:{CASE}"))
    await world.say("zhou", Words("门的哪一边"))
    await world.say("wang", Press(f"reply:{CASE}"))
    await world.say("wang", Photo("d"), Words(SAID[1]))
    await world.press("wang", "reply-send:send")
    await world.say("wang", Press(f"add:{CASE}"))
    await world.say("wang", Words(SAID[2]))
    await world.press("wang", "add-done:done")
    await confide(world, "wang", WORDS["clue"], photo="e")
    await world.say("wang", Photo("f"), Words(SAID[3]))  # a draft that stays open
    person = await world.person("wang")
    row = await world.read(lambda tx: tx.one("select alias, member, key_id from person where id = :id", id=person))
    handle = world.basis.seals.index("chat", f"{world.channel.name} {world.address('wang')}")
    return [row["alias"], handle, world.address("wang")]


async def test_no_key_opens_anything_of_them_in_any_table(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = Keyring(world.basis.seals, monkeypatch)
    names = await lived(world)
    person = await world.person("wang")
    await world.app.clock.sweep()  # the week's stock is laid in
    before, counts = await readable(world, keys), await numbers(world)
    assert all(any(said in text for text in before.values()) for said in SAID[:2])
    assert any(WORDS["clue"] in text for text in before.values())
    await asked(world)
    await sweep(world)
    await sweep(world)  # photos that were let go of are discarded by the next
    after = await readable(world, keys)
    left = {f"{what} in {table}" for table, text in after.items() for what in (*SAID, *names) if what in text}
    assert left == set()
    opened = {table for table, text in after.items() if person in text}
    assert opened <= {"person", "chat", "erasure", "photo", "role", "invite", "follower", "usual_street"}, opened
    assert WORDS["clue"] in after["quiet_entry"], "what was confided can still be worked"
    assert await numbers(world) == counts
    assert (await audit(world.app, None))[1] == []


async def test_no_file_of_theirs_is_left_but_what_their_clue_shows(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = Keyring(world.basis.seals, monkeypatch)
    await lived(world)
    mine = await _photos(world)
    await asked(world)
    await sweep(world)
    await sweep(world)
    photos = world.basis.photos
    assert len(mine) >= 4
    assert [name for name in mine if photos.exists(name)] == []
    of_clue = "select p.name, p.key_id from photo p join quiet_photo q on q.photo = p.id"
    held = await world.read(lambda tx: tx.one(of_clue))
    assert photos.read(held["name"], held["key_id"])
    assert held["name"] not in mine
    tried = [(key, _about(name, part)) for name in mine for part in (FULL, THUMBNAIL) for key, _ in keys.used]
    assert len(tried) > 10
    folder = photos._folder
    sealed = [file.read_bytes() for file in folder.rglob("*.full")]
    assert not [1 for data in sealed for pair in tried if _opens(world.basis.seals, data, *pair)]


async def _photos(world: World) -> list[str]:
    person = await world.person("wang")
    rows = await world.read(lambda tx: tx.all("select name from photo where person = :id and name <> ''", id=person))
    return [row["name"] for row in rows]


def _opens(seals: Seals, data: bytes, key: str, about: str) -> bool:
    try:
        seals.open(key, data, about)
    except (Erased, Tampered):
        return False
    return True


async def test_no_later_export_has_anything_of_them(world: World) -> None:
    names = await lived(world)
    await asked(world)
    await sweep(world)
    view = View(world.basis.know.catalog, world.basis.seals, "zh-CN", "", True)
    told = json.dumps(await world.read(exporting.document), ensure_ascii=False)
    rows: list[Any] = await world.read(lambda tx: [list(t.rows) for t in exporting.tables(tx, view)])
    assert [each for each in (*SAID, *names) if each in f"{told} {rows}"] == []
    assert CASE in told, "the case itself stays"


async def test_who_is_asked_about_somewhere_else_is_not_found_by_their_place(world: World) -> None:
    """Where they were is told of no person any more, and their open draft is gone with its place."""
    await lived(world)
    await world.say("wang", Place(31.2843, 121.4510, "fix", "wgs84", 10.0))
    person = await asked(world)
    await sweep(world)
    assert await world.count("talk", "person = :person", person=person) == 0
    assert await world.count("cases", "reporter = :person", person=person) == 0
