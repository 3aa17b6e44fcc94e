"""Photos: bytes in, name out; decoded apart, stripped to their pixels, sealed under their person's key."""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from storage.decoder import (
    IDLE_SECONDS,
    PHOTO_SECONDS_MAX,
    BadPhoto,
    Decoded,
    Decoders,
    FilePlace,
    Reason,
)
from storage.seals import Erased, Seals

BYTES_MAX = 20_000_000  # what a bot may fetch from Telegram; a phone's JPEG has 3 to 12 million
UNFINISHED_SECONDS_MAX = 3_600  # a draft as old as that is of a process that died over it
FULL, THUMBNAIL = "full", "thumb"
NAME = re.compile(r"[0-9a-f]{32}")


class PhotoGone(Exception):
    """There is no such photo, or not any more."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept photo by its name; sizes and bytes are those of what is kept, not of what came.

    phash: 64 bits, signed (fits a bigint), see `bits_apart`; turned: the same after one, two and three quarter
    turns. taken_at: the camera's local time, ISO 8601.
    """

    name: str
    width: int
    height: int
    bytes_count: int
    place: FilePlace | None
    phash: int
    taken_at: str | None
    turned: tuple[int, ...] = ()


class Photos:
    """The photos in `folder`, each two sealed files: the picture (to 2560 px) and its thumbnail (to 320)."""

    def __init__(
        self,
        folder: Path,
        seals: Seals,
        *,
        decoders: int = 1,
        photo_seconds_max: float = PHOTO_SECONDS_MAX,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self._folder = folder
        self._seals = seals
        self._decoders = Decoders(decoders, photo_seconds_max=photo_seconds_max, idle_seconds=idle_seconds)
        self._drafts = folder / "unfinished"
        self._drafts.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._sweep_drafts()

    async def keep(self, data: bytes, *, key: str) -> Kept:
        """Keep a photo under its person's key, durably; raises BadPhoto, or Erased when the key is gone.

        The same bytes under the same key have the same name; under another key nothing links the two.
        """
        if not data:
            raise BadPhoto(Reason.EMPTY)
        if len(data) > BYTES_MAX:
            raise BadPhoto(Reason.TOO_LARGE)
        decoded = await self._decoders.decode(data)
        return await asyncio.to_thread(self._keep, decoded, sha256(data).hexdigest(), key)

    async def look_at(self, data: bytes) -> bytes:
        """A photo as JPEG without metadata, decoded under the same limits and kept nowhere; raises BadPhoto."""
        if not data:
            raise BadPhoto(Reason.EMPTY)
        if len(data) > BYTES_MAX:
            raise BadPhoto(Reason.TOO_LARGE)
        return (await self._decoders.decode(data)).full

    def read(self, name: str, key: str) -> bytes:
        """The picture as JPEG; raises PhotoGone, or Tampered when the file is not what was kept."""
        return self._opened(name, FULL, key)

    def thumbnail(self, name: str, key: str) -> bytes:
        """The picture at most 320 px long, as JPEG; raises as `read` does."""
        return self._opened(name, THUMBNAIL, key)

    def seal_anew(self, name: str, key: str, *, under: str) -> str:
        """The same picture kept once more, durably, under another key: its name there. The first stays where it is.

        Raises as `read` does; nothing but the keys links the two.
        """
        full, thumbnail = self.read(name, key), self.thumbnail(name, key)
        return self._store(full, thumbnail, sha256(full).hexdigest(), under)

    def exists(self, name: str) -> bool:
        """Whether the photo lies here, whoever may still open it."""
        return self._file(name, FULL).exists()

    def names(self) -> Iterator[str]:
        """The name of every photo here, in no order."""
        return (file.stem for file in self._folder.glob(f"??/*.{FULL}"))

    def discard(self, name: str) -> None:
        """Remove a photo, durably; one that is not here is no error."""
        for part in (FULL, THUMBNAIL):
            self._file(name, part).unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            sync(self._file(name, FULL).parent)

    async def close(self) -> None:
        """End the workers."""
        await self._decoders.close()

    def _keep(self, decoded: Decoded, digest: str, key: str) -> Kept:
        name = self._store(decoded.full, decoded.thumbnail, digest, key)
        return Kept(
            name=name,
            width=decoded.width,
            height=decoded.height,
            bytes_count=len(decoded.full),
            place=decoded.place,
            phash=decoded.phash,
            taken_at=decoded.taken_at,
            turned=decoded.turned,
        )

    def _store(self, full: bytes, thumbnail: bytes, digest: str, key: str) -> str:
        name = self._seals.index("photo", f"{key}:{digest}")
        self._write(name, THUMBNAIL, self._seals.seal(key, thumbnail, _about(name, THUMBNAIL)))
        self._write(name, FULL, self._seals.seal(key, full, _about(name, FULL)))
        return name

    def _opened(self, name: str, part: str, key: str) -> bytes:
        try:
            return self._seals.open(key, self._file(name, part).read_bytes(), _about(name, part))
        except (FileNotFoundError, Erased) as error:
            raise PhotoGone(name) from error

    def _file(self, name: str, part: str) -> Path:
        if not NAME.fullmatch(name):
            raise PhotoGone("this is no name of a photo")
        return self._folder / name[:2] / f"{name}.{part}"

    def _write(self, name: str, part: str, sealed: bytes) -> None:
        """The whole file or none, there even if the power fails as soon as this returns."""
        file = self._file(name, part)
        draft = self._drafts / secrets.token_hex(16)
        try:
            with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
                out.write(sealed)
                out.flush()
                os.fsync(out.fileno())
            if not file.parent.exists():
                file.parent.mkdir(exist_ok=True, mode=0o700)
                sync(self._folder)
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
        sync(file.parent)

    def _sweep_drafts(self) -> None:
        for draft in self._drafts.iterdir():
            with suppress(FileNotFoundError):
                if draft.stat().st_mtime < time.time() - UNFINISHED_SECONDS_MAX:
                    draft.unlink()


def bits_apart(one: int, other: int) -> int:
    """How many of 64 bits two `phash` differ in: up to about 10 they show the same, 32 is chance."""
    return ((one ^ other) & (2**64 - 1)).bit_count()


def sync(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _about(name: str, part: str) -> str:
    return f"photo:{name}:{part}"
