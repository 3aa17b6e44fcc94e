"""Benefits: held with points and stock at once, then used at the till or given back, each exactly once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rewards import store as book
from rewards.expiring import good_points
from rewards.posting import KeyConflict, post, refuse
from rewards.redeeming import store
from rewards.redeeming.giving_back import points_back
from rewards.redeeming.values import Captured, Held, InLot, Outcome, Redemption, Why
from rewards.rules import Rules
from rewards.values import (
    POINTS,
    STOCK,
    SUPPLY,
    USED,
    Leg,
    Transfer,
    avail,
    benefit_limit,
    digest_of,
    held,
    settle,
    stock_of,
)
from storage.database import Transaction

__all__ = ["Captured", "Held", "Redemption", "Redemptions"]


@dataclass(frozen=True, slots=True)
class Redemptions:
    """A district's benefits, in an open transaction; `zone` is where its days begin."""

    tx: Transaction
    rules: Rules
    now: datetime
    zone: ZoneInfo

    def hold(
        self,
        *,
        id: str,
        member: str,
        benefit: str,
        shop: str,
        cost_points: int,
        deadline: datetime,
        code_index: str,
        tail: str,
        month_max: int | None,
    ) -> Held:
        """Hold one piece of a benefit and its points, those that expire first, until a deadline.

        month_max: how many one member may take in a calendar month; None where there is no such limit.
        Asked again under the same id: `repeated`, or why it could not be. Asked otherwise: KeyConflict.
        """
        key = f"hold:{id}"
        wanted = Redemption(
            id, member, benefit, shop, cost_points, "held", self._at, int(deadline.timestamp()), None, "", code_index,
            tail,
        )  # fmt: skip
        asked = hold_digest(wanted)
        transfer = Transfer(key, "hold", asked, self._at, id)
        book.lock_member(self.tx, member)
        if stored := self._stored(key, asked):
            return stored
        picked = pick(good_points(self.tx, member, today=self._today, at=self._at), cost_points)
        if short_by := cost_points - sum(points for _, points in picked):
            refuse(self.tx, transfer)
            return self._refused(key, "short", short_by)
        legs = [*_points_held(id, member, picked), *_stock_moves(benefit, STOCK, held(id))]
        if month_max is not None:
            legs += self._limit(benefit, member, self.now, 1, month_max)
        if short := post(self.tx, transfer, legs).short:
            return self._refused(key, "sold_out" if short[0].unit == stock_of(benefit) else "limit")
        store.add(self.tx, wanted)
        return Held("held")

    def capture(self, id: str, *, at: datetime, actor: str) -> Captured:
        """A shop takes what is held; `at` is when its till saw the code, which may reach us some hours later."""
        found = store.lock(self.tx, id)
        if found is None:
            return Captured("unknown")
        if found.state == "used":
            return Captured("repeated", found.ended_at)
        if found.state == "released":
            return Captured("released")
        seen_at = max(found.held_at, min(int(at.timestamp()), self._at))
        if seen_at > found.deadline or self._at > found.deadline + self.rules.settle_hours * 3600:
            return Captured("late")
        legs = [
            *_stock_moves(found.benefit, held(id), USED),
            *(leg for points in store.held_by(self.tx, id) for leg in _settled(found, points)),
        ]
        self._resolve("capture", found, legs, actor)
        store.end(self.tx, id, state="used", ended_at=seen_at)
        return Captured("used", seen_at)

    def release(self, id: str, *, why: Why, actor: str) -> bool:
        """Give back what is held: its stock, its place in the month, its points into the lots that they came from.

        What the member owes is paid from them first. What expired meanwhile is good for some days more. False where
        nothing is held.
        """
        found = store.find(self.tx, id)
        if found is None:
            return False
        book.lock_member(self.tx, found.member)
        return self._release(found, why, actor)

    def sweep(self, *, most: int) -> list[Redemption]:
        """Give back what was not used, some hours after its deadline; those redemptions, each once."""
        overdue = store.open_since(self.tx, self._at - self.rules.settle_hours * 3600, most)
        for member in sorted({found.member for found in overdue}):
            book.lock_member(self.tx, member)
        by_benefit = sorted(overdue, key=lambda found: (found.benefit, found.id))  # stock is locked in one order
        return [found for found in by_benefit if self._release(found, "expired", "")]

    def supply(self, benefit: str, *, part: str, count: int) -> bool:
        """Add a part of a benefit's stock, once by the part's name (a week); False where it was added before."""
        key = f"{stock_of(benefit)}:{part}"
        transfer = Transfer(key, "stock", digest_of(benefit=benefit, part=part), self._at, benefit)
        return post(self.tx, transfer, _stock_moves(benefit, SUPPLY, STOCK, count)).outcome == "posted"

    def lower(self, benefit: str, *, to: int, ticket: str, actor: str) -> int:
        """Take pieces that nobody holds out of stock until so many are left; how many. Once by its ticket."""
        surplus = store.locked_stock(self.tx, benefit) - to
        if surplus <= 0:
            return 0
        digest = digest_of(benefit=benefit, ticket=ticket)
        transfer = Transfer(f"lower:{benefit}:{ticket}", "lower", digest, self._at, benefit, actor)
        posting = post(self.tx, transfer, _stock_moves(benefit, STOCK, SUPPLY, surplus))
        return surplus if posting.outcome == "posted" else 0

    def stock(self, benefit: str) -> int:
        """Pieces of a benefit that nobody holds."""
        return store.stock(self.tx, benefit)

    def find(self, id: str) -> Redemption | None:
        """A redemption by its id; one that was refused is none."""
        return store.find(self.tx, id)

    def by_code(self, code_index: str) -> Redemption | None:
        """The redemption of a code, by the code's keyed hash."""
        return store.by_code(self.tx, code_index)

    def of_member(self, member: str, *, most: int) -> list[Redemption]:
        """A member's redemptions, the newest first."""
        return store.of_member(self.tx, member, most)

    def of_shop(self, shop: str, *, since: datetime, until: datetime) -> list[Redemption]:
        """What a shop took from one time until before another, as its till saw it, in order."""
        return store.used_at(self.tx, shop, since=int(since.timestamp()), until=int(until.timestamp()))

    # -- inside ----------------------------------------------------------------------------------------------

    @property
    def _at(self) -> int:
        return int(self.now.timestamp())

    @property
    def _today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def _stored(self, key: str, asked: str) -> Held | None:
        """The answer to what was asked before."""
        digest = book.digest_under(self.tx, key)
        if digest is None:
            return None
        if digest != asked:
            raise KeyConflict(key)
        refused = store.refused(self.tx, key)
        return Held(*refused) if refused else Held("repeated")

    def _refused(self, key: str, outcome: Outcome, short_by: int = 0) -> Held:
        store.write_refused(self.tx, key, outcome, short_by)
        return Held(outcome, short_by)

    def _limit(self, benefit: str, member: str, held_at: datetime, count: int, month_max: int) -> list[Leg]:
        """One more, or with -1 one less, of what a member may take in the month of a hold."""
        unit, month = benefit_limit(benefit), f"{member}:{held_at.astimezone(self.zone):%Y-%m}"
        return [Leg(unit, month, -count, floor=-month_max), Leg(unit, USED, count)]

    def _release(self, found: Redemption, why: Why, actor: str) -> bool:
        """The member is locked by the caller."""
        locked = store.lock(self.tx, found.id)
        if locked is None or locked.state != "held":
            return False
        good_points(self.tx, found.member, today=self._today, at=self._at)  # grace is for what comes back, not for that
        coming = store.held_by(self.tx, found.id)
        legs = [*_stock_moves(found.benefit, held(found.id), STOCK), *points_back(self.tx, found, coming)]
        held_at = datetime.fromtimestamp(found.held_at, self.zone)
        if store.is_limited(self.tx, f"hold:{found.id}", benefit_limit(found.benefit)):
            legs += self._limit(found.benefit, found.member, held_at, -1, 0)
        self._resolve("release", found, legs, actor)
        self._give_grace(coming, {leg.lot for leg in legs if leg.account == avail(found.member)})
        return store.end(self.tx, found.id, state="released", ended_at=self._at, why=why)

    def _give_grace(self, coming: Iterable[InLot], returned: set[str]) -> None:
        for points in coming:
            if points.lot in returned and points.good_until < self._today:
                store.give_grace(self.tx, points.lot, self._today + timedelta(days=self.rules.grace_days))

    def _resolve(self, code: str, found: Redemption, legs: list[Leg], actor: str) -> None:
        transfer = Transfer(f"{code}:{found.id}", code, digest_of(redemption=found.id), self._at, found.id, actor)
        posting = post(self.tx, transfer, legs)
        assert posting.outcome == "posted", "the redemption is locked and holds what it gives"


def hold_digest(wanted: Redemption) -> str:
    """What is asked by a hold; not its deadline, which moves while it is asked again."""
    return digest_of(
        redemption=wanted.id,
        member=wanted.member,
        benefit=wanted.benefit,
        shop=wanted.shop,
        cost_points=wanted.cost_points,
    )


def pick(points: Iterable[InLot], wanted: int) -> list[tuple[str, int]]:
    """Lots in their order with what is taken of each; less than wanted where there is no more."""
    picked: list[tuple[str, int]] = []
    for each in points:
        if wanted <= 0:
            break
        picked.append((each.lot, min(each.points, wanted)))
        wanted -= each.points
    return picked


def _points_held(id: str, member: str, picked: Iterable[tuple[str, int]]) -> list[Leg]:
    return [
        leg
        for lot, points in picked
        for leg in (
            Leg(POINTS, avail(member), -points, lot, floor=0),
            Leg(POINTS, held(id), points, lot, floor=0),
        )
    ]


def _settled(found: Redemption, points: InLot) -> tuple[Leg, Leg]:
    return (
        Leg(POINTS, held(found.id), -points.points, points.lot, floor=0),
        Leg(POINTS, settle(found.shop), points.points, points.lot),
    )


def _stock_moves(benefit: str, source: str, target: str, count: int = 1) -> list[Leg]:
    """Pieces from one account of a benefit to another; supply is given from outside and used is gone."""
    floors = {SUPPLY: None, USED: None}
    return [
        Leg(stock_of(benefit), source, -count, floor=floors.get(source, 0)),
        Leg(stock_of(benefit), target, count, floor=floors.get(target, 0)),
    ]
