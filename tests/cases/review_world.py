"""A street with riders, an officer and coordinators, for the tests of what is looked at twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.turn import Turn, now_ms
from cases.review.review import Review
from dialogue.hear import Command, Photo, Place, Press, Words
from tests.world import World

DANING, OTHER, GROUP = "310106019", "310106012", "大宁受理群"
CASE = "JA26-00001"
HERE = Place(31.2843, 121.4510, "fix", "wgs84", 10.0)


async def town(world: World, *riders: str) -> None:
    """Gao coordinates the district and chen the street, zhou and li work its cases."""
    await world.counter(DANING, GROUP)
    for who in ("zhou", "li"):
        await world.officer(who, DANING)
    await world.coordinator("gao")
    await world.coordinator("chen", DANING)
    for who in riders or ("wang",):
        await world.agree(who)


async def reported(
    world: World, who: str = "wang", *, photo: str = "a", north_m: int = 0, words: str = "井盖坏了"
) -> None:
    await world.say(who, Photo(photo), Words(words))
    await world.say(who, replace(HERE, latitude=HERE.latitude + north_m / 111_195))
    await world.press(who, "send:send")


async def verified(
    world: World, number: str = CASE, *, by: str = "zhou", mark: str = "true", photo: str = "l", after: int = 5
) -> None:
    """An officer takes a case, goes there for so many minutes, and says what was there."""
    await world.say(by, Press(f"take:{number}"))
    await world.pass_time(timedelta(minutes=after))
    await world.say(by, Press(f"handled:{number}"))
    await world.say(by, Photo(photo), Words("办好了"))
    await world.press(by, f"mark:{mark}")


async def swept(world: World, minutes: int = 5) -> None:
    await world.pass_time(timedelta(minutes=minutes))
    await world.app.clock.sweep()
    await world.settle()


async def signs(world: World) -> list[tuple[str, str]]:
    """Kind and case of what was noticed, in order."""
    rows = await world.read(lambda tx: tx.all("select kind, number from signal order by number, kind, id"))
    return [(row["kind"], row["number"]) for row in rows]


async def review(world: World, act: Callable[[Review, Callable[[str], Any]], Any], *people: str) -> Any:
    """Act with the room itself; the second argument gives persons by the name they are called here."""
    ids = {who: await world.person(who) for who in people}
    know = world.app.know

    def work(tx: Any) -> Any:
        cases = Turn(tx, know, now_ms=now_ms())._casework()
        roster = cases.informing.roster
        return act(Review(cases.moving, cases.ledger), lambda who: roster.person(ids[who]))

    return await world.database.take(work)


def last(world: World, who: str) -> str:
    """What somebody read last."""
    return next(shown.text for shown in reversed(world.channel.shown) if shown.address == world.address(who))


async def typed(world: World, who: str, name: str, rest: str = "") -> str:
    await world.say(who, Command(name, rest))
    return last(world, who)
