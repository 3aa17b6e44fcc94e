"""A file that holds others: whole, or refused before anything is looked at."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from storage.archive import NotWhole, unpack, writing

FILES = {"starlight.db": b"a database" * 4000, "photos/ab/one.full": b"\x01\x02" * 9000, "photos/ab/none": b""}
CUTS = 20


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    source = tmp_path / "source"
    with writing(tmp_path / "saved", engine="sqlite") as archive:
        for name, body in FILES.items():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes(body)
            assert archive.add(source / name, name) == len(body)
    return tmp_path / "saved"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder


def test_everything_comes_back_as_it_was(saved: Path, empty: Path) -> None:
    told: list[int] = []
    assert unpack(saved, empty, told.append) == {"engine": "sqlite"}
    assert {str(file.relative_to(empty)): file.read_bytes() for file in empty.rglob("*") if file.is_file()} == FILES
    assert sum(told) >= sum(map(len, FILES.values()))
    assert (saved.stat().st_mode & 0o777) == 0o600


@pytest.mark.parametrize("cut", range(CUTS))
def test_a_file_that_was_cut_is_refused(saved: Path, empty: Path, cut: int) -> None:
    whole = saved.read_bytes()
    saved.write_bytes(whole[: len(whole) * cut // CUTS])
    with pytest.raises(NotWhole):
        unpack(saved, empty)


def test_a_changed_byte_is_refused(saved: Path, empty: Path) -> None:
    whole = saved.read_bytes()
    at = whole.index(b"a database") + 30
    saved.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    with pytest.raises(NotWhole, match=r"starlight\.db"):
        unpack(saved, empty)


@pytest.mark.parametrize("body", [b"", b"no archive at all", b"PK\x03\x04" + bytes(2000)])
def test_another_file_is_refused(tmp_path: Path, empty: Path, body: bytes) -> None:
    (tmp_path / "other").write_bytes(body)
    with pytest.raises(NotWhole):
        unpack(tmp_path / "other", empty)


@pytest.mark.parametrize("name", ["../outside", "/outside", "photos/../../outside"])
def test_nothing_is_written_outside(tmp_path: Path, empty: Path, name: str) -> None:
    with tarfile.open(tmp_path / "bad", "w") as tar:
        member = tarfile.TarInfo(name)
        member.size = 4
        tar.addfile(member, io.BytesIO(b"evil"))
    with pytest.raises(NotWhole):
        unpack(tmp_path / "bad", empty)
    assert list(tmp_path.rglob("outside")) == []


def test_what_is_no_file_has_no_place(tmp_path: Path, empty: Path) -> None:
    with tarfile.open(tmp_path / "bad", "w") as tar:
        member = tarfile.TarInfo("link")
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(member)
    with pytest.raises(NotWhole):
        unpack(tmp_path / "bad", empty)


def test_one_that_broke_off_while_written_leaves_the_earlier_one(saved: Path) -> None:
    before = saved.read_bytes()
    with pytest.raises(OSError, match="full"), writing(saved, engine="sqlite"):
        raise OSError("the disk is full")
    assert saved.read_bytes() == before
    assert [file.name for file in saved.parent.iterdir() if "unfinished" in file.name] == []
