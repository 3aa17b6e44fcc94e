"""From a rider's words to category, urgency, secrecy and intent, with the reasons; offline, always the same."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from cases.reading_alarms import Alarms, Rung
from cases.reading_model import Model, features
from cases.reading_words import Heard, PhraseBook, Reason, read_book, together

SOUND_WEIGHT = 4.0  # what the model may add to a category; a sure phrase weighs 4
SOUND_WEIGHT_EMERGENCY = 2.4  # without one phrase to support it: enough to ask, rarely enough to ring
NOTHING_SAID = 1.6  # what always speaks for "none of these"
HEAD_SURE = 0.5
SECRET_SURE = 0.3  # a clue is believed sooner than anything else: taken for a street case it would be seen
EMERGENCY_SURE = 0.35  # and so is an emergency: better the hotline once too often
CATEGORY_SURE = 0.45
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
        self._categories = {code: Row(*row) for code, row in categories.items()}
        self._intents: dict[str, str] = book["intents"]
        self._words, self._phrases = read_book(book)
        self._alarms = Alarms(book["alarm"], self._words, PhraseBook(self._words, [*book["ideas"], *book["calm"]]))
        for label in [*book["speaks"], *(alarm["category"] for alarm in book["alarm"])]:
            self._row(label)
        self._model = Model((each.label, self._features(self._words.hear(each.text))) for each in taught)

    @classmethod
    def of(cls, folder: Path, categories: Mapping[str, tuple[str, str, str]]) -> Reader:
        """The reader of a district's pack, from `reader.toml` and `messages.tsv` in its folder."""
        book = tomllib.loads((folder / "reader.toml").read_text(encoding="utf-8"))
        return cls(book, (each for each in messages(folder) if each.part == "train"), categories)

    def read(self, text: str) -> Reading:
        """What a message is about, how pressing and how secret, and why."""
        heard = self._words.hear(text)
        reasons = self._phrases.reasons(heard)
        said = {label: together(its) for label, its in reasons.items()}
        ordinary = {label: weight for label, weight in said.items() if self._row(label).urgency != "emergency"}
        rungs = self._alarms.listen(heard, ordinary)
        scores = self._scores(heard, said, rungs)
        rings = next((rung for rung in rungs if not rung.calmed), None)
        if rings:
            scores[rings.alarm.category] = max(scores.values(), default=0.0) + SOUND_WEIGHT
        return self._reading(scores, reasons, rungs, rings)

    def _scores(self, heard: Heard, said: Mapping[str, float], rungs: list[Rung]) -> dict[str, float]:
        """Phrases and sound in one number per label; what was calmed counts for less."""
        scores = {label: weight for label, weight in said.items() if weight > 0}
        for label, chance in self._model.chances(self._features(heard)).items():
            trusted = self._row(label).urgency != "emergency" or said.get(label, 0.0) > 0
            weight = SOUND_WEIGHT if trusted else SOUND_WEIGHT_EMERGENCY
            scores[label] = max(0.0, said.get(label, 0.0) + weight * chance)
        for label in said:
            if self._row(label).counter == "clue" and said[label] >= SECRET_WEIGHT:
                scores[label] += SECRET_BONUS
        for rung in rungs:
            category = rung.alarm.category
            if rung.calmed and self._row(category).urgency == "emergency":
                scores[category] = max(scores.get(category, 0.0) * CALMED_SHARE, CALMED_WEIGHT)
        return scores

    def _reading(
        self, scores: Mapping[str, float], reasons: Mapping[str, list[Reason]], rungs: list[Rung], rings: Rung | None
    ) -> Reading:
        chances = shares(scores)
        likeliest = sorted(chances, key=lambda label: (-chances[label], label))
        heads: dict[str, float] = {}
        for label in likeliest:
            heads[self._row(label).head] = heads.get(self._row(label).head, 0.0) + chances[label]
        top = max(heads, key=lambda each: heads[each], default="")
        if heads.get(top, 0.0) < HEAD_SURE and heads.get("clue", 0.0) >= SECRET_SURE:
            top = "clue"
        head = top if heads.get(top, 0.0) >= (SECRET_SURE if top == "clue" else HEAD_SURE) else None
        label = next((each for each in likeliest if head and self._row(each).head == head), UNCLEAR)
        calmed = any(rung.alarm.category == label for rung in rungs) and rings is None
        is_past = calmed and self._row(label).urgency == "emergency"
        is_sure = chances.get(label, 0.0) >= CATEGORY_SURE and not is_past
        code = self._code(label)
        category = code if head and is_sure and code in self._categories else None
        row = self._categories[category] if category else None
        takenback = {rung.alarm.category for rung in rungs}
        pressing = sum(
            chance
            for each, chance in chances.items()
            if self._row(each).urgency == "emergency" and each not in takenback
        )
        is_emergency = rings is not None or pressing >= EMERGENCY_SURE
        is_told = any(
            self._row(each).counter == "clue" and together(its) >= SECRET_WEIGHT for each, its in reasons.items()
        )
        others = dict.fromkeys(code for each in likeliest if (code := self._code(each)) in self._categories)
        return Reading(
            category=category,
            head=head,
            confidence=round(heads.get(top, 0.0), 3),
            urgency="emergency" if is_emergency else row.urgency if row else "normal",
            is_emergency=is_emergency,
            is_confidential=is_told or (row is not None and row.counter in SECRET_COUNTERS),
            intent=self._intent(label, head),
            why=reasons_in_words(label, reasons, rungs),
            others=tuple(code for code in others if code != category)[:OTHERS_MAX],
        )

    def _features(self, heard: Heard) -> set[str]:
        return features(heard.text, heard.mentions)

    def _code(self, label: str) -> str:
        return self._intents.get(label, label)

    def _row(self, label: str) -> Row:
        """The table's row; an intent without a category of its own is the bot's to answer."""
        code = self._code(label)
        return Row("other", "low", "bot") if code == "other" else self._categories[code]

    def _intent(self, label: str, head: str | None) -> str:
        """Labels of the head "other" are intents themselves."""
        if head is None:
            return UNCLEAR
        return label if head == "other" else "demand" if head == "demand" else "report"


def shares(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores as chances that sum to less than one: the rest is for "none of these"."""
    nothing = math.exp(NOTHING_SAID + scores.get(UNCLEAR, 0.0))
    weights = {label: math.exp(score) for label, score in scores.items() if score > 0.1 and label != UNCLEAR}
    whole = sum(weights.values()) + nothing
    return {label: weight / whole for label, weight in weights.items()}


def reasons_in_words(label: str, reasons: Mapping[str, list[Reason]], rungs: list[Rung]) -> tuple[str, ...]:
    """The phrases that decided, strongest first: "飞线 + @charge: 飞线, 充电"."""
    alarms = [
        f"{rung.alarm.name} ! {rung.phrase}" + (f" ({rung.calmed})" if rung.calmed else "") for rung in rungs
    ]
    spoken = sorted(reasons.get(label, ()), key=lambda reason: (-abs(reason.weight), reason.text))
    phrases = [f"{reason.text}: {', '.join(each.word for each in reason.said)}" for reason in spoken]
    return tuple((alarms + phrases)[:REASONS_MAX])


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
