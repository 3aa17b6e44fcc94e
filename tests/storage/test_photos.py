"""Photos: kept by a worker that may fail, sealed at rest, found by nobody else, gone with their key."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.decoder import BadPhoto, Reason
from storage.keystore import SqliteKeys
from storage.photos import BYTES_MAX, Kept, PhotoGone, Photos
from storage.seals import Erased, Seals, Tampered
from tests.storage import pictures_to_try as to_try
from tests.storage.pictures_to_try import MARKER, saved, scene
from tests.storage.watching import WORKER_BYTES_MAX, opened, workers


@pytest.fixture
def seals(tmp_path: Path) -> Iterator[Seals]:
    with closing(SqliteKeys(tmp_path / "keys" / "keys.db")) as keys:
        yield Seals(keys, bytes(32))


@pytest.fixture
def key(seals: Seals) -> str:
    return seals.new_key()


@pytest.fixture
async def photos(tmp_path: Path, seals: Seals) -> AsyncIterator[Photos]:
    photos = Photos(tmp_path / "photos", seals)
    yield photos
    await photos.close()


# What is kept


async def test_a_photo_is_kept_and_read_again(photos: Photos, key: str) -> None:
    kept = await photos.keep(saved(scene((4000, 3000)), "JPEG"), key=key)
    full, thumbnail = opened(photos.read(kept.name, key)), opened(photos.thumbnail(kept.name, key))
    assert (full.format, full.size) == ("JPEG", (2560, 1920))
    assert (thumbnail.format, thumbnail.size) == ("JPEG", (320, 240))
    assert (kept.width, kept.height) == full.size
    assert kept.bytes_count == len(photos.read(kept.name, key))
    assert photos.exists(kept.name)
    assert list(photos.names()) == [kept.name]


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", Reason.EMPTY), (b"no photo", Reason.NOT_A_PHOTO), (bytes(BYTES_MAX + 1), Reason.TOO_LARGE)],
    ids=["empty", "text", "too-large"],
)
async def test_what_is_no_photo_leaves_nothing(data: bytes, reason: Reason, photos: Photos, key: str) -> None:
    with pytest.raises(BadPhoto) as bad:
        await photos.keep(data, key=key)
    assert bad.value.reason is reason
    assert list(photos.names()) == []


# The worker


async def test_no_photo_no_process(photos: Photos) -> None:
    assert workers() == []


async def test_the_worker_has_none_of_our_secrets(photos: Photos, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", MARKER.decode())
    await photos.keep(saved(scene(), "JPEG"), key=key)
    (worker,) = workers()
    assert MARKER not in _read(f"/proc/{worker}/environ")


async def test_the_worker_is_held_by_the_system_itself(photos: Photos, key: str) -> None:
    await photos.keep(saved(scene(), "JPEG"), key=key)
    (worker,) = workers()
    lines = _read(f"/proc/{worker}/limits").decode().splitlines()
    limits = {line[:26].strip(): line[26:].split() for line in lines}
    assert int(limits["Max address space"][1]) < WORKER_BYTES_MAX + 100_000_000
    assert int(limits["Max cpu time"][0]) <= 11
    assert [limits[name][1] for name in ("Max file size", "Max core file size")] == ["0", "0"]
    assert int(limits["Max open files"][1]) <= 32


async def test_an_idle_worker_ends_and_a_new_one_comes(tmp_path: Path, seals: Seals, key: str) -> None:
    photos = Photos(tmp_path / "photos", seals, idle_seconds=0.05)
    await photos.keep(saved(scene(), "JPEG"), key=key)
    await _until(lambda: workers() == [])
    await photos.keep(saved(scene(), "PNG"), key=key)
    await photos.close()
    assert workers() == []


async def test_a_hung_worker_is_replaced(tmp_path: Path, seals: Seals, key: str) -> None:
    photos = Photos(tmp_path / "photos", seals, photo_seconds_max=0.5)
    await photos.keep(saved(scene(), "JPEG"), key=key)
    (hung,) = workers()
    os.kill(hung, signal.SIGSTOP)
    with pytest.raises(BadPhoto) as bad:
        await photos.keep(saved(scene(), "PNG"), key=key)
    assert bad.value.reason is Reason.BROKEN
    assert (await photos.keep(saved(scene(), "PNG"), key=key)).width == 640
    assert workers() != [hung]
    assert len(workers()) == 1
    await photos.close()


async def test_a_worker_that_dies_over_a_photo_is_replaced(photos: Photos, key: str) -> None:
    await photos.keep(saved(scene(), "JPEG"), key=key)
    (worker,) = workers()
    os.kill(worker, signal.SIGSTOP)
    keeping = asyncio.create_task(photos.keep(saved(scene(), "PNG"), key=key))
    await asyncio.sleep(0.05)
    os.kill(worker, signal.SIGKILL)
    with pytest.raises(BadPhoto) as bad:
        await keeping
    assert bad.value.reason is Reason.BROKEN
    assert (await photos.keep(saved(scene(), "PNG"), key=key)).width == 640


async def test_a_worker_that_died_while_idle_costs_no_photo(photos: Photos, key: str) -> None:
    await photos.keep(saved(scene(), "JPEG"), key=key)
    (worker,) = workers()
    os.kill(worker, signal.SIGKILL)
    await _until(lambda: workers() == [])
    assert (await photos.keep(saved(scene(), "PNG"), key=key)).width == 640


async def test_a_photo_given_up_leaves_no_worker_out_of_step(photos: Photos, key: str) -> None:
    await photos.keep(saved(scene(), "JPEG"), key=key)
    given_up = asyncio.create_task(photos.keep(saved(scene((3_000, 3_000)), "PNG"), key=key))
    await asyncio.sleep(0.01)
    given_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await given_up
    assert (await photos.keep(saved(scene((300, 200)), "PNG"), key=key)).width == 300


async def test_many_photos_at_once_take_turns(tmp_path: Path, seals: Seals, key: str) -> None:
    photos = Photos(tmp_path / "photos", seals, decoders=2)
    many = [photos.keep(saved(scene((100 + at, 100)), "JPEG"), key=key) for at in range(20)]
    bad = [photos.keep(b"no photo", key=key) for _ in range(5)]
    outcomes = await asyncio.gather(*many, *bad, return_exceptions=True)
    assert [kept.width for kept in outcomes if isinstance(kept, Kept)] == [100 + at for at in range(20)]
    assert sum(isinstance(outcome, BadPhoto) for outcome in outcomes) == 5
    assert len(workers()) == 2
    await photos.close()


# At rest


async def test_nothing_readable_lies_on_the_disk(tmp_path: Path, photos: Photos, key: str) -> None:
    data = to_try.full_of_metadata("JPEG")
    kept = await photos.keep(data, key=key)
    pieces = [photos.read(kept.name, key), photos.thumbnail(kept.name, key), data, MARKER, b"JFIF"]
    files = _files(tmp_path)
    assert {file.suffix for file in files} >= {".full", ".thumb", ".db"}
    for file in files:
        lies = file.read_bytes()
        assert not [piece for piece in pieces if piece[-64:] in lies or piece[:64] in lies]
        assert file.stat().st_mode & 0o077 == 0
    assert list((tmp_path / "photos" / "unfinished").iterdir()) == []


async def test_the_same_photo_has_one_name_per_person(photos: Photos, seals: Seals, key: str) -> None:
    data, other = saved(scene(), "JPEG"), seals.new_key()
    names = [(await photos.keep(data, key=who)).name for who in (key, key, other)]
    assert names[0] == names[1] != names[2]
    assert len(list(photos.names())) == 2
    with pytest.raises(Tampered):
        photos.read(names[0], other)


async def test_a_name_cannot_be_guessed_without_the_keys(tmp_path: Path, photos: Photos, key: str) -> None:
    data = saved(scene(), "JPEG")
    kept = await photos.keep(data, key=key)
    with closing(SqliteKeys(tmp_path / "others.db")) as keys:
        stranger = Photos(tmp_path / "elsewhere", Seals(keys, bytes(32)))
        guess = await stranger.keep(data, key=Seals(keys, bytes(32)).new_key())
        await stranger.close()
    assert guess.name != kept.name
    assert not photos.exists(guess.name)


async def test_a_destroyed_key_takes_its_photos_along(photos: Photos, seals: Seals, key: str) -> None:
    kept = await photos.keep(saved(scene(), "JPEG"), key=key)
    seals.destroy(key)
    for read in (photos.read, photos.thumbnail):
        with pytest.raises(PhotoGone):
            read(kept.name, key)
    with pytest.raises(Erased):
        await photos.keep(saved(scene(), "PNG"), key=key)


async def test_a_discarded_photo_is_gone(photos: Photos, key: str) -> None:
    kept = await photos.keep(saved(scene(), "JPEG"), key=key)
    stays = await photos.keep(saved(scene(), "PNG"), key=key)
    photos.discard(kept.name)
    photos.discard(kept.name)
    assert not photos.exists(kept.name)
    with pytest.raises(PhotoGone):
        photos.thumbnail(kept.name, key)
    assert list(photos.names()) == [stays.name]


async def test_a_changed_or_swapped_file_is_noticed(tmp_path: Path, photos: Photos, key: str) -> None:
    one = await photos.keep(saved(scene(), "JPEG"), key=key)
    two = await photos.keep(saved(scene(), "PNG"), key=key)
    first, second = (next(file for file in _files(tmp_path) if file.name == f"{kept.name}.full") for kept in (one, two))
    first.write_bytes(second.read_bytes())
    with pytest.raises(Tampered):
        photos.read(one.name, key)
    second.write_bytes(second.read_bytes()[:-1])
    with pytest.raises(Tampered):
        photos.read(two.name, key)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 31, "A" * 32, "a" * 32 + "\n", "../" + "a" * 29])
def test_a_name_that_is_none_reaches_no_file(name: str, tmp_path: Path, seals: Seals) -> None:
    photos = Photos(tmp_path / "photos", seals)
    for reach in (photos.exists, photos.discard):
        with pytest.raises(PhotoGone):
            reach(name)


def test_drafts_of_a_process_that_died_are_swept_and_fresh_ones_are_not(tmp_path: Path, seals: Seals) -> None:
    folder = tmp_path / "photos" / "unfinished"
    folder.mkdir(parents=True)
    for draft, seconds_ago in (("old", 90_000), ("fresh", 5)):
        (folder / draft).write_bytes(b"sealed")
        made_at = (folder / draft).stat().st_mtime - seconds_ago
        os.utime(folder / draft, (made_at, made_at))
    Photos(tmp_path / "photos", seals)
    assert [draft.name for draft in folder.iterdir()] == ["fresh"]


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def _read(path: str) -> bytes:
    return Path(path).read_bytes()


async def _until(holds: Callable[[], bool]) -> None:
    for _ in range(200):
        if holds():
            return
        await asyncio.sleep(0.02)
    pytest.fail("it did not come about within 4 seconds")
