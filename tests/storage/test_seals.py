"""Sealing: what is sealed opens for its own purpose alone, and never again once its key is destroyed."""

from __future__ import annotations

import base64
import secrets
import sqlite3
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.keystore import Keys, SqliteKeys, WrappedKey
from storage.keystore_postgres import PostgresKeys
from storage.seals import (
    INDEX_ROOT,
    KEY_TRUSTED_SECONDS,
    KEYS_RESERVED,
    Erased,
    KeyMissing,
    Seals,
    Tampered,
    WrongMasterKey,
    master_key,
)

MASTER = bytes(range(32))
WORDS = "下水道井盖不见了".encode()


class Clock:
    """A monotonic clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(params=["sqlite", "postgres"])
def open_keys(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Keys]]:
    """Opens the same key store once more, as another process would."""
    opened: list[Keys] = []
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""

    def open_again() -> Keys:
        opened.append(PostgresKeys(url) if url else SqliteKeys(tmp_path / "keys" / "keys.db"))
        return opened[-1]

    yield open_again
    for keys in opened:
        keys.close()


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Seals, str]]:
    with closing(SqliteKeys(tmp_path_factory.mktemp("seals") / "keys.db")) as keys:
        seals = Seals(keys, MASTER)
        yield seals, seals.new_key()


@pytest.fixture
def seals(tmp_path: Path) -> Iterator[Seals]:
    with closing(SqliteKeys(tmp_path / "keys.db")) as keys:
        yield Seals(keys, MASTER)


def test_what_is_sealed_opens_again_in_another_process(open_keys: Callable[[], Keys]) -> None:
    here, there = Seals(open_keys(), MASTER), Seals(open_keys(), MASTER)
    key = here.new_key()
    sealed = here.seal(key, WORDS, "words")
    assert there.open(key, sealed, "words") == WORDS
    assert WORDS not in sealed


@given(plain=st.binary(max_size=300), about=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_anything_can_be_sealed(lasting: tuple[Seals, str], plain: bytes, about: str) -> None:
    seals, key = lasting
    assert seals.open(key, seals.seal(key, plain, about), about) == plain


def test_the_same_words_are_never_sealed_the_same(seals: Seals) -> None:
    key = seals.new_key()
    assert len({seals.seal(key, WORDS, "words") for _ in range(100)}) == 100


def test_every_changed_byte_is_noticed(seals: Seals) -> None:
    key = seals.new_key()
    sealed = seals.seal(key, b"a", "words")
    for at in range(len(sealed)):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(Tampered):
            seals.open(key, changed, "words")
    for length in range(len(sealed)):
        with pytest.raises(Tampered):
            seals.open(key, sealed[:length], "words")


def test_sealed_bytes_open_for_no_other_purpose_and_no_other_person(seals: Seals) -> None:
    key, other = seals.new_key(), seals.new_key()
    sealed = seals.seal(key, WORDS, "words")
    with pytest.raises(Tampered):
        seals.open(key, sealed, "account")
    with pytest.raises(Tampered):
        seals.open(other, sealed, "words")


def test_a_destroyed_key_neither_opens_nor_seals(open_keys: Callable[[], Keys]) -> None:
    seals = Seals(open_keys(), MASTER)
    key, other = seals.new_key(), seals.new_key()
    sealed, others = seals.seal(key, WORDS, "words"), seals.seal(other, WORDS, "words")
    seals.destroy(key)
    seals.destroy(key)
    for again in (seals, Seals(open_keys(), MASTER)):
        with pytest.raises(Erased):
            again.open(key, sealed, "words")
        with pytest.raises(Erased):
            again.seal(key, WORDS, "words")
        assert again.open(other, others, "words") == WORDS
        assert list(again.destroyed()) == [key]


def test_a_key_destroyed_elsewhere_ends_here_within_its_time(open_keys: Callable[[], Keys]) -> None:
    clock = Clock()
    here, there = Seals(open_keys(), MASTER, clock=clock), Seals(open_keys(), MASTER)
    key = here.new_key()
    sealed = here.seal(key, WORDS, "words")
    there.destroy(key)
    clock.now += KEY_TRUSTED_SECONDS
    with pytest.raises(Erased):
        here.open(key, sealed, "words")


def test_no_byte_of_a_destroyed_key_stays_in_the_files(tmp_path: Path) -> None:
    with (
        closing(SqliteKeys(tmp_path / "keys.db")) as keys,
        closing(SqliteKeys(tmp_path / "keys.db")) as beside,
    ):
        seals = Seals(keys, MASTER)
        made = [seals.new_key() for _ in range(3 * KEYS_RESERVED)]
        wrapped = {key: _found(keys, key).wrapped for key in made}
        assert all(part in _bytes_of(tmp_path) for part in wrapped.values())
        assert beside.find(made[5]) is not None
        for key in made[5::3]:
            seals.destroy(key)
        left = _bytes_of(tmp_path)
        for at, key in enumerate(made):
            is_destroyed = at >= 5 and (at - 5) % 3 == 0
            assert (wrapped[key] in left) is not is_destroyed
            assert (wrapped[key][8:24] in left) is not is_destroyed


def test_no_byte_of_a_destroyed_key_stays_in_the_table(postgres_url: str) -> None:
    with closing(PostgresKeys(postgres_url)) as keys, psycopg.connect(postgres_url, autocommit=True) as sql:
        seals = Seals(keys, MASTER)
        key, other = seals.new_key(), seals.new_key()
        gone, stays = _found(keys, key).wrapped, _found(keys, other).wrapped
        assert gone in _table_of(sql)
        seals.destroy(key)
        assert gone not in _table_of(sql)
        assert stays in _table_of(sql)


def test_a_destroyed_key_cannot_be_brought_back(open_keys: Callable[[], Keys]) -> None:
    keys = open_keys()
    seals = Seals(keys, MASTER)
    key = seals.new_key()
    before = _found(keys, key)
    sealed = seals.seal(key, WORDS, "words")
    seals.destroy(key)
    keys.add([before])
    assert not keys.swap(before, before)
    assert keys.find(key) is None
    with pytest.raises(Erased):
        Seals(keys, MASTER).open(key, sealed, "words")


def test_a_restored_store_forgets_again_what_was_erased(tmp_path: Path) -> None:
    with (
        closing(SqliteKeys(tmp_path / "now.db")) as now,
        closing(SqliteKeys(tmp_path / "backup.db")) as backup,
    ):
        key = Seals(now, MASTER).new_key()
        backup.add([_found(now, key), _found(now, INDEX_ROOT)])
        Seals(now, MASTER).destroy(key)
        restored = Seals(backup, MASTER)
        sealed = restored.seal(key, WORDS, "words")
        for erased in now.tombstones():
            restored.destroy(erased)
        with pytest.raises(Erased):
            restored.open(key, sealed, "words")


def test_a_key_never_seen_is_not_called_erased(seals: Seals) -> None:
    with pytest.raises(KeyMissing):
        seals.seal("0" * 24, WORDS, "words")


def test_a_failed_destruction_leaves_the_key_in_use(tmp_path: Path) -> None:
    with closing(SqliteKeys(tmp_path / "keys.db")) as keys:
        seals = Seals(keys, MASTER)
        key = seals.new_key()
        with closing(sqlite3.connect(tmp_path / "keys.db")) as outside:
            outside.execute("create trigger full before insert on tombstone begin select raise(abort, 'full'); end")
            outside.commit()
        with pytest.raises(sqlite3.DatabaseError, match="full"):
            seals.destroy(key)
        assert seals.open(key, seals.seal(key, WORDS, "words"), "words") == WORDS


def test_a_key_is_durable_when_it_is_handed_out(open_keys: Callable[[], Keys]) -> None:
    seals, store = Seals(open_keys(), MASTER), open_keys()
    keys = [seals.new_key() for _ in range(KEYS_RESERVED + 1)]
    assert len(set(keys)) == len(keys)
    assert all(store.find(key) for key in keys)


def test_no_reserve_no_key(tmp_path: Path) -> None:
    with closing(SqliteKeys(tmp_path / "keys.db")) as keys:
        seals = Seals(keys, MASTER)
        with closing(sqlite3.connect(tmp_path / "keys.db")) as outside:
            outside.execute("create trigger full before insert on person_key begin select raise(abort, 'full'); end")
            outside.commit()
            with pytest.raises(sqlite3.DatabaseError, match="full"):
                seals.new_key()
            outside.execute("drop trigger full")
            outside.commit()
        assert keys.find(seals.new_key()) is not None


def test_threads_get_keys_of_their_own_and_read_each_other(open_keys: Callable[[], Keys]) -> None:
    seals = Seals(open_keys(), MASTER)

    def work(at: int) -> tuple[str, bytes]:
        key = seals.new_key()
        return key, seals.seal(key, str(at).encode(), "words")

    with ThreadPoolExecutor(8) as threads:
        sealed = list(threads.map(work, range(300)))
    assert len({key for key, _ in sealed}) == 300
    assert [seals.open(key, bytes_, "words") for key, bytes_ in sealed] == [str(at).encode() for at in range(300)]


def test_more_keys_than_memory_holds_all_open(seals: Seals, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.seals.KEYS_TRUSTED_MAX", 8)
    sealed = {key: seals.seal(key, key.encode(), "words") for key in (seals.new_key() for _ in range(40))}
    assert all(seals.open(key, bytes_, "words") == key.encode() for key, bytes_ in sealed.items())
    assert len(seals._trusted) <= 8


def test_an_index_is_the_same_everywhere_and_differs_by_purpose(open_keys: Callable[[], Keys]) -> None:
    here, there = Seals(open_keys(), MASTER), Seals(open_keys(), MASTER)
    found = here.index("account", "telegram:1234")
    assert found == there.index("account", "telegram:1234")
    assert len(found) == 32
    assert found.isalnum()
    assert len({found, here.index("photo", "telegram:1234"), here.index("account", "telegram:1235")}) == 3


def test_an_index_cannot_be_guessed_without_the_keys(tmp_path: Path) -> None:
    with closing(SqliteKeys(tmp_path / "a.db")) as mine, closing(SqliteKeys(tmp_path / "b.db")) as theirs:
        assert Seals(mine, MASTER).index("account", "1") != Seals(theirs, MASTER).index("account", "1")


def test_another_master_key_opens_nothing(open_keys: Callable[[], Keys]) -> None:
    Seals(open_keys(), MASTER)
    with pytest.raises(WrongMasterKey):
        Seals(open_keys(), secrets.token_bytes(32))


def test_a_new_master_key_takes_over(open_keys: Callable[[], Keys]) -> None:
    before = Seals(open_keys(), MASTER)
    key, erased = before.new_key(), before.new_key()
    sealed, index = before.seal(key, WORDS, "words"), before.index("account", "1")
    before.destroy(erased)
    new = secrets.token_bytes(32)
    during = Seals(open_keys(), new, older=[MASTER])
    assert during.open(key, sealed, "words") == WORDS
    assert during.rewrap() == KEYS_RESERVED  # the reserve without the erased one, and the index root
    assert during.rewrap() == 0
    after = Seals(open_keys(), new)
    assert after.open(key, sealed, "words") == WORDS
    assert after.index("account", "1") == index
    with pytest.raises(Erased):
        after.seal(erased, WORDS, "words")


def test_a_wrapped_key_under_another_id_does_not_unwrap(tmp_path: Path) -> None:
    with closing(SqliteKeys(tmp_path / "keys.db")) as keys:
        seals = Seals(keys, MASTER)
        found = _found(keys, seals.new_key())
        keys.add([WrappedKey("f" * 24, found.master, found.wrapped)])
        with pytest.raises(Tampered):
            seals.seal("f" * 24, WORDS, "words")


def test_the_key_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    with closing(SqliteKeys(tmp_path / "keys.db")) as keys:
        Seals(keys, MASTER)
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert modes.keys() >= {"keys.db", "keys.db-wal"}
    assert set(modes.values()) == {0o600}


def test_a_master_key_from_a_setting(tmp_path: Path) -> None:
    assert master_key(base64.b64encode(MASTER).decode(), tmp_path / "master") == MASTER
    assert not (tmp_path / "master").exists()


@pytest.mark.parametrize("text", ["secret", "AAAA", base64.b64encode(bytes(33)).decode(), "密码"])
def test_a_master_key_that_is_none_is_refused_and_not_repeated(text: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError) as refused:
        master_key(text, tmp_path / "master")
    assert text not in str(refused.value)


def test_a_master_key_is_made_once_however_many_start(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "master"
    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(lambda _: master_key(None, file), range(32)))
    assert len(keys) == 1
    assert len(keys.pop()) == 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [entry.name for entry in file.parent.iterdir()] == ["master"]


def _found(keys: Keys, key: str) -> WrappedKey:
    found = keys.find(key)
    assert found is not None
    return found


def _bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


def _table_of(sql: psycopg.Connection[tuple[bytes]]) -> bytes:
    sql.execute("checkpoint")
    row = sql.execute("select pg_read_binary_file(pg_relation_filepath('keys.person_key'))").fetchone()
    assert row is not None
    return row[0]
