"""What Telegram tells us, turned into what was heard; everything we do not use is left unread."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.channels.telegram_raw import (
    RawChat,
    RawDocument,
    RawMemberChange,
    RawMessage,
    RawPosted,
    RawPress,
    RawUpdate,
    RawUser,
)
from dialogue.clean import clean_text
from dialogue.hear import Change, Chat, Command, Heard, Part, Photo, Place, Press, Sender, Unusable, Words

ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member", "chat_member")
FILE_BYTES_MAX = 20 * 1024 * 1024  # what a bot may download, by the Bot API's own limit
PRESS_BYTES_MAX = 64  # the Bot API's limit of callback data
TITLE_CHARACTERS_MAX = 200
LANGUAGE_CHARACTERS_MAX = 35  # BCP 47
REST_CHARACTERS_MAX = 200  # an invite's code is at most 64

# What can't be used, by the field that carries it; the first counts, for an animation is a document too.
UNUSABLE = {
    "animation": "video",
    "video": "video",
    "video_note": "video",
    "voice": "voice",
    "audio": "voice",
    "sticker": "sticker",
    "contact": "contact",
    "poll": "poll",
    "document": "document",
    "dice": "other",
    "game": "other",
    "story": "other",
    "paid_media": "other",
    "checklist": "other",
    "giveaway": "other",
    "invoice": "other",
    "users_shared": "contact",
    "chat_shared": "other",
    "web_app_data": "other",
}
PICTURE_TYPES = {"image/jpeg", "image/png", "image/webp", "image/heic", "image/heif"}
_PICTURE_NAME = re.compile(r"\.(jpe?g|png|webp|hei[cf])$", re.IGNORECASE)
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]{1,64}))?")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one bot's updates. `username` is known once Telegram was asked; `now` serves what has no date."""

    channel: str
    bot_id: int
    username: str
    text_max: int
    now: Callable[[], datetime]

    def read(self, raw: Mapping[str, Any]) -> Heard | None:
        """What was heard, None where it is not for us. Raises ValidationError on a foreign shape."""
        update = RawUpdate.model_validate(raw)
        id = f"{self.bot_id}:{update.update_id}"
        if update.message:
            return self._message(id, update.message, raw["message"])
        if update.callback_query:
            return self._press(id, update.callback_query)
        if update.my_chat_member:
            return self._own_change(id, update.my_chat_member)
        if update.chat_member:
            return self._member_change(id, update.chat_member)
        return None

    def _message(self, id: str, message: RawMessage, raw: Mapping[str, Any]) -> Heard | None:
        if message.chat.type not in ("private", "group", "supergroup"):
            return None
        is_group = message.chat.type != "private"
        parts = self._changes(message) if is_group else ()
        if not parts:
            if message.sender is None or message.sender.is_bot or message.sender_chat:
                return None
            parts = self._group_parts(message) if is_group else self._private_parts(message, raw)
        if not parts:
            return None
        sender = message.sender or RawUser(id=message.chat.id)
        heard = self._heard(id, message.chat, sender, parts, message.date, topic=_topic(message))
        return replace(heard, message=str(message.message_id))

    def _press(self, id: str, press: RawPress) -> Heard | None:
        message = press.message
        is_sound = 0 < len(press.data.encode(errors="replace")) <= PRESS_BYTES_MAX
        if message is None or message.chat.type == "channel" or press.sender.is_bot or not is_sound:
            return None
        data = clean_text(press.data, PRESS_BYTES_MAX).text
        if data != press.data:
            return None
        part = Press(data, at=str(message.message_id))
        return self._heard(id, message.chat, press.sender, (part,), None, topic=_topic(message))

    def _own_change(self, id: str, change: RawMemberChange) -> Heard | None:
        was, now = change.old_chat_member, change.new_chat_member
        if change.chat.type == "channel" or was.is_in == now.is_in:
            return None
        lost = "blocked" if change.chat.type == "private" else "removed"
        part = Change("unblocked" if now.is_in else lost)
        return self._heard(id, change.chat, change.sender, (part,), change.date)

    def _member_change(self, id: str, change: RawMemberChange) -> Heard | None:
        was, now = change.old_chat_member, change.new_chat_member
        if change.chat.type not in ("group", "supergroup") or was.is_in == now.is_in or now.user.is_bot:
            return None
        part = Change("joined" if now.is_in else "left", str(now.user.id))
        return self._heard(id, change.chat, change.sender, (part,), change.date)

    def _heard(
        self,
        id: str,
        chat: RawChat,
        sender: RawUser,
        parts: tuple[Part, ...],
        seconds: int | None,
        topic: int | None = None,
    ) -> Heard:
        address = f"{chat.id}/{topic}" if topic else str(chat.id)
        return Heard(
            id=id,
            chat=Chat(self.channel, address, is_group=chat.type != "private"),
            sender=Sender(str(sender.id), clean_text(sender.language_code, LANGUAGE_CHARACTERS_MAX).text),
            parts=parts,
            at=self.now() if seconds is None else datetime.fromtimestamp(seconds, UTC),
        )

    def _changes(self, message: RawMessage) -> tuple[Part, ...]:
        """A group's own news; membership comes this way as well where the bot is no administrator."""
        if message.migrate_to_chat_id:
            return (Change("moved", str(message.migrate_to_chat_id)),)
        if message.left_chat_member and not message.left_chat_member.is_bot:
            return (Change("left", str(message.left_chat_member.id)),)
        return tuple(Change("joined", str(user.id)) for user in message.new_chat_members if not user.is_bot)

    def _group_parts(self, message: RawMessage) -> tuple[Part, ...]:
        """A command addressed to us; whatever else people say to each other is discarded unread."""
        command = self._command(message)
        return (command,) if command else ()

    def _private_parts(self, message: RawMessage, raw: Mapping[str, Any]) -> tuple[Part, ...]:
        if command := self._command(message):
            return (command,)
        parts = (*self._media(message, raw), *self._words(message.text or message.caption))
        return tuple(sorted(parts, key=lambda part: isinstance(part, Unusable)))  # what can be used leads

    def _command(self, message: RawMessage) -> Command | None:
        """A command as its first word; one that was forwarded is somebody else's and no order to us."""
        first = message.entities[0] if message.entities else None
        if first is None or first.type != "bot_command" or first.offset or message.forward_origin:
            return None
        found = _COMMAND.match(message.text)
        if not found or (found[2] and found[2].lower() != self.username.lower()):
            return None
        return Command(found[1].lower(), clean_text(message.text[found.end() :], REST_CHARACTERS_MAX).text)

    def _words(self, typed: str) -> tuple[Part, ...]:
        if not typed:
            return ()
        text, was_cut = clean_text(typed, self.text_max)
        if not text:
            return (Unusable("other"),)
        return (Words(text), Unusable("long")) if was_cut else (Words(text),)

    def _media(self, message: RawMessage, raw: Mapping[str, Any]) -> tuple[Part, ...]:
        if message.venue or message.location:
            return (_place(message),)
        if message.photo or _is_picture(message.document, raw):
            photo = _photo(message)
            return (photo,) if photo else (Unusable("document"),)
        kind = next((kind for field, kind in UNUSABLE.items() if field in raw), None)
        return (Unusable(kind),) if kind else ()


def _topic(message: RawPosted) -> int | None:
    """The topic of a group; a plain reply also carries a thread, which is no place of its own."""
    is_topic = message.is_topic_message and message.chat.type == "supergroup"
    return message.message_thread_id if is_topic else None


def _photo(message: RawMessage) -> Photo | None:
    """The largest size that a bot may download; None where all are too large."""
    if message.document and not message.photo:
        small_enough = message.document.file_size <= FILE_BYTES_MAX
        return Photo(message.document.file_id, message.media_group_id, as_file=True) if small_enough else None
    sizes = [size for size in message.photo if size.file_size <= FILE_BYTES_MAX]
    if not sizes:
        return None
    return Photo(max(sizes, key=lambda size: size.width * size.height).file_id, message.media_group_id)


def _is_picture(document: RawDocument | None, raw: Mapping[str, Any]) -> bool:
    """Whether a file is worth fetching, by what it says of itself; its bytes are checked later."""
    if document is None or "animation" in raw:
        return False
    mime = document.mime_type.lower()
    is_untyped = mime in ("", "application/octet-stream")
    return mime in PICTURE_TYPES or (is_untyped and bool(_PICTURE_NAME.search(document.file_name)))


def _place(message: RawMessage) -> Place:
    """A point as given, even one that is on no map: routing refuses it.

    Phones report a `horizontal_accuracy` with their own position (WGS-84); a pin set by hand and a venue
    come from a map whose datum is not told.
    """
    point = message.venue.location if message.venue else message.location
    assert point
    if message.venue:
        title = clean_text(message.venue.title, TITLE_CHARACTERS_MAX).text
        return Place(point.latitude, point.longitude, source="venue", title=title)
    accuracy = point.horizontal_accuracy
    is_fix = accuracy is not None and math.isfinite(accuracy) and accuracy >= 0
    source = "live" if point.live_period else ("fix" if is_fix else "pin")
    datum = "wgs84" if is_fix else "unknown"
    return Place(point.latitude, point.longitude, source, datum, accuracy if is_fix else None)
