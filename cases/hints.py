"""Words for places: from what a rider wrote to the streets that it names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from cases.pack import StreetTable

# What a rider says just before a place to say that it is elsewhere: denied, or where they come from or go to.
_ELSEWHERE = (
    "不是",
    "不在",
    "不属于",
    "不归",
    "从",
    "去",
    "往",
    "离",
    "not",
    "notin",
    "notat",
    "from",
    "towards",
)


class Hints:
    """The words of a pack's streets: official names, short names and hints, in every language."""

    def __init__(self, streets: Iterable[StreetTable]) -> None:
        self._streets: dict[str, list[str]] = {}
        self._own: dict[str, str] = {}
        self._official: set[str] = set()
        for street in streets:
            official = [plain(name) for name in street.names.values()]
            short = [plain(name) for name in street.short.values()]
            self._official.update(official)
            self._own.update(dict.fromkeys([*short, *official], street.code))
            for word in dict.fromkeys(filter(None, [*official, *short, *map(plain, street.hints)])):
                self._streets.setdefault(word, []).append(street.code)
        longest_first = sorted(self._streets, key=len, reverse=True)
        self._any_word = re.compile("|".join(map(re.escape, longest_first)))

    def streets(self, words: str) -> tuple[str, ...]:
        """The streets that fit most of the places named, a street's own name first; none where none is named.

        An official name ("大宁路街道") outweighs roads and landmarks; of words inside one another the longest
        counts; a place that is denied or only passed ("不是大宁路", "去大宁路") counts for nobody.
        """
        found = self._found(plain(words))
        official = [word for word in found if word in self._official]
        return self._most_named(official or found)

    def _found(self, text: str) -> list[str]:
        """The words in a text, once each; what one has taken no other takes."""
        matches = self._any_word.finditer(text) if self._streets else ()
        there = [match[0] for match in matches if not text[: match.start()].endswith(_ELSEWHERE)]
        return list(dict.fromkeys(there))

    def _most_named(self, found: Sequence[str]) -> tuple[str, ...]:
        counts: dict[str, int] = {}
        for word in found:
            for code in self._streets[word]:
                counts[code] = counts.get(code, 0) + 1
        most = max(counts.values(), default=0)
        own = {self._own[word] for word in found if word in self._own}
        fitting = [code for code, count in counts.items() if count == most]
        return tuple(sorted(fitting, key=lambda code: (code not in own, code)))


def plain(words: str) -> str:
    """Words as they are compared: one width, small letters, without spaces and punctuation."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "".join(character for character in folded if character.isalnum())
