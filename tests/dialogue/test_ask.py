"""Questions: an answer is kept under its name and used once; the first without one stops the run."""

from __future__ import annotations

from typing import Any

import pytest

from dialogue.ask import PRESS_BYTES_MAX, Ask, Option
from dialogue.breaking_off import Again, Pause, QuestionAfterWrite
from dialogue.hear import Part, Photo, Place, Press, Words
from dialogue.say import Button, Say
from dialogue.talk import Talk

COLOURS = [Option("red", "Red", 1), Option("blue", "Blue", 2)]
HERE = Place(31.2843, 121.4510, "fix", "wgs84", 10.0)


def talk(**how: Any) -> Talk:
    return Talk("T" * 6, "script", **how)


def stopped(run: Any) -> Say:
    with pytest.raises(Pause) as pause:
        run()
    return pause.value.say


def labels(say: Say) -> list[list[str]]:
    return [[button.label for button in row] for row in say.buttons]


def test_an_open_choice_shows_its_options_in_rows() -> None:
    t = talk()
    say = stopped(lambda: Ask(t).choice("colour", [*COLOURS, Option("green", "Green", 3), Option("grey", "Grey", 4)]))
    assert (say.key, labels(say)) == ("colour", [["Red", "Blue", "Green"], ["Grey"]])
    assert (t.open, t.wants) == ("colour", "press")


def test_a_press_answers_and_is_kept_by_what_it_meant() -> None:
    t = talk(open="colour")
    assert Ask(t, answer=Press("?TTTTTT:colour:blue")).choice("colour", COLOURS) == 2
    assert t.answers == {"colour": "blue"}
    assert Ask(t).choice("colour", list(reversed(COLOURS))) == 2, "a list that changed can't answer for another thing"


def test_an_answer_whose_option_is_gone_is_asked_again() -> None:
    t = talk(answers={"colour": "blue"})
    say = stopped(lambda: Ask(t).choice("colour", COLOURS[:1]))
    assert labels(say) == [["Red"]]


@pytest.mark.parametrize("data", ["?TTTTTT:colour:green", "?TTTTTT:colour:", "?TTTTTT:colour:red:extra"])
def test_a_press_that_is_no_option_answers_nothing(data: str) -> None:
    t = talk(open="colour")
    stopped(lambda: Ask(t, answer=Press(data)).choice("colour", COLOURS))
    assert t.answers == {}


def test_words_may_choose_where_the_script_says_how() -> None:
    t = talk(open="colour")
    by_words = {"rot": "red"}.get
    assert Ask(t, answer=Words("rot")).choice("colour", COLOURS, by_words=by_words) == 1
    t = talk(open="colour")
    stopped(lambda: Ask(t, answer=Words("rosa")).choice("colour", COLOURS, by_words=by_words))
    assert t.answers == {}


def test_only_some_options_have_a_button_and_all_are_answers() -> None:
    t = talk()
    assert labels(stopped(lambda: Ask(t).choice("colour", COLOURS, shown=["blue"]))) == [["Blue"]]
    assert Ask(t, answer=Press("?TTTTTT:colour:red")).choice("colour", COLOURS, shown=["blue"]) == 1


def test_a_review_drops_what_is_to_be_asked_again() -> None:
    t = talk(open="send", answers={"where": "x", "what": "y"})
    ask = Ask(t, answer=Press("?TTTTTT:send:place"))
    options = [Option("send", ".send", "send"), Option("place", ".place", "place")]
    with pytest.raises(Again):
        ask.review("send", Say("card"), options, edits={"place": ("where", "street")})
    assert t.answers == {"what": "y"}
    assert ask.edited == "place"
    assert ask.was_edited("place")
    assert not ask.was_edited("what")


def test_two_questions_of_one_name_are_a_mistake() -> None:
    ask = Ask(talk(answers={"name": "x"}))
    ask.words("name")
    with pytest.raises(AssertionError, match="two questions"):
        ask.words("name")


def test_words_are_cut_at_their_most() -> None:
    t = talk(open="why", wants="words")
    assert Ask(t, answer=Words("x" * 50)).words("why", length_max=20) == "x" * 20


def test_what_came_early_answers_the_first_question_of_its_kind() -> None:
    t = talk(early=[Photo("p"), Words("one"), Words("two")])
    ask = Ask(t)
    assert (ask.words("first"), ask.words("second")) == ("one", "two")
    assert t.early == [Photo("p")]


@pytest.mark.parametrize(
    ("typed", "number"),
    [("5", 5), (" 7 ", 7), ("７", 7), ("10", 10), ("0", None), ("11", None), ("²", None), ("-1", None), ("1e1", None),
     ("5.0", None), ("", None), ("9" * 30, None)],
)  # fmt: skip
def test_a_number_is_whole_and_within_its_bounds(typed: str, number: int | None) -> None:
    t = talk(open="n", wants="words")
    ask = Ask(t, answer=Words(typed))
    if number is None:
        stopped(lambda: ask.number("n", least=1, most=10))
    else:
        assert ask.number("n", least=1, most=10) == number


def test_a_place_is_a_point_or_what_words_mean_or_a_button() -> None:
    assert Ask(talk(open="where"), answer=HERE).place("where") == HERE
    by_words = {"大宁路": "大宁路"}.get
    assert Ask(talk(open="where"), answer=Words("大宁路")).place("where", by_words=by_words) == "大宁路"
    degrees = {"31.2, 121.4": HERE}.get
    assert Ask(talk(open="where"), answer=Words("31.2, 121.4")).place("where", by_words=degrees) == HERE
    other = [Option("list", "List", "list")]
    assert Ask(talk(open="where"), answer=Press("?TTTTTT:where:list")).place("where", otherwise=other) == "list"


def test_words_that_are_no_place_are_left_for_something_else() -> None:
    t = talk(open="where")
    ask = Ask(t, answer=Words("很危险"))
    stopped(lambda: ask.place("where", by_words=lambda words: None))
    assert ask.unheard == Words("很危险")


def test_a_place_survives_being_stored() -> None:
    t = talk(open="where")
    Ask(t, answer=HERE).place("where")
    assert Ask(Talk.of(t.plain())).place("where") == HERE


def test_gathering_takes_what_came_and_stays_open() -> None:
    t = talk(early=[Photo("a"), Words("x"), Photo("b")])
    arrived: list[Part] = []

    def arrive(part: Part) -> Part:
        arrived.append(part)
        return part

    assert Ask(t, arrive=arrive).gather("photos", "photo", at_most=2) == [Photo("a"), Photo("b")]
    t.early.append(Photo("c"))
    ask = Ask(t, arrive=arrive)
    assert ask.gather("photos", "photo", at_most=2) == [Photo("a"), Photo("b")]
    assert arrived == [Photo("a"), Photo("b")], "what is one too many is never fetched"
    assert ask.is_full("photos")
    assert not ask.is_full("photos"), "told once"


def test_gathering_waits_for_the_least() -> None:
    t = talk()
    assert stopped(lambda: Ask(t).gather("photos", "photo", at_most=9, at_least=1)).key == "photos"
    assert t.wants == "photo"
    assert Ask(t, answer=Photo("a")).gather("photos", "photo", at_most=9, at_least=1) == [Photo("a")]


def test_something_is_told_once_in_a_talk() -> None:
    t = talk()
    for _ in range(2):
        ask = Ask(t)
        ask.tell("note", Say("hello"))
        first = ask.said
    assert first == []
    assert t.told == ["note"]


def test_a_question_after_a_write_is_an_error() -> None:
    ask = Ask(talk(), has_written=lambda: True)
    with pytest.raises(QuestionAfterWrite):
        ask.words("why")


def test_an_answered_question_after_a_write_is_none() -> None:
    assert Ask(talk(answers={"why": "x"}), has_written=lambda: True).words("why") == "x"


def test_a_button_is_at_most_64_bytes() -> None:
    ask = Ask(talk())
    assert len(ask.button("q" * 20, "o" * 20, "x").press.encode()) <= PRESS_BYTES_MAX
    with pytest.raises(AssertionError):
        ask.button("q" * 40, "o" * 40, "x")


def test_own_buttons_come_before_those_of_the_say() -> None:
    say = Say("card", buttons=((Button("Help", "help"),),))
    assert labels(stopped(lambda: Ask(talk()).choice("colour", COLOURS, say))) == [["Red", "Blue"], ["Help"]]
