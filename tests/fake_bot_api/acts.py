"""What people do: write, send, press, join, leave, block; each becomes an update for the bot."""

from __future__ import annotations

import base64
import io
import time
from collections.abc import Mapping
from typing import Any

from PIL import Image

from tests.fake_bot_api.chats import Chats, Post, Room
from tests.fake_bot_api.methods import Methods

Asked = Mapping[str, Any]


class NotPossible(Exception):
    """A person can't do that: no such button, no such chat."""


class Acts:
    """One act each; what is asked comes as JSON from a test."""

    def __init__(self, methods: Methods) -> None:
        self.methods = methods
        self.chats: Chats = methods.chats
        self.updates = methods.updates

    def person(self, asked: Asked) -> Any:
        id = self.chats.add_person(asked["name"], asked.get("language", "zh-hans"), is_bot=asked.get("is_bot", False))
        if asked.get("is_opened", True):
            self.chats.rooms[id].bot_status = "member"
        return {"id": id}

    def group(self, asked: Asked) -> Any:
        return {"id": self.chats.add_group(asked["title"], asked.get("members", []), asked.get("threads", []))}

    def message(self, asked: Asked) -> Any:
        """A message with the Bot API's own fields; `data` (base64) becomes its photo or document."""
        room, sender = self._room(asked), self.chats.people[asked["person"]]
        fields = dict(asked.get("fields", {}))
        if asked.get("data") is not None:
            fields |= self._file(base64.b64decode(asked["data"]), asked.get("file"))
        if room.type == "private" and room.bot_status != "member":
            room.bot_status = "member"
        post = room.add(sender["id"], text=fields.get("text", fields.get("caption", "")), thread=asked.get("thread"))
        raw = {"message_id": post.id, "from": sender, "chat": room.as_raw(), "date": post.date, **fields}
        if post.thread:
            raw |= {"message_thread_id": post.thread, "is_topic_message": True}
        return {"update": self.updates.push({asked.get("kind", "message"): raw}), "message": post.id}

    def press(self, asked: Asked) -> Any:
        """Press a button by its label, on the latest message that has it or on message `at`."""
        room, sender = self._room(asked), self.chats.people[asked["person"]]
        post, key = self._key(room, asked)
        id = f"{4_000_000 + len(self.methods.presses)}"
        self.methods.presses[id] = {"at": time.time(), "person": sender["id"]}
        query = {"id": id, "from": sender, "chat_instance": "1", "data": key["callback_data"]}
        self.updates.push({"callback_query": {**query, "message": self.methods._raw(room, post)}})
        return {"press": id}

    def member(self, asked: Asked) -> Any:
        """Somebody, or the bot itself, joins, leaves or is removed: `status` as in the Bot API."""
        room = self.chats.rooms[asked["chat"]]
        who = self.chats.people[asked.get("member", self.chats.bot["id"])]
        is_bot_itself = who["id"] == self.chats.bot["id"]
        was = room.bot_status if is_bot_itself else room.members.get(who["id"], "left")
        if is_bot_itself:
            room.bot_status = asked["status"]
        else:
            room.members[who["id"]] = asked["status"]
        is_told = is_bot_itself or room.bot_status == "administrator"
        return {"update": self._change(room, who, was, asked) if is_told else None}

    def rights(self, asked: Asked) -> Any:
        """What the bot may do in a group."""
        self.chats.rooms[asked["chat"]].may_pin = asked["may_pin"]
        return {}

    def limit(self, asked: Asked) -> Any:
        """What every group takes from the bot: so many messages and edits in so many seconds."""
        self.methods.group_limit = (asked["most"], asked["seconds"])
        return {}

    def block(self, asked: Asked) -> Any:
        room = self.chats.rooms[asked["person"]]
        room.bot_status = "blocked" if asked["is_blocked"] else "member"
        statuses = ("member", "kicked") if asked["is_blocked"] else ("kicked", "member")
        told = {"status": statuses[1], "by": asked["person"]}
        return {"update": self._change(room, self.chats.bot, statuses[0], told)}

    def migrate(self, asked: Asked) -> Any:
        room = self.chats.rooms[asked["chat"]]
        new = self.chats.move(room)
        service = {"person": asked["person"], "chat": room.id, "fields": {"migrate_to_chat_id": new.id}}
        return {"id": new.id, **self.message(service)}

    def drop_thread(self, asked: Asked) -> Any:
        self.chats.rooms[asked["chat"]].threads.discard(asked["thread"])
        return {}

    def age(self, asked: Asked) -> Any:
        """Everything in a chat becomes older."""
        for post in self.chats.rooms[asked["chat"]].posts.values():
            post.date -= asked["seconds"]
        return {}

    def push(self, asked: Asked) -> Any:
        """An update as it is, whatever it is."""
        return {"update": self.updates.push(dict(asked["body"]))}

    def _change(self, room: Room, who: Mapping[str, Any], was: str, asked: Asked) -> int | None:
        kind = "my_chat_member" if who["id"] == self.chats.bot["id"] else "chat_member"
        by = self.chats.people[asked.get("by", who["id"])]
        old, new = ({"status": status, "user": who} for status in (was, asked["status"]))
        body = {"chat": room.as_raw(), "from": by, "date": int(time.time())}
        return self.updates.push({kind: {**body, "old_chat_member": old, "new_chat_member": new}})

    def _room(self, asked: Asked) -> Room:
        return self.chats.rooms[asked.get("chat") or asked["person"]]

    def _key(self, room: Room, asked: Asked) -> tuple[Post, Mapping[str, Any]]:
        for post in reversed(room.posts.values()):
            for key in (key for row in post.keys for key in row):
                is_there = post.id == asked.get("at", post.id) and not post.is_deleted
                if is_there and key["text"] == asked["label"] and "callback_data" in key:
                    return post, key
        raise NotPossible(f"nobody sees a button {asked['label']!r}")

    def _file(self, data: bytes, file: Mapping[str, str] | None) -> dict[str, Any]:
        if file is not None:
            id = self.chats.add_file(data, "bin")
            return {"document": {"file_id": id, "file_unique_id": id[-8:], "file_size": len(data), **file}}
        width, height = Image.open(io.BytesIO(data)).size
        thumbnail = {"width": width // 8, "height": height // 8, "file_size": 1}
        small = {"file_id": self.chats.add_file(data[:1], "jpg"), **thumbnail}
        large = {"file_id": self.chats.add_file(data, "jpg"), "width": width, "height": height}
        return {"photo": [small, {**large, "file_size": len(data)}]}
