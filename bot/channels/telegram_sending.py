"""A drawn message as Telegram wants it: HTML, keyboards, pieces of its lengths, and the name it goes by."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from html import escape
from typing import Any

from telegram import InputFile

from bot.channels.channel import CannotEdit, Document, Drawn, Key, Limits, Rejected
from dialogue.clean import cut_before

PRESS_BYTES_MAX = 64  # the Bot API's limit of callback data
PLACE_KEY = "#place"  # the press of a menu key that sends the person's position

_PART = re.compile(r"(\d{1,16})(?:p([0-9a-f]{8}))?")


@dataclass(frozen=True, slots=True)
class Piece:
    """One message to send: its text, perhaps a picture and the picture's fingerprint, or a file."""

    html: str
    picture: bytes | None = None
    fingerprint: str = ""
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """One message that was sent: its number and the fingerprint of its picture, if it has one."""

    number: int
    fingerprint: str = ""

    def __str__(self) -> str:
        return f"{self.number}p{self.fingerprint}" if self.fingerprint else str(self.number)


def name_of(sent: Sequence[Sent]) -> str:
    """What a letter's messages are remembered by: `123`, `123p0a1b2c3d`, `122p0a1b2c3d+123`; keys last."""
    return "+".join(map(str, sent))


def sent_as(name: str) -> list[Sent]:
    """The messages behind a name. Raises CannotEdit where it is none of ours."""
    found = [_PART.fullmatch(part) for part in name.split("+")]
    if not all(found):
        raise CannotEdit(f"{name!r} names no message")
    return [Sent(int(part[1]), part[2] or "") for part in found if part]


def target(address: str) -> dict[str, Any]:
    """Chat and topic of an address (`-1001234` or `-1001234/56`)."""
    chat, _, topic = address.partition("/")
    return {"chat_id": chat, **({"message_thread_id": topic} if topic else {})}


def is_private(address: str) -> bool:
    """Groups have negative numbers."""
    return not address.startswith("-")


def compose(drawn: Drawn, limits: Limits) -> list[Piece]:
    """The pieces of a message, in order; its keys belong under the last."""
    is_headed = bool(drawn.keys) and "\n" in drawn.text
    if drawn.document:
        return [Piece(_html(split(drawn.text, limits.caption_max)[0], is_headed), document=drawn.document)]
    if drawn.picture is None:
        return [Piece(html) for html in _pieces(drawn.text, limits.text_max, is_headed)]
    fingerprint = blake2b(drawn.picture, digest_size=4).hexdigest()
    if units(drawn.text) <= limits.caption_max:
        return [Piece(_html(drawn.text, is_headed), drawn.picture, fingerprint)]
    texts = _pieces(drawn.text, limits.text_max, is_headed)
    return [Piece("", drawn.picture, fingerprint), *(Piece(html) for html in texts)]


def keys_below(drawn: Drawn) -> Mapping[str, Any] | None:
    """The keys under a message, None where it has none."""
    return {"inline_keyboard": [[_inline(key) for key in row] for row in drawn.keys]} if drawn.keys else None


def standing_menu(drawn: Drawn) -> Mapping[str, Any] | None:
    """The standing menu of a private chat, None where it stays as it is."""
    if not drawn.menu:
        return None
    rows = [[_menu_key(key) for key in row] for row in drawn.menu]
    return {"keyboard": rows, "resize_keyboard": True, "is_persistent": True}


def posting(piece: Piece) -> tuple[str, dict[str, Any]]:
    """The method that sends a piece, and its values."""
    if piece.document:
        file = InputFile(piece.document.data, filename=piece.document.name)
        return "sendDocument", {"document": file, "caption": piece.html, "parse_mode": "HTML"}
    if piece.picture is None:
        return "sendMessage", _text(piece)
    values = {
        "photo": InputFile(piece.picture, filename="photo.jpg"),
        "caption": piece.html,
        "parse_mode": "HTML",
    }
    return "sendPhoto", values


def editing(piece: Piece, sent: Sent) -> tuple[str, dict[str, Any]]:
    """The method that turns a sent message into a piece of its kind; a picture travels only if it changed."""
    if piece.picture is None:
        return "editMessageText", _text(piece)
    if piece.fingerprint == sent.fingerprint:
        return "editMessageCaption", {"caption": piece.html, "parse_mode": "HTML"}
    media = {"type": "photo", "media": "attach://picture", "caption": piece.html, "parse_mode": "HTML"}
    return "editMessageMedia", {"media": media, "picture": InputFile(piece.picture, filename="photo.jpg")}


def units(text: str) -> int:
    """The length of a text as Telegram counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, units_max: int) -> list[str]:
    """A text in pieces of at most `units_max`, at the ends of lines, else between graphemes."""
    pieces = []
    while len(text) * 2 > units_max and units(text) > units_max:
        room = _fitting(text, units_max)
        line = text.rfind("\n", room // 2, room + 1)
        end = line if line > 0 else cut_before(text, room)
        pieces.append(text[:end])
        text = text[end:].lstrip("\n")
    return [piece for piece in (*pieces, text) if piece.strip()]


def _fitting(text: str, units_max: int) -> int:
    """How many characters fit."""
    taken = 0
    for index, character in enumerate(text):
        taken += 2 if character > "\uffff" else 1
        if taken > units_max:
            return index
    return len(text)


def _pieces(text: str, units_max: int, is_headed: bool) -> list[str]:
    pieces = split(text, units_max)
    if not pieces:
        raise Rejected("a message without words")
    return [_html(piece, is_headed and number == 0) for number, piece in enumerate(pieces)]


def _html(text: str, is_headed: bool) -> str:
    """Escaped, the only time; a lone surrogate, which no request can carry, becomes a question mark."""
    safe = escape(text.encode(errors="replace").decode(), quote=False)
    if not is_headed:
        return safe
    head, _, rest = safe.partition("\n")
    return f"<b>{head}</b>\n{rest}" if head.strip() else safe


def _text(piece: Piece) -> dict[str, Any]:
    return {"text": piece.html, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


def _inline(key: Key) -> Mapping[str, str]:
    if key.url:
        return {"text": key.label, "url": key.url}
    if not 0 < len(key.press.encode()) <= PRESS_BYTES_MAX:
        raise Rejected(f"a key's press has 1 to {PRESS_BYTES_MAX} bytes")
    return {"text": key.label, "callback_data": key.press}


def _menu_key(key: Key) -> Mapping[str, Any]:
    return {"text": key.label, "request_location": True} if key.press == PLACE_KEY else {"text": key.label}
