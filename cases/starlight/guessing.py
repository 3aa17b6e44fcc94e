"""Wrong codes: whoever guesses is locked for a while, a shop where many are tried is warned, nobody else notices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cases.starlight import store
from storage.database import Transaction

WRONG_MAX = 5  # LEDGER: wrong codes of one guesser …
WITHIN_MINUTES = 10  # … in so long
LOCKED_MINUTES = (
    15  # so at most 480 tries a day, of 2^50 codes; and a mistyping cashier waits for one customer's coffee
)
ALARM_AT = 20  # LEDGER: wrong codes in a day at one shop
KEPT_HOURS = 48  # a day's count is over by then


@dataclass(frozen=True, slots=True)
class Guesses:
    """Guesses in an open transaction; `today` is now on the district's clocks."""

    tx: Transaction
    today: datetime

    def locked_until(self, guesser: str) -> int:
        """Until when a guesser has to wait, in UTC seconds; 0 where they need not."""
        until = store.locked_until(self.tx, guesser)
        return until if until > self._at else 0

    def wrong(self, guesser: str, shop: str) -> bool:
        """Note a wrong code; whether the shop's owner and a coordinator should hear of it, once a day."""
        store.add_guess(self.tx, guesser=guesser, shop=shop, now=self._at)
        if store.guesses_by(self.tx, guesser, since=self._at - WITHIN_MINUTES * 60) >= WRONG_MAX:
            store.lock_guesser(self.tx, guesser, until=self._at + LOCKED_MINUTES * 60)
        midnight = self.today.replace(hour=0, minute=0, second=0, microsecond=0)
        if store.guesses_at(self.tx, shop, since=int(midnight.timestamp())) < ALARM_AT:
            return False
        return store.tell_once(self.tx, f"guesses:{shop}:{self.today:%Y-%m-%d}", now=self._at)

    def forget(self) -> None:
        """What decides nothing any more."""
        store.forget_guesses(self.tx, before=self._at - KEPT_HOURS * 3600)

    @property
    def _at(self) -> int:
        return int(self.today.timestamp())
