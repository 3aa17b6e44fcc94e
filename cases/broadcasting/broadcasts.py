"""群发 within one turn: counted before it is sent, told in batches, stopped by whoever may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.broadcasting import store
from cases.informing import Informing
from cases.rider_hours import may_ask_from, may_tell_from
from dialogue.refusal import Refusal
from dialogue.say import Button, Fact, Say, name
from people.person import COORDINATOR, Person
from storage.database import Row
from storage.seals import Erased, Seals

A_BATCH = 50  # people told in one turn: a tenth of a second of the one writer
BATCHES_A_SWEEP = 6  # of a process: 300 in five minutes, one a second: of Telegram's thirty the rest is for cases
URGENT_BATCHES_A_SWEEP = 60  # 3000: whoever must know now waits behind little else
SWEEP_MINUTES = 5
A_DAY_MAX = 5  # of one street, or of the district: who hears from us too often stops reading
RIDERS, OFFICERS, ALL = "riders", "officers", "all"
NAMED = "named"  # people who were chosen one by one


class NobodyToTell(Refusal):
    """The audience is empty."""


class ToldOftenToday(Refusal):
    """As many broadcasts as a day has were asked for."""


class BroadcastOver(Refusal):
    """It was stopped or has reached everybody, or is not theirs to stop."""


class NotYoursToTell(Refusal):
    """A street that whoever asks does not coordinate."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What sending it would mean: to how many, from when on, for how many minutes."""

    people: int
    begins: datetime
    minutes: int


@dataclass(slots=True)
class Broadcasts:
    """Broadcasts within one turn's transaction. `now` in UTC seconds."""

    informing: Informing
    seals: Seals
    now: int

    def plan(self, author: Person, *, audience: str, street: str) -> Plan:
        """Raises NotYoursToTell, ToldOftenToday or NobodyToTell."""
        if not author.may(COORDINATOR, street):
            raise NotYoursToTell
        midnight = self._local.replace(hour=0, minute=0, second=0, microsecond=0)
        if store.asked_since(self.informing.tx, street, int(midnight.timestamp())) >= A_DAY_MAX:
            raise ToldOftenToday(most=A_DAY_MAX)
        people = store.count(
            self.informing.tx, audience=audience, street=street, author=author.id, version=author.consent_version
        )
        if not people:
            raise NobodyToTell
        sweeps = max(0, people - A_BATCH) // (A_BATCH * BATCHES_A_SWEEP) + (people > A_BATCH)
        return Plan(people, self._may_begin(audience), sweeps * SWEEP_MINUTES)

    def send(self, author: Person, words: str, *, audience: str, street: str, urgent: bool) -> tuple[int, int]:
        """Write it down and tell the first ones, if it is no quiet hour; its number and how many were told."""
        id = store.add(
            self.informing.tx,
            author=author.id,
            audience=audience,
            street=street,
            urgent=urgent,
            words=self.seals.seal(author.key_id, words.encode(), "broadcast"),
            version=author.consent_version,
            now=self.now,
        )
        row = next(row for row in store.under_way(self.informing.tx) if row["id"] == id)
        return id, 0 if self._waits(row) else self._tell(row)

    def send_to(self, author: Person, words: str, *, people: Sequence[str], street: str) -> int:
        """Tell these very people, as soon as it is no quiet hour for riders; how many they are."""
        id = store.add(
            self.informing.tx,
            author=author.id,
            audience=NAMED,
            street=street,
            urgent=False,
            words=self.seals.seal(author.key_id, words.encode(), "broadcast"),
            version=author.consent_version,
            now=self.now,
        )
        store.add_people(self.informing.tx, id, people)
        return len(people)

    def tell_next(self, batch: int) -> int:
        """The next batch of the first broadcast that may go on; `batch` counts them since the clock swept. How many."""
        for row in store.under_way(self.informing.tx):
            most = URGENT_BATCHES_A_SWEEP if row["urgent"] else BATCHES_A_SWEEP
            if batch < most and not self._waits(row):
                return self._tell(row)
        return 0

    def stop(self, id: str, person: Person) -> Row:
        """Tell nobody else. Raises BroadcastOver."""
        row = store.find(self.informing.tx, int(id)) if id.isascii() and id.isdigit() and len(id) < 16 else None
        if row is None or not person.may(COORDINATOR, row["street"]):
            raise BroadcastOver
        if not store.end(self.informing.tx, row["id"], now=self.now, by=person.id):
            raise BroadcastOver
        return row

    def letter(self, words: str, street: str) -> Say:
        """What everybody reads, and the author before them."""
        return Say("broadcast-letter", {"words": words, "street": self.place(street)})

    def place(self, street: str) -> Fact:
        catalog = self.informing.catalog
        return name(catalog.streets[street].names if street else catalog.district.names)

    def _tell(self, row: Row) -> int:
        try:
            words = self.seals.open(row["key_id"], row["words"], "broadcast").decode()
        except Erased:
            store.end(self.informing.tx, row["id"], now=self.now)
            return 0
        told = store.tell(self.informing.tx, row["id"], now=self.now, most=A_BATCH)
        for person in told:
            self.informing.post(self.informing.roster.address(person), self.letter(words, row["street"]))
        if len(told) < A_BATCH:
            self._ended(row)
        return len(told)

    def _ended(self, row: Row) -> None:
        store.end(self.informing.tx, row["id"], now=self.now)
        found = store.find(self.informing.tx, row["id"])
        assert found is not None
        say = Say("broadcast-done", {"told": found["told"], "street": self.place(row["street"])}, card=card(row["id"]))
        self.informing.post(self.informing.roster.address(row["author"]), say)

    def _waits(self, row: Row) -> bool:
        return not row["urgent"] and self._may_begin(row["audience"]) > self._local

    def _may_begin(self, audience: str) -> datetime:
        district = self.informing.catalog.district
        return may_tell_from(district, self._local) if audience == OFFICERS else may_ask_from(district, self._local)

    @property
    def _local(self) -> datetime:
        return datetime.fromtimestamp(self.now, self.informing.catalog.district.zone)


def card(id: int) -> str:
    """The message that shows how a broadcast stands."""
    return f"broadcast:{id}"


def stops(id: int) -> Button:
    return Button(".stop", f"stopcast:{id}")
