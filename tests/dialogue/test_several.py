"""Several answers to one question: tapped on and off, all or none, then an act."""

from __future__ import annotations

from dialogue.ask import ALL, Ask, Option
from dialogue.breaking_off import Pause
from dialogue.hear import Press
from dialogue.say import Say
from dialogue.talk import Talk

OPTIONS = [Option(id, f".{id}", id) for id in ("a", "b", "c")]
GO = [Option("go", ".go", "go")]


def run(talk: Talk, pressed: str = "", options: list[Option[str]] = OPTIONS) -> tuple[list[str], str] | Say:
    """One turn: what is chosen with the act, or what is asked."""
    answer = Press(f"?{talk.id}:which:{pressed}") if pressed else None
    ask = Ask(talk, answer=answer)
    try:
        return ask.several("which", options, GO, lambda on: Say("which", {"on": list(on)}))
    except Pause as pause:
        return pause.say


def on(said: object) -> object:
    assert isinstance(said, Say)
    return said.facts["on"]


def acts(said: object) -> list[str]:
    assert isinstance(said, Say)
    return [button.press.rpartition(":")[2] for button in said.buttons[-1]]


def test_a_tap_chooses_and_a_second_one_does_not() -> None:
    talk = Talk("T", "s")
    assert on(run(talk)) == []
    assert on(run(talk, "b")) == ["b"]
    assert on(run(talk, "a")) == ["b", "a"]
    assert on(run(talk, "b")) == ["a"]
    assert run(talk, "go") == (["a"], "go")
    assert run(talk) == (["a"], "go"), "and so it stays"


def test_all_and_none() -> None:
    talk = Talk("T", "s")
    run(talk)
    assert on(run(talk, ALL)) == ["a", "b", "c"]
    assert on(run(talk, ALL)) == []


def test_nothing_is_done_with_nothing() -> None:
    talk = Talk("T", "s")
    assert acts(run(talk)) == [ALL]
    assert on(run(talk, "go")) == []
    assert acts(run(talk, "c")) == [ALL, "go"]


def test_what_left_the_list_meanwhile_stays_chosen_and_what_never_was_on_it_is_not() -> None:
    talk = Talk("T", "s")
    run(talk)
    run(talk, "a")
    assert on(run(talk, "nobody")) == ["a"]
    assert run(talk, "go", OPTIONS[1:]) == (["a"], "go")
