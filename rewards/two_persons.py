"""What takes two: points that are put right by hand, and awards that wait while somebody is heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from dialogue.refusal import Refusal
from rewards import store as book
from rewards.earning import store
from rewards.expiring import good_points
from rewards.posting import KeyConflict, post
from rewards.redemptions import pick
from rewards.rules import Rules
from rewards.values import ISSUANCE, POINTS, WRITEOFF, Leg, Lot, Transfer, avail, digest_of
from storage.database import Transaction

PAUSE_DAYS = 30  # LEDGER: two people may pause awards for 30 days after hearing the rider

AdjustReason = Literal["missed", "miscounted", "goodwill"]
PauseReason = Literal["invented", "copied", "arranged"]


class MakerIsChecker(Refusal):
    """Who asks for it can't be the one who agrees."""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What an adjustment did; `short_by` are the points that were not there to be taken."""

    outcome: Literal["posted", "repeated", "short"]
    short_by: int = 0


@dataclass(frozen=True, slots=True)
class TwoPersons:
    """What a maker asks for and a checker agrees to, both under their pseudonyms, in an open transaction."""

    tx: Transaction
    rules: Rules
    now: datetime
    zone: ZoneInfo

    def adjust(
        self, *, ticket: str, member: str, points: int, reason: AdjustReason, maker: str, checker: str
    ) -> Adjusted:
        """Give points that were missed, or (below 0) take what was counted too much, once by its ticket.

        Where too little is there nothing is taken, and the ticket stays good. Raises MakerIsChecker; KeyConflict
        where the ticket was used for something else.
        """
        _ensure_two(maker, checker)
        key = f"adjust:{ticket}"
        digest = digest_of(ticket=ticket, member=member, points=points, reason=reason, maker=maker, checker=checker)
        book.lock_member(self.tx, member)
        if stored := book.digest_under(self.tx, key):
            if stored != digest:
                raise KeyConflict(key)
            return Adjusted("repeated")
        legs = self._given(key, member, points) if points > 0 else self._taken(member, -points)
        if missing := abs(points) - sum(leg.amount for leg in legs if leg.amount > 0):
            return Adjusted("short", missing)
        posting = post(self.tx, Transfer(key, "adjust", digest, self._at, "", checker), legs)
        assert posting.outcome == "posted", "the member is locked and the points are there"
        if points > 0:
            self._write_lot(key, member, points)
        store.write_adjustment(self.tx, key, member=member, points=points, reason=reason, maker=maker, checker=checker)
        return Adjusted("posted")

    def pause(self, *, id: str, member: str, reason: PauseReason, maker: str, checker: str) -> bool:
        """Let a member's awards wait for 30 days from now; False where that was done under this id.

        What they have stays theirs to spend. Raises MakerIsChecker.
        """
        _ensure_two(maker, checker)
        until = int((self.now + timedelta(days=PAUSE_DAYS)).timestamp())
        return store.pause(
            self.tx, id, member=member, reason=reason, maker=maker, checker=checker, at=self._at, until=until
        )

    @property
    def _at(self) -> int:
        return int(self.now.timestamp())

    def _given(self, lot: str, member: str, points: int) -> list[Leg]:
        return [Leg(POINTS, ISSUANCE, -points, lot), Leg(POINTS, avail(member), points, lot, floor=0)]

    def _taken(self, member: str, points: int) -> list[Leg]:
        today = self.now.astimezone(self.zone).date()
        picked = pick(good_points(self.tx, member, today=today, at=self._at), points)
        return [
            leg
            for lot, part in picked
            for leg in (Leg(POINTS, avail(member), -part, lot, floor=0), Leg(POINTS, WRITEOFF, part, lot))
        ]

    def _write_lot(self, key: str, member: str, points: int) -> None:
        today = self.now.astimezone(self.zone).date()
        last_day = self.rules.expires_on(today)
        store.write_lot(self.tx, Lot(key, "", member, points, "", today, "adjust", last_day, self._at))


def _ensure_two(maker: str, checker: str) -> None:
    if maker == checker:
        raise MakerIsChecker
