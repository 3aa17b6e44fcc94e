"""What a channel must do, its limits, and the ways in which sending fails."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from dialogue.hear import Heard


@dataclass(frozen=True, slots=True)
class Limits:
    """What a platform allows; lengths in UTF-16 units, pace in messages a chat."""

    text_max: int = 4096
    caption_max: int = 1024
    can_edit: bool = True
    chat_per_second: float = 1.0
    group_per_minute: int = 20
    all_per_second: float = 30.0


@dataclass(frozen=True, slots=True)
class Key:
    """A button as drawn: what it says, what comes back, or where it leads."""

    label: str
    press: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it is, for the one person it is about."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message in the reader's language, ready for any channel; plain text, not escaped.

    `picture` is a JPEG. `menu` are the standing menu's rows, given when it should be shown (anew);
    `map` is "pick" where a position is asked for. A message with a `document` has no picture and is never edited.
    """

    text: str
    keys: tuple[tuple[Key, ...], ...] = ()
    picture: bytes | None = None
    menu: tuple[tuple[Key, ...], ...] = ()
    protect: bool = False
    map: str = ""
    language: str = "zh-CN"
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a turn gives back to the channel at once: words for the press itself, empty where there are none.

    `open_private`: the talk goes on in the private chat, which may have to be opened first.
    """

    words: str = ""
    alert: bool = False
    open_private: bool = False


Take = Callable[[Heard], Awaitable[Answer]]


class Channel(Protocol):
    """One platform. `listen` runs until cancelled and acknowledges only after `take` has returned."""

    name: str
    limits: Limits

    async def start(self) -> None:
        """Open connections, check credentials, set commands and menus."""
        ...

    async def listen(self, take: Take) -> None:
        """Hear and take, for ever; a heard thing whose `take` raised is not acknowledged."""
        ...

    async def send(self, address: str, drawn: Drawn, *, id: str) -> str:
        """Send anew; the platform's message id. `id` is the letter's own, the same at every try."""
        ...

    async def edit(self, address: str, message: str, drawn: Drawn, *, id: str) -> str:
        """Replace a message in place; its id afterwards. Raises CannotEdit where it is gone."""
        ...

    async def delete(self, address: str, messages: Sequence[str]) -> None:
        """Take messages back on both sides of a private chat: ours by their id, the person's by `Heard.message`.

        One that is gone or too old is no error. Raises TryLater where the platform was not reached.
        """
        ...

    async def fetch(self, ref: str, *, bytes_max: int) -> bytes:
        """A photo's bytes. Raises Rejected where it is too large or gone, TryLater where it may come."""
        ...

    async def close(self) -> None:
        """Let go of everything."""
        ...


@runtime_checkable
class Pinning(Protocol):
    """What a channel may do besides: keep one message at the top of a chat. Who can't just sends it."""

    async def pin(self, address: str, message: str, *, instead_of: str) -> None:
        """Keep a message at the top; `instead_of`, '' for none, goes. Raises SendingFailed where it may not."""
        ...


@runtime_checkable
class Asking(Protocol):
    """What a channel may tell besides: how long its platform has not answered it, in seconds; 0 where that is fine."""

    @property
    def silent_seconds(self) -> float: ...


class SendingFailed(Exception):
    """A message did not go out."""


class TryLater(SendingFailed):
    """The platform asks to wait, or was not reached; `after_seconds` is its own wish, if any."""

    def __init__(self, after_seconds: float | None = None, *, flood: bool = False) -> None:
        super().__init__(f"try again after {after_seconds} s")
        self.after_seconds = after_seconds
        self.flood = flood


class Unreachable(SendingFailed):
    """The person blocked us, left, or never opened the chat; the address is marked until they come back."""


class Moved(SendingFailed):
    """The chat has a new address."""

    def __init__(self, address: str) -> None:
        super().__init__("chat moved")
        self.address = address


class CannotEdit(SendingFailed):
    """The message can't be changed any more; it is sent anew."""


class Rejected(SendingFailed):
    """The platform refuses this for good; trying again changes nothing."""


class TooLarge(Rejected):
    """A file is over the platform's limit or ours."""
