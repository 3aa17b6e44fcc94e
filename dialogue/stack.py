"""A person's talks, one on top of another: what is heard finds the talk it is for, or opens one of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from dialogue.hear import Command, Part, Photo, Press, Unusable, Words, kind_of
from dialogue.play import WAY_OUT, Played, play
from dialogue.refusal import Refusal
from dialogue.say import Say
from dialogue.script import Script
from dialogue.talk import Talk

DEPTH_MAX = 4  # talks waiting below the open one; the oldest is let go


class Openers(Protocol):
    """What opens which script for this person; None (or no name) where nothing does."""

    def named(self, name: str) -> Script | None: ...

    def by_name(self, name: str) -> Script | None: ...

    def by_words(self, words: str) -> str: ...

    def by_kind(self, part: Part) -> Script | None: ...

    def urgent(self, part: Part, talk: Talk | None) -> Script | None: ...


@dataclass(slots=True)
class Stack:
    """The talks of one person, the open one last."""

    talks: list[Talk]
    openers: Openers
    desk: Callable[[Talk], Any]
    new_id: Callable[[], str]
    may_talk: bool  # has agreed; else consent is asked before anything that needs it
    arrive: Callable[[Part], Part] = lambda part: part
    let_go: Callable[[Part], None] = lambda part: None  # told of each gathered part that nothing will use
    writes: Callable[[], int] = lambda: 0  # how many there were in this turn so far
    is_asking: bool = False  # whether the last thing said is an open question

    def hear(self, parts: tuple[Part, ...]) -> list[Say]:
        """Take one message; everything there is to say about it."""
        usable = tuple(part for part in parts if not isinstance(part, Unusable))
        unusable = next((part.kind for part in parts if isinstance(part, Unusable)), "")
        if not usable:
            return [Say(f"cannot-use-{unusable}"), *self.ask_again()]
        said = self._hear(usable)
        return [Say("words-were-cut"), *said] if unusable == "long" else said

    def _hear(self, parts: tuple[Part, ...]) -> list[Say]:
        first = parts[0]
        if isinstance(first, Press):
            return self._pressed(first)
        if isinstance(first, Command):
            return self._opened_by_name(first.name, first.rest, say_if_not="unknown-command")
        if isinstance(first, Words) and len(parts) == 1 and (name := self.openers.by_words(first.text)):
            return self._opened_by_name(name, "", say_if_not="unknown-command")
        top = self.talks[-1] if self.talks else None
        if urgent := next((s for part in parts if (s := self.openers.urgent(part, top))), None):
            return self._open(urgent, "", parts)
        return self._said(parts)

    # -- where it belongs ------------------------------------------------------------------------------------

    def _pressed(self, press: Press) -> list[Say]:
        if not press.data.startswith("?"):
            name, _, about = press.data.partition(":")
            if name == "cancel" and about:  # a certain talk, wherever it lies
                return self._cancel(next((talk for talk in self.talks if talk.id == about), None))
            return self._opened_by_name(name, about, say_if_not="old-button")
        talk_id, _, rest = press.data[1:].partition(":")
        question, _, answer = rest.partition(":")
        top = self.talks[-1] if self.talks else None
        if top is None or top.id != talk_id:
            return self.ask_again() or [Say("old-button")]
        if top.open != question:
            return self.ask_again()
        return self._cancel(top) if answer == WAY_OUT else self._play(press)

    def _opened_by_name(self, name: str, about: str, *, say_if_not: str) -> list[Say]:
        if name == "cancel":
            return self._cancel(self.talks[-1] if self.talks else None)
        script = self.openers.by_name(name)
        return self._open(script, about, ()) if script else [Say(say_if_not), *self.ask_again()]

    def _said(self, parts: tuple[Part, ...]) -> list[Say]:
        top = self.talks[-1] if self.talks else None
        if top and (script := self.openers.named(top.script)):
            taken = tuple(p for p in parts if kind_of(p) in script.takes or kind_of(p) == top.wants)
            if taken:
                return self._play(*taken)
        for part in parts:
            if opening := self.openers.by_kind(part):
                return self._open(opening, "", parts)
        return self.ask_again(note=Say("not-understood")) or [Say("what-i-can-do", menu="own")]

    # -- what is done with it --------------------------------------------------------------------------------

    def _open(self, script: Script, about: str, parts: tuple[Part, ...]) -> list[Say]:
        same = next((t for t in self.talks if (t.script, t.about) == (script.name, about)), None)
        if same:
            self.talks.remove(same)
            self.talks.append(same)
        else:
            self.talks.append(Talk(self.new_id(), script.name, about))
            while len(self.talks) > DEPTH_MAX + 1:
                self._drop(self.talks[0])
        if not self.may_talk and not script.before_consent:
            return self._keep_for_consent(self.talks[-1], script, parts)
        return self._play(*parts, fresh=bool(same))

    def _keep_for_consent(self, talk: Talk, script: Script, parts: tuple[Part, ...]) -> list[Say]:
        """What came before consent waits; consent is asked once for an album, and again for anything new."""
        albums = {part.album for part in talk.early if isinstance(part, Photo) and part.album}
        is_more_of_it = any(isinstance(part, Photo) and part.album in albums for part in parts)
        talk.early.extend(part for part in parts if kind_of(part) in script.takes)
        asked = next((each for each in self.talks if each.script == "consent"), None)
        if asked:
            self.talks.remove(asked)
        self.talks.append(asked or Talk(self.new_id(), "consent"))
        self.talks[-1].about = "kept" if any(each.early for each in self.talks) else ""
        return self._play(fresh=asked is not None and not is_more_of_it)

    def _play(self, *parts: Part, fresh: bool = False) -> list[Say]:
        talk = self.talks[-1]
        script = self.openers.named(talk.script)
        if script is None:  # an upgrade took the script away
            self.talks.pop()
            return [Say("what-i-can-do", menu="own")]
        if not self.may_talk and not script.before_consent:
            return self._keep_for_consent(talk, script, parts)
        desk = self.desk(talk)
        before = self.writes()
        played = play(
            script,
            talk,
            desk,
            parts=parts,
            arrive=self.arrive,
            has_written=lambda: self.writes() > before,
            below=self.talks[:-1],
        )
        self.is_asking = not played.has_ended
        said = list(played.said)
        if fresh and said:
            said[-1] = replace(said[-1], fresh=True)
        if played.has_ended:
            said += self._ended(talk, desk, played)
        return said

    def _ended(self, talk: Talk, desk: Any, played: Played) -> list[Say]:
        """What follows: the talk it leads into, else the one below it. A brief word buries no open question."""
        for ended in (talk, *played.ends):
            if ended in self.talks:
                self.talks.remove(ended)
        if talk.script == "consent":
            self.may_talk = desk.person.has_agreed
            if not self.may_talk:
                for below in list(self.talks):
                    self._drop(below)
                return []
            return self._play() if self.talks else []
        if played.onward and (script := self.openers.by_name(played.onward.opens)):
            return self._open(script, "", played.onward.parts)
        is_brief = bool(played.said) and all(say.brief for say in played.said)
        return [] if is_brief else self.ask_again()

    def ask_again(self, note: Say | None = None) -> list[Say]:
        """The open question once more, below what came since."""
        if not self.talks:
            return []
        try:
            said = self._play(fresh=True)
        except Refusal as refusal:  # what it was about has moved on meanwhile
            self._drop(self.talks[-1])
            said = [refusal.say(), *self.ask_again()]
        return [note, *said] if note else said

    def _drop(self, talk: Talk) -> None:
        self.talks.remove(talk)
        for parts in talk.gathered.values():
            for part in parts:
                self.let_go(part)

    def _cancel(self, talk: Talk | None) -> list[Say]:
        if talk is None:
            return [Say("nothing-to-cancel", menu="own"), *self.ask_again()]
        self._drop(talk)
        return [Say("cancelled", menu="own"), *self.ask_again()]
