"""A code at a shop: by chat or at a till, good once, and told to its rider."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from cases.starlight.guessing import Guesses
from cases.starlight.handbook import Benefit, Handbook, Shop
from cases.starlight.vouchers import code_index
from dialogue.say import Fact, Say, moment, name, to_plain
from people.person import OWNER
from people.roster import Roster
from rewards import codes
from rewards.redemptions import Redemption, Redemptions
from storage.mailbox import Address, Mailbox
from storage.seals import Seals

NOTED_HOURS_MAX = 2  # LEDGER: a till without signal settles within two hours

Word = Literal["good", "used", "expired", "undone", "foreign", "mistyped", "locked", "noted-late"]


@dataclass(frozen=True, slots=True)
class Guesser:
    """Who tries a code: `id` is what is locked when they guess, `actor` what the receipt says."""

    id: str
    actor: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a shop is told about a code; `at` in UTC seconds: when it was used, or until when the guesser waits."""

    word: Word
    at: int | None = None
    benefit: Benefit | None = None
    redemption: str | None = None

    def facts(self) -> dict[str, Fact]:
        """For texts."""
        return {
            "at": moment(self.at) if self.at is not None else "",
            "benefit": name(self.benefit.names) if self.benefit else "",
        }


@dataclass(frozen=True, slots=True)
class Redeeming:
    """Codes at shops, in an open transaction; `today` is now on the district's clocks."""

    seals: Seals
    redemptions: Redemptions
    handbook: Handbook
    guesses: Guesses
    roster: Roster
    mailbox: Mailbox
    today: datetime

    def redeem(self, shop: Shop, typed: str, by: Guesser, *, noted_at: datetime | None = None) -> Answer:
        """Take a code at a shop, once. `noted_at`: when a till without signal saw it, at most two hours ago.

        A mistyped code costs its typist nothing; an unknown one and another shop's get the same answer and count
        as a guess.
        """
        code = codes.read(typed)
        if code is None:
            return Answer("mistyped")
        if until := self.guesses.locked_until(by.id):
            return Answer("locked", until)
        found = self.redemptions.by_code(code_index(self.seals, code))
        if found is None or found.shop != shop.code:
            if self.guesses.wrong(by.id, shop.code):
                self.alarm(shop)
            return Answer("foreign")
        at = noted_at or self.today
        if not self.today - timedelta(hours=NOTED_HOURS_MAX) <= at <= self.today:
            return Answer("noted-late", int(at.timestamp()))
        return self._take(found, at, by)

    def _take(self, found: Redemption, at: datetime, by: Guesser) -> Answer:
        benefit = self.handbook.benefits.get(found.benefit)
        taken = self.redemptions.capture(found.id, at=at, actor=by.actor)
        match taken.outcome:
            case "used":
                self._tell_rider(found, taken.used_at)
                return Answer("good", taken.used_at, benefit, found.id)
            case "repeated":
                return Answer("used", taken.used_at, benefit, found.id)
            case "released" if found.why == "undone":
                return Answer("undone", None, benefit, found.id)
            case _:
                return Answer("expired", found.deadline, benefit, found.id)

    def _tell_rider(self, found: Redemption, at: int | None) -> None:
        """The rider hears that it was used, and where: a voucher that somebody else used is noticed at once."""
        to = self.roster.address_of_member(found.member)
        if to is None:
            return
        benefit, shop = self.handbook.benefits.get(found.benefit), self.handbook.shops.get(found.shop)
        facts = {
            "benefit": name(benefit.names) if benefit else "",
            "shop": name(shop.names) if shop else "",
            "at": moment(at if at is not None else int(self.today.timestamp())),
        }
        self._post(to, Say("voucher-used", facts))

    def alarm(self, shop: Shop) -> None:
        """Many wrong codes at one shop: its owner and a coordinator of its street hear; nobody is locked by it."""
        say = Say("shop-guessed-at", {"shop": name(shop.names)})
        owners = self.roster.holders(OWNER, shop.code)
        for to in {each.chat: each for each in (*owners, *self.roster.coordinators(shop.street))}.values():
            self._post(to, say)

    def _post(self, to: Address, say: Say) -> None:
        self.mailbox.post(to, to_plain(say), said=say)


def in_utc(seconds: int) -> datetime:
    """A till's own seconds as a moment. Raises ValueError for what is none."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError) as error:
        raise ValueError("no such moment") from error
