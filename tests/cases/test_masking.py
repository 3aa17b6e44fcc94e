"""Telephone numbers, identity numbers and plates are hidden; house numbers, dates and case numbers are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.masking import masked

PERSONAL = [
    ("打13812345678找他", "打***********找他"),
    ("138 1234 5678", "*** **** ****"),
    ("138-1234-5678", "***-****-****"),
    ("１３８１２３４５６７８", "***********"),
    ("+86 13812345678", "+** ***********"),
    ("电话021-62345678", "电话***-********"),
    ("电话：62345678，快来", "电话：********，快来"),
    ("（021）62345678", "（***）********"),
    ("身份证310106199001011234", "身份证******************"),
    ("310106 19900101 123X", "****** ******** ****"),
    ("沪A12345挡路", "*******挡路"),
    ("沪A·12345", "**·*****"),
    ("沪AD12345", "********"),
    ("沪AD12345和苏E99999", "********和*******"),
    ("沪a12345", "*******"),
    ("我电话 138 1234 5678，", "我电话 *** **** ****，"),
    ("沪A1234学", "*******"),
    ("一三八一二三四五六七八", "***********"),
    ("幺三八一二三四五六七八", "***********"),
    ("31010619900101123X", "******************"),
    ("31010619900101123X13812345678", "*****************************"),
    ("310106900101123", "***************"),
    ("沪A·D12345", "**·******"),
    ("沪A12345一三八一二三四五六七八", "******************"),
    ("13812345 13812345678", "13812345 ***********"),
]
PLAIN = [
    "示例路12弄3号楼1801室",
    "JA26-00042",
    "2026年11月24日 10:30",
    "20261124",
    "12345热线没人接",
    "110、119、120都打过",
    "宽1380毫米，深12345678毫米",
    "新修的A区",
    "京东快递B口",
    "2026-11-24 14:00",
    "962777",
    "SH2026-000123",
    "31.284300, 121.451000",
    "灯杆编号 D-117",
    "沪太路 1800 号",
    "苏州河边 2 号口",
    "一二三四五",
    "川A 座 12 楼",
    "",
]


@pytest.mark.parametrize(("words", "shown"), PERSONAL)
def test_what_is_personal_is_hidden(words: str, shown: str) -> None:
    assert masked(words) == shown


@pytest.mark.parametrize("words", PLAIN)
def test_what_is_not_stays(words: str) -> None:
    assert masked(words) == words


@given(
    st.text("停在门口，. -A", max_size=10),
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.text("吧，找 ", max_size=6),
)
def test_no_mobile_number_gets_through_whatever_stands_around_it(before: str, number: str, after: str) -> None:
    assert number not in masked(before + number + after)
    assert number[-6:] not in masked(before + number + after)


@given(st.text(alphabet="沪A1380123456789 -X电话路一三八", max_size=60))
def test_masking_keeps_the_length_and_masks_once(words: str) -> None:
    once = masked(words)
    assert len(once) == len(words)
    assert masked(once) == once
