"""A case, its states and the moves between them; pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from dialogue.refusal import Refusal
from dialogue.say import Button, text


class Status(StrEnum):
    SUBMITTED = "submitted"
    TAKEN = "taken"
    ASKED = "asked"
    HANDLED = "handled"
    CLOSED = "closed"
    REFUSED = "refused"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"

    @property
    def is_open(self) -> bool:
        """Open in the sense of Open311: somebody still has to do something."""
        return self in (*OFFICE_HAS, Status.HANDLED)


OFFICE_HAS = (Status.SUBMITTED, Status.TAKEN, Status.ASKED)  # what an office still has to do something about


class Move(StrEnum):
    TAKE = "take"
    ASK = "ask"
    ANSWER = "answer"
    HANDLE = "handle"
    HAND_OVER = "hand_over"
    REFUSE = "refuse"
    MERGE = "merge"
    WITHDRAW = "withdraw"
    CONFIRM = "confirm"
    PARTLY = "partly"
    NOT_PASSED = "not_passed"
    SILENCE = "silence"
    LOOK_AGAIN = "look_again"


# The table of PRODUCT 3; what does not stand here is refused. None: back to the state before.
MOVES: Final[dict[Status, dict[Move, Status | None]]] = {
    Status.SUBMITTED: {
        Move.TAKE: Status.TAKEN,
        Move.ASK: Status.ASKED,
        Move.HAND_OVER: Status.SUBMITTED,
        Move.REFUSE: Status.REFUSED,
        Move.MERGE: Status.MERGED,
        Move.WITHDRAW: Status.WITHDRAWN,
    },
    Status.TAKEN: {
        Move.ASK: Status.ASKED,
        Move.HANDLE: Status.HANDLED,
        Move.HAND_OVER: Status.SUBMITTED,
        Move.REFUSE: Status.REFUSED,
        Move.MERGE: Status.MERGED,
    },
    Status.ASKED: {
        Move.ANSWER: None,
        Move.SILENCE: None,
        Move.HAND_OVER: Status.SUBMITTED,
        Move.REFUSE: Status.REFUSED,
        Move.MERGE: Status.MERGED,
    },
    Status.HANDLED: {
        Move.CONFIRM: Status.CLOSED,
        Move.PARTLY: Status.CLOSED,
        Move.NOT_PASSED: Status.CLOSED,
        Move.SILENCE: Status.CLOSED,
        Move.LOOK_AGAIN: Status.TAKEN,
    },
    Status.CLOSED: {Move.LOOK_AGAIN: Status.TAKEN},
    Status.REFUSED: {Move.LOOK_AGAIN: Status.SUBMITTED},
    Status.MERGED: {},
    Status.WITHDRAWN: {},
}

# What a rider does; their words for a state differ from the office's.
RIDER_MOVES = frozenset((Move.ANSWER, Move.WITHDRAW, Move.CONFIRM, Move.PARTLY, Move.NOT_PASSED, Move.LOOK_AGAIN))
LOOK_AGAIN_DAYS = 14  # PRODUCT 3: within 14 days
LOOKS_MAX = 2  # times a case goes back to its own officer; the next time to the coordinator
REFUSED_LOOKS_MAX = 1
SILENCE_HOURS = 72  # a handled case closes when its reporter says nothing for so long


class AlreadyTaken(Refusal):
    """The first press wins; the other officer is told so."""


class NotNow(Refusal):
    """The case is in a state that does not allow this."""


class TooLate(Refusal):
    """Its time has passed."""


class LookedOften(Refusal):
    """It was sent back as often as it can be; the coordinator has it."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands. Times in UTC seconds; `words`, `place_words` and `outcome` are open text here."""

    number: str
    version: int
    status: Status
    category: str
    street: str
    urgency: str
    reporter: str
    key_id: str
    words: str
    place_words: str
    latitude: float
    longitude: float
    routed: str
    opened_at: int
    take_by: int
    handle_by: int
    officer: str | None = None
    taken_at: int | None = None
    handled_at: int | None = None
    ended_at: int | None = None
    ended_why: str | None = None
    verified: bool | None = None
    outcome: str = ""
    answer: str | None = None
    rounds: int = 0
    points: int = 0
    before_asked: Status | None = None

    def allows(self, move: Move) -> None:
        """Raises AlreadyTaken or NotNow where the table has no such move; asked before a question as well."""
        if move not in MOVES[self.status]:
            if move is Move.TAKE and self.status is Status.TAKEN:
                raise AlreadyTaken(number=self.number)
            whose = "rider-status" if move in RIDER_MOVES else "status"
            stop = ((Button("act-unask", f"unask:{self.number}"),),) if self._waits_before(move) else ()
            raise NotNow(number=self.number, status=text(f"{whose}-{self.status}"), buttons=stop)

    def _waits_before(self, move: Move) -> bool:
        """Whether the office could do this if it did not wait for an answer."""
        return self.status is Status.ASKED and move in (Move.TAKE, Move.HANDLE)

    def moved(self, move: Move, **changes: Any) -> Case:
        """The case after a move, one version on; refuses what `allows` refuses."""
        self.allows(move)
        after = MOVES[self.status][move] or self.before_asked
        assert after is not None, "an asked case remembers its state before"
        before_asked = self.status if after is Status.ASKED else None
        return replace(self, version=self.version + 1, status=after, before_asked=before_asked, **changes)

    def takes_more(self) -> None:
        """Raises NotNow where the case has ended and its reporter can't add to it."""
        if not self.status.is_open:
            raise NotNow(number=self.number, status=text(f"rider-status-{self.status}"))

    def taken_by(self, officer: str, *, now: int) -> Case:
        return self.moved(Move.TAKE, officer=officer, taken_at=now)

    def handled(self, officer: str, *, now: int, verified: bool, outcome: str) -> Case:
        """The office says it is done; a mark once 核实属实 stays, whatever a second round finds."""
        return self.moved(
            Move.HANDLE,
            officer=officer,
            handled_at=now,
            verified=bool(self.verified) or verified,
            outcome=outcome,
            answer=None,
        )

    def refused(self, *, now: int, verified: bool, outcome: str) -> Case:
        return self.moved(
            Move.REFUSE,
            ended_at=now,
            ended_why="refused",
            verified=bool(self.verified) or verified,
            outcome=outcome,
        )

    def answered(self, move: Move, *, now: int) -> Case:
        """The reporter's answer, or 72 hours without one, closes it."""
        return self.moved(move, ended_at=now, ended_why=str(move), answer=None if move is Move.SILENCE else str(move))

    def seen_again(self, *, now: int, take_by: int | None = None, handle_by: int | None = None) -> Case:
        """Back to the office within 14 days of its end: twice to its officer, the third time to no officer but up
        to the coordinator; a refused case once. Its clocks start anew. Raises TooLate or LookedOften.
        """
        most = REFUSED_LOOKS_MAX if self.status is Status.REFUSED else LOOKS_MAX + 1
        if self.ended_at is not None and now - self.ended_at > LOOK_AGAIN_DAYS * 86_400:
            raise TooLate(number=self.number, days=LOOK_AGAIN_DAYS)
        if self.rounds >= most:
            raise LookedOften(number=self.number)
        goes_up = self.rounds >= LOOKS_MAX or self.status is Status.REFUSED
        return self.moved(
            Move.LOOK_AGAIN,
            rounds=self.rounds + 1,
            take_by=take_by or self.take_by,
            handle_by=handle_by or self.handle_by,
            officer=None if goes_up else self.officer,
            handled_at=None,
            ended_at=None,
            ended_why=None,
        )

    def may_go_back(self, *, now: int) -> bool:
        """Whether it could be seen again now; what would be refused is not offered."""
        try:
            self.seen_again(now=now)
        except Refusal:
            return False
        return True

    @property
    def due_at(self) -> int:
        """By when its office has to do the next thing."""
        return self.take_by if self.status is Status.SUBMITTED else self.handle_by

    @property
    def has_gone_up(self) -> bool:
        """Whether it was sent back so often that no officer has it and the coordinator sees to it."""
        return self.status is Status.TAKEN and self.officer is None
