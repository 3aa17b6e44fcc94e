"""The SQL of consultations, their parties and their traces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from pydantic_core import from_json, to_json

from cases.consultations.consultation import Consultation, Content, Party, Side, State
from cases.quiet.trace import START, Line, broken, link
from people.person import NOBODY
from storage.database import Row, Transaction
from storage.seals import Erased, Seals

CHECKED_AT_ONCE = 200  # consultations whose trace is in memory together
_ONE = "select m.*, k.category, k.street, k.place as about from consultation m join case_class k on k.id = m.class"


# -- consultations -------------------------------------------------------------------------------------------------


def add(tx: Transaction, seals: Seals, *, of_class: int, round: int, level: str, moderator: str, meet_at: int,
        content: Content, reminded_at: int | None, now: int) -> int | None:  # fmt: skip
    """A consultation under a key of its own; None where a colleague called the same round just now."""
    key = seals.new_key()
    row = tx.one(
        "insert into consultation (class, round, level, state, version, moderator, meet_at, key_id, content, called_at,"
        " reminded_at, last_link) values (:class, :round, :level, 'called', 1, :moderator, :meet_at, :key, :content,"
        " :now, :reminded_at, '') on conflict (class, round) do nothing returning id",
        **{"class": of_class}, round=round, level=level, moderator=moderator, meet_at=meet_at, key=key,
        content=_sealed(seals, key, content), now=now, reminded_at=reminded_at,
    )  # fmt: skip
    return int(row["id"]) if row else None


def find(tx: Transaction, seals: Seals, id: int) -> Consultation | None:
    """One by its number, its row locked: whoever answers and whoever leads it go one after another."""
    if tx.one("select id from consultation where id = :id for update", id=id) is None:
        return None
    row = tx.one(f"{_ONE} where m.id = :id", id=id)
    return _consultation(row, seals) if row else None


def last_of(tx: Transaction, seals: Seals, of_class: int) -> Consultation | None:
    """The last round of a class."""
    row = tx.one(f"{_ONE} where m.class = :id order by m.round desc limit 1", id=of_class)
    return _consultation(row, seals) if row else None


def is_under_way(tx: Transaction, of_class: int) -> bool:
    """Whether a class is being talked about."""
    return bool(tx.one("select 1 as yes from consultation where class = :id and ended_at is null", id=of_class))


def update(tx: Transaction, seals: Seals, held: Consultation, *, reminded_at: int | None = None) -> None:
    """Write it one version on; its row was locked by this turn."""
    tx.run(
        "update consultation set state = :state, version = version + 1, meet_at = :meet_at, content = :content,"
        " asked_at = :asked_at, review_at = :review_at, ended_at = :ended_at,"
        " reminded_at = case when meet_at = :meet_at then reminded_at else :reminded_at end where id = :id",
        id=held.id, state=str(held.state), meet_at=held.meet_at, content=_sealed(seals, held.key_id, held.said),
        asked_at=held.asked_at, review_at=held.review_at, ended_at=held.ended_at, reminded_at=reminded_at,
    )  # fmt: skip


def to_remind(tx: Transaction, *, now: int, until: int) -> list[int]:
    """Meetings before a moment of which nobody was reminded yet; each is given once."""
    rows = tx.all(
        "update consultation set reminded_at = :now where state = 'called' and reminded_at is null"
        " and meet_at > :now and meet_at <= :until returning id",
        now=now,
        until=until,
    )
    return sorted(row["id"] for row in rows)


def to_review(tx: Transaction, *, now: int) -> list[int]:
    """Agreements that are to be looked at again; each is given once."""
    rows = tx.all(
        "update consultation set reviewed_at = :now where state = 'agreed' and reviewed_at is null"
        " and review_at <= :now returning id",
        now=now,
    )
    return sorted(row["id"] for row in rows)


# -- parties -------------------------------------------------------------------------------------------------------


def parties(tx: Transaction, seals: Seals, held: Consultation) -> list[Party]:
    """Who was invited, in that order."""
    rows = tx.all("select * from consultation_party where consultation = :id order by n", id=held.id)
    return [_party(row, seals, held.key_id) for row in rows]


def invite(tx: Transaction, seals: Seals, held: Consultation, party: Party, *, link: str | None, owed: str) -> None:
    """Somebody is invited; a rider once."""
    name = seals.seal(held.key_id, party.name.encode(), "party name") if party.name else None
    tx.run(
        "insert into consultation_party (consultation, n, side, person, link, key_id, name, owed)"
        " values (:id, :n, :side, :person, :link, :key, :name, :owed) on conflict do nothing",
        id=held.id, n=party.n, side=str(party.side), person=party.person, link=link, key=party.key_id, name=name,
        owed=owed,
    )  # fmt: skip


def write_party(tx: Transaction, seals: Seals, party: Party, *, now: int) -> None:
    """What a party answered or consented to."""
    tx.run(
        "update consultation_party set answer = :answer, words = :words, absent = :absent, consent = :consent,"
        " recorded_by = :by, why = :why,"
        " answered_at = case when answer = :answer then coalesce(answered_at, :at) else :at end,"
        " consented_at = case when :consent = '' then null when consent = :consent then consented_at else :at end"
        " where consultation = :id and n = :n",
        id=party.consultation, n=party.n, answer=party.answer, absent=int(party.is_absent), consent=party.consent,
        by=party.recorded_by, at=now, words=_words(seals, party, party.words, "party words"),
        why=_words(seals, party, party.why, "party why"),
    )  # fmt: skip


def clear_answers(tx: Transaction, id: int) -> None:
    """Another time: whoever said that they come, or can't, is asked anew; what they had to say stays."""
    tx.run(
        "update consultation_party set answer = '', answered_at = null where consultation = :id"
        " and answer in ('come', 'cant')",
        id=id,
    )


def clear_consents(tx: Transaction, id: int) -> None:
    """Another text: whoever consented to the one before is asked anew."""
    tx.run(
        "update consultation_party set consent = '', consented_at = null, recorded_by = null, why = null"
        " where consultation = :id",
        id=id,
    )


def owe(tx: Transaction, id: int, what: str, *, answers: tuple[str, ...]) -> None:
    """Riders whose answer is among these are to be told something; who has not heard of it at all hears that first."""
    named = {f"answer_{n}": answer for n, answer in enumerate(answers)}
    tx.run(
        "update consultation_party set owed = :what where consultation = :id and person is not null"
        f" and person <> :nobody and absent = 0 and answer in ({', '.join(':' + name for name in named)})"
        " and owed <> 'invite'",
        id=id,
        what=what,
        nobody=NOBODY,
        **named,
    )


def owing(tx: Transaction, *, id: int, at_once: bool, most: int) -> list[Row]:
    """What riders are to be told, of one consultation or (0) of all; `at_once`: only what can't wait (…-now)."""
    return tx.all(
        "select consultation, n, owed from consultation_party where owed <> '' and (:id = 0 or consultation = :id)"
        " and (:every = 1 or owed like '%-now') order by consultation, n limit :most for update",
        id=id,
        every=int(not at_once),
        most=most,
    )


def told(tx: Transaction, id: int, n: int) -> None:
    tx.run("update consultation_party set owed = '' where consultation = :id and n = :n", id=id, n=n)


def by_link(tx: Transaction, link: str) -> Row | None:
    """Which consultation a guest's link opens, and as whom."""
    return tx.one("select consultation, n from consultation_party where link = :link", link=link)


def set_link(tx: Transaction, id: int, n: int, link: str | None) -> None:
    """A guest's link from now on; the one before opens nothing."""
    tx.run("update consultation_party set link = :link where consultation = :id and n = :n", id=id, n=n, link=link)


def carry_over(tx: Transaction, seals: Seals, before: Consultation, after: Consultation) -> None:
    """Everybody who was invited is invited again; a guest's link opens the new round."""
    links = {
        row["n"]: row["link"]
        for row in tx.all("select n, link from consultation_party where consultation = :id", id=before.id)
    }
    tx.run("update consultation_party set link = null where consultation = :id", id=before.id)
    for party in parties(tx, seals, before):
        if party.person != NOBODY:
            key = after.key_id if party.is_guest else party.key_id
            again = Party(after.id, party.n, party.side, party.person, key, party.name)
            invite(tx, seals, after, again, link=links[party.n], owed="" if party.is_guest else "invite")


def forget_person(tx: Transaction, person: str) -> None:
    """What an erased rider said; that a rider was there, and what they agreed to, stays counted."""
    tx.run(
        "update consultation_party set person = :nobody, words = null, why = null, owed = '' where person = :person",
        person=person,
        nobody=NOBODY,
    )


def of_person(tx: Transaction, person: str) -> list[Row]:
    """The consultations that somebody was invited to; `words` and `why` are sealed under their key."""
    return tx.all(
        "select k.place, m.meet_at, m.state, p.answer, p.answered_at, p.words, p.consent, p.consented_at, p.why"
        " from consultation_party p join consultation m on m.id = p.consultation join case_class k on k.id = m.class"
        " where p.person = :person order by m.id",
        person=person,
    )


def led_by(tx: Transaction, person: str) -> list[Row]:
    """The consultations that somebody leads."""
    return tx.all(
        "select k.place, m.round, m.level, m.state, m.meet_at, m.called_at, m.ended_at"
        " from consultation m join case_class k on k.id = m.class where m.moderator = :person order by m.id",
        person=person,
    )


def ended_at(tx: Transaction, id: int) -> int:
    """When a consultation was over."""
    row = tx.one("select ended_at from consultation where id = :id", id=id)
    assert row is not None, "what was agreed is there"
    return int(row["ended_at"])


def notice_of(tx: Transaction, id: int) -> int | None:
    """The public notice that came of a consultation."""
    row = tx.one("select id from notice where consultation = :id", id=id)
    return row["id"] if row else None


def sides_agreed(tx: Transaction, id: int) -> list[Side]:
    """The sides that consented, in the order in which they are named."""
    rows = tx.all("select distinct side from consultation_party where consultation = :id and consent = 'yes'", id=id)
    there = {row["side"] for row in rows}
    return [side for side in Side if side in there]


# -- the trace -----------------------------------------------------------------------------------------------------


def trace(tx: Transaction, seals: Seals, id: int, *, actor: str, what: str, at: int) -> None:
    """Write a line of a consultation's trace; its row was locked by this turn."""
    last = tx.one("select n, link from consultation_trace where consultation = :id order by n desc limit 1", id=id)
    line = Line(_named(id), last["n"] + 1 if last else 0, at, actor, what)
    bound = link(seals, last["link"] if last else START, line)
    tx.run(
        "insert into consultation_trace (consultation, n, at, actor, what, link)"
        " values (:id, :n, :at, :actor, :what, :link)",
        id=id, n=line.n, at=at, actor=actor, what=what, link=bound,
    )  # fmt: skip
    tx.run("update consultation set last_link = :link where id = :id", link=bound, id=id)


def traced(tx: Transaction, id: int) -> list[Line]:
    """A consultation's trace, in order."""
    rows = tx.all("select * from consultation_trace where consultation = :id order by n", id=id)
    return [Line(_named(id), row["n"], row["at"], row["actor"], row["what"], row["link"]) for row in rows]


def traces_broken(tx: Transaction, seals: Seals) -> Iterator[str]:
    """What does not hold in any consultation's trace, a line each."""
    after = 0
    while rows := tx.all(
        "select id, last_link from consultation where id > :after order by id limit :most",
        after=after,
        most=CHECKED_AT_ONCE,
    ):
        after = rows[-1]["id"]
        for row in rows:
            yield from broken(seals, _named(row["id"]), traced(tx, row["id"]), row["last_link"])


# -- photos, and the end -------------------------------------------------------------------------------------------


def hold_photo(tx: Transaction, id: int, photo: str) -> None:
    """A consultation holds a photo from here on."""
    tx.run(
        "insert into consultation_photo (photo, consultation) values (:photo, :id) on conflict do nothing",
        photo=photo,
        id=id,
    )


def let_photos_go(tx: Transaction, id: int) -> list[str]:
    """The photos that a consultation held until now."""
    rows = tx.all("delete from consultation_photo where consultation = :id returning photo", id=id)
    return [row["photo"] for row in rows]


def over(tx: Transaction, *, before: int, most: int) -> list[int]:
    """Consultations that ended, or were to be, before a moment; an agreement counts from its notice's last day."""
    rows = tx.all(
        "select m.id from consultation m left join notice n on n.consultation = m.id where m.content is not null"
        " and coalesce(m.ended_at, m.meet_at) < :before and coalesce(n.until_at, 0) < :before"
        " order by m.id limit :most",
        before=before,
        most=most,
    )
    return [row["id"] for row in rows]


def empty(tx: Transaction, id: int, *, now: int) -> None:
    """Drop all that was said, and who the guests were; who consented to what, as a count, and the trace stay."""
    tx.run(
        "update consultation set content = null, ended_at = coalesce(ended_at, :now),"
        " state = case when ended_at is null then 'cancelled' else state end where id = :id",
        id=id,
        now=now,
    )
    tx.run(
        "update consultation_party set name = null, words = null, why = null, link = null, owed = ''"
        " where consultation = :id",
        id=id,
    )


def keys_left(tx: Transaction) -> list[str]:
    """Keys of consultations that are empty, until they are noted as destroyed."""
    rows = tx.all("select key_id from consultation where content is null and gone_at is null order by id")
    return [row["key_id"] for row in rows]


def gone(tx: Transaction, key: str, *, now: int) -> None:
    """Note that a consultation's key is destroyed."""
    tx.run("update consultation set gone_at = :now where key_id = :key", now=now, key=key)


# -- rows ----------------------------------------------------------------------------------------------------------


def _named(id: int) -> str:
    return f"consultation {id}"


def _sealed(seals: Seals, key: str, content: Content) -> bytes:
    return seals.seal(key, to_json(asdict(content)), "consultation")


def _words(seals: Seals, party: Party, words: str, about: str) -> bytes | None:
    return seals.seal(party.key_id, words.encode(), about) if words else None


def _opened(seals: Seals, key: str, sealed: bytes | None, about: str) -> str:
    """What was sealed; empty where there is nothing, or its key was destroyed."""
    try:
        return seals.open(key, sealed, about).decode() if sealed else ""
    except Erased:
        return ""


def _party(row: Row, seals: Seals, key: str) -> Party:
    return Party(
        row["consultation"], row["n"], Side(row["side"]), row["person"], row["key_id"],
        _opened(seals, key, row["name"], "party name"), row["answer"],
        _opened(seals, row["key_id"], row["words"], "party words"), bool(row["absent"]), row["consent"],
        row["recorded_by"], _opened(seals, row["key_id"], row["why"], "party why"),
    )  # fmt: skip


def _consultation(row: Row, seals: Seals) -> Consultation:
    plain = _opened(seals, row["key_id"], row["content"], "consultation")
    return Consultation(
        row["id"], row["class"], row["category"], row["street"], row["about"], row["round"], row["level"],
        State(row["state"]), row["version"], row["moderator"], row["meet_at"], row["key_id"],
        Content.of(from_json(plain.encode())) if plain else None, row["called_at"], row["asked_at"], row["review_at"],
        row["ended_at"],
    )  # fmt: skip
