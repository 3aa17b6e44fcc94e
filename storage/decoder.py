"""The worker processes that decode photos: started when needed, bounded in time, replaced when they fail."""

from __future__ import annotations

import asyncio
import json
import os
import struct
import sys
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

PHOTO_SECONDS_MAX = 10.0  # wall clock; an ordinary photo of 12 megapixels takes about 0.3 s
START_SECONDS_MAX = 30.0
IDLE_SECONDS = 60.0  # then an unused worker ends, and its memory with it
LENGTH = struct.Struct("!I")  # every frame is its length in bytes, then the bytes
READY = b"ready"


class Reason(StrEnum):
    """Why a photo is not kept."""

    EMPTY = "empty"
    NOT_A_PHOTO = "not_a_photo"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    BROKEN = "broken"


class BadPhoto(Exception):
    """These bytes can't be kept as a photo; nothing of them was."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A place from a file, in degrees. EXIF means WGS-84, phones sold in China vary: the datum is unknown."""

    latitude: float
    longitude: float
    accuracy_m: float | None = None
    source: str = "file"
    datum: str = "unknown"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A photo as it may be kept: JPEG without metadata; what its file said beside the picture.

    phash: 64 bits, signed, alike for alike pictures; turned: the same after one, two and three quarter turns.
    taken_at: local time as the camera had it, ISO 8601.
    """

    full: bytes
    thumbnail: bytes
    width: int
    height: int
    phash: int
    turned: tuple[int, ...]
    place: FilePlace | None
    taken_at: str | None


class Decoders:
    """At most `count` workers, each decoding one photo at a time; the rest of the callers wait their turn."""

    def __init__(
        self,
        count: int = 1,
        *,
        photo_seconds_max: float = PHOTO_SECONDS_MAX,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self._turns = asyncio.Semaphore(count)
        self._photo_seconds_max = photo_seconds_max
        self._idle_seconds = idle_seconds
        self._idle: dict[_Worker, asyncio.TimerHandle] = {}
        self._ending: set[asyncio.Task[None]] = set()

    async def decode(self, data: bytes) -> Decoded:
        """One photo decoded; raises BadPhoto. A worker that dies or hangs over it is replaced."""
        async with self._turns:
            worker = await self._worker()
            try:
                decoded = await asyncio.wait_for(worker.decode(data), self._photo_seconds_max)
            except BadPhoto:
                self._rest(worker)
                raise
            except (TimeoutError, OSError, EOFError) as error:
                self._end(worker)
                raise BadPhoto(Reason.BROKEN) from error
            except BaseException:
                self._end(worker)
                raise
            self._rest(worker)
            return decoded

    async def close(self) -> None:
        """End every worker."""
        for worker in list(self._idle):
            self._retire(worker)
        await asyncio.gather(*self._ending)

    async def _worker(self) -> _Worker:
        while self._idle:
            worker, timer = self._idle.popitem()
            timer.cancel()
            if worker.is_alive:
                return worker
            self._end(worker)
        return await _Worker.start()

    def _rest(self, worker: _Worker) -> None:
        later = asyncio.get_running_loop().call_later(self._idle_seconds, self._retire, worker)
        self._idle[worker] = later

    def _retire(self, worker: _Worker) -> None:
        self._idle.pop(worker).cancel()
        self._end(worker)

    def _end(self, worker: _Worker) -> None:
        task = asyncio.get_running_loop().create_task(worker.end())
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)


class _Worker:
    """One process running `storage.decode`, without our environment: no token and no key is in its reach."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process, self._to, self._from = process, process.stdin, process.stdout

    @classmethod
    async def start(cls) -> _Worker:
        """A worker that said it is ready; raises RuntimeError when it can't, which is no photo's fault."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "storage.decode"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=Path(__file__).parent.parent,
            env={
                "PATH": os.defpath,
                "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
                "LC_ALL": "C.UTF-8",
                "MALLOC_ARENA_MAX": "1",  # a codec's threads reserve no address space of their own
                "MALLOC_MMAP_THRESHOLD_": "1000000",  # whole pictures go back to the system when freed
            },
            start_new_session=True,
        )
        worker = cls(process)
        try:
            assert await asyncio.wait_for(worker._frame(), START_SECONDS_MAX) == READY
        except (TimeoutError, OSError, EOFError) as error:
            await worker.end()
            raise RuntimeError("the photo decoder does not start; see its error output") from error
        except BaseException:
            await worker.end()
            raise
        return worker

    @property
    def is_alive(self) -> bool:
        """Asked of the system itself: asyncio learns a moment later, and a photo would be blamed for it."""
        with suppress(ChildProcessError):
            return os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
        return False

    async def decode(self, data: bytes) -> Decoded:
        self._to.write(LENGTH.pack(len(data)))
        self._to.write(data)
        await self._to.drain()
        facts = json.loads(await self._frame())
        if "bad" in facts:
            raise BadPhoto(Reason(facts["bad"]))
        place, facts["turned"] = facts.pop("place"), tuple(facts["turned"])
        full, thumbnail = await self._frame(), await self._frame()
        return Decoded(full=full, thumbnail=thumbnail, place=FilePlace(*place) if place else None, **facts)

    async def end(self) -> None:
        with suppress(ProcessLookupError):
            self._process.kill()
        self._to.close()
        await self._process.wait()

    async def _frame(self) -> bytes:
        (length,) = LENGTH.unpack(await self._from.readexactly(LENGTH.size))
        return await self._from.readexactly(length)
