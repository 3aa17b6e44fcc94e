"""A consultation and its parties, as values: what may happen next, who takes part, when it is agreed; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dialogue.refusal import Refusal
from dialogue.say import Fact

LINK_DAYS = 30  # a guest's link after the meeting, or after consent was asked: a month to ask at home, and to read
SIDES_MIN = 2  # nobody comes to an agreement with themselves


class NoSuchConsultation(Refusal):
    """It is not there, its class has ended, or it is another street's: all are answered alike."""


class MovedOn(Refusal):
    """A colleague was faster: what stands now has to be seen first."""


class CalledAlready(Refusal):
    """The class has a consultation under way."""


class NotAtThisPoint(Refusal):
    """As the consultation stands, that can't be done."""


class NotMetYet(Refusal):
    """Minutes before the meeting."""


class OneSideOnly(Refusal):
    """An agreement needs two sides at least."""


class NotInvited(Refusal):
    """Not theirs to answer, or it is over."""


class ConsultationUnderWay(Refusal):
    """Its class can't end, nor be answered by another notice, before it is over."""


class Side(StrEnum):
    """Whom somebody speaks for."""

    OWNER = "owner"
    RIDER = "rider"
    PROPERTY = "property"
    GUARD = "guard"


class State(StrEnum):
    """Where a consultation stands; the last three end it."""

    CALLED = "called"
    HELD = "held"
    ASKED = "asked"
    AGREED = "agreed"
    UNAGREED = "unagreed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        return self in (State.AGREED, State.UNAGREED, State.CANCELLED)

    @property
    def may_be_called_again(self) -> bool:
        return self in (State.UNAGREED, State.CANCELLED)


class Answer(StrEnum):
    """What an invited party says to the invitation."""

    COME = "come"
    CANT = "cant"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Content:
    """What only the consultation's key opens. `minutes`: words for each item of the agenda, empty where it was not
    reached. `first`, `last`: the local days (ISO) from and until which the rule holds. `open`: what was left open.
    """

    place: str
    agenda: tuple[Fact, ...]
    minutes: tuple[str, ...] = ()
    photo: str = ""
    rule: str = ""
    first: str = ""
    last: str = ""
    open: str = ""

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Content:
        """From plain JSON values."""
        lists = {name: tuple(plain[name]) for name in ("agenda", "minutes")}
        return cls(**{**plain, **lists})


@dataclass(frozen=True, slots=True)
class Consultation:
    """A consultation with what its class says of it. Times in UTC seconds; `content` None once its time is over."""

    id: int
    of_class: int
    category: str
    street: str
    about: str
    round: int
    level: str
    state: State
    version: int
    moderator: str
    meet_at: int
    key_id: str
    content: Content | None
    called_at: int
    asked_at: int | None = None
    review_at: int | None = None
    ended_at: int | None = None

    @property
    def said(self) -> Content:
        """Its content. Raises NoSuchConsultation once its time is over."""
        if self.content is None:
            raise NoSuchConsultation
        return self.content

    def link_is_good(self, now: int) -> bool:
        """Whether a guest's link still opens it."""
        return self.content is not None and now < max(self.meet_at, self.asked_at or 0) + LINK_DAYS * 86_400


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who was invited: a rider of the bot (`person`) or a guest with a name that a coordinator typed."""

    consultation: int
    n: int
    side: Side
    person: str | None
    key_id: str
    name: str = ""
    answer: str = ""
    words: str = ""
    is_absent: bool = False
    consent: str = ""
    recorded_by: str | None = None
    why: str = ""

    @property
    def is_guest(self) -> bool:
        return self.person is None

    @property
    def takes_part(self) -> bool:
        """Whose consent is needed: guests until they say no or are noted as absent, riders who said they come."""
        if self.is_absent or self.answer == Answer.CANT:
            return False
        return self.is_guest or self.answer == Answer.COME

    @property
    def actor(self) -> str:
        """By which name a trace knows them."""
        return f"party:{self.n}"


def sides(parties: Sequence[Party]) -> list[Side]:
    """The sides that take part, in the order in which they are named."""
    there = {party.side for party in parties if party.takes_part}
    return [side for side in Side if side in there]


def is_agreed(parties: Sequence[Party]) -> bool:
    """协商一致: every one who takes part consented, and that is more than one side; nothing is voted on."""
    taking = [party for party in parties if party.takes_part]
    return len(sides(parties)) >= SIDES_MIN and all(party.consent == "yes" for party in taking)
