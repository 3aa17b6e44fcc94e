"""How an award is paid: out of its limits, into its lot, and what is owed first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rewards import store as book
from rewards.caps import cap_legs, limit_legs, limit_reached
from rewards.earning import store
from rewards.posting import post
from rewards.redeeming.store import debts
from rewards.rules import Rules
from rewards.values import (
    ISSUANCE,
    POINTS,
    REPAID,
    Leg,
    Lot,
    Paid,
    Posting,
    Transfer,
    Withheld,
    avail,
    debt,
    digest_of,
    pending,
)
from storage.database import Transaction

RERUNS_MAX = 60  # withheld awards tried for one returned slot: a month's points in the smallest awards


@dataclass(frozen=True, slots=True)
class Paying:
    """Payments in an open transaction, at a time (UTC seconds)."""

    tx: Transaction
    rules: Rules
    at: int

    def pay(self, lot: Lot, *, key: str, code: str, digest: str, actor: str = "") -> Posting:
        """Post a lot's points, or nothing where a limit is reached."""
        legs = [
            *self.caps(lot),
            Leg(POINTS, ISSUANCE, -lot.points, lot.id),
            Leg(POINTS, self._arrives_at(lot.member), lot.points, lot.id, floor=0),
        ]
        return post(self.tx, Transfer(key, code, digest, self.at, lot.case, actor), legs)

    def repay(self, lot: Lot) -> None:
        """What a member owes is paid out of points that came just now."""
        book.lock_member(self.tx, lot.member)
        left = lot.points
        for owing, owed in debts(self.tx, lot.member):
            part = min(left, owed)
            if not part:
                return
            left -= part
            legs = [
                Leg(POINTS, self._arrives_at(lot.member), -part, lot.id, floor=0),
                Leg(POINTS, REPAID, part, lot.id),
                Leg(POINTS, REPAID, -part, owing),
                Leg(POINTS, debt(lot.member), part, owing, floor=-owed),
            ]
            digest = digest_of(award=lot.id, owing=owing)
            posting = post(self.tx, Transfer(f"repay:{lot.id}:{owing}", "repay", digest, self.at, lot.case), legs)
            assert posting.outcome == "posted", "the member is locked, and the points came just now"

    def caps(self, lot: Lot) -> list[Leg]:
        """What a lot takes from its limits."""
        return cap_legs(
            self.rules,
            member=lot.member,
            points=lot.points,
            category=lot.category,
            reported_on=lot.reported_on,
        )

    def short(self, member: str, points: int, category: str, reported_on: date) -> list[Leg]:
        """The limits that so many points of a day would break."""
        return book.short_limits(self.tx, limit_legs(self.rules, member, points, category, reported_on))

    def run_again(self, member: str, month: date) -> list[Paid]:
        """Pay what was withheld for reports of a month, as far as it fits now; the member is locked by the caller."""
        waiting = store.waiting(self.tx, member, f"{month:%Y-%m}", RERUNS_MAX)
        if waiting and store.standing(self.tx, member, self.at).is_paused:
            return []
        return [Paid(lot.case, lot.member, lot.points) for lot in waiting if self._pay_withheld(lot)]

    def run_paused_again(self) -> list[Paid]:
        """Pay what was withheld from members who are paused no longer; over a limit it waits for that from now on."""
        waiting = store.paused_no_more(self.tx, self.at, RERUNS_MAX)
        for member in dict.fromkeys(lot.member for lot in waiting):
            book.lock_member(self.tx, member)
        paid = []
        for lot in waiting:
            if self._pay_withheld(lot):
                paid.append(Paid(lot.case, lot.member, lot.points))
            elif reason := limit_reached(self.short(lot.member, lot.points, lot.category, lot.reported_on)):
                store.wait_for(self.tx, lot.id, reason)
        return paid

    def _pay_withheld(self, lot: Lot) -> bool:
        """Pay one award that was withheld, if it fits now; its member is locked by the caller."""
        if self.short(lot.member, lot.points, lot.category, lot.reported_on):
            return False
        store.count_try(self.tx, lot.id)
        digest = digest_of(award=lot.id, run=lot.tries)
        posting = self.pay(lot, key=f"rerun:{lot.id}:{lot.tries}", code="rerun", digest=digest)
        if posting.outcome != "posted":
            return False
        store.end_withheld(self.tx, lot.id, "paid")
        self.repay(lot)
        return True

    def withhold(self, lot: Lot, reason: Withheld) -> None:
        """Keep an award for a day when it can be paid."""
        store.write_withheld(self.tx, lot.id, reason)

    def _arrives_at(self, member: str) -> str:
        """Where points come in: where nothing has to ripen, they can be spent at once."""
        return pending(member) if self.rules.mature_days else avail(member)
