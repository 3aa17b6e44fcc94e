"""Telegram without a network: raw updates go in, calls of the Bot API come out; only the wire between is ours."""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from pydantic import SecretStr
from telegram.request import BaseRequest, RequestData

from bot.channels.channel import Answer, Drawn, Key
from bot.channels.telegram import Telegram
from dialogue.hear import Change, Command, Heard, Part, Photo, Place, Press, Unusable, Words
from tests.world import LAVISH, Shown, fetched, is_group

BOT_ID = 4242
SECRET = "a-secret-of-tests_0123"
LANGUAGES = {"zh": "zh-hans"}
SENDING = ("sendMessage", "sendPhoto", "editMessageText", "editMessageCaption", "editMessageMedia", "sendDocument")

Call = tuple[str, dict[str, Any], bytes | None]


class Wire(BaseRequest):
    """Answers every call as Telegram would, and remembers what each message shows now."""

    def __init__(self) -> None:
        self.is_refused: Callable[[str], bool] = lambda address: False
        self.answers: list[dict[str, Any]] = []
        self.pictures: dict[int, bytes] = {}
        self.contents: dict[int, tuple[Any, ...]] = {}
        self._numbers = itertools.count(1)
        self.within: ContextVar[list[Call] | None] = ContextVar("within", default=None)

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to let go of."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        name = url.rsplit("/", 1)[-1]
        values = dict(request_data.parameters) if request_data else {}
        files = request_data.multipart_data if request_data else {}
        picture: Any = next((file[1] for kind, file in (files or {}).items() if kind != "document"), None)
        if name == "getMe":
            return _ok({"id": BOT_ID, "is_bot": True, "first_name": "Starlight", "username": "starlight_bot"})
        if name == "answerCallbackQuery":
            self.answers.append(values)
            return _ok(True)
        if name not in (*SENDING, "deleteMessage", "editMessageReplyMarkup"):
            return _ok(True)
        if self.is_refused(str(values["chat_id"])):
            text = "Forbidden: bot can't initiate conversation with a user"
            return 403, json.dumps({"ok": False, "error_code": 403, "description": text}).encode()
        return self._put(name, values, bytes(picture) if picture is not None else None)

    def _put(self, name: str, values: dict[str, Any], picture: bytes | None) -> tuple[int, bytes]:
        number = int(values.get("message_id") or next(self._numbers))
        if picture:
            self.pictures[number] = picture
        content = (values.get("text", values.get("caption")), json.dumps(values.get("reply_markup")), picture)
        if name.startswith("edit") and self.contents.get(number) == content:
            text = "Bad Request: message is not modified: specified new message content"
            return 400, json.dumps({"ok": False, "error_code": 400, "description": text}).encode()
        self.contents[number] = content
        calls = self.within.get()
        if calls is not None and name in SENDING:
            calls.append((name, {**values, "message_id": number}, self.pictures.get(number)))
        return _ok({"message_id": number, "date": 0, "chat": {"id": values["chat_id"], "type": "private"}})


class TelegramInHand(Telegram):
    """The real channel on that wire; files come from the test."""

    def __init__(self) -> None:
        self.wire = Wire()
        super().__init__(
            SecretStr(f"{BOT_ID}:token"),
            webhook_url="https://example.org/hook",
            webhook_secret=SecretStr(SECRET),
            request=self.wire,
        )
        self.limits = LAVISH
        self.shown: list[Shown] = []
        self.files: dict[str, bytes] = {}
        self.gone: list[tuple[str, str]] = []
        self.pinned: dict[str, int] = {}
        self._ids = itertools.count(1)
        self._numbers: dict[str, int] = {}
        self._is_editing: ContextVar[bool] = ContextVar("is_editing", default=False)

    def address_for(self, name: str, n: int) -> str:
        return str(-100_000 - n if is_group(name) else 1_000 + n)

    @property
    def is_refused(self) -> Callable[[str], bool]:
        return self.wire.is_refused

    @is_refused.setter
    def is_refused(self, refused: Callable[[str], bool]) -> None:
        self.wire.is_refused = refused

    async def say(self, heard: Heard, take: Any) -> Answer:
        """As a raw update through the webhook; the answer is what the press was answered with."""
        if not self._is_introduced:
            await self._introduce()
        number = self._numbers.setdefault(heard.id, next(self._ids))
        self.wire.answers.clear()
        status = await self.hear_webhook(json.dumps(_update(number, heard)).encode(), SECRET, take)
        assert status == 200, "an update was not taken"
        while self._taking._aside:
            await next(iter(self._taking._aside))
        said = self.wire.answers[-1] if self.wire.answers else {}
        if "url" in said:
            return Answer(open_private=True)
        return Answer(said.get("text", ""), alert=bool(said.get("show_alert")))

    async def send(self, address: str, drawn: Drawn, *, id: str) -> str:
        if self._is_editing.get():
            return await super().send(address, drawn, id=id)
        with self._gathered(address, drawn, is_edit=False):
            return await super().send(address, drawn, id=id)

    async def edit(self, address: str, message: str, drawn: Drawn, *, id: str) -> str:
        mark = self._is_editing.set(True)
        try:
            with self._gathered(address, drawn, is_edit=True):
                return await super().edit(address, message, drawn, id=id)
        finally:
            self._is_editing.reset(mark)

    async def delete(self, address: str, messages: Sequence[str]) -> None:
        await super().delete(address, messages)
        self.gone += [(address, message) for message in messages]

    async def pin(self, address: str, message: str, *, instead_of: str) -> None:
        await super().pin(address, message, instead_of=instead_of)
        self.pinned[address] = int(message)

    async def fetch(self, ref: str, *, bytes_max: int) -> bytes:
        return fetched(self.files, ref, bytes_max)

    @contextmanager
    def _gathered(self, address: str, drawn: Drawn, *, is_edit: bool) -> Iterator[None]:
        """Everything sent within is one thing shown."""
        calls: list[Call] = []
        mark = self.wire.within.set(calls)
        try:
            yield
        finally:
            self.wire.within.reset(mark)
        if calls:
            self.shown.append(_shown(address, calls, drawn, is_edit=is_edit))


def _ok(result: Any) -> tuple[int, bytes]:
    return 200, json.dumps({"ok": True, "result": result}).encode()


def _shown(address: str, calls: list[Call], drawn: Drawn, *, is_edit: bool) -> Shown:
    texts = [html.unescape(re.sub(r"</?b>", "", _typed(values))) for _, values, _ in calls]
    markup: dict[str, Any] = calls[-1][1].get("reply_markup") or {}
    rows = markup.get("inline_keyboard", [])
    keys = tuple(tuple(Key(k["text"], k.get("callback_data", ""), k.get("url", "")) for k in row) for row in rows)
    return Shown(
        address,
        int(calls[-1][1]["message_id"]),
        "\n".join(filter(None, texts)),
        keys,
        next((picture for *_, picture in calls if picture), None),
        drawn.menu if "keyboard" in markup else (),
        "",
        bool(calls[-1][1].get("protect_content")),
        is_edit,
        drawn.document if any(name == "sendDocument" for name, *_ in calls) else None,
    )


def _typed(values: dict[str, Any]) -> str:
    media = values.get("media", {})
    return str(values.get("text") or values.get("caption") or media.get("caption") or "")


def _update(number: int, heard: Heard) -> dict[str, Any]:
    user = {"id": int(heard.sender.account), "is_bot": False, "first_name": "x"}
    user["language_code"] = LANGUAGES.get(heard.sender.language, heard.sender.language)
    chat = {"id": int(heard.chat.address), "type": "supergroup" if heard.chat.is_group else "private"}
    first, date = heard.parts[0], int(heard.at.timestamp())
    base = {"message_id": 1_000_000 + number, "date": date, "chat": chat, "from": user}
    if isinstance(first, Press):
        message = {**base, "message_id": int(first.at or 1)}
        press = {"id": f"q{number}", "from": user, "chat_instance": "1", "data": first.data, "message": message}
        return {"update_id": number, "callback_query": press}
    if isinstance(first, Change):
        return {"update_id": number, **_change(first, base)}
    return {"update_id": number, "message": {**base, **_fields(heard.parts)}}


def _fields(parts: tuple[Part, ...]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for part in parts:
        match part:
            case Words(text):
                fields["caption" if any(isinstance(p, Photo) for p in parts) else "text"] = text
            case Command(name, rest):
                fields["text"] = f"/{name} {rest}".strip()
                fields["entities"] = [{"type": "bot_command", "offset": 0, "length": len(name) + 1}]
            case Photo(ref, album, as_file):
                sizes = [{"file_id": ref, "file_unique_id": ref, "width": 96, "height": 72, "file_size": 900}]
                document = {"file_id": ref, "mime_type": "image/jpeg", "file_name": "x.jpg", "file_size": 900}
                fields |= {"document": document} if as_file else {"photo": sizes}
                fields |= {"media_group_id": album} if album else {}
            case Place(latitude, longitude, source, _, accuracy, title):
                point: dict[str, Any] = {"latitude": latitude, "longitude": longitude}
                point |= {"horizontal_accuracy": accuracy} if accuracy is not None else {}
                venue = {"location": point, "title": title, "address": ""}
                fields |= {"venue": venue} if source == "venue" else {"location": point}
            case Unusable(kind):
                fields["dice" if kind == "other" else kind] = {"file_id": "x"}
    return fields


def _change(change: Change, base: dict[str, Any]) -> dict[str, Any]:
    bot = {"id": BOT_ID, "is_bot": True, "first_name": "Starlight"}
    if change.kind == "moved":
        return {"message": {**base, "migrate_to_chat_id": int(change.detail)}}
    who = {"id": int(change.detail), "is_bot": False, "first_name": "x"} if change.detail else bot
    is_gone = change.kind in ("left", "blocked", "removed")
    was, now = ("member", "kicked" if change.kind == "blocked" else "left") if is_gone else ("left", "member")
    told = {
        **base,
        "old_chat_member": {"status": was, "user": who},
        "new_chat_member": {"status": now, "user": who},
    }
    return {"chat_member" if change.detail else "my_chat_member": told}
