"""What was confided, as values: what stays open about it, and what is sealed under its own key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from cases.catalog import Counter
from dialogue.refusal import Refusal
from people.person import CARE_DESK, CLUE_DESK, RIGHTS_DESK, Person
from people.roster import random_code

DESKS: Mapping[Counter, str] = {Counter.CLUE: CLUE_DESK, Counter.CARE: CARE_DESK, Counter.RIGHTS: RIGHTS_DESK}


class NothingHere(Refusal):
    """Absent and forbidden answer alike."""


class OutcomeAlready(Refusal):
    """It stands with this outcome already: pressed twice, or somebody was faster."""


class OwnMatter(Refusal):
    """Nobody says what came of what they confided themselves."""


class ContentGone(Refusal):
    """Its time is over: the record is left, what was said is not."""


class MayNotAsk(Refusal):
    """The reporter wants to hear nothing."""


class HandedAlready(Refusal):
    """It was handed to the same place before."""


class Outcome(StrEnum):
    """What came of it. LOOKING is on the way; the others end it, and a later one may correct them."""

    WAITING = "waiting"
    LOOKING = "looking"
    UNFOUNDED = "unfounded"
    ADMINISTRATIVE = "administrative"
    CASE_MADE = "case_made"
    LOSS_PREVENTED = "loss_prevented"

    @property
    def is_final(self) -> bool:
        return self not in (Outcome.WAITING, Outcome.LOOKING)

    @property
    def is_true(self) -> bool:
        """Whether there was something to it."""
        return self.is_final and self is not Outcome.UNFOUNDED


@dataclass(frozen=True, slots=True)
class Content:
    """What only the entry's key opens. `code` is all that the counter sees of the reporter, another for each entry.

    `may_ask`: the reporter may be written to, through the bot. `point` in degrees, WGS-84. `confirmed`: how a
    prevented loss was confirmed.
    """

    reporter: str
    code: str
    may_ask: bool
    words: str
    photos: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    place_words: str = ""
    confirmed: str = ""

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Content:
        point = plain["point"]
        values = {**plain, "photos": tuple(plain["photos"]), "point": tuple(point) if point else None}
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Entry:
    """One matter of a quiet counter. Days are local; `content` is None once its time is over."""

    number: str
    counter: Counter
    category: str
    street: str
    outcome: Outcome
    key_id: str
    content: Content | None
    opened_on: str
    settled_on: str | None = None
    saved_yuan: int = 0
    handed_to: str = ""
    handed_on: str | None = None
    last_link: str = ""

    def is_open_to(self, person: Person) -> bool:
        """Whether somebody works at the very counter that has it, for its street where that is a street's."""
        street = self.street if self.counter is Counter.CARE else ""
        return person.may(DESKS[self.counter], street)

    def told(self) -> Content:
        """Its content; raises ContentGone."""
        if self.content is None:
            raise ContentGone(number=self.number)
        return self.content


@dataclass(frozen=True, slots=True)
class Word:
    """Something said in an entry by its counter (`by_desk`) or its reporter: `words`, or an `outcome` that was told."""

    by_desk: bool
    words: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a rider confides. `category` and `street` as the pack has them; `street` may be '' but for care."""

    category: str
    street: str
    words: str
    photos: tuple[str, ...] = field(default=())
    point: tuple[float, float] | None = None
    place_words: str = ""
    may_ask: bool = False


def new_number() -> str:
    """A random number that tells neither when nor in which order: 40 bits."""
    return f"C-{random_code(4)}-{random_code(4)}"
