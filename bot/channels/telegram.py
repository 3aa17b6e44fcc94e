"""Telegram: hears by long polling or webhook, acknowledges after the turn, sends, edits and fetches."""

from __future__ import annotations

import asyncio
import hmac
import json
import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from operator import itemgetter
from typing import Any, TypeVar

import structlog
from pydantic import SecretStr
from pydantic_core import from_json
from telegram.request import BaseRequest

from bot.channels.channel import CannotEdit, Drawn, Limits, Rejected, SendingFailed, Take, TryLater
from bot.channels.telegram_calls import Calls, TokenRefused, Unchanged, refuse_open_http
from bot.channels.telegram_dressing import Commands, Descriptions, dressing
from bot.channels.telegram_sending import (
    Piece,
    Sent,
    compose,
    editing,
    is_private,
    keys_below,
    name_of,
    posting,
    sent_as,
    standing_menu,
    target,
)
from bot.channels.telegram_taking import Taking
from bot.channels.telegram_updates import ALLOWED_UPDATES, Reader
from dialogue.clean import CHARACTERS_MAX

API_BASE = "https://api.telegram.org/bot"
FILE_BASE = "https://api.telegram.org/file/bot"
POLL_SECONDS = 50  # Telegram's own maximum
POLL_GRACE_SECONDS = 10
WEBHOOK_CONNECTIONS_MAX = 40
WEBHOOK_BYTES_MAX = 1024 * 1024  # an update has some kilobytes
WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")  # Telegram's alphabet; 16 so that it can't be guessed
WAIT_SECONDS_MIN = 1.0
WAIT_SECONDS_MAX = 30.0

T = TypeVar("T")

log = structlog.get_logger(__name__)


class Telegram:
    """One bot.

    `commands`: scope (`all_private_chats`, …) to language to (command, description); `descriptions`: language
    to (description, short description). The first language of each is also everybody else's. With
    `webhook_url` the web server hands what it gets to `hear_webhook`; without, `listen` polls.
    """

    name = "telegram"

    def __init__(
        self,
        token: SecretStr,
        *,
        api_base: str = API_BASE,
        file_base: str = FILE_BASE,
        webhook_url: str | None = None,
        webhook_secret: SecretStr | None = None,
        commands: Commands | None = None,
        descriptions: Descriptions | None = None,
        text_max: int = CHARACTERS_MAX,
        poll_seconds: int = POLL_SECONDS,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        request: BaseRequest | None = None,
    ) -> None:
        bot_id, _, rest = token.get_secret_value().partition(":")
        if not (bot_id.isascii() and bot_id.isdigit() and rest):
            raise ValueError("this is no token of a Telegram bot: copy it again from @BotFather")
        if webhook_url:
            refuse_open_http(webhook_url)
            if not webhook_secret or not WEBHOOK_SECRET.fullmatch(webhook_secret.get_secret_value()):
                raise ValueError("a webhook needs a secret of 16 to 256 letters, digits, _ and -")
        self.limits = Limits()
        self._calls = Calls(token, api_base=api_base, file_base=file_base, request=request)
        self._webhook_url, self._webhook_secret = webhook_url, webhook_secret
        self._commands, self._descriptions = commands or {}, descriptions or {}
        self._poll_seconds = poll_seconds
        self.alone = "" if webhook_url else f"telegram:{bot_id}"  # one poller per token, on any number of machines
        reader = Reader(self.name, int(bot_id), username="", text_max=text_max, now=now)
        self._taking = Taking(self._calls, reader)
        self._is_introduced = False
        self._answered_at = time.monotonic()

    @property
    def silent_seconds(self) -> float:
        """Since Telegram last answered a poll; with a webhook, since it was first asked for our name in vain."""
        is_posted_to = self._webhook_url and self._is_introduced
        return 0.0 if is_posted_to else time.monotonic() - self._answered_at

    async def start(self) -> None:
        """Check the token and say how updates shall come. Raises TokenRefused.

        Telegram being out of reach is no reason not to start: `listen` goes on trying.
        """
        try:
            await self._introduce()
        except TokenRefused:
            raise
        except SendingFailed as error:
            log.warning("telegram is not reached yet", because=str(error))

    async def listen(self, take: Take) -> None:
        """Hear and take, for ever. With a webhook there is nothing to do here but to be introduced."""
        self._answered_at = time.monotonic()
        if not self._is_introduced:
            await self._patiently(self._introduce)
        if self._webhook_url:
            await asyncio.Event().wait()
        offset: int | None = None
        wait_seconds = WAIT_SECONDS_MIN
        while True:
            updates = await self._patiently(partial(self._updates, offset))
            self._answered_at = time.monotonic()
            untaken = await self._taking.take_all(updates, take)
            # An empty answer confirms the offset; without one, ids that start anew after a week are heard.
            offset = max((update["update_id"] for update in updates), default=-1) + 1 or None
            if untaken is None:
                wait_seconds = WAIT_SECONDS_MIN
                continue
            offset = untaken
            await asyncio.sleep(wait_seconds)
            wait_seconds = min(wait_seconds * 2, WAIT_SECONDS_MAX)

    async def hear_webhook(self, body: bytes, secret: str, take: Take) -> int:
        """The HTTP status for one posted update: 200 only after its turn, 503 where it should come again."""
        known = self._webhook_secret.get_secret_value() if self._webhook_secret else ""
        if not known or not hmac.compare_digest(secret.encode(errors="replace"), known.encode()):
            return 403
        if len(body) > WEBHOOK_BYTES_MAX:
            return 413
        if not self._is_introduced:  # without our own name a group's /bind@us would be another bot's
            return 503
        update = _parsed(body)
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return 400
        return 200 if await self._taking.take_one(update, take) else 503

    async def send(self, address: str, drawn: Drawn, *, id: str) -> str:
        """Send anew, in several messages where one does not hold it; the keys hang under the last."""
        keys = keys_below(drawn) or (standing_menu(drawn) if is_private(address) else None)
        pieces = compose(drawn, self.limits)
        common = {**target(address), "protect_content": drawn.protect or None}
        sent = []
        for piece in pieces:
            method, values = posting(piece)
            markup = keys if piece is pieces[-1] else None
            message = await self._calls(method, **common, **values, reply_markup=markup)
            sent.append(Sent(message["message_id"], piece.fingerprint))
        return name_of(sent)

    async def edit(self, address: str, message: str, drawn: Drawn, *, id: str) -> str:
        """Replace in place where text stays text and picture picture; else the old goes, a new one comes."""
        old = sent_as(message)
        pieces = compose(drawn, self.limits)
        if [bool(sent.fingerprint) for sent in old] != [bool(piece.picture) for piece in pieces]:
            await self._delete(address, old)
            return await self.send(address, drawn, id=id)
        keys = keys_below(drawn)
        for piece, sent in zip(pieces, old, strict=True):
            await self._edit(address, sent, piece, keys if sent is old[-1] else None)
        return name_of([Sent(sent.number, piece.fingerprint) for piece, sent in zip(pieces, old, strict=True)])

    async def delete(self, address: str, messages: Sequence[str]) -> None:
        """Take messages back on both sides, as Telegram allows for 48 hours in a private chat."""
        for message in messages:
            await self._delete(address, sent_as(message))

    async def pin(self, address: str, message: str, *, instead_of: str) -> None:
        """Pin a message without a sound. The one before is deleted; one too old for that is unpinned, without keys."""
        chat = target(address)["chat_id"]
        if instead_of:
            old = sent_as(instead_of)
            await self._delete(address, old)
            with suppress(CannotEdit, Rejected, Unchanged):
                await self._calls("unpinChatMessage", chat_id=chat, message_id=old[-1].number)
        last = sent_as(message)[-1]
        await self._calls("pinChatMessage", chat_id=chat, message_id=last.number, disable_notification=True)

    async def fetch(self, ref: str, *, bytes_max: int) -> bytes:
        """A photo's bytes by its file id."""
        file = await self._calls("getFile", file_id=ref)
        return await self._calls.download(file.get("file_path", ""), bytes_max=bytes_max)

    async def close(self) -> None:
        """Let answers under way go out, then let go of the connections."""
        await self._taking.close()
        await self._calls.close()

    async def _introduce(self) -> None:
        me = await self._calls("getMe")
        self._taking.reader = replace(self._taking.reader, username=me["username"])
        if self._webhook_url and self._webhook_secret:
            await self._calls(
                "setWebhook",
                url=self._webhook_url,
                secret_token=self._webhook_secret.get_secret_value(),
                allowed_updates=ALLOWED_UPDATES,
                max_connections=WEBHOOK_CONNECTIONS_MAX,
            )
        else:
            await self._calls("deleteWebhook")
        self._is_introduced = True
        self._taking.aside(self._dress())

    async def _dress(self) -> None:
        """The bot works without its commands and descriptions, so a failure is only logged."""
        for method, values in dressing(self._commands, self._descriptions):
            try:
                await self._calls(method, **values)
            except SendingFailed as error:
                log.warning("telegram did not take a setting", method=method, because=str(error))

    async def _updates(self, offset: int | None) -> list[dict[str, Any]]:
        updates = await self._calls(
            "getUpdates",
            offset=offset,
            timeout=self._poll_seconds,
            allowed_updates=ALLOWED_UPDATES,
            read_seconds=self._poll_seconds + POLL_GRACE_SECONDS,
        )
        if not isinstance(updates, list):
            raise TryLater
        sound = (u for u in updates if isinstance(u, dict) and isinstance(u.get("update_id"), int))
        return sorted(sound, key=itemgetter("update_id"))

    async def _patiently(self, call: Callable[[], Awaitable[T]]) -> T:
        """The outcome of a call that is tried until it succeeds."""
        wait_seconds = WAIT_SECONDS_MIN
        while True:
            try:
                return await call()
            except SendingFailed as error:
                asked = error.after_seconds if isinstance(error, TryLater) else None
                log.warning("telegram is not reached", because=str(error), kind=type(error).__name__)
            await asyncio.sleep(asked or wait_seconds)
            wait_seconds = min(wait_seconds * 2, WAIT_SECONDS_MAX)

    async def _edit(self, address: str, sent: Sent, piece: Piece, keys: Mapping[str, Any] | None) -> None:
        method, values = editing(piece, sent)
        chat = target(address)["chat_id"]
        with suppress(Unchanged):
            await self._calls(method, chat_id=chat, message_id=sent.number, **values, reply_markup=keys)

    async def _delete(self, address: str, old: Sequence[Sent]) -> None:
        """Take messages away; one that is too old for that loses its keys at least."""
        chat = target(address)["chat_id"]
        for sent in old:
            try:
                await self._calls("deleteMessage", chat_id=chat, message_id=sent.number)
            except (CannotEdit, Rejected):
                with suppress(CannotEdit, Rejected, Unchanged):
                    await self._calls("editMessageReplyMarkup", chat_id=chat, message_id=sent.number)


def _parsed(body: bytes) -> Any:
    """JSON as Telegram sends it, None where it is none; half a surrogate pair is let through, as people type it."""
    try:
        return from_json(body)
    except ValueError:
        pass
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
