"""A script is played from the top at every turn; any order of answers comes to the same end."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dialogue.ask import Ask, Option
from dialogue.hear import Part, Photo, Place, Press, Words
from dialogue.play import play
from dialogue.say import Say
from dialogue.script import Script, script
from dialogue.talk import Talk

HERE = Place(31.2843, 121.4510, "fix", "wgs84", 10.0)


@script(opens="report", opened_by=("photo",), takes=("photo", "place", "words"))
def report(ask: Ask, desk: Any) -> Say:
    photos = ask.gather("photos", "photo", at_most=3, at_least=1, say=Say("photo?"))
    words = ask.gather("words", "words", at_most=5)
    where = ask.place("where", Say("where?", {"n": len(photos)}, card="c"))
    send = ask.review("send", Say("send?", card="c"), [Option(i, f".{i}", i) for i in ("send", "place")],
                      edits={"place": ("where",)})  # fmt: skip
    return Say("sent", {"photos": len(photos), "words": len(words), "where": str(where)[:5], "send": send})


def heard(talk: Talk, *parts: Part, of: Script = report) -> list[str]:
    return [say.key for say in play(of, talk, None, parts=parts).said]


def press(talk: Talk, id: str) -> Press:
    return Press(f"?{talk.id}:{talk.open}:{id}")


def test_it_reads_like_its_transcript() -> None:
    talk = Talk("T1", "report")
    assert heard(talk, Photo("a")) == ["where?"]
    assert heard(talk, HERE) == ["send?"]
    played = play(report, talk, None, parts=(press(talk, "send"),))
    assert played.has_ended
    assert played.said[0].facts == {"photos": 1, "words": 0, "where": "Place", "send": "send"}


@given(some.permutations([Photo("a"), Photo("b"), HERE, Words("井盖坏了"), Words("快点")]))
def test_any_order_comes_to_the_same_card(parts: list[Part]) -> None:
    talk = Talk("T1", "report")
    for part in parts:
        talk = Talk.of(talk.plain())  # as it is kept between two turns
        last = heard(talk, part)
    assert last == ["send?"]
    said = play(report, talk, None, parts=(press(talk, "send"),)).said[0]
    assert (said.facts["photos"], said.facts["words"]) == (2, 2)


def test_all_at_once_is_one_turn() -> None:
    talk = Talk("T1", "report")
    assert heard(talk, Photo("a"), Words("x"), HERE) == ["send?"]


def test_an_edit_asks_again_and_keeps_the_rest() -> None:
    talk = Talk("T1", "report")
    heard(talk, Photo("a"), HERE)
    assert heard(talk, press(talk, "place")) == ["where?"]
    assert heard(talk, HERE) == ["send?"]


def test_a_press_for_another_question_answers_nothing() -> None:
    talk = Talk("T1", "report")
    heard(talk, Photo("a"))
    assert heard(talk, Press("?T1:send:send")) == ["where?"]
    assert talk.answers == {}


def test_words_nobody_asked_for_are_kept_and_the_question_stands() -> None:
    talk = Talk("T1", "report")
    heard(talk, Photo("a"))
    assert heard(talk, Words("边上有小学")) == ["where?"]
    assert [part.text for part in talk.gathered["words"] if isinstance(part, Words)] == ["边上有小学"]


def test_an_upgrade_asks_from_the_first_question_that_differs() -> None:
    talk = Talk("T1", "report", answers={"old-question": "x"}, open="old-question", wants="words")
    assert heard(talk, Words("an answer to the old one")) == ["photo?"]


def test_a_script_that_never_settles_is_noticed() -> None:
    @script(opens="loop")
    def loop(ask: Ask, desk: Any) -> Say:
        return Say(ask.review("again", Say("x"), [Option("a", "A", "a")], edits={"a": ("again",)}))

    talk = Talk("T1", "loop", open="again", answers={})
    assert heard(talk, Press("?T1:again:a"), of=loop) == ["x"]


def test_an_ending_may_be_nothing_one_or_several() -> None:
    for ending, said in ((None, []), (Say("a"), ["a"]), ([Say("a"), Say("b")], ["a", "b"])):

        @script(opens="x")
        def ends(ask: Ask, desk: Any, ending: Any = ending) -> Any:
            return ending

        played = play(ends, Talk("T1", "ends"), None)
        assert ([say.key for say in played.said], played.has_ended) == (said, True)


def test_an_error_of_a_script_is_not_swallowed() -> None:
    @script(opens="x")
    def breaks(ask: Ask, desk: Any) -> Say:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        play(breaks, Talk("T1", "breaks"), None)


@given(some.lists(some.sampled_from(["photo", "place", "words", "send", "place-edit", "stale"]), max_size=12))
def test_whatever_comes_it_ends_only_by_its_send(acts: list[str]) -> None:
    talk, ids, has_ended = Talk("T1", "report"), itertools.count(), False
    for act in acts:
        parts: dict[str, Part] = {
            "photo": Photo(f"p{next(ids)}"),
            "place": HERE,
            "words": Words("x"),
            "send": Press(f"?T1:{talk.open or 'send'}:send"),
            "place-edit": Press(f"?T1:{talk.open or 'send'}:place"),
            "stale": Press("?T1:other:x"),
        }
        at_send = talk.open == "send"
        played = play(report, talk, None, parts=(parts[act],))
        has_ended = played.has_ended
        assert played.said, "nobody is left without an answer"
        if has_ended:
            assert act == "send"
            assert at_send
            break
        talk = Talk.of(talk.plain())
        assert len(talk.gathered.get("photos", [])) <= 3
