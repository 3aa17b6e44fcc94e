"""Weeks as coordinators meet them: which one is told when, who sees which, and one line of explanation a street."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from cases.catalog import Catalog
from cases.summary import store
from cases.summary.summary import Reading, Summary, read
from cases.summary.week import NoSuchWeek, Week
from dialogue.refusal import Refusal
from people.person import COORDINATOR, Person
from storage.beforehand import Beforehand
from storage.database import Transaction
from storage.seals import Seals

DRAFT, FINAL, RUNNING = "draft", "final", "running"
DRAFT_FROM = time(20, 0)  # on Sunday (PRODUCT 6)
FINAL_FROM = time(7, 30)  # on the Monday after it
NOTE_MAX = 60  # characters: one line on a phone's width and a half


class NotYourWeek(Refusal):
    """Another street's week; only its coordinators and the district's read it."""


class NoteTooLong(Refusal):
    """An explanation is one line."""


@dataclass(frozen=True, slots=True)
class Issue:
    """What the clock says of a week: its draft or its final form."""

    week: Week
    stage: str

    @property
    def id(self) -> str:
        """Its natural name, so that it is said once: weekly:2026-W48:draft."""
        return f"weekly:{self.week.name}:{self.stage}"


def latest(now: datetime) -> Issue:
    """What should have been said last, at a local time; what came before it and was missed is not made up for."""
    week, at = Week.of(now), now.time()
    if now.date() == week.sunday and at >= DRAFT_FROM:
        return Issue(week, DRAFT)
    is_early = now.date() == week.monday and at < FINAL_FROM
    return Issue(week.later(-1), DRAFT if is_early else FINAL)


def stage(week: Week, now: datetime) -> str:
    """How a week stands at a local time. Raises NoSuchWeek for one that has not begun."""
    if now.date() < week.monday:
        raise NoSuchWeek
    issue = latest(now)
    return FINAL if week < issue.week else issue.stage if week == issue.week else RUNNING


@dataclass(slots=True)
class Weeks:
    """Weeks within one turn. `now` in UTC seconds; the long read is done before the turn."""

    tx: Transaction
    seals: Seals
    now: int
    catalog: Catalog
    beforehand: Beforehand

    @property
    def today(self) -> datetime:
        return datetime.fromtimestamp(self.now, self.catalog.district.zone)

    def named(self, name: str) -> Week:
        """A week by its name, the one told last where there is none. Raises NoSuchWeek; also for the future."""
        week = Week.named(name) if name else latest(self.today).week
        stage(week, self.today)
        return week

    def stage(self, week: Week) -> str:
        return stage(week, self.today)

    def scopes(self, person: Person) -> list[str]:
        """What a coordinator reads: the district (''), or their own streets."""
        streets = person.streets(COORDINATOR)
        return [""] if "" in streets else streets

    def may_read(self, person: Person, street: str) -> None:
        """Raises NotYourWeek."""
        if not person.may(COORDINATOR, street) or street not in self.catalog.streets:
            raise NotYourWeek

    def summary(self, week: Week, street: str) -> Summary:
        """A week of a street or of the district, as it stands now."""
        return self.reading(week).summary(street)

    def reading(self, week: Week) -> Reading:
        """A week for all streets."""
        seals, catalog, now = self.seals, self.catalog, self.now
        return self.beforehand.get(week.name, lambda tx: read(tx, seals, catalog, week, now=now))

    def explain(self, week: Week, street: str, person: Person, line: str) -> None:
        """Explain a street's week in a line; an earlier one stays in its trace. Raises NotYourWeek, NoteTooLong."""
        self.may_read(person, street)
        line = " ".join(line.split())
        if len(line) > NOTE_MAX:
            raise NoteTooLong(drops="explain_line", most=NOTE_MAX)
        store.add_note(
            self.tx, self.seals, week=week.name, street=street, person=person.id, key_id=person.key_id,
            line=line, now=self.now,
        )  # fmt: skip

    def explained(self, week: Week, street: str) -> str:
        """What explains a street's week now; empty where nobody said anything."""
        notes = [note for note in store.notes(self.tx, self.seals, week.name) if note.street == street]
        return notes[-1].line if notes else ""
