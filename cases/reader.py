"""From a rider's words to category, urgency, secrecy and intent, with the reasons; offline, always the same."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from cases.reading_alarms import Alarms, Rung
from cases.reading_model import Model, features
from cases.reading_words import WEIGHTS, Heard, PhraseBook, Reason, read_book, together

SOUND_WEIGHT = 4.0  # what the model may add to a label: as much as one sure phrase
SOUND_WEIGHT_EMERGENCY = 2.4  # without one phrase to support it: enough to ask, rarely enough to ring
NOTHING_SAID = 1.6  # what always speaks for "none of these"
HEAD_SURE = 0.5
CATEGORY_SURE = 0.45
SECRET_SURE = 0.3  # a clue is believed sooner than anything else: taken for a street case, a group would see it
EMERGENCY_SURE = 0.35  # and so is an emergency: better the hotline once too often
SECRET_WEIGHT = 3.0  # from this weight on, a clue told beside something else makes the message secret
SECRET_BONUS = 0.8  # and beside an ordinary hazard the clue is the more delicate of the two
CALMED_SHARE = 0.5  # what remains of an emergency's weight when it was taken back
CALMED_WEIGHT = 2.0  # and at least this: yesterday's fire is still about fire
OTHERS_MAX = 3
REASONS_MAX = 4
SECRET_COUNTERS = frozenset({"clue", "care", "rights"})
UNCLEAR = "unclear"


class Row(NamedTuple):
    """What the table of categories says about a label."""

    head: str
    urgency: str
    counter: str


class Labelled(NamedTuple):
    """One message of messages.tsv: `part` is train or held, `label` a category or an intent."""

    part: str
    label: str
    is_emergency: bool
    text: str


READINGS_KEPT = 512  # of the messages that are being talked about


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message was understood to be. `head` and `category` are None where it must be asked."""

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
    """Reads one message at a time; holds phrases and a small model, nothing between messages."""

    def __init__(
        self,
        book: Mapping[str, Any],
        taught: Iterable[Labelled],
        categories: Mapping[str, tuple[str, str, str]],
    ) -> None:
        """`book`: a reader.toml; `categories`: code to (head, urgency, counter).

        Raises KeyError with the name of a label or idea that the pack does not have.
        """
        self._codes: dict[str, str] = book["intents"]
        self._rows = {code: Row(*row) for code, row in categories.items()}
        for intent, code in self._codes.items():
            self._rows[intent] = self._rows.get(code, Row("other", "low", "bot"))
        self._words, self._phrases = read_book(book)
        self._alarms = Alarms(book["alarm"], self._words, PhraseBook(self._words, [*book["ideas"], *book["calm"]]))
        taught = list(taught)
        for label in [*book["speaks"], *(each["category"] for each in book["alarm"]), *(each.label for each in taught)]:
            if label not in self._rows:
                raise KeyError(f"{label!r} is neither a category nor an intent")
        self._kept = lru_cache(READINGS_KEPT)(self._read)
        self._model = Model((each.label, _features(self._words.hear(each.text))) for each in taught)

    @classmethod
    def of(cls, folder: Path, categories: Mapping[str, tuple[str, str, str]]) -> Reader:
        """The reader of a district's pack, from `reader.toml` and `messages.tsv` in its folder."""
        book = tomllib.loads((folder / "reader.toml").read_text(encoding="utf-8"))
        return cls(book, (each for each in messages(folder) if each.part == "train"), categories)

    def read(self, text: str) -> Reading:
        """What a message is about, how pressing and how secret, and why; kept, as each step of a talk asks again."""
        return self._kept(text)

    def _read(self, text: str) -> Reading:
        heard = self._words.hear(text)
        reasons = self._phrases.reasons(heard)
        said = {label: together(its) for label, its in reasons.items()}
        ordinary = {label: weight for label, weight in said.items() if self._rows[label].urgency != "emergency"}
        rungs = self._alarms.listen(heard, ordinary)
        rings = next((rung for rung in rungs if not rung.calmed), None)
        scores = self._scores(heard, said, rungs)
        if rings:
            scores[self._led_by(rings, said)] = max(scores.values(), default=0.0) + SOUND_WEIGHT
        return self._reading(scores, reasons, rungs, rings)

    def _scores(self, heard: Heard, said: Mapping[str, float], rungs: list[Rung]) -> dict[str, float]:
        """Phrases and sound in one number per label; what was calmed counts for less."""
        scores = {label: weight for label, weight in said.items() if weight > 0}
        for label, chance in self._model.chances(_features(heard)).items():
            is_backed = self._rows[label].urgency != "emergency" or said.get(label, 0.0) > 0
            weight = SOUND_WEIGHT if is_backed else SOUND_WEIGHT_EMERGENCY
            scores[label] = max(0.0, said.get(label, 0.0) + weight * chance)
        top = max(scores.values(), default=0.0)
        for label, weight in said.items():
            if self._rows[label].counter == "clue" and weight >= SECRET_WEIGHT:
                scores[label] = SECRET_BONUS + (max(scores[label], top) if weight >= WEIGHTS["sure"] else scores[label])
        for rung in rungs:
            category = rung.alarm.category
            if rung.calmed and self._rows[category].urgency == "emergency":
                scores[category] = max(scores.get(category, 0.0) * CALMED_SHARE, CALMED_WEIGHT)
        return scores

    def _led_by(self, rings: Rung, said: Mapping[str, float]) -> str:
        """The label of an alarm; of somebody hurt among drugs, the drugs: the case then stays secret."""
        clues = [label for label in said if self._rows[label].counter == "clue" and said[label] >= WEIGHTS["sure"]]
        if rings.alarm.category == "medical" and clues:
            return max(sorted(clues), key=lambda label: said[label])
        return rings.alarm.category

    def _reading(
        self, scores: Mapping[str, float], reasons: Mapping[str, list[Reason]], rungs: list[Rung], rings: Rung | None
    ) -> Reading:
        chances = shares(scores)
        likeliest = sorted(chances, key=lambda label: (-chances[label], label))
        head, sureness = self._head(chances)
        label = next((each for each in likeliest if head and self._rows[each].head == head), UNCLEAR)
        taken_back = {rung.alarm.category for rung in rungs} if rings is None else set()
        is_past = label in taken_back and self._rows[label].urgency == "emergency"
        code = self._codes.get(label, label)
        is_sure = head is not None and chances[label] >= CATEGORY_SURE and not is_past
        category = code if is_sure and code != "other" else None
        pressing = sum(
            chance
            for each, chance in chances.items()
            if self._rows[each].urgency == "emergency" and each not in taken_back
        )
        is_emergency = rings is not None or pressing >= EMERGENCY_SURE
        others = dict.fromkeys(self._codes.get(each, each) for each in likeliest)
        return Reading(
            category=category,
            head=head,
            confidence=round(sureness, 3),
            urgency="emergency" if is_emergency else self._rows[category].urgency if category else "normal",
            is_emergency=is_emergency,
            is_confidential=self._is_secret(label if head else None, reasons),
            intent=label
            if head == "other"
            else UNCLEAR
            if head is None
            else "demand"
            if head == "demand"
            else "report",
            why=in_words(label, reasons, rungs),
            others=tuple(each for each in others if each not in (category, "other"))[:OTHERS_MAX],
        )

    def _head(self, chances: Mapping[str, float]) -> tuple[str | None, float]:
        """The head that is sure enough, and how sure; None when it must be asked."""
        heads: dict[str, float] = {}
        for label in sorted(chances):
            head = self._rows[label].head
            heads[head] = heads.get(head, 0.0) + chances[label]
        top = max(heads, key=lambda each: heads[each], default="")
        if heads.get(top, 0.0) < HEAD_SURE and heads.get("clue", 0.0) >= SECRET_SURE:
            top = "clue"
        sureness = heads.get(top, 0.0)
        return (top if sureness >= HEAD_SURE or (top == "clue" and sureness >= SECRET_SURE) else None), sureness

    def _is_secret(self, label: str | None, reasons: Mapping[str, list[Reason]]) -> bool:
        """Whether a quiet counter must have it: by its label, or by a clue told beside it."""
        told = (self._rows[each].counter == "clue" and together(its) >= SECRET_WEIGHT for each, its in reasons.items())
        return any(told) or (label is not None and self._rows[label].counter in SECRET_COUNTERS)


def jsonl(reader: Reader, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """`{"id", "text"}` a line in, a reading a line out; a line that is none gives its number and the error."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            text = asked["text"]
            if not isinstance(text, str):
                raise TypeError
        except (ValueError, KeyError, TypeError, RecursionError):
            yield {"line": number, "error": 'not a line like {"id": "1", "text": "…"}'}
            continue
        reading = reader.read(text)
        yield {
            "id": asked.get("id"),
            "head": reading.head,
            "category": reading.category,
            "confidence": reading.confidence,
            "urgency": reading.urgency,
            "confidential": reading.is_confidential,
            "intent": reading.intent,
            "why": list(reading.why),
        }


def _features(heard: Heard) -> Sequence[str]:
    return features(heard.text, heard.mentions)


def shares(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores as chances that sum to less than one: the rest is for "none of these"."""
    nothing = math.exp(NOTHING_SAID + scores.get(UNCLEAR, 0.0))
    weights = {label: math.exp(score) for label, score in scores.items() if score > 0.1 and label != UNCLEAR}
    whole = sum(weights.values()) + nothing
    return {label: weight / whole for label, weight in weights.items()}


def in_words(label: str, reasons: Mapping[str, list[Reason]], rungs: Iterable[Rung]) -> tuple[str, ...]:
    """What decided, alarms first: "fire_now! 着火 (昨天)", "飞线 + @charge: 飞线, 充电"."""
    alarms = [f"{rung.alarm.name}! {rung.phrase}" + (f" ({rung.calmed})" if rung.calmed else "") for rung in rungs]
    spoken = sorted(reasons.get(label, ()), key=lambda reason: (-abs(reason.weight), reason.text))
    phrases = [f"{reason.text}: {', '.join(each.word for each in reason.said)}" for reason in spoken]
    return tuple([*alarms, *phrases][:REASONS_MAX])


def messages(folder: Path) -> list[Labelled]:
    """The labelled messages of a pack. Raises ValueError with the line that is not four columns."""
    lines = (folder / "messages.tsv").read_text(encoding="utf-8").splitlines()[1:]
    found = []
    for number, line in enumerate(lines, start=2):
        columns = line.split("\t")
        if len(columns) != 4 or columns[0] not in ("train", "held") or columns[2] not in ("!", "-"):
            raise ValueError(f"messages.tsv:{number}: part, label, ! or -, text")
        found.append(Labelled(columns[0], columns[1], columns[2] == "!", columns[3]))
    return found
