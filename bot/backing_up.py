"""`starlight backup` and `restore`: everything but the keys in one file, checked before it replaces anything."""

from __future__ import annotations

import shutil
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr
from rich.console import Console as Terminal
from rich.progress import DownloadColumn, Progress

from bot import auditing
from bot.app import SLOTS_MAX, NotReady, opened
from bot.settings import Settings
from storage import backup as parts
from storage import open_database
from storage.archive import Archive, Tell, unpack, writing
from storage.keystore import Keys, SqliteKeys
from storage.migrations import Versioned

FOLDERS = ("uploads", "boundaries")  # of the data folder, besides photos: what browsers sent and official borders
TRIES = 5  # a photo may be let go of between the database's copy and its own; then all is copied anew
STAGE = ".restoring"


@dataclass(frozen=True)
class Saved:
    """What a backup holds; `missing` are photos that the database names and nobody has."""

    files: int
    bytes: int
    missing: list[str]


# -- backup ----------------------------------------------------------------------------------------------------------


def backup(settings: Settings, file: Path, keys_file: Path | None, terminal: Terminal | None) -> Saved:
    """Save the database as of one moment with the photos it names, while everybody goes on; the keys to a file apart.

    Raises CannotBackUp where PostgreSQL's own tools are missing.
    """
    missing: list[str] = []
    for _ in range(TRIES):
        before, (saved, missing) = missing, _backup_once(settings, file, terminal)
        if missing == before or not missing:
            break
    if keys_file:
        save_keys(settings, keys_file)
    return Saved(*saved, missing)


def _backup_once(settings: Settings, file: Path, terminal: Terminal | None) -> tuple[tuple[int, int], list[str]]:
    facts = {"version": version("starlight"), "engine": _engine(settings), "at": int(time.time())}
    missing: list[str] = []
    with (
        TemporaryDirectory(dir=settings.data_dir, prefix=".backing-up-") as folder,
        _telling(terminal, "saving") as tell,
        writing(file, **facts) as archive,
    ):
        if settings.is_postgres:
            copy = Path(folder) / parts.DUMP_NAME
            photos = parts.dump_postgres(settings.database, copy)
        else:
            copy = Path(folder) / parts.SQLITE_NAME
            photos = parts.copy_sqlite(_sqlite_path(settings), copy)
        tell(archive.add(copy, copy.name))
        for name in photos:
            for each in _photo_files(settings, name):
                try:
                    tell(archive.add(each, str(each.relative_to(settings.data_dir))))
                except FileNotFoundError:
                    missing.append(name)
        for name in FOLDERS:
            _add_folder(archive, settings.data_dir / name, settings.data_dir, tell)
    return (len(archive.hashes), file.stat().st_size), sorted(set(missing))


def _photo_files(settings: Settings, name: str) -> Iterator[Path]:
    folder = settings.data_dir / "photos" / name[:2]
    return (folder / f"{name}.{part}" for part in ("full", "thumb"))


def _add_folder(archive: Archive, folder: Path, root: Path, tell: Tell) -> None:
    """Take in a folder of files that come and go; one that has just gone is not needed."""
    for each in sorted(folder.rglob("*")) if folder.exists() else ():
        if each.is_file():
            try:
                tell(archive.add(each, str(each.relative_to(root))))
            except FileNotFoundError:
                continue


def save_keys(settings: Settings, file: Path) -> None:
    """The wrapped keys in a file of their own, in the place of an earlier one: an old copy would outlive erasing."""
    draft = file.with_name(f".{file.name}.unfinished")
    draft.unlink(missing_ok=True)
    with ExitStack() as stack:
        copy = stack.enter_context(parts.key_file(draft))
        parts.merge_keys(copy, _own_keys(settings, stack))
    for beside in ("-wal", "-shm"):
        draft.with_name(draft.name + beside).unlink(missing_ok=True)
    draft.replace(file)


# -- restore ---------------------------------------------------------------------------------------------------------


async def restore(settings: Settings, file: Path, keys_file: Path | None, terminal: Terminal | None) -> Path | None:
    """Put a backup in the place of what is here; where that is kept, None where nothing was.

    Checked before anything is replaced: that no process runs, every byte, the database, that the keys open it, and
    what `verify` checks. Raises NotReady or NotWhole, and then nothing was touched.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    stage = settings.data_dir / STAGE
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(mode=0o700)
    try:
        async with _alone(settings):
            with _telling(terminal, "checking") as tell:
                facts = unpack(file, stage, tell)
            if facts["engine"] != _engine(settings):
                raise NotReady(f"This is a backup of {facts['engine']}; DATABASE_URL names {_engine(settings)}.")
            with ExitStack() as stack:
                staged = stack.enter_context(parts.key_file(stage / "keys.db"))
                parts.merge_keys(staged, *_sources(settings, keys_file, stack))
            if settings.is_postgres:
                return await _fill_postgres(settings, stage, terminal)
            await _check_staged(settings, stage, terminal)
            database = (stage / parts.SQLITE_NAME, _sqlite_path(settings))
            return _replace(
                settings, [database, *((stage / n, settings.data_dir / n) for n in ("keys.db", "photos", *FOLDERS))]
            )
    finally:
        shutil.rmtree(stage, ignore_errors=True)


async def _check_staged(settings: Settings, stage: Path, terminal: Terminal | None) -> None:
    """Audit the copy as if it ran already; raises NotReady with what is wrong."""
    if wrong := parts.check_sqlite(stage / parts.SQLITE_NAME):
        raise NotReady(f"The database in the backup is damaged: {wrong[0]}")
    master = settings.master_key or SecretStr((settings.data_dir / "master.key").read_text())
    alone = settings.model_copy(update={"data_dir": stage, "database_url": "", "master_key": master})
    database = open_database(alone.database)
    try:
        await database.migrate()
    finally:
        await database.close()
    await _audit(alone, terminal)


async def _audit(settings: Settings, terminal: Terminal | None) -> None:
    async with opened(settings, channels=()) as app:
        _, wrong = await auditing.audit(app, terminal)
    if wrong:
        raise NotReady("The backup does not hold together: " + "; ".join(wrong[:5]))


async def _fill_postgres(settings: Settings, stage: Path, terminal: Terminal | None) -> Path | None:
    """The dump goes into an empty database that nobody uses yet, and is audited there."""
    parts.restore_postgres(stage / parts.DUMP_NAME, settings.database)
    with ExitStack() as stack:
        staged = stack.enter_context(parts.key_file(stage / "keys.db"))
        parts.merge_keys(_own_keys(settings, stack), staged)
    aside = _replace(settings, [(stage / name, settings.data_dir / name) for name in ("photos", *FOLDERS)])
    await _audit(settings, terminal)
    return aside


def _replace(settings: Settings, moves: list[tuple[Path, Path]]) -> Path | None:
    """Move what is here aside and what was checked into its place."""
    aside = settings.data_dir / f"before-restore-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}"
    for _, place in moves:
        for each in (place, place.with_name(f"{place.name}-wal"), place.with_name(f"{place.name}-shm")):
            if each.exists():
                aside.mkdir(exist_ok=True, mode=0o700)
                shutil.move(each, aside / each.name)
    for checked, place in moves:
        if checked.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(checked, place)
    return aside if aside.exists() else None


# -- what both need --------------------------------------------------------------------------------------------------


@asynccontextmanager
async def _alone(settings: Settings) -> AsyncIterator[None]:
    """Hold the place of every process that could send; raises NotReady while one runs."""
    database: Versioned = open_database(settings.database)
    try:
        for n in range(SLOTS_MAX):
            if await database.hold(f"sender {n}") is None:
                raise NotReady("The bot is running; stop every process of it first.")
        yield
    finally:
        await database.close()


def _sources(settings: Settings, keys_file: Path | None, stack: ExitStack) -> list[Keys]:
    """Where the keys of a backup may be: here, and in the file that was named."""
    found: list[Keys] = []
    if settings.is_postgres or (settings.data_dir / "keys.db").exists():
        found.append(_own_keys(settings, stack))
    if keys_file:
        copy = settings.data_dir / STAGE / "keys.given"
        shutil.copyfile(keys_file, copy)
        found.append(stack.enter_context(parts.key_file(copy)))
    if not any(parts.has_keys(keys) for keys in found):
        raise NotReady("There are no keys here, and what is sealed can't be opened without: name them by --keys FILE.")
    return found


def _own_keys(settings: Settings, stack: ExitStack) -> Keys:
    if settings.is_postgres:
        from storage.keystore_postgres import PostgresKeys

        keys: Keys = PostgresKeys(settings.database)
    else:
        keys = SqliteKeys(settings.data_dir / "keys.db")
    stack.callback(keys.close)
    return keys


def _engine(settings: Settings) -> str:
    return "postgres" if settings.is_postgres else "sqlite"


def _sqlite_path(settings: Settings) -> Path:
    return Path(settings.database.removeprefix("sqlite:///"))


@contextmanager
def _telling(terminal: Terminal | None, what: str) -> Iterator[Tell]:
    """Show how many bytes are done, where somebody looks."""
    columns = (*Progress.get_default_columns()[:1], DownloadColumn())
    with Progress(*columns, console=terminal, disable=terminal is None, transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda count: progress.advance(task, count)
