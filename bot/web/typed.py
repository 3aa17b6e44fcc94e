"""What people type into the page, made fit to be kept: signs nobody sees are removed, the rest stays."""

from __future__ import annotations

import re
import unicodedata

_TERMINAL = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_JOINER = "\u200d"  # holds a family of emoji together
_KEPT = {"\n", "\t", _JOINER}
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


def typed(text: str) -> str:
    """The text without control, direction and zero-width signs, lone surrogates or outer blanks; NFC.

    Empty where nothing is left that can be seen.
    """
    text = _TERMINAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    seen = "".join(sign for sign in text if sign in _KEPT or unicodedata.category(sign) not in _UNSEEN)
    normal = unicodedata.normalize("NFC", seen).strip()
    return normal if any(unicodedata.category(sign)[0] in "LNPS" for sign in normal) else ""
