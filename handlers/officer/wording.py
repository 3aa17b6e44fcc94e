"""Ready sentences of the pack: one tap, then sent as they are or typed anew."""

from __future__ import annotations

from cases.case import Case
from cases.office.pack import Act
from dialogue.ask import Ask, Option
from dialogue.say import Say, name
from handlers.desk import Desk

SHOWN_MAX = 6  # two rows of buttons


def worded(ask: Ask, desk: Desk, case: Case, question: str, say: Say, *, act: Act, length_max: int) -> str:
    """An officer's words, typed or a ready sentence in the reporter's language, which may be typed anew."""
    ready = ready_options(desk, case, act)
    words = ask.words(question, say, otherwise=ready, length_max=length_max)
    if words not in [option.value for option in ready]:
        return words
    as_it_is = [Option("as-is", ".as-is", words)]
    return ask.words(f"{question}-edit", Say("ready-edit", {"words": words}), otherwise=as_it_is, length_max=length_max)


def ready_options(desk: Desk, case: Case, act: Act) -> list[Option[str]]:
    """The pack's sentences for this act and kind of case, named for the officer, worded for the reporter."""
    language = desk.people.person(case.reporter).language
    replies = desk.catalog.replies_for(act, case.category)[:SHOWN_MAX]
    return [Option(reply.code, name(reply.names), reply.words[language]) for reply in replies]
