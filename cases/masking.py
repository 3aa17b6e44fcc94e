"""What may be read on a case's card, and be passed on with it: no telephone, identity or plate numbers. Pure.

Patterns as written in China: mobiles of 11 digits from 13 to 19, landlines with their area code or after 电话, identity
numbers of GB 11643 (18 places, the last perhaps X), plates of GA 36 (a province, a letter, five places; six for new
energy). Digits may be full-width, and stand in groups.
"""

from __future__ import annotations

import re

HIDDEN = "*"
_GAP = r"[ \-－—‐·.]?"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使"
_IDENTITY = rf"(?<!\d)\d{{6}}{_GAP}\d{{8}}{_GAP}\d{{3}}[\dXxＸｘ](?!\d)"
_MOBILE = rf"(?<!\d)(?:[+＋]?86{_GAP})?[1１][3-9３-９]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d)"
_LANDLINE = rf"(?<!\d)[(（]?[0０]\d{{2,3}}[)）]?{_GAP}\d{{3,4}}{_GAP}\d{{4}}(?!\d)"
_CALLED = rf"(?:(?<=电话)|(?<=座机)|(?<=热线))[:：是为 ]*\d{{3,4}}{_GAP}\d{{4}}(?!\d)"
_ON_PLATES = "A-HJ-NP-Za-hj-np-z0-9"
_PLATE = rf"[{_PROVINCES}][A-HJ-NP-Za-hj-np-z][·•・.\- ]?[{_ON_PLATES}]{{4,5}}[{_ON_PLATES}挂学警港澳领使]"
PERSONAL = re.compile(f"{_IDENTITY}|{_MOBILE}|{_LANDLINE}|{_CALLED}|{_PLATE}(?![A-Za-z0-9])")


def masked(words: str) -> str:
    """The same words with a star for each sign of what is personal; as long as before."""
    return PERSONAL.sub(lambda found: re.sub(r"\w", HIDDEN, found[0]), words)
