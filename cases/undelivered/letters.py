"""Dead letters, for the coordinators of the streets that they are about."""

from __future__ import annotations

from dataclasses import dataclass

from cases.undelivered import store
from dialogue.refusal import Refusal
from people.person import COORDINATOR, Person
from storage.database import Row
from storage.mailbox import Mailbox

LIST_MAX = 10  # shown at once, the last ones; who has seen to these sees the next
# Why a letter was given up, by how its reason begins; else it went unanswered for an hour.
REASONS = {"Unreachable": "unreachable", "erased": "erased", "TryLater": "no-answer"}


class LetterSeenTo(Refusal):
    """Somebody sent it again or let it go already, or it is of another street: both are answered alike."""


class LetterTooOld(Refusal):
    """A later letter shows the same card: this one would put an old state in its place."""


class LetterErased(Refusal):
    """Its reader was erased, and so was what it said."""


@dataclass(frozen=True, slots=True)
class Dead:
    """A letter that was given up. `alias` is its reader's, empty for a group; `why` a key of the texts dead-…"""

    id: int
    about: str
    alias: str
    why: str
    posted_at: int
    is_late: bool = False


@dataclass(slots=True)
class Undelivered:
    """The dead letters of the streets that `person` coordinates."""

    mailbox: Mailbox
    person: Person

    @property
    def streets(self) -> list[str]:
        return self.person.streets(COORDINATOR)

    def last(self) -> tuple[list[Dead], int]:
        """The last ones given up, and how many there are."""
        rows = store.dead(self.mailbox.tx, self.streets, most=LIST_MAX)
        return [_dead(row) for row in rows], int(rows[0]["total"]) if rows else 0

    def find(self, id: str) -> Dead:
        """One by its number. Raises LetterSeenTo."""
        is_number = id.isascii() and id.isdigit() and len(id) < 16
        row = store.one(self.mailbox.tx, int(id), self.streets) if is_number else None
        if row is None:
            raise LetterSeenTo
        return _dead(row, is_late=bool(row["is_late"]))

    def send_again(self, letter: Dead) -> None:
        """Let it be tried again from the start. Raises LetterErased, LetterTooOld or LetterSeenTo."""
        if letter.why == "erased":
            raise LetterErased
        if letter.is_late:
            raise LetterTooOld
        if not store.send_again(self.mailbox.tx, letter.id, by=self.person.id, now_ms=self.mailbox.now_ms):
            raise LetterSeenTo
        self.mailbox.posted_count += 1  # one more waits than this turn has in hand

    def let_go(self, letter: Dead) -> None:
        """It need not arrive any more. Raises LetterSeenTo."""
        if not store.let_go(self.mailbox.tx, letter.id, by=self.person.id):
            raise LetterSeenTo


def _dead(row: Row, *, is_late: bool = False) -> Dead:
    begins = (row["why"] or "").partition(":")[0]
    why = REASONS.get(begins, "rejected")
    return Dead(row["id"], row["about"], row["alias"] or "", why, row["posted_at_ms"] // 1000, is_late)
