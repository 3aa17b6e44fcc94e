"""From a rider's words to category, urgency, secrecy and intent, with the reasons; offline and always the same."""

from __future__ import annotations

import csv
import json
import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cases.reading_alarms import Alarm, Rung, listen, read_alarms
from cases.reading_model import Model, features
from cases.reading_words import Heard, Reason, read_book, together

SOUND_WEIGHT = 3.0  # what the model may add to a category; a sure phrase weighs 4
NOTHING_SAID = 1.6  # what speaks for "none of these"
HEAD_SURE = 0.5
CATEGORY_SURE = 0.45
SECRET_WEIGHT = 3.0  # from this weight on, a clue mentioned beside something else still makes it secret
SECRET_BONUS = 0.8  # a clue told beside an ordinary hazard is the more delicate of the two
OTHERS_MAX = 3
REASONS_MAX = 4
SECRET_COUNTERS = frozenset({"clue", "care", "rights"})
INTENTS = frozenset({"status", "points", "feedback"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message was understood to be. `category` and `head` are None where it must be asked."""

    category: str | None
    head: str | None
    confidence: float
    urgency: str
    is_emergency: bool
    is_confidential: bool
    intent: str
    why: tuple[str, ...]
    others: tuple[str, ...]


class Reader:
    """Reads one message at a time; holds phrases and a small model, no state between messages."""

    def __init__(
        self,
        book: Mapping[str, Any],
        messages: Iterable[tuple[str, str]],
        categories: Mapping[str, tuple[str, str, str]],
    ) -> None:
        """`book`: a reader.toml; `messages`: label and text; `categories`: code to (head, urgency, counter).

        Raises KeyError, naming it, for a label or category that the pack does not have.
        """
        self._categories = categories
        self._intents: dict[str, str] = book["intents"]
        self._words, self._phrases = read_book(book)
        self._alarms: tuple[Alarm, ...] = read_alarms(book["alarm"], self._words, self._phrases)
        for label in [*book["speaks"], *(alarm.category for alarm in self._alarms)]:
            self._row(label)
        heard = ((label, self._words.hear(text)) for label, text in messages)
        self._model = Model((self._known(label), features(a.text, a.mentions)) for label, a in heard)

    @classmethod
    def of(cls, folder: Path, categories: Mapping[str, tuple[str, str, str]]) -> Reader:
        """The reader of a district's pack: `reader.toml` and `messages.tsv` in its folder."""
        book = tomllib.loads((folder / "reader.toml").read_text(encoding="utf-8"))
        taught = [(row.label, row.text) for row in read_messages(folder / "messages.tsv") if row.part == "train"]
        return cls(book, taught, categories)

    def read(self, text: str) -> Reading:
        """What a message is about, how pressing and how secret it is, and why."""
        heard = self._words.hear(text)
        reasons = self._phrases.reasons(heard)
        said = {label: together(its) for label, its in reasons.items() if not label.startswith("alarm:")}
        ordinary = {label: weight for label, weight in said.items() if self._row(label)[1] != "emergency"}
        rungs = listen(self._alarms, heard, ordinary)
        rings = next((rung for rung in rungs if not rung.calmed), None)
        scores = self._scores(heard, said, rungs)
        return self._reading(scores, reasons, rings, rungs)

    def _scores(self, heard: Heard, said: Mapping[str, float], rungs: list[Rung]) -> dict[str, float]:
        """Phrases, sound and alarms in one number per label."""
        scores = {label: weight for label, weight in said.items() if weight > 0}
        for label, chance in self._model.chances(features(heard.text, heard.mentions)).items():
            if chance > 0.02:
                scores[label] = scores.get(label, 0.0) + SOUND_WEIGHT * chance
        for label in scores:
            if self._row(label)[2] == "clue" and said.get(label, 0.0) >= SECRET_WEIGHT:
                scores[label] += SECRET_BONUS
        ringing = {rung.alarm.category for rung in rungs if not rung.calmed}
        for rung in rungs:
            category = rung.alarm.category
            if rung.calmed and category not in ringing and self._row(category)[1] == "emergency":
                scores[category] = scores.get(category, 0.0) * 0.5
        return scores

    def _reading(
        self,
        scores: dict[str, float],
        reasons: Mapping[str, list[Reason]],
        rings: Rung | None,
        rungs: list[Rung],
    ) -> Reading:
        if rings:
            label = rings.alarm.category
            scores[label] = max(scores.values(), default=0.0) + 3.0
        chances = _softmax(scores)
        order = sorted(chances, key=lambda each: (-chances[each], each))
        heads: dict[str, float] = {}
        for each in order:
            head = self._row(each)[0]
            heads[head] = heads.get(head, 0.0) + chances[each]
        top = max(heads, key=lambda each: heads[each], default="")
        head = top if top and heads[top] >= HEAD_SURE else None
        label = next((each for each in order if self._row(each)[0] == head), "")
        calmed = {rung.alarm.category: rung for rung in rungs if rung.calmed}
        was_calmed = label in calmed and rings is None
        sure = bool(head) and chances[label] >= CATEGORY_SURE
        if was_calmed and self._row(label)[1] == "emergency":
            sure = False
        code = self._known(label) if head else ""
        category = code if sure and code in self._categories else None
        is_emergency = rings is not None or (category is not None and self._row(category)[1] == "emergency")
        others = list(dict.fromkeys(self._known(each) for each in order))
        secrets = [each for each in reasons if self._row(each)[2] == "clue"]
        told = any(together(reasons[each]) >= SECRET_WEIGHT for each in secrets)
        return Reading(
            category=category,
            head=head,
            confidence=round(heads[top] if top else 0.0, 3),
            urgency=self._urgency(category, is_emergency),
            is_emergency=is_emergency,
            is_confidential=told or (category is not None and self._row(category)[2] in SECRET_COUNTERS),
            intent=self._intent(label, head),
            why=_why(label, reasons, rings, rungs),
            others=tuple(each for each in others if each != category and each in self._categories)[:OTHERS_MAX],
        )

    def _row(self, label: str) -> tuple[str, str, str]:
        """Head, urgency and counter of a label; the bot's own for an intent."""
        if label.startswith("alarm:"):
            return ("", "", "")
        code = self._intents.get(label, label)
        return ("other", "low", "bot") if code == "other" else self._categories[code]

    def _known(self, label: str) -> str:
        return label if label == "help" or label in ("thanks", "chat") else label

    def _urgency(self, category: str | None, is_emergency: bool) -> str:
        if is_emergency:
            return "emergency"
        return self._row(category)[1] if category else "normal"

    def _intent(self, label: str, head: str | None) -> str:
        if head == "other":
            return label
        return "demand" if head == "demand" else "report"
