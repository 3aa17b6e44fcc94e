"""What is not kept: words without consent, chats that are erased, and what nobody came back for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from starlette.concurrency import run_in_threadpool

from bot.web import store
from bot.web.spool import Spool
from bot.web.store import Session
from storage import mailbox
from storage.database import Database, Transaction
from storage.seals import Seals

UNHEARD_KEPT = timedelta(minutes=30)  # an upload whose turn never came; the page retries for far less
FETCHED_KEPT = timedelta(minutes=30)  # an errand that failed after fetching may fetch again
UNFETCHED_KEPT = timedelta(hours=72)  # as long as a draft lives
MESSAGES_KEPT = timedelta(days=180)
UNUSED_KEPT = timedelta(days=1)
SWEPT_AT_ONCE = 500


class LettingGo:
    """Lets go of chats and what lies in them."""

    def __init__(self, database: Database, seals: Seals, spool: Spool) -> None:
        self._database = database
        self._seals = seals
        self._spool = spool

    async def forget_said(self, address: str) -> None:
        """Drop what the person said in this chat, photos with it: consent was not given."""

        def work(tx: Transaction) -> list[str]:
            uploads = store.uploads_of(tx, address)
            store.drop_said(tx, address)
            return uploads

        for upload in await self._database.take(work):
            self._spool.drop(upload)

    async def forget(self, address: str) -> None:
        """Destroy the chat's key, so that no copy of it can be read anywhere, and drop it."""
        session = await self._database.read(lambda tx: store.session_by_id(tx, address))
        if session is None:
            return
        await self.forget_said(address)
        await run_in_threadpool(self._seals.destroy, session.seal_key)
        await self._database.take(lambda tx: _drop(tx, address))

    async def forget_erased(self, destroyed: Collection[str]) -> None:
        """Drop chats whose key is destroyed though they lie here: what a restore brought back."""
        sessions = await self._database.read(store.all_sessions)
        for session in sessions:
            if session.seal_key in destroyed:
                await self.forget(session.id)

    async def sweep(self, now: datetime) -> int:
        """Let go of what nobody came back for; how many things that were."""

        def work(tx: Transaction) -> tuple[int, set[str], list[Session]]:
            dropped = store.drop_uploads(
                tx,
                unheard_before=_seconds(now - UNHEARD_KEPT),
                fetched_before=_seconds(now - FETCHED_KEPT),
                unfetched_before=_seconds(now - UNFETCHED_KEPT),
            )
            dropped += store.drop_messages(tx, said_before=_seconds(now - MESSAGES_KEPT))
            unused = store.unused_sessions(tx, seen_before=_seconds(now - UNUSED_KEPT), most=SWEPT_AT_ONCE)
            return dropped, store.upload_ids(tx), unused

        dropped, uploads, unused = await self._database.take(work)
        for session in unused:
            await self.forget(session.id)
        for path in await run_in_threadpool(self._spool.lying_since, (now - UNHEARD_KEPT).timestamp()):
            if path.name not in uploads:
                path.unlink(missing_ok=True)
        return dropped + len(unused)


def _drop(tx: Transaction, address: str) -> None:
    """A chat with all that was said in it, and that anything was heard from it."""
    store.drop_session(tx, address)
    mailbox.forget_heard(tx, "web", address)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
