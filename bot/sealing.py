"""The seals as the settings want them."""

from __future__ import annotations

from pathlib import Path

from bot.settings import Settings
from storage.keystore import SqliteKeys
from storage.seals import Seals, master_key


def seals_of(settings: Settings) -> Seals:
    """The seals, with their keys apart from the database."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    master = settings.master_key.get_secret_value() if settings.master_key else None
    opened_key = master_key(master, settings.data_dir / "master.key")
    older = [master_key(settings.master_key_old.get_secret_value(), Path())] if settings.master_key_old else []
    if settings.is_postgres:
        from storage.keystore_postgres import PostgresKeys

        return Seals(PostgresKeys(settings.database), opened_key, older)
    return Seals(SqliteKeys(settings.data_dir / "keys.db"), opened_key, older)
