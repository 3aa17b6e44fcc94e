"""More cases that nobody saw than can begin when somebody joins: the clock sees to the rest, each rider told once."""

from __future__ import annotations

import pytest

from cases import counters
from dialogue.hear import Photo, Place, Words
from tests.world import World


async def test_whoever_was_too_many_is_told_by_the_next_sweeps(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counters, "SEEN_AT_ONCE_MAX", 2)
    await world.agree("wang")
    for n in range(5):
        await world.say("wang", Photo("a"), Words("井盖坏了"))
        await world.say("wang", Place(31.2843 + n * 300 / 111_195, 121.4510, "fix", "wgs84", 10.0))
        await world.press("wang", "send:send")
    await world.app.clock.sweep()
    assert await world.count("case_event", "what = 'seen'") == 0
    await world.counter("310106019", "大宁受理群")
    seen = [await world.count("case_event", "what = 'seen'")]
    for _ in range(3):
        world.clock.shift(300)
        await world.app.clock.sweep()
        await world.settle()
        seen.append(await world.count("case_event", "what = 'seen'"))
    assert seen == [2, 4, 5, 5]
    told = [s.text for s in world.channel.shown if "有人受理了" in s.text]
    assert len(told) == len(set(told)) == 5
