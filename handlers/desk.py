"""What a conversation can reach: now, who speaks, cases, points, people. A desk is this and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from cases.casework import Casework
from cases.catalog import Catalog
from cases.informing import Informing
from cases.reader import Reader, Reading
from cases.routing import Route, route
from dialogue.hear import Place
from people.person import Person
from people.roster import Roster
from rewards.ledger import Ledger
from rewards.rules import Rules
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

    @cached_property
    def informing(self) -> Informing:
        return Informing(self.tx, self.catalog, self.people, self.mailbox)

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(self.tx, self.rules, self.now, self.catalog.district.zone)

    @cached_property
    def cases(self) -> Casework:
        return Casework(self.tx, self.seals, self.now, self.catalog, self.informing, self.ledger)

    @property
    def today(self) -> datetime:
        """Now, on the district's clocks."""
        return datetime.fromtimestamp(self.now, self.catalog.district.zone)

    def read(self, words: str) -> Reading:
        """What a rider's words are about."""
        return self.reader.read(words)

    def route(self, place: Place, words: str = "") -> Route:
        """Which street office a place belongs to, and why."""
        return route(place, self.catalog, words)

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
