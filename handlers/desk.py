"""What a conversation can reach: now, who speaks, cases, points, people. A desk is this and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from cases import deadlines
from cases.access import Access
from cases.broadcasting.broadcasts import Broadcasts
from cases.casework import Casework
from cases.catalog import Catalog, Category
from cases.classes.classes import Classes, notice_here
from cases.consultations.agreeing import Parties
from cases.consultations.leading import Consultations
from cases.counters import Counters
from cases.daily.bulk import Bulk
from cases.daily.duty import Duty
from cases.daily.rolls import Rolls
from cases.daily.shift import Shift
from cases.daily.weather import Weather
from cases.daily.worklist import Worklist
from cases.handing_over import HandingOver
from cases.holdings.everything import Holdings
from cases.informing import Informing
from cases.office.asking import Asking
from cases.office.assigning import Assigning
from cases.office.delaying import Delaying
from cases.privacy.erasing import Erasing
from cases.quiet.counters import QuietCounters
from cases.reader import Reader, Reading
from cases.review.review import Review
from cases.routing import Reason, Route, route, street_by_words
from cases.search.look import Hit, look
from cases.search.query import Query
from cases.starlight.scheme import Starlight
from cases.summary.weeks import Weeks
from cases.undelivered.letters import Undelivered
from dialogue.hear import Place
from dialogue.say import Fact, moment, text
from people.holding.roles import Roles
from people.person import COORDINATOR, OFFICER, QUIET_ROLES, SHOP, Person
from people.roster import Roster
from rewards.ledger import Ledger
from rewards.rules import Rules
from storage import photobook
from storage.beforehand import Beforehand
from storage.database import Transaction
from storage.mailbox import Address, Mailbox
from storage.seals import Seals


@dataclass
class Desk:
    """One turn's desk. `chat` is the person's own chat, `heard_in` where they spoke (a group, perhaps)."""

    tx: Transaction
    seals: Seals
    now: int
    person: Person
    chat: Address
    heard_in: Address
    catalog: Catalog
    reader: Reader
    rules: Rules
    people: Roster
    mailbox: Mailbox
    languages: tuple[str, ...]
    web_url: str
    beforehand: Beforehand = field(default_factory=Beforehand)

    @cached_property
    def informing(self) -> Informing:
        return Informing(self.tx, self.catalog, self.people, self.mailbox)

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(self.tx, self.rules, self.today, self.catalog.district.zone)

    @cached_property
    def cases(self) -> Casework:
        return Casework(self.tx, self.seals, self.now, self.catalog, self.informing, self.ledger)

    @cached_property
    def starlight(self) -> Starlight:
        """Benefits, vouchers, shops and their tills."""
        return Starlight(self.tx, self.seals, self.catalog, self.people, self.mailbox, self.rules, self.today)

    @property
    def access(self) -> Access:
        """Cases by their number, for whoever may see or work them."""
        return Access(self.tx, self.seals, self.people)

    @property
    def counters(self) -> Counters:
        """What the streets' counters have before them."""
        return Counters(self.cases.moving)

    @property
    def handing_over(self) -> HandingOver:
        """Cases on their way from one street's office to another."""
        return HandingOver(self.cases.moving)

    @property
    def erasing(self) -> Erasing:
        """Being erased, and staying after all."""
        return Erasing(self.cases.moving)

    @property
    def holdings(self) -> Holdings:
        """What is kept of whoever speaks."""
        return Holdings(self.tx, self.seals, self.ledger, self.catalog)

    @property
    def weeks(self) -> Weeks:
        """Weekly summaries."""
        return Weeks(self.tx, self.seals, self.now, self.catalog, self.beforehand)

    @property
    def worklist(self) -> Worklist:
        """What the person's offices have to do, in lists."""
        return Worklist(self.cases.moving, self.person)

    @property
    def bulk(self) -> Bulk:
        """Many cases at once."""
        return Bulk(self.cases, self.access, self.person)

    @property
    def duty(self) -> Duty:
        """Who is on duty in which street."""
        return self.cases.duty

    @property
    def rolls(self) -> Rolls:
        """The rolls that stand pinned at the counters."""
        return Rolls(self.cases.moving)

    @property
    def shift(self) -> Shift:
        """What an officer has, handed to a colleague."""
        return Shift(self.cases.moving)

    @property
    def weather(self) -> Weather:
        """Periods of bad weather, and what they put together."""
        return Weather(self.cases.moving)

    @property
    def asking(self) -> Asking:
        """Questions of an office to a case's reporter."""
        return Asking(self.cases.moving)

    @property
    def delaying(self) -> Delaying:
        """More time that an office asks for."""
        return Delaying(self.cases.moving)

    @property
    def assigning(self) -> Assigning:
        """What an office passes to a handling unit, and its own numbers."""
        return Assigning(self.cases.moving)

    @property
    def review(self) -> Review:
        """Signs to look at, awards to cancel, and what takes two coordinators."""
        return Review(self.cases.moving, self.ledger)

    @cached_property
    def quiet(self) -> QuietCounters:
        """What is confided to clue, care and rights counters."""
        return QuietCounters(self.tx, self.seals, self.now, self.catalog, self.people, self.mailbox, self.rules)

    def carries(self, matter: str) -> bool:
        """Whether the pack lets clue, care, rights or whereabouts pass over this person's channel."""
        return self.catalog.district.carries(self.chat.channel, matter)

    @property
    def roles(self) -> Roles:
        """Who holds which role in the person's streets, and which invites are open."""
        return Roles(self.people, self.person)

    @property
    def undelivered(self) -> Undelivered:
        """Letters given up that this person can see to."""
        return Undelivered(self.mailbox, self.person)

    @property
    def broadcasts(self) -> Broadcasts:
        """What is told to many people."""
        return Broadcasts(self.informing, self.seals, self.now)

    @property
    def classes(self) -> Classes:
        """What keeps coming back at one place, in the person's streets."""
        return Classes(self.broadcasts, self.person)

    @property
    def consultations(self) -> Consultations:
        """协商恳谈会 about classes of the person's streets."""
        return Consultations(self.classes)

    @property
    def parties(self) -> Parties:
        """Consultations that somebody was invited to."""
        return Parties(self.consultations.telling)

    def notice_for(self, category: str, found: Route, words: str) -> dict[str, Fact] | None:
        """The public notice that holds at a place, for whoever reports there."""
        point = None if found.reason is Reason.BY_WORDS else (found.latitude, found.longitude)
        return notice_here(self.broadcasts, category, point, words)

    def search(self, query: Query) -> tuple[list[Hit], int]:
        """Cases of the person's streets, the newest first, and how many there are."""
        return look(self.tx, query, self.person.streets(COORDINATOR), self.catalog)

    @cached_property
    def today(self) -> datetime:
        """Now, on the district's clocks."""
        return datetime.fromtimestamp(self.now, self.catalog.district.zone)

    @property
    def menu(self) -> str:
        """The standing menu, for whoever has one: who agreed to be a rider, or works for an office or a shop."""
        works_here = any(self.person.is_(role) for role in (OFFICER, COORDINATOR, SHOP, *QUIET_ROLES))
        return "own" if self.person.has_agreed or works_here else ""

    @property
    def hotlines(self) -> dict[str, Fact]:
        """The pack's hotlines, by their use."""
        return {line.code: line.number for line in self.catalog.district.hotlines}

    def read(self, words: str) -> Reading:
        """What a rider's words are about."""
        return self.reader.read(words)

    def route(self, place: Place, words: str = "") -> Route:
        """Which street office a place belongs to, and why."""
        return route(place, self.catalog, words)

    def streets_in(self, words: str) -> tuple[str, ...]:
        """The streets that a road, landmark or street's name in these words belongs to."""
        return street_by_words(words, self.catalog)

    def route_by_words(self, words: str) -> Route:
        """A route without a point: what the words name."""
        found = self.streets_in(words)
        return (
            self.route_to(found[0])
            if len(found) == 1
            else replace(self.route_to(found[0]), street=None, candidates=found[:4])
        )

    def route_to(self, street: str) -> Route:
        """A route to a street that was named; its point is the middle of the street's area."""
        middle = self.catalog.streets[street].area.representative_point()
        return Route(street, (), Reason.BY_WORDS, 0.0, middle.y, middle.x)

    def due(self, kind: Category) -> dict[str, Fact]:
        """By when a case of this kind, opened now, is taken and handled."""
        return {
            "take-by": moment(int(deadlines.take_by(kind, self.today).timestamp())),
            "handle-by": moment(int(deadlines.handle_by(kind, self.today).timestamp())),
        }

    def promise(self, kind: Category) -> tuple[Fact, int]:
        """What a report of this kind earns if verified, as a text that says why where it is less, and the points."""
        points = self.rules.points_of(kind.urgency, earns=kind.earns)
        forecast = self.ledger.would_earn(self.person.member, points, kind.code, self.today.date())
        key = f"promise-{forecast.why_less}" if forecast.why_less else "promise-earns" if points else "promise-thanks"
        return text(key, points=points), forecast.points

    def are_coming(self, photos: list[str]) -> bool:
        """Whether any of these photos is still on its way."""
        rows = [photobook.find(self.tx, photo) for photo in photos]
        return any(row is not None and row.state == photobook.COMING for row in rows)

    def drop_photos(self, photos: list[str]) -> None:
        """Photos that nothing will use: they are not kept."""
        for photo in photos:
            photobook.drop(self.tx, photo)

    def agree(self) -> None:
        """The person agrees to the consent text in force."""
        self.person = self.people.agree(self.person)

    def speak(self, language: str) -> None:
        """The person reads another language from now on."""
        self.person = self.people.speak(self.person, language)

    def accept(self, code: str) -> tuple[str, str]:
        """Use an invite here; the role and its street."""
        self.person, role, street = self.people.accept(code, self.person, at=self.heard_in)
        return role, street
