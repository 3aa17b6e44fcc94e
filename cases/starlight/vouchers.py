"""Vouchers of a rider: taken for points, shown with their code, undone within ten minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cases.starlight.handbook import Benefit, Handbook, Shop
from cases.starlight.offers import Offers
from dialogue.refusal import Refusal
from dialogue.say import Button, Fact, name, text
from people.person import Person
from people.roster import random_code
from rewards import codes
from rewards.redemptions import Redemption, Redemptions
from storage.seals import Seals

UNDO_MINUTES = 10  # PRODUCT 5
SHOWN_MAX = 12  # vouchers in a list: more fit on no screen, and nobody holds so many at once
ID_SYMBOLS = 12


class NoSuchBenefit(Refusal):
    """The handbook does not have it (any more)."""


class NoSuchVoucher(Refusal):
    """Absent and somebody else's answer alike."""


class NotEnoughPoints(Refusal):
    """So many points are missing."""


class SoldOut(Refusal):
    """No piece is left; there are more on Monday."""


class OfferPausedNow(Refusal):
    """The shop is not offering it just now."""


class MonthIsFull(Refusal):
    """One person takes so many in a month at most."""


class UndoTooLate(Refusal):
    """Only within the first minutes."""


class VoucherHasEnded(Refusal):
    """It was used, undone or has run out."""


def voucher_code(seals: Seals, id: str) -> str:
    """The code of a redemption: derived from it under a key of the house, written down nowhere."""
    return codes.code_of(seals.index("voucher-code", id))


def code_index(seals: Seals, code: str) -> str:
    """What the database knows a code by."""
    return seals.index("voucher-index", code)


@dataclass(frozen=True, slots=True)
class Voucher:
    """A redemption with what the handbook says about it; `benefit` is None once the handbook has dropped it.

    last_day: until when it is good, on the district's calendar.
    """

    redemption: Redemption
    code: str
    benefit: Benefit | None
    shop: Shop | None
    last_day: date

    @property
    def shown_code(self) -> str:
        return codes.shown(self.code)


@dataclass(frozen=True, slots=True)
class Vouchers:
    """Vouchers in an open transaction; `today` is now on the district's clocks."""

    seals: Seals
    redemptions: Redemptions
    offers: Offers
    handbook: Handbook
    today: datetime

    def benefit(self, code: str) -> Benefit:
        """A benefit by its code; raises NoSuchBenefit."""
        found = self.handbook.benefits.get(code)
        if found is None:
            raise NoSuchBenefit
        return found

    def may_take(self, benefit: Benefit, *, available: int) -> None:
        """Raises what stands in the way, as far as one can see before trying: paused, sold out, points."""
        offer = self.offers.of(benefit)
        if offer.is_paused:
            raise OfferPausedNow(benefit=name(benefit.names))
        if offer.left <= 0:
            raise SoldOut(benefit=name(benefit.names), next=self._next())
        if available < benefit.cost_points:
            raise self._too_few(benefit, benefit.cost_points - available)

    def take(self, person: Person, benefit: Benefit) -> Voucher:
        """Hold a piece and its points for a person; raises what `may_take` raises, or MonthIsFull."""
        if self.offers.of(benefit).is_paused:
            raise OfferPausedNow(benefit=name(benefit.names))
        id = "v" + random_code(ID_SYMBOLS)
        code = voucher_code(self.seals, id)
        held = self.redemptions.hold(
            id=id,
            member=person.member,
            benefit=benefit.code,
            shop=benefit.shop,
            cost_points=benefit.cost_points,
            deadline=self._last_moment(benefit),
            code_index=code_index(self.seals, code),
            tail=code[-codes.CHECK_SYMBOLS :],
            month_max=benefit.month_max,
        )
        match held.outcome:
            case "short":
                raise self._too_few(benefit, held.short_by)
            case "sold_out":
                raise SoldOut(benefit=name(benefit.names), next=self._next())
            case "limit":
                raise MonthIsFull(benefit=name(benefit.names), most=benefit.month_max)
        return self.own(id, person)

    def own(self, id: str, person: Person) -> Voucher:
        """A person's own voucher; NoSuchVoucher for anybody else's."""
        found = self.redemptions.find(id)
        if found is None or found.member != person.member:
            raise NoSuchVoucher
        return self.of(found)

    def of(self, redemption: Redemption) -> Voucher:
        """A redemption with its code and what the handbook says about it."""
        return Voucher(
            redemption,
            voucher_code(self.seals, redemption.id),
            self.handbook.benefits.get(redemption.benefit),
            self.handbook.shops.get(redemption.shop),
            datetime.fromtimestamp(redemption.deadline, self.today.tzinfo).date(),
        )

    def mine(self, person: Person) -> list[Voucher]:
        """A person's vouchers, the newest first."""
        return [self.of(found) for found in self.redemptions.of_member(person.member, most=SHOWN_MAX)]

    def may_undo(self, redemption: Redemption) -> bool:
        """Whether it is held and its first minutes are not over."""
        return redemption.state == "held" and self._at <= redemption.held_at + UNDO_MINUTES * 60

    def undo(self, id: str, person: Person) -> Voucher:
        """Give a voucher back: points and stock return. Raises VoucherHasEnded or UndoTooLate."""
        voucher = self.own(id, person)
        if voucher.redemption.state != "held":
            raise VoucherHasEnded(state=text(f"voucher-state-{state_of(voucher.redemption, now=self._at)}"))
        if not self.may_undo(voucher.redemption):
            raise UndoTooLate(minutes=UNDO_MINUTES, until=_day(voucher.last_day))
        self.redemptions.release(id, why="undone", actor=person.member)
        return voucher

    @property
    def _at(self) -> int:
        return int(self.today.timestamp())

    def _last_moment(self, benefit: Benefit) -> datetime:
        """The end of its last day, on the district's clocks."""
        last_day = self.today.date() + timedelta(days=benefit.valid_days)
        return datetime.combine(last_day, time(23, 59, 59), self.today.tzinfo)

    def _next(self) -> Fact:
        return _day(self.offers.next_on)

    def _too_few(self, benefit: Benefit, short_by: int) -> NotEnoughPoints:
        buttons = ((Button(text("points-now.how"), "earn"), Button(text("menu-benefits"), "benefits")),)
        return NotEnoughPoints(benefit=name(benefit.names), short=short_by, buttons=buttons)


def _day(day: date) -> Fact:
    return text("day", month=day.month, day=day.day)


def state_of(redemption: Redemption, *, now: int) -> str:
    """What a person reads of it: held, used, undone, expired or withdrawn; past its deadline it is expired at once."""
    match redemption.state:
        case "held":
            return "held" if now <= redemption.deadline else "expired"
        case "used":
            return "used"
        case _:
            return redemption.why
