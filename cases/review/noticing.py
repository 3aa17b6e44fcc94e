"""Signs that a verified report may not be what it seems: noticed some minutes later, once each, and never punished.

The clock reads on in the history of cases from where it was. So no officer's turn is longer for it, and what was
noticed once is not noticed again, whichever process does it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from cases import store as casebook
from cases.case import Case
from cases.datum import metres
from cases.moving import Moving
from cases.packs.review import Signs
from cases.review import store
from cases.review.store import CLEARING, Place, Sign
from people.person import NOBODY
from storage.database import Row, Transaction

EVENTS_MAX = 100  # looked at in one turn of the clock, so that riders need not wait for it
FIRST_SECONDS = 86_400  # what is looked at when nobody has ever looked: the last day, not years
SETTLED_SECONDS = 120  # a turn tells its time when it begins; by then it is committed, or was undone
JOURNEY_SECONDS = 86_400  # between two reports; over a day anybody gets anywhere in town
ID_DIGITS = 20  # hexadecimal, 80 bits: short enough for a button
SECONDS_MIN = 1  # two reports within one second are one second apart


@dataclass(frozen=True, slots=True)
class Noticing:
    """Looking for signs within one turn of the clock."""

    moving: Moving

    def look_on(self, *, most: int = EVENTS_MAX) -> int:
        """Look at what was verified and cleared since the last time; how many signs are new."""
        tx, until = self.moving.tx, self.moving.now - SETTLED_SECONDS
        place = store.looked_through(tx, begins=until - FIRST_SECONDS)
        events = store.events_after(tx, place, until=until, most=most)
        found = [sign for event in events for sign in self._signs(event)]
        if events:
            last = events[-1]
            store.look_on(tx, Place(last["at"], last["number"], last["n"]))
        return sum(store.notice(tx, sign) for sign in found)

    def _signs(self, event: Row) -> Iterator[Sign]:
        case = casebook.find(self.moving.tx, self.moving.seals, event["number"])
        assert case is not None, "a case is never removed"
        kind = self.moving.catalog.categories[case.category]
        earns = self.moving.catalog.rewards.points_for(kind) > 0
        if not case.verified or not earns or case.reporter == NOBODY:
            return
        if event["what"] == CLEARING:
            yield from self._cleared(case, event)
            return
        yield from self._photos(case)
        yield from self._travel(case)
        yield from self._burst(case)
        yield from self._quick(case, event)
        yield from self._pair(case, event["actor"])

    # -- the signs -------------------------------------------------------------------------------------------

    def _photos(self, case: Case) -> Iterator[Sign]:
        """A photo that shows, straight or turned, what one of another case shows; also of who joined."""
        for row in store.photos_seen_before(self._tx, case.number):
            facts = {
                "earlier": row["earlier"],
                "turns": row["turns"],
                "joined": int(row["role"] == "join"),
                "own": int(row["owner"] == row["person"]),
            }
            yield self._sign(f"photo:{row['photo']}:{row['earlier']}", "photo", case, facts, person=row["person"])

    def _travel(self, case: Case) -> Iterator[Sign]:
        """Faster from one report to the next than anybody travels."""
        before = store.report_before(
            self._tx, case.reporter,
            number=case.number, at=case.opened_at, since=case.opened_at - JOURNEY_SECONDS,
        )  # fmt: skip
        if before is None or case.routed == "by_words":
            return
        there = (before["latitude_e7"] / 1e7, before["longitude_e7"] / 1e7)
        km = metres(there, (case.latitude, case.longitude)) / 1000
        seconds = max(case.opened_at - before["opened_at"], SECONDS_MIN)
        if km >= self._rules.travel_km_min and km * 3600 / seconds > self._rules.travel_kmh:
            facts = {"earlier": before["number"], "km": f"{km:.1f}", "minutes": -(-seconds // 60)}
            yield self._sign(f"travel:{case.number}:{before['number']}", "travel", case, facts)

    def _burst(self, case: Case) -> Iterator[Sign]:
        """Many reports of one rider in a few minutes; once a day."""
        minutes = self._rules.burst_minutes
        since = case.opened_at - minutes * 60
        count = store.reports_between(self._tx, case.reporter, since=since, until=case.opened_at)
        if count >= self._rules.burst_reports:
            day = datetime.fromtimestamp(case.opened_at, self.moving.zone).date()
            facts = {"count": count, "minutes": minutes}
            yield self._sign(f"burst:{case.reporter}:{day}", "burst", case, facts)

    def _quick(self, case: Case, event: Row) -> Iterator[Sign]:
        """Verified so soon that nobody can have been there."""
        seconds = event["at"] - case.opened_at
        if seconds <= self._rules.quick_seconds:
            yield self._sign(f"quick:{case.number}", "quick", case, {"seconds": seconds})

    def _cleared(self, case: Case, event: Row) -> Iterator[Sign]:
        """Said to be solved by its own reporter so soon that they may have made it themselves."""
        minutes = max(-(-(event["at"] - case.opened_at) // 60), 1)
        if event["actor"] == case.reporter and minutes <= self._rules.cleared_minutes:
            yield self._sign(f"cleared:{case.number}", "cleared", case, {"minutes": minutes})

    def _pair(self, case: Case, officer: str) -> Iterator[Sign]:
        """A rider whose reports one officer verifies, nearly always, though there are others; once a month."""
        since = case.opened_at - self._rules.pair_days * 86_400
        count, theirs = store.verified_by(self._tx, case.reporter, officer, since=since)
        if count < self._rules.pair_reports or theirs * 100 < count * self._rules.pair_percent:
            return
        if store.has_other_officer(self._tx, case.street, officer):
            month = f"{datetime.fromtimestamp(case.opened_at, self.moving.zone):%Y-%m}"
            facts: dict[str, str | int] = {"count": count, "theirs": theirs, "officer": officer}
            facts["days"] = self._rules.pair_days
            yield self._sign(f"pair:{case.reporter}:{officer}:{month}", "pair", case, facts)

    # -- inside ----------------------------------------------------------------------------------------------

    def _sign(self, name: str, kind: str, case: Case, facts: Mapping[str, str | int], *, person: str = "") -> Sign:
        """A sign under a keyed hash of its name: once the case is forgotten nothing tells whose it was."""
        id = self.moving.seals.index("sign", name)[:ID_DIGITS]
        return Sign(id, kind, case.number, case.street, person or case.reporter, facts, self.moving.now)

    @property
    def _tx(self) -> Transaction:
        return self.moving.tx

    @property
    def _rules(self) -> Signs:
        return self.moving.catalog.rewards.signs
