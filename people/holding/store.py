"""The SQL of roles that are held and of invites that are open."""

from __future__ import annotations

from collections.abc import Sequence

from storage.database import Row, Transaction
from storage.sql import among

# Shops name their own people, and who works at a quiet counter is the operator's to say.
_OF_OFFICES = "role in ('officer', 'coordinator')"
_BY_OFFICES = "role in ('officer', 'coordinator', 'counter')"
_IS_OPEN = "used_at is null and revoked_at is null and expires_at > :now"


def held(tx: Transaction, streets: Sequence[str], *, most: int, after: int = 0) -> list[Row]:
    """Roles held now for some streets, '' among them for all: alias, role, street, via_group, granted_at, until."""
    where, values = among("r.street", streets)
    return tx.all(
        "select p.id as person, p.alias, r.role, r.street, r.granted_at, r.until,"
        " case when c.id is not null and c.person is null then 1 else 0 end as via_group"
        " from role r join person p on p.id = r.person left join chat c on c.id = r.via"
        f" where r.ended_at is null and r.{_OF_OFFICES} and {where}"
        " order by r.street, r.role, r.granted_at, p.alias limit :most offset :after",
        most=most, after=after, **values,
    )  # fmt: skip


def held_by(tx: Transaction, alias: str, *, role: str, street: str) -> Row | None:
    """One role that somebody holds now; its row is locked."""
    return tx.one(
        "select p.id as person, p.alias, r.role, r.street, r.granted_at, r.until,"
        " (select count(*) from chat c where c.id = r.via and c.person is null) as via_group"
        " from role r join person p on p.id = r.person"
        " where p.alias = :alias and r.role = :role and r.street = :street and r.ended_at is null for update",
        alias=alias,
        role=role,
        street=street,
    )


def count_held(tx: Transaction, streets: Sequence[str]) -> int:
    where, values = among("street", streets)
    row = tx.one(f"select count(*) as n from role where ended_at is null and {_OF_OFFICES} and {where}", **values)
    return int(row["n"]) if row else 0


def end(tx: Transaction, person: str, *, role: str, street: str, by: str, now: int) -> bool:
    """Take a role back; False where it had ended."""
    return bool(
        tx.run(
            "update role set ended_at = :now, ended_by = :by"
            " where person = :person and role = :role and street = :street and ended_at is null",
            person=person,
            role=role,
            street=street,
            by=by,
            now=now,
        )
    )


def end_what_is_over(tx: Transaction, *, now: int) -> list[Row]:
    """End the roles whose time is over: person, role, street of each."""
    return tx.all(
        "update role set ended_at = :now where ended_at is null and until <= :now returning person, role, street",
        now=now,
    )


def open_invites(tx: Transaction, streets: Sequence[str], *, now: int, most: int) -> list[Row]:
    """Invites that can still be used, the last to expire first: code (its hash), role, street, expires_at, days."""
    where, values = among("street", streets)
    return tx.all(
        f"select code, role, street, expires_at, days from invite where {_IS_OPEN} and {_BY_OFFICES} and {where}"
        " order by expires_at desc, street, role, code limit :most",
        now=now, most=most, **values,
    )  # fmt: skip


def revoke(tx: Transaction, code_begins: str, streets: Sequence[str], *, now: int) -> bool:
    """Make an open invite void by the beginning of its hash; False where there is none such."""
    where, values = among("street", streets)
    return bool(
        tx.run(
            f"update invite set revoked_at = :now where substr(code, 1, :length) = :begins and {_IS_OPEN} and {where}",
            begins=code_begins, length=len(code_begins), now=now, **values,
        )
    )  # fmt: skip
