"""The schema: numbered .sql files, each applied once, in order, in one transaction.

Not by yoyo-migrations: it splits and commits in its own ways and wants a connection of its own.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from storage.database import Database, Transaction
from storage.errors import SchemaTooNew, SchemaTooOld
from storage.sql import statements

SCHEMA = Path(__file__).parent / "schema"

_FILE = re.compile(r"(?P<name>(?P<number>\d{3})_\w+)(?:\.(?P<engine>sqlite|postgres))?\.sql")
_IDENTITY = {
    "sqlite": "integer primary key autoincrement",
    "postgres": "bigint generated always as identity primary key",
}
_HAS_VERSIONS = {
    "sqlite": "select 1 as yes from sqlite_master where type = 'table' and name = 'schema_version'",
    "postgres": "select 1 as yes where to_regclass('schema_version') is not null",
}
# Any number that nothing else locks; held until the file is committed, however long that takes.
_ONE_AT_A_TIME = {
    "sqlite": (),
    "postgres": ("set local lock_timeout = 0", "select pg_advisory_xact_lock(7308604759847167073)"),
}


@dataclass(frozen=True, slots=True)
class SchemaFile:
    """One numbered file as one engine understands it; the name is without engine and ending."""

    number: int
    name: str
    statements: tuple[str, ...]


class Versioned(Database):
    """What both databases do about their schema. `folder` is given only where a test brings its own."""

    async def migrate(self, folder: Path = SCHEMA) -> list[str]:
        """Apply the files that are missing; their names. Raises SchemaTooNew, and then changes nothing.

        Two processes may do this at once. A file that fails leaves nothing behind; those before it stay.
        """
        files = schema_files(folder, self.engine)
        _missing(files, await self.read(partial(_applied, engine=self.engine)))
        return [file.name for file in files if await self.take(partial(_apply, file=file, engine=self.engine))]

    async def schema_missing(self, folder: Path = SCHEMA) -> list[str]:
        """The names of the files that this database lacks. Raises SchemaTooNew."""
        applied = await self.read(partial(_applied, engine=self.engine))
        return _missing(schema_files(folder, self.engine), applied)

    async def require_schema(self, folder: Path = SCHEMA) -> None:
        """Raises SchemaTooOld or SchemaTooNew, which say what to do."""
        if missing := await self.schema_missing(folder):
            raise SchemaTooOld(missing)


def schema_files(folder: Path, engine: str) -> list[SchemaFile]:
    """The files of this engine by number. Raises ValueError for a name or a number that can't be."""
    found: dict[int, SchemaFile] = {}
    for path in sorted(folder.glob("*.sql")):
        parts = _FILE.fullmatch(path.name)
        if parts is None:
            raise ValueError(f"{path.name}: a schema file is named 001_words.sql or 001_words.sqlite.sql")
        if parts["engine"] not in (None, engine):
            continue
        number = int(parts["number"])
        if number in found:
            raise ValueError(f"{path.name}: {found[number].name} has the same number")
        found[number] = SchemaFile(number, parts["name"], _statements(path, engine))
    return [found[number] for number in sorted(found)]


def _statements(path: Path, engine: str) -> tuple[str, ...]:
    script = path.read_text(encoding="utf-8").replace("{{identity}}", _IDENTITY[engine])
    if unknown := re.search(r"\{\{.*?\}\}", script):
        raise ValueError(f"{path.name}: nothing is known for {unknown[0]}")
    try:
        return tuple(statements(script, engine))
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from error


def _apply(tx: Transaction, file: SchemaFile, engine: str) -> bool:
    """True where it was applied now; False where another process did."""
    for statement in _ONE_AT_A_TIME[engine]:
        tx.run(statement)
    tx.run(
        "create table if not exists schema_version "
        "(number bigint primary key, name text not null, applied_at bigint not null)"
    )
    if tx.one("select 1 as yes from schema_version where number = :number", number=file.number):
        return False
    for statement in file.statements:
        tx.run(statement)
    tx.run(
        "insert into schema_version (number, name, applied_at) values (:number, :name, :now)",
        number=file.number,
        name=file.name,
        now=int(time.time()),
    )
    return True


def _applied(tx: Transaction, engine: str) -> dict[int, str]:
    if tx.one(_HAS_VERSIONS[engine]) is None:
        return {}
    return {row["number"]: row["name"] for row in tx.all("select number, name from schema_version order by number")}


def _missing(files: Iterable[SchemaFile], applied: dict[int, str]) -> list[str]:
    known = {file.number: file.name for file in files}
    if unknown := [name for number, name in applied.items() if known.get(number) != name]:
        raise SchemaTooNew(unknown)
    return [name for number, name in known.items() if number not in applied]
