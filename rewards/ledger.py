"""Points: every transfer has two sides and a key, and happens once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rewards import store as book
from rewards.caps import limit_reached
from rewards.earning import store
from rewards.expiring import expire_all
from rewards.lines import line_of
from rewards.paying import Paying
from rewards.posting import KeyConflict, post, refuse
from rewards.rules import Rules
from rewards.taking_back import take_back
from rewards.values import (
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
    Stands,
    Transfer,
    WhyReversed,
    avail,
    debt,
    digest_of,
    pending,
)
from storage.database import Transaction

__all__ = ["Award", "Balance", "Forecast", "KeyConflict", "Ledger", "Line", "Paid", "Reversal"]

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

        Over a limit, or while its member is paused, the award is withheld and kept. What the member owes is paid from
        it. 0 points leave nothing behind. Asked again, the stored
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
        standing = store.standing(self.tx, member, lot.at)
        posting = self._post(lot, standing.is_paused, actor)
        if posting.outcome == "repeated":
            return self._stored_award(lot.id)
        store.write_lot(self.tx, lot)
        if posting.outcome == "posted":
            if standing.owes:
                self._paying.repay(lot)
            return Award("posted", points)
        reason = limit_reached(posting.short) or "paused"
        self._paying.withhold(lot, reason)
        return Award("withheld", points, reason)

    def reverse(
        self, *, case: str, rule: str, round: int, why: WhyReversed = "office_error", actor: str = ""
    ) -> Reversal:
        """Cancel an award: its points go back, its slot returns and may be taken by what was withheld.

        A withheld award is cancelled where it waits. What was spent of it is owed only for proven `fraud`; after an
        `office_error` the scheme bears it.
        """
        return take_back(self._paying, f"award:{case}:{rule}:{round}", why=why, actor=actor)

    def rounds(self, *, case: str, rule: str) -> int:
        """How many awards of a case and rule were cancelled: the round of the next one."""
        round = 0
        while (stands := self.stands(case=case, rule=rule, round=round)) and stands.is_cancelled:
            round += 1
        return round

    def stands(self, *, case: str, rule: str, round: int) -> Stands | None:
        """An award as it stands; None where there is none."""
        lot = store.lot(self.tx, f"award:{case}:{rule}:{round}")
        if lot is None:
            return None
        is_reversed = book.digest_under(self.tx, f"reverse:{lot.id}") is not None
        return Stands(lot.member, lot.points, is_reversed or lot.held_back == "cancelled", lot.held_back == "waiting")

    def mature(self, limit: int = MATURES_MAX) -> int:
        """Make points spendable that have been pending for the rule's days; how many lots (call until 0)."""
        before = int((self.now - timedelta(days=self.rules.mature_days)).timestamp())
        return sum(self._mature(lot) for lot in store.ripe(self.tx, before, limit))

    def end_pauses(self) -> list[Paid]:
        """Pay what was withheld while its member was paused, now that they are no longer (call until empty)."""
        return self._paying.run_paused_again()

    def expire(self) -> int:
        """Expire points past their last day; how many lots (call until 0). What nobody swept can't be spent either."""
        return expire_all(self.tx, today=self.now.astimezone(self.zone).date(), at=self._at)

    def balance(self, member: str) -> Balance:
        """What a member has; points past their last day are not counted, swept or not."""
        today = self.now.astimezone(self.zone).date()
        soon = today + timedelta(days=self.rules.expiry_notice_days)
        found = store.points_by_expiry(self.tx, member)
        good = [(account, day, n) for account, day, n in found if day >= today and account != debt(member)]
        next_to_go = min((day for _, day, _ in good if day <= soon), default=None)
        return Balance(
            available=sum(n for account, _, n in good if account == avail(member)),
            pending=sum(n for account, _, n in good if account == pending(member)),
            expiring_soon=sum(n for _, day, n in good if day == next_to_go),
            expiring_on=next_to_go,
            owed=-sum(n for account, _, n in found if account == debt(member)),
        )

    def entries(self, member: str, limit: int = 10) -> list[Line]:
        """A member's awards, the newest first, as they stand today."""
        today = self.now.astimezone(self.zone).date()
        ripens = timedelta(days=self.rules.mature_days)
        return [line_of(found, today, ripens) for found in store.lots_of(self.tx, member, limit)]

    def would_earn(self, member: str, points: int, category: str, reported_on: date) -> Forecast:
        """What a report would earn if it were verified now; two reads, no write."""
        if points == 0:
            return Forecast(0)
        if store.standing(self.tx, member, self._at).is_paused:
            return Forecast(0, "paused")
        why = limit_reached(self._paying.short(member, points, category, reported_on))
        return Forecast(0 if why else points, why)

    @property
    def _at(self) -> int:
        return int(self.now.timestamp())

    @property
    def _paying(self) -> Paying:
        return Paying(self.tx, self.rules, self._at)

    def _post(self, lot: Lot, is_paused: bool, actor: str) -> Posting:
        if is_paused:
            return refuse(self.tx, Transfer(lot.id, "award", lot.digest, lot.at, lot.case, actor))
        return self._paying.pay(lot, key=lot.id, code="award", digest=lot.digest, actor=actor)

    def _stored_award(self, key: str) -> Award:
        lot = store.lot(self.tx, key)
        assert lot, "an award's key and its lot are written together"
        if lot.held_back in ("waiting", "cancelled"):
            return Award("withheld", lot.points, lot.reason)
        return Award("repeated", lot.points)

    def _mature(self, lot: Lot) -> bool:
        book.lock_member(self.tx, lot.member)
        points = store.balances_in_lot(self.tx, lot).get(pending(lot.member), 0)
        if not points:  # taken back a moment ago
            return False
        legs = [
            Leg(POINTS, avail(lot.member), points, lot.id, floor=0),
            Leg(POINTS, pending(lot.member), -points, lot.id, floor=0),
        ]
        transfer = Transfer(f"mature:{lot.id}", "mature", digest_of(award=lot.id), self._at, lot.case)
        return post(self.tx, transfer, legs).outcome == "posted"
