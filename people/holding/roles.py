"""Roles and invites as a coordinator sees them: within one turn, and only for the streets that they coordinate."""

from __future__ import annotations

from dataclasses import dataclass

from dialogue.refusal import Refusal
from people.holding import store
from people.person import COORDINATOR, COUNTER, OFFICER, Person
from people.roster import Roster
from storage.database import Row

LIST_MAX = 10  # roles on one message: more than a phone shows
INVITES_MAX = 10  # open ones shown
HASH_SHOWN = 12  # symbols of a code's hash that tell it from others: 48 bits
DAYS = (7, 30)  # what a role may last that is not for good: a stand-in's week, a month on loan
SECONDS_A_DAY = 86_400


class NoSuchRole(Refusal):
    """It was taken back already, or is of another street: both are answered alike."""


class NotYourOwnRole(Refusal):
    """Nobody takes their own role back, so that no street is left without anybody by one press."""


class NotYoursToInvite(Refusal):
    """A role or a street that this coordinator does not give."""


class NoSuchInvite(Refusal):
    """It was used, taken back, or is out of time."""


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody holds. `until` None: until it is taken back. `by_group`: by being in a counter's group."""

    person: str
    alias: str
    role: str
    street: str
    granted_at: int
    until: int | None
    by_group: bool


@dataclass(frozen=True, slots=True)
class Open:
    """An invite that can still be used; `id` begins its code's hash, the code itself is not kept."""

    id: str
    role: str
    street: str
    expires_at: int
    days: int | None


@dataclass(slots=True)
class Roles:
    """The roles of the streets that `person` coordinates."""

    roster: Roster
    person: Person

    @property
    def streets(self) -> list[str]:
        return self.person.streets(COORDINATOR)

    def held(self, *, after: int = 0) -> tuple[list[Held], int]:
        """Roles held now, street by street, from the one after `after` on; and how many there are."""
        rows = store.held(self.roster.tx, self.streets, most=LIST_MAX, after=after)
        return [_held(row) for row in rows], store.count_held(self.roster.tx, self.streets)

    def find(self, alias: str, role: str, street: str) -> Held:
        """A role that may be taken back. Raises NoSuchRole or NotYourOwnRole."""
        row = store.held_by(self.roster.tx, alias, role=role, street=street)
        if row is None or not self.person.may(COORDINATOR, street):
            raise NoSuchRole
        if row["person"] == self.person.id:
            raise NotYourOwnRole
        return _held(row)

    def take_back(self, held: Held) -> None:
        """End a role now."""
        ended = store.end(
            self.roster.tx, held.person, role=held.role, street=held.street, by=self.person.id, now=self.roster.now
        )
        assert ended, "its row was locked by this turn"

    def may_give(self) -> tuple[str, ...]:
        """The roles that this coordinator gives: coordinators are named by the district."""
        return (OFFICER, COUNTER, COORDINATOR) if "" in self.streets else (OFFICER, COUNTER)

    def invite(self, role: str, street: str, *, days: int | None) -> str:
        """A code good once; raises NotYoursToInvite where the role or the street is not theirs to give."""
        if role not in self.may_give() or not self.person.may(COORDINATOR, street):
            raise NotYoursToInvite
        if role != COORDINATOR and not street:
            raise NotYoursToInvite
        return self.roster.invite(role, street, days=days, by=self.person.id)

    def open_invites(self) -> list[Open]:
        rows = store.open_invites(self.roster.tx, self.streets, now=self.roster.now, most=INVITES_MAX)
        return [Open(r["code"][:HASH_SHOWN], r["role"], r["street"], r["expires_at"], r["days"]) for r in rows]

    def find_invite(self, id: str) -> Open:
        """An open invite by the beginning of its hash. Raises NoSuchInvite."""
        found = next((each for each in self.open_invites() if each.id == id), None)
        if found is None:
            raise NoSuchInvite
        return found

    def revoke(self, invite: Open) -> None:
        """Make an open invite void. Raises NoSuchInvite where it was used meanwhile."""
        if not store.revoke(self.roster.tx, invite.id, self.streets, now=self.roster.now):
            raise NoSuchInvite


def _held(row: Row) -> Held:
    return Held(
        row["person"], row["alias"], row["role"], row["street"], row["granted_at"], row["until"], bool(row["via_group"])
    )


def end_what_is_over(roster: Roster) -> list[tuple[str, str, str]]:
    """End the roles that were given for some days only: person, role and street of each."""
    return [(row["person"], row["role"], row["street"]) for row in store.end_what_is_over(roster.tx, now=roster.now)]
