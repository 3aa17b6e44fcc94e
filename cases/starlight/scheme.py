"""The Starlight scheme within one turn: everything about benefits that conversations, tills and the clock reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from cases.catalog import Catalog
from cases.starlight import store
from cases.starlight.guessing import Guesses
from cases.starlight.handbook import Handbook
from cases.starlight.offers import Offers
from cases.starlight.redeeming import Redeeming
from cases.starlight.reminding import Reminding
from cases.starlight.statements import Statements
from cases.starlight.tills import Tills
from cases.starlight.vouchers import Vouchers
from people.roster import Roster
from rewards.redemptions import Redemption, Redemptions
from rewards.rules import Rules
from storage.database import Transaction
from storage.mailbox import Mailbox
from storage.seals import Seals

SWEPT_MAX = 200  # vouchers given back in one turn of the clock, so that riders need not wait for it


@dataclass(frozen=True)
class Starlight:
    """The scheme in an open transaction; `today` is now on the district's clocks."""

    tx: Transaction
    seals: Seals
    catalog: Catalog
    roster: Roster
    mailbox: Mailbox
    rules: Rules
    today: datetime

    @property
    def handbook(self) -> Handbook:
        return self.catalog.handbook

    @cached_property
    def redemptions(self) -> Redemptions:
        return Redemptions(self.tx, self.rules, self.today, self.catalog.district.zone)

    @cached_property
    def offers(self) -> Offers:
        return Offers(self.tx, self.redemptions, self.handbook, self.today)

    @cached_property
    def vouchers(self) -> Vouchers:
        return Vouchers(self.seals, self.redemptions, self.offers, self.handbook, self.today)

    @property
    def guesses(self) -> Guesses:
        return Guesses(self.tx, self.today)

    @property
    def redeeming(self) -> Redeeming:
        return Redeeming(
            self.seals, self.redemptions, self.handbook, self.guesses, self.roster, self.mailbox, self.today
        )

    @property
    def tills(self) -> Tills:
        return Tills(self.tx, self.seals, self.guesses, self.today)

    @property
    def statements(self) -> Statements:
        return Statements(self.tx, self.seals, self.redemptions, self.handbook, self.today)

    def verified_reports(self, person: str) -> int:
        """How many reports of a person were verified."""
        return store.verified_reports(self.tx, person)

    def used_today(self, shop: str) -> list[Redemption]:
        """What a shop took since midnight, in order."""
        midnight = self.today.replace(hour=0, minute=0, second=0, microsecond=0)
        return self.redemptions.of_shop(shop, since=midnight, until=self.today.replace(hour=23, minute=59, second=59))

    def tick(self) -> None:
        """What falls due by the clock: vouchers that ran out go back, Monday's stock comes in, reminders go out."""
        self.redemptions.sweep(most=SWEPT_MAX)
        self.offers.fill_up()
        self._reminding(self.catalog.rewards.lots.expiry_told_days).remind()
        self.guesses.forget()
        self.tills.forget()

    def _reminding(self, told_days: Sequence[int]) -> Reminding:
        return Reminding(self.tx, self.vouchers, self.roster, self.mailbox, self.today, told_days)
