"""Recognises who speaks, knows their chats and roles, and lets people in by invite."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass, replace

from dialogue.hear import Chat, Sender
from dialogue.refusal import Refusal
from people import store
from people.addresses import TOPIC, group_of, move_chat
from people.person import CARE_DESK, COORDINATOR, COUNTER, INVITED, OFFICER, OWNER, SHOP, SHOWN_TO_ALL, Person
from storage.database import Row, Transaction
from storage.mailbox import Address, address_of
from storage.seals import Seals

INVITE_HOURS = 72
ALIAS_SYMBOLS = (4, 4, 4, 5, 6, 10)  # of 5 bits each; one that somebody has is drawn again, at last a longer one
CARE_DESK_MAX = 2  # PRODUCT 4: two named people of a street, and nobody else
SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U to misread


class InviteNotGood(Refusal):
    """Unknown, used, altered or out of time: one answer for all, so that nothing can be guessed from it."""


class CareDeskFull(Refusal):
    """A street's care counter has its two people already."""


class _KnownAlready(Exception):
    """Another process wrote the same stranger down first."""


def random_code(length: int) -> str:
    """Random symbols, 5 bits each."""
    return "".join([SYMBOLS[byte & 31] for byte in secrets.token_bytes(length)])


@dataclass(slots=True)
class Roster:
    """People within one turn's transaction."""

    tx: Transaction
    seals: Seals
    now: int
    consent_version: int
    languages: tuple[str, ...]

    # -- recognising -----------------------------------------------------------------------------------------

    def recognise(self, channel: str, sender: Sender, *, is_private: bool) -> tuple[Person, Address]:
        """Who speaks and their private chat; a stranger is written down. Their row stays locked for the turn."""
        handle = self._handle(channel, sender.account)
        row = store.person_in_chat(self.tx, channel=channel, handle=handle)
        if row is None:
            self._add_stranger(channel, sender, handle, state="open" if is_private else "new")
            row = store.person_in_chat(self.tx, channel=channel, handle=handle)
        assert row is not None
        state = row["chat_state"]
        if is_private and state != "open":
            store.set_chat_state(self.tx, row["chat"], state := "open")
        person = self._person(row, self._roles(row["id"]) if row["role_count"] else frozenset())
        if row["goes_at"]:
            person = replace(person, goes_at=row["goes_at"])
        return person, Address(row["chat"], channel, sender.account, row["chat_key"], person.language, person.id, state)

    def person(self, id: str, *, locked: bool = False) -> Person:
        """Somebody by id; `locked` for a turn that changes their talks."""
        row = store.locked_person(self.tx, id) if locked else store.person(self.tx, id)
        assert row is not None, "a person is never removed"
        return self._person(row, self._roles(id))

    def _add_stranger(self, channel: str, sender: Sender, handle: str, *, state: str) -> None:
        key_id = self.seals.new_key()
        language = next((tag for tag in self.languages if tag[:2] == sender.language[:2].lower()), self.languages[0])
        with suppress(_KnownAlready), self.tx.savepoint():
            stranger = self._add_person(key_id, language)
            if not self._add_chat(channel, sender.account, handle, key_id, stranger, language, state):
                raise _KnownAlready

    def _add_person(self, key_id: str, language: str) -> Person:
        """A person under an alias that nobody else has: as short as can be, because officers say it to each other."""
        for length in ALIAS_SYMBOLS:
            person = Person(
                id="p" + random_code(12),
                key_id=key_id,
                member="m" + random_code(16),
                alias=random_code(length),
                language=language,
                agreed_version=0,
            )
            if store.add_person(self.tx, person, now=self.now):
                return person
        raise AssertionError("ten symbols were drawn twice")

    def _add_chat(
        self,
        channel: str,
        address: str,
        handle: str,
        key_id: str,
        person: Person | None,
        language: str,
        state: str,
    ) -> bool:
        return store.add_chat(
            self.tx,
            id="c" + random_code(12),
            channel=channel,
            handle=handle,
            base=self._handle(channel, group_of(address)),
            address=self.seals.seal(key_id, address.encode(), "address"),
            key_id=key_id,
            person=person.id if person else None,
            language=language,
            state=state,
        )

    def _person(self, row: Row, roles: frozenset[tuple[str, str]]) -> Person:
        return Person(
            row["id"],
            row["key_id"],
            row["member"],
            row["alias"],
            row["language"],
            row["agreed_version"],
            roles,
            self.consent_version,
        )

    def _roles(self, person: str) -> frozenset[tuple[str, str]]:
        return frozenset((row["role"], row["street"]) for row in store.roles_of(self.tx, person))

    def _handle(self, channel: str, address: str) -> str:
        return self.seals.index("chat", f"{channel} {address}")

    # -- reaching --------------------------------------------------------------------------------------------

    def address(self, person: str, *, channel: str = "") -> Address | None:
        """Where to write to somebody: the channel asked for if they use it, else one they have used."""
        rows = store.chats_of(self.tx, person)
        row = next((r for r in rows if r["channel"] == channel), rows[0] if rows else None)
        return address_of(row, self.seals) if row else None

    def group(self, chat: Chat, *, language: str) -> Address:
        """A group as an address; a new one is written down."""
        handle = self._handle(chat.channel, chat.address)
        row = store.chat_by_handle(self.tx, channel=chat.channel, handle=handle)
        if row is None:
            self._add_chat(chat.channel, chat.address, handle, self.seals.new_key(), None, language, "open")
            row = store.chat_by_handle(self.tx, channel=chat.channel, handle=handle)
        assert row is not None
        return address_of(row, self.seals)

    def known_group(self, chat: Chat) -> Address | None:
        """A group that was written down before, or None."""
        row = store.chat_by_handle(self.tx, channel=chat.channel, handle=self._handle(chat.channel, chat.address))
        return address_of(row, self.seals) if row else None

    def topics(self, chat: Chat) -> list[Address]:
        """A group that was written down before, with its topics; empty for a stranger."""
        base = self._handle(chat.channel, group_of(chat.address))
        return [address_of(row, self.seals) for row in store.chats_of_group(self.tx, channel=chat.channel, base=base)]

    def moved(self, chat: Address, to: str) -> None:
        """A chat has a new address; a topic of a group stays a topic of it."""
        _, _, topic = chat.address.partition(TOPIC)
        address = f"{group_of(to)}{TOPIC}{topic}" if topic and TOPIC not in to else to
        move_chat(self.tx, self.seals, chat, address)

    def counters(self, street: str) -> list[Address]:
        """Where a street's cases go."""
        return [address_of(row, self.seals) for row in store.counters_of(self.tx, street)]

    def is_reached(self, street: str) -> bool:
        """Whether anybody would read what is written to a street's counters or coordinators."""
        return store.is_reached(self.tx, street)

    def coordinators(self, street: str) -> list[Address]:
        """The coordinators of a street and of the district, where they can be reached."""
        return self.holders("coordinator", street)

    def holders(self, role: str, street: str) -> list[Address]:
        """Whoever has a role for a street (or a shop), where they can be reached."""
        people = store.people_with(self.tx, role=role, street=street)
        return [to for person in people if (to := self.address(person))]

    def people_with(self, role: str, street: str) -> list[str]:
        """Everybody who has a role for a street, by itself or for the whole district."""
        return store.people_with(self.tx, role=role, street=street)

    def coordinators_by_street(self) -> list[tuple[Address, str]]:
        """Every coordinator who can be reached, with each of their streets; with '' alone who has the district."""
        held = store.held(self.tx, COORDINATOR)
        district = {person for person, street in held if not street}
        return [
            (to, street)
            for person, street in held
            if (not street or person not in district) and (to := self.address(person))
        ]

    def with_role(self, role: str, street: str) -> list[Person]:
        """Whoever has a role for a street (or a shop)."""
        return [self.person(id) for id in store.people_with(self.tx, role=role, street=street)]

    def end_role(self, person: Person, role: str, street: str) -> None:
        """Somebody has a role no longer, however they came by it."""
        store.end_role(self.tx, person.id, role=role, street=street, now=self.now)

    def address_of_member(self, member: str) -> Address | None:
        """Where to write to whoever the ledger knows by a pseudonym."""
        person = store.person_of_member(self.tx, member)
        return self.address(person) if person else None

    def officers(self, street: str, *, most: int) -> list[Person]:
        """Who works a street's cases as an officer, by alias; at most so many."""
        found = [self.person(id) for id in store.people_with(self.tx, role=OFFICER, street=street)[:most]]
        return sorted(found, key=lambda person: person.alias)

    # -- letting in ------------------------------------------------------------------------------------------

    def invite(self, role: str, street: str, *, days: int | None = None, by: str | None = None) -> str:
        """A code good once, for 72 hours; only its keyed hash is kept. The role lasts `days`, or for good."""
        assert role in INVITED
        code = random_code(16)
        store.add_invite(
            self.tx,
            code=self.seals.index("invite", code),
            role=role,
            street=street,
            expires_at=self.now + INVITE_HOURS * 3600,
            days=days,
            by=by,
        )
        return code

    def accept(self, code: str, person: Person, *, at: Address) -> tuple[Person, str, str]:
        """Use an invite in a chat: the person with the new role, the role and its street.

        One that is not for a counter is used up in a group for nothing, as everybody there can read it.
        """
        tidy = code.strip().upper().translate(str.maketrans("OIL", "011", "- "))
        row = store.use_invite(self.tx, code=self.seals.index("invite", tidy), person=person.id, now=self.now)
        if row is None:
            raise InviteNotGood
        role, street = row["role"], row["street"]
        if at.is_group and role != COUNTER:
            return person, SHOWN_TO_ALL, street
        if role == CARE_DESK and len({*self.people_with(role, street)} - {person.id}) >= CARE_DESK_MAX:
            raise CareDeskFull
        if role == COUNTER:
            store.bind(self.tx, chat=at.chat, street=street, now=self.now)
        until = self.now + row["days"] * 86_400 if row["days"] else None
        held = {COUNTER: (OFFICER,), OWNER: (OWNER, SHOP)}.get(role, (role,))
        for each in held:
            store.grant(self.tx, person.id, role=each, street=street, via=at.chat, now=self.now, until=until)
        return replace(person, roles=person.roles | {(each, street) for each in held}), role, street

    def joined_counter(self, person: Person, group: Address) -> Person:
        """Whoever acts in a street's own group is one of its officers, for as long as they are in it."""
        missing = [s for s in store.streets_of_counter(self.tx, group.chat) if not person.may(OFFICER, s)]
        for street in missing:
            store.grant(self.tx, person.id, role=OFFICER, street=street, via=group.chat, now=self.now)
        return replace(person, roles=person.roles | {(OFFICER, street) for street in missing})

    def left(self, channel: str, account: str, group: Address) -> None:
        """A member left a group: what they held by it ends at once."""
        row = store.chat_by_handle(self.tx, channel=channel, handle=self._handle(channel, account))
        if row and row["person"]:
            store.end_roles_by(self.tx, row["person"], via=group.chat, now=self.now)

    def agree(self, person: Person) -> Person:
        store.agree(self.tx, person.id, version=self.consent_version, now=self.now)
        return person.agreed()

    def speak(self, person: Person, language: str) -> Person:
        assert language in self.languages
        store.speak(self.tx, person.id, language=language)
        return replace(person, language=language)

    def unbind(self, group: Address) -> None:
        """A group is no counter any more, and nobody is an officer by it."""
        store.unbind(self.tx, group.chat, now=self.now)
        store.end_all_roles_by(self.tx, via=group.chat, now=self.now)

    def unreachable(self, chat: Address) -> None:
        """The platform says that they can't be written to; until they come back."""
        store.set_chat_state(self.tx, chat.chat, "blocked")
