"""What a whole message sounds like, beside its label: an emergency, a clue, both or neither."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from cases.reading_model import Weighed

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

    def __init__(self, pulls: Mapping[str, tuple[float, float]], starts: Sequence[float], marks: str) -> None:
        """`pulls`: by feature its pull to each of two `marks`; `starts`: what speaks for each before a word is read."""
        self._marks = marks
        self._starts = tuple(starts)
        self._pulls = {feature: array("f", both) for feature, both in pulls.items()}

    @classmethod
    def learnt(cls, lessons: Iterable[tuple[str, Weighed]], marks: str) -> Tone:
        """Learnt from messages, each with the marks it bears and its weighed features."""
        taught = list(lessons)
        each = [_learn([(mark in borne, weighed) for borne, weighed in taught]) for mark in marks]
        features = {feature for pulls, _ in each for feature in pulls}
        pulls = {}
        for feature in sorted(features):
            row = tuple(round(pulls_to.get(feature, 0.0), DIGITS) for pulls_to, _ in each)
            if any(abs(pull) >= PULL_MIN for pull in row):
                pulls[feature] = (row[0], row[1])
        return cls(pulls, [round(start, DIGITS) for _, start in each], marks)

    def plain(self) -> list[Any]:
        """As JSON values; `of` is the inverse."""
        pulls = {feature: [round(pull, DIGITS) for pull in row] for feature, row in self._pulls.items()}
        return [self._marks, list(self._starts), pulls]

    @classmethod
    def of(cls, plain: Sequence[Any]) -> Tone:
        return cls(plain[2], plain[1], plain[0])

    def chances(self, weighed: Weighed) -> dict[str, float]:
        """For each mark the chance that a message bears it, 0 to 1."""
        first, second = self._starts
        pulls = self._pulls
        for feature, weight in weighed:
            if row := pulls.get(feature):
                first += weight * row[0]
                second += weight * row[1]
        return {mark: _chance(said) for mark, said in zip(self._marks, (first, second), strict=True)}


def _learn(taught: Sequence[tuple[bool, Weighed]]) -> tuple[dict[str, float], float]:
    """The pull of each feature to one mark, and what speaks for it from the start."""
    pulls = {feature: 0.0 for _, weighed in taught for feature, _ in weighed}
    moved = dict.fromkeys(pulls, 0.01)
    start, start_moved = 0.0, 0.01
    for number in _mixed(len(taught)):
        is_so, weighed = taught[number]
        error = _chance(start + sum([pulls[feature] * weight for feature, weight in weighed])) - is_so
        if abs(error) < LEAST_ERROR:
            continue
        start_moved += error * error
        start -= STEP * error / math.sqrt(start_moved)
        for feature, weight in weighed:
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
