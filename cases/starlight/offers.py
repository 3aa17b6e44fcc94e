"""What can be had of the handbook now: pieces left, when there are more, and what a shop pauses or lowers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from cases.starlight import store
from cases.starlight.handbook import Benefit, Handbook
from rewards.redemptions import Redemptions
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Offer:
    """A benefit with its pieces left now, and what it is filled up to every Monday."""

    benefit: Benefit
    left: int
    week_stock: int
    is_paused: bool


@dataclass(frozen=True, slots=True)
class Offers:
    """A district's offers in an open transaction; `today` is now on its clocks."""

    tx: Transaction
    redemptions: Redemptions
    handbook: Handbook
    today: datetime

    def all(self) -> list[Offer]:
        """Every benefit, in the handbook's order."""
        known = store.offers(self.tx)
        return [self._offer(benefit, known.get(benefit.code)) for benefit in self.handbook.benefits.values()]

    def of(self, benefit: Benefit) -> Offer:
        """One benefit as it stands."""
        return self._offer(benefit, store.offers(self.tx).get(benefit.code))

    @property
    def next_on(self) -> date:
        """The day on which stock is filled up again: next Monday."""
        return self.today.date() + timedelta(days=7 - self.today.weekday())

    def pause(self, benefit: Benefit, *, is_paused: bool) -> Offer:
        """Stop offering a benefit at once, or offer it again; vouchers that riders hold stay good."""
        row = replace(self._locked(benefit), is_paused=is_paused)
        store.write_offer(self.tx, benefit.code, row)
        return self._offer(benefit, row)

    def lower(self, benefit: Benefit, *, week_stock: int, ticket: str, actor: str) -> Offer:
        """From now on at most so many pieces a week; what is left above that is taken out of stock at once.

        `ticket`: the act's own name, so that it is done once; `actor`: the person's pseudonym.
        """
        assert 0 <= week_stock <= benefit.week_stock, "the handbook's number is what was agreed"
        row = replace(self._locked(benefit), week_stock=week_stock)
        store.write_offer(self.tx, benefit.code, row)
        self.redemptions.lower(benefit.code, to=week_stock, ticket=ticket, actor=actor)
        return self._offer(benefit, row)

    def fill_up(self) -> int:
        """Fill every benefit up to its weekly stock, once in a week; how many pieces came in."""
        year, week, _ = self.today.isocalendar()
        name, known = f"{year}-W{week:02}", store.offers(self.tx)
        lacking = [b for b in self.handbook.benefits.values() if b.code not in known or known[b.code].supplied != name]
        return sum(self._fill(benefit, name) for benefit in sorted(lacking, key=lambda benefit: benefit.code))

    def _fill(self, benefit: Benefit, week: str) -> int:
        row = self._locked(benefit)
        if row.supplied == week:  # another process was faster
            return 0
        store.write_offer(self.tx, benefit.code, replace(row, supplied=week))
        lacks = min(row.week_stock, benefit.week_stock) - self.redemptions.stock(benefit.code)
        if lacks <= 0:
            return 0
        self.redemptions.supply(benefit.code, part=week, count=lacks)
        return lacks

    def _locked(self, benefit: Benefit) -> store.OfferRow:
        return store.locked_offer(self.tx, benefit.code, week_stock=benefit.week_stock)

    def _offer(self, benefit: Benefit, row: store.OfferRow | None) -> Offer:
        weekly = min(row.week_stock, benefit.week_stock) if row else benefit.week_stock
        return Offer(benefit, self.redemptions.stock(benefit.code), weekly, bool(row and row.is_paused))
