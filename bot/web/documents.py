"""Files for the person themself: sealed in the spool, behind a link that opens once."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Callable
from datetime import datetime

from starlette.concurrency import run_in_threadpool

from bot.channels.channel import Document, Key, Unreachable
from bot.web import store
from bot.web.spool import Spool
from bot.web.store import Upload
from storage.database import Database, Transaction
from storage.seals import Erased, Seals

DOCUMENT_BYTES_MAX = 60_000_000  # more than what is ever packed
SOURCE = "file "  # what no browser names an upload of its own


class Documents:
    """Files on their way to a person, kept as uploads are: 72 hours at most, and gone once opened."""

    def __init__(self, database: Database, seals: Seals, spool: Spool, now: Callable[[], datetime]) -> None:
        self._database, self._seals, self._spool, self._now = database, seals, spool, now

    async def keep(self, address: str, document: Document, *, letter: str) -> Key:
        """Keep a letter's file, once however often it is tried; the key that opens it. Raises Unreachable."""
        session = await self._database.read(lambda tx: store.session_by_id(tx, address))
        if session is None:
            raise Unreachable
        id, source, now = secrets.token_hex(16), f"{SOURCE}{letter}", int(self._now().timestamp())
        try:
            counted = await self._spool.keep(id, session.seal_key, _all_of(document.data), bytes_max=DOCUMENT_BYTES_MAX)
        except Erased as error:
            raise Unreachable from error

        def work(tx: Transaction) -> str:
            if store.add_upload(tx, Upload(id, address, *counted, True), source=source, now=now):
                store.mark_heard(tx, address, source, now)
                return id
            kept = store.upload_by_source(tx, address, source)
            assert kept is not None, "it was there a moment ago"
            return kept.id

        kept = await self._database.take(work)
        if kept != id:
            self._spool.drop(id)
        return Key(document.name, url=f"/file/{kept}")

    async def opened(self, id: str) -> bytes | None:
        """A file's bytes, the first time; None where there is none, or it was opened before."""
        now = int(self._now().timestamp())

        def work(tx: Transaction) -> tuple[Upload, str] | None:
            found = store.take_file(tx, id, source=SOURCE, now=now)
            session = found and store.session_by_id(tx, found.session)
            return (found, session.seal_key) if found and session else None

        found = await self._database.take(work)
        if found is None:
            return None
        upload, key = found
        try:
            plain = await run_in_threadpool(self._spool.read, id, key, chunks=upload.chunks)
        except (FileNotFoundError, Erased):
            return None
        self._spool.drop(id)
        return plain


async def _all_of(data: bytes) -> AsyncIterator[bytes]:
    yield data
