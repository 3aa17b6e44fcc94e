"""Clue points can't be told from the rest of what the nights pay: somebody tries, and does no better than chance.

How much a rider's week brought is no secret, for it is in their balance. So everybody here has as good a week as
everybody else; in some of them a clue is among what they did. Beyond that the ledger must tell nothing.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from ledger_world import RULES, SHANGHAI
from telling_apart import bound, tried

from rewards.audit import audit
from rewards.entitled import store
from rewards.nightly import Entitled, Nightly
from storage.database import Database, Row, Transaction
from storage.keystore import SqliteKeys
from storage.seals import INDEX_ROOT, Seals

RIDERS, WEEKS, WEEK_POINTS, CLUE_POINTS = 150, 6, 7, 4
OTHERS = (("join", 1), ("recheck", 1), ("activity", 2))
MONDAY = date(2026, 11, 2)
SEED = 20261124


@dataclass(frozen=True)
class Matter:
    """Something that a rider did on a day, and what it brings."""

    about: str
    member: str
    points: int
    on: date

    @property
    def is_clue(self) -> bool:
        return self.about.startswith("clue:")


@pytest.fixture
def seals(tmp_path: Path) -> Iterator[Seals]:
    keys = SqliteKeys(tmp_path / "keys.db")
    yield Seals(keys, b"m" * 32)
    keys.close()


def matters(paydays: dict[str, date]) -> list[Matter]:
    """Weeks of as many points each, a clue in half of them, each matter on a day of its own between two paydays."""
    chance = random.Random(SEED)
    found = []
    for member, first in paydays.items():
        for week in range(WEEKS):
            until, left = first + timedelta(days=7 * (week + 1)), WEEK_POINTS
            kinds = [("clue", CLUE_POINTS)] if chance.random() < 0.5 else []
            left -= sum(points for _, points in kinds)
            while left:
                kind, points = chance.choice([each for each in OTHERS if each[1] <= left])
                kinds.append((kind, points))
                left -= points
            chance.shuffle(kinds)
            for kind, points in kinds:
                on = until - timedelta(days=chance.randint(1, 7))
                found.append(Matter(f"{kind}:JA26-{len(found):05}:{member}", member, points, on))
    chance.shuffle(found)  # whoever does something on a day does it at any hour
    return sorted(found, key=lambda matter: matter.on)


def lived(tx: Transaction, seals: Seals, kind: type[Nightly] = Nightly) -> tuple[list[Matter], list[dict[str, Any]]]:
    """Let the weeks pass, paid by a kind of nights: what was done, and what was due in the middle of it."""

    def nights(day: date, hour: int) -> Nightly:
        return kind(tx, RULES, datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI), SHANGHAI, seals)

    riders = [f"m-{n:03}" for n in range(RIDERS)]
    done = matters({member: Nightly.payday(nights(MONDAY, 12), member) for member in riders})
    by_day, day, waiting = defaultdict(list), MONDAY, list[dict[str, Any]]()
    for matter in done:
        by_day[matter.on].append(matter)
    while day <= done[-1].on + timedelta(days=10):
        while nights(day, 3).pay_due():
            pass
        for matter in by_day[day]:
            nights(day, 12).entitle(matter.about, member=matter.member, points=matter.points)
        if day == MONDAY + timedelta(days=24):
            waiting = due_now(tx)
        day += timedelta(days=1)
    return done, waiting


def due_now(tx: Transaction) -> list[dict[str, Any]]:
    """What waits for its night, as the database gives it."""
    rows = tx.all("select * from entitlement where paid_at is null")
    return [{name: row[name] for name in row.keys()} for row in rows]  # noqa: SIM118 - a row iterates its values


def clue_points(tx: Transaction, seals: Seals, done: list[Matter], kind: type[Nightly]) -> dict[str, bool]:
    """Whose point each row of `entitlement` is: what only the key can tell."""
    nightly = kind(tx, RULES, datetime(2026, 11, 2, tzinfo=SHANGHAI), SHANGHAI, seals)
    return {nightly._id(matter.about, n): matter.is_clue for matter in done for n in range(matter.points)}


# -- what somebody without the key has ---------------------------------------------------------------------------------


def columns_of(rows: list[Row]) -> dict[str, list[float]]:
    """Every column of what was paid and everything that can be counted from it, a row a point."""
    nights = Counter((row["member"], row["at"]) for row in rows)
    sums = Counter[tuple[str, int]]()
    riders = Counter(row["member"] for row in rows)
    days = defaultdict(list)
    for row in rows:
        sums[row["member"], row["at"]] += 1
        days[row["member"]].append(row["at"])
    lots = Counter(row["lot"] for row in rows)
    digests = Counter(row["digest"] for row in rows)
    in_night = defaultdict(list)
    for row in rows:
        in_night[row["member"], row["at"]].append(row["lot"])
    return {
        "amount": [row["points"] for row in rows],
        "amount of its row": [lots[row["lot"]] for row in rows],
        "key": [int(row["lot"][-13:], 16) for row in rows],
        "key starts": [int(row["lot"].partition(":")[2][:8], 16) for row in rows],
        "key of its point": [int(row["id"][:8], 16) for row in rows],
        "digest": [int(row["digest"][:8], 16) for row in rows],
        "digests alike": [digests[row["digest"]] for row in rows],
        "digest of its lot": [int(row["lot_digest"][:8], 16) for row in rows],
        "second": [row["at"] % 86_400 for row in rows],
        "day": [row["at"] // 86_400 for row in rows],
        "weekday": [row["at"] // 86_400 % 7 for row in rows],
        "day of its payday": [(row["at"] - min(days[row["member"]])) // 86_400 % 7 for row in rows],
        "since the one before": [_gap(days[row["member"]], row["at"], -1) for row in rows],
        "until the next": [_gap(days[row["member"]], row["at"], 1) for row in rows],
        "label": [len(row["origin"] + row["category"] + row["ref"] + row["actor"]) for row in rows],
        "last day": [int(row["expires_on"].replace("-", "")) for row in rows],
        "due": [date.fromisoformat(row["due_on"]).toordinal() for row in rows],
        "points of the rider's night": [sums[row["member"], row["at"]] for row in rows],
        "rows of the rider's night": [len(set(in_night[row["member"], row["at"]])) for row in rows],
        "place in the rider's night": [in_night[row["member"], row["at"]].index(row["lot"]) for row in rows],
        "points of the rider": [riders[row["member"]] for row in rows],
        "place in the book": list(range(len(rows))),
        "rows of the night": [nights[row["member"], row["at"]] for row in rows],
    }


def _gap(times: list[int], at: int, step: int) -> int:
    """Days to a rider's next or last night that paid something; 99 where there is none."""
    return min((abs(other - at) // 86_400 for other in times if (other - at) * step > 0), default=99)


def paid(tx: Transaction) -> list[Row]:
    """All that the nights paid, a point a row, in the book's own order."""
    return tx.all(
        "select e.id, e.digest, e.due_on, lot.id as lot, lot.member, lot.points, lot.origin, lot.category,"
        " lot.expires_on, t.at, t.ref, t.actor, t.digest as lot_digest"
        " from transfer t join lot on lot.id = t.id join entitlement e on e.paid_in = lot.id"
    )


def weeks_of(rows: list[Row], whose: dict[str, bool]) -> tuple[dict[str, list[float]], list[bool]]:
    """Every week of a rider with what can be counted of it, and whether a clue was among what it paid."""
    first = {row["member"]: row["at"] for row in reversed(rows)}
    weeks = defaultdict(list)
    for row in rows:
        weeks[row["member"], (row["at"] - first[row["member"]]) // (7 * 86_400)].append(row)
    found = list(weeks.values())
    columns = {
        "points": [float(len(week)) for week in found],
        "rows": [float(len({row["lot"] for row in week})) for week in found],
        "rows of two": [float(sum(row["points"] == 2 for row in week)) for week in found],
        "largest": [float(max(row["points"] for row in week)) for week in found],
        "first amount": [float(week[0]["points"]) for week in found],
        "nights": [float(len({row["at"] for row in week})) for week in found],
        "points of the first night": [float(sum(row["at"] == week[0]["at"] for row in week)) for week in found],
        "weekday": [float(week[0]["at"] // 86_400 % 7) for week in found],
        "digests": [float(len({row["digest"] for row in week})) for week in found],
    }
    return columns, [any(whose[row["id"]] for row in week) for week in found]


# -- the tests ---------------------------------------------------------------------------------------------------------


async def test_nobody_tells_a_clues_points_from_the_rest_of_the_batch(sqlite_database: Database, seals: Seals) -> None:
    def work(tx: Transaction) -> tuple[list[Row], list[dict[str, Any]], dict[str, bool]]:
        done, waiting = lived(tx, seals)
        return paid(tx), waiting, clue_points(tx, seals, done, Nightly)

    rows, waiting, whose = await sqlite_database.take(work)
    assert len(rows) == RIDERS * WEEKS * WEEK_POINTS, "every point was paid"
    labels = [whose[row["id"]] for row in rows]
    assert 0.2 < sum(labels) / len(labels) < 0.5
    assert over(tried(columns_of(rows), labels), bound(labels, alike=2)) == {}
    columns, with_clue = weeks_of(rows, whose)
    assert len(with_clue) == RIDERS * WEEKS
    assert over(tried(columns, with_clue), bound(with_clue)) == {}
    unpaid, theirs = waiting_columns(waiting), [whose[row["id"]] for row in waiting]
    assert sum(theirs) > 100
    assert over(tried(unpaid, theirs), bound(theirs, alike=2)) == {}
    assert await sqlite_database.read(audit) == []


def waiting_columns(rows: list[dict[str, Any]]) -> dict[str, list[float]]:
    """Every column of what waits, and how often its values come."""
    digests, days = Counter(row["digest"] for row in rows), Counter(row["due_on"] for row in rows)
    return {
        "key": [int(row["id"][:8], 16) for row in rows],
        "digest": [int(row["digest"][:8], 16) for row in rows],
        "digests alike": [float(digests[row["digest"]]) for row in rows],
        "due": [float(date.fromisoformat(row["due_on"]).toordinal()) for row in rows],
        "due that day": [float(days[row["due_on"]]) for row in rows],
        "length": [float(len(row["sealed"])) for row in rows],
        "place in the table": list(map(float, range(len(rows)))),
    }


def over(reached: dict[str, float], bound: float) -> dict[str, float]:
    """What tells more than chance would."""
    return {name: score for name, score in reached.items() if score > bound}


class WrittenOtherwise(Nightly):
    """Nights that would give clues away: what they change for a clue, its amounts or its day."""

    def entitle(self, about: str, *, member: str, points: int) -> Entitled:
        if not about.startswith("clue:"):
            return super().entitle(about, member=member, points=points)
        for n, part in enumerate(self.parts(points)):
            id, says = self._id(about, n), f'["{member}", {part}]'.encode()
            sealed = self.seals.seal(INDEX_ROOT, says, f"entitlement {id}")
            digest = self.digest(about, n)
            store.write(self.tx, id, digest=digest, due_on=self.day(member), sealed=sealed)
        return Entitled(points)

    def parts(self, points: int) -> list[int]:
        return [1] * points

    def day(self, member: str) -> date:
        return self.payday(member)

    def digest(self, about: str, n: int) -> str:
        return self.seals.index("entitlement asked", f"{about} {n}")


class InTwos(WrittenOtherwise):
    def parts(self, points: int) -> list[int]:
        return [2, 2]


class OnTheNextDay(WrittenOtherwise):
    def day(self, member: str) -> date:
        return self._today + timedelta(days=1)


class UnderOneDigest(WrittenOtherwise):
    def digest(self, about: str, n: int) -> str:
        return self.seals.index("entitlement asked", about)


class UnderKeysOfItsOwn(WrittenOtherwise):
    def _id(self, about: str, n: int) -> str:
        found = super()._id(about, n)
        return "0" + found[1:] if about.startswith("clue:") else found


@pytest.mark.parametrize("kind", [InTwos, OnTheNextDay, UnderOneDigest, UnderKeysOfItsOwn])
async def test_whoever_tries_would_find_what_gives_a_clue_away(
    sqlite_database: Database, seals: Seals, kind: type[Nightly]
) -> None:
    def work(tx: Transaction) -> tuple[list[Row], dict[str, bool]]:
        done, _ = lived(tx, seals, kind)
        return paid(tx), clue_points(tx, seals, done, kind)

    rows, whose = await sqlite_database.take(work)
    labels = [whose[row["id"]] for row in rows]
    assert over(tried(columns_of(rows), labels), bound(labels, alike=2) + 0.02)
