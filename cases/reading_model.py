"""What a message sounds like: naive Bayes over characters and ideas, learnt from the labelled messages at start."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

SMOOTHING = 0.15
SHARPNESS = 0.55  # naive Bayes is far too sure of itself; its log-odds are scaled by this


def features(text: str, ideas: Iterable[str]) -> set[str]:
    """Pairs and triples of characters (Chinese), whole words (English), and the ideas that were heard."""
    found = {f"@{idea}" for idea in ideas if not idea.startswith(("calm:", "over:"))}
    word = ""
    for here, character in enumerate(text + " "):
        if "a" <= character <= "z" or character == "'":
            word += character
            continue
        if word:
            found.add(word)
            word = ""
        pair = text[here : here + 2]
        if len(pair) == 2 and character > "\u2fff" and pair[1] > "\u2fff":
            found.add(pair)
            triple = text[here : here + 3]
            if len(triple) == 3 and triple[2] > "\u2fff":
                found.add(triple)
    return found


class Model:
    """Log-odds of every feature for every label. The same messages always give the same model."""

    def __init__(self, labelled: Iterable[tuple[str, set[str]]]) -> None:
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        messages: Counter[str] = Counter()
        for label, found in labelled:
            counts[label].update(found)
            messages[label] += 1
        size = len({feature for counter in counts.values() for feature in counter}) or 1
        self._start: dict[str, float] = {}
        self._silent: dict[str, float] = {}
        self._gain: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for label in sorted(counts):
            total = sum(counts[label].values()) + SMOOTHING * size
            self._start[label] = math.log(messages[label])
            self._silent[label] = math.log(SMOOTHING / total)
            for feature, count in counts[label].items():
                self._gain[feature].append((label, math.log((count + SMOOTHING) / SMOOTHING)))

    def chances(self, found: set[str]) -> Mapping[str, float]:
        """For each label its chance; empty when not one feature is known."""
        known = sorted(feature for feature in found if feature in self._gain)
        if not known:
            return {}
        odds = {label: start + self._silent[label] * len(known) for label, start in self._start.items()}
        for feature in known:
            for label, gain in self._gain[feature]:
                odds[label] += gain
        top = max(odds.values())
        shares = {label: math.exp(SHARPNESS * (value - top)) for label, value in odds.items()}
        whole = sum(shares.values())
        return {label: share / whole for label, share in shares.items()}
