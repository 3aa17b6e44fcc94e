"""The schema grows by numbered files, each once, in order, whole."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

import pytest

from storage import open_database
from storage.database import Transaction
from storage.errors import DatabaseError, SchemaTooNew, SchemaTooOld
from storage.migrations import SCHEMA, schema_files
from storage.sql import Translations, for_postgres, for_sqlite, statements
from tests.conftest import AnyDatabase

PERSON = "create table person (id {{identity}}, name text not null);  -- who; all of them\n"
REFUSES_CHANGE = {
    "sqlite": """
        create trigger person_stays before update on person
        begin
            select raise(abort, 'a person; stays');
        end;
        """,
    "postgres": """
        create function stays() returns trigger language plpgsql as $body$
        begin
            raise exception 'a person; stays: 100%%';
        end;
        $body$;
        create trigger person_stays before update on person for each row execute function stays();
        """,
}


@pytest.fixture
async def bare(bare_url: str) -> AnyDatabase:
    return open_database(bare_url)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three files: one for both, one for each, one more for both."""
    folder = tmp_path / "schema"
    folder.mkdir()
    (folder / "001_person.sql").write_text(PERSON)
    for engine, script in REFUSES_CHANGE.items():
        (folder / f"002_stays.{engine}.sql").write_text(script)
    (folder / "003_note.sql").write_text("create table note (words text); insert into note values ('a;b''--c');")
    return folder


def tables(database: AnyDatabase, tx: Transaction) -> set[str]:
    of_engine = {
        "sqlite": "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'",
        "postgres": "select tablename as name from pg_tables where schemaname = current_schema()",
    }
    return {row["name"] for row in tx.all(of_engine[database.engine])}


async def test_files_are_applied_once_in_order(bare: AnyDatabase, folder: Path) -> None:
    assert await bare.schema_missing(folder) == ["001_person", "002_stays", "003_note"]
    assert await bare.migrate(folder) == ["001_person", "002_stays", "003_note"]
    assert await bare.migrate(folder) == []
    assert await bare.schema_missing(folder) == []
    await bare.require_schema(folder)
    assert await bare.read(lambda tx: tables(bare, tx)) == {"person", "note", "schema_version"}
    row = await bare.read(lambda tx: tx.one("select words from note"))
    assert row is not None
    assert row["words"] == "a;b'--c"
    await bare.close()


async def test_identities_count_and_triggers_hold(bare: AnyDatabase, folder: Path) -> None:
    await bare.migrate(folder)

    def add(tx: Transaction, *, name: str) -> int:
        row = tx.one("insert into person (name) values (:name) returning id", name=name)
        assert row is not None
        return int(row["id"])

    assert [await bare.take(partial(add, name=name)) for name in "abc"] == [1, 2, 3]
    with pytest.raises(DatabaseError, match="a person; stays"):
        await bare.take(lambda tx: tx.run("update person set name = 'other'"))
    await bare.close()


async def test_a_file_that_fails_leaves_nothing_and_those_before_it_stay(bare: AnyDatabase, folder: Path) -> None:
    (folder / "003_note.sql").write_text("create table note (words text); insert into nowhere values (1);")
    with pytest.raises(DatabaseError):
        await bare.migrate(folder)
    assert await bare.read(lambda tx: tables(bare, tx)) == {"person", "schema_version"}
    assert await bare.schema_missing(folder) == ["003_note"]
    (folder / "003_note.sql").write_text("create table note (words text);")
    assert await bare.migrate(folder) == ["003_note"]
    await bare.close()


async def test_a_file_of_a_lower_number_that_came_late_is_applied(bare: AnyDatabase, folder: Path) -> None:
    late = folder / "002_stays.sqlite.sql", folder / "002_stays.postgres.sql"
    scripts = [path.read_text() for path in late]
    for path in late:
        path.unlink()
    assert await bare.migrate(folder) == ["001_person", "003_note"]
    for path, script in zip(late, scripts, strict=True):
        path.write_text(script)
    assert await bare.migrate(folder) == ["002_stays"]
    await bare.close()


async def test_processes_that_migrate_at_once_apply_each_file_once(bare_url: str, folder: Path) -> None:
    databases = [open_database(bare_url) for _ in range(4)]
    applied = await asyncio.gather(*(database.migrate(folder) for database in databases))
    assert sorted(name for names in applied for name in names) == ["001_person", "002_stays", "003_note"]
    rows = await databases[0].read(lambda tx: tx.all("select words from note"))
    assert len(rows) == 1
    for database in databases:
        await database.close()


async def test_an_older_database_is_refused_with_what_to_do(bare: AnyDatabase, folder: Path) -> None:
    with pytest.raises(SchemaTooOld, match=r"lacks 001_person, 002_stays, 003_note.*starlight migrate"):
        await bare.require_schema(folder)
    assert await bare.schema_missing(folder) == ["001_person", "002_stays", "003_note"]
    await bare.close()


async def test_a_newer_database_is_refused_and_not_touched(bare: AnyDatabase, folder: Path) -> None:
    await bare.migrate(folder)
    (folder / "003_note.sql").unlink()
    (folder / "002_more.sql").write_text("create table more (n bigint);")
    for engine in REFUSES_CHANGE:
        (folder / f"002_stays.{engine}.sql").unlink()
    for attempt in (bare.migrate, bare.schema_missing, bare.require_schema):
        with pytest.raises(SchemaTooNew, match=r"002_stays, 003_note is not known here.*restore a backup") as said:
            await attempt(folder)
        assert said.value.unknown == ["002_stays", "003_note"]
    assert "more" not in await bare.read(lambda tx: tables(bare, tx))
    await bare.close()


async def test_the_whole_schema_applies(bare: AnyDatabase) -> None:
    names = [file.name for file in schema_files(SCHEMA, bare.engine)]
    assert names
    assert await bare.migrate() == names
    await bare.require_schema()
    await bare.close()


@pytest.mark.parametrize(
    ("name", "script", "said"),
    [
        ("4_short.sql", "select 1;", "is named 001_words.sql"),
        ("004_x.mysql.sql", "select 1;", "is named 001_words.sql"),
        ("003_again.sql", "select 1;", "003_again has the same number|003_note.sql: 003_again"),
        ("004_unended.sql", "select 1;\nselect 2", "without `;`.*select 2|without `;`"),
        ("004_unknown.sql", "create table x (id {{serial}});", "{{serial}}"),
    ],
)
def test_a_file_that_cannot_be_is_named(folder: Path, name: str, script: str, said: str) -> None:
    (folder / name).write_text(script)
    with pytest.raises(ValueError, match=said):
        schema_files(folder, "sqlite")


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_statements_end_where_the_engine_says(engine: str) -> None:
    script = """
        -- it's a comment; with an end
        create table a (n text default ';'); /* ; */ select "odd;name" from a;;
        insert into a values ('it''s; here') ; -- the rest; is silence
        """
    found = list(statements(script, engine))
    assert len(found) == 3
    assert found[1].endswith('select "odd;name" from a')


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("select :a, :b_2 from t", "select %(a)s, %(b_2)s from t"),
        ("select ':a', \":b\", x::text, 5 % 2 -- :c", "select ':a', \":b\", x::text, 5 %% 2 -- :c"),
        ("select 'it''s :a' || :a", "select 'it''s :a' || %(a)s"),
        ("select $$ :a % $$, $x$ :b $$ $x$, :c", "select $$ :a %% $$, $x$ :b $$ $x$, %(c)s"),
        ("select a[1:2], '12:30', :a::bigint /* :b */", "select a[1:2], '12:30', %(a)s::bigint /* :b */"),
    ],
)
def test_values_are_named_in_postgres_own_way(ours: str, theirs: str) -> None:
    assert for_postgres(ours) == theirs


@pytest.mark.parametrize(
    "lock",
    ["for update", " FOR UPDATE;", "for no key update", "for update of t skip locked", "\nfor update nowait"],
)
def test_sqlite_needs_no_row_locks(lock: str) -> None:
    assert for_sqlite(f"select n from t where id = :id {lock}") == "select n from t where id = :id"


def test_other_words_stay_in_sqlite() -> None:
    for sql in (
        "select 'wait for update'",
        "insert into t values ('x for update ') returning n",
        "select x from t",
    ):
        assert for_sqlite(sql) == sql


def test_made_up_statements_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.sql.TRANSLATIONS_MAX", 10)
    words = Translations(for_postgres)
    for n in range(100):
        assert words[f"select {n}, :n"] == f"select {n}, %(n)s"
    assert len(words) <= 10
