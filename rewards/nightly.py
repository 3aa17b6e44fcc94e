"""What is paid by night: joins, rechecks, activities and clues alike, so that nobody can tell one from another.

What somebody is to get is written down at once, sealed, a row a point, that says neither whose it is nor what for.
Every rider has one night in the week, whatever they did: it pays all that was written down for them until then,
counted together, as rows of small amounts under one label. So the ledger tells how much a rider's week brought, and
nothing of what it was for. Who has the key can follow a matter to its payment: a row's name is a keyed hash of what
it is for.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rewards import store as book
from rewards.earning import store as lots
from rewards.entitled import store
from rewards.entitled.store import Sealed
from rewards.paying import Paying
from rewards.posting import KeyConflict
from rewards.rules import Rules
from rewards.values import SERVICE, Lot
from storage.database import Transaction
from storage.seals import INDEX_ROOT, Seals

NIGHT_HOUR = 3  # local; the batch of a day is paid from then on, when the least is going on
NIGHT_MAX = 500  # rows paid in one transaction, so that a rider need not wait for it


@dataclass(frozen=True, slots=True)
class Entitled:
    """What was written down: points, and the day in whose night they arrive unless a limit is reached."""

    points: int
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What is due to a member, opened: a point, or some in a row that was written down before points had a row each."""

    id: str
    member: str
    points: int


@dataclass(frozen=True, slots=True)
class Nightly:
    """What the nights pay, in an open transaction; `zone` is where the district's days begin."""

    tx: Transaction
    rules: Rules
    now: datetime
    zone: ZoneInfo
    seals: Seals

    def entitle(self, about: str, *, member: str, points: int) -> Entitled:
        """Points to come for a matter (`join:JA26-00042:m-…`), once; asked otherwise it is a KeyConflict."""
        due_on = self.payday(member)
        for n in range(points):
            asked = f"{about} {member} {points}" + (f" {n}" if n else "")  # another for each: none tells its fellows
            id, digest = self._id(about, n), self.seals.index("entitlement asked", asked)
            sealed = self.seals.seal(INDEX_ROOT, json.dumps([member, 1]).encode(), f"entitlement {id}")
            is_new = store.write(self.tx, id, digest=digest, due_on=due_on, sealed=sealed)
            if not is_new and store.digest_of(self.tx, id) != digest:
                raise KeyConflict(id)
        return Entitled(points, due_on if points else None)

    def payday(self, member: str) -> date:
        """The next night that pays a member, 1 to 7 days from now; it follows from who they are alone."""
        earliest, latest = self.rules.neutral_days
        nights = latest - earliest + 1
        theirs = int(self.seals.index("payday", member), 16) % nights
        return self._today + timedelta(days=earliest + (theirs - self._today.toordinal()) % nights)

    def pay_due(self, limit: int = NIGHT_MAX) -> int:
        """Pay what this night is to pay, whoever's and whatever for; how many points were looked at (call until 0).

        What finds a limit reached, or its member paused, is put off to the next night.
        """
        night = (self.now.astimezone(self.zone) - timedelta(hours=NIGHT_HOUR)).date()
        parts = [self._opened(row) for row in store.due(self.tx, night, limit)]
        members = sorted({part.member for part in parts})
        for member in members:
            book.lock_member(self.tx, member)
        for member in members:
            self._pay_all(member, [part for part in parts if part.member == member], night)
        return len(parts)

    def is_entitled(self, about: str) -> bool:
        """Whether a matter was written down; only the key can tell."""
        return store.digest_of(self.tx, self._id(about, 0)) is not None

    @property
    def _at(self) -> int:
        return int(self.now.timestamp())

    @property
    def _today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def _id(self, about: str, n: int) -> str:
        return self.seals.index("entitlement", f"{about} {n}")

    def _opened(self, row: Sealed) -> Part:
        member, points = json.loads(self.seals.open(INDEX_ROOT, row.sealed, f"entitlement {row.id}"))
        return Part(row.id, member, points)

    def _pay_all(self, member: str, parts: list[Part], night: date) -> None:
        """Pay a member what is due, in rows of small amounts; the member is locked by the caller."""
        left, rows_most = sorted(parts, key=lambda part: part.id), self.rules.awards_per_category_day_max
        while left:
            row = self._row(left, rows_most)
            rows_most -= 1
            if not self._pay(member, row):
                for part in left:
                    store.put_off(self.tx, part.id, night + timedelta(days=1))
                return
            left = left[len(row) :]

    def _row(self, parts: list[Part], rows_most: int) -> list[Part]:
        """Those of the parts that make up the next row: how many is chance, and the same chance for everybody.

        Where all can come in this night, in at most so many rows, they do.
        """
        left, amounts = sum(part.points for part in parts), self.rules.neutral_points
        fitting = [each for each in amounts if each <= left] or [left]
        in_time = [each for each in fitting if left - each <= (rows_most - 1) * max(amounts)]
        choice = in_time or fitting
        wanted = choice[int(self.seals.index("entitlement row", parts[0].id), 16) % len(choice)]
        row: list[Part] = []
        for part in parts:
            if sum(each.points for each in row) >= wanted:
                break
            row.append(part)
        return row

    def _pay(self, member: str, row: list[Part]) -> bool:
        """Pay a row. False where a limit or a pause is in the way."""
        points = sum(part.points for part in row)
        paying = Paying(self.tx, self.rules, self._at)
        standing = lots.standing(self.tx, member, self._at)
        if standing.is_paused or paying.short(member, points, SERVICE, self._today):
            return False
        last_day = self.rules.expires_on(self._today)
        lot = Lot(f"{SERVICE}:{row[0].id}", "", member, points, SERVICE, self._today, SERVICE, last_day, self._at)
        posting = paying.pay(lot, key=lot.id, code=SERVICE, digest=lot.digest)
        assert posting.outcome == "posted", "it was not paid, and no limit is reached"
        lots.write_lot(self.tx, lot)
        if standing.owes:
            paying.repay(lot)
        for part in row:
            store.paid(self.tx, part.id, lot=lot.id, points=part.points, at=self._at)
        return True
