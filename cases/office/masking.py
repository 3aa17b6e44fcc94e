"""Numbers of people in what leaves an office's own chats: phones, identity cards, plates are covered; pure.

Shapes after the national numbering: mobile numbers of 11 digits from 13 to 19, area code and line, identity cards of
18 (GB 11643) or, until 2013, 15 digits, plates of a province's sign, a letter and 5 or 6 symbols (GA 36).
"""

from __future__ import annotations

import re

_DIGIT = r"[\d〇零一二三四五六七八九幺]"
_GAP = r"[\s\-—－·.]?"
_MOBILE = rf"(?:(?:\+|00)?86{_GAP})?[1１一幺]{_GAP}[3-9３-９三四五六七八九]{_GAP}{_DIGIT}(?:{_GAP}{_DIGIT}){{8}}"
_LINE = rf"[(（]?[0０]{_DIGIT}{{2,3}}[)）]?{_GAP}{_DIGIT}{{3,4}}{_GAP}{_DIGIT}{{4}}"
_CARD = rf"{_DIGIT}{{17}}[\dXxＸｘ]|{_DIGIT}{{15}}"
_PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_PLATE = rf"{_PROVINCE}[A-Za-z][\s·•.\-]?[A-Za-z0-9]{{4,5}}[A-Za-z0-9挂学警]"
_NUMBERS = re.compile(rf"(?<!{_DIGIT})(?:{_CARD}|{_MOBILE}|{_LINE})(?!{_DIGIT})")
_PLATES = re.compile(rf"{_PLATE}(?![A-Za-z0-9])")
LEFT_OPEN = {_NUMBERS: 3, _PLATES: 2}  # symbols that stay, so that one sees what it was


def masked(words: str) -> str:
    """The same words; of each phone, card or plate number only its beginning is left, the rest are stars."""
    for pattern, left in LEFT_OPEN.items():
        words = pattern.sub(lambda found, left=left: found[0][:left] + "*" * (len(found[0]) - left), words)  # type: ignore[misc]
    return words
