"""A shop's till: a link that nobody can guess, a PIN of six digits, and a session for every device that entered it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cases.starlight import store
from cases.starlight.guessing import Guesses
from storage.database import Transaction
from storage.seals import Seals

PIN_DIGITS = 6
SESSION_DAYS = 30  # a device that stays at the counter asks for the PIN once a month
ANSWERS_KEPT_HOURS = 4  # twice as long as a till without signal may wait


@dataclass(frozen=True, slots=True)
class NewTill:
    """A link's secret part and its PIN, shown once; only their keyed hashes are kept."""

    token: str
    pin: str


@dataclass(frozen=True, slots=True)
class TillSession:
    """A device that entered the PIN; `name` tells it from the shop's others on receipts."""

    id: str
    shop: str
    name: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What became of a PIN; `token` is the device's own from now on, `until` when it may be tried again (UTC s)."""

    outcome: Literal["in", "wrong", "locked", "unknown"]
    token: str = ""
    until: int = 0
    alarms: str = ""  # the shop whose owner should hear that its PIN is being guessed


@dataclass(frozen=True, slots=True)
class Tills:
    """The tills in an open transaction; `today` is now on the district's clocks."""

    tx: Transaction
    seals: Seals
    guesses: Guesses
    today: datetime

    def renew(self, shop: str) -> NewTill:
        """A new link and PIN for a shop; those before, and every device that used them, are out."""
        token = secrets.token_urlsafe(24)
        pin = f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}}"
        store.set_till(
            self.tx, shop, token=self._link(token), pin=self.seals.index("till-pin", f"{token} {pin}"), now=self._at
        )
        return NewTill(token, pin)

    def shop(self, token: str) -> str | None:
        """The shop of a link; None where there is no such link."""
        row = store.till(self.tx, self._link(token))
        return row["shop"] if row else None

    def sign_in(self, token: str, pin: str) -> SignedIn:
        """Try a PIN at a link's door. Wrong ones are counted like wrong codes and close the door for a while; devices
        that are in already do not notice.
        """
        row = store.till(self.tx, self._link(token))
        if row is None:
            return SignedIn("unknown")
        shop, door = row["shop"], f"door {row['shop']}"
        if until := self.guesses.locked_until(door):
            return SignedIn("locked", until=until)
        if not secrets.compare_digest(row["pin"], self.seals.index("till-pin", f"{token} {pin}")):
            alarms = shop if self.guesses.wrong(door, shop) else ""
            until = self.guesses.locked_until(door)
            return SignedIn("locked" if until else "wrong", until=until, alarms=alarms)
        own = secrets.token_urlsafe(32)
        name = f"T{store.sessions_count(self.tx, shop) + 1}"
        store.add_session(self.tx, self._device(own), shop=shop, name=name, now=self._at)
        return SignedIn("in", own)

    def session(self, token: str, device: str) -> TillSession | None:
        """The session of a device at a link; None where it is not (or no longer) in."""
        shop, id = self.shop(token), self._device(device)
        row = store.session(self.tx, id, since=self._at - SESSION_DAYS * 86400) if shop and device else None
        return TillSession(id, row["shop"], row["name"]) if row and row["shop"] == shop else None

    def forget(self) -> None:
        """Answers that no till will ask for again."""
        store.forget_answers(self.tx, before=self._at - ANSWERS_KEPT_HOURS * 3600)

    @property
    def _at(self) -> int:
        return int(self.today.timestamp())

    def _link(self, token: str) -> str:
        return self.seals.index("till-link", token)

    def _device(self, token: str) -> str:
        return self.seals.index("till-device", token)
