"""What a whole message sounds like, beside its label: an emergency, a clue, both or neither."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cases.reading.model import Weighed

ROUNDS = 12  # over the messages; thirty told a few more of those not taught, for three times the wait
STEP = 0.5  # how far the first message moves a pull; less with each that moved it before
LEAST_ERROR = 0.02  # a message that is told this well teaches nothing more
STRIDE = 2_654_435_761  # a prime: one label's messages stand together, and are taught in a mixed order
DIGITS = 3  # of a pull
PULL_MIN = 0.05  # a feature that pulls less is left out: half of the file, the same answers


class Tone:
    """For each mark ("!", "?") the pull of every feature towards it.

    (Logistic regression, each step scaled as in AdaGrad: Duchi et al., 2011.) The same messages in the same order give
    the same pulls.
    """

    def __init__(self, marks: str, starts: Sequence[float], first: Iterable[float], second: Iterable[float]) -> None:
        """`first`, `second`: the pull of each feature to each of two `marks`; `starts`: what speaks for them unread."""
        self._marks = marks
        self._starts = tuple(starts)
        self._pulls = array("f", first), array("f", second)

    @classmethod
    def learnt(cls, lessons: Iterable[tuple[str, Weighed]], marks: str) -> Tone:
        """Learnt from messages, each with the marks it bears and its weighed features."""
        taught = list(lessons)
        each = [_learn([(mark in borne, weighed) for borne, weighed in taught]) for mark in marks]
        last = max((max(pulls, default=-1) for pulls, _ in each), default=-1)
        rows = [_strong([pulls.get(feature, 0.0) for pulls, _ in each]) for feature in range(last + 1)]
        starts = [round(start, DIGITS) for _, start in each]
        return cls(marks, starts, (first for first, _ in rows), (second for _, second in rows))

    def plain(self) -> list[Any]:
        """As JSON values; `of` is the inverse."""
        return [self._marks, list(self._starts), *([round(pull, DIGITS) for pull in pulls] for pulls in self._pulls)]

    @classmethod
    def of(cls, plain: Sequence[Any]) -> Tone:
        return cls(*plain)

    def chances(self, weighed: Weighed) -> dict[str, float]:
        """For each mark the chance that a message bears it, 0 to 1."""
        chances = {}
        for mark, said, pulls in zip(self._marks, self._starts, self._pulls, strict=True):
            pulled = [pulls[number] * weight for number, weight in zip(weighed.numbers, weighed.weights, strict=True)]
            chances[mark] = _chance(said + sum(pulled))
        return chances


def _strong(row: Sequence[float]) -> Sequence[float]:
    return [round(pull, DIGITS) for pull in row] if any(abs(pull) >= PULL_MIN for pull in row) else [0.0] * len(row)


def _learn(taught: Sequence[tuple[bool, Weighed]]) -> tuple[dict[int, float], float]:
    """The pull of each feature to one mark, and what speaks for it from the start."""
    pulls = {feature: 0.0 for _, weighed in taught for feature in weighed.numbers}
    moved = dict.fromkeys(pulls, 0.01)
    start, start_moved = 0.0, 0.01
    for number in _mixed(len(taught)):
        is_so, weighed = taught[number]
        pairs = list(zip(weighed.numbers, weighed.weights, strict=True))
        error = _chance(start + sum([pulls[feature] * weight for feature, weight in pairs])) - is_so
        if abs(error) < LEAST_ERROR:
            continue
        start_moved += error * error
        start -= STEP * error / math.sqrt(start_moved)
        for feature, weight in pairs:
            slope = error * weight
            moved[feature] += slope * slope
            pulls[feature] -= STEP * slope / math.sqrt(moved[feature])
    return pulls, start


def _mixed(count: int) -> Iterator[int]:
    """Each number below `count`, in one mixed order after the other."""
    for turn in range(ROUNDS):
        for each in range(count):
            yield (each * STRIDE + turn) % count


def _chance(said: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, said))))
