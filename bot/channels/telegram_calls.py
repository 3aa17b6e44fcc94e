"""Calls to the Bot API through python-telegram-bot's transport; its errors become the channel's own.

Its Bot makes an object of every value and every answer, 200 to 300 µs a call; the transport below it, which knows
connections, time limits, uploads and what Telegram's refusals mean, takes a form and gives plain values.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
import os
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast
from urllib.parse import quote, urlsplit

import httpx
from pydantic import SecretStr
from pydantic_core import to_json
from telegram import InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from bot.channels.channel import CannotEdit, Moved, Rejected, SendingFailed, TooLarge, TryLater, Unreachable

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's coming form of waits; without, it warns at each

CONNECTIONS_MAX = 32  # Telegram lets a bot send about 30 messages a second
DOWNLOAD_SECONDS_MAX = 60.0  # 20 MB over a slow line
TOKEN_REFUSED_WAIT_SECONDS = 60.0

# By what Telegram writes in its 400s (it gives no codes), in lower case.
_UNCHANGED = ("message is not modified",)
_CANNOT_EDIT = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message",
    "there is no caption in the message",
    "there is no media in the message",
)
_UNREACHABLE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "chat_write_forbidden",
    "have no rights to send a message",
    "not enough rights to send text messages",
    "user is deactivated",
)
_TOPIC_GONE = ("message thread not found", "topic_deleted", "topic_closed")
_MAY_COME = ("temporarily unavailable",)


class TokenRefused(TryLater):
    """Telegram does not know the token; letters wait until the operator has mended it."""

    def __init__(self) -> None:
        super().__init__(TOKEN_REFUSED_WAIT_SECONDS)
        self.args = ("Telegram refuses the bot's token: copy it again from @BotFather",)


class OtherPoller(SendingFailed):
    """Another process asks for the same bot's updates."""


class Unchanged(SendingFailed):
    """An edit that changes nothing."""


class _Transport(HTTPXRequest):
    """PTB's transport, which would log a whole answer that is no JSON, and people's words with it."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        try:
            parsed = json.loads(payload.decode(errors="replace"))
        except (ValueError, RecursionError):
            parsed = None
        if not isinstance(parsed, dict):
            raise TelegramError("the server's answer is no JSON object")
        return parsed


class _Form:
    """A call's values as its form's fields, and files beside them: what a transport asks of PTB's RequestData.

    That class is final, and made by PTB's own way from methods to values, which costs as much as drawing the message.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        files = {name: value.field_tuple for name, value in values.items() if isinstance(value, InputFile)}
        self.parameters = {name: value for name, value in values.items() if value is not None and name not in files}
        self.multipart_data = files
        self.contains_files = bool(files)

    @property
    def json_parameters(self) -> dict[str, str]:
        """The fields as a form sends them: whatever is no text as JSON."""
        fields = self.parameters.items()
        return {name: value if isinstance(value, str) else to_json(value).decode() for name, value in fields}


class Calls:
    """The connection to one bot's API and its files."""

    def __init__(self, token: SecretStr, *, api_base: str, file_base: str, request: BaseRequest | None = None) -> None:
        for base in (api_base, file_base):
            refuse_open_http(base)
        settings: dict[str, Any] = {} if urlsplit(api_base).scheme == "https" else {"trust_env": False}
        self._polling = _Transport(connection_pool_size=2, pool_timeout=10, httpx_kwargs=settings)
        self._calling = request or _Transport(
            connection_pool_size=CONNECTIONS_MAX,
            read_timeout=15,
            write_timeout=15,
            pool_timeout=10,
            httpx_kwargs=settings,
        )
        self._base = api_base + token.get_secret_value()
        self._files = httpx.AsyncClient(follow_redirects=False, timeout=15, **settings)
        self._file_base = file_base + token.get_secret_value()

    async def __call__(self, method: str, /, *, read_seconds: float | None = None, **values: Any) -> Any:
        """What a method of the Bot API gives back, as plain values. Raises SendingFailed."""
        request = self._polling if method == "getUpdates" else self._calling
        waits: dict[str, Any] = {} if read_seconds is None else {"read_timeout": read_seconds}
        form = cast(RequestData, _Form(values))
        try:
            return await request.post(f"{self._base}/{method}", form, **waits)
        except TelegramError as error:
            raise failure(error, chat=str(values.get("chat_id", ""))) from error

    async def download(self, path: str, *, bytes_max: int) -> bytes:
        """A file's bytes. Never more than `bytes_max` are held, and no other host is asked."""
        parts = path.split("/")
        if not path or urlsplit(path).scheme or any(part in ("", ".", "..") for part in parts):
            raise Rejected("the file's path is not one we ask for")
        try:
            async with asyncio.timeout(DOWNLOAD_SECONDS_MAX):
                return await self._stream(f"{self._file_base}/{quote(path)}", bytes_max)
        except (httpx.HTTPError, TimeoutError) as error:
            raise TryLater from error

    async def _stream(self, url: str, bytes_max: int) -> bytes:
        async with self._files.stream("GET", url, headers={"Accept-Encoding": "identity"}) as answer:
            if answer.status_code == 429 or answer.status_code >= 500:
                raise TryLater
            if answer.status_code != 200 or "Content-Encoding" in answer.headers:
                raise Rejected(f"the file server answered {answer.status_code}")
            data = bytearray()
            async for chunk in answer.aiter_raw():
                data += chunk
                if len(data) > bytes_max:
                    raise TooLarge(f"the file is larger than {bytes_max} bytes")
            return bytes(data)

    async def close(self) -> None:
        await asyncio.gather(self._polling.shutdown(), self._calling.shutdown(), self._files.aclose())


def refuse_open_http(url: str) -> None:
    """Raises ValueError where the token, or what people say, would travel in the open."""
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname or "")):
        return
    raise ValueError(f"{parts.scheme}://{parts.hostname} is not safe: use https (http only on this machine)")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def failure(error: TelegramError, *, chat: str = "") -> SendingFailed:
    """What an error of the library means to whoever wanted to send; `chat` is where it went."""
    if isinstance(error, RetryAfter):
        after = error.retry_after
        seconds = after.total_seconds() if isinstance(after, timedelta) else float(after)
        return TryLater(seconds, flood=True)
    if isinstance(error, ChatMigrated):
        return Moved(str(error.new_chat_id))
    if isinstance(error, Forbidden):
        return Unreachable(error.message)
    if isinstance(error, Conflict):
        return OtherPoller(error.message)
    if isinstance(error, InvalidToken):
        return TokenRefused()
    if isinstance(error, BadRequest):
        return _refusal(error.message, chat)
    return TryLater(flood="too many requests" in error.message.lower())


def _refusal(message: str, chat: str) -> SendingFailed:
    kinds: Mapping[tuple[str, ...], SendingFailed] = {
        _UNCHANGED: Unchanged(message),
        _CANNOT_EDIT: CannotEdit(message),
        _UNREACHABLE: Unreachable(message),
        _TOPIC_GONE: Moved(chat),
        _MAY_COME: TryLater(),
    }
    low = message.lower()
    return next((kind for words, kind in kinds.items() if any(word in low for word in words)), Rejected(message))
