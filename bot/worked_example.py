"""The demo begins with the pack's worked example: complaints at a gate, what was agreed about some, what not yet.

It is written once, into an empty database, through the same rooms as anything else, at times that have passed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from zoneinfo import ZoneInfo

from bot.app import App
from bot.settings import PACKS
from bot.simulating import store as made_up
from bot.simulating.lives import Life
from bot.simulating.writing import CHANNEL
from bot.turn import Turn, now_ms
from cases import deadlines
from cases import store as cases
from cases.broadcasting.broadcasts import Broadcasts
from cases.case import Case, Move, Status
from cases.classes.classes import Classes
from cases.consultations.agreeing import Parties
from cases.consultations.consultation import Answer, Content
from cases.consultations.example import Agreed, Example, Proposed, load
from cases.consultations.leading import Consultations
from cases.history import store as history
from cases.moving import CLOCK
from dialogue.hear import Chat
from people import store as people
from people.person import COORDINATOR, Person
from people.roster import random_code
from storage.database import Transaction

DAY, HOUR = 86_400, 3_600
# Days before now on which things happened: complaints from, the class opened, called, met, agreed.
COMPLAINED, PROPOSED, OPENED, CALLED, MET, PUBLISHED = 45, 12, 32, 31, 24, 21
HALF_YEAR = timedelta(days=182)
BESIDE_E7 = 2_000  # degrees times 1e7 from one complaint to the next: 20 m


async def write_example(app: App) -> None:
    """Write the pack's example, where it has one, into an empty database."""
    if example := load(PACKS / app.settings.district):
        await app.database.take(partial(_write, app, example))


def _write(app: App, example: Example, tx: Transaction) -> None:
    Past(app, example, tx, now_ms() // 1000).write()


@dataclass
class Past:
    """What has happened at the example's gate until `now` (UTC seconds)."""

    app: App
    example: Example
    tx: Transaction
    now: int

    def write(self) -> None:
        """Both kinds of complaints, and the consultation about the first."""
        riders = [self._person() for _ in self.example.agreed.complaints]
        officer, leader = self._person(), self._person()
        leader = replace(leader, roles=frozenset({(COORDINATOR, self.example.street)}))
        numbers = self._complained(self.example.agreed, riders, officer, since=COMPLAINED)
        self._complained(self.example.proposed, riders, officer, since=PROPOSED)
        self._agreed(self.example.agreed, leader, riders, numbers[0])

    def _person(self) -> Person:
        """Somebody who has no chat: nothing is sent to them."""
        know = self.app.know
        version = know.catalog.district.consent_version
        person = Person(
            "p" + random_code(12), know.seals.new_key(), "m" + random_code(16), random_code(7),
            know.languages[0], version, consent_version=version,
        )  # fmt: skip
        people.add_person(self.tx, person, now=self._ago(COMPLAINED))
        people.agree(self.tx, person.id, version=version, now=self._ago(COMPLAINED))
        return person

    # -- complaints ------------------------------------------------------------------------------------------

    def _complained(self, kind: Proposed, riders: Sequence[Person], officer: Person, *, since: int) -> list[str]:
        """A complaint every other day, each of another rider, all closed; their numbers."""
        return [
            self._closed(kind.category, words, rider, officer, n, at=self._ago(since) + n * 2 * DAY)
            for n, (words, rider) in enumerate(zip(kind.complaints, riders, strict=False))
        ]

    def _closed(self, category: str, words: str, rider: Person, officer: Person, n: int, *, at: int) -> str:
        seals, kind = self.app.know.seals, self.app.know.catalog.categories[category]
        here = datetime.fromtimestamp(at, self._zone)
        series = f"{self.app.know.catalog.district.prefix}{here:%y}"
        number = f"{series}-{cases.next_number(self.tx, series):05d}"
        opened = Case(
            number=number, version=1, status=Status.SUBMITTED, category=category, street=self.example.street,
            urgency=str(kind.urgency), reporter=rider.id, key_id=rider.key_id, words=words,
            place_words=self.example.place, latitude=self.example.latitude + n * BESIDE_E7 / 1e7,
            longitude=self.example.longitude, routed="inside", opened_at=at,
            take_by=int(deadlines.take_by(kind, here).timestamp()),
            handle_by=int(deadlines.handle_by(kind, here).timestamp()),
        )  # fmt: skip
        life = Life(opened, rider)
        life.note(at, opened, "open", rider.id)
        taken = opened.taken_by(officer.id, now=at + HOUR)
        life.note(at + HOUR, taken, "take", officer.id, before=opened.status)
        handled = taken.handled(officer.id, now=at + 5 * HOUR, verified=True, outcome="已和物业沟通，先记下")
        life.note(at + 5 * HOUR, handled, "handle", officer.id, before=taken.status)
        closed = handled.answered(Move.SILENCE, now=at + 78 * HOUR)
        life.note(at + 78 * HOUR, closed, "silence", CLOCK, before=handled.status)
        cases.add(self.tx, seals, closed)
        made_up.end_chain(self.tx, number, link=history.add_chain(self.tx, seals, life.numbered()))
        made_up.letter_went(self.tx, chat=self._counter, about=number, at=at)
        return number

    @cached_property
    def _counter(self) -> str:
        """Where the complaints were shown long ago; nothing is sent there."""
        roster = Turn(self.tx, self.app.know, now_ms=self._ago(COMPLAINED) * 1000).roster
        chat = roster.group(Chat(CHANNEL, f"-{self.example.street}", is_group=True), language=roster.languages[0])
        people.set_chat_state(self.tx, chat.chat, "blocked")
        return chat.chat

    # -- the consultation ------------------------------------------------------------------------------------

    def _agreed(self, story: Agreed, leader: Person, riders: Sequence[Person], number: str) -> None:
        desk = partial(self._desk, leader)
        classes = desk(OPENED).classes
        case = cases.find(self.tx, self.app.know.seals, number)
        assert case is not None, "it was just written"
        row = classes.open(case, classes.around(case), self.example.place)
        id = self._called(desk(CALLED), str(row["id"]), story)
        self._answered(desk(CALLED - 1), id, riders)
        met = desk(MET, HOUR)
        met.note_minutes(met.find(id), story.minutes, "")
        first = self._day(PUBLISHED)
        review_at = self.now + 30 * DAY
        met.ask_consent(met.find(id), story.rule, first=first, last=first + HALF_YEAR, review_at=review_at)
        for party in met.silent(met.find(id)):
            Parties(met.telling).consent(met.find(id), party, yes=True)
        published = desk(PUBLISHED)
        published.publish(published.find(id), today=first)

    def _called(self, desk: Consultations, of_class: str, story: Agreed) -> str:
        content = Content(story.where, story.agenda)
        meet_at = self._ago(MET)
        held = desk.call(desk.classes.find(of_class), level=story.level, meet_at=meet_at, content=content)
        for party in story.parties:
            desk.add_guests(held, party.side, [party.name])
        return str(held.id)

    def _answered(self, desk: Consultations, id: str, riders: Sequence[Person]) -> None:
        """Every guest comes, and two of the riders."""
        coming = {rider.id for rider in riders[:2]}
        for party in desk.telling.parties(desk.find(id)):
            if party.is_guest or party.person in coming:
                Parties(desk.telling).answer(desk.find(id), party, Answer.COME)

    def _desk(self, leader: Person, days: int, seconds: int = 0) -> Consultations:
        """What a coordinator could do so many days ago."""
        turn = Turn(self.tx, self.app.know, now_ms=(self._ago(days) + seconds) * 1000)
        return Consultations(Classes(Broadcasts(turn.meetings.informing, turn.know.seals, turn.now), leader))

    def _day(self, days: int) -> date:
        return datetime.fromtimestamp(self._ago(days), self._zone).date()

    def _ago(self, days: int) -> int:
        return self.now - days * DAY

    @property
    def _zone(self) -> ZoneInfo:
        return self.app.know.catalog.district.zone
