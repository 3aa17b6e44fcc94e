"""星光总览: what was issued, redeemed and is outstanding this month against last, and how long each benefit lasts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cases.books.store import streets
from cases.catalog import Catalog
from cases.starlight.handbook import Benefit
from cases.starlight.offers import Offers
from dialogue.refusal import Refusal
from people.person import COORDINATOR, Person
from rewards.redemptions import Redemptions
from rewards.reporting.liability import Liability, Movement, liability
from rewards.reporting.store import taken_since, withheld
from rewards.rules import Rules
from storage.database import Transaction

LOOKED_BACK_DAYS = 28  # four whole weeks, so that no weekday counts more than another


class NoSuchMonth(Refusal):
    """Not a month, or one that has not begun."""


class NotYourPoints(Refusal):
    """Another street's; only its coordinators and the district's read it."""


@dataclass(frozen=True, slots=True)
class Stock:
    """A benefit's pieces left, how many were taken in the last four weeks, and how many days they last at that pace.

    days: None where nobody took any.
    """

    benefit: Benefit
    left: int
    taken: int
    is_paused: bool

    @property
    def days(self) -> int | None:
        return self.left * LOOKED_BACK_DAYS // self.taken if self.taken else None


@dataclass(frozen=True, slots=True)
class Overview:
    """A month of the scheme, the one before, and its stock now; `withheld`: how many awards wait, and their points."""

    month: Liability
    before: Liability
    stock: tuple[Stock, ...]
    withheld: tuple[int, int]

    def of(self, street: str) -> tuple[Movement, Movement]:
        """This month's movements and the last one's, of a street or ('') of all."""
        if not street:
            return self.month.total, self.before.total
        return self.month.by_street.get(street, Movement()), self.before.by_street.get(street, Movement())


def overview(tx: Transaction, catalog: Catalog, rules: Rules, month: str, today: datetime) -> Overview:
    """A month (2026-11) as it stands; a long read. `today` is now on the district's clocks."""
    zone, of = catalog.district.zone, streets(tx)
    first = first_day(month)

    def counted(month: str) -> Liability:
        return liability(tx, month, zone=zone, street_of=lambda case: of.get(case, ""))

    offers = Offers(tx, Redemptions(tx, rules, today, zone), catalog.handbook, today)
    taken = taken_since(tx, int((today - timedelta(days=LOOKED_BACK_DAYS)).timestamp()))
    stock = [Stock(each.benefit, each.left, taken.get(each.benefit.code, 0), each.is_paused) for each in offers.all()]
    return Overview(counted(month), counted(earlier(first)), tuple(stock), withheld(tx))


def named(month: str, today: datetime) -> str:
    """A month by its name, the running one where there is none. Raises NoSuchMonth; also for the future."""
    if not month:
        return f"{today:%Y-%m}"
    try:
        first = first_day(month)
    except ValueError:
        raise NoSuchMonth from None
    if first > today.date():
        raise NoSuchMonth
    return f"{first:%Y-%m}"


def first_day(month: str) -> date:
    """Raises ValueError for what is no month."""
    return datetime.strptime(month, "%Y-%m").date()  # noqa: DTZ007 - a day, not a moment


def earlier(first: date) -> str:
    """The month before the one that begins on a day."""
    return f"{first - timedelta(days=1):%Y-%m}"


def scopes(person: Person) -> list[str]:
    """What a coordinator reads: the district (''), or their own streets."""
    held = person.streets(COORDINATOR)
    return [""] if "" in held else held


def may_read(catalog: Catalog, person: Person, street: str) -> None:
    """Raises NotYourPoints."""
    if not person.may(COORDINATOR, street) or (street and street not in catalog.streets):
        raise NotYourPoints
