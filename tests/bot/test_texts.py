"""Texts: facts become words in the reader's language; what is missing is an error, never a hole."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fluent.syntax import FluentSerializer

from bot.settings import LOCALES
from bot.texts import LANGUAGES, MENUS, TextMissing, Texts
from dialogue.say import Button, Say, listed, moment, name, text
from tests.test_house import _messages, _shapes

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai
HOUR, DAY = 3600, 86400


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts(LOCALES, now=NOW.timestamp)


@pytest.mark.parametrize(
    ("seconds", "chinese", "english"),
    [
        (0, "今天 10:00", "today 10:00"),
        (14 * HOUR - 60, "今天 23:59", "today 23:59"),
        (14 * HOUR, "明天 00:00", "tomorrow 00:00"),
        (-10 * HOUR, "今天 00:00", "today 00:00"),
        (-10 * HOUR - 60, "昨天 23:59", "yesterday 23:59"),
        (2 * DAY, "11 月 26 日 10:00", None),
        (-2 * DAY, "11 月 22 日 10:00", None),
    ],
)
def test_a_moment_is_read_on_the_districts_clocks(
    texts: Texts, seconds: int, chinese: str, english: str | None
) -> None:
    at = moment(int(NOW.timestamp()) + seconds)
    assert texts.line("case-step", "zh-CN", at=at, what="") == f"{chinese} "
    if english:
        assert texts.line("case-step", "en", at=at, what="") == f"{english} "


def test_a_name_is_read_in_the_readers_language(texts: Texts) -> None:
    street = name({"zh-CN": "大宁路街道", "en": "Daning Road"})
    say = Say("today-line", {"street": street, "waiting": 1, "running": 2, "overdue": 3})
    assert texts.draw(say, "zh-CN").text.startswith("大宁路街道")
    assert texts.draw(say, "en").text.startswith("Daning Road")


def test_texts_within_texts_and_lists(texts: Texts) -> None:
    lines = listed([text("status-taken"), text("status-asked")], joined="list-line")
    assert texts.line("case-step", "zh-CN", at=lines, what=listed(["a", "b"])) == "已接单\n待补充 a、b"


@pytest.mark.parametrize("key", ["there-is-none", "report-card.none", "case-step"])
def test_what_is_missing_is_an_error(texts: Texts, key: str) -> None:
    with pytest.raises(TextMissing):
        texts.line(key, "zh-CN")


def test_what_people_typed_is_never_a_template(texts: Texts) -> None:
    typed = '{ $number } { "x" } {0} %s <b>& -scheme'
    assert typed in texts.line("refuse-mark", "zh-CN", why=typed)


def test_a_label_may_be_an_attribute_a_text_or_a_fact(texts: Texts) -> None:
    buttons = ((Button(".yes", "a"), Button("menu-report", "b"), Button(name({"zh-CN": "中", "en": "E"}), "c")),)
    drawn = texts.draw(Say("consent", _facts("consent"), buttons), "zh-CN")
    assert [key.label for row in drawn.keys for key in row] == ["同意并继续", "随手报", "中"]


def test_no_number_is_written_with_separators(texts: Texts) -> None:
    assert "1900" in texts.line("outside", "zh-CN", metres=1900, citizens="1")
    assert "1900" in texts.line("outside", "en", metres=1900, citizens="1")


def test_aliases_are_small_and_lead_to_openers(texts: Texts) -> None:
    aliases = texts.aliases()
    assert aliases["随手报"] == "report"
    assert aliases["cancel"] == "cancel"
    assert all(words == words.lower().strip() for words in aliases)


@pytest.mark.parametrize("whose", list(MENUS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_role_has_a_menu_of_at_most_three_in_a_row(texts: Texts, whose: str, language: str) -> None:
    menu = texts.menu(whose, language)
    assert menu
    assert all(1 <= len(row) <= 3 for row in menu)
    assert all(key.label for row in menu for key in row)


def _facts(key: str) -> dict[str, str]:
    return {fact: "x" for shape, facts in _shapes("zh-CN").items() if shape.split(".")[0] == key for fact in facts}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fact", ["x", "", 0, 1, 7, "一句很长的话" * 40])
def test_every_text_can_be_drawn_with_any_fact(texts: Texts, language: str, fact: str | int) -> None:
    """Words, nothing, and numbers in every place: no error, no hole, no Fluent syntax that anybody would see."""
    for shape, facts in _shapes(language).items():
        names = facts | ({"month", "month_name"} & {*facts, "month_name"} if "month" in facts else set())
        drawn = texts.line(shape, language, **dict.fromkeys(names, fact))
        assert "{" not in drawn, shape
        assert "$" not in drawn, shape


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_has_an_empty_line_where_a_fact_is_missing(texts: Texts, language: str) -> None:
    """A fact that is empty takes its line with it."""
    may_be_empty = re.compile(r"HAS\(\$([\w-]+)\)")
    for _, message in _messages(language):
        key, source = message.id.name, FluentSerializer().serialize_entry(message)
        facts = _shapes(language)[key]
        for others in ("x", 0, 3):
            for empty in may_be_empty.findall(source):
                drawn = texts.line(key, language, **{**dict.fromkeys(facts, others), empty: ""})
                assert "\n\n" not in drawn, f"{key} without {empty}"
                assert not re.search(r" \n|\s$", drawn), f"{key} without {empty}: {drawn!r}"


def test_a_folder_that_is_not_there_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        Texts(tmp_path).keys("common")
