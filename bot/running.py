"""What the commands do: run, demo, chat, migrate, invite, export, liability, verify."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import Coroutine, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

import click
from rich.console import Console as Terminal

from bot import exporting, logs
from bot.app import App, NotReady, opened
from bot.channels.console import Console
from bot.demo import make_up_a_past, seat_people
from bot.exporting import View
from bot.settings import Settings
from cases.books.store import streets as streets_of_cases
from cases.starlight.handbook import Handbook
from people.person import CARE_DESK, CLUE_DESK, COORDINATOR, COUNTER, OFFICER, OWNER, RIGHTS_DESK, SHOP
from rewards.reporting import beancount
from rewards.reporting.liability import Liability
from rewards.reporting.liability import liability as reckon
from storage import open_database
from storage.database import Transaction

# What an operator types, and the role that it is; a care counter is a street's.
QUIET_INVITES = {"clue": CLUE_DESK, "care": CARE_DESK, "rights": RIGHTS_DESK}
INVITES = ("rider", OFFICER, COORDINATOR, COUNTER, SHOP, *QUIET_INVITES)


async def run(settings: Settings) -> None:
    """All configured channels until SIGTERM or SIGINT."""
    logs.set_up(settings.log_level, settings.secrets)
    async with opened(settings) as app:
        await _until_told(_serve(app))


async def _serve(app: App) -> None:
    if app.web:
        click.echo(f"Web chat: {app.settings.web_url}/chat", err=True)
    await app.run()


async def demo(settings: Settings, *, past: bool = True) -> None:
    """The page with all three seats, on SQLite in the data folder; it goes on where it was.

    Its rider is asked at any hour, so that the loop can be seen at lunch as well. `past`: a first start makes up some
    weeks before today.
    """
    settings = settings.model_copy(update={"riders_rest": False})
    logs.set_up(settings.log_level, settings.secrets)
    async with opened(settings, channels=("web",)) as app:
        assert app.web is not None
        if past:
            await make_up_a_past(app)
        seats = await seat_people(app, app.web)
        click.echo(
            f"Open http://{settings.host}:{settings.port} in a browser. Ctrl-C ends it; it goes on where it was."
        )
        await _until_told(app.run(demo=seats))


async def chat(settings: Settings, name: str) -> None:
    """A chat in the terminal until end of input."""
    logs.set_up("WARNING", settings.secrets)
    console = Console(account=name)
    async with opened(settings, extra=(console,), channels=()) as app:
        sides = [asyncio.create_task(app.delivery.run()), asyncio.create_task(app.errands.run())]
        click.echo("Type words, /photo FILE, /place LAT LON, or a button's number. Ctrl-D ends.")
        await console.listen(app.turns.take)
        await app.delivery.settle()
        for side in sides:
            side.cancel()
        await asyncio.gather(*sides, return_exceptions=True)


async def migrate(settings: Settings) -> list[str]:
    """Apply what the schema lacks; the names of what was applied."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = open_database(settings.database)
    try:
        return await database.migrate()
    finally:
        await database.close()


async def invite(settings: Settings, role: str, street: str, shop: str = "") -> dict[str, str]:
    """A one-time code with its links. Raises NotReady for a street or a shop the pack does not have."""
    async with opened(settings, channels=()) as app:
        streets = app.know.catalog.streets
        role = QUIET_INVITES.get(role, role)
        if role in (OFFICER, COUNTER, CARE_DESK) and not street:
            raise NotReady(f"An {role} belongs to a street: add --street CODE, one of {', '.join(streets)}.")
        if street and street not in streets:
            raise NotReady(f"There is no street {street}; the pack has {', '.join(streets)}.")
        if role not in (OFFICER, COUNTER, COORDINATOR, CARE_DESK) and street:
            raise NotReady(f"A {role} has no street; leave --street away.")
        if role != SHOP and shop:
            raise NotReady(f"A {role} has no shop; leave --shop away.")
        if role == SHOP:
            street = _known_shop(shop, app.know.catalog.handbook)
        code = await app.turns.invite(OWNER if role == SHOP else role, street)
        links = {
            "role": role,
            "shop" if role == SHOP else "street": street,
            "code": code,
            "web": f"{settings.web_url}/chat?code={code}",
        }
        if settings.telegram_token:
            links["telegram"] = f"/bind {code} in the street's group" if role == COUNTER else f"/start {code}"
        return {key: value for key, value in links.items() if value}


def _known_shop(shop: str, handbook: Handbook) -> str:
    if shop not in handbook.shops:
        raise NotReady(f"A shop is one of the handbook's: add --shop CODE, one of {', '.join(handbook.shops)}.")
    return shop


async def export(settings: Settings, out: TextIO) -> None:
    """Everything as one JSON document, from one snapshot."""
    async with opened(settings, channels=()) as app:
        document = await app.database.read(exporting.document)
    json.dump(document, out, ensure_ascii=False, indent=1)
    out.write("\n")


async def export_beancount(settings: Settings, path: Path) -> int:
    """The ledger as a beancount file, written beside its place and then put there; how many lines."""
    async with opened(settings, channels=()) as app:
        zone = app.know.catalog.district.zone
        beside = path.with_name(f"{path.name}.part")
        count = await app.database.read(lambda tx: _written(beside, beancount.lines(tx, zone)))
    beside.replace(path)
    return count


def _written(path: Path, lines: Iterable[str]) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for line in lines:
            file.write(f"{line}\n")
            count += 1
    return count


async def liability(settings: Settings, month: str) -> tuple[Liability, dict[str, str]]:
    """A month's liability, and the streets' names by their codes. Raises ValueError for what is no month."""
    async with opened(settings, channels=()) as app:
        catalog = app.know.catalog

        def work(tx: Transaction) -> Liability:
            streets = streets_of_cases(tx)
            return reckon(tx, month, zone=catalog.district.zone, street_of=lambda number: streets.get(number, ""))

        found = await app.database.read(work)
    return found, {code: street.names["zh-CN"] for code, street in catalog.streets.items()}


async def export_files(
    settings: Settings,
    *,
    csv: Path | None,
    xlsx: Path | None,
    geojson: Path | None,
    street: str,
    words: bool,
    lang: str,
) -> list[Path]:
    """Tables for spreadsheets and maps, from one snapshot; the files. Raises NotReady for an unknown street."""
    from bot import sheets  # xlsxwriter is loaded for the commands that need it

    async with opened(settings, channels=()) as app:
        catalog = app.know.catalog
        if street and street not in catalog.streets:
            raise NotReady(f"There is no street {street}; the pack has {', '.join(catalog.streets)}.")
        view = View(catalog, app.seals, lang, street, words)

        def write(tx: Transaction) -> list[Path]:
            files = sheets.write_csv(exporting.tables(tx, view), csv) if csv else []
            if xlsx:
                sheets.write_xlsx(exporting.tables(tx, view), xlsx)
            if geojson:
                sheets.write_geojson(exporting.cases(tx, view), geojson)
            return [*files, *(file for file in (xlsx, geojson) if file)]

        return await app.database.read(write)


async def verify(settings: Settings, *, progress: Terminal | None) -> tuple[dict[str, int], list[str]]:
    """What was checked, with counts, and what is wrong."""
    from bot import auditing

    async with opened(settings, channels=()) as app:
        return await auditing.audit(app, progress)


async def _until_told(work: Coroutine[Any, Any, None]) -> None:
    """Run until SIGINT or SIGTERM, then end in order."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, task.cancel)
    with suppress(asyncio.CancelledError):
        await task
