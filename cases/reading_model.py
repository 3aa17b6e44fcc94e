"""What a message sounds like: how near it lies to the middle of each label's messages, learnt from them at start."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

SHARPNESS = 36.0  # how much a little more nearness counts; found by leaving out each fifth of the messages in turn
FEATURES_ENOUGH = 12  # as many as five characters have; from fewer, what a message sounds like proves less

_WORD = re.compile("[a-z']+")
_RUN = re.compile("[\u3400-\u9fff]+")  # Chinese characters without anything between them


def features(text: str, ideas: Iterable[str]) -> Sequence[str]:
    """One to three characters (Chinese), whole words (English), and the ideas that were heard; each once."""
    found = [f"@{idea}" for idea in ideas if idea[0].isalpha() and ":" not in idea]
    found += _WORD.findall(text)
    for run in _RUN.findall(text):
        found += run
        found += map("".join, pairwise(run))
        found += map("".join, zip(run, run[1:], run[2:], strict=False))
    return list(dict.fromkeys(found))


class Model:
    """A middle for every label: the average of its messages, rare features counting more than common ones.

    (The method is Rocchio's, with tf-idf weights and cosine nearness.) The same messages give the same model.
    """

    def __init__(self, labelled: Iterable[tuple[str, Sequence[str]]]) -> None:
        taught = list(labelled)
        seen = Counter(feature for _, found in taught for feature in found)
        self._rarity = {feature: math.log(1 + len(taught) / count) for feature, count in seen.items()}
        middles: dict[str, dict[str, float]] = {label: {} for label in sorted({label for label, _ in taught})}
        for label, found in taught:
            middle, length = middles[label], self._length(found)
            for feature in found:
                middle[feature] = middle.get(feature, 0.0) + self._rarity[feature] / length
        self._labels = tuple(middles)
        self._pulls: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for label, middle in middles.items():
            length = math.sqrt(sum(weight * weight for weight in middle.values()))
            for feature, weight in middle.items():
                self._pulls[feature].append((label, weight * self._rarity[feature] / length))

    def chances(self, found: Sequence[str]) -> Mapping[str, float]:
        """For each label its chance, less than one in all where little was said; empty when nothing is known."""
        known = [feature for feature in found if feature in self._pulls]
        if not known:
            return {}
        near = dict.fromkeys(self._labels, 0.0)
        for feature in known:
            for label, pull in self._pulls[feature]:
                near[label] += pull
        length = self._length(known)
        top = max(near.values())
        weights = {label: math.exp(SHARPNESS * (value - top) / length) for label, value in near.items()}
        trust = min(1.0, len(known) / FEATURES_ENOUGH) / sum(weights.values())
        return {label: weight * trust for label, weight in weights.items()}

    def _length(self, found: Iterable[str]) -> float:
        return math.sqrt(sum([self._rarity[feature] ** 2 for feature in found])) or 1.0
