"""A class of cases at one gate and a consultation about it, led through the rooms' own doors."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from bot.turn import Taken, Turn
from cases.broadcasting.broadcasts import Broadcasts
from cases.classes.classes import Classes
from cases.consultations.agreeing import Parties
from cases.consultations.consultation import Answer, Consultation, Content, Party, Side, State
from cases.consultations.leading import Consultations
from dialogue.hear import Photo, Place, Press, Words
from storage.database import Transaction
from tests.world import World

T = TypeVar("T")
DANING, GROUP = "310106019", "大宁受理群"
GATE = Place(31.2843, 121.4510, "fix", "wgs84", 10.0)
COMPLAINT = "保安不让进门"
DAY = 86_400
RIDERS = ("wang", "liu", "zhao")


@dataclass
class Table:
    """A consultation of class 1, which `leads` leads; `links` are the guests' by their names."""

    world: World
    id: int = 0
    leads: str = "chen"
    links: dict[str, str] = field(default_factory=dict)

    async def do(self, act: Callable[[Consultations], T], *, who: str = "", seconds: int = 0) -> T:
        """What a coordinator does, so many seconds from now; letters go out after it."""
        person = await self.world.person(who or self.leads)

        def work(tx: Transaction) -> tuple[T, Taken]:
            turn = Turn(tx, self.world.app.know, now_ms=int((time.time() + seconds) * 1000))
            broadcasts = Broadcasts(turn.meetings.informing, turn.know.seals, turn.now)
            found = act(Consultations(Classes(broadcasts, turn.roster.person(person))))
            return found, turn.ended()

        found, taken = await self.world.database.take(work)
        self.world.app.turns.handed(taken.letters, len(taken.letters) < taken.posted_count)
        await self.world.settle()
        return found

    async def held(self) -> Consultation:
        return await self.do(lambda c: c.find(str(self.id)))

    async def call(self, *, in_seconds: int = 3 * DAY, seconds: int = 0) -> None:
        """A consultation in so many seconds, called so many seconds from now."""
        at = int(time.time()) + in_seconds
        content = Content("街道一楼", ("车停哪",))
        called = await self.do(
            lambda c: c.call(c.classes.find("1"), level="street", meet_at=at, content=content), seconds=seconds
        )
        self.id = called.id

    async def guest(self, side: Side, name: str) -> None:
        found = await self.do(lambda c: c.add_guests(c.find(str(self.id)), side, [name]))
        self.links[name] = found[0][1]

    async def by_link(self, name: str, act: Callable[[Parties, Consultation, int], T], *, seconds: int = 0) -> T:
        """What a guest does at their link."""

        def work(c: Consultations) -> T:
            parties = Parties(c.telling)
            found = parties.of_guest(self.links[name])
            assert found, "the link opens nothing"
            return act(parties, found[0], found[1].n)

        return await self.do(work, seconds=seconds)

    async def answers(self, name: str, answer: Answer, words: str = "") -> None:
        await self.by_link(name, lambda p, held, n: p.answer(held, _party(p, held, n), answer, words))

    async def consents(self, name: str, *, yes: bool = True, why: str = "") -> State:
        return await self.by_link(name, lambda p, held, n: p.consent(held, _party(p, held, n), yes=yes, why=why))

    async def to_consent(self, rule: str = "门口停十分钟。") -> None:
        """Minutes are written, and everybody who takes part is asked; the meeting has begun."""
        today = date.today()  # noqa: DTZ011 - the test's own clock
        await self.do(lambda c: c.note_minutes(c.find(str(self.id)), ["说了"], ""))
        await self.do(
            lambda c: c.ask_consent(
                c.find(str(self.id)), rule, first=today, last=today + timedelta(days=100),
                review_at=int(time.time()) + 30 * DAY,
            )
        )  # fmt: skip


def _party(parties: Parties, held: Consultation, n: int) -> Party:
    return next(each for each in parties.telling.parties(held) if each.n == n)


async def reported(world: World, who: str) -> None:
    since = len(world.channel.shown)
    await world.say(who, Photo("a"), Words(COMPLAINT))
    await world.say(who, GATE)
    if any(key.press.endswith(":new") for s in world.channel.shown[since:] for row in s.keys for key in row):
        await world.press(who, ":new")
    await world.press(who, "send:send")


async def gate(world: World) -> Table:
    """Three riders' complaints at one gate, opened as class 1."""
    await world.counter(DANING, GROUP)
    await world.coordinator("chen", DANING)
    for who in RIDERS:
        await world.agree(who)
        await reported(world, who)
    await world.say("chen", Press("propose:JA26-00001"))
    await world.say("chen", Words("大宁广场东门"))
    return Table(world)
