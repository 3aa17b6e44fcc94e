"""`starlight check`: what is wrong before it hurts, and how to mend it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from bot.boundaries import catalog_of
from bot.knowledge import reader_of
from bot.sealing import seals_of
from bot.settings import LOCALES, PACKS, Settings
from bot.telegram_setup import telegram_channel
from bot.texts import Texts
from cases import deadlines
from cases.catalog import Catalog, PackErrors
from storage import open_database
from storage.errors import DatabaseError, SchemaTooNew, SchemaTooOld

FONTS = Path(__file__).parent / "assets"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `note` is fine to run with, but somebody should know."""

    level: Literal["ok", "note", "wrong"]
    about: str
    says: str

    def plain(self) -> dict[str, str]:
        return asdict(self)


async def check(settings: Settings) -> list[Finding]:
    """Look at settings, pack, fonts, keys and database."""
    found = [*_settings(settings), *_pack(settings), *_fonts(), *_keys(settings)]
    return found + [finding async for finding in _database(settings)]


def _settings(settings: Settings) -> Iterator[Finding]:
    yield Finding("ok", "channels", ", ".join(settings.active_channels))
    unknown = [name for name in settings.active_channels if name not in ("web", "telegram")]
    if unknown:
        yield Finding("wrong", "channels", f"CHANNELS names {', '.join(unknown)}; there are web and telegram.")
    if "telegram" in settings.active_channels:
        if settings.telegram_token is None:
            yield Finding("wrong", "telegram", "CHANNELS names telegram but TELEGRAM_TOKEN is empty: set it.")
        else:
            try:
                telegram_channel(settings, Texts(LOCALES))
                yield Finding("ok", "telegram", "webhook" if settings.telegram_webhook_url else "long polling")
            except ValueError as problem:
                yield Finding("wrong", "telegram", str(problem))
    if settings.host not in ("127.0.0.1", "localhost", "::1") and not settings.public_url.startswith("https://"):
        yield Finding("note", "web", "HOST is reachable from outside: put https in front and set PUBLIC_URL.")


def _pack(settings: Settings) -> Iterator[Finding]:
    try:
        catalog = catalog_of(settings)
    except PackErrors as errors:
        for error in errors.errors:
            yield Finding("wrong", "pack", f"{error.file}:{error.line}: {error.says}")
        return
    except OSError:
        packs = sorted(path.name for path in PACKS.iterdir() if path.is_dir())
        yield Finding(
            "wrong",
            "pack",
            f"There is no district {settings.district!r}; DISTRICT may be {', '.join(packs)}.",
        )
        return
    yield Finding("ok", "pack", f"{len(catalog.streets)} streets, {len(catalog.categories)} categories")
    yield Finding("note", "borders", f"{catalog.borders.note} Uncertain by {catalog.borders.accuracy_m:g} m.")
    yield from _unconfirmed(catalog)
    last = deadlines.holidays_known_until()
    if last <= datetime.now(catalog.district.zone).year:
        yield Finding(
            "note", "holidays", f"Holidays are known until the end of {last}; later only weekdays count: upgrade."
        )
    reader_of(settings, catalog)
    yield Finding("ok", "reader", "phrases and messages read")


def _unconfirmed(catalog: Catalog) -> Iterator[Finding]:
    district = catalog.district
    if not district.responsible.confirmed:
        yield Finding(
            "note",
            "consent",
            "The responsible unit and its phone wait to be confirmed: district.toml, [responsible].",
        )
    numbers = [line.number for line in district.hotlines if not line.confirmed]
    if numbers:
        yield Finding("note", "hotlines", f"{', '.join(numbers)} wait to be confirmed: district.toml, [[hotlines]].")


def _fonts() -> Iterator[Finding]:
    missing = [name for name in ("Regular", "Bold") if not (FONTS / f"NotoSansSC-{name}-subset.otf").is_file()]
    if missing:
        yield Finding(
            "wrong",
            "fonts",
            f"bot/assets lacks NotoSansSC {', '.join(missing)}: restore it from the release.",
        )
    else:
        yield Finding("ok", "fonts", "NotoSansSC is there")


def _keys(settings: Settings) -> Iterator[Finding]:
    if settings.is_postgres and settings.master_key is None:
        yield Finding("note", "keys", "MASTER_KEY is empty: every machine must share the data folder's master.key.")
    try:
        seals = seals_of(settings)
    except Exception as problem:
        yield Finding("wrong", "keys", f"{problem} (MASTER_KEY or the data folder's master.key)")
        return
    key = seals.new_key()
    works = seals.open(key, seals.seal(key, b"check", "check"), "check") == b"check"
    seals.destroy(key)
    yield Finding("ok" if works else "wrong", "keys", "a key can be made, used and destroyed")
    if not os.access(settings.data_dir, os.W_OK):
        yield Finding("wrong", "data", f"{settings.data_dir} can't be written: mend its owner or set DATA_DIR.")


async def _database(settings: Settings) -> AsyncIterator[Finding]:
    try:
        database = open_database(settings.database)
        try:
            await database.require_schema()
            yield Finding("ok", "database", f"{database.engine}, schema current")
        finally:
            await database.close()
    except SchemaTooOld as problem:
        yield Finding("note", "database", str(problem))
    except SchemaTooNew as problem:
        yield Finding("wrong", "database", str(problem))
    except (DatabaseError, OSError, ValueError) as problem:
        yield Finding("wrong", "database", f"{type(problem).__name__}: {problem} (DATABASE_URL)")
