"""What a message sounds like: how near it lies to each label's messages, learnt from them at start."""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, combinations, pairwise
from typing import Any, NamedTuple

ROUNDS = 2  # over the messages; a third changed nothing on messages that were not taught
MARGIN = 0.4  # by how much its own label must be nearer than any other before a message teaches nothing more
STEP_MAX = 0.3  # how much one message may teach at once
SHARPNESS = 20.0  # how much a little more nearness counts; least surprise on messages that were not taught
FEATURES_ENOUGH = 12  # longer than one character; from fewer, what a message sounds like proves less
CHANCE_MIN = 0.01  # a smaller chance is not told
DIGITS = 4  # of a pull: more tell nothing, and a file of them is a third longer
PULL_MIN = 0.05  # a feature that pulls less to a label is left out: a third of the work, the same answers

_WORD = re.compile("[a-z]+")
_RUN = re.compile("[\u3400-\u9fff]+")  # Chinese characters without anything between them


class Weighed(NamedTuple):
    """What of a message was ever taught: its features, each with its number and its weight."""

    features: Sequence[str]
    numbers: Sequence[int]
    weights: Sequence[float]

    @property
    def is_telling(self) -> bool:
        """Whether enough is said for its sound to prove something."""
        return self.telling >= FEATURES_ENOUGH

    @property
    def telling(self) -> int:
        """How many features are longer than one character."""
        return sum([len(feature) > 1 for feature in self.features])


def features(text: str, ideas: Iterable[str]) -> Sequence[str]:
    """One to three characters (Chinese), whole words (English), the ideas heard and each two of them; each once.

    Two ideas in one message tell more than each for itself: an old man, and eggs.
    """
    found = sorted(f"@{idea}" for idea in ideas if idea[0].isalpha() and ":" not in idea)
    found += [one + other for one, other in combinations(found, 2)]
    found += _WORD.findall(text)
    for run in _RUN.findall(text):
        found += run
        found += map("".join, pairwise(run))
        found += map("".join, zip(run, run[1:], run[2:], strict=False))
    return list(dict.fromkeys(found))


class Rarity:
    """How rare each feature is among the messages taught: the rarer, the more it tells (tf-idf).

    Every feature has a number here, under which the others keep what they learnt of it: one copy of its letters.
    """

    def __init__(self, messages: int, seen: Mapping[str, int]) -> None:
        """`messages`: how many were taught; `seen`: in how many of them each feature stands."""
        self._messages = messages
        self._number = {feature: number for number, feature in enumerate(seen)}
        self._seen = array("H", seen.values())
        self._rarity = array("d", [math.log(1 + messages / count) for count in seen.values()])

    @classmethod
    def learnt(cls, taught: Sequence[Sequence[str]]) -> Rarity:
        """Counted in messages, each as its features."""
        return cls(len(taught), Counter(feature for found in taught for feature in found))

    def plain(self) -> list[Any]:
        """As JSON values; `of` is the inverse."""
        return [self._messages, dict(zip(self._number, self._seen, strict=True))]

    @classmethod
    def of(cls, plain: Sequence[Any]) -> Rarity:
        return cls(plain[0], plain[1])

    def weighed(self, found: Sequence[str]) -> Weighed:
        """The features that were ever taught, each with its rarity, together of length one."""
        number, rarity = self._number, self._rarity
        known = [feature for feature in found if feature in number]
        numbers = [number[feature] for feature in known]
        weights = [rarity[each] for each in numbers]
        length = math.sqrt(sum([weight * weight for weight in weights])) or 1.0
        return Weighed(known, numbers, [weight / length for weight in weights])


class Model:
    """For every label the pull of every feature: first the middle of its messages, then what tells it from others.

    (Rocchio's middles, refined by the passive-aggressive steps PA-I of Crammer et al., 2006.)
    The same messages in the same order give the same model.
    """

    def __init__(self, labels: Sequence[str], counts: Iterable[int], to: Iterable[int], by: Iterable[float]) -> None:
        """For each feature in turn `counts` has how many labels it pulls to; `to` which ones; `by` how strongly."""
        self._labels = tuple(labels)
        self._starts = array("I", accumulate(counts, initial=0))
        self._to, self._by = bytes(to), array("d", by)

    @classmethod
    def learnt(cls, lessons: Iterable[tuple[str, Weighed]]) -> Model:
        """Learnt from messages, each a label and its weighed features."""
        taught = list(lessons)
        labels = tuple(sorted({label for label, _ in taught}))
        number = {label: each for each, label in enumerate(labels)}
        pulls = _middles(labels, taught)
        left = taught
        for _ in range(ROUNDS):
            left = [(label, weighed) for label, weighed in left if _teach(number[label], weighed, pulls, len(labels))]
        rows = [_strong(pulls.get(feature, {})) for feature in range(max(pulls, default=-1) + 1)]
        told = [(label, pull) for row in rows for label, pull in row.items()]
        return cls(labels, map(len, rows), (label for label, _ in told), (pull for _, pull in told))

    def plain(self) -> list[Any]:
        """As JSON values; `of` is the inverse."""
        counts = [after - before for before, after in pairwise(self._starts)]
        return [self._labels, counts, list(self._to), list(self._by)]

    @classmethod
    def of(cls, plain: Sequence[Any]) -> Model:
        return cls(*plain)

    def chances(self, weighed: Weighed) -> Mapping[str, float]:
        """For each likely label its chance, less than one in all where little was said; empty when nothing is known."""
        if not weighed.features:
            return {}
        near = [0.0] * len(self._labels)
        starts, to, by = self._starts, self._to, self._by
        for number, weight in zip(weighed.numbers, weighed.weights, strict=True):
            for n in range(starts[number], starts[number + 1]):
                near[to[n]] += weight * by[n]
        least = max(near) + math.log(CHANCE_MIN) / SHARPNESS
        weights = {self._labels[each]: math.exp(SHARPNESS * value) for each, value in enumerate(near) if value > least}
        trust = min(1.0, weighed.telling / FEATURES_ENOUGH) / sum(weights.values())
        return {label: weight * trust for label, weight in weights.items()}

    def tells(self, label: str, weighed: Weighed) -> list[str]:
        """What pulled a message to a label, the strongest first: "送到", "@parcel"."""
        if label not in self._labels:
            return []
        wanted = self._labels.index(label)
        pulled = {}
        for feature, number, weight in zip(*weighed, strict=True):
            pulls = self._row(number)
            if pulls.get(wanted, 0.0) > 0:
                pulled[feature] = weight * pulls[wanted]
        return sorted(pulled, key=lambda each: (-pulled[each], each))

    def _row(self, number: int) -> Mapping[int, float]:
        """The pull of one feature to each label that it pulls to."""
        start, end = self._starts[number], self._starts[number + 1]
        return dict(zip(self._to[start:end], self._by[start:end], strict=True))


def _strong(row: Mapping[int, float]) -> dict[int, float]:
    return {label: round(pull, DIGITS) for label, pull in row.items() if abs(pull) >= PULL_MIN}


def _middles(labels: Sequence[str], taught: Iterable[tuple[str, Weighed]]) -> dict[int, dict[int, float]]:
    middles: dict[str, dict[int, float]] = {label: {} for label in labels}
    for label, weighed in taught:
        middle = middles[label]
        for feature, weight in zip(weighed.numbers, weighed.weights, strict=True):
            middle[feature] = middle.get(feature, 0.0) + weight
    pulls: dict[int, dict[int, float]] = {}
    for number, middle in enumerate(middles.values()):
        length = math.sqrt(sum(weight * weight for weight in middle.values())) or 1.0
        for feature, weight in middle.items():
            row = pulls.setdefault(feature, {})
            if weight >= PULL_MIN * length:
                row[number] = weight / length
    return pulls


def _teach(own: int, weighed: Weighed, pulls: Mapping[int, dict[int, float]], labels: int) -> bool:
    """Pull a message to its own label and off the one it is likeliest taken for; False if it was near enough."""
    near = [0.0] * labels
    for feature, weight in zip(weighed.numbers, weighed.weights, strict=True):
        for label, pull in pulls[feature].items():
            near[label] += weight * pull
    wanted, near[own] = near[own] - MARGIN, -math.inf
    other = max(range(len(near)), key=near.__getitem__)
    if near[other] <= wanted:
        return False
    step = min(STEP_MAX, (near[other] - wanted) / 2)
    for feature, weight in zip(weighed.numbers, weighed.weights, strict=True):
        row = pulls[feature]
        row[own] = row.get(own, 0.0) + step * weight
        row[other] = row.get(other, 0.0) - step * weight
    return True
