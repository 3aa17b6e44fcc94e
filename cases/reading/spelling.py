"""One spelling for what riders type: widths, cases, homophones, dialect, and words written in pinyin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

CHARACTERS_MAX = 600  # a rider's message is far shorter; what follows is not read, so that no message is slow
SYLLABLES_MAX = 12  # pinyin words in a row; bounds the ways in which letters can be cut into words

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f\ufeff]")
_SPACES = re.compile(r"\s+")
_LETTERS = re.compile("[a-z]{2}")


class Spelling:
    """The spellings that a phrase book knows."""

    def __init__(self, words: Mapping[str, str], pinyin: Mapping[str, str]) -> None:
        """`words`: what is typed, and what is meant. `pinyin`: the same, syllables apart ('lu deng' = '路灯').

        A single syllable ('le' = '了') is read only beside a longer word, because many are English words too.
        """
        self._words = dict(words)
        self._misspelt = _one_of(map(re.escape, self._words))
        self._pinyin = {typed.replace(" ", ""): meant for typed, meant in pinyin.items()}
        pieces = {typed: typed.replace(" ", "[ ']?") for typed in pinyin}
        self._word = _one_of(pieces.values())
        self._long = _one_of(piece for typed, piece in pieces.items() if " " in typed)
        self._run = re.compile(rf"(?<![a-z'])(?:(?:{self._word.pattern})[ ']?){{1,{SYLLABLES_MAX}}}(?![a-z'])")

    def normal(self, text: str) -> str:
        """One form for all widths, cases, spaces and the spellings the book knows; no apostrophes (dont, don't)."""
        text = text[:CHARACTERS_MAX]
        if not text.isascii():
            text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).replace("’", "'")
        text = _SPACES.sub(" ", text.lower()).strip()
        if self._pinyin and _LETTERS.search(text):
            text = self._run.sub(self._read_pinyin, text)
        return self._misspelt.sub(lambda found: self._words[found.group()], text.replace("'", ""))

    def _read_pinyin(self, run: re.Match[str]) -> str:
        typed = run.group()
        if not self._long.search(typed):
            return typed
        read = self._word.sub(lambda found: self._pinyin[re.sub("[ ']", "", found.group())], typed)
        return read.replace(" ", "").replace("'", "") + (" " if typed.endswith(" ") else "")


def _one_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Any of them, the longest first; nothing when there are none."""
    return re.compile("|".join(sorted(patterns, key=len, reverse=True)) or "(?!)")
