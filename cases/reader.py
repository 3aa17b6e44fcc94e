"""From a rider's words to category, urgency, secrecy and intent, with the reasons; offline, always the same."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from cases.reading.alarms import Alarms, Rung
from cases.reading.ear import HUSH_CERTAIN, HUSH_LEAST, HUSH_SURE, UNCLEAR, Ear, Sound, learn
from cases.reading.learnt import Labelled, Learnt, kept, mark_of, messages
from cases.reading.words import WEIGHTS, Reason, read_book, together

SOUND_WEIGHT = 5.0  # what the model may add to a label: a little more than one sure phrase
SOUND_WEIGHT_EMERGENCY = 3.5  # without one phrase to support it
NOTHING_SAID = 1.8  # what always speaks for "none of these"
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
READINGS_KEPT = 512  # of the messages that are being talked about
SECRET_COUNTERS = frozenset({"clue", "care", "rights"})
HURT = ("medical", "crash")  # what a fight sounds like as well
ASKING = ("help", "points", "status")  # who asks about clues gives none
DOUBTED = "~"  # what calms an alarm that the whole message does not sound like


class Row(NamedTuple):
    """What the table of categories says about a label."""

    head: str
    urgency: str
    counter: str


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
        learnt: Learnt | None = None,
    ) -> None:
        """`book`: a reader.toml; `categories`: code to (head, urgency, counter); `learnt`: from `taught`, earlier.

        Raises KeyError with the name of a label or idea that the pack does not have.
        """
        self._codes: dict[str, str] = book["intents"]
        self._rows = {code: Row(*row) for code, row in categories.items()}
        for intent, code in self._codes.items():
            self._rows[intent] = self._rows.get(code, Row("other", "low", "bot"))
        self._words, self._phrases = read_book(book)
        self._alarms = Alarms(book["alarm"], self._words, self._phrases)
        taught = list(taught)
        for label in [*book["speaks"], *(each["category"] for each in book["alarm"]), *(each.label for each in taught)]:
            if label not in self._rows:
                raise KeyError(f"{label!r} is neither a category nor an intent")
        self._kept = lru_cache(READINGS_KEPT)(self._read)
        clues = frozenset(code for code, row in self._rows.items() if row.counter == "clue")
        self.learnt = learnt or learn(self._words, taught, clues)
        self._ear = Ear(self._words, self.learnt)

    @classmethod
    def of(cls, folder: Path, categories: Mapping[str, tuple[str, str, str]]) -> Reader:
        """The reader of a district's pack, from `reader.toml` and `messages.tsv` in its folder."""
        book = tomllib.loads((folder / "reader.toml").read_text(encoding="utf-8"))
        learnt = kept(folder, mark_of(folder, categories))
        taught = () if learnt else (each for each in messages(folder) if each.part == "train")
        return cls(book, taught, categories, learnt)

    def read(self, text: str) -> Reading:
        """What a message is about, how pressing and how secret, and why; kept, as each step of a talk asks again."""
        return self._kept(text)

    def _read(self, text: str) -> Reading:
        heard = self._words.hear(text)
        spoken = self._phrases.reasons(heard)
        reasons = {label: its for label, its in spoken.items() if label in self._rows}
        said = {label: together(its) for label, its in reasons.items()}
        ordinary = {label: weight for label, weight in said.items() if self._rows[label].urgency != "emergency"}
        rungs = self._alarms.listen(heard, spoken, ordinary)
        sound = self._ear.listen(heard)
        if rungs and self._ear.doubts(heard, sound):
            rungs = [rung._replace(calmed=rung.calmed or DOUBTED) for rung in rungs]
        rings = any(not rung.calmed for rung in rungs)
        scores = self._scores(sound, said, rungs)
        if rings:
            scores[self._led_by(rungs, said)] = max(scores.values(), default=0.0) + SOUND_WEIGHT
        if sound.hush >= HUSH_SURE and not (rings and sound.dread >= 1 - sound.hush):
            self._trust_hush(scores, said, sound.hush)
        reading = self._reading(scores, reasons, said, rungs, sound)
        return reading if reading.why else replace(reading, why=self._sounds(scores, sound))

    def _sounds(self, scores: Mapping[str, float], sound: Sound) -> tuple[str, ...]:
        """Why, where no phrase was heard: what the likeliest label was heard by."""
        top = max(scores, key=lambda label: (scores[label], label), default=UNCLEAR)
        words = [each for each in self._ear.tells(top, sound) if len(each) > 1 and "@" not in each[1:]]
        return tuple(f"~ {each}" for each in words[:REASONS_MAX])

    def _trust_hush(self, scores: dict[str, float], said: Mapping[str, float], hush: float) -> None:
        """What sounds like a clue as a whole becomes the likeliest clue, unless a sure phrase says otherwise."""
        top = max(scores, key=lambda label: (scores[label], label), default=UNCLEAR)
        clues = [label for label in scores if self._rows[label].counter == "clue"]
        against = said.get(top, 0.0)
        if top not in clues and (against < WEIGHTS["sure"] or (against < WEIGHTS["certain"] and hush >= HUSH_CERTAIN)):
            likeliest = max(clues, key=lambda label: (scores[label], label), default="other_clue")
            scores[likeliest] = max(scores.get(top, 0.0), NOTHING_SAID) + SECRET_BONUS

    def _scores(self, sound: Sound, said: Mapping[str, float], rungs: list[Rung]) -> dict[str, float]:
        """Phrases and sound in one number per label; what was calmed counts for less."""
        scores = {label: weight for label, weight in said.items() if weight > 0}
        for label, chance in sound.labels.items():
            is_backed = self._rows[label].urgency != "emergency" or said.get(label, 0.0) > 0
            weight = SOUND_WEIGHT if is_backed else SOUND_WEIGHT_EMERGENCY
            scores[label] = max(0.0, said.get(label, 0.0) + weight * chance)
        top = max(scores.values(), default=0.0)
        is_asking = sound.hush < HUSH_LEAST or any(said.get(intent, 0.0) >= WEIGHTS["certain"] for intent in ASKING)
        for label, weight in said.items():
            if self._rows[label].counter == "clue" and weight >= SECRET_WEIGHT and not is_asking:
                scores[label] = SECRET_BONUS + (max(scores[label], top) if weight >= WEIGHTS["sure"] else scores[label])
        for rung in rungs:
            category = rung.alarm.category
            if rung.calmed and self._rows[category].urgency == "emergency":
                scores[category] = max(scores.get(category, 0.0) * CALMED_SHARE, CALMED_WEIGHT)
        return scores

    def _led_by(self, rungs: list[Rung], said: Mapping[str, float]) -> str:
        """The label of what rings; of somebody hurt in a fight or among drugs, the offence: it stays secret then."""
        ringing = [rung.alarm for rung in rungs if not rung.calmed]
        leading = [alarm.category for alarm in ringing if alarm.leads] or [ringing[0].category]
        clues = [label for label in said if self._rows[label].counter == "clue" and said[label] >= WEIGHTS["sure"]]
        if leading[0] == "medical" and clues:
            return max(sorted(clues), key=lambda label: said[label])
        if leading[0] in HURT:
            return next((label for label in leading if self._rows[label].counter == "clue"), leading[0])
        return leading[0]

    def _reading(
        self,
        scores: Mapping[str, float],
        reasons: Mapping[str, list[Reason]],
        said: Mapping[str, float],
        rungs: list[Rung],
        sound: Sound,
    ) -> Reading:
        rings = any(not rung.calmed for rung in rungs)
        chances = shares(scores)
        likeliest = sorted(chances, key=lambda label: (-chances[label], label))
        head, sureness = self._head(chances)
        label = next((each for each in likeliest if head and self._rows[each].head == head), UNCLEAR)
        taken_back = set() if rings else {rung.alarm.category for rung in rungs}
        is_past = label in taken_back and self._rows[label].urgency == "emergency"
        code = self._codes.get(label, label)
        is_sure = head is not None and chances[label] >= CATEGORY_SURE and not is_past
        category = code if is_sure and code != "other" else None
        pressing = sum(
            chance
            for each, chance in chances.items()
            if self._rows[each].urgency == "emergency" and each not in taken_back
        )
        is_explained = bool(rungs) and all(rung.calmed in self._rows for rung in rungs)
        by_sound = (is_explained or not rungs) and sound.alarms(head, is_explained=is_explained)
        is_emergency = rings or pressing >= EMERGENCY_SURE or by_sound
        others = dict.fromkeys(self._codes.get(each, each) for each in likeliest)
        return Reading(
            category=category,
            head=head,
            confidence=round(sureness, 3),
            urgency="emergency" if is_emergency else self._rows[category].urgency if category else "normal",
            is_emergency=is_emergency,
            is_confidential=self._is_secret(label if head else None, said),
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

    def _is_secret(self, label: str | None, said: Mapping[str, float]) -> bool:
        """Whether a quiet counter must have it: by its label, or by a clue told beside it."""
        told = (self._rows[each].counter == "clue" and weight >= SECRET_WEIGHT for each, weight in said.items())
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
