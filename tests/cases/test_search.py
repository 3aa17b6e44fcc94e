"""Search words are read as numbers, streets, categories and days; nothing outside one's streets is ever found."""

from __future__ import annotations

from datetime import date

import pytest

from bot.settings import PACKS
from cases import catalog
from cases.search.query import Query, SearchNotUnderstood, read

CATALOG = catalog.load(PACKS / "jingan")
TODAY = date(2026, 11, 24)
DANING = "310106019"


def asked(words: str) -> Query:
    return read(words, CATALOG, today=TODAY)


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("JA26-00042", Query(number="JA26-00042")),
        ("ja26-00042", Query(number="JA26-00042")),
        ("42", Query(number="42")),
        ("大宁路街道", Query(streets=frozenset({DANING}))),
        ("Daning Road", Query(streets=frozenset({DANING}))),
        ("飞线充电", Query(categories=frozenset({"ebike_wire"}))),
        ("飞线，大宁路", Query(streets=frozenset({DANING}), categories=frozenset({"ebike_wire"}))),
        ("11-24", Query(since=TODAY, until=TODAY)),
        ("11月24日", Query(since=TODAY, until=TODAY)),
        ("11-25", Query(since=date(2025, 11, 25), until=date(2025, 11, 25))),
        ("2026-11-01~2026-11-24", Query(since=date(2026, 11, 1), until=TODAY)),
        ("本周", Query(since=date(2026, 11, 23), until=TODAY)),
        ("昨天", Query(since=date(2026, 11, 23), until=date(2026, 11, 23))),
    ],
)
def test_words_are_read_as_they_are_meant(words: str, query: Query) -> None:
    assert asked(words) == query


def test_a_head_stands_for_all_that_is_under_it() -> None:
    assert asked("消防安全").categories == {kind.code for kind in CATALOG.under("fire")}


@pytest.mark.parametrize(
    "words", ["", "   ", "路", "随便", "02-30", "11-24~11-01", "2020-01-01~2026-01-01", "'; drop table"]
)
def test_what_is_not_understood_is_said(words: str) -> None:
    with pytest.raises(SearchNotUnderstood):
        asked(words)


def test_a_day_lasts_from_midnight_to_midnight_here() -> None:
    begins, ends = asked("11-24").seconds(CATALOG.district.zone)
    assert (begins, ends) == (1795449600, 1795449600 + 86_400)
