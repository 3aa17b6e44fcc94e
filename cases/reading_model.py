"""What a message sounds like: how near it lies to each label's messages, learnt from them at start."""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise
from typing import Any

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

Weighed = list[tuple[str, float]]  # features, each with its weight


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
    """How rare each feature is among the messages taught: the rarer, the more it tells (tf-idf)."""

    def __init__(self, messages: int, seen: Mapping[str, int]) -> None:
        """`messages`: how many were taught; `seen`: in how many of them each feature stands."""
        self._messages, self._seen = messages, seen
        by_count = {count: math.log(1 + messages / count) for count in set(seen.values())}
        self._rarity = {feature: by_count[count] for feature, count in seen.items()}

    @classmethod
    def learnt(cls, taught: Sequence[Sequence[str]]) -> Rarity:
        """Counted in messages, each as its features."""
        return cls(len(taught), Counter(feature for found in taught for feature in found))

    def plain(self) -> list[Any]:
        """As JSON values; `of` is the inverse."""
        return [self._messages, dict(self._seen)]

    @classmethod
    def of(cls, plain: Sequence[Any]) -> Rarity:
        return cls(plain[0], plain[1])

    def weighed(self, found: Sequence[str]) -> Weighed:
        """The features that were ever taught, each with its rarity, together of length one."""
        rarity = self._rarity
        known = [(feature, rarity[feature]) for feature in found if feature in rarity]
        length = math.sqrt(sum([weight * weight for _, weight in known])) or 1.0
        return [(feature, weight / length) for feature, weight in known]


class Model:
    """For every label the pull of every feature: first the middle of its messages, then what tells it from others.

    (Rocchio's middles, refined by the passive-aggressive steps PA-I of Crammer et al., 2006.)
    The same messages in the same order give the same model.
    """

    def __init__(self, labels: Sequence[str], pulls: Mapping[str, tuple[Iterable[int], Iterable[float]]]) -> None:
        """`pulls`: by feature the labels that it pulls to, by number, and how strongly."""
        self._labels = tuple(labels)
        self._pulls = {feature: (bytes(to), array("d", by)) for feature, (to, by) in pulls.items()}  # small in memory

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
        kept = {}
        for feature, row in pulls.items():
            strong = {label: round(pull, DIGITS) for label, pull in row.items() if abs(pull) >= PULL_MIN}
            if strong:
                kept[feature] = (strong.keys(), strong.values())
        return cls(labels, kept)

    def plain(self) -> list[Any]:
        """As JSON values; `of` is the inverse."""
        return [self._labels, {feature: [list(to), list(by)] for feature, (to, by) in self._pulls.items()}]

    @classmethod
    def of(cls, plain: Sequence[Any]) -> Model:
        return cls(plain[0], plain[1])

    def chances(self, weighed: Weighed) -> Mapping[str, float]:
        """For each likely label its chance, less than one in all where little was said; empty when nothing is known."""
        if not weighed:
            return {}
        near = [0.0] * len(self._labels)
        pulls = self._pulls
        for feature, weight in weighed:
            if row := pulls.get(feature):
                for label, pull in zip(*row, strict=True):
                    near[label] += weight * pull
        least = max(near) + math.log(CHANCE_MIN) / SHARPNESS
        weights = {self._labels[each]: math.exp(SHARPNESS * value) for each, value in enumerate(near) if value > least}
        telling = sum([len(feature) > 1 for feature, _ in weighed])
        trust = min(1.0, telling / FEATURES_ENOUGH) / sum(weights.values())
        return {label: weight * trust for label, weight in weights.items()}

    def tells(self, label: str, weighed: Weighed) -> list[str]:
        """What pulled a message to a label, the strongest first: "送到", "@parcel"."""
        if label not in self._labels:
            return []
        number = self._labels.index(label)
        pulled = {
            feature: weight * dict(zip(*self._pulls[feature], strict=True)).get(number, 0.0)
            for feature, weight in weighed
            if feature in self._pulls
        }
        return sorted((each for each in pulled if pulled[each] > 0), key=lambda each: (-pulled[each], each))


def _middles(labels: Sequence[str], taught: Iterable[tuple[str, Weighed]]) -> dict[str, dict[int, float]]:
    middles: dict[str, dict[str, float]] = {label: {} for label in labels}
    for label, weighed in taught:
        middle = middles[label]
        for feature, weight in weighed:
            middle[feature] = middle.get(feature, 0.0) + weight
    pulls: dict[str, dict[int, float]] = {}
    for number, middle in enumerate(middles.values()):
        length = math.sqrt(sum(weight * weight for weight in middle.values())) or 1.0
        for feature, weight in middle.items():
            row = pulls.setdefault(feature, {})
            if weight >= PULL_MIN * length:
                row[number] = weight / length
    return pulls


def _teach(own: int, weighed: Weighed, pulls: Mapping[str, dict[int, float]], labels: int) -> bool:
    """Pull a message to its own label and off the one it is likeliest taken for; False if it was near enough."""
    near = [0.0] * labels
    for feature, weight in weighed:
        for label, pull in pulls[feature].items():
            near[label] += weight * pull
    wanted, near[own] = near[own] - MARGIN, -math.inf
    other = max(range(len(near)), key=near.__getitem__)
    if near[other] <= wanted:
        return False
    step = min(STEP_MAX, (near[other] - wanted) / 2)
    for feature, weight in weighed:
        row = pulls[feature]
        row[own] = row.get(own, 0.0) + step * weight
        row[other] = row.get(other, 0.0) - step * weight
    return True
