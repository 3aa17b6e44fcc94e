"""What a test holds in its hand: the server's control, and phones."""

from __future__ import annotations

import asyncio
import base64
import re
import time
from dataclasses import dataclass, fields
from types import TracebackType
from typing import Any, Self

import httpx

UNTIL_SECONDS = 10.0
LOOK_EVERY_SECONDS = 0.01


@dataclass(frozen=True)
class Seen:
    """A message as a person sees it; `was` are its earlier texts, `buttons` the labels under it."""

    id: int
    sender: int
    date: int
    text: str
    bold: list[str]
    photo: str
    keys: list[list[dict[str, Any]]]
    menu: list[list[dict[str, Any]]]
    thread: int | None
    is_protected: bool
    preview: bool
    was: list[str]
    is_deleted: bool
    is_pinned: bool

    @property
    def buttons(self) -> list[str]:
        return [key["text"] for row in self.keys for key in row]


class Control:
    """A running server, in this process or another."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.token = url, token
        self.api_base, self.file_base = f"{url}/bot", f"{url}/file/bot"
        self._client = httpx.Client(base_url=f"{url}/control/", timeout=10, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._client.close()

    def ask(self, act: str, /, **asked: Any) -> Any:
        """One question to the control; LookupError where a person could not do that."""
        answer = self._client.post(act, json=asked)
        if answer.status_code == 409:
            raise LookupError(answer.json()["error"])
        answer.raise_for_status()
        return answer.json()

    def phone(
        self, name: str = "Wang", *, language: str = "zh-hans", is_bot: bool = False, is_opened: bool = True
    ) -> Phone:
        """A new person with a phone, in their private chat with the bot."""
        asked = {"name": name, "language": language, "is_bot": is_bot, "is_opened": is_opened}
        return Phone(self, self.ask("person", **asked)["id"])

    def group(self, title: str, *members: Phone, threads: tuple[int, ...] = ()) -> int:
        """A new group with the bot as administrator; its address."""
        people = [phone.person for phone in members]
        return int(self.ask("group", title=title, members=people, threads=list(threads))["id"])

    def limit(self, most: int, seconds: float) -> None:
        """Groups take so many messages and edits in so many seconds; Telegram's own are 20 in 60."""
        self.ask("limit", most=most, seconds=seconds)

    def may_pin(self, chat: int, may: bool) -> None:
        """Give the bot the right to pin in a group, or take it."""
        self.ask("rights", chat=chat, may_pin=may)

    def chat(self, chat: int) -> list[Seen]:
        """Every message of a chat, deleted ones too."""
        names = {field.name for field in fields(Seen)}
        return [
            Seen(**{name: value for name, value in post.items() if name in names})
            for post in self.ask("chat", chat=chat)
        ]

    def calls(self, method: str = "", since: int = 0) -> list[dict[str, Any]]:
        """The bot's calls: number, method, values, at, state, took_effect."""
        return [call for call in self.ask("calls", since=since) if method in ("", call["method"])]

    def state(self) -> dict[str, Any]:
        """pending updates, presses with their answers, settings, webhook, allowed types."""
        return dict(self.ask("state"))

    def fault(self, method: str, kind: str, **how: Any) -> None:
        """The next call of a method goes wrong; see faults.Fault."""
        self.ask("fault", method=method, kind=kind, **how)

    def flood(self, method: str, retry_after: int, **how: Any) -> None:
        description, parameters = (
            f"Too Many Requests: retry after {retry_after}",
            {"retry_after": retry_after},
        )
        self.fault(method, "answer", code=429, description=description, parameters=parameters, **how)

    def clear_faults(self) -> None:
        """No more faults; what hangs is let go."""
        self.ask("clear")

    def redeliver(self, last: int = 100) -> None:
        self.ask("redeliver", last=last)

    def disorder(self, *, shuffled: bool = False, doubled: bool = False) -> None:
        self.ask("disorder", shuffled=shuffled, doubled=doubled)

    async def until_up(self) -> None:
        """Wait until a server in another process answers."""
        deadline = time.monotonic() + UNTIL_SECONDS
        while True:
            try:
                self.state()
                return
            except httpx.TransportError:
                assert time.monotonic() < deadline, "the server did not start"
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def until_call(self, method: str, *, state: str = "", count: int = 1) -> list[dict[str, Any]]:
        """Wait for calls of a method, in a state where one is named."""
        deadline = time.monotonic() + UNTIL_SECONDS
        while True:
            calls = [call for call in self.calls(method) if state in ("", call["state"])]
            if len(calls) >= count:
                return calls
            assert time.monotonic() < deadline, f"{len(calls)} calls of {method} {state}: {self.calls()[-5:]}"
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def until_quiet(self) -> None:
        """Wait until every update was confirmed."""
        deadline = time.monotonic() + UNTIL_SECONDS
        while pending := self.state()["pending"]:
            assert time.monotonic() < deadline, f"never confirmed: {pending}"
            await asyncio.sleep(LOOK_EVERY_SECONDS)


class Phone:
    """A person with a phone, looking at one chat."""

    def __init__(self, control: Control, person: int, chat: int | None = None, thread: int | None = None) -> None:
        self.control, self.person = control, person
        self.chat, self.thread = chat or person, thread

    def looking_at(self, chat: int, thread: int | None = None) -> Phone:
        """The same person, in a group or topic."""
        return Phone(self.control, self.person, chat, thread)

    def send(
        self,
        *,
        data: bytes | None = None,
        file: dict[str, str] | None = None,
        kind: str = "message",
        **fields: Any,
    ) -> int:
        """A message with the Bot API's own fields; the message's id."""
        encoded = None if data is None else base64.b64encode(data).decode()
        asked = {
            "person": self.person,
            "chat": self.chat,
            "thread": self.thread,
            "fields": fields,
            "kind": kind,
        }
        return int(self.control.ask("message", **asked, data=encoded, file=file)["message"])

    def say(self, text: str, **fields: Any) -> int:
        found = re.match(r"/[A-Za-z0-9_]+(@\w+)?", text)
        if found:
            fields["entities"] = [{"type": "bot_command", "offset": 0, "length": found.end()}]
        return self.send(text=text, **fields)

    def send_photo(self, data: bytes, caption: str = "", *, album: str = "") -> int:
        given: dict[str, Any] = {"caption": caption, "media_group_id": album}
        return self.send(data=data, **{name: value for name, value in given.items() if value})

    def send_album(self, pictures: list[bytes], caption: str = "") -> None:
        album = str(time.monotonic_ns())
        for number, data in enumerate(pictures):
            self.send_photo(data, caption if number == 0 else "", album=album)

    def send_file(self, data: bytes, name: str, mime: str, caption: str = "") -> int:
        described = {"file_name": name, "mime_type": mime}
        said: dict[str, Any] = {"caption": caption} if caption else {}
        return self.send(data=data, file=described, **said)

    def send_place(
        self,
        latitude: float,
        longitude: float,
        accuracy: float | None = None,
        *,
        live_seconds: int | None = None,
    ) -> int:
        given = {"horizontal_accuracy": accuracy, "live_period": live_seconds}
        point = {"latitude": latitude, "longitude": longitude}
        return self.send(location=point | {name: value for name, value in given.items() if value is not None})

    def press(self, label: str, *, at: int | None = None) -> str:
        """Press a button under the latest message that has it; else its key of the standing menu."""
        try:
            where = {"chat": self.chat, "label": label, **({"at": at} if at else {})}
            return str(self.control.ask("press", person=self.person, **where)["press"])
        except LookupError:
            if label not in self.menu:
                raise
            self.say(label)
            return ""

    def block(self) -> None:
        self.control.ask("block", person=self.person, is_blocked=True)

    def unblock(self) -> None:
        self.control.ask("block", person=self.person, is_blocked=False)

    def join(self, group: int) -> None:
        self.control.ask("member", chat=group, member=self.person, status="member")

    def leave(self, group: int) -> None:
        self.control.ask("member", chat=group, member=self.person, status="left")

    @property
    def messages(self) -> list[Seen]:
        """What stands in the chat now, whoever wrote it."""
        return [seen for seen in self.control.chat(self.chat) if not seen.is_deleted and seen.thread == self.thread]

    @property
    def told(self) -> list[Seen]:
        """What others wrote."""
        return [seen for seen in self.messages if seen.sender != self.person]

    @property
    def menu(self) -> list[str]:
        shown = [seen.menu for seen in self.told if seen.menu]
        return [key["text"] for row in shown[-1] for key in row] if shown else []

    def answer(self, press: str) -> dict[str, Any] | None:
        """What popped up for a press: text, alert, url; None where there was no answer yet."""
        found: dict[str, Any] | None = self.control.state()["presses"][press].get("answer")
        return found

    async def until(self, text: str, *, after: int = 0, seconds: float = UNTIL_SECONDS) -> Seen:
        """Wait for a message of others that holds a text; the latest such, later than message `after`."""
        deadline = time.monotonic() + seconds
        while True:
            told = self.told
            for seen in reversed(told):
                if text in seen.text and seen.id > after:
                    return seen
            assert time.monotonic() < deadline, f"never told {text!r}, but {[seen.text for seen in told[-5:]]}"
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def until_answered(self, press: str, *, seconds: float = UNTIL_SECONDS) -> dict[str, Any]:
        """Wait for what pops up for a press."""
        deadline = time.monotonic() + seconds
        while (answer := self.answer(press)) is None:
            assert time.monotonic() < deadline, "the press was never answered"
            await asyncio.sleep(LOOK_EVERY_SECONDS)
        return answer
