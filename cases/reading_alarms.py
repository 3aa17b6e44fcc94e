"""Emergencies in a rider's words: what alarms, and what in the same breath calms it (past, negated, a drill, only feared)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cases.reading_words import Heard, Hides, Mention, PhraseBook, Words

CHARACTERS_BETWEEN_MAX = 1  # 没有|人|受伤: between a negation and what it negates
EXPLAINS = 3.0  # from this weight on, another hazard explains a soft alarm


@dataclass(frozen=True, slots=True)
class Alarm:
    """One emergency of the phrase book, and the kinds of words that may calm it."""

    name: str
    category: str
    calmed_by: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rung:
    """An alarm that was heard: the phrase that rang it, and what calmed it ("" if nothing did)."""

    alarm: Alarm
    phrase: str
    calmed: str


class Alarms:
    """The emergencies of a reader.toml, in its order: the most pressing first."""

    def __init__(self, tables: Iterable[Mapping[str, Any]], words: Words, book: PhraseBook) -> None:
        self._book = book
        self._alarms = []
        for table in tables:
            alarm = Alarm(table.get("name", table["category"]), table["category"], frozenset(table["calmed_by"]))
            self._alarms.append(alarm)
            words.add(f"over:{alarm.name}", table.get("over", []), hides=Hides.NOTHING)
            for is_soft, kind in enumerate(("loud", "soft")):
                for text in table[kind]:
                    book.add(alarm.name + "?" * is_soft, text, 1.0)

    def listen(self, heard: Heard, weights: Mapping[str, float]) -> list[Rung]:
        """All alarms that a message rings. One hit that nothing calms is enough to ring.

        `weights` says how much the message speaks for each ordinary category: a soft alarm ("冒烟") is
        calmed where another hazard explains it (an eatery's fumes).
        """
        explained = max(weights, key=lambda label: weights[label], default="")
        if weights.get(explained, 0.0) < EXPLAINS:
            explained = ""
        hits = self._book.reasons(heard)
        rungs = []
        for alarm in self._alarms:
            loud = [Rung(alarm, hit.text, calm(alarm, hit.said, heard)) for hit in hits.get(alarm.name, ())]
            soft = [
                Rung(alarm, hit.text, explained or calm(alarm, hit.said, heard))
                for hit in hits.get(alarm.name + "?", ())
            ]
            rungs += sorted([*loud, *soft], key=lambda rung: bool(rung.calmed))[:1]
        return rungs


def calm(alarm: Alarm, said: tuple[Mention, ...], heard: Heard) -> str:
    """The word that takes an alarm back, or "" when it stands."""
    start, end = min(word.start for word in said), max(word.end for word in said)
    clause, last = heard.clause_of(start), heard.clause_of(end - 1)

    def first(kind: str, *, prefix: str = "calm:") -> Iterable[Mention]:
        return heard.mentions.get(prefix + kind, ())

    by = alarm.calmed_by
    if "drill" in by and (found := next(iter(first("drill")), None)) and not _negated(found, heard):
        return found.word
    if "over" in by:
        goes_on = [word for word in first("still") if word.end > start]
        for word in [*first("over"), *first(alarm.name, prefix="over:")]:
            if not goes_on and not _negated(word, heard):
                return word.word
    for word in first("not") if "not" in by else ():
        if any(0 <= part.start - word.end <= CHARACTERS_BETWEEN_MAX for part in said) and not _inside(word, said):
            return word.word
    for word in first("near") if {"near", "not"} & by else ():
        if heard.clause_of(word.start) == clause and 0 <= start - word.end <= 8:
            return word.word
    for word in first("if") if "if" in by else ():
        if word.end <= start and clause - heard.clause_of(word.start) <= 1 and not _inside(word, said):
            return word.word
    for word in first("then") if "then" in by else ():
        if word.start >= end and heard.clause_of(word.start) - last <= 1:
            return word.word
    for word in first("habit") if "habit" in by else ():
        if clause <= heard.clause_of(word.start) <= last:
            return word.word
    if "past" in by:
        return _past(start, heard)
    return ""


def _past(start: int, heard: Heard) -> str:
    """The word that puts what is said at `start` into the past, unless the message comes back to now."""
    if any(word.end > start for word in heard.mentions.get("calm:still", ())):
        return ""
    here = heard.clause_of(start)
    back_now = [*heard.mentions.get("calm:now", ()), *heard.mentions.get("report_past", ())]
    for word in heard.mentions.get("calm:past", ()):
        between = [now for now in back_now if word.start <= now.start < start]
        same_clause = heard.clause_of(word.start) == here
        now_beside = [now for now in heard.mentions.get("calm:now", ()) if heard.clause_of(now.start) == here]
        if (word.start < start and not between) or (same_clause and not now_beside):
            return word.word
    return ""


def _negated(word: Mention, heard: Heard) -> bool:
    """还没灭, 不是演习: the calming word is itself negated."""
    return any(0 <= word.start - no.end <= 1 for no in heard.mentions.get("calm:not", ()))


def _inside(word: Mention, said: tuple[Mention, ...]) -> bool:
    return any(part.start <= word.start and word.end <= part.end for part in said)
