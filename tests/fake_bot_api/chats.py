"""Who is there and what was said, as people see it."""

from __future__ import annotations

import itertools
import time
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Post:
    """A message in a chat."""

    id: int
    sender: int
    date: int
    text: str = ""
    bold: list[str] = field(default_factory=list)
    photo: str = ""
    keys: list[list[dict[str, Any]]] = field(default_factory=list)
    menu: list[list[dict[str, Any]]] = field(default_factory=list)
    thread: int | None = None
    is_protected: bool = False
    preview: bool = True
    was: list[str] = field(default_factory=list)
    is_deleted: bool = False
    is_pinned: bool = False

    @property
    def is_text(self) -> bool:
        return not self.photo


@dataclass
class Room:
    """A chat; `bot_status` is the bot's membership, or whether a private chat was opened and not blocked; `may_pin`
    whether the bot has that right in it.
    """

    id: int
    type: str
    title: str
    bot_status: str = "member"
    posts: dict[int, Post] = field(default_factory=dict)
    members: dict[int, str] = field(default_factory=dict)
    threads: set[int] = field(default_factory=set)
    moved_to: int | None = None
    may_pin: bool = True
    written: list[float] = field(default_factory=list)
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    def add(self, sender: int, **facts: Any) -> Post:
        post = Post(next(self.numbers), sender, int(time.time()), **facts)
        self.posts[post.id] = post
        return post

    def seen(self) -> list[dict[str, Any]]:
        return [asdict(post) for post in self.posts.values()]

    def as_raw(self) -> dict[str, Any]:
        named = {"first_name": self.title} if self.type == "private" else {"title": self.title}
        return {"id": self.id, "type": self.type, **named}


class Chats:
    """Everybody and everything, in memory."""

    def __init__(self, bot: dict[str, Any]) -> None:
        self.bot = bot
        self.people: dict[int, dict[str, Any]] = {bot["id"]: bot}
        self.rooms: dict[int, Room] = {}
        self.files: dict[str, tuple[str, bytes]] = {}
        self._people_ids = itertools.count(5001)
        self._group_ids = itertools.count(1)
        self._file_ids = itertools.count(1)

    def add_person(self, name: str, language: str, *, is_bot: bool = False) -> int:
        id = next(self._people_ids)
        self.people[id] = {"id": id, "is_bot": is_bot, "first_name": name, "language_code": language}
        self.rooms[id] = Room(id, "private", name, bot_status="unopened")
        return id

    def add_group(self, title: str, members: list[int], threads: list[int]) -> int:
        id = -1_000_000_000_000 - next(self._group_ids)
        self.rooms[id] = Room(id, "supergroup", title, "administrator", threads=set(threads))
        self.rooms[id].members = dict.fromkeys(members, "member")
        return id

    def add_file(self, data: bytes, ending: str) -> str:
        """A file's id. Ids look like Telegram's and say nothing of the path."""
        number = next(self._file_ids)
        id = f"AgACAgUAAx{number:06d}"
        self.files[id] = (f"photos/file_{number}.{ending}", data)
        return id

    def file_at(self, path: str) -> bytes | None:
        return next((data for known, data in self.files.values() if known == path), None)

    def move(self, room: Room) -> Room:
        """A group becomes a supergroup with a new number."""
        new = Room(-1_000_000_000_000 - next(self._group_ids), "supergroup", room.title, room.bot_status)
        new.members = dict(room.members)
        self.rooms[new.id] = new
        room.moved_to = new.id
        return new
