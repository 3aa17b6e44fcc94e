"""Text as people may send it, made safe to keep and to show; what was typed stays what is read."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

CHARACTERS_MAX = 1000
# Room for what is removed before the cut; no more, because reordering combining marks takes quadratic time.
_RAW_FACTOR = 4

_ZWJ = "\u200d"
_PICTOGRAPH = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff"
)
_SKIN = "\U0001f3fb-\U0001f3ff"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_TAGS = "\U000e0020-\U000e007f"
_INVISIBLE = (
    "\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff"
)

_UNEASY = re.compile(f"[{_INVISIBLE}{_SELECTORS}\ud800-\udfff]")
_ESCAPE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours and cursor moves
    r"|(?:\x1b\]|\x9d)[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)"  # titles and links
    r"|\x1b[ -/]*[0-~]"
)
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_KEPT_OR_NOT = re.compile(
    f"(?P<flag>\U0001f3f4[\U000e0030-\U000e007a]{{1,12}}\U000e007f)"
    f"|(?P<joiner>(?<=[{_PICTOGRAPH}{_SKIN}\ufe0f]){_ZWJ}(?=[{_PICTOGRAPH}]))"
    f"|(?P<selector>(?<=[^\\s{_SELECTORS}{_INVISIBLE}])[{_SELECTORS}])"
    f"|[{_INVISIBLE}{_SELECTORS}]"
)


class Cleaned(NamedTuple):
    """What is left of a text, and whether its end had to be cut off."""

    text: str
    was_cut: bool


def clean_text(text: str, limit: int = CHARACTERS_MAX) -> Cleaned:
    """NFC text of at most `limit` characters, cut between graphemes, blank ends removed.

    Lone surrogates become U+FFFD. Control and direction characters, zero-width characters and terminal
    escapes go; newlines stay, as do joiners and selectors inside emoji. May be empty.
    """
    raw = text[: limit * _RAW_FACTOR]
    if _UNEASY.search(raw):
        raw = _without_invisibles(raw)
    whole = unicodedata.normalize("NFC", raw).strip()
    if len(whole) <= limit:
        return Cleaned(whole, was_cut=len(text) > limit * _RAW_FACTOR and bool(whole))
    return Cleaned(whole[: cut_before(whole, limit)].rstrip(), was_cut=True)


def cut_before(text: str, index: int) -> int:
    """The last place at or before `index` where no grapheme is cut; `index` itself if there is none but 0."""
    place = index
    while 0 < place < len(text) and _holds_together(text, place):
        place -= 1
    return place or index


def _without_invisibles(text: str) -> str:
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    lines = _LINE_END.sub("\n", _ESCAPE.sub("", whole)).replace("\t", " ")
    return _KEPT_OR_NOT.sub(lambda found: found[0] if found.lastgroup else "", lines)


_EXTENDS = re.compile(f"[{_ZWJ}{_SKIN}{_SELECTORS}{_TAGS}\u1160-\u11ff\u200c\uff9e\uff9f]")
_PICTOGRAPHIC = re.compile(f"[{_PICTOGRAPH}]")


def _holds_together(text: str, place: int) -> bool:
    """Whether both sides of `place` are one grapheme, by the main rules of Unicode annex 29."""
    before, after = text[place - 1], text[place]
    if before == "\r" and after == "\n":
        return True
    if _EXTENDS.match(after) or unicodedata.category(after) in ("Mn", "Me", "Mc"):
        return True
    if before == _ZWJ and _PICTOGRAPHIC.match(after):
        return True
    return _is_flag_letter(after) and _flag_letters_before(text, place) % 2 == 1


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flag_letters_before(text: str, place: int) -> int:
    start = place
    while start and _is_flag_letter(text[start - 1]):
        start -= 1
    return place - start
