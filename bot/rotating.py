"""`starlight keys`: a new master key in the place of an old one, while nothing that is sealed changes."""

from __future__ import annotations

import click

from bot.app import NotReady
from bot.sealing import seals_of
from bot.settings import Settings
from bot.terminal import ended, print_json


@click.group()
def keys() -> None:
    """The keys that everything personal is sealed under."""


@keys.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def rotate(settings: Settings, as_json: bool) -> None:
    """Wrap every key in the new master key.

    First set MASTER_KEY to the new one (openssl rand -base64 32) and MASTER_KEY_OLD to the one until now (where none
    was set, it is in DATA_DIR/master.key), and restart every process. Then run this; it may run beside them, and be
    run again. Afterwards MASTER_KEY_OLD and master.key can go; keys that were saved before still need the old one.
    """

    async def work() -> None:
        wrapped = rewrap(settings)
        if as_json:
            print_json({"rewrapped": wrapped})
            return
        click.echo(f"{wrapped} keys are wrapped in the new master key; the old one opens nothing here any more.")

    ended(work)


def rewrap(settings: Settings) -> int:
    """How many keys were wrapped anew. Raises NotReady where the settings do not name both master keys."""
    if not settings.master_key or not settings.master_key_old:
        raise NotReady(
            "Set MASTER_KEY to the new master key and MASTER_KEY_OLD to the one until now;"
            " where none was set, that is what DATA_DIR/master.key holds."
        )
    return seals_of(settings).rewrap()
