"""A case's history: noted once, never changed, and every change, gap or shuffle is found."""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.auditing import audit
from cases.history.chain import SALT_BYTES, START, Event, Linked, broken, commitment, link
from cases.history.store import chains_broken
from storage.database import Transaction
from tests.cases.test_casework import CASE, handled, reported
from tests.world import World

SALT = bytes(range(SALT_BYTES))


def chain(count: int, number: str = "JA26-00001", *, at: int = 1000) -> list[Linked]:
    kept, earlier = [], START
    for n in range(count):
        event = Event(number, n, at + n, f"p{n}", "add", "submitted", "submitted", f"话 {n}")
        committed = commitment(event, SALT)
        earlier = link(earlier, number, n, committed)
        kept.append(Linked(event, SALT, committed, earlier))
    return kept


def found(kept: Sequence[Linked], last: str | None = None, *, since: int = 0) -> list[str]:
    head = last if last is not None else (kept[-1].link if kept else START)
    return list(broken([(each, head) for each in kept], since=since))


def test_what_was_noted_and_left_alone_holds() -> None:
    assert found(chain(5)) == []


@given(count=st.integers(2, 6), data=st.data())
def test_no_event_can_be_taken_out_put_in_moved_or_changed(count: int, data: st.DataObject) -> None:
    kept = chain(count)
    last = kept[-1].link
    place = data.draw(st.integers(0, count - 1))
    without = kept[:place] + kept[place + 1 :]
    renumbered = [replace(each, event=replace(each.event, n=n)) for n, each in enumerate(without)]
    doubled = [*kept[:place], kept[place], *kept[place:]]
    other = (place + 1) % count
    shuffled = list(kept)
    shuffled[place], shuffled[other] = shuffled[other], shuffled[place]
    for forged in (without, renumbered, doubled, shuffled):
        assert found(forged, last) != []
    field, value = data.draw(
        st.sampled_from(
            [
                ("at", 1),
                ("actor", "somebody"),
                ("what", "take"),
                ("before", ""),
                ("after", "closed"),
                ("note", "别的话"),
                ("street", "310106018"),
                ("category", "light"),
                ("take_by", 5),
                ("handle_by", 5),
            ]
        )
    )
    changed = list(kept)
    said: Any = {field: value}
    changed[place] = replace(kept[place], event=replace(kept[place].event, **said))
    assert [f"event {place}" in says for says in found(changed, last)] == [True]


def test_a_whole_new_chain_is_not_the_one_the_case_was_left_with() -> None:
    assert found(chain(3), chain(4)[-1].link) == [
        "JA26-00001: its last event is not the one that the case was left with (3 are there)"
    ]


def test_a_chain_holds_after_its_contents_were_erased() -> None:
    erased = [replace(each, salt=None, event=replace(each.event, note="")) for each in chain(4)]
    assert found(erased) == []
    assert found(erased[:-1], erased[-1].link) != []


def test_the_commitment_of_a_guess_is_not_to_be_reckoned_without_the_salt() -> None:
    event = chain(1)[0].event
    assert commitment(event, SALT) != commitment(event, b"\x00" * SALT_BYTES)


def test_what_was_committed_to_without_how_the_case_stood_still_holds() -> None:
    event = replace(chain(1)[0].event, street="310106019", category="manhole", take_by=1, handle_by=2)
    says = [event.number, event.n, event.at, event.actor, event.what, event.before, event.after, event.note]
    committed = hmac.digest(SALT, json.dumps(says, ensure_ascii=False).encode(), "sha256").hex()
    kept = Linked(event, SALT, committed, link(START, event.number, 0, committed))
    assert found([kept]) == []
    assert found([replace(kept, event=replace(event, what="take"))]) != []


def test_only_events_from_before_chains_began_may_stand_before_one() -> None:
    old = [Linked(Event("JA26-00001", n, 500 + n, "p", "add", "", "submitted"), b"", "", "") for n in range(2)]
    assert found(old, START, since=600) == []
    assert found(old, START, since=500) != []


# -- in a database ---------------------------------------------------------------------------------------------------


async def findings(world: World) -> list[str]:
    return list(await world.read(lambda tx: list(chains_broken(tx, world.basis.seals))))


async def forge(world: World, sql: str, **values: Any) -> None:
    """What somebody with the file in hand may do: take away what stands guard, then write."""
    guard = {
        "sqlite": ("drop trigger if exists case_event_update", "drop trigger if exists case_event_delete"),
        "postgres": (
            "alter table case_event disable trigger case_event_stays",
            "alter table case_event disable trigger case_event_forgets",
        ),
    }[world.database.engine]

    def write(tx: Transaction) -> None:
        for statement in guard:
            tx.run(statement)
        assert tx.run(sql, **values) > 0

    await world.database.take(write)


async def test_every_event_of_a_worked_case_is_in_its_chain(world: World) -> None:
    await handled(world)
    await world.press("wang", f"solved:{CASE}")
    assert await world.count("case_event", "link <> ''") == await world.count("case_event") >= 4
    assert await findings(world) == []


@pytest.mark.parametrize(
    "sql",
    [
        "update case_event set actor = 'p0' where n = 1",
        "update case_event set at = at - 60 where n = 0",
        "update case_event set after = 'refused' where n = 1",
        "update case_event set note = null where note is not null",
        "update case_event set street = '310106018' where n = 0",
        "update case_event set category = 'light' where n = 1",
        "update case_event set take_by = take_by + 3600 where n = 0",
        "update case_event set handle_by = handle_by + 3600 where n = 1",
        "update case_event set salt = null where n = 1",
        "update case_event set commitment = '', link = '', salt = null where n = 0",
        "delete from case_event where n = 0",
        "delete from case_event where n = 2",
        "delete from case_event where n >= 0",
        "update cases set last_link = ''",
    ],
)
async def test_a_changed_history_is_found(world: World, sql: str) -> None:
    await handled(world)
    await forge(world, sql)
    assert [line.startswith(CASE) for line in await findings(world)] != []


@pytest.mark.parametrize("sql", ["update case_event set actor = 'p0'", "delete from case_event"])
async def test_nobody_changes_an_event_by_mistake(world: World, sql: str) -> None:
    await reported(world)
    with pytest.raises(Exception, match="never changes"):
        await world.database.take(lambda tx: tx.run(sql))


async def test_a_history_holds_after_its_case_was_erased(world: World) -> None:
    await handled(world)
    row = await world.read(lambda tx: tx.one("select key_id from cases where number = :n", n=CASE))
    world.basis.seals.destroy(row["key_id"])
    assert await findings(world) == []
    await forge(world, "delete from case_event where n = 1")
    assert await findings(world) != []


async def test_verify_names_the_case_whose_history_was_changed(world: World) -> None:
    await handled(world)
    await forge(world, "update case_event set actor = 'p0' where n = 1")
    _, wrong = await audit(world.app, None)
    assert [line for line in wrong if line.startswith(f"history: {CASE}: event 1 (take)")] != []


@pytest.mark.parametrize(
    "change",
    [
        "street = '310106018'",
        "category = 'light'",
        "take_by = take_by + 3600",
        "handle_by = handle_by + 86400",
        "opened_at = opened_at - 60",
    ],
)
async def test_verify_names_a_case_that_stands_otherwise_than_its_history_says(world: World, change: str) -> None:
    await handled(world)
    await world.database.take(lambda tx: tx.run(f"update cases set {change} where number = :n", n=CASE))
    _, wrong = await audit(world.app, None)
    assert f"case {CASE}: its street, category or times are not those of its history" in wrong
