"""The command `boundaries`: official borders into the data folder, and which borders are in force."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from bot.settings import PACKS, Settings
from cases import catalog as catalogs
from cases.catalog import Catalog, PackErrors
from cases.packs import official
from cases.packs.difference import Report, report
from cases.packs.geojson import FILE_BYTES_MAX, NotBorders

EXIT_WRONG, EXIT_NOT_READY = 1, 3  # as everywhere: something is wrong and named; something must be set up first
FLAWS_SHOWN = 5  # the largest; --json has them all


def folder(settings: Settings) -> Path:
    """Where imported borders lie, a file per district."""
    return settings.data_dir / "boundaries"


def catalog_of(settings: Settings) -> Catalog:
    """The district's catalog with the borders in force. Raises PackErrors, also for imported borders that broke."""
    return official.load(catalogs.load(PACKS / settings.district), folder(settings))


@click.group()
def boundaries() -> None:
    """Official borders of the streets: import them, and see which are in force."""


@boundaries.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--datum", type=click.Choice(["wgs84", "gcj02", "bd09"]), default="wgs84", show_default=True)
@click.option(
    "--accuracy",
    "accuracy_m",
    type=click.FloatRange(1, 500),
    default=official.ACCURACY_M,
    show_default=True,
    help="Metres from a border within which a rider is asked.",
)
@click.option("--credit", default="", help="Whom to name on the map; the file's attribution where not given.")
@click.option("--licence", default="", help="Under which terms the file may be used.")
@click.option("--check", "only_check", is_flag=True, help="Report only; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def import_(
    settings: Settings,
    file: Path,
    datum: str,
    accuracy_m: float,
    credit: str,
    licence: str,
    only_check: bool,
    as_json: bool,
) -> None:
    """Check a GeoJSON FILE with every street of the pack, say what it changes, and put it in force.

    A file is refused (exit 1) if it is not GeoJSON, lacks a street or has one twice, has a ring that is open or
    crosses itself, was read in the wrong datum or lies elsewhere. Overlaps and gaps are told in m²; a place in one
    is asked about. The earlier borders are kept. A running bot goes by the new ones after its next start.
    """
    pack = _pack(settings)
    said = official.Said(file.name, datum, accuracy_m, credit, licence)
    try:
        with file.open("rb") as opened:
            content = opened.read(FILE_BYTES_MAX + 1)
        found = official.examined(content, pack, said, now=datetime.now(UTC))
    except NotBorders as error:
        _refuse(file, error.line, error.problems, as_json=as_json)
    today, trouble = _today(settings, pack)
    change = report(found.shapes, {code: street.area for code, street in today.streets.items()})
    before = None if only_check else _kept(found, pack, settings)
    written = None if only_check else official.in_force(pack, folder(settings))
    if as_json:
        about = _about(official.with_borders(pack, found), found)
        files = {"written": written and str(written), "earlier": before and str(before)}
        _print_json({"ok": True, "problems": [], **about, **files, **_named(change, pack)})
        return
    for line in trouble:
        click.echo(line, err=True)
    _tell(change, pack, than="today's")
    click.echo(f"A rider is asked within {found.about.accuracy_m:g} m of a border.")
    click.echo(f"Written to {written}." if written else "Nothing was written (--check).")
    if before:
        click.echo(f"The borders before are kept in {before}.")
    if written:
        click.echo("A running bot goes by them after its next start.")


@boundaries.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def show(settings: Settings, as_json: bool) -> None:
    """Which borders are in force, since when, by whose credit, and how they differ from the pack's own."""
    pack = _pack(settings)
    path = official.in_force(pack, folder(settings))
    try:
        found = official.read(path, pack) if path.exists() else None
    except PackErrors as errors:
        _refuse(path, errors.errors[0].line, [error.says for error in errors.errors], as_json=as_json)
    now = official.with_borders(pack, found) if found else pack
    own = {code: street.area for code, street in pack.streets.items()}
    change = report({code: street.area for code, street in now.streets.items()}, own)
    before = [str(each) for each in official.earlier(pack, folder(settings))]
    about = _about(now, found)
    if as_json:
        _print_json({**about, "in_force": str(path) if found else None, "earlier": before, **_named(change, pack)})
        return
    for key, value in about.items():
        click.echo(f"{key:<11} {'–' if value is None else value}")
    _tell(change, pack, than="the pack's")
    for each in before:
        click.echo(f"earlier: {each}")


def _pack(settings: Settings) -> Catalog:
    """The pack with its own borders."""
    try:
        return catalogs.load(PACKS / settings.district)
    except PackErrors as errors:
        for error in errors.errors:
            click.echo(str(error), err=True)
        sys.exit(EXIT_WRONG)


def _today(settings: Settings, pack: Catalog) -> tuple[Catalog, list[str]]:
    """The borders in force; where the file of an earlier import broke, the pack's own, and what is wrong with it."""
    try:
        return official.load(pack, folder(settings)), []
    except PackErrors as errors:
        return pack, [f"{error} (replaced by this import)" for error in errors.errors]


def _kept(found: official.Boundaries, pack: Catalog, settings: Settings) -> Path | None:
    try:
        return official.keep(found, pack, folder(settings))
    except OSError as problem:
        click.echo(f"{folder(settings)} can't be written: {problem}. Mend its owner or set DATA_DIR.", err=True)
        sys.exit(EXIT_NOT_READY)


def _refuse(file: Path, line: int | None, problems: Sequence[str], *, as_json: bool) -> NoReturn:
    if as_json:
        _print_json({"ok": False, "file": file.name, "line": line, "problems": list(problems)})
    for says in problems:
        click.echo(f"{file}:{line}: {says}" if line else f"{file}: {says}", err=True)
    sys.exit(EXIT_WRONG)


def _about(catalog: Catalog, found: official.Boundaries | None) -> dict[str, Any]:
    about = found.about if found else None
    return {
        "source": "imported" if about else "pack",
        "since": about and about.imported_at.isoformat(),
        "file": about and about.file,
        "sha256": about and about.sha256,
        "datum": about.datum if about else "wgs84",
        "accuracy_m": catalog.borders.accuracy_m,
        "credit": catalog.borders.credit,
        "licence": catalog.borders.licence,
    }


def _named(change: Report, pack: Catalog) -> dict[str, Any]:
    plain = change.plain()
    for street in plain["streets"]:
        street["names"] = dict(pack.streets[street["code"]].names)
    return plain


def _tell(change: Report, pack: Catalog, *, than: str) -> None:
    for one in change.differences:
        click.echo(
            f"{one.code} {_name(pack, one.code)}  {one.after_m2 / 1e6:.3f} km², {than} {one.before_m2 / 1e6:.3f};"
            f" {one.changed_m2:.0f} m² differ, the border by {one.moved_mean_m:.0f} m on average,"
            f" {one.moved_max_m:.0f} m at most"
        )
    for kind, flaws in (("overlaps", change.overlaps), ("gaps", change.gaps)):
        click.echo(f"{kind}: {sum(flaw.m2 for flaw in flaws):.0f} m² in {len(flaws)} places")
        for flaw in flaws[:FLAWS_SHOWN]:
            streets = ", ".join(_name(pack, code) for code in flaw.streets)
            click.echo(f"  {flaw.m2:.0f} m² at {flaw.latitude:.5f}, {flaw.longitude:.5f}: {streets}")


def _name(pack: Catalog, code: str) -> str:
    return next(iter(pack.streets[code].names.values()))


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
