"""The SQL of people, chats, roles, invites and counters."""

from __future__ import annotations

from typing import Any

from people.person import Person
from storage.database import Row, Transaction

_PERSON = "p.id, p.key_id, p.member, p.alias, p.language, p.agreed_version"
_CHAT = "c.id as chat, c.channel, c.address, c.key_id, c.language, c.person, c.state"


def person_in_chat(tx: Transaction, *, channel: str, handle: str) -> Row | None:
    """Who a private chat belongs to, with their chat; the person's row is locked, so their turns go one by one."""
    return tx.one(
        f"select {_PERSON}, c.id as chat, c.address, c.state as chat_state, c.key_id as chat_key,"
        " (select count(*) from role r where r.person = p.id and r.ended_at is null) as role_count,"
        " (select due_at from erasure e where e.person = p.id and e.done_at is null) as goes_at"
        " from chat c join person p on p.id = c.person"
        " where c.channel = :channel and c.handle = :handle for update",
        channel=channel,
        handle=handle,
    )


def person(tx: Transaction, id: str) -> Row | None:
    return tx.one(f"select {_PERSON} from person p where p.id = :id", id=id)


def person_of_member(tx: Transaction, member: str) -> str | None:
    """Who goes by a pseudonym in the ledger."""
    row = tx.one("select id from person where member = :member", member=member)
    return row["id"] if row else None


def locked_person(tx: Transaction, id: str) -> Row | None:
    """A person whose row stays locked for the turn, so that nothing else changes their talks meanwhile."""
    return tx.one(f"select {_PERSON} from person p where p.id = :id for update", id=id)


def add_person(tx: Transaction, person: Person, *, now: int) -> bool:
    """Add a person; False if somebody has their alias."""
    return bool(
        tx.run(
            "insert into person (id, key_id, member, alias, language, created_at)"
            " values (:id, :key_id, :member, :alias, :language, :now) on conflict (alias) do nothing",
            id=person.id,
            key_id=person.key_id,
            member=person.member,
            alias=person.alias,
            language=person.language,
            now=now,
        )
    )


def agree(tx: Transaction, person: str, *, version: int, now: int) -> None:
    tx.run(
        "update person set agreed_version = :version, agreed_at = :now where id = :person",
        person=person,
        version=version,
        now=now,
    )


def speak(tx: Transaction, person: str, *, language: str) -> None:
    """Change a person's language, in every chat of theirs."""
    tx.run("update person set language = :language where id = :person", person=person, language=language)
    tx.run("update chat set language = :language where person = :person", person=person, language=language)


def add_chat(tx: Transaction, **values: Any) -> bool:
    """Add a chat; False if somebody just did."""
    return bool(
        tx.run(
            "insert into chat (id, channel, handle, base, address, key_id, person, language, state)"
            " values (:id, :channel, :handle, :base, :address, :key_id, :person, :language, :state)"
            " on conflict (channel, handle) do nothing",
            **values,
        )
    )


def chat_by_handle(tx: Transaction, *, channel: str, handle: str) -> Row | None:
    return tx.one(
        f"select {_CHAT} from chat c where c.channel = :channel and c.handle = :handle",
        channel=channel,
        handle=handle,
    )


def chats_of_group(tx: Transaction, *, channel: str, base: str) -> list[Row]:
    """A group's own chat and those of its topics."""
    return tx.all(
        f"select {_CHAT} from chat c where c.channel = :channel and c.base = :base and c.person is null",
        channel=channel,
        base=base,
    )


def chats_of(tx: Transaction, person: str) -> list[Row]:
    """A person's private chats that can be reached, one that they have used first."""
    return tx.all(
        f"select {_CHAT} from chat c where c.person = :person and c.state <> 'blocked'"
        " order by case c.state when 'open' then 0 else 1 end, c.id",
        person=person,
    )


def all_chats_of(tx: Transaction, person: str) -> list[Row]:
    """Every chat that is a person's, reachable or not."""
    return tx.all(f"select {_CHAT} from chat c where c.person = :person order by c.id", person=person)


def set_chat_state(tx: Transaction, chat: str, state: str) -> None:
    """open, new or blocked."""
    tx.run("update chat set state = :state where id = :chat", chat=chat, state=state)


def give_way(tx: Transaction, chat: str, *, channel: str, handle: str) -> None:
    """Whichever other chat stands under a handle leaves it, and its counters, to `chat`."""
    other = tx.one(
        "select id from chat where channel = :channel and handle = :handle and id <> :chat",
        channel=channel,
        handle=handle,
        chat=chat,
    )
    if other is None:
        return
    tx.run(
        "update counter set chat = :chat where chat = :other and street not in"
        " (select street from counter where chat = :chat)",
        chat=chat,
        other=other["id"],
    )
    tx.run(
        "update chat set handle = :gone, state = 'blocked' where id = :other",
        gone=f"{handle} {other['id']}",
        other=other["id"],
    )


def move_chat(tx: Transaction, chat: str, *, handle: str, base: str, address: bytes) -> None:
    tx.run(
        "update chat set handle = :handle, base = :base, address = :address where id = :chat",
        chat=chat,
        handle=handle,
        base=base,
        address=address,
    )


# -- roles and invites -------------------------------------------------------------------------------------------


def roles_of(tx: Transaction, person: str) -> list[Row]:
    return tx.all("select role, street, via from role where person = :person and ended_at is null", person=person)


def grant(
    tx: Transaction, person: str, *, role: str, street: str, via: str, now: int, until: int | None = None
) -> None:
    """Give a role, for good or `until` a second; who held it before holds it on these terms."""
    tx.run(
        "insert into role (person, role, street, via, granted_at, until)"
        " values (:person, :role, :street, :via, :now, :until)"
        " on conflict (person, role, street) do update set via = excluded.via, granted_at = excluded.granted_at,"
        " until = excluded.until, ended_at = null, ended_by = null",
        person=person,
        role=role,
        street=street,
        via=via,
        now=now,
        until=until,
    )


def end_role(tx: Transaction, person: str, *, role: str, street: str, now: int) -> None:
    tx.run(
        "update role set ended_at = :now where person = :person and role = :role and street = :street"
        " and ended_at is null",
        person=person,
        role=role,
        street=street,
        now=now,
    )


def end_roles_by(tx: Transaction, person: str, *, via: str, now: int) -> int:
    """End what a person holds by being in a chat; how many roles."""
    return tx.run(
        "update role set ended_at = :now where person = :person and via = :via and ended_at is null",
        person=person,
        via=via,
        now=now,
    )


def end_all_roles_by(tx: Transaction, *, via: str, now: int) -> int:
    """End what anybody holds by being in a chat; how many roles."""
    return tx.run("update role set ended_at = :now where via = :via and ended_at is null", via=via, now=now)


def people_with(tx: Transaction, *, role: str, street: str) -> list[str]:
    """Everybody who has a role for a street, by itself or for the whole district."""
    rows = tx.all(
        "select distinct person from role where role = :role and street in (:street, '') and ended_at is null"
        " order by person",
        role=role,
        street=street,
    )
    return [row["person"] for row in rows]


def held(tx: Transaction, role: str) -> list[tuple[str, str]]:
    """Everybody who has a role, with its street ('' for the whole district)."""
    rows = tx.all("select person, street from role where role = :role and ended_at is null order by 1, 2", role=role)
    return [(row["person"], row["street"]) for row in rows]


def add_invite(
    tx: Transaction, *, code: str, role: str, street: str, expires_at: int, days: int | None, by: str | None
) -> None:
    tx.run(
        "insert into invite (code, role, street, expires_at, days, made_by)"
        " values (:code, :role, :street, :expires_at, :days, :by)",
        code=code,
        role=role,
        street=street,
        expires_at=expires_at,
        days=days,
        by=by,
    )


def use_invite(tx: Transaction, *, code: str, person: str, now: int) -> Row | None:
    """Use an invite up, once; None where it is unknown, used or out of time."""
    return tx.one(
        "update invite set used_at = :now, used_by = :person"
        " where code = :code and used_at is null and revoked_at is null and expires_at > :now"
        " returning role, street, days",
        code=code,
        person=person,
        now=now,
    )


# -- counters ----------------------------------------------------------------------------------------------------


def bind(tx: Transaction, *, chat: str, street: str, now: int) -> None:
    tx.run(
        "insert into counter (chat, street, bound_at) values (:chat, :street, :now)"
        " on conflict (chat, street) do update set ended_at = null",
        chat=chat,
        street=street,
        now=now,
    )


def unbind(tx: Transaction, chat: str, *, now: int) -> int:
    """A chat is no counter any more; for how many streets it was."""
    return tx.run("update counter set ended_at = :now where chat = :chat and ended_at is null", chat=chat, now=now)


def counters_of(tx: Transaction, street: str) -> list[Row]:
    """The chats where a street's cases go."""
    return tx.all(
        f"select {_CHAT} from counter n join chat c on c.id = n.chat"
        " where n.street in (:street, '') and n.ended_at is null and c.state <> 'blocked' order by n.bound_at, c.id",
        street=street,
    )


def is_reached(tx: Transaction, street: str) -> bool:
    """Whether a street has a counter, or a coordinator, that can be written to."""
    row = tx.one(
        "select 1 as yes where exists (select 1 from counter n join chat c on c.id = n.chat"
        "  where n.street in (:street, '') and n.ended_at is null and c.state <> 'blocked')"
        " or exists (select 1 from role r join chat c on c.person = r.person"
        "  where r.role = 'coordinator' and r.street in (:street, '') and r.ended_at is null and c.state <> 'blocked')",
        street=street,
    )
    return row is not None


def streets_of_counter(tx: Transaction, chat: str) -> list[str]:
    """The streets whose counter a chat is."""
    rows = tx.all("select street from counter where chat = :chat and ended_at is null order by street", chat=chat)
    return [row["street"] for row in rows]
