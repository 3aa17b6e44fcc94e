"""What must hold after every kill: nothing lost, nothing twice, everybody can go on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from tests.endtoend.people import NUMBER, Officer, Rider
from tests.fake_bot_api import Phone

TOLD_ONCE = re.compile(r"已收到，编号|有人接了|说处理好了|谢谢您又看了一眼|已处置，骑手会去看")


def violations(
    exported: dict[str, Any], riders: Iterable[Rider], officers: Iterable[Officer], *, kills: int
) -> Iterator[str]:
    """A line for each thing that does not hold."""
    riders, officers = list(riders), list(officers)
    yield from _of_cases(exported, riders)
    yield from _of_counters(exported, officers, kills)
    yield from _of_points(exported)
    yield from _of_letters(exported)
    for phone in (*(rider.phone for rider in riders), *(officer.phone for officer in officers)):
        if (again := repeats(phone)) > kills:
            yield f"chat {phone.chat} was told {again} things again after {kills} kills"


def _of_cases(exported: dict[str, Any], riders: list[Rider]) -> Iterator[str]:
    """One case for each 提交, and each known to its rider."""
    kept = Counter(case["number"] for case in exported["cases"])
    answered = Counter(number for rider in riders for number in rider.answered_numbers())
    yield from (f"{number} was answered but is no case" for number in answered - kept)
    yield from (f"{number} is a case that no rider was told of" for number in kept - answered)
    sent = sum(len(rider.numbers) for rider in riders)
    if sent != len(kept):
        yield f"{sent} reports were sent and {len(kept)} cases kept"
    opened = Counter(event["number"] for event in exported["case_events"] if event["what"] == "open")
    yield from (f"{number} was opened {count} times" for number, count in opened.items() if count != 1)
    for case in exported["cases"]:
        if (case["status"], case["verified"]) != ("closed", 1):
            yield f"{case['number']} is {case['status']}, not closed as its rider answered"
    for photo in exported["case_photos"]:
        if photo["state"] != "kept":
            yield f"photo {photo['n']} of {photo['number']} is {photo['state']}"


def _of_counters(exported: dict[str, Any], officers: list[Officer], kills: int) -> Iterator[str]:
    """Each case at its counter, once; an ambiguous send may repeat one message a kill."""
    by_street = {officer.street: officer for officer in officers}
    extra = 0
    for case in exported["cases"]:
        shown = by_street[case["street"]].messages_of(case["number"])
        if not shown:
            yield f"{case['number']} never reached its counter"
        extra += max(len(shown) - 1, 0)
        if shown and not any("已办结" in seen.text for seen in shown):
            yield f"{case['number']} is closed, but its counter sees {shown[-1].text!r}"
    if extra > kills:
        yield f"counters were told {extra} cases again after {kills} kills"


def _of_points(exported: dict[str, Any]) -> Iterator[str]:
    """One award for each verified case."""
    awards = Counter(transfer["ref"] for transfer in exported["transfers"] if transfer["code"] == "award")
    verified = {case["number"] for case in exported["cases"] if case["verified"]}
    yield from (f"{number} was awarded {count} times" for number, count in awards.items() if count != 1)
    yield from (f"{number} is verified and has no award" for number in verified - set(awards))
    yield from (f"{number} has an award and is not verified" for number in set(awards) - verified)


def _of_letters(exported: dict[str, Any]) -> Iterator[str]:
    for letter in exported["letters"]:
        if letter["state"] != "sent":
            yield f"letter {letter['id']} about {letter['about'] or 'no case'} is {letter['state']}: {letter['why']}"


def repeats(phone: Phone) -> int:
    """How many messages of a chat say again what was said."""
    said = Counter((found[0], number[0]) for seen in phone.told if (found := TOLD_ONCE.search(seen.text))
                   and (number := NUMBER.search(seen.text)))  # fmt: skip
    return sum(count - 1 for count in said.values())
