"""How anything is remembered: databases, seals, photos, the mailbox and talks. Knows no case and no point."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.postgres import PostgresDatabase
    from storage.sqlite import SqliteDatabase


def open_database(url: str, *, connections: int = 8) -> SqliteDatabase | PostgresDatabase:
    """`sqlite:///data/starlight.db` (four slashes: from the root) or `postgresql://…`.

    It connects when first used, to PostgreSQL with so many `connections` at most. Raises ValueError for any
    other address.
    """
    if url.startswith("sqlite:///") and (path := url.removeprefix("sqlite:///")):
        from storage.sqlite import SqliteDatabase

        return SqliteDatabase(Path(path))
    if url.startswith(("postgresql://", "postgres://")):
        from storage.postgres import PostgresDatabase

        return PostgresDatabase(url, connections=connections)
    raise ValueError("a database is named sqlite:///path/to/file.db or postgresql://user@host/name")
