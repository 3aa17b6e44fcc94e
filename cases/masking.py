"""What may be read on a case's card, and be passed on with it: no telephone, identity or plate numbers. Pure.

Patterns as written in China: mobiles of 11 digits from 13 to 19, landlines with their area code or after 电话, identity
numbers of GB 11643 (18 places, the last perhaps X; 15 until 2013), plates of GA 36 (a province, a letter, five places;
six for new energy). Digits may be full-width or Chinese, and stand in groups.
"""

from __future__ import annotations

import re

HIDDEN = "*"
_DIGIT = r"[\d〇零一二三四五六七八九幺]"
_GAP = r"[\s\-－—‐·.]?"
_IDENTITY_HEAD = rf"{_DIGIT}{{6}}{_GAP}{_DIGIT}{{8}}{_GAP}{_DIGIT}{{3}}"
_IDENTITY = rf"{_IDENTITY_HEAD}{_DIGIT}|{_DIGIT}{{15}}"
_PREFIX = rf"(?:(?:[+＋]|00)?86{_GAP})?"
_MOBILE = rf"{_PREFIX}[1１一幺]{_GAP}[3-9３-９三四五六七八九]{_GAP}{_DIGIT}(?:{_GAP}{_DIGIT}){{8}}"
_LANDLINE = rf"[(（]?[0０]{_DIGIT}{{2,3}}[)）]?{_GAP}{_DIGIT}{{3,4}}{_GAP}{_DIGIT}{{4}}"
_CALLED = re.compile(rf"(?:(?<=电话)|(?<=座机)|(?<=热线))[:：是为 ]*{_DIGIT}{{3,4}}{_GAP}{_DIGIT}{{4}}(?!{_DIGIT})")
_NUMBER = re.compile(rf"(?<!{_DIGIT})(?:{_IDENTITY_HEAD}[XxＸｘ]|(?:{_IDENTITY}|{_MOBILE}|{_LANDLINE})(?!{_DIGIT}))")
_PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_PLATE = re.compile(rf"{_PROVINCE}[A-Za-z][\s·•・.\-]?[A-Za-z0-9]{{4,5}}[A-Za-z0-9挂学警港澳领使](?![A-Za-z0-9])")
_ALL = (_PLATE, _NUMBER, _CALLED)  # a number may follow a plate at once; a mobile is more than what is called one


def masked(words: str) -> str:
    """The same words with a star for each sign of what is personal; as long as before."""
    for pattern in _ALL:
        words = pattern.sub(lambda found: re.sub(r"\w", HIDDEN, found[0]), words)
    return words
