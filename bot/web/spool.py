"""Photos on their way: bytes as they arrive, sealed chunk by chunk, until the errand has fetched them."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from storage.seals import Seals

# One chunk lies in memory at a time while a photo arrives; a phone's photo is 2 to 8 of them.
CHUNK_BYTES = 1 << 20
_LENGTH_BYTES = 4


class TooLarge(Exception):
    """More bytes than allowed arrived."""


class Spool:
    """A folder of sealed uploads, one file each, named by the upload's id."""

    def __init__(self, folder: Path, seals: Seals) -> None:
        self._folder = folder
        self._seals = seals

    def open(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    async def keep(self, id: str, key: str, incoming: AsyncIterator[bytes], *, bytes_max: int) -> tuple[int, int]:
        """Seal what comes in, durably: its bytes and its chunks, counted.

        Nothing stays where it breaks off; raises TooLarge at the first byte too many.
        """
        part = self._folder / f"{id}.part"
        try:
            counted = await self._write(part, id, key, incoming, bytes_max)
            await run_in_threadpool(_put_in_place, part, self._folder / id)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return counted

    async def _write(
        self, part: Path, id: str, key: str, incoming: AsyncIterator[bytes], bytes_max: int
    ) -> tuple[int, int]:
        waiting, chunks, arrived = bytearray(), 0, 0
        with part.open("xb") as file:
            async for piece in incoming:
                arrived += len(piece)
                if arrived > bytes_max:
                    raise TooLarge
                waiting += piece
                while len(waiting) >= CHUNK_BYTES:
                    chunk, waiting = bytes(waiting[:CHUNK_BYTES]), waiting[CHUNK_BYTES:]
                    file.write(await run_in_threadpool(self._sealed, id, key, chunks, chunk))
                    chunks += 1
            if waiting:
                file.write(await run_in_threadpool(self._sealed, id, key, chunks, bytes(waiting)))
                chunks += 1
        return arrived, chunks

    def _sealed(self, id: str, key: str, number: int, chunk: bytes) -> bytes:
        sealed = self._seals.seal(key, chunk, _about(id, number))
        return len(sealed).to_bytes(_LENGTH_BYTES) + sealed

    def read(self, id: str, key: str, *, chunks: int) -> bytes:
        """All bytes of an upload; raises FileNotFoundError, or ValueError where some of it is missing."""
        plain, lying = bytearray(), (self._folder / id).read_bytes()
        at = number = 0
        while at < len(lying):
            end = at + _LENGTH_BYTES + int.from_bytes(lying[at : at + _LENGTH_BYTES])
            plain += self._seals.open(key, lying[at + _LENGTH_BYTES : end], _about(id, number))
            at, number = end, number + 1
        if number != chunks:
            raise ValueError(f"upload {id} has {number} of {chunks} chunks")
        return bytes(plain)

    def drop(self, id: str) -> None:
        (self._folder / id).unlink(missing_ok=True)

    def lying_since(self, before: float) -> list[Path]:
        """Files not touched since `before` (seconds since 1970)."""
        return [path for path in self._folder.iterdir() if path.stat().st_mtime < before]


def _about(id: str, number: int) -> str:
    return f"web upload {id} {number}"


def _put_in_place(part: Path, final: Path) -> None:
    """Under its name only when it is whole and on the disk."""
    descriptor = os.open(part, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    part.rename(final)
    folder = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
