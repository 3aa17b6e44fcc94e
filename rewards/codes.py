"""Voucher codes: `7K3M-9QX2-4TBP`, ten symbols that nobody can guess and two that catch what was mistyped.

The last two symbols make the code a word of a Reed-Solomon code over GF(32): all twelve add up to zero, plain and
weighed by their place. So every slip of one or two symbols, wherever they stand, is seen without looking anything up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U to misread
SECRET_SYMBOLS, CHECK_SYMBOLS = 10, 2  # 50 bits to guess, and every error in two places caught
LENGTH = SECRET_SYMBOLS + CHECK_SYMBOLS
GROUP = 4  # symbols between hyphens: what a person carries from a screen to a keyboard in one look
BITS = 5  # of a symbol

_MODULUS = 0b100101  # x^5 + x^2 + 1, whose root generates GF(32)
_AS_MEANT = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s\-_.·‐-―－]+")
_SHAPE = re.compile(f"[{SYMBOLS}]{{{LENGTH}}}")


def code_of(digest: str) -> str:
    """The code of a redemption from its keyed digest, at least 13 hexadecimal digits; the same for the same digest."""
    secret_bits = SECRET_SYMBOLS * BITS
    secret = int(digest, 16) >> (len(digest) * 4 - secret_bits)
    values = [secret >> shift & 31 for shift in range(secret_bits - BITS, -1, -BITS)]
    return "".join(SYMBOLS[value] for value in (*values, *_checks(values)))


def shown(code: str) -> str:
    """A code as people read it: `7K3M-9QX2-4TBP`."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def is_like_a_code(words: str) -> bool:
    """Whether words could only be meant as a code, right or mistyped: twelve symbols and nothing else."""
    return bool(_SHAPE.fullmatch(_tidied(words)))


def read(words: str) -> str | None:
    """The code that was typed, or None where its check symbols (or its length) say that it was mistyped.

    Forgiven: small letters, O for 0, I and L for 1, hyphens and spaces anywhere, full-width signs.
    """
    code = _tidied(words)
    if not _SHAPE.fullmatch(code):
        return None
    values = [SYMBOLS.index(symbol) for symbol in code]
    return code if _sums(values) == (0, 0) else None


def _tidied(words: str) -> str:
    plain = unicodedata.normalize("NFKC", words[: LENGTH * 4]).upper()
    return _BETWEEN.sub("", plain).translate(_AS_MEANT)


def _times(one: int, other: int) -> int:
    """The product in GF(32)."""
    product = 0
    while other:
        product ^= one if other & 1 else 0
        one <<= 1
        one ^= _MODULUS if one & 32 else 0
        other >>= 1
    return product


def _powers() -> list[int]:
    powers = [1]
    while len(powers) < 31:
        powers.append(_times(powers[-1], 2))
    return powers


_POWER = _powers()  # of the generator: different for each of the twelve places


def _sums(values: Iterable[int]) -> tuple[int, int]:
    """What the symbols add up to, plain and weighed by their place; both zero for a right code."""
    plain = weighed = 0
    for place, value in enumerate(values):
        plain ^= value
        weighed ^= _times(value, _POWER[place])
    return plain, weighed


def _checks(values: list[int]) -> tuple[int, int]:
    """The two symbols that bring both sums to zero."""
    plain, weighed = _sums(values)
    before, last = _POWER[SECRET_SYMBOLS], _POWER[SECRET_SYMBOLS + 1]
    second = _divided(weighed ^ _times(plain, before), before ^ last)
    return plain ^ second, second


def _divided(one: int, other: int) -> int:
    return _times(one, _POWER[-_POWER.index(other) % 31])
