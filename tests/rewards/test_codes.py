"""Voucher codes: every slip of one or two symbols is seen, and what is typed forgivingly is read."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rewards import codes
from rewards.codes import LENGTH, SYMBOLS, code_of, is_like_a_code, read, shown

DIGESTS = st.binary(min_size=16, max_size=16).map(bytes.hex)
CODES = [code_of(f"{n:032x}") for n in (1, 7, 42, 4711, 2**100)]


@given(DIGESTS)
def test_a_code_is_read_as_it_was_made(digest: str) -> None:
    code = code_of(digest)
    assert len(code) == LENGTH
    assert set(code) <= set(SYMBOLS)
    assert read(code) == read(shown(code)) == code == code_of(digest)


@pytest.mark.parametrize("code", CODES)
def test_every_single_error_is_seen(code: str) -> None:
    for place in range(LENGTH):
        for symbol in set(SYMBOLS) - {code[place]}:
            assert read(_with(code, {place: symbol})) is None


@pytest.mark.parametrize("code", CODES)
def test_every_swap_near_or_far_is_seen(code: str) -> None:
    """Neighbours (swaps), next but one (jumps) and any other two places."""
    for one, other in combinations(range(LENGTH), 2):
        if code[one] != code[other]:
            assert read(_with(code, {one: code[other], other: code[one]})) is None


@pytest.mark.parametrize("code", CODES[:2])
def test_every_two_symbol_error_is_seen(code: str) -> None:
    """All 66 pairs of places with all 31 x 31 wrong symbols in them."""
    for one, other in combinations(range(LENGTH), 2):
        for first in set(SYMBOLS) - {code[one]}:
            for second in set(SYMBOLS) - {code[other]}:
                assert read(_with(code, {one: first, other: second})) is None


@given(DIGESTS, DIGESTS)
def test_two_right_codes_differ_in_three_places_at_least(one: str, other: str) -> None:
    apart = sum(a != b for a, b in zip(code_of(one), code_of(other), strict=True))
    assert apart == 0 or apart > 2


@given(st.text(alphabet=SYMBOLS, min_size=LENGTH, max_size=LENGTH))
def test_a_thousandth_of_what_is_made_up_passes_the_check(code: str) -> None:
    """Exactly one pair of check symbols fits the first ten."""
    fitting = [code[:10] + a + b for a in SYMBOLS for b in SYMBOLS if read(code[:10] + a + b)]
    assert len(fitting) == 1


@pytest.mark.parametrize("code", CODES)
def test_typing_is_forgiven(code: str) -> None:
    spoken = shown(code).replace("0", "o").replace("1", "l")
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    for typed in (
        code.lower(),
        f"  {shown(code)} ",
        code.replace("0", "O").replace("1", "i"),
        spoken,
        wide,
        " ".join(code),
    ):
        assert read(typed) == code
        assert is_like_a_code(typed)


@pytest.mark.parametrize(
    "words", ["", "7K3M", "7K3M-9QX2-4TB", "7K3M-9QX2-4TBPP", "U" * 12, "井盖坏了", "!" * 12, "²" * 12, "9" * 5000]
)
def test_what_is_no_code_is_none(words: str) -> None:
    assert read(words) is None


def test_the_secret_is_fifty_bits_of_the_digest() -> None:
    assert code_of("0" * 32) != code_of("0" * 12 + "4" + "0" * 19)
    assert code_of("0" * 32) == code_of("0" * 12 + "3" + "f" * 19)
    assert codes.SECRET_SYMBOLS * codes.BITS == 50


def _with(code: str, symbols: dict[int, str]) -> str:
    return "".join(symbols.get(place, symbol) for place, symbol in enumerate(code))
