"""Classes of cases within one turn: proposed, opened, linked, answered by a notice, their effect looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cases.broadcasting.broadcasts import Broadcasts
from cases.case import Case
from cases.catalog import Catalog
from cases.classes import store
from cases.classes.proposing import CELL_E7, DAYS, RADIUS_M, Proposal, best, crowded, proposal
from cases.consultations import store as consultations
from cases.consultations.consultation import ConsultationUnderWay
from cases.datum import metres
from dialogue.refusal import Refusal
from dialogue.say import Button, Fact, Say, listed, moment, name, text
from people.person import COORDINATOR, Person
from storage.database import Row, Transaction

SECONDS_A_DAY = 86_400
PROPOSED_MAX = 5  # at once: whoever opens one of them sees the next
CELLS_LOOKED_AT_MAX = 20  # of the most crowded; one turn holds the writer meanwhile
POINTS_MAX = 200  # cases compared around one square
LIST_MAX = 8  # classes on one message
NOTICE_DAYS_MAX = 366  # a rule that holds longer is agreed anew
CHECKED_MAX = 10  # notices whose effect is told in one turn
NAMED_MIN = 5  # characters of typed words that name a place: a road's name has four, and is long


class NoSuchClass(Refusal):
    """It is not there, has ended, or is another street's: all are answered alike."""


class NothingToOpen(Refusal):
    """What was proposed is not enough any more: it was opened by somebody else, or time has passed."""


class LinkedAlready(Refusal):
    """A case belongs to one class at most."""


class AnotherKind(Refusal):
    """A case of another category or street does not belong to this class."""


class HasItsNotice(Refusal):
    """A class has one notice; what is agreed anew is a new class."""


class NoticeDates(Refusal):
    """A notice holds from a day to a later one, not past, and a year at most."""


@dataclass(slots=True)
class Classes:
    """The classes of the streets that `person` coordinates; `now` is the broadcasts' own."""

    broadcasts: Broadcasts
    person: Person

    def proposed(self) -> list[Proposal]:
        """What might be worked on as one, the largest first; no case is in two of them."""
        tx, streets, since = self._tx, self.person.streets(COORDINATOR), self._since
        found: list[Proposal] = []
        taken: set[str] = set()
        for cell in crowded(store.cells(tx, streets, since=since))[:CELLS_LOOKED_AT_MAX]:
            points = store.points(tx, streets, cell, since=since, most=POINTS_MAX)
            made = best(cell[0], [each for each in points if each.number not in taken])
            if made:
                taken.update(made.numbers)
                found.append(made)
        return sorted(found, key=lambda each: (-len(each.numbers), each.centre))[:PROPOSED_MAX]

    def around(self, case: Case) -> Proposal:
        """What lies around a case now. Raises NothingToOpen."""
        cell = (case.category, int(case.latitude * 1e7) // CELL_E7, int(case.longitude * 1e7) // CELL_E7)
        streets = self.person.streets(COORDINATOR)
        points = store.points(self._tx, streets, cell, since=self._since, most=POINTS_MAX)
        centre = next((each for each in points if each.number == case.number), None)
        made = proposal(case.category, centre, points) if centre else None
        if made is None:
            raise NothingToOpen
        return made

    def open(self, case: Case, made: Proposal, place: str) -> Row:
        """A class of what was proposed around a case."""
        id = store.add(
            self._tx,
            category=case.category,
            street=case.street,
            place=place,
            latitude_e7=round(made.latitude * 1e7),
            longitude_e7=round(made.longitude * 1e7),
            by=self.person.id,
            now=self._now,
        )
        for number in made.numbers:
            store.link(self._tx, id, number, by=self.person.id, now=self._now)
        return self.find(str(id))

    def list(self) -> list[Row]:
        """Those under way, the last opened first."""
        return store.under_way(self._tx, self.person.streets(COORDINATOR), most=LIST_MAX)

    def find(self, id: str) -> Row:
        """One that is under way. Raises NoSuchClass."""
        row = store.find(self._tx, int(id)) if id.isascii() and id.isdigit() and len(id) < 16 else None
        if row is None or row["ended_at"] is not None or not self.person.may(COORDINATOR, row["street"]):
            raise NoSuchClass
        return row

    def link(self, row: Row, case: Case) -> Row:
        """A case joins a class. Raises AnotherKind or LinkedAlready."""
        if (case.category, case.street) != (row["category"], row["street"]):
            raise AnotherKind(drops="link-number")
        if not store.link(self._tx, row["id"], case.number, by=self.person.id, now=self._now):
            raise LinkedAlready(drops="link-number")
        return self.find(str(row["id"]))

    def end(self, row: Row) -> None:
        """It is settled; a notice that holds goes on until its last day. Raises ConsultationUnderWay."""
        self.may_end(row)
        store.end(self._tx, row["id"], now=self._now)

    def may_end(self, row: Row) -> None:
        """Raises ConsultationUnderWay; asked before anything is said."""
        if consultations.is_under_way(self._tx, row["id"]):
            raise ConsultationUnderWay

    def may_publish(self, row: Row) -> None:
        """Raises HasItsNotice or ConsultationUnderWay; asked before anything is typed."""
        if row["notice"]:
            raise HasItsNotice
        self.may_end(row)

    def dates(self, first: date, last: date, *, today: date) -> tuple[int, int]:
        """The span of a notice in UTC seconds. Raises NoticeDates."""
        if last < max(first, today) or (last - first).days > NOTICE_DAYS_MAX:
            raise NoticeDates(drops="notice-until")
        zone = self.broadcasts.informing.catalog.district.zone
        begins, ends = (datetime.combine(day, time(), zone) for day in (first, last + timedelta(days=1)))
        return int(begins.timestamp()), int(ends.timestamp())

    def publish(
        self, row: Row, rule: str, *, first: date, last: date, weeks: int, today: date, consultation: int | None = None
    ) -> tuple[int, int]:
        """公开告知: shown to whoever reports there next, told to all who did; its number, and to how many."""
        from_at, until_at = self.dates(first, last, today=today)
        check_at = max(self._now, from_at) + weeks * 7 * SECONDS_A_DAY
        id = store.publish(
            self._tx, row["id"], rule=rule, from_at=from_at, until_at=until_at, check_at=check_at, now=self._now,
            consultation=consultation,
        )  # fmt: skip
        if id is None:
            raise HasItsNotice
        told = self.broadcasts.send_to(
            self.person,
            f"{row['place']}：{rule}\n{first.isoformat()} — {last.isoformat()}",
            people=store.people(self._tx, row["id"]),
            street=row["street"],
        )
        return id, told

    @property
    def _tx(self) -> Transaction:
        return self.broadcasts.informing.tx

    @property
    def _now(self) -> int:
        return self.broadcasts.now

    @property
    def _since(self) -> int:
        return self._now - DAYS * SECONDS_A_DAY


def facts(broadcasts: Broadcasts, row: Row) -> dict[str, Fact]:
    """What every text about a class may use."""
    catalog = broadcasts.informing.catalog
    zone = catalog.district.zone
    return {
        "class": row["id"],
        "category": name(catalog.categories[row["category"]].names),
        "street": broadcasts.place(row["street"]),
        "place": row["place"],
        "linked": row["linked"],
        "opened": moment(row["opened_at"]),
        "rule": row["rule"] or "",
        "noticed": int(bool(row["notice"])),
        "agreed": int(bool(row["consultation"])),
        "from": day_of(row["from_at"], zone) if row["notice"] else "",
        "until": day_of(row["until_at"] - 1, zone) if row["notice"] else "",
    }


def published(tx: Transaction, catalog: Catalog, id: int) -> dict[str, Fact] | None:
    """A public notice by its number: place, rule, its days, whose it is; no case and nobody's name."""
    row = store.published(tx, id)
    if row is None:
        return None
    zone, agreed = catalog.district.zone, row["consultation"]
    return {
        "notice": row["notice"],
        "agreed": day_of(consultations.ended_at(tx, agreed), zone) if agreed else "",
        "sides": listed([text(f"meet-side-{side}") for side in consultations.sides_agreed(tx, agreed or 0)]),
        "place": row["place"],
        "rule": row["rule"],
        "from": day_of(row["from_at"], zone),
        "until": day_of(row["until_at"] - 1, zone),
        "street": name(catalog.streets[row["street"]].names),
        "category": name(catalog.categories[row["category"]].names),
    }


def day_of(seconds: int, zone: ZoneInfo) -> str:
    """The local day of a moment, as it stands on a door: 2026-11-24."""
    return datetime.fromtimestamp(seconds, zone).date().isoformat()


def notice_here(
    broadcasts: Broadcasts, category: str, point: tuple[float, float] | None, words: str
) -> dict[str, Fact] | None:
    """The notice that holds at a point (degrees), or where the words name its place, for a kind of hazard; or None."""
    for row in store.in_force(broadcasts.informing.tx, category, now=broadcasts.now):
        there = (row["latitude_e7"] / 1e7, row["longitude_e7"] / 1e7)
        if _names(words, row["place"]) or (point is not None and metres(point, there) <= RADIUS_M):
            return facts(broadcasts, row)
    return None


def _names(words: str, place: str) -> bool:
    """Whether typed words name a place: "1788广场" does "1788 广场南门", a road alone does none of its houses."""
    typed, named = ("".join(each.lower().split()) for each in (words, place))
    return len(typed) >= NAMED_MIN and (typed in named or named in typed)


def tell_effects(broadcasts: Broadcasts) -> None:
    """How many were reported at a notice's place since it holds, and how many in as long a time before."""
    for row in store.to_check(broadcasts.informing.tx, now=broadcasts.now, most=CHECKED_MAX):
        begins = max(row["from_at"], row["published_at"])
        span = broadcasts.now - begins
        after = _there(broadcasts, row, since=begins, until=broadcasts.now)
        before = _there(broadcasts, row, since=begins - span, until=begins)
        told = {**facts(broadcasts, row), "after": after, "before": before, "days": span // SECONDS_A_DAY}
        for to in broadcasts.informing.roster.coordinators(row["street"]):
            broadcasts.informing.post(to, Say("notice-effect", told, ((Button(".class", f"class:{row['id']}"),),)))


def _there(broadcasts: Broadcasts, row: Row, *, since: int, until: int) -> int:
    here = (row["latitude_e7"] / 1e7, row["longitude_e7"] / 1e7)
    found = store.between(broadcasts.informing.tx, row["category"], since=since, until=until)
    return sum(metres(here, each) <= RADIUS_M for each in found)
