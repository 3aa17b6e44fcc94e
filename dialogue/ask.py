"""What a conversation can ask. A question that has its answer returns it; the first that has none stops the run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from dialogue.breaking_off import Again, Pause, QuestionAfterWrite
from dialogue.hear import Part, Place, Press, Words, kind_of
from dialogue.say import Button, Fact, Say, text
from dialogue.talk import Talk

V = TypeVar("V")
Asking = Say | Callable[[], Say] | None  # how a question is put; a function is called only if it is asked

ROW_MAX = 3  # buttons in a row: more are too small for a thumb in a glove
ALL = "*"  # the option of `several` that turns everything on or off; a page knows such a list by it
PRESS_BYTES_MAX = 64  # Telegram's bound for callback data
WORDS_MAX = 1000  # characters of one answer; a channel has cut longer ones already


@dataclass(frozen=True, slots=True)
class Option(Generic[V]):
    """One answer to a choice: `id` is stored and must keep its meaning, `value` is what the script gets."""

    id: str
    label: Fact
    value: V


class Ask:
    """One run's questions. `arrive` is told of each part as it is gathered and gives back what is kept of it."""

    def __init__(
        self,
        talk: Talk,
        *,
        answer: Part | None = None,
        arrive: Callable[[Part], Part] = lambda part: part,
        has_written: Callable[[], bool] = lambda: False,
        below: Sequence[Talk] = (),
    ) -> None:
        self.talk = talk
        self.said: list[Say] = []
        self.about = talk.about
        self.left = ""  # words of this turn that answered no question, for a hint on the card
        self.below = below  # talks that wait below this one
        self.ends: list[Talk] = []  # those of them that end with it, because it has used what they gathered
        self.edited = ""  # the edit pressed in this very turn, for a hint on the card
        self._answer = answer  # a part meant for the open question, and for nothing else
        self._arrive = arrive
        self._has_written = has_written
        self._reached: set[str] = set()

    @property
    def unheard(self) -> Part | None:
        """The part meant for the open question, where no question has used it."""
        return self._answer

    def is_answered(self, name: str) -> bool:
        """Whether what came in this turn is a button of this question, which is the open one."""
        return self.talk.open == name and isinstance(self._answer, Press)

    # -- questions -------------------------------------------------------------------------------------------

    def choice(
        self,
        name: str,
        options: Sequence[Option[V]],
        say: Asking = None,
        *,
        by_words: Callable[[str], str | None] | None = None,
        shown: Sequence[str] | None = None,
        per_row: int = ROW_MAX,
        drops: Mapping[str, Sequence[str]] | None = None,
        gathers: str = "",
    ) -> V:
        """One of `options`; buttons only for those `shown`, in that order. `by_words` may give an id for typed words.

        `drops`: options that take back other answers, by name, instead of answering (see `review`). `gathers`: what
        was typed joins this gather, too.
        """
        known = {option.id: option for option in options}
        chosen = self._known(name)
        if chosen is None or chosen not in known:
            chosen = self._chosen(name, known, by_words, gathers)
        if chosen is None:
            buttons = [self.button(name, id, known[id].label) for id in (known if shown is None else shown)]
            raise self._stop(name, "words" if by_words else "press", say, _in_rows(buttons, per_row))
        if drops and chosen in drops:
            for other in drops[chosen]:
                self.talk.answers.pop(other, None)
            self.edited = chosen
            self.talk.told.append(f"edited-{chosen}")
            raise Again
        self._keep(name, chosen)
        return known[chosen].value

    def review(
        self, name: str, say: Asking, options: Sequence[Option[str]], *, edits: Mapping[str, Sequence[str]]
    ) -> str:
        """A card with all that is known. An option named in `edits` drops those answers, and they are asked again."""
        return self.choice(name, options, say, drops=edits)

    def several(
        self,
        name: str,
        options: Sequence[Option[str]],
        acts: Sequence[Option[str]],
        say: Callable[[list[str]], Say],
    ) -> tuple[list[str], str]:
        """Some of `options`, each tapped on and off, or all at once, until one of `acts` is pressed: the ids that are
        on, in the order of their taps, and the act's id. `say` is given those ids; acts show once any is on.
        """
        on, acting = list(self.talk.answers.get(f"{name}-on", ())), {act.id for act in acts}
        ids = [option.id for option in options]
        pressed = self._known(name) or self._chosen(name, dict.fromkeys((*ids, *acting, ALL)), None)
        if pressed == ALL:
            on = [] if set(ids) <= set(on) else ids
        elif pressed in ids:
            on = [id for id in on if id != pressed] if pressed in on else [*on, pressed]
        self.talk.answers[f"{name}-on"] = on
        if pressed in acting and on:
            return on, str(self._keep(name, pressed))
        labels = {o.id: text("several-on", what=o.label) if o.id in on else o.label for o in options}
        last = [(ALL, text("several-none" if set(ids) <= set(on) else "several-all"))]
        last += [(act.id, act.label) for act in acts if on]
        rows = [[each] for each in labels.items()] + [last[i : i + ROW_MAX] for i in range(0, len(last), ROW_MAX)]
        raise self._stop(name, "press", say(on), tuple(tuple(self.button(name, *each) for each in row) for row in rows))

    def confirm(self, name: str, say: Asking = None, *, yes: Fact = ".yes", no: Fact = ".no") -> bool:
        """Yes or no."""
        return self.choice(name, (Option("yes", yes, True), Option("no", no, False)), say)

    def words(
        self, name: str, say: Asking = None, *, otherwise: Sequence[Option[str]] = (), length_max: int = WORDS_MAX
    ) -> str:
        """Typed words, cut at `length_max` characters. `otherwise`: buttons that answer in their stead."""
        known = self._known(name)
        if known is not None:
            return str(known)
        part = self._mine(name, Words)
        if isinstance(part, Words):
            return str(self._keep(name, part.text[:length_max]))
        return self._or_button(name, "words", say, otherwise)

    def number(self, name: str, say: Asking = None, *, least: int, most: int) -> int:
        """A whole number in ASCII or full-width digits, from `least` to `most`."""
        known = self._known(name)
        if known is not None:
            return int(known)
        part = self._mine(name, Words)
        typed = part.text.strip() if isinstance(part, Words) else ""
        if typed.isdecimal() and len(typed) < 10 and least <= int(typed) <= most:
            return int(self._keep(name, int(typed)))
        raise self._stop(name, "words", say)

    def place(
        self,
        name: str,
        say: Asking = None,
        *,
        by_words: Callable[[str], Place | str | None] | None = None,
        otherwise: Sequence[Option[str]] = (),
    ) -> Place | str:
        """A place, or what `by_words` makes of typed words (None: not a place), or a button in its stead."""
        known = self._known(name)
        if isinstance(known, dict):
            return Place(**known)
        if known is not None:
            return str(known)
        part = self._mine(name, Place)
        if part is None and by_words:
            typed = self._mine(name, Words)
            meant = by_words(typed.text) if isinstance(typed, Words) else None
            if isinstance(meant, str):
                return str(self._keep(name, meant))
            part = meant
            self._answer = self._answer if meant else typed or self._answer
        if isinstance(part, Place):
            values = {f: getattr(part, f) for f in Place.__slots__}
            self._keep(name, values)
            return part
        return self._or_button(name, "place", say, otherwise)

    # -- gathering and telling -------------------------------------------------------------------------------

    def gather(self, name: str, kind: str, *, at_most: int, at_least: int = 0, say: Asking = None) -> list[Part]:
        """All parts of a kind so far, up to `at_most`; open until the talk ends. Waits only for `at_least`."""
        if self._answer is not None and self.talk.open == name and kind_of(self._answer) == kind:
            self.talk.early.insert(0, self._answer)
            self._answer = None
        have = self.talk.gathered.setdefault(name, [])
        for part in [part for part in self.talk.early if kind_of(part) == kind]:
            self.talk.early.remove(part)
            if len(have) < at_most:
                have.append(self._arrive(part))
            else:
                self.talk.told.append(f"{name}-full")
        if len(have) < at_least:
            raise self._stop(name, kind, say)
        return list(have)

    def is_full(self, name: str) -> bool:
        """Whether something was left out because `gather` had its most; true once each time."""
        if f"{name}-full" in self.talk.told:
            self.talk.told = [t for t in self.talk.told if t != f"{name}-full"]
            return True
        return False

    def was_edited(self, edit: str) -> bool:
        """Whether an edit of a review was pressed in this talk, so that a guess gives way to a question."""
        return f"edited-{edit}" in self.talk.told

    def tell(self, name: str, say: Say) -> None:
        """Say this once in a talk, before whatever is asked next."""
        if name not in self.talk.told:
            self.note(name)
            self.said.append(say)

    def note(self, name: str) -> None:
        """As if `tell` had said it: whoever talks knows it already."""
        if name not in self.talk.told:
            self.talk.told.append(name)

    def button(self, name: str, id: str, label: Fact) -> Button:
        """The button that answers question `name` with option `id`."""
        press = f"?{self.talk.id}:{name}:{id}"
        assert len(press.encode()) <= PRESS_BYTES_MAX, f"a press is at most {PRESS_BYTES_MAX} bytes: {press}"
        return Button(label, press)

    def leave_unheard(self) -> None:
        """The part meant for the open question was not for it after all."""
        self.left = self._answer.text if isinstance(self._answer, Words) else ""
        self._answer = None

    def once_more(self) -> None:
        """Start over from the top, as the engine does after an edit."""
        self._reached.clear()

    # -- inside ----------------------------------------------------------------------------------------------

    def _known(self, name: str) -> Any:
        assert name not in self._reached, f"two questions are named {name}"
        self._reached.add(name)
        return self.talk.answers.get(name)

    def _keep(self, name: str, value: Any) -> Any:
        self.talk.answers[name] = value
        return value

    def _mine(self, name: str, kind: type[Part]) -> Part | None:
        """The part meant for this question, or the first early one of its kind; it is used up."""
        if self._answer is not None and self.talk.open == name and isinstance(self._answer, kind):
            part, self._answer = self._answer, None
            return part
        for part in self.talk.early:
            if isinstance(part, kind):
                self.talk.early.remove(part)
                return part
        return None

    def _chosen(
        self, name: str, known: Mapping[str, Any], by_words: Callable[[str], str | None] | None, gathers: str = ""
    ) -> str | None:
        if self._answer is None or self.talk.open != name:
            return None
        if isinstance(self._answer, Press):
            id = self._answer.data.partition(":")[2].partition(":")[2]
            self._answer = None
            return id if id in known else None
        if by_words and isinstance(self._answer, Words):
            id = by_words(self._answer.text) or ""
            if id in known:
                typed, self._answer = self._answer, None
                if gathers:
                    self.talk.gathered.setdefault(gathers, []).append(typed)
                    self._keep(name, id)
                    raise Again  # what was typed is known from the top on
                return id
        return None

    def _or_button(self, name: str, wants: str, say: Asking, otherwise: Sequence[Option[str]]) -> str:
        chosen = self._chosen(name, {option.id: option.value for option in otherwise}, None)
        if chosen is not None:
            return str(self._keep(name, next(o.value for o in otherwise if o.id == chosen)))
        buttons = [self.button(name, option.id, option.label) for option in otherwise]
        raise self._stop(name, wants, say, _in_rows(buttons, ROW_MAX))

    def _stop(self, name: str, wants: str, say: Asking, rows: tuple[tuple[Button, ...], ...] = ()) -> Pause:
        if self._has_written():
            raise QuestionAfterWrite(name)
        say = say() if callable(say) else say or Say(name)
        self.talk.open, self.talk.wants = name, wants
        return Pause(say.with_buttons(rows))


def _in_rows(buttons: list[Button], per_row: int) -> tuple[tuple[Button, ...], ...]:
    return tuple([tuple(buttons[i : i + per_row]) for i in range(0, len(buttons), per_row)])
