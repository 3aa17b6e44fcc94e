"""Talks on top of each other: what is heard finds its talk, a press interrupts one, the open question comes again."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from dialogue.ask import Ask, Option
from dialogue.hear import Command, Part, Photo, Press, Unusable, Words
from dialogue.play import play
from dialogue.refusal import Refusal
from dialogue.say import Say
from dialogue.script import Onward, Script, script
from dialogue.stack import DEPTH_MAX, Stack
from dialogue.talk import Talk


@dataclass
class Someone:
    has_agreed: bool = True


@dataclass
class Desk:
    person: Someone = field(default_factory=Someone)


class MovedOn(Refusal):
    """What the talk was about is over."""


@script(opens="report", opened_by=("photo",), takes=("photo", "words"))
def report(ask: Ask, desk: Desk) -> Say:
    ask.gather("photos", "photo", at_most=9)
    return Say("sent", {"why": ask.words("why")})


@script(opens="points")
def points(ask: Ask, desk: Desk) -> Say:
    return Say("points")


@script(opens="language")
def language(ask: Ask, desk: Desk) -> Say:
    ask.choice("which", [Option("zh", "中文", "zh")])
    return Say("changed")


@script(opens="emergency", takes=("words",), before_consent=True)
def emergency(ask: Ask, desk: Desk) -> Say:
    ask.gather("words", "words", at_most=5)
    ask.choice("done", [Option("yes", "Yes", "yes")])
    return Say("safe")


@script(opens="rescue", takes=("words", "photo"), before_consent=True)
def rescue(ask: Ask, desk: Desk) -> Say | Onward:
    ask.choice("safe", [Option("yes", "Yes", "yes")])
    return Onward("report", tuple(ask.talk.early))


@script(opens="alarm")
def alarm(ask: Ask, desk: Desk) -> Say:
    """Ends the report below it, whose photos it has used."""
    ask.choice("sure", [Option("yes", "Yes", "yes")])
    draft = next((talk for talk in ask.below if talk.script == "report"), None)
    if draft:
        ask.ends.append(draft)
    return Say("alarmed", {"photos": len(draft.gathered["photos"]) if draft else 0})


@script(opens="take")
def take(ask: Ask, desk: Desk) -> Say:
    return Say("taken", brief=True)


@script(opens="consent", before_consent=True)
def consent(ask: Ask, desk: Desk) -> Say:
    if ask.confirm("agree"):
        desk.person.has_agreed = True
        return Say("given")
    return Say("declined")


IS_OVER = {"now": False}


@script(opens="act")
def act(ask: Ask, desk: Desk) -> Say:
    if IS_OVER["now"]:
        raise MovedOn
    return Say("acted", {"why": ask.words("why-act")})


SCRIPTS = (report, points, language, emergency, rescue, alarm, take, consent, replace(act, has_way_out=True))


class Openers:
    def named(self, name: str) -> Script | None:
        return next((s for s in SCRIPTS if s.name == name), None)

    def by_name(self, name: str) -> Script | None:
        return next((s for s in SCRIPTS if name in s.opens), None)

    def by_words(self, words: str) -> str:
        return {"积分": "points", "取消": "cancel"}.get(words, "")

    def by_kind(self, part: Part) -> Script | None:
        return report if isinstance(part, Photo) else None

    def urgent(self, part: Part, talk: Talk | None) -> Script | None:
        return emergency if isinstance(part, Words) and "火" in part.text else None


@pytest.fixture
def stack() -> Stack:
    IS_OVER["now"] = False
    ids, desk = itertools.count(1), Desk()
    return Stack([], Openers(), lambda talk: desk, lambda: f"T{next(ids)}", may_talk=True)


@pytest.fixture
def stranger() -> Stack:
    ids, desk = itertools.count(1), Desk(Someone(has_agreed=False))
    return Stack([], Openers(), lambda talk: desk, lambda: f"T{next(ids)}", may_talk=False)


def hear(stack: Stack, *parts: Part) -> list[str]:
    return [say.key for say in stack.hear(parts)]


def press(stack: Stack, id: str) -> Press:
    talk = stack.talks[-1]
    return Press(f"?{talk.id}:{talk.open}:{id}")


def test_a_photo_opens_a_report_and_words_end_it(stack: Stack) -> None:
    assert hear(stack, Photo("a")) == ["why"]
    assert hear(stack, Words("井盖")) == ["sent"]
    assert stack.talks == []


def test_an_interruption_is_answered_and_the_question_comes_again(stack: Stack) -> None:
    hear(stack, Photo("a"))
    said = stack.hear((Words("积分"),))
    assert [say.key for say in said] == ["points", "why"]
    assert said[-1].fresh, "below what came since"


def test_an_interruption_may_itself_ask(stack: Stack) -> None:
    hear(stack, Photo("a"))
    assert hear(stack, Command("language")) == ["which"]
    assert hear(stack, press(stack, "zh")) == ["changed", "why"]


def test_the_same_talk_is_not_opened_twice(stack: Stack) -> None:
    hear(stack, Photo("a"))
    hear(stack, Command("language"))
    assert hear(stack, Command("report")) == ["why"]
    assert [talk.script for talk in stack.talks] == ["language", "report"]


def test_talks_about_different_things_are_different(stack: Stack) -> None:
    hear(stack, Press("act:1"))
    hear(stack, Press("act:2"))
    assert [talk.about for talk in stack.talks] == ["1", "2"]


def test_the_oldest_of_too_many_is_let_go(stack: Stack) -> None:
    for n in range(DEPTH_MAX + 4):
        hear(stack, Press(f"act:{n}"))
    assert len(stack.talks) == DEPTH_MAX + 1
    assert stack.talks[-1].about == str(DEPTH_MAX + 3)


def test_cancel_ends_the_open_talk_only(stack: Stack) -> None:
    hear(stack, Photo("a"))
    hear(stack, Command("language"))
    assert hear(stack, Words("取消")) == ["cancelled", "why"]
    assert hear(stack, Words("取消")) == ["cancelled"]
    assert hear(stack, Words("取消")) == ["nothing-to-cancel"]


def test_what_a_cancelled_talk_had_gathered_is_let_go(stack: Stack) -> None:
    gone: list[Part] = []
    stack.let_go = gone.append
    hear(stack, Photo("a"))
    hear(stack, Photo("b"))
    hear(stack, Words("取消"))
    assert gone == [Photo("a"), Photo("b")]


def test_a_press_of_another_talk_repeats_the_open_question(stack: Stack) -> None:
    assert hear(stack, Press("?T9:why:x")) == ["old-button"]
    hear(stack, Photo("a"))
    assert hear(stack, Press("?T9:why:x")) == ["why"]
    assert hear(stack, Press("?T1:other:x")) == ["why"]


@pytest.mark.parametrize("data", ["?", "?:", "?T1", "?T1:", "?T1:why", "::", ":", "x", "?T1:why:" + "x" * 50])
def test_a_press_of_any_shape_is_answered(stack: Stack, data: str) -> None:
    hear(stack, Photo("a"))
    assert hear(stack, Press(data))
    assert len(stack.talks) == 1


def test_what_is_unknown_says_so_and_asks_again(stack: Stack) -> None:
    assert hear(stack, Command("nonsense")) == ["unknown-command"]
    assert hear(stack, Words("hm")) == ["what-i-can-do"]
    hear(stack, Command("language"))
    assert hear(stack, Command("nonsense")) == ["unknown-command", "which"]
    assert hear(stack, Words("hm")) == ["not-understood", "which"]
    assert hear(stack, Unusable("voice")) == ["cannot-use-voice", "which"]


def test_what_can_be_used_is_used_beside_what_cannot(stack: Stack) -> None:
    assert hear(stack, Photo("a"), Unusable("sticker")) == ["why"]
    assert hear(stack, Words("long"), Unusable("long")) == ["words-were-cut", "sent"]


def test_an_emergency_comes_before_everything(stack: Stack, stranger: Stack) -> None:
    hear(stack, Photo("a"))
    assert hear(stack, Words("着火了")) == ["done"]
    assert hear(stack, press(stack, "yes")) == ["safe", "why"]
    assert hear(stranger, Photo("a"), Words("着火了")) == ["done"], "consent included"


def test_consent_comes_first_and_what_came_before_is_used(stranger: Stack) -> None:
    assert hear(stranger, Photo("a"), Words("井盖")) == ["agree"]
    assert hear(stranger, press(stranger, "yes")) == ["given", "sent"]


def test_who_declines_is_asked_again_next_time(stranger: Stack) -> None:
    hear(stranger, Photo("a"))
    assert hear(stranger, press(stranger, "no")) == ["declined"]
    assert stranger.talks == []
    assert hear(stranger, Photo("b")) == ["agree"]


def test_an_album_before_consent_keeps_every_photo(stranger: Stack) -> None:
    for name in "abc":
        hear(stranger, Photo(name, "album"))
    hear(stranger, press(stranger, "yes"))
    assert len(stranger.talks[-1].gathered["photos"]) == 3


def test_nothing_that_was_not_agreed_to_runs(stranger: Stack) -> None:
    for opening in (Command("points"), Press("points:"), Command("language"), Photo("a")):
        assert hear(stranger, opening) == ["agree"]


def test_a_talk_whose_subject_is_over_lets_go_and_the_one_below_goes_on(stack: Stack) -> None:
    hear(stack, Photo("a"))
    hear(stack, Press("act:1"))
    IS_OVER["now"] = True
    assert hear(stack, Words("积分")) == ["points", "moved-on", "why"]
    assert [talk.script for talk in stack.talks] == ["report"]


def test_a_script_that_an_upgrade_took_away_is_forgotten(stack: Stack) -> None:
    hear(stack, Photo("a"))
    stack.talks[-1].script = "gone"
    assert hear(stack, Words("hm"))[-1] == "what-i-can-do"
    assert stack.talks == []


def test_an_empty_desk_is_asked_nothing(stack: Stack) -> None:
    assert stack.ask_again() == []


def test_the_arguments_of_a_refusal_are_its_facts() -> None:
    refusal: Any = MovedOn(number="7", drops="where")
    assert (refusal.key, refusal.drops, refusal.say().facts) == ("moved-on", "where", {"number": "7"})


def test_what_a_talk_heard_goes_along_into_the_one_it_leads_into(stack: Stack) -> None:
    hear(stack, Command("rescue"))
    hear(stack, Photo("a"))
    assert hear(stack, press(stack, "yes")) == ["why"]
    assert [talk.script for talk in stack.talks] == ["report"]
    assert stack.talks[0].gathered["photos"] == [Photo("a")]


def test_what_leads_into_a_talk_that_is_open_below_joins_it(stack: Stack) -> None:
    hear(stack, Photo("a"))
    hear(stack, Command("rescue"))
    hear(stack, Photo("b"))
    assert hear(stack, press(stack, "yes")) == ["why"]
    assert [talk.gathered["photos"] for talk in stack.talks] == [[Photo("a"), Photo("b")]]


def test_a_stranger_is_asked_for_consent_before_what_went_along_is_used(stranger: Stack) -> None:
    hear(stranger, Command("rescue"))
    hear(stranger, Photo("a"))
    assert hear(stranger, press(stranger, "yes")) == ["agree"]
    assert stranger.talks[0].early == [Photo("a")], "kept, not fetched"
    assert hear(stranger, press(stranger, "no")) == ["declined"]
    assert stranger.talks == []


def test_a_brief_word_buries_no_open_question(stack: Stack) -> None:
    hear(stack, Photo("a"))
    assert hear(stack, Press("take:1")) == ["taken"]
    assert not stack.is_asking
    assert hear(stack, Words("井盖")) == ["sent"]


def test_a_talk_that_uses_what_one_below_gathered_ends_that_one_too(stack: Stack) -> None:
    gone: list[Part] = []
    stack.let_go = gone.append
    hear(stack, Photo("a"))
    hear(stack, Command("alarm"))
    [said] = stack.hear((press(stack, "yes"),))
    assert (said.key, said.facts["photos"]) == ("alarmed", 1)
    assert (stack.talks, gone) == ([], []), "the photo is in use"


def test_a_talk_that_is_left_takes_none_below_along(stack: Stack) -> None:
    hear(stack, Photo("a"))
    hear(stack, Command("alarm"))
    assert hear(stack, Words("取消")) == ["cancelled", "why"]


def test_a_question_of_an_office_can_be_left_by_a_button(stack: Stack) -> None:
    [asked] = stack.hear((Press("act:1"),))
    [[way_out]] = asked.buttons
    assert way_out.label == "leave-talk"
    assert hear(stack, Press(way_out.press)) == ["cancelled"]
    assert stack.talks == []


def test_a_question_with_a_way_out_of_its_own_gets_no_second_one() -> None:
    @script()
    def own(ask: Ask, desk: Desk) -> Say:
        ask.confirm("sure")
        return Say("done")

    asked = play(replace(own, has_way_out=True), Talk("T1", "own"), None).said[-1]
    assert len(asked.buttons) == 1
