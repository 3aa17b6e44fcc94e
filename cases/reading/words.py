"""What a message mentions: the words of the phrase book, found in one pass, and the phrases they complete."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Any, NamedTuple

from cases.reading.spelling import Spelling

WEIGHTS = {"certain": 14.0, "sure": 4.0, "likely": 2.2, "hint": 1.0, "against": -2.5}
NEAR_CHARACTERS = 6  # parts of a phrase this near together count fully
FAR_CHARACTERS = 22  # further apart they are most likely about two things
FAR_SHARE = 0.4
FIGURE = "figure"

_ENDINGS = frozenset({"", "s", "es", "d", "ed", "ing", "n", "t"})
_CLAUSE = re.compile(r"[,，。;；!！?？、\n…~～]+|(?<![a-z0-9]) | (?![a-z0-9])")


class Hides(IntEnum):
    """What a word hides that lies inside it: 电瓶车 the idea 电瓶, 火锅 whatever is in it."""

    NOTHING = 0
    IDEAS = 1
    ALL = 2


class Mention(NamedTuple):
    """A word found: from `start` up to, not including, `end`."""

    start: int
    end: int
    word: str


class Phrase(NamedTuple):
    """Words or ideas that must meet, and how much they then speak for `about`."""

    about: str
    parts: tuple[str, ...]
    weight: float
    text: str


class Reason(NamedTuple):
    """A phrase that was completed, the words that completed it, and what they weigh."""

    weight: float
    text: str
    said: tuple[Mention, ...]


@dataclass(frozen=True)
class Heard:
    """One message: its text as normalised, and for each idea the places where it is mentioned."""

    text: str
    mentions: Mapping[str, list[Mention]]

    def clause_of(self, position: int) -> int:
        """The clause, counted from 0, in which a position lies."""
        return sum(1 for end in self._clauses if end <= position)

    def clauses(self) -> list[str]:
        """The text, clause by clause."""
        return [clause for clause in _CLAUSE.split(self.text) if clause]

    @cached_property
    def _clauses(self) -> list[int]:
        """Where each clause ends; asked for only where an alarm was heard."""
        return [found.end() for found in _CLAUSE.finditer(self.text)]


class Words:
    """All words of a phrase book, by the ideas they stand for."""

    def __init__(self, spelling: Spelling) -> None:
        self.normal = spelling.normal
        self._ideas: dict[str, list[tuple[str, Hides]]] = defaultdict(list)
        self._lengths: dict[str, list[int]] = {}  # by a word's first two characters, longest first
        self._hides: dict[str, Hides] = {}

    def add(self, idea: str, words: Iterable[str], *, hides: Hides) -> None:
        """Words that mention an idea, and which shorter words inside them are then not heard."""
        for word in {self.normal(word) for word in words}:
            if (idea, hides) not in self._ideas[word]:
                self._ideas[word].append((idea, hides))
            self._hides[word] = max(hides, self._hides.get(word, Hides.NOTHING))
            lengths = self._lengths.setdefault(word[:2], [])
            if len(word) > 1 and len(word) not in lengths:
                lengths.append(len(word))
                lengths.sort(reverse=True)

    def hear(self, text: str) -> Heard:
        """Every idea that a message mentions; of nested words the longest is heard."""
        text = self.normal(text)
        mentions: dict[str, list[Mention]] = defaultdict(list)
        figure = idea_word = Mention(0, 0, "")  # of those so far, the ones that reach furthest
        for found in self._words_in(text):
            if found.end <= figure.end and _within(found, figure):
                continue
            in_idea = found.end <= idea_word.end and _within(found, idea_word)
            for idea, hides in self._ideas[found.word]:
                if not (in_idea and hides is Hides.IDEAS):
                    mentions[idea].append(found)
            hides = self._hides[found.word]
            if hides is Hides.ALL and found.end > figure.end:
                figure = found
            elif hides is Hides.IDEAS and found.end > idea_word.end:
                idea_word = found
        figures = mentions.get(FIGURE)
        if figures:
            mentions = {
                idea: left
                for idea, found in mentions.items()
                if (left := [each for each in found if not _cut(each, figures)])
            }
        bare = text.strip(" ,，.。!！?？~～")
        if "=" + bare in self._ideas:
            mentions["=" + bare] = [Mention(0, len(text), bare)]
        return Heard(text, mentions)

    def _words_in(self, text: str) -> Iterator[Mention]:
        """Every known word, from left to right, of those that begin together the longest first."""
        ideas, lengths = self._ideas, self._lengths
        for start, first in enumerate(text):
            is_letter = "a" <= first <= "z"
            for length in lengths.get(text[start : start + 2], ()):
                word = text[start : start + length]
                if (
                    word in ideas
                    and len(word) == length
                    and (not is_letter or _stands_alone(text, start, start + length))
                ):
                    yield Mention(start, start + length, word)
            if first in ideas and (not is_letter or _stands_alone(text, start, start + 1)):
                yield Mention(start, start + 1, first)


def _within(found: Mention, longer: Mention) -> bool:
    return found.end <= longer.end and found.end - found.start < longer.end - longer.start


def _cut(found: Mention, figures: list[Mention]) -> bool:
    """全是烟|弹: a word that ends inside a figure was never said."""
    return any(found.start < figure.start < found.end < figure.end for figure in figures)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """English words are heard whole, with their plain endings."""
    if start and "a" <= text[start - 1] <= "z":
        return False
    after = end
    while after < len(text) and "a" <= text[after] <= "z":
        after += 1
    return text[end:after] in _ENDINGS


class PhraseBook:
    """The phrases, found by the ideas of their first two parts."""

    def __init__(self, words: Words, ideas: Iterable[str]) -> None:
        self._words = words
        self._known = set(ideas)
        self._of_one: dict[str, list[Phrase]] = defaultdict(list)
        self._of_more: dict[str, dict[str, list[Phrase]]] = defaultdict(dict)

    def add(self, about: str, text: str, weight: float) -> None:
        """One phrase. Raises KeyError when it names an idea that the book does not have."""
        parts = []
        for part in text.split(" + "):
            if part.startswith("@"):
                if part[1:] not in self._known:
                    raise KeyError(f"{about}: no idea is called {part[1:]!r}")
                parts.append(part[1:])
            else:
                word = part if part.startswith("=") else self._words.normal(part)
                idea = word if part.startswith("=") else "'" + word
                self._words.add(idea, [word], hides=Hides.NOTHING)
                parts.append(idea)
        phrase = Phrase(about, tuple(parts), weight, text)
        if len(parts) == 1:
            self._of_one[parts[0]].append(phrase)
        else:
            self._of_more[parts[0]].setdefault(parts[1], []).append(phrase)

    def reasons(self, heard: Heard) -> dict[str, list[Reason]]:
        """What each category and alarm can say for itself, and what speaks against it."""
        reasons: dict[str, list[Reason]] = defaultdict(list)
        mentions = heard.mentions
        for idea, found in mentions.items():
            for phrase in self._of_one.get(idea, ()):
                reasons[phrase.about].append(Reason(phrase.weight, phrase.text, (found[0],)))
            more = self._of_more.get(idea, {})
            for second in sorted(more.keys() & mentions.keys()):
                for phrase in more[second]:
                    if said := meet(phrase.parts, mentions):
                        weight = phrase.weight * _nearness(said)
                        reasons[phrase.about].append(Reason(weight, phrase.text, said))
        return reasons


def meet(parts: tuple[str, ...], mentions: Mapping[str, list[Mention]]) -> tuple[Mention, ...]:
    """The mentions, one for each part, that lie nearest to the first part's; empty unless all are there."""
    for part in parts:
        if part not in mentions:
            return ()
    best: tuple[Mention, ...] = ()
    for first in mentions[parts[0]][:3]:
        said = [first]
        for part in parts[1:]:
            free = [found for found in mentions[part] if all(_apart(found, other) for other in said)]
            if not free:
                break
            said.append(min(free, key=lambda found: abs(found.start - first.start)))
        else:
            if not best or _gap(tuple(said)) < _gap(best):
                best = tuple(said)
    return best


def _apart(one: Mention, other: Mention) -> bool:
    return one.end <= other.start or other.end <= one.start


def _gap(said: tuple[Mention, ...]) -> int:
    """Characters between the words of a phrase, none of which overlap."""
    span = max(found.end for found in said) - min(found.start for found in said)
    return span - sum(found.end - found.start for found in said)


def _nearness(said: tuple[Mention, ...]) -> float:
    gap = _gap(said) if len(said) > 1 else 0
    if gap <= NEAR_CHARACTERS:
        return 1.0
    if gap >= FAR_CHARACTERS:
        return FAR_SHARE
    return 1.0 - (1.0 - FAR_SHARE) * (gap - NEAR_CHARACTERS) / (FAR_CHARACTERS - NEAR_CHARACTERS)


def together(reasons: Iterable[Reason]) -> float:
    """Several reasons add up, each further one for half: the same words said twice do not prove twice."""
    total, share, least = 0.0, 1.0, 0.0
    for weight in sorted([reason.weight for reason in reasons], reverse=True):
        if weight > 0:
            total += weight * share
            share /= 2
        least = min(least, weight)
    return total + least


def read_book(table: Mapping[str, Any]) -> tuple[Words, PhraseBook]:
    """Words and phrases from the tables [spelling], [figures], [ideas], [calm] and [speaks] of a reader.toml."""
    words = Words(Spelling(table.get("spelling", {}), table.get("pinyin", {})))
    ideas: dict[str, list[str]] = table["ideas"]
    words.add(FIGURE, table["figures"]["words"], hides=Hides.ALL)
    for idea, its_words in ideas.items():
        words.add(idea, its_words, hides=Hides.IDEAS)
    for calm, its_words in table["calm"].items():
        words.add(f"calm:{calm}", its_words, hides=Hides.NOTHING)
        words.add(calm, its_words, hides=Hides.NOTHING)
    book = PhraseBook(words, [*ideas, *table["calm"]])
    for about, lists in table["speaks"].items():
        for strength, weight in WEIGHTS.items():
            for text in lists.get(strength, []):
                book.add(about, text, weight)
    return words, book
