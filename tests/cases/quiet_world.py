"""Somebody who confides, and those who work at the quiet counters, for the tests of that room."""

from __future__ import annotations

import re
from typing import Any

from dialogue.hear import Command, Photo, Press, Words
from storage.database import Transaction
from tests.world import World

DANING, OTHER = "310106019", "310106012"
NUMBER = re.compile(r"C-[0-9A-Z]{4}-[0-9A-Z]{4}")
WORDS = {
    "clue": "有人在这里卖毒品",
    "care": "大宁路街道独居老人好几天没开门",
    "rights": "平台乱扣我工资，没有工伤保险",
}


async def seated(world: World, who: str, role: str, street: str = "") -> None:
    """Somebody takes their place at a quiet counter."""
    await world.say(who, Command("start", await world.invite(role, street)))


async def confide(world: World, who: str, words: str, *, photo: str = "", how: str = "reachable") -> str:
    """A rider confides something, with a photo if there is one; its number."""
    parts = (Photo(photo), Words(words)) if photo else (Words(words),)
    await world.say(who, *parts)
    await world.press(who, f"how:{how}")
    return number_of(world, who)


def number_of(world: World, who: str) -> str:
    """The number that somebody was told last."""
    for shown in reversed(texts(world, who)):
        if found := NUMBER.search(shown):
            return found[0]
    raise AssertionError(f"{who} was told no number: {texts(world, who)[-2:]}")


def texts(world: World, who: str) -> list[str]:
    return [shown.text for shown in world.channel.shown if shown.address == world.address(who)]


async def pressed(world: World, who: str, data: str) -> tuple[str, ...]:
    """All that anybody reads where somebody sends a press, whether they have such a button or not; theirs alone."""
    before = len(world.channel.shown)
    answer = await world.say(who, Press(data, "1"))
    mine = [shown.text for shown in world.channel.shown[before:] if shown.address == world.address(who)]
    return (*mine, *([answer.words] if answer.words else []))


async def everything(world: World) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, as it lies there."""

    def read(tx: Transaction) -> dict[str, list[dict[str, Any]]]:
        names = (
            "select name from sqlite_master where type = 'table'"
            if world.database.engine == "sqlite"
            else "select tablename as name from pg_tables where schemaname = 'public'"
        )
        tables = [row["name"] for row in tx.all(names)]
        return {table: [dict(_items(row)) for row in tx.all(f"select * from {table}")] for table in tables}

    return await world.read(read)  # type: ignore[no-any-return]


def _items(row: Any) -> list[tuple[str, Any]]:
    return [(key, row[key]) for key in row.keys()]  # noqa: SIM118 - a database row iterates its values
