"""What can be heard: a message is a few parts, and who brought them where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """Text as typed: normalised once by the channel, never empty."""

    text: str


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture by the name its channel can fetch it under; after recognition, by our own photo id."""

    ref: str
    album: str | None = None
    as_file: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A point in degrees as given, with its declared datum and what is known of its accuracy.

    source: fix (a device's own position), pin, map, venue, live, file (EXIF), words.
    datum: wgs84, gcj02, bd09 or unknown. accuracy_m: radius in metres, None where the source gave none.
    """

    latitude: float
    longitude: float
    source: str
    datum: str = "unknown"
    accuracy_m: float | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Press:
    """A button's data, at most 64 bytes, trusted for nothing; `at` is the message it hangs on."""

    data: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command, lower case, without the slash and the bot's name; what followed it in `rest`."""

    name: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Unusable:
    """Something nobody here can use; kind: voice, video, sticker, contact, poll, document, other."""

    kind: str


@dataclass(frozen=True, slots=True)
class Change:
    """A fact about the chat itself.

    kind: blocked, unblocked (private chats); left, joined (a member; `detail` is the account);
    moved (`detail` is the new address); removed (the bot lost the chat).
    """

    kind: str
    detail: str = ""


Part = Words | Photo | Place | Press | Command | Unusable | Change


@dataclass(frozen=True, slots=True)
class Chat:
    """Where something is said: a channel and an address there; a topic is part of the address."""

    channel: str
    address: str
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class Sender:
    """Who spoke, as the channel knows them: an account name stable for life, and a language hint (BCP 47)."""

    account: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing heard once: `id` is the platform's own, unique within the channel.

    `message`: what takes it back in the chat (`Channel.delete`), '' where nothing does.
    """

    id: str
    chat: Chat
    sender: Sender
    parts: tuple[Part, ...]
    at: datetime
    message: str = ""


_KINDS: Mapping[str, type[Part]] = {
    "words": Words,
    "photo": Photo,
    "place": Place,
    "press": Press,
    "command": Command,
    "unusable": Unusable,
    "change": Change,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def kind_of(part: Part) -> str:
    """The name of a part's kind: words, photo, place, press, command, unusable, change."""
    return _NAMES[type(part)]


def to_plain(part: Part) -> dict[str, Any]:
    """A part as plain JSON values; `from_plain` is its inverse."""
    return {"kind": _NAMES[type(part)], **{name: getattr(part, name) for name in part.__slots__}}


def from_plain(plain: Mapping[str, Any]) -> Part:
    """A part from what `to_plain` gave; raises KeyError or TypeError on anything else."""
    values = dict(plain)
    return _KINDS[values.pop("kind")](**values)
