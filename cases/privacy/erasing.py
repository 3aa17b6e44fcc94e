"""抹除: somebody is erased, ten minutes after they asked twice; what they said goes, counts and sums stay."""

from __future__ import annotations

from dataclasses import dataclass

from cases.consultations import store as consultations
from cases.moving import Moving
from cases.privacy import store
from cases.privacy.forgetting import Forgetting
from cases.quiet.counters import forget_reporter
from cases.review import store as signs
from dialogue.refusal import Refusal
from dialogue.say import Button, Say, moment
from people import store as people
from people.person import Person
from people.roster import random_code

TAKEN_BACK_MINUTES = 10  # as long as a report can be withdrawn: long enough to notice a slip of the thumb
CASES_AT_ONCE = 20  # of one person in one turn, so that riders need not wait for it
ERASED_SYMBOLS = 10  # of the alias that nobody calls them by; others have four to six


class GoneAlready(Refusal):
    """Too late to take it back."""


def waiting_to_go(goes_at: int) -> Say:
    """What is said until then, with the way back."""
    return Say("privacy-waiting", {"at": moment(goes_at)}, ((Button(".stay", "stay"),),))


@dataclass(slots=True)
class Erasing:
    """Erasing within one turn's transaction.

    The key is destroyed outside of it and only after its commit (`bot/erasing.py`): keys live in a store of their own,
    and a key that is gone can't be rolled back.
    """

    moving: Moving

    def ask(self, person: Person) -> int:
        """Write down that somebody wants to be erased; from when, in UTC seconds. Asked again changes nothing."""
        now = self.moving.now
        due_at = now + TAKEN_BACK_MINUTES * 60
        store.ask(self.moving.tx, person.id, key_id=person.key_id, now=now, due_at=due_at)
        return person.goes_at or due_at

    def take_back(self, person: Person) -> None:
        """They stay after all; raises GoneAlready once their rows were let go of."""
        if not store.take_back(self.moving.tx, person.id) and person.goes_at:
            raise GoneAlready

    def let_go(self, person: str) -> bool:
        """Let go of somebody's rows, a bounded number of cases a turn; whether some are left. Safe to repeat."""
        tx, now = self.moving.tx, self.moving.now
        people.locked_person(tx, person)  # what they are saying right now comes before, or from a stranger
        erasure = store.find(tx, person)
        if erasure is None or erasure.due_at > now:
            return False  # taken back meanwhile
        if erasure.let_go_at is None:
            store.be_nobody(tx)
            store.forget_following(tx, person, now=now)
            store.drop_photos(tx, person)
            forget_reporter(tx, self.moving.seals, person)
            store.stop_looking(tx, person, now=now)
            consultations.forget_person(tx, person)
            signs.forget_person(tx, person, now=now)
            store.unlink(
                tx, person, member="m" + random_code(16), alias="—" + random_code(ERASED_SYMBOLS), now=now
            )  # fmt: skip
            store.mark_let_go(tx, person, now=now)
        forgetting = Forgetting(self.moving)
        numbers = store.cases_of(tx, person, most=CASES_AT_ONCE)
        for number in numbers:
            forgetting.case(number)
            forgetting.redraw(number)
        return len(numbers) == CASES_AT_ONCE
