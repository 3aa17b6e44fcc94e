"""One file that holds others and knows whether it is whole: a tar whose last member names the rest by their hash."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

CONTENTS = "contents.json"  # the last member, so that a file that was cut has none
CHUNK_BYTES = 1 << 20
FORM = 1  # of what an archive holds and how; a later one is refused by older code

Tell = Callable[[int], None]  # so many bytes are done


class NotWhole(ValueError):
    """A file that is no archive of ours, or not all of it; in words for an operator."""


@dataclass
class Archive:
    """An archive that is being written. `facts` are kept in it."""

    tar: tarfile.TarFile
    facts: dict[str, Any]
    hashes: dict[str, str] = field(default_factory=dict)

    def add(self, file: Path, name: str) -> int:
        """Take a file in under a name; its bytes. Raises FileNotFoundError where it is gone."""
        with file.open("rb") as source:
            member = tarfile.TarInfo(name)
            member.size, member.mode = os.fstat(source.fileno()).st_size, 0o600
            reading = _Hashing(source)
            self.tar.addfile(member, reading)
        self.hashes[name] = reading.hash.hexdigest()
        return member.size

    def close(self) -> None:
        """Name what is in it; without that it is not whole."""
        body = json.dumps({"form": FORM, **self.facts, "files": self.hashes}, indent=1).encode()
        member = tarfile.TarInfo(CONTENTS)
        member.size, member.mode = len(body), 0o600
        self.tar.addfile(member, io.BytesIO(body))


@contextmanager
def writing(path: Path, **facts: Any) -> Iterator[Archive]:
    """A new archive beside its place, which takes that place once it is whole and on the disk."""
    draft = path.with_name(f".{path.name}.unfinished")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as out:
            with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
                archive = Archive(tar, facts)
                yield archive
                archive.close()
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def unpack(path: Path, folder: Path, tell: Tell = lambda _: None) -> dict[str, Any]:
    """Put what an archive holds into an empty folder, every byte checked; its facts.

    Raises NotWhole: whoever calls throws the folder away, and nothing else was touched.
    """
    try:
        with tarfile.open(path, mode="r:") as tar:
            found = {member.name: _take_out(tar, member, folder, tell) for member in tar}
            contents = json.loads((folder / CONTENTS).read_text()) if _ends(tar, path) and CONTENTS in found else None
    except (tarfile.TarError, EOFError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise NotWhole(f"{path} is no backup of ours, or was cut: {error}") from error
    if contents is None:
        raise NotWhole(f"{path} was cut: its list of contents, which comes last, is missing")
    if contents.get("form") != FORM:
        raise NotWhole(f"{path} was written by another version (form {contents.get('form')}, this one reads {FORM})")
    (folder / CONTENTS).unlink()
    del found[CONTENTS]
    if found != contents["files"]:
        differing = sorted(found.items() ^ contents["files"].items())
        raise NotWhole(f"{path} is damaged: {differing[0][0]} is not what was backed up")
    return {name: value for name, value in contents.items() if name not in ("form", "files")}


def _ends(tar: tarfile.TarFile, path: Path) -> bool:
    """Whether the file ends where its last member says, with the filling that every tar has behind it."""
    last = tar.getmembers()[-1] if tar.getmembers() else None
    blocks = 2 + (last.offset_data // tarfile.BLOCKSIZE + -(-last.size // tarfile.BLOCKSIZE) if last else 0)
    records = -(-blocks * tarfile.BLOCKSIZE // tarfile.RECORDSIZE)
    return path.stat().st_size == records * tarfile.RECORDSIZE


def _take_out(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path, tell: Tell) -> str:
    """Write one member; its hash. Only plain files below the folder are taken."""
    place = folder / member.name
    if not member.isreg() or not place.resolve().is_relative_to(folder.resolve()):
        raise NotWhole(f"{member.name!r} has no place in a backup")
    source = tar.extractfile(member)
    assert source is not None, "a plain file has a body"
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    with open(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
        while chunk := source.read(CHUNK_BYTES):
            digest.update(chunk)
            out.write(chunk)
            tell(len(chunk))
        if out.tell() != member.size:
            raise NotWhole(f"{member.name} was cut")
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


class _Hashing(io.RawIOBase):
    """Reads on and reckons the hash of what was read."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.hash = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self.source.read(size)
        self.hash.update(chunk)
        return chunk
