"""People at their phones: a rider who reports and answers, an officer who works the cases of one counter."""

from __future__ import annotations

import asyncio
import io
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from PIL import Image

from bot.settings import PACKS
from cases import catalog as catalogs
from cases.routing import route
from dialogue.hear import Place
from tests.endtoend.process import Bot
from tests.fake_bot_api import Control, Phone, Seen

LOOK_SECONDS = 0.08
PATIENCE_SECONDS = 2.5  # then an impatient person presses again
ROUND_SECONDS_MAX = 60.0
DANING = "310106019"
WIRE = "充电线从楼上飞下来"  # the reader is sure of it: no category is asked
NUMBER = re.compile(r"JA\d\d-\d{5,}")


def picture(chance: Random, size: tuple[int, int] = (320, 240)) -> bytes:
    """A photo that nobody else has."""
    out = io.BytesIO()
    colour = (chance.randrange(256), chance.randrange(256), chance.randrange(256))
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def places(count: int) -> list[tuple[str, float, float]]:
    """Streets of the pack with a point that is surely theirs: code, latitude, longitude."""
    catalog = catalogs.load(PACKS / "jingan")
    south, west, north, east = catalog.area.bounds()
    found: dict[str, tuple[float, float, float]] = {}
    for row in range(1, 40):
        for column in range(1, 40):
            latitude, longitude = south + (north - south) * row / 40, west + (east - west) * column / 40
            way = route(Place(latitude, longitude, "fix", "wgs84", 10.0), catalog, "")
            if way.street and way.border_m > found.get(way.street, (0.0,))[0]:
                found[way.street] = (way.border_m, latitude, longitude)
    return [(code, latitude, longitude) for code, (_, latitude, longitude) in sorted(found.items())][:count]


async def until(what: str | Callable[[], str], is_so: Callable[[], object], *, seconds: float = 10.0) -> None:
    """Wait until something is so; `what` it is, if it never is."""
    assert await soon(is_so, seconds=seconds), f"never: {what if isinstance(what, str) else what()}"


async def soon(is_so: Callable[[], object], *, seconds: float) -> bool:
    """Whether something is so within that time."""
    deadline = time.monotonic() + seconds
    while True:
        if is_so():
            return True
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(LOOK_SECONDS)


def holding(phone: Phone, text: str, *, after: int = 0) -> Seen | None:
    """The latest message of others with a text or a button, later than message `after`."""
    for seen in reversed(phone.told):
        if seen.id > after and (text in seen.text or text in seen.buttons):
            return seen
    return None


async def told(phone: Phone, text: str, *, after: int = 0, seconds: float = 10.0) -> Seen:
    await until(
        lambda: f"{text!r}, but {[seen.text for seen in phone.told[-3:]]}",
        lambda: holding(phone, text, after=after),
        seconds=seconds,
    )
    found = holding(phone, text, after=after)
    assert found
    return found


async def open_counter(bot: Bot, api: Control, street: str, name: str = "受理群") -> Officer:
    """A group bound to a street, with one officer in it."""
    phone = api.phone("Zhou")
    group = api.group(name, phone)
    code = (await bot.told("invite", "counter", "--street", street, "--json"))["code"]
    in_group = phone.looking_at(group)
    in_group.say(f"/bind {code}")
    await told(in_group, "受理群设好了", seconds=20)
    return Officer(phone, in_group, street)


@dataclass(frozen=True)
class Asked:
    """A button that somebody waits for, and the message that has it."""

    label: str
    message: int


@dataclass
class Rider:
    """A rider; `impatient`: presses again what brings nothing, and sometimes twice at once."""

    phone: Phone
    latitude: float = 31.2843
    longitude: float = 121.4510
    chance: Random = field(default_factory=lambda: Random(1))
    impatient: bool = False
    numbers: list[str] = field(default_factory=list)
    presses: int = 0

    async def agree(self) -> None:
        """The first contact: the consent is read and given."""
        mine = self.phone.say("随手报")
        await told(self.phone, "同意并继续", after=mine, seconds=ROUND_SECONDS_MAX)
        await self.press_until("同意并继续", "拍一张现场照片", after=mine)

    async def report(self, words: str = WIRE) -> str:
        """Photo with words, place, 提交: the case's number."""
        self.phone.send_photo(picture(self.chance), words)
        await told(self.phone, "在哪里", seconds=ROUND_SECONDS_MAX)
        self.phone.send_place(self.latitude, self.longitude, 10.0)
        return await self.send_in()

    async def send_in(self) -> str:
        """提交, and the number that answers it; what is known near by is another one."""
        await until("a card", self.asked, seconds=ROUND_SECONDS_MAX)
        deadline = time.monotonic() + ROUND_SECONDS_MAX
        while not (new := self.answered_numbers() - set(self.numbers)):
            assert time.monotonic() < deadline, f"never a number, but {[s.text for s in self.phone.told[-3:]]}"
            if before := self.asked():
                self.press(before.label)
            await self.wait(lambda before=before: self.answered_numbers() - set(self.numbers) or self.asked() != before)
        self.numbers += sorted(new)
        return self.numbers[-1]

    def asked(self) -> Asked | None:
        """What the newest card waits for: 是新的 where something is known near by, else 提交."""
        for seen in reversed(self.phone.told):
            for label in ("是新的", "提交"):
                if label in seen.buttons:
                    return Asked(label, seen.id)
        return None

    def answered_numbers(self) -> set[str]:
        """Every number that 提交 was ever answered with."""
        receipts = [seen.text for seen in self.phone.told if "已收到，编号" in seen.text]
        return {found[0] for text in receipts if (found := NUMBER.search(text))}

    async def answer(self, number: str, how: str = "已解决") -> None:
        """What the office did is looked at and answered."""
        await until(f"{number} handled", lambda: self.asked_about(number), seconds=ROUND_SECONDS_MAX)
        deadline = time.monotonic() + ROUND_SECONDS_MAX
        while not any(number in seen.text and "已办结" in seen.text for seen in self.phone.told):
            assert time.monotonic() < deadline, f"{number} was never closed"
            if asked := self.asked_about(number):
                self.press(how, at=asked.id)
            await self.wait(lambda: any(number in s.text and "已办结" in s.text for s in self.phone.told))

    def asked_about(self, number: str) -> Seen | None:
        """The question what one sees, with the picture before and after."""
        listed = self.phone.told
        for seen in reversed(listed):
            if "说处理好了" in seen.text and "没再路过" in seen.buttons:
                presses = [key.get("callback_data", "") for row in seen.keys for key in row]
                if any(number in press for press in presses):
                    return seen
        return None

    async def press_until(self, label: str, text: str, *, after: int = 0) -> Seen:
        """Press, and again after a while if nothing comes, until a text is there."""
        deadline = time.monotonic() + ROUND_SECONDS_MAX
        while (found := holding(self.phone, text, after=after)) is None:
            assert time.monotonic() < deadline, (
                f"[{label}] never brought {text!r}, but {[s.text for s in self.phone.told[-3:]]}"
            )
            self.press(label)
            await self.wait(lambda: holding(self.phone, text, after=after))
        return found

    def press(self, label: str, *, at: int | None = None) -> None:
        """Press where the button still is; an impatient thumb sometimes hits it twice."""
        for _ in range(2 if self.impatient and self.chance.random() < 0.3 else 1):
            try:
                self.phone.press(label, at=at)
                self.presses += 1
            except LookupError:
                return

    async def wait(self, is_so: Callable[[], object]) -> None:
        patience = PATIENCE_SECONDS if self.impatient else ROUND_SECONDS_MAX
        await soon(is_so, seconds=patience)


@dataclass
class Officer:
    """An officer of a counter: in the group, and in private with the bot."""

    phone: Phone
    group: Phone
    street: str
    chance: Random = field(default_factory=lambda: Random(2))
    impatient: bool = False

    def message_of(self, number: str) -> Seen | None:
        """The counter's message of a case, as it stands now."""
        return next(reversed(self.messages_of(number)), None)

    def messages_of(self, number: str) -> list[Seen]:
        """The messages with a case at their head; others may name it as what came back."""
        return [s for s in self.group.told if number in s.text.partition("\n")[0] and "代号" in s.text]

    async def work(self, number: str) -> None:
        """接单, 已处置 with photo and words, 核实属实."""
        await until(f"{number} at its counter", lambda: self.message_of(number), seconds=ROUND_SECONDS_MAX)
        await self._press_until(
            number, "接单", lambda: "已接单" in self._text(number) or "已处置" in self._text(number)
        )
        await self.handle(number)

    async def handle(self, number: str) -> None:
        before = max((seen.id for seen in self.phone.messages), default=0)

        def asked() -> bool:
            return any(number in s.text and "处置后的照片" in s.text and s.id > before for s in self.phone.told)

        await self._press_until(number, "已处置", asked)
        mine = self.phone.send_photo(picture(self.chance), f"{number} 线已剪断收好")
        await told(self.phone, "核实属实", after=0, seconds=ROUND_SECONDS_MAX)
        deadline = time.monotonic() + ROUND_SECONDS_MAX

        def done() -> bool:
            return any(f"{number} 已处置，骑手会去看" in seen.text for seen in self.phone.told)

        while not done():
            assert time.monotonic() < deadline, f"{number} was never handled"
            if holding(self.phone, "核实属实", after=before) and mine:
                try:
                    self.phone.press("核实属实")
                except LookupError:
                    await asyncio.sleep(LOOK_SECONDS)
            await self._wait(done)

    async def _press_until(self, number: str, label: str, is_so: Callable[[], bool]) -> None:
        deadline = time.monotonic() + ROUND_SECONDS_MAX
        while not is_so():
            assert time.monotonic() < deadline, f"[{label}] of {number} never had an effect"
            seen = self.message_of(number)
            if seen and label in seen.buttons:
                try:
                    self.group.press(label, at=seen.id)
                except LookupError:
                    continue
            await self._wait(is_so)

    def _text(self, number: str) -> str:
        seen = self.message_of(number)
        return seen.text if seen else ""

    async def _wait(self, is_so: Callable[[], bool]) -> None:
        await soon(is_so, seconds=PATIENCE_SECONDS if self.impatient else ROUND_SECONDS_MAX)
