"""The command line: `starlight …`. Every error says what to do; every command that prints facts takes --json."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import click
from rich.table import Table

from bot import inspecting, running
from bot.boundaries import boundaries, catalog_of
from bot.knowledge import reader_of
from bot.packs import pack
from bot.reports import liability_lines
from bot.rotating import keys
from bot.saving import backup, restore
from bot.settings import PACKS, Settings
from bot.terminal import EXIT_NOT_READY, EXIT_WRONG, ended, err, out, print_json, seen
from bot.texts import LANGUAGES
from bot.weeks import simulate, weekly
from cases import catalog as catalogs
from cases.routing import explain, route
from dialogue.hear import Place

WRITTEN = click.Path(path_type=Path, writable=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="starlight")
@click.pass_context
def main(context: click.Context) -> None:
    """Starlight (星光随手报): riders report hazards, street offices work the cases, verified reports earn points.

    Settings come from the environment or .env; .env.example names them all. Exit codes: 0 fine, 1 something is
    wrong and named, 2 the command was mistyped, 3 something must be set up first and is named.
    """
    try:
        context.obj = Settings()
    except ValueError as problem:
        err.print(f"A setting can't be used: {problem}", markup=False)
        sys.exit(EXIT_NOT_READY)


@main.command()
@click.pass_obj
def run(settings: Settings) -> None:
    """Start all configured channels, delivery, clock and web server; refuses an older schema."""
    ended(lambda: running.run(settings))


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), help="Port of the page; PORT or 8080 where not given.")
@click.option("--empty", is_flag=True, help="Without the made-up weeks that a first start begins with.")
@click.pass_obj
def demo(settings: Settings, port: int | None, empty: bool) -> None:
    """Start the page that shows everything: a rider's phone, a street's counter and a coordinator. No token needed."""
    if port is not None:
        settings = settings.model_copy(update={"port": port})
    ended(lambda: running.demo(settings, past=not empty))


@main.command()
@click.option("--name", default="terminal", show_default=True, help="Who you are; another name is another person.")
@click.pass_obj
def chat(settings: Settings, name: str) -> None:
    """Chat in the terminal: words, /photo FILE, /place LAT LON, a number for a button; end with Ctrl-D."""
    ended(lambda: running.chat(settings, name))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def check(settings: Settings, as_json: bool) -> None:
    """Check settings, pack, borders, fonts, keys and database: what is wrong and how to mend it."""

    async def work() -> int:
        findings = await inspecting.check(settings)
        if as_json:
            print_json([finding.plain() for finding in findings])
        for finding in findings if not as_json else ():
            mark = {"ok": "[green]ok   [/]", "note": "[yellow]note [/]", "wrong": "[red]wrong[/]"}[finding.level]
            out.print(f"{mark} {finding.about}: ", end="")
            out.print(finding.says, markup=False)
        return EXIT_WRONG if any(finding.level == "wrong" for finding in findings) else 0

    ended(work)


@main.command()
@click.pass_obj
def migrate(settings: Settings) -> None:
    """Bring the database to the schema of this version."""

    async def work() -> None:
        names = await running.migrate(settings)
        for name in names:
            click.echo(f"applied {name}")
        if not names:
            click.echo("The schema is current; nothing to do.")

    ended(work)


@main.command()
@click.argument("role", type=click.Choice(running.INVITES))
@click.option(
    "--street", default="", help="Nine-digit code of the street; a coordinator without one is the district's."
)
@click.option("--shop", default="", help="A shop's code in the handbook; whoever uses the invite is its owner.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def invite(settings: Settings, role: str, street: str, shop: str, as_json: bool) -> None:
    """Make a one-time code and its links, good for 72 hours.

    `counter` binds a chat to a street: use it in a Telegram group with /bind CODE (the bot must be an administrator
    of the group), or open its web link; whoever binds it, and who presses a button in that group, is an officer there.

    `clue`, `care` (with --street) and `rights` are the quiet counters: people, in private chats only, who read what
    riders confide. A street's care counter has two.
    """

    async def work() -> None:
        made = await running.invite(settings, role, street, shop)
        if as_json:
            print_json(made)
            return
        for key, value in made.items():
            click.echo(f"{key:<10} {value}")

    ended(work)


@main.command(name="route", context_settings={"ignore_unknown_options": True})
@click.argument("lat", type=float)
@click.argument("lon", type=float)
@click.option("--datum", type=click.Choice(["wgs84", "gcj02", "bd09", "unknown"]), default="wgs84", show_default=True)
@click.option("--accuracy", type=float, help="Radius of the fix in metres.")
@click.option("--words", default="", help="The rider's own words about where it is.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def route_(
    settings: Settings, lat: float, lon: float, datum: str, accuracy: float | None, words: str, as_json: bool
) -> None:
    """Explain which street office a point belongs to: street or none, candidates, why, metres to the border."""

    async def work() -> None:
        catalog = catalog_of(settings)
        place = Place(lat, lon, "pin" if datum == "unknown" else "fix", datum, accuracy)
        said = explain(route(place, catalog, words), catalog, "zh-CN")
        if as_json:
            print_json(said)
            return
        for key, value in said.items():
            click.echo(f"{key:<11} {json.dumps(value, ensure_ascii=False)}")

    ended(work)


@main.command()
@click.option("--text", help="One message instead of JSON lines.")
@click.pass_obj
def classify(settings: Settings, text: str | None) -> None:
    """Read riders' words: JSON lines {"id","text"} on standard input, one JSON line of what was understood for each."""

    async def work() -> None:
        from cases.reader import jsonl

        reader = reader_of(settings, catalogs.load(PACKS / settings.district))
        lines: Iterable[str] = [json.dumps({"id": 1, "text": text})] if text is not None else sys.stdin
        for answer in jsonl(reader, lines):
            click.echo(json.dumps(answer, ensure_ascii=False))

    ended(work)


main.add_command(boundaries)
main.add_command(pack)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Everything, as one JSON document on standard output.")
@click.option("--csv", type=WRITTEN, metavar="DIR", help="One CSV file a table, into a folder.")
@click.option("--xlsx", type=WRITTEN, metavar="FILE", help="One spreadsheet, a sheet a table.")
@click.option("--geojson", type=WRITTEN, metavar="FILE", help="The cases as points on a map.")
@click.option(
    "--beancount", type=click.Path(dir_okay=False, path_type=Path), help="The ledger, into this file for bean-check."
)
@click.option("--street", default="", help="Of one street only, by its nine-digit code: what its office may read.")
@click.option("--words", is_flag=True, help="With what riders and offices wrote; else the files hold no words.")
@click.option("--lang", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True, help="Of the names.")
@click.pass_obj
def export(
    settings: Settings,
    as_json: bool,
    csv: Path | None,
    xlsx: Path | None,
    geojson: Path | None,
    beancount: Path | None,
    street: str,
    words: bool,
    lang: str,
) -> None:
    """Export cases, events, ledger, letters and roles from one snapshot; no accounts, and no cell acts as a formula."""
    tables = any((csv, xlsx, geojson))
    if [as_json, tables, beancount is not None].count(True) != 1 or (not tables and (street or words)):
        raise click.UsageError(
            "Say --json or --beancount FILE alone, or any of --csv DIR, --xlsx FILE, --geojson FILE."
        )
    if as_json:
        return ended(lambda: running.export(settings, sys.stdout))

    async def work() -> None:
        if beancount:
            count = await running.export_beancount(settings, beancount)
            return click.echo(f"{beancount}: {count} lines; check it with: bean-check {beancount}")
        for file in await running.export_files(
            settings, csv=csv, xlsx=xlsx, geojson=geojson, street=street, words=words, lang=lang
        ):
            click.echo(str(file))

    return ended(work)


@main.command()
@click.option("--month", required=True, help="Like 2026-11, in the district's days.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def liability(settings: Settings, month: str, as_json: bool) -> None:
    """A month's points: outstanding before, issued, gone, outstanding after; by expiry, street and shop."""

    async def work() -> None:
        found, streets = await running.liability(settings, month)
        if as_json:
            print_json(found.plain())
            return
        click.echo("\n".join(liability_lines(found, streets)))

    ended(work)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def verify(settings: Settings, as_json: bool) -> None:
    """Audit ledger sums, mailbox, cases and photos; exit 1 and names what is wrong."""

    async def work() -> int:
        checked, wrong = await running.verify(settings, progress=seen())
        if as_json:
            print_json({"checked": checked, "wrong": wrong})
            return EXIT_WRONG if wrong else 0
        table = Table("checked", "count", box=None)
        for name, count in checked.items():
            table.add_row(name, str(count))
        out.print(table)
        for line in wrong:
            out.print(line, style="red", markup=False)
        out.print("Something is wrong, as named above." if wrong else "Nothing is wrong.")
        return EXIT_WRONG if wrong else 0

    ended(work)


main.add_command(keys)
main.add_command(backup)
main.add_command(restore)
main.add_command(weekly)
main.add_command(simulate)
