"""Every pair of the table is tried, on both databases: who may, does; nobody else learns that there is anything."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from handlers.directory import entries
from tests.cases.quiet_world import everything, pressed
from tests.permissions.page import page
from tests.permissions.people import PEOPLE
from tests.permissions.table import ABSENT, TABLE, Act
from tests.permissions.town import anew, made
from tests.world import World, basis, shared_basis, world

__all__ = ["basis", "shared_basis", "world"]

PAGE = Path(__file__).parents[2] / "docs" / "permissions.md"
# The friendly noes that say nothing of what is there.
NOES = (
    "no-such-case", "not-your-street", "nothing-here", "not-to-look-at", "known-gone", "letter-seen-to", "no-such-role",
    "no-such-invite", "no-such-class", "no-such-consultation", "not-invited",
    "no-such-sign", "no-such-proposal", "not-your-points",
    "broadcast-over", "not-your-week", "no-such-benefit", "no-such-voucher",
    "no-such-shop", "not-found", "old-button", "staff-not-there",
)  # fmt: skip
SEES = ("somebody-else-has-it", "owner-only", "nothing-to-open")  # those that say that it is somebody else's
# What being asked changes of itself; the rest of the database stays as it is where somebody may not.
CHANGES = {"inbox", "talk", "letter", "process", "card", "fading", "person", "chat", "sqlite_sequence"}


def said(world: World, keys: tuple[str, ...]) -> list[re.Pattern[str]]:
    texts = [world.basis.texts.line(key, "zh-CN", number="#", alias="#", most=1, at="") for key in keys]
    return [re.compile(re.escape(text).replace(re.escape("#"), ".*"), re.S) for text in texts]


def is_one_of(patterns: list[re.Pattern[str]], got: tuple[str, ...]) -> bool:
    return bool(got) and any(pattern.fullmatch(got[0]) for pattern in patterns)


async def state(world: World) -> dict[str, Any]:
    return {table: rows for table, rows in (await everything(world)).items() if table not in CHANGES}


class Trying:
    """The acts of one object, each tried by everybody."""

    def __init__(self, world: World, names: dict[str, str]) -> None:
        self.world, self.names = world, names
        self.noes, self.seen = said(world, NOES), said(world, SEES)
        self.wrong: list[str] = []

    async def everybody(self, act: Act) -> None:
        before: Any = None
        for who in sorted(PEOPLE, key=lambda who: who in act.may):  # those who may, last: they change it
            if who in act.may and before is not None:
                self._unchanged(act, before, await state(self.world))
                before = None
            elif who not in act.may and before is None:
                before = await state(self.world)
            await self._one(act, who)

    async def _one(self, act: Act, who: str) -> None:
        if who in act.may:
            await anew(self.world, self.names.get("letter", ""))
        got = await pressed(self.world, who, act.press.format(**self.names))
        asked_to_agree = who == "stranger" and any(text.startswith("您好，这里是") for text in got)
        is_no = is_one_of(self.noes, got) or (asked_to_agree and who not in act.may)
        kind = "no" if is_no else "sees" if is_one_of(self.seen, got) else "may"
        meant = "may" if who in act.may else "sees" if who in act.sees else "no"
        if kind != meant:
            self.wrong.append(f"{act.opener}: {who} {meant} by the table, and it is {kind}: {got}")
        if meant == "no" and act.on:
            absent = await pressed(self.world, who, act.press.format(**ABSENT))
            if self._plain(got, self.names) != self._plain(absent, ABSENT):
                self.wrong.append(f"{act.opener}: {who} can tell that it is there: {got}, else {absent}")
        if kind == "may" or asked_to_agree:
            await pressed(self.world, who, "cancel")

    def _plain(self, got: tuple[str, ...], names: dict[str, str]) -> tuple[str, ...]:
        """What is said without the name that was asked for: repeating it tells nothing."""
        return tuple(text.replace(names[name], "#") for text in got for name in ("case",) if name in names) or got

    def _unchanged(self, act: Act, before: dict[str, Any], after: dict[str, Any]) -> None:
        changed = [table for table in after if after[table] != before.get(table)]
        if changed:
            self.wrong.append(f"{act.opener}: changed {changed} for who may not")


@pytest.mark.parametrize("of", TABLE)
async def test_everybody_may_what_the_table_says_and_nothing_else(world: World, of: str) -> None:
    trying = Trying(world, dict(await made(world, of)))
    for act in TABLE[of]:
        await trying.everybody(act)
    assert "\n".join(trying.wrong) == ""
    assert world.troubles == []


def test_every_conversation_is_in_the_table() -> None:
    openers = {opener for entry in entries() for opener in entry.script.opens}
    written = {act.opener for acts in TABLE.values() for act in acts}
    assert openers - written == set(), "write down who may, in tests/permissions/table.py"
    assert written - openers == set(), "nothing is opened by these"


def test_the_page_is_made_of_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.permissions writes it"
