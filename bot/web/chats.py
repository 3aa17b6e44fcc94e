"""Chats as they are kept: sealed under a key of the session, read again after a reload or a restart."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Any

from starlette.concurrency import run_in_threadpool

from bot.channels.channel import CannotEdit, Drawn, Key, Unreachable
from bot.web import store
from bot.web.spool import Spool
from bot.web.store import Session, Stored
from storage.database import Database, Transaction
from storage.seals import Erased, Seals

# A screen or two of talk; what is older comes on asking, so that a long chat opens as fast as a short one.
MESSAGES_SHOWN = 200
# What stands before the id of a person's own message, and what one that was taken back was last edited by.
MINE, GONE = "mine:", "gone"
# Photos of one chat that wait to be fetched: four albums of nine, and some.
UPLOADS_WAITING_MAX = 40


@dataclass(frozen=True, slots=True)
class Past:
    """What a browser is shown: messages in order, the standing menu, and up to which change that is true."""

    messages: list[dict[str, Any]]
    menu: list[Any]
    change: int
    earlier: bool


class Chats:
    """Everything that is remembered of chats in browsers."""

    def __init__(self, database: Database, seals: Seals, spool: Spool, now: Callable[[], datetime]) -> None:
        self.spool = spool
        self._database = database
        self._seals = seals
        self._now = now

    async def open(self) -> tuple[str, Session]:
        """A new chat: the token that opens it, of which only a hash is kept, and the session."""
        token = secrets.token_urlsafe(32)
        return token, await self._add(self._seals.index("web-session", token), fixed=False)

    async def open_fixed(self, seat: str) -> Session:
        """The chat of a seat that has no token; the same one after every restart."""
        hashed = self._seals.index("web-seat", seat)
        found = await self._database.read(lambda tx: store.session_by_token(tx, hashed))
        return found or await self._add(hashed, fixed=True)

    async def _add(self, hashed: str, *, fixed: bool) -> Session:
        key = await run_in_threadpool(self._seals.new_key)
        id, now = secrets.token_hex(16), self._seconds()
        session = await self._database.take(
            lambda tx: store.add_session(tx, id=id, token_hash=hashed, seal_key=key, fixed=fixed, now=now)
        )
        assert session is not None
        if session.seal_key != key:
            await run_in_threadpool(self._seals.destroy, key)
        return session

    async def by_token(self, token: str) -> Session | None:
        hashed = self._seals.index("web-session", token)
        return await self._database.read(lambda tx: store.session_by_token(tx, hashed))

    async def by_id(self, session: str) -> Session | None:
        return await self._database.read(lambda tx: store.session_by_id(tx, session))

    async def seen(self, session: Session) -> None:
        now = self._seconds()
        await self._database.take(lambda tx: store.seen(tx, session.id, now))

    async def say(self, address: str, drawn: Drawn, *, letter: str) -> int:
        """Keep a letter as a message; its number, the same however often it is said."""
        body, now = _body(drawn), self._seconds()

        def work(tx: Transaction) -> int:
            session = self._held(tx, address)
            if said := store.message_by_source(tx, address, mine=False, source=letter):
                return said.number
            number = store.next_change(tx, session)
            sealed = self._seal(session, letter, body)
            store.add_message(tx, address, number=number, mine=False, source=letter, body=sealed, now=now)
            self._put_picture(tx, session, number, drawn.picture)
            self._put_menu(tx, session, drawn)
            return number

        return await self._database.take(work)

    async def replace(self, address: str, number: int, drawn: Drawn, *, letter: str) -> None:
        """Replace what a message says; the same letter twice does so once."""
        body = _body(drawn)

        def work(tx: Transaction) -> None:
            session = self._held(tx, address)
            said = store.message(tx, address, number)
            if said is None or said.mine:
                raise CannotEdit
            if said.edited_by == letter:
                return
            change = store.next_change(tx, session)
            sealed = self._seal(session, said.source, body)
            store.replace_message(tx, address, number, change=change, edited_by=letter, body=sealed)
            self._put_picture(tx, session, number, drawn.picture)
            self._put_menu(tx, session, drawn)

        await self._database.take(work)

    async def take_back(self, address: str, messages: Sequence[str]) -> None:
        """Empty messages, with their pictures and photos: ours by number, the person's own by MINE and its source."""

        def work(tx: Transaction) -> list[str]:
            session = self._held(tx, address)
            found = [self._named(tx, address, message) for message in messages]
            uploads = []
            for said in (said for said in found if said):
                change = store.next_change(tx, session)
                session = replace(session, changes=change)
                sealed = self._seal(session, said.source, {"gone": True, "text": "", "keys": []})
                store.replace_message(tx, address, said.number, change=change, edited_by=GONE, body=sealed)
                store.drop_picture(tx, address, said.number)
                uploads += store.drop_upload(tx, address, said.source) if said.mine else []
            return uploads

        for upload in await self._database.take(work):
            await run_in_threadpool(self.spool.drop, upload)

    def _named(self, tx: Transaction, address: str, message: str) -> Stored | None:
        if message.startswith(MINE):
            return store.message_by_source(tx, address, mine=True, source=message.removeprefix(MINE))
        return store.message(tx, address, int(message))

    async def keep_mine(
        self, address: str, source: str, body: dict[str, Any], upload: store.Upload | None = None
    ) -> None:
        """Keep what the person said, before its turn is taken; the same source twice keeps it once."""
        now = self._seconds()

        def work(tx: Transaction) -> None:
            session = self._held(tx, address)
            if store.message_by_source(tx, address, mine=True, source=source):
                return
            number = store.next_change(tx, session)
            sealed = self._seal(session, source, body)
            store.add_message(tx, address, number=number, mine=True, source=source, body=sealed, now=now)
            if upload:
                store.add_upload(tx, upload, source=source, now=now)

        await self._database.take(work)

    async def heard(self, address: str, source: str) -> None:
        now = self._seconds()
        await self._database.take(lambda tx: store.mark_heard(tx, address, source, now))

    async def past(self, session: Session, *, before: int | None = None) -> Past:
        """The latest messages, or the latest with a number below `before`."""
        limit = before if before is not None else 1 << 62

        def work(tx: Transaction) -> tuple[Session | None, list[Stored]]:
            now = store.session_by_id(tx, session.id)
            return now, store.messages_before(tx, session.id, limit, MESSAGES_SHOWN + 1)

        now, found = await self._database.read(work)
        shown = [self._shown(session, stored) for stored in reversed(found[:MESSAGES_SHOWN])]
        change = now.changes if now else session.changes
        return Past(shown, self._menu(now or session), change, len(found) > MESSAGES_SHOWN)

    async def after(self, session: Session, change: int) -> list[dict[str, Any]]:
        """What was said or replaced after a change, oldest first."""
        found = await self._database.read(lambda tx: store.messages_after(tx, session.id, change, MESSAGES_SHOWN))
        return [self._shown(session, stored) for stored in found]

    async def menu(self, session: Session) -> list[Any]:
        return self._menu(await self.by_id(session.id) or session)

    async def picture(self, session: Session, number: int) -> bytes | None:
        """A picture of this very session's chat, a JPEG; None where there is none, or none of theirs."""
        sealed = await self._database.read(lambda tx: store.picture(tx, session.id, number))
        return sealed and self._seals.open(session.seal_key, sealed, _about_picture(session.id, number))

    async def keep_preview(self, session: Session, source: str, small: bytes) -> bool:
        """Keep the small picture a browser made of the photo it sent; False where it sent none such."""

        def work(tx: Transaction) -> bool:
            said = store.message_by_source(tx, session.id, mine=True, source=source)
            if said is None or store.upload_by_source(tx, session.id, source) is None:
                return False
            self._put_picture(tx, session, said.number, small)
            return True

        return await self._database.take(work)

    async def upload_by_source(self, session: Session, source: str) -> store.Upload | None:
        return await self._database.read(lambda tx: store.upload_by_source(tx, session.id, source))

    async def has_room(self, session: Session) -> bool:
        """Whether one more photo may wait in this chat."""
        waiting = await self._database.read(lambda tx: store.uploads_waiting(tx, session.id))
        return waiting < UPLOADS_WAITING_MAX

    async def fetch(self, upload: str) -> bytes | None:
        """The bytes of an upload; None where it is gone."""

        def work(tx: Transaction) -> tuple[store.Upload, Session] | None:
            found = store.upload(tx, upload)
            session = found and store.session_by_id(tx, found.session)
            return (found, session) if found and session else None

        known = await self._database.read(work)
        if known is None:
            return None
        found, session = known
        try:
            plain = await run_in_threadpool(self.spool.read, upload, session.seal_key, chunks=found.chunks)
        except (FileNotFoundError, Erased):
            return None
        now = self._seconds()
        await self._database.take(lambda tx: store.mark_fetched(tx, upload, now))
        return plain

    def _held(self, tx: Transaction, address: str) -> Session:
        """The session, its row locked: what happens in one chat happens one after another."""
        session = store.session_by_id(tx, address, locked=True)
        if session is None:
            raise Unreachable
        return session

    def _seal(self, session: Session, source: str, body: dict[str, Any]) -> bytes:
        plain = json.dumps(body, ensure_ascii=False).encode()
        try:
            return self._seals.seal(session.seal_key, plain, _about_message(session.id, source))
        except Erased as error:
            raise Unreachable from error

    def _put_picture(self, tx: Transaction, session: Session, number: int, picture: bytes | None) -> None:
        if picture is None:
            store.drop_picture(tx, session.id, number)
            return
        about = _about_picture(session.id, number)
        store.put_picture(tx, session.id, number, self._seals.seal(session.seal_key, picture, about))

    def _put_menu(self, tx: Transaction, session: Session, drawn: Drawn) -> None:
        if drawn.menu:
            plain = json.dumps(_rows(drawn.menu), ensure_ascii=False).encode()
            store.set_menu(tx, session.id, self._seals.seal(session.seal_key, plain, _about_menu(session.id)))

    def _menu(self, session: Session) -> list[Any]:
        if session.menu is None:
            return []
        plain = self._seals.open(session.seal_key, session.menu, _about_menu(session.id))
        return list(json.loads(plain))

    def _shown(self, session: Session, stored: Stored) -> dict[str, Any]:
        about = _about_message(session.id, stored.source)
        shown: dict[str, Any] = {
            "number": stored.number,
            "change": stored.change,
            "mine": stored.mine,
            "at": stored.said_at,
            **json.loads(self._seals.open(session.seal_key, stored.body, about)),
        }
        if stored.mine:
            shown |= {"source": stored.source, "heard": stored.heard, "pictured": stored.has_picture}
        return shown

    def _seconds(self) -> int:
        return int(self._now().timestamp())


def _body(drawn: Drawn) -> dict[str, Any]:
    body: dict[str, Any] = {"text": drawn.text, "language": drawn.language, "keys": _rows(drawn.keys)}
    if drawn.picture is not None:
        from PIL import Image  # loaded when the first picture is sent

        with Image.open(BytesIO(drawn.picture)) as picture:
            body["picture"] = list(picture.size)
    if drawn.protect:
        body["protect"] = True
    if drawn.map:
        body["map"] = drawn.map
    return body


def _rows(rows: tuple[tuple[Key, ...], ...]) -> list[list[list[str]]]:
    return [[[key.label, key.press, key.url] for key in row] for row in rows]


def _about_message(session: str, source: str) -> str:
    return f"web message {session} {source}"


def _about_picture(session: str, number: int) -> str:
    return f"web picture {session} {number}"


def _about_menu(session: str) -> str:
    return f"web menu {session}"
