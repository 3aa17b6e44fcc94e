"""The commands of a district's pack: `starlight pack check` and `starlight pack learn`."""

from __future__ import annotations

import click

from bot.knowledge import learn
from bot.settings import PACKS, Settings
from bot.terminal import ended
from cases import catalog as catalogs


@click.group()
def pack() -> None:
    """A district's pack."""


@pack.command(name="check")
@click.argument("district", required=False)
@click.pass_obj
def pack_check(settings: Settings, district: str | None) -> None:
    """Check a district's pack; errors with file and line."""

    async def work() -> None:
        name = district or settings.district
        catalog = catalogs.load(PACKS / name)
        click.echo(
            f"{name}: {len(catalog.streets)} streets, {len(catalog.heads)} heads,"
            f" {len(catalog.categories)} categories,"
            f" {len(catalog.handbook.benefits)} benefits at {len(catalog.handbook.shops)} shops; "
            f"borders by {catalog.borders.credit}, uncertain by {catalog.borders.accuracy_m:g} m"
        )

    ended(work)


@pack.command(name="learn")
@click.argument("district", required=False)
@click.pass_obj
def pack_learn(settings: Settings, district: str | None) -> None:
    """Write what the reader learns from a district's messages into the pack, so that a start need not learn it."""
    click.echo(str(learn(district or settings.district)))
