"""The methods of the Bot API that a chat bot for text, photos and buttons uses."""

from __future__ import annotations

import io
import math
import time
from collections.abc import Mapping
from typing import Any

from PIL import Image

from tests.fake_bot_api.chats import Chats, Post, Room
from tests.fake_bot_api.rules import (
    ANSWER_CHARACTERS_MAX,
    CAPTION_UNITS_MAX,
    DOWNLOAD_BYTES_MAX,
    PHOTO_BYTES_MAX,
    TEXT_UNITS_MAX,
    Refused,
    bad,
    read_commands,
    read_markup,
    read_text,
)
from tests.fake_bot_api.updates import Updates

DELETE_WITHIN_SECONDS = 48 * 3600
ANSWER_WITHIN_SECONDS = 15.0
UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)

Values = Mapping[str, Any]


class Methods:
    """One method of the Bot API each; values come parsed, files as bytes under their part's name."""

    def __init__(self, chats: Chats, updates: Updates) -> None:
        self.chats = chats
        self.updates = updates
        self.settings: dict[str, Any] = {}
        self.presses: dict[str, dict[str, Any]] = {}
        self.group_limit: tuple[int, float] | None = None  # messages and edits that a group takes in so many seconds

    async def getMe(self, values: Values) -> Any:
        return self.chats.bot

    async def getUpdates(self, values: Values) -> Any:
        if "allowed_updates" in values:
            self.updates.types = set(values["allowed_updates"])
        limit = min(int(values.get("limit", 100)), 100)
        return await self.updates.get(int(values.get("offset", 0)), limit, float(values.get("timeout", 0)))

    async def setWebhook(self, values: Values) -> Any:
        if "allowed_updates" in values:
            self.updates.types = set(values["allowed_updates"])
        self.updates.set_webhook(values["url"], values.get("secret_token", ""))
        return True

    async def deleteWebhook(self, values: Values) -> Any:
        self.updates.set_webhook("", "")
        return True

    async def setMyCommands(self, values: Values) -> Any:
        scope = values.get("scope", {"type": "default"})["type"]
        self.settings[f"commands:{scope}:{values.get('language_code', '')}"] = read_commands(values)
        return True

    async def setMyDescription(self, values: Values) -> Any:
        return self._describe("description", values, 512)

    async def setMyShortDescription(self, values: Values) -> Any:
        return self._describe("short_description", values, 120)

    async def setChatMenuButton(self, values: Values) -> Any:
        self.settings["menu_button"] = values["menu_button"]
        return True

    async def sendMessage(self, values: Values) -> Any:
        room = self._room(values)
        text, bold = read_text(values, "text", TEXT_UNITS_MAX)
        preview = not values.get("link_preview_options", {}).get("is_disabled", False)
        return self._post(room, values, text=text, bold=bold, preview=preview)

    async def sendPhoto(self, values: Values) -> Any:
        room = self._room(values)
        photo = self._picture(values.get("photo"))
        caption, bold = read_text(values, "caption", CAPTION_UNITS_MAX)
        return self._post(room, values, text=caption, bold=bold, photo=photo)

    async def sendDocument(self, values: Values) -> Any:
        room = self._room(values)
        caption, bold = read_text(values, "caption", CAPTION_UNITS_MAX)
        return self._post(room, values, text=caption, bold=bold)

    async def editMessageText(self, values: Values) -> Any:
        room, post = self._own(values)
        if not post.is_text:
            raise bad("there is no text in the message to edit")
        text, bold = read_text(values, "text", TEXT_UNITS_MAX)
        return self._change(room, post, values, text=text, bold=bold)

    async def editMessageCaption(self, values: Values) -> Any:
        room, post = self._own(values)
        if post.is_text:
            raise bad("there is no caption in the message to edit")
        caption, bold = read_text(values, "caption", CAPTION_UNITS_MAX)
        return self._change(room, post, values, text=caption, bold=bold)

    async def editMessageMedia(self, values: Values) -> Any:
        room, post = self._own(values)
        media = values["media"]
        caption, bold = read_text(media, "caption", CAPTION_UNITS_MAX)
        photo = self._picture(values.get(str(media["media"]).removeprefix("attach://")))
        return self._change(room, post, values, text=caption, bold=bold, photo=photo)

    async def editMessageReplyMarkup(self, values: Values) -> Any:
        room, post = self._own(values)
        return self._change(room, post, values)

    async def deleteMessage(self, values: Values) -> Any:
        post = self._room(values).posts.get(int(values["message_id"]))
        if post is None or post.is_deleted:
            raise bad("message to delete not found")
        if post.date < time.time() - DELETE_WITHIN_SECONDS:
            raise bad("message can't be deleted for everyone")
        post.is_deleted, post.is_pinned = True, False
        return True

    async def pinChatMessage(self, values: Values) -> Any:
        self._pinnable(values, "pin").is_pinned = True
        return True

    async def unpinChatMessage(self, values: Values) -> Any:
        self._pinnable(values, "unpin").is_pinned = False
        return True

    async def answerCallbackQuery(self, values: Values) -> Any:
        press = self.presses.get(values["callback_query_id"])
        if press is None or "answer" in press or time.time() - press["at"] > ANSWER_WITHIN_SECONDS:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        text, url = values.get("text", ""), values.get("url", "")
        if len(text) > ANSWER_CHARACTERS_MAX:
            raise bad("MESSAGE_TOO_LONG")
        if url and not url.startswith(f"https://t.me/{self.chats.bot['username']}?start="):
            raise bad("URL_INVALID")
        press["answer"] = {"text": text, "alert": values.get("show_alert") == "true", "url": url}
        return True

    async def getFile(self, values: Values) -> Any:
        id = values["file_id"]
        if id not in self.chats.files:
            raise bad("invalid file_id")
        path, data = self.chats.files[id]
        if len(data) > DOWNLOAD_BYTES_MAX:
            raise bad("file is too big")
        return {"file_id": id, "file_unique_id": id[-8:], "file_size": len(data), "file_path": path}

    def _describe(self, what: str, values: Values, characters_max: int) -> bool:
        if len(values.get(what, "")) > characters_max:
            raise bad(f"{what} is too long")
        self.settings[f"{what}:{values.get('language_code', '')}"] = values.get(what, "")
        return True

    def _room(self, values: Values) -> Room:
        room = self.chats.rooms.get(int(values.get("chat_id", 0)))
        if room is None:
            raise bad("chat not found")
        if room.moved_to:
            description = "group chat was upgraded to a supergroup chat"
            raise Refused(400, f"Bad Request: {description}", {"migrate_to_chat_id": room.moved_to})
        kept_out = {
            "unopened": "bot can't initiate conversation with a user",
            "blocked": "bot was blocked by the user",
            "kicked": "bot was kicked from the supergroup chat",
            "left": "bot is not a member of the supergroup chat",
        }
        if room.bot_status in kept_out:
            raise Refused(403, f"Forbidden: {kept_out[room.bot_status]}")
        thread = values.get("message_thread_id")
        if thread is not None and int(thread) not in room.threads:
            raise bad("message thread not found")
        return room

    def _flooded(self, room: Room) -> None:
        """Count a message or an edit; refuse the one too many, as Telegram does in groups."""
        if self.group_limit is None or room.type == "private":
            return
        most, seconds = self.group_limit
        now = time.monotonic()
        room.written = [at for at in room.written if now - at < seconds]
        if len(room.written) >= most:
            wait = math.ceil(room.written[0] + seconds - now)
            raise Refused(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})
        room.written.append(now)

    def _own(self, values: Values) -> tuple[Room, Post]:
        room = self._room(values)
        post = room.posts.get(int(values["message_id"]))
        if post is None or post.is_deleted:
            raise bad("message to edit not found")
        if post.sender != self.chats.bot["id"] or post.menu:
            raise bad("message can't be edited")
        return room, post

    def _pinnable(self, values: Values, what: str) -> Post:
        room = self._room(values)
        post = room.posts.get(int(values["message_id"]))
        if not room.may_pin:
            raise bad("not enough rights to manage pinned messages in the chat")
        if post is None or post.is_deleted:
            raise bad(f"message to {what} not found")
        return post

    def _post(self, room: Room, values: Values, **facts: Any) -> dict[str, Any]:
        self._flooded(room)
        markup = read_markup(values, is_private=room.type == "private")
        thread = int(values["message_thread_id"]) if "message_thread_id" in values else None
        post = room.add(
            self.chats.bot["id"],
            keys=markup.get("inline_keyboard", []),
            menu=markup.get("keyboard", []),
            thread=thread,
            is_protected=values.get("protect_content") == "true",
            **facts,
        )
        return self._raw(room, post)

    def _change(self, room: Room, post: Post, values: Values, **facts: Any) -> dict[str, Any]:
        markup = read_markup(values, is_private=room.type == "private")
        facts["keys"] = markup.get("inline_keyboard", [])
        if all(getattr(post, name) == value for name, value in facts.items()):
            raise bad(UNCHANGED)
        self._flooded(room)
        post.was.append(post.text)
        for name, value in facts.items():
            setattr(post, name, value)
        return self._raw(room, post)

    def _picture(self, data: Any) -> str:
        if not isinstance(data, bytes):
            raise bad("there is no photo in the request")
        if len(data) > PHOTO_BYTES_MAX:
            raise bad("file is too big")
        try:
            width, height = Image.open(io.BytesIO(data)).size
        except OSError:
            raise bad("IMAGE_PROCESS_FAILED") from None
        if width + height > 10_000 or max(width, height) > 20 * min(width, height):
            raise bad("PHOTO_INVALID_DIMENSIONS")
        return self.chats.add_file(data, "jpg")

    def _raw(self, room: Room, post: Post) -> dict[str, Any]:
        message = {
            "message_id": post.id,
            "from": self.chats.people[post.sender],
            "chat": room.as_raw(),
            "date": post.date,
            ("caption" if post.photo else "text"): post.text,
        }
        if post.thread:
            message |= {"message_thread_id": post.thread, "is_topic_message": True}
        if post.keys:
            message["reply_markup"] = {"inline_keyboard": post.keys}
        return message
