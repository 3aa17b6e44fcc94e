"""撤销: an award whose verification turned out wrong is cancelled; never points from a balance for a bad report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from cases.case import Case
from cases.informing import Informing
from cases.moving import Moving
from dialogue.refusal import Refusal
from dialogue.say import Button, Say, text, to_plain
from people.person import NOBODY, Person
from rewards.ledger import Ledger
from rewards.values import Paid, WhyReversed

RULE = "verified"  # what an award for a report is called in the ledger (cases/known/outcome.py)
Reason = Literal["not_there", "twice", "mistaken", "fraud"]
REASONS: tuple[Reason, ...] = ("not_there", "twice", "mistaken")  # what one coordinator may say; fraud takes two


class NothingToReverse(Refusal):
    """It earned nothing, or what it earned was cancelled already."""


class NotAboutYourself(Refusal):
    """Nobody decides about their own points."""


@dataclass(frozen=True, slots=True)
class Reversing:
    """Cancelling awards within one turn's transaction, in which the case's row is locked."""

    moving: Moving
    ledger: Ledger

    def earned(self, case: Case) -> int:
        """The points that a case's report earned, or has waiting; raises NothingToReverse."""
        stands = self.ledger.stands(case=case.number, rule=RULE, round=self._round(case))
        if stands is None or case.reporter == NOBODY:
            raise NothingToReverse(number=case.number)
        return stands.points

    def reverse(self, case: Case, person: Person, *, reason: Reason) -> int:
        """Cancel what a report earned; its rider hears why, and it is marked 核实属实 no more. How many points.

        After an office's error the scheme bears what was spent already; after a fraud it is owed. Raises
        NothingToReverse or NotAboutYourself.
        """
        points = self.earned(case)
        if case.reporter == person.id:
            raise NotAboutYourself
        member = self.moving.informing.roster.person(case.reporter).member
        before = self._had(member)
        why: WhyReversed = "fraud" if reason == "fraud" else "office_error"
        done = self.ledger.reverse(case=case.number, rule=RULE, round=self._round(case), why=why, actor=person.member)
        assert done.outcome in ("reversed", "cancelled"), "it stood a moment ago, and its case is locked"
        cancelled = replace(case, version=case.version + 1, verified=False)
        self.moving.write(cancelled)
        self.moving.note(cancelled, before=case.status, actor=person.id, what="reversed")
        came = sum(each.points for each in done.paid)
        spent = points - (before - self._had(member) + came) if done.outcome == "reversed" else 0
        self._tell(cancelled, points, reason, spent)
        tell_paid(self.moving.informing, done.paid)
        return points

    def _had(self, member: str) -> int:
        """What a member has, ripe or not."""
        balance = self.ledger.balance(member)
        return balance.available + balance.pending

    def _tell(self, case: Case, points: int, reason: Reason, spent: int) -> None:
        """The rider hears why, and what becomes of what was spent of it already."""
        may_look = case.may_go_back(now=self.moving.now)
        again = ((Button(".again", f"again:{case.number}"),),) if may_look else ()
        facts = {
            "fraud": int(reason == "fraud"),
            "points": points,
            "reason": text(f"reversed-{reason}"),
            "spent": spent,
            "again": int(may_look),
        }
        self.moving.informing.tell_reporter(case, "award-reversed", buttons=again, **facts)

    def _round(self, case: Case) -> int:
        """Of the last award: the one that stands, or the last that was cancelled."""
        return self.ledger.rounds(case=case.number, rule=RULE)


def tell_paid(informing: Informing, paid: Iterable[Paid]) -> None:
    """Riders hear of what was kept for them and has come now."""
    for each in paid:
        if to := informing.roster.address_of_member(each.member):
            say = Say("award-caught-up", {"points": each.points, "number": each.case})
            informing.mailbox.post(to, to_plain(say), said=say)
