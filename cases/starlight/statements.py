"""What a shop is owed for a month: per benefit how many, at which price, the sum, who pays and by when."""

from __future__ import annotations

import re
import secrets
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cases.starlight import store
from cases.starlight.handbook import Benefit, Handbook, Shop
from rewards.redemptions import Redemption, Redemptions
from storage.database import Transaction
from storage.seals import Seals

LINK_HOURS = 24  # long enough to fetch it at home in the evening, short enough to be no standing door
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One benefit of a month; `unit_fen` and `sum_fen` in hundredths of a yuan."""

    code: str
    benefit: Benefit | None
    count: int
    unit_fen: int

    @property
    def sum_fen(self) -> int:
        return self.count * self.unit_fen


@dataclass(frozen=True, slots=True)
class Statement:
    """A shop's month; `until` is its last day, `due_on` the day by which it is paid. Still running: `is_open`."""

    shop: Shop
    month: str
    since: date
    until: date
    due_on: date
    is_open: bool
    lines: tuple[StatementLine, ...]
    used: tuple[Redemption, ...]

    @property
    def count(self) -> int:
        return sum(line.count for line in self.lines)

    @property
    def sum_fen(self) -> int:
        return sum(line.sum_fen for line in self.lines)


@dataclass(frozen=True, slots=True)
class Statements:
    """Statements in an open transaction; `today` is now on the district's clocks."""

    tx: Transaction
    seals: Seals
    redemptions: Redemptions
    handbook: Handbook
    today: datetime

    def of(self, shop: Shop, month: str = "") -> Statement:
        """A shop's month (`2026-11`), the running one where none (or no such) is named."""
        first = _first_day(month) or self.today.date().replace(day=1)
        following = (first + timedelta(days=31)).replace(day=1)
        used = self.redemptions.of_shop(shop.code, since=self._midnight(first), until=self._midnight(following))
        counted = Counter(found.benefit for found in used)
        lines = [self._line(code, counted[code]) for code in sorted(counted, key=self._order)]
        due_on = following - timedelta(days=1) + timedelta(days=self.handbook.settlement.within_days)
        return Statement(
            shop,
            f"{first:%Y-%m}",
            first,
            following - timedelta(days=1),
            due_on,
            self.today.date() < following,
            tuple(lines),
            tuple(used),
        )

    def earlier(self, statement: Statement) -> str:
        """The month before a statement's."""
        return f"{statement.since - timedelta(days=1):%Y-%m}"

    def link(self, statement: Statement, language: str) -> str:
        """A token that opens this month's table for a day."""
        token = secrets.token_urlsafe(24)
        store.add_statement_link(
            self.tx,
            self._token(token),
            shop=statement.shop.code,
            month=statement.month,
            language=language,
            expires_at=self._at + LINK_HOURS * 3600,
            now=self._at,
        )
        return token

    def by_link(self, token: str) -> tuple[Statement, str] | None:
        """The statement that a token opens, and the language to write it in; None where it opens none."""
        row = store.statement_link(self.tx, self._token(token), now=self._at)
        shop = self.handbook.shops.get(row["shop"]) if row else None
        return (self.of(shop, row["month"]), row["language"]) if row and shop else None

    @property
    def _at(self) -> int:
        return int(self.today.timestamp())

    def _token(self, token: str) -> str:
        return self.seals.index("statement-link", token)

    def _midnight(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, tzinfo=self.today.tzinfo)

    def _line(self, code: str, count: int) -> StatementLine:
        benefit = self.handbook.benefits.get(code)
        return StatementLine(code, benefit, count, benefit.unit_fen if benefit else 0)

    def _order(self, code: str) -> tuple[int, str]:
        known = list(self.handbook.benefits)
        return (known.index(code) if code in known else len(known), code)


def _first_day(month: str) -> date | None:
    found = _MONTH.fullmatch(month)
    return date(int(found[1]), int(found[2]), 1) if found else None
