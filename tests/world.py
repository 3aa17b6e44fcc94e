"""A running bot in a test: its real parts over a real database, a channel in the test's own hands, a clock it sets."""

from __future__ import annotations

import asyncio
import itertools
import re
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

import pytest
import structlog
import time_machine
from PIL import Image

from bot import voucher_card
from bot.app import App, _app, knowledge
from bot.channels.channel import Answer, Document, Drawn, Key, Limits, Rejected, TooLarge, TryLater, Unreachable
from bot.knowledge import Knowledge
from bot.settings import Settings
from bot.texts import Texts
from bot.turn import new_process_id, now_ms
from dialogue.hear import Chat, Command, Heard, Part, Press, Sender
from rewards.ledger import Ledger
from rewards.nightly import Nightly
from storage import mailbox, open_database
from storage.database import Transaction
from storage.migrations import Versioned
from storage.photos import Photos
from storage.seals import Seals

SHANGHAI_NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)  # a Tuesday
SHANGHAI_AFTERNOON = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)  # the same, when riders may be asked
LAVISH = Limits(chat_per_second=1e6, group_per_minute=10**9, all_per_second=1e6)
COLOURS = {
    "a": (220, 30, 30),
    "b": (30, 60, 220),
    "c": (30, 170, 60),
    "d": (240, 200, 30),
    "e": (150, 40, 170),
    "f": (240, 130, 20),
    "g": (20, 180, 190),
    "h": (120, 80, 40),
    "i": (250, 150, 200),
    "j": (60, 60, 60),
    "k": (170, 220, 120),
    "l": (150, 170, 220),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What one chat got: a message, or a change of one (`is_edit`)."""

    address: str
    number: int
    text: str
    keys: tuple[tuple[Key, ...], ...] = ()
    picture: bytes | None = None
    menu: tuple[tuple[Key, ...], ...] = ()
    map: str = ""
    protect: bool = False
    is_edit: bool = False
    document: Document | None = None


class Hands(Protocol):
    """A channel that a test holds: what it showed, and how it says something for somebody."""

    name: str
    limits: Limits
    shown: list[Shown]
    files: dict[str, bytes]
    pinned: dict[str, int]  # the message at the top of a chat, by its address
    is_refused: Callable[[str], bool]

    def address_for(self, name: str, n: int) -> str: ...

    async def say(self, heard: Heard, take: Any) -> Answer: ...


class Plain:
    """The smallest channel: everything arrives as it is, and is kept to be looked at."""

    name = "plain"

    def __init__(self) -> None:
        self.limits = LAVISH
        self.shown: list[Shown] = []
        self.files: dict[str, bytes] = {}
        self.is_refused: Callable[[str], bool] = lambda address: False
        self.fails: Callable[[str, Drawn], None] = lambda address, drawn: None
        self.pinned: dict[str, int] = {}
        self._numbers = itertools.count(1)

    def address_for(self, name: str, n: int) -> str:
        return name

    async def say(self, heard: Heard, take: Any) -> Answer:
        answer: Answer = await take(heard)
        return answer

    async def start(self) -> None:
        """Nothing to open."""

    async def close(self) -> None:
        """Nothing to let go of."""

    async def listen(self, take: Any) -> None:
        await asyncio.Event().wait()

    async def send(self, address: str, drawn: Drawn, *, id: str) -> str:
        self._refuse(address, drawn)
        number = next(self._numbers)
        self._show(address, number, drawn, is_edit=False)
        return str(number)

    async def edit(self, address: str, message: str, drawn: Drawn, *, id: str) -> str:
        self._refuse(address, drawn)
        self._show(address, int(message), drawn, is_edit=True)
        return message

    async def fetch(self, ref: str, *, bytes_max: int) -> bytes:
        return fetched(self.files, ref, bytes_max)

    async def pin(self, address: str, message: str, *, instead_of: str) -> None:
        self.pinned[address] = int(message)

    def _refuse(self, address: str, drawn: Drawn) -> None:
        if self.is_refused(address):
            raise Unreachable("never opened the chat, or blocked us")
        self.fails(address, drawn)

    def _show(self, address: str, number: int, drawn: Drawn, *, is_edit: bool) -> None:
        self.shown.append(
            Shown(
                address, number, drawn.text, drawn.keys, drawn.picture, drawn.menu, drawn.map, drawn.protect, is_edit,
                drawn.document,
            )
        )  # fmt: skip


def fetched(files: dict[str, bytes], ref: str, bytes_max: int) -> bytes:
    """A file as a platform gives it: one that it does not know is gone, one still on its way may come."""
    name = ref.partition("#")[0]
    if name.startswith("slow-") and name not in files:
        raise TryLater
    if name not in files:
        raise Rejected(name)
    if len(files[name]) > bytes_max:
        raise TooLarge(name)
    return files[name]


@dataclass
class Basis:
    """What all worlds of a run share, because it never changes: pack, reader, texts, seals, the photo store."""

    folder: Path
    settings: Settings
    know: Knowledge
    texts: Texts
    photos: Photos

    @classmethod
    def made(cls, folder: Path) -> Basis:
        settings = Settings(data_dir=folder, _env_file=None)  # type: ignore[call-arg]
        know, texts = knowledge(settings)
        return cls(folder, settings, know, texts, Photos(folder / "photos", know.seals))

    @property
    def seals(self) -> Seals:
        return self.know.seals


@dataclass
class World:
    """One bot with its people. Nothing happens between two acts: `settle` runs every errand and sends every letter."""

    basis: Basis
    database: Versioned
    channel: Hands
    clock: time_machine.Traveller
    app: App = field(init=False)
    addresses: dict[str, str] = field(default_factory=dict)
    languages: dict[str, str] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)
    blocked: set[str] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)
    _ids: Any = field(default_factory=lambda: itertools.count(1))
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)
    _letters: list[tuple[list[Any], bool]] = field(default_factory=list)
    _errands_wait: bool = False

    @classmethod
    async def open(cls, basis: Basis, url: str, channel: Hands, clock: time_machine.Traveller) -> World:
        database = open_database(url, connections=4)
        world = cls(basis, database, channel, clock)
        channel.files.update({name: photo(name) for name in COLOURS})
        channel.is_refused = world._refuses
        structlog.configure(processors=[world._hear_log])
        await world._start()
        return world

    async def close(self) -> None:
        await self._stop()
        await self.database.close()
        structlog.reset_defaults()

    async def restart(self) -> None:
        """Another process takes over: every part is built anew, nothing in memory is handed on."""
        await self._stop()
        await self._start()
        await self.app.delivery.settle()

    # -- people ----------------------------------------------------------------------------------------------

    def address(self, name: str) -> str:
        """A person's account, or a group's address, on this channel."""
        return self.addresses.setdefault(name, self.channel.address_for(name, len(self.addresses)))

    def name_of(self, address: str) -> str:
        return next((name for name, at in self.addresses.items() if at == address), address)

    async def hear(self, who: str, *parts: Part, group: str = "", id: str = "") -> Answer:
        """Somebody says something; the answer is the press's own, letters come with `settle`."""
        account = self.address(who)
        if not group:
            self.opened.add(account)
        chat = Chat(self.channel.name, self.address(group) if group else account, bool(group))
        sender = Sender(account, self.languages.get(who, "zh"))
        heard = Heard(id or f"{next(self._ids)}", chat, sender, parts, datetime.now(UTC))
        return await self.channel.say(heard, self.app.turns.take)

    async def say(self, who: str, *parts: Part, group: str = "") -> Answer:
        """Hear, then let everything that follows from it happen."""
        answer = await self.hear(who, *parts, group=group)
        await self.settle()
        return answer

    async def invite(self, role: str, street: str = "") -> str:
        return await self.app.turns.invite(role, street)

    async def agree(self, who: str) -> None:
        """Somebody reads the consent text and agrees."""
        await self.say(who, Command("consent"))
        await self.press(who, "agree:yes")

    async def press(self, who: str, ending: str, *, group: str = "") -> Answer:
        """Press the newest key whose data ends so."""
        address = self.address(group or who)
        for shown in reversed([s for s in self.channel.shown if s.address == address]):
            for key in (key for row in shown.keys for key in row):
                if key.press.endswith(ending):
                    return await self.say(who, Press(key.press, str(shown.number)), group=group)
        raise AssertionError(f"nothing in {group or who} ends with {ending}")

    async def counter(self, street: str, group: str) -> None:
        """A street's counter, bound by somebody who never acts."""
        await self.say("binder", Command("bind", await self.invite("counter", street)), group=group)

    async def officer(self, who: str, street: str) -> None:
        await self.say(who, Command("start", await self.invite("officer", street)))

    async def coordinator(self, who: str, street: str = "") -> None:
        await self.say(who, Command("start", await self.invite("coordinator", street)))

    # -- what happens by itself ------------------------------------------------------------------------------

    async def settle(self) -> None:
        """Photos are fetched first, then letters go out, until nothing is left to do now."""
        while self._errands_wait or self._letters:
            if self._errands_wait:
                self._errands_wait = False
                self.app.errands.wake()
                while await self.database.read(_errands_due) or self.app.errands._running:  # noqa: ASYNC110
                    await asyncio.sleep(0.002)
                continue
            handed, self._letters = self._letters, []
            for letters, has_more in handed:
                self.app.delivery.hand(letters, has_more=has_more)
            await self.app.delivery.settle()
        await self.app.delivery.settle()
        while await self.count("letter", "claimed_by = :me", me=self.app.know.process):  # noqa: ASYNC110
            await asyncio.sleep(0.002)

    async def pass_time(self, span: timedelta) -> None:
        self.clock.shift(span)
        self._errands_wait = True
        self._letters.append(([], True))
        await self.settle()

    async def read(self, work: Callable[[Transaction], Any]) -> Any:
        return await self.database.read(work)

    async def person(self, who: str) -> str:
        """Somebody's id, by the account they speak from."""
        handle = self.basis.seals.index("chat", f"{self.channel.name} {self.address(who)}")
        row = await self.read(lambda tx: tx.one("select person from chat where handle = :handle", handle=handle))
        return str(row["person"])

    async def points(self, who: str) -> int:
        """What somebody can spend now."""
        person = await self.person(who)
        return int(await self.read(lambda tx: self._ledger(tx).balance(_member(tx, person)).available))

    async def draw_all(self) -> None:
        """Every closed case is drawn for 回头看 from here on."""
        know = self.basis.know
        drawn = replace(know.catalog.district.recheck, percent=100)
        catalog = replace(know.catalog, district=replace(know.catalog.district, recheck=drawn))
        self.basis = replace(self.basis, know=replace(know, catalog=catalog))
        await self.restart()

    async def nights(self) -> None:
        """The nights of the week to come, which pay what joins have earned until now."""
        know, at = self.basis.know, self.basis.know.catalog.district.zone
        later = datetime.now(at) + timedelta(days=know.rules.neutral_days[1] + 1)
        await self.database.take(lambda tx: Nightly(tx, know.rules, later, at, know.seals).pay_due())

    async def verified(self, who: str, many: int, category: str) -> None:
        """Reports of today that were verified already, straight into the ledger."""
        person = await self.person(who)
        kind = self.basis.know.catalog.categories[category]
        points = self.basis.know.rules.points_of(kind.urgency, earns=kind.earns)

        def award(tx: Transaction) -> None:
            for n in range(many):
                ledger = self._ledger(tx)
                ledger.award(
                    case=f"JA26-9{n:02d}-{category}", rule="verified", round=0, member=_member(tx, person),
                    points=points, category=category, reported_on=ledger.now.astimezone(ledger.zone).date(),
                )  # fmt: skip

        await self.database.take(award)

    def _ledger(self, tx: Transaction) -> Ledger:
        zone = self.basis.know.catalog.district.zone
        return Ledger(tx, self.basis.know.rules, datetime.now(zone), zone)

    async def count(self, what: str, where: str = "1 = 1", **values: Any) -> int:
        """How many rows a table has."""
        row = await self.read(lambda tx: tx.one(f"select count(*) as n from {what} where {where}", **values))
        return int(row["n"])

    # -- inside ----------------------------------------------------------------------------------------------

    async def _start(self) -> None:
        channels: dict[str, Any] = {self.channel.name: self.channel}
        know = replace(self.basis.know, process=new_process_id(), channels=frozenset(channels))
        await self.database.take(lambda tx: mailbox.alive(tx, process=know.process, now_ms=now_ms()))
        self.app = _app(self.basis.settings, self.database, know, self.basis.texts, self.basis.photos, channels)
        self.app.turns.handed = lambda letters, has_more: self._letters.append((letters, has_more))
        self.app.turns.wake = self._wake
        self._tasks = [
            asyncio.create_task(self.app.delivery.run()),
            asyncio.create_task(self.app.errands.run()),
        ]

    async def _stop(self) -> None:
        waiting = set(self._tasks)
        while waiting:
            for task in waiting:
                task.cancel()
            _, waiting = await asyncio.wait(waiting, timeout=0.1)

    def _hear_log(self, _: Any, level: str, event: Any) -> Any:
        """What an operator would be alarmed by is trouble; no chat is right that causes any."""
        if level in ("error", "exception", "critical"):
            error = sys.exc_info()[1]
            self.troubles.append(f"{event['event']}: {type(error).__name__ if error else event}")
        raise structlog.DropEvent

    def _wake(self) -> None:
        self._errands_wait = True

    def _refuses(self, address: str) -> bool:
        """As Telegram does: nobody can be written to who never wrote first, or has blocked us."""
        is_person = not any(self.addresses.get(name) == address for name in self.addresses if is_group(name))
        return address in self.blocked or (is_person and address not in self.opened)


def is_group(name: str) -> bool:
    return bool(re.search(r"[^a-z]", name))


def _errands_due(tx: Transaction) -> int:
    row = tx.one(
        "select count(*) as n from errand where channel <> 'elsewhere' and due_at_ms <= :now",
        now=int(datetime.now(UTC).timestamp() * 1000),
    )
    return int(row["n"]) if row else 0


def _member(tx: Transaction, person: str) -> str:
    row = tx.one("select member from person where id = :person", person=person)
    assert row is not None
    return str(row["member"])


# -- fixtures, for tests that ask for them by name -------------------------------------------------------------------


@pytest.fixture(scope="session")
def shared_basis(tmp_path_factory: pytest.TempPathFactory) -> Basis:
    return Basis.made(tmp_path_factory.mktemp("basis"))


@pytest.fixture
async def basis(shared_basis: Basis) -> AsyncIterator[Basis]:
    """The shared knowledge with a photo store of the test's own event loop."""
    own = replace(shared_basis, photos=Photos(shared_basis.folder / "photos", shared_basis.seals))
    yield own
    await own.photos.close()


@pytest.fixture
async def world(database_url: str, basis: Basis) -> AsyncIterator[World]:
    """A running bot on a plain channel, on the afternoon of a Tuesday; the test runs once on each engine."""
    async with _opened(basis, database_url) as opened:
        yield opened


@pytest.fixture
async def sqlite_world(sqlite_url: str, basis: Basis) -> AsyncIterator[World]:
    async with _opened(basis, sqlite_url) as opened:
        yield opened


@asynccontextmanager
async def _opened(basis: Basis, url: str) -> AsyncIterator[World]:
    with time_machine.travel(SHANGHAI_AFTERNOON, tick=False) as clock:
        world = await World.open(basis, url, Plain(), clock)
        try:
            yield world
        finally:
            await world.close()


# -- photos --------------------------------------------------------------------------------------------------------


@cache
def photo(name: str, *, latitude: float | None = None, longitude: float = 0.0) -> bytes:
    """A small photo of one colour, by which it is known again in any picture made of it; with its place, if given."""
    out = BytesIO()
    image = Image.new("RGB", (400, 300), COLOURS[name])
    exif = Image.Exif()
    if latitude is not None:
        exif.get_ifd(0x8825).update({1: "N", 2: _degrees(latitude), 3: "E", 4: _degrees(longitude), 31: 5.0})
    image.save(out, "JPEG", quality=95, exif=exif.tobytes())
    return out.getvalue()


def _degrees(value: float) -> tuple[float, float, float]:
    minutes, degrees = value % 1 * 60, float(int(value))
    return degrees, float(int(minutes)), round(minutes % 1 * 60, 4)


@cache
def seen_in(picture: bytes) -> tuple[tuple[str, ...], int]:
    """The photos that a drawn picture shows (two in reading order), and its longer side in pixels."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    if image.size == (voucher_card.WIDTH_PX, voucher_card.HEIGHT_PX):
        return ("voucher",), max(image.size)
    pixels: list[tuple[int, int, int]] = list(image.resize((48, 48), Image.Resampling.NEAREST).get_flattened_data())  # type: ignore[arg-type]
    found: dict[str, None] = {}
    for pixel in pixels:
        for name, colour in COLOURS.items():
            if all(abs(a - b) <= 12 for a, b in zip(pixel, colour, strict=True)):
                found.setdefault(name)
    return tuple(found if len(found) < 3 else sorted(found)), max(image.size)


def at(moment: str) -> datetime:
    """`2026-11-24 10:00` on the district's clocks."""
    return datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=UTC) - timedelta(hours=8)
