"""`/healthz` tells the truth, `/metrics` tells numbers that are nobody's, and only to whom they are for."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette

from bot.channels.channel import Rejected, TryLater
from bot.channels.web import WebChannel
from bot.meter import BOUNDS, CLOCK, HEARD, Histogram, Meter
from bot.watching import BROKEN, ELSEWHERE, LISTENING, SILENT_SECONDS_MAX, SWEEPS_MISSED_MAX
from bot.web.monitor import Metrics
from bot.web.server import web_app
from dialogue.hear import Command, Photo, Place, Words
from storage.errors import DatabaseUnavailable
from tests.cases.quiet_world import WORDS, confide, seated
from tests.world import Plain, World

SAMPLE = re.compile(r'([a-z_]+)(?:\{((?:[a-z]+="(?:[^"\\]|\\.)*",?)+)\})? (-?[0-9.e+-]+|\+Inf)')
TOKEN = "a-token-of-tests_0123"


async def numbers(world: World) -> dict[str, float]:
    """Every sample by its name and labels; each line is one that Prometheus reads."""
    found: dict[str, float] = {}
    for line in (await world.app.watching.metrics()).splitlines():
        if line.startswith("#"):
            assert re.fullmatch(r"# (HELP [a-z_]+ .+|TYPE [a-z_]+ (counter|gauge|histogram))", line), line
            continue
        sample = SAMPLE.fullmatch(line)
        assert sample, line
        assert line.rpartition(" ")[0] not in found, "each once"
        found[line.rpartition(" ")[0]] = float(sample[3])
    return found


async def reported(world: World) -> None:
    await world.coordinator("zhao")
    await world.counter("310106019", "大宁受理群")
    await world.agree("wang")
    await world.say("wang", Photo("a"), Words("井盖坏了"))
    await world.say("wang", Place(31.2843, 121.4510, "fix", "wgs84", 10.0))
    await world.press("wang", "send:send")


# -- metrics ---------------------------------------------------------------------------------------------------------


async def test_what_happens_is_counted(world: World) -> None:
    before = await numbers(world)
    await reported(world)
    after = await numbers(world)
    assert after['starlight_turn_seconds_count{for="heard"}'] >= 6
    assert after['starlight_turn_seconds_count{for="photo"}'] == 1
    assert after['starlight_cases{status="submitted"}'] == before['starlight_cases{status="submitted"}'] + 1
    assert after['starlight_letters_total{channel="plain",became="sent"}'] > 5
    assert after["starlight_errands_waiting"] == 0
    row = await world.read(lambda tx: tx.one("select max(number) as n from schema_version"))
    assert after["starlight_schema_version"] == row["n"] >= 22
    await world.pass_time(timedelta(days=3))
    assert (await numbers(world))['starlight_cases_overdue{to="take"}'] == 1


async def test_letters_that_wait_and_those_given_up_are_told_by_channel(world: World) -> None:
    await world.agree("wang")
    assert isinstance(world.channel, Plain)
    world.channel.fails = _raise(TryLater())
    await world.say("wang", Command("help"))
    await world.pass_time(timedelta(seconds=40))
    found = await numbers(world)
    assert found['starlight_letters_waiting{channel="plain"}'] == 1
    assert 40 <= found['starlight_letters_waiting_age_seconds{channel="plain"}'] < 100
    world.channel.fails = _raise(Rejected("no"))
    await world.pass_time(timedelta(minutes=15))
    found = await numbers(world)
    assert found['starlight_letters_dead{channel="plain"}'] == 1
    assert found['starlight_letters_waiting_age_seconds{channel="plain"}'] == 0
    assert found['starlight_letters_total{channel="plain",became="given_up"}'] == 1


async def test_no_number_is_anybody_s_and_clues_move_none_but_those_of_talk(world: World) -> None:
    await reported(world)
    await seated(world, "qian", "clue_desk")
    before = await numbers(world)
    await confide(world, "wang", WORDS["clue"], photo="b")
    await world.app.clock.sweep()
    after = await numbers(world)
    moved = {name.partition("{")[0] for name, value in after.items() if value != before[name]}
    assert moved <= {
        *(f"starlight_turn_seconds_{part}" for part in ("bucket", "sum", "count")),
        "starlight_letters_total",
        "starlight_clock_age_seconds",
        "starlight_errands_waiting",
    }
    labels = {label for name in after for label in re.findall(r'([a-z]+)="', name)}
    assert labels == {"channel", "for", "le", "status", "to", "became"}
    text = await world.app.watching.metrics()
    kinds = [kind.code for kind in world.basis.know.catalog.categories.values() if kind.is_quiet]
    secrets = [*world.basis.know.catalog.streets, *kinds, "wang", "qian", await world.person("wang")]
    assert [each for each in secrets if re.search(rf"\b{re.escape(each)}\b", text)] == []


async def test_there_are_no_more_names_whatever_happens(world: World) -> None:
    before = set(await numbers(world))
    await reported(world)
    await world.app.clock.sweep()
    assert set(await numbers(world)) == before


def test_a_histogram_adds_up() -> None:
    meter = Meter()
    for seconds in (0.0, 0.002, 0.0021, 99.0):
        meter.turns[HEARD].add(seconds)
    assert (meter.turns[HEARD].counts[:2], meter.turns[HEARD].counts[-1]) == ([2, 1], 1)
    assert len(Histogram().counts) == len(BOUNDS) + 1
    with pytest.raises(DatabaseUnavailable), meter.turn(CLOCK):
        raise DatabaseUnavailable
    assert (meter.failed[CLOCK], sum(meter.turns[CLOCK].counts)) == (1, 1)


# -- who may read them -----------------------------------------------------------------------------------------------


def site(world: World, *, token: str = "", is_public: bool = False) -> Starlette:
    door = Metrics(world.app.watching.metrics, SecretStr(token) if token else None, is_public)
    web = WebChannel(world.database, world.basis.seals, world.basis.folder / "uploads")
    return web_app(
        channel=web, texts=world.basis.texts, catalog=world.basis.know.catalog, demo=None,
        health=world.app.watching.health, webhook=None, notices=_no_notice, metrics=door,
    )  # fmt: skip


@asynccontextmanager
async def asking(app: Starlette, *, of: str = "127.0.0.1", host: str = "127.0.0.1:8080") -> AsyncIterator[Any]:
    transport = httpx.ASGITransport(app, client=(of, 5000))
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
        yield client


@pytest.mark.parametrize(
    ("how", "headers", "status"),
    [
        ({}, {}, 200),
        ({"of": "::1", "host": "localhost:8080"}, {}, 200),
        ({"of": "10.0.0.7"}, {}, 404),
        ({"host": "starlight.example.org"}, {}, 404),
        ({}, {"x-forwarded-for": "10.0.0.7"}, 404),
        ({}, {"via": "1.1 front"}, 404),
        ({}, {"authorization": f"Bearer {TOKEN}"}, 200),
    ],
)
async def test_without_a_token_only_this_machine_reads_them(
    sqlite_world: World, how: dict[str, str], headers: dict[str, str], status: int
) -> None:
    async with asking(site(sqlite_world), **how) as client:
        assert (await client.get("/metrics", headers=headers)).status_code == status
    async with asking(site(sqlite_world, is_public=True), **how) as client:
        assert (await client.get("/metrics", headers=headers)).status_code == 404, "a web server may be in front"


@pytest.mark.parametrize(
    ("header", "status"),
    [(f"Bearer {TOKEN}", 200), ("", 404), (f"Bearer {TOKEN}x", 404), (TOKEN, 404), ("Bearer 密", 404)],
)
async def test_with_a_token_whoever_has_it_does(sqlite_world: World, header: str, status: int) -> None:
    async with asking(site(sqlite_world, token=TOKEN, is_public=True), of="10.0.0.7") as client:
        answer = await client.get("/metrics", headers={"authorization": header.encode()} if header else {})
        absent = await client.get("/nothing-here")
    assert answer.status_code == status
    if status == 200:
        assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    else:
        assert TOKEN not in answer.text
        assert answer.status_code == absent.status_code


async def test_numbers_that_can_t_be_read_are_a_503(sqlite_world: World) -> None:
    await sqlite_world.database.close()
    async with asking(site(sqlite_world)) as client:
        assert (await client.get("/metrics")).status_code == 503


# -- health ----------------------------------------------------------------------------------------------------------


async def looked(world: World) -> dict[str, Any]:
    world.app.watching._health = None
    return await world.app.watching.health()


async def test_a_well_one_says_so(world: World) -> None:
    assert await looked(world) == {
        "ok": True, "database": world.database.engine, "letters_waiting": 0, "letters_dead": 0
    }  # fmt: skip


async def test_a_database_that_can_be_read_and_not_written_is_not_well(sqlite_world: World) -> None:
    path = sqlite_world.database._file.path  # type: ignore[attr-defined]
    with sqlite3.connect(path) as other:
        other.execute("create trigger full before update on process begin select raise(abort, 'no room'); end")
    found = await looked(sqlite_world)
    assert (found["ok"], found["database"]) == (False, "away")
    assert await sqlite_world.read(lambda tx: tx.one("select count(*) as n from process")), "it can be read"


async def test_a_database_that_is_away_is_told(world: World) -> None:
    await world.database.close()
    assert await looked(world) == {
        "ok": False, "database": "away", "wrong": ["the database can't be written: DatabaseClosed"]
    }  # fmt: skip


async def test_a_clock_that_stands_still_is_told(sqlite_world: World) -> None:
    clock = sqlite_world.app.clock
    clock._woke_at -= 10_000
    clock._swept_at -= clock.period_seconds * SWEEPS_MISSED_MAX - 10
    assert (await looked(sqlite_world))["ok"], "one that takes its time is well"
    clock._swept_at -= 20
    (wrong,) = (await looked(sqlite_world))["wrong"]
    assert wrong.startswith("the clock has not ticked for 9")
    await clock.sweep()
    assert (await looked(sqlite_world))["ok"]


class Quiet(Plain):
    """A channel whose platform does not answer."""

    silent_seconds = SILENT_SECONDS_MAX + 1


@pytest.mark.parametrize(("listens", "wrong"), [(LISTENING, 1), (ELSEWHERE, 0), (BROKEN, 1)])
async def test_a_channel_that_hears_nothing_is_told(sqlite_world: World, listens: str, wrong: int) -> None:
    watching = sqlite_world.app.watching
    watching.channels = {"quiet": Quiet()}
    watching.listens["quiet"] = listens
    assert len((await looked(sqlite_world)).get("wrong", [])) == wrong
    watching.channels["quiet"].silent_seconds = 1.0  # type: ignore[attr-defined, index]
    assert (await looked(sqlite_world))["ok"] == (listens != BROKEN)


async def test_asking_often_writes_once(sqlite_world: World) -> None:
    await sqlite_world.settle()
    watching, before = sqlite_world.app.watching, sqlite_world.database.commits  # type: ignore[attr-defined]
    await asyncio.gather(*(watching.health() for _ in range(50)))
    assert sqlite_world.database.commits - before <= 3, "delivery may have looked meanwhile"  # type: ignore[attr-defined]


def _raise(error: Exception) -> Any:
    def fail(*_: Any) -> None:
        raise error

    return fail


async def _no_notice(_: int) -> None:
    return None
