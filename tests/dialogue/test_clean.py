"""What people may type is kept; what could deceive or break is not."""

from __future__ import annotations

import json
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogue.clean import Cleaned, clean_text, cut_before

FAMILY = "👨‍👩‍👧‍👦"
ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
WHOLE_GRAPHEMES = [FAMILY, "🇨🇳", "👍🏽", "❤️‍🔥", "1️⃣", "é́̂", "कि", ENGLAND, "😶‍🌫️", "🐈‍⬛", "각", "葛\U000e0100"]


@pytest.mark.parametrize(
    "text",
    [
        "<b>井盖</b>",
        '</pre><a href="tg://user?id=1">',
        "*_[x](y)~",
        "{0}{token}%s",
        "'; DROP TABLE cases;--",
        "=HYPERLINK(…)",
        "＝1+1",
        "两行\n都在",
        "a\n\n\nb",
        "路口“井盖”丢了，3 米外有积水…",
    ],
)
def test_what_was_typed_stays(text: str) -> None:
    assert clean_text(text) == Cleaned(text, was_cut=False)


@pytest.mark.parametrize("grapheme", WHOLE_GRAPHEMES)
def test_emoji_flags_and_marks_survive(grapheme: str) -> None:
    assert clean_text(f"看{grapheme}这里").text == unicodedata.normalize("NFC", f"看{grapheme}这里")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\u202eb\u2066c\u2069\u200e\u200f\u061cd", "abcd"),
        ("井\u200b盖\ufeff\u2060\u00ad", "井盖"),
        ("井\u200d盖", "井盖"),
        ("\u200d👍\u200d", "👍"),
        ("\x00a\x07\x08b\x7f\x9f", "ab"),
        ("\x1b[31m红\x1b[0m", "红"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x07", "link"),
        ("\x1b]0;unfinished 井盖", "0;unfinished 井盖"),
        ("a\r\nb\rc\u2028d\u2029e\x85f", "a\nb\nc\nd\ne\nf"),
        ("a\tb", "a b"),
        ("\ud83d井\ude00", "\ufffd井\ufffd"),
        ("\ud83d\ude00", "😀"),
        ("e\u0301", "é"),
        ("x\ufe0f\ufe0f\ufe0f", "x\ufe0f"),
        ("a\U000e0041\U000e0042", "a"),
        ("  \n井盖\n ", "井盖"),
        ("\u200b \u202e\x00\ufeff\u3164", ""),
        ("\ufe0f", ""),
    ],
)
def test_what_deceives_or_breaks_is_removed(typed: str, kept: str) -> None:
    assert clean_text(typed) == Cleaned(kept, was_cut=False)


def test_a_lone_surrogate_from_json_can_be_stored() -> None:
    clean_text(json.loads('"\\ud83d"')).text.encode()


def test_long_text_is_cut_and_says_so() -> None:
    assert clean_text("长" * 12_000) == Cleaned("长" * 1000, was_cut=True)
    assert clean_text("长" * 1000) == Cleaned("长" * 1000, was_cut=False)
    assert clean_text("长" * 1001) == Cleaned("长" * 1000, was_cut=True)


@pytest.mark.parametrize("grapheme", WHOLE_GRAPHEMES)
@pytest.mark.parametrize("lead", ["", "a", "ab", "abc"])
def test_no_grapheme_is_cut_inside(grapheme: str, lead: str) -> None:
    normal = unicodedata.normalize("NFC", grapheme)
    text, was_cut = clean_text(lead + grapheme * 500, limit=100)
    assert was_cut
    assert text.removeprefix(lead) == normal * ((100 - len(lead)) // len(normal))


def test_500_marks_stay_with_their_letter() -> None:
    marked = "q" + "\u0337" * 500
    assert clean_text("看" * 499 + marked + marked) == Cleaned("看" * 499 + marked, was_cut=True)


def test_one_grapheme_longer_than_the_limit_is_still_bounded() -> None:
    cleaned = clean_text("q" + "\u0337" * 5000)
    assert cleaned.was_cut
    assert len(cleaned.text) == 1000


def test_a_flood_of_marks_takes_no_time() -> None:
    began = time.perf_counter()
    clean_text("q" + "\u0315\u0300" * 2_000_000)
    assert time.perf_counter() - began < 2


def test_a_cut_at_either_end_is_no_cut() -> None:
    assert cut_before("ab", 0) == 0
    assert cut_before("ab", 2) == 2


@settings(deadline=None)
@given(st.text(), st.integers(1, 40))
def test_cleaning_twice_changes_nothing(text: str, limit: int) -> None:
    once = clean_text(text, limit).text
    assert clean_text(once, limit) == Cleaned(once, was_cut=False)
    assert len(once) <= limit
    once.encode()
    assert not any(unicodedata.category(c) in ("Cc", "Cs") and c != "\n" for c in once)
