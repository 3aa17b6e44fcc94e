"""What a street's counter has before it: the cases that wait, and those that nobody saw until somebody joined."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cases import store
from cases.access import NoSuchCase
from cases.case import OFFICE_HAS
from cases.moving import CLOCK, Moving
from storage.mailbox import Address

WAITING_SHOWN_MAX = 20  # at once to a counter that joins: a minute of a group's pace, as a platform allows it
SEEN_AT_ONCE_MAX = 300  # cases that nobody saw until somebody joined; their reporters are told in that turn


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a counter was shown of the cases that wait for it: how many, and the press that shows the next ones."""

    shown: int
    next: str


@dataclass(slots=True)
class Counters:
    """The counters within one turn's transaction."""

    moving: Moving

    def show_waiting(self, street: str, to: Address, *, after: str = "") -> Waiting:
        """Show a counter the next cases that wait for it, soonest due first. `after`: "<handle_by>:<number>" of the
        last one it was shown. Raises NoSuchCase where that is not so written.
        """
        due, _, number = after.partition(":")
        if after and not (due.isascii() and due.isdigit() and len(due) < 12 and number):
            raise NoSuchCase
        waiting = store.of_streets(
            self.moving.tx,
            self.moving.seals,
            [street],
            OFFICE_HAS,
            most=WAITING_SHOWN_MAX + 1,
            at=int(due or 0),
            last=number,
        )
        shown = waiting[:WAITING_SHOWN_MAX]
        for case in shown:
            self.moving.informing.post(to, self.moving.informing.counter_card(case, to), about=case.number)
        more = f"waiting:{street}:{shown[-1].handle_by}:{shown[-1].number}" if len(waiting) > len(shown) else ""
        return Waiting(len(shown), more)

    def has_waiting(self, street: str) -> bool:
        """Whether an office of a street, '' for any, still has to do something about a case."""
        return bool(store.of_streets(self.moving.tx, self.moving.seals, [street], OFFICE_HAS, most=1))

    def now_seen(self, street: str) -> int:
        """Somebody joined who sees a street's cases, '' for all streets: what nobody saw until now begins its clock
        now, and its reporter hears by when. How many cases.
        """
        unseen = store.unseen(self.moving.tx, self.moving.seals, [street], most=SEEN_AT_ONCE_MAX)
        for case in unseen:
            take_by, handle_by = self.moving.due(case.category)
            seen = replace(case, version=case.version + 1, take_by=take_by, handle_by=handle_by)
            self.moving.clocks.follow(case, seen)
            self.moving.write(seen)
            self.moving.note(seen, before=case.status, actor=CLOCK, what="seen")
            self.moving.informing.tell_reporter(seen, "case-now-seen")
        return len(unseen)
