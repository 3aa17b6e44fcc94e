"""What is paid by night: joins, rechecks, activities and clues alike, so that nobody can tell one from another.

What somebody is to get is written down at once, sealed, as rows that say neither whose they are nor what for. Some days
later the batch pays them in equal small amounts under one label. Who has the key can follow a matter to its payment:
a row's name is a keyed hash of what it is for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
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
    """What was written down: points, and the day by whose night they arrive unless a limit is reached."""

    points: int
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Nightly:
    """What the nights pay, in an open transaction; `zone` is where the district's days begin."""

    tx: Transaction
    rules: Rules
    now: datetime
    zone: ZoneInfo
    seals: Seals

    def entitle(self, about: str, *, member: str, points: int) -> Entitled:
        """Points to come for a matter (`join:JA26-00042:m-…`), once; asked otherwise it is a KeyConflict.

        The amounts and days follow from the matter's keyed hash: the same again whenever this is asked again.
        """
        digest = self.seals.index("entitlement asked", f"{about} {member} {points}")
        days = []
        for n, (part, after_days) in enumerate(self._parts(about, points)):
            id, due_on = self._id(about, n), self._today + timedelta(days=after_days)
            says = json.dumps([member, part]).encode()
            sealed = self.seals.seal(INDEX_ROOT, says, f"entitlement {id}")
            is_new = store.write(self.tx, id, digest=digest, due_on=due_on, sealed=sealed)
            if not is_new and store.digest_of(self.tx, id) != digest:
                raise KeyConflict(id)
            days.append(due_on)
        return Entitled(points, max(days, default=None))

    def pay_due(self, limit: int = NIGHT_MAX) -> int:
        """Pay what this night is to pay, whoever's and whatever for; how many rows (call until 0).

        What finds a limit reached, or its member paused, is put off to the next night.
        """
        night = (self.now.astimezone(self.zone) - timedelta(hours=NIGHT_HOUR)).date()
        rows = [self._opened(row) for row in store.due(self.tx, night, limit)]
        for member in sorted({member for _, member, _ in rows}):
            book.lock_member(self.tx, member)
        for id, member, points in rows:
            if not self._pay(id, member, points):
                store.put_off(self.tx, id, night + timedelta(days=1))
        return len(rows)

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

    def _parts(self, about: str, points: int) -> Iterator[tuple[int, int]]:
        """The amounts that make up the points, each with how many days later it is paid."""
        earliest, latest = self.rules.neutral_days
        n = 0
        while points:
            chance = int(self.seals.index("entitlement part", f"{about} {n}"), 16)
            fitting = [each for each in self.rules.neutral_points if each <= points]
            part = fitting[chance % len(fitting)]
            yield part, earliest + (chance >> 32) % (latest - earliest + 1)
            points -= part
            n += 1

    def _opened(self, row: Sealed) -> tuple[str, str, int]:
        member, points = json.loads(self.seals.open(INDEX_ROOT, row.sealed, f"entitlement {row.id}"))
        return row.id, member, points

    def _pay(self, id: str, member: str, points: int) -> bool:
        """Pay a row; its member is locked by the caller. False where a limit or a pause is in the way."""
        paying = Paying(self.tx, self.rules, self._at)
        standing = lots.standing(self.tx, member, self._at)
        if standing.is_paused or paying.short(member, points, SERVICE, self._today):
            return False
        last_day = self.rules.expires_on(self._today)
        lot = Lot(f"{SERVICE}:{id}", "", member, points, SERVICE, self._today, SERVICE, last_day, self._at)
        posting = paying.pay(lot, key=lot.id, code=SERVICE, digest=lot.digest)
        assert posting.outcome == "posted", "it was not paid, and no limit is reached"
        lots.write_lot(self.tx, lot)
        if standing.owes:
            paying.repay(lot)
        store.paid(self.tx, id, at=self._at)
        return True
