"""The SQL of what is kept of one person."""

from __future__ import annotations

from storage.database import Row, Transaction


def counts(tx: Transaction, person: str) -> Row:
    """How many reports, photos and followed cases are a person's."""
    row = tx.one(
        "select (select count(*) from cases where reporter = :person) as reports,"
        " (select count(*) from photo where person = :person and state = 'kept') as photos,"
        " (select count(*) from follower where person = :person) as follows",
        person=person,
    )
    assert row is not None
    return row


def person(tx: Transaction, person: str) -> Row:
    row = tx.one(
        "select id, key_id, member, alias, language, agreed_version, agreed_at, created_at from person where id = :id",
        id=person,
    )
    assert row is not None, "a person is never removed"
    return row


def agreed_at(tx: Transaction, person: str) -> int | None:
    row = tx.one("select agreed_at from person where id = :person", person=person)
    return row["agreed_at"] if row else None


def roles(tx: Transaction, person: str) -> list[Row]:
    return tx.all(
        "select role, street, granted_at, ended_at from role where person = :person order by granted_at, role, street",
        person=person,
    )


def follows(tx: Transaction, person: str) -> list[Row]:
    return tx.all(
        "select number, joined_at, words, credited_at from follower where person = :person order by joined_at, number",
        person=person,
    )


def acts(tx: Transaction, person: str) -> list[Row]:
    """What a person did to cases of others, as an officer or as somebody who saw them too; without words."""
    return tx.all(
        "select e.number, e.at, e.what from case_event e join cases c on c.number = e.number"
        " where e.actor = :person and c.reporter <> :person order by e.at, e.number, e.n",
        person=person,
    )


def photos(tx: Transaction, person: str) -> list[Row]:
    """A person's photos with the case that each is in, where there is one."""
    return tx.all(
        "select p.id, p.name, p.key_id, p.state, p.heard_at,"
        " (select min(number) from case_photo c where c.photo = p.id) as number"
        " from photo p where p.person = :person and p.state in ('coming', 'kept') order by p.heard_at, p.id",
        person=person,
    )


def questions(tx: Transaction, number: str) -> list[Row]:
    """What an office asked a case's reporter; `words` and `why` are sealed under the case's key."""
    return tx.all(
        "select words, why, asked_at, ended_at, ended_how, latitude_e7, longitude_e7 from question"
        " where number = :number order by n",
        number=number,
    )


def vouchers(tx: Transaction, member: str) -> list[Row]:
    return tx.all(
        "select benefit, shop, cost_points, state, held_at, deadline, ended_at from redemption where member = :member"
        " order by held_at, id",
        member=member,
    )


def corrections(tx: Transaction, member: str) -> list[Row]:
    """Points put right by two people."""
    return tx.all("select points, reason from adjustment where member = :member order by transfer", member=member)


def pauses(tx: Transaction, member: str) -> list[Row]:
    return tx.all("select reason, at, until from paused where member = :member order by at, id", member=member)


def hearings(tx: Transaction, person: str) -> list[Row]:
    """What two people decided or are to decide about a person's points; `heard` is sealed under their key."""
    return tx.all(
        "select id, kind, number, points, reason, asked_at, heard, state, decided_at from proposal"
        " where person = :person order by asked_at, id",
        person=person,
    )


def signs(tx: Transaction, person: str) -> list[Row]:
    """What was noticed about a person's reports, and what came of it."""
    return tx.all("select kind, number, at, decided from signal where person = :person order by at, id", person=person)


def usual_streets(tx: Transaction, person: str) -> list[Row]:
    return tx.all("select street, since from usual_street where person = :person order by street", person=person)


def looks(tx: Transaction, person: str) -> list[Row]:
    """Closed cases that a person was asked to look at again."""
    return tx.all(
        "select number, offered_at, answer, answered_at from recheck_offer where person = :person"
        " order by offered_at, number",
        person=person,
    )


def duties(tx: Transaction, person: str) -> list[Row]:
    return tx.all("select street, began_at from duty where person = :person order by street", person=person)


def weekly_notes(tx: Transaction, person: str) -> list[Row]:
    """What a person explained of weeks, sealed under the row's key."""
    return tx.all(
        "select week, street, line, key_id, at from weekly_note where person = :person order by at, week, street, n",
        person=person,
    )
