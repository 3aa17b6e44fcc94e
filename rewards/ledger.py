"""Points: every transfer has two sides and a key, and happens once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rewards import store as book
from rewards.caps import cap_legs, limit_legs, limit_reached
from rewards.earning import store
from rewards.lines import line_of
from rewards.posting import KeyConflict, post
from rewards.rules import Rules
from rewards.values import (
    ISSUANCE,
    POINTS,
    Award,
    Balance,
    Forecast,
    Leg,
    Line,
    Lot,
    Paid,
    Posting,
    Reversal,
    Transfer,
    avail,
    digest_of,
    pending,
)
from storage.database import Transaction

__all__ = ["Award", "Balance", "Forecast", "KeyConflict", "Ledger", "Line", "Paid", "Reversal"]

RERUNS_MAX = 60  # withheld awards tried for one returned slot: a month's points in the smallest awards
MATURES_MAX = 500  # lots matured in one transaction, so that one turn of the clock stays short


@dataclass(frozen=True, slots=True)
class Ledger:
    """A district's points, in an open transaction; `zone` is where its days begin."""

    tx: Transaction
    rules: Rules
    now: datetime
    zone: ZoneInfo

    def award(
        self,
        *,
        case: str,
        rule: str,
        round: int,
        member: str,
        points: int,
        category: str,
        reported_on: date,
        actor: str = "",
    ) -> Award:
        """Pay a verified report, once per case, rule and round (the number of earlier reversals).

        Over a limit the award is withheld and kept. 0 points leave nothing behind. Asked again, the stored
        outcome again (`repeated`, or `withheld` unless it was paid since); asked otherwise, KeyConflict.
        """
        if points == 0:
            return Award("nothing", 0)
        lot = Lot(
            id=f"award:{case}:{rule}:{round}",
            case=case,
            member=member,
            points=points,
            category=category,
            reported_on=reported_on,
            origin=rule,
            expires_on=self.rules.expires_on(self.now.astimezone(self.zone).date()),
            at=self._at,
        )
        posting = self._pay(lot, key=lot.id, code="award", digest=lot.digest, actor=actor)
        if posting.outcome == "repeated":
            return self._stored_award(lot.id)
        store.write_lot(self.tx, lot)
        if posting.outcome == "posted":
            return Award("posted", points)
        reason = limit_reached(posting.short)
        assert reason, "an award can fall short of its limits only"
        store.write_withheld(self.tx, lot.id, reason)
        return Award("withheld", points, reason)

    def reverse(self, *, case: str, rule: str, round: int, actor: str = "") -> Reversal:
        """Cancel an award: its points go back, its slot returns and may be taken by what was withheld.

        A withheld award is cancelled where it waits. Nothing has been spent of the points, which is asserted.
        """
        award = store.lot(self.tx, f"award:{case}:{rule}:{round}")
        if award is None:
            return Reversal("nothing")
        book.lock_member(self.tx, award.member)
        if book.digest_under(self.tx, f"reverse:{award.id}"):
            return Reversal("repeated", award.points)
        held_back = _present(store.lot(self.tx, award.id)).held_back
        if held_back == "cancelled":
            return Reversal("repeated", award.points)
        if held_back == "waiting":
            store.end_withheld(self.tx, award.id, "cancelled")
            return Reversal("cancelled", award.points)
        self._take_back(award, actor)
        return Reversal("reversed", award.points, tuple(self._run_again(award)))

    def mature(self, limit: int = MATURES_MAX) -> int:
        """Make points spendable that have been pending for the rule's days; how many lots (call until 0)."""
        before = int((self.now - timedelta(days=self.rules.mature_days)).timestamp())
        return sum(self._mature(lot) for lot in store.ripe(self.tx, before, limit))

    def balance(self, member: str) -> Balance:
        """What a member has; points past their last day are not counted, swept or not."""
        today = self.now.astimezone(self.zone).date()
        soon = today + timedelta(days=self.rules.expiry_notice_days)
        good = [(a, day, n) for a, day, n in store.points_by_expiry(self.tx, member) if day >= today]
        next_to_go = min((day for _, day, _ in good if day <= soon), default=None)
        return Balance(
            available=sum(n for account, _, n in good if account == avail(member)),
            pending=sum(n for account, _, n in good if account == pending(member)),
            expiring_soon=sum(n for _, day, n in good if day == next_to_go),
            expiring_on=next_to_go,
        )

    def entries(self, member: str, limit: int = 10) -> list[Line]:
        """A member's awards, the newest first, as they stand today."""
        today = self.now.astimezone(self.zone).date()
        ripens = timedelta(days=self.rules.mature_days)
        return [line_of(found, today, ripens) for found in store.lots_of(self.tx, member, limit)]

    def would_earn(self, member: str, points: int, category: str, reported_on: date) -> Forecast:
        """What a report would earn if it were verified now; one read, no write."""
        if points == 0:
            return Forecast(0)
        why = limit_reached(self._short(member, points, category, reported_on))
        return Forecast(0 if why else points, why)

    @property
    def _at(self) -> int:
        return int(self.now.timestamp())

    def _caps(self, lot: Lot) -> list[Leg]:
        return cap_legs(
            self.rules,
            member=lot.member,
            points=lot.points,
            category=lot.category,
            reported_on=lot.reported_on,
        )

    def _short(self, member: str, points: int, category: str, reported_on: date) -> list[Leg]:
        return book.short_limits(self.tx, limit_legs(self.rules, member, points, category, reported_on))

    def _pay(self, lot: Lot, *, key: str, code: str, digest: str, actor: str) -> Posting:
        legs = [
            *self._caps(lot),
            Leg(POINTS, ISSUANCE, -lot.points, lot.id),
            Leg(POINTS, self._arrives_at(lot.member), lot.points, lot.id, floor=0),
        ]
        return post(self.tx, Transfer(key, code, digest, self._at, lot.case, actor), legs)

    def _arrives_at(self, member: str) -> str:
        """Where points come in: where nothing has to ripen, they can be spent at once."""
        return pending(member) if self.rules.mature_days else avail(member)

    def _stored_award(self, key: str) -> Award:
        lot = _present(store.lot(self.tx, key))
        if lot.held_back in ("waiting", "cancelled"):
            return Award("withheld", lot.points, lot.reason)
        return Award("repeated", lot.points)

    def _take_back(self, award: Lot, actor: str) -> None:
        where = store.balances_in_lot(self.tx, award)
        assert list(where.values()) == [award.points], "an unspent lot is whole, in one account"
        (account,) = where
        legs = [
            *(Leg(c.unit, c.account, -c.amount, floor=c.floor) for c in self._caps(award)),
            Leg(POINTS, account, -award.points, award.id, floor=0),
            Leg(POINTS, ISSUANCE, award.points, award.id),
        ]
        digest = digest_of(award=award.id)
        transfer = Transfer(f"reverse:{award.id}", "reverse", digest, self._at, award.case, actor)
        posting = post(self.tx, transfer, legs)
        assert posting.outcome == "posted", "the member is locked and the points are there"

    def _run_again(self, returned: Lot) -> list[Paid]:
        """Pay what was withheld in the month of a returned slot, as far as it fits now."""
        waiting = store.waiting(self.tx, returned.member, f"{returned.reported_on:%Y-%m}", RERUNS_MAX)
        return [Paid(lot.case, lot.member, lot.points) for lot in waiting if self._pay_withheld(lot)]

    def _pay_withheld(self, lot: Lot) -> bool:
        if self._short(lot.member, lot.points, lot.category, lot.reported_on):
            return False
        store.count_try(self.tx, lot.id)
        digest = digest_of(award=lot.id, run=lot.tries)
        posting = self._pay(lot, key=f"rerun:{lot.id}:{lot.tries}", code="rerun", digest=digest, actor="")
        if posting.outcome == "posted":
            store.end_withheld(self.tx, lot.id, "paid")
        return posting.outcome == "posted"

    def _mature(self, lot: Lot) -> bool:
        book.lock_member(self.tx, lot.member)
        legs = [
            Leg(POINTS, avail(lot.member), lot.points, lot.id, floor=0),
            Leg(POINTS, pending(lot.member), -lot.points, lot.id, floor=0),
        ]
        transfer = Transfer(f"mature:{lot.id}", "mature", digest_of(award=lot.id), self._at, lot.case)
        return post(self.tx, transfer, legs).outcome == "posted"


def _present(lot: Lot | None) -> Lot:
    assert lot, "an award's key and its lot are written together"
    return lot
