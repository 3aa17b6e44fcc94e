"""Somebody who tries to tell one kind of row from the rest by its columns: single columns first, then all together.

They learn on one half and are measured on the other. What they reach is an area under the curve: 0.5 is chance, 1 is
certainty. `bound` is what chance alone hardly ever reaches.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]
SIGMAS = 4.2  # some thirty columns are tried in a test: by chance one of 2,000 such tests would go over this
ROUNDS = 40  # of boosting: enough to find two columns that tell only together
CUTS = 12  # places where a column is cut, at most


def tried(columns: Mapping[str, Sequence[float]], labels: Sequence[bool], seed: int = 1) -> dict[str, float]:
    """What each column reaches by itself on the half that was not learnt from, and `together` all of them."""
    table = {name: np.asarray(values, dtype=np.float64) for name, values in columns.items()}
    truth = np.asarray(labels, dtype=bool)
    learns = np.random.default_rng(seed).random(len(truth)) < 0.5
    reached = {name: _alone(values, truth, learns) for name, values in table.items()}
    return {**reached, "together": _together([*table.values()], truth, learns)}


def bound(labels: Sequence[bool], *, alike: float = 1.0) -> float:
    """What chance reaches at most on half of these; `alike`: how many rows there are to one that stands by itself."""
    ours = sum(labels) / 2 / alike
    others = len(labels) / 2 / alike - ours
    return 0.5 + SIGMAS * sqrt((ours + others + 1) / (12 * ours * others))


def area(scores: Column, truth: NDArray[np.bool_]) -> float:
    """The chance that one of ours scores higher than one of the rest, ties counted half (Mann and Whitney)."""
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    ours = int(truth.sum())
    return float((ranks[truth].sum() - ours * (ours + 1) / 2) / (ours * (len(truth) - ours)))


def _alone(values: Column, truth: NDArray[np.bool_], learns: NDArray[np.bool_]) -> float:
    sign = 1.0 if area(values[learns], truth[learns]) >= 0.5 else -1.0
    return area(sign * values[~learns], truth[~learns])


def _together(columns: Sequence[Column], truth: NDArray[np.bool_], learns: NDArray[np.bool_]) -> float:
    """Boosted stumps (AdaBoost): each asks one column one question, weighed by what the earlier ones got wrong."""
    weights, wanted = np.full(int(learns.sum()), 1.0), np.where(truth, 1.0, -1.0)
    scores = np.zeros(len(truth))
    questions = [values >= cut for values in columns for cut in _cuts(values[learns])]
    for _ in range(ROUNDS if questions else 0):
        weights /= weights.sum()
        agreed = [float((weights * wanted[learns] * np.where(answer[learns], 1, -1)).sum()) for answer in questions]
        best = int(np.argmax(np.abs(agreed)))
        sure = min(abs(agreed[best]), 0.999)
        step = 0.5 * np.log((1 + sure) / (1 - sure)) * np.sign(agreed[best])
        said = step * np.where(questions[best], 1.0, -1.0)
        scores += said
        weights *= np.exp(-wanted[learns] * said[learns])
    return area(scores[~learns], truth[~learns])


def _cuts(values: Column) -> Sequence[float]:
    places = np.unique(values)[1:]
    return [float(each) for each in places[:: max(1, len(places) // CUTS)]]
