"""The SQL of letting go: erasures, forgotten cases, and what a night let go of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from people.person import NOBODY
from storage.database import Row, Transaction


@dataclass(frozen=True, slots=True)
class Erasure:
    """Somebody who asked to be erased; times in UTC seconds. `let_go_at`: from then on there is no way back."""

    person: str
    key_id: str
    asked_at: int
    due_at: int
    let_go_at: int | None


# -- erasures --------------------------------------------------------------------------------------------------------


def ask(tx: Transaction, person: str, *, key_id: str, now: int, due_at: int) -> bool:
    """Note that somebody wants to be erased; False if they had asked before."""
    return bool(
        tx.run(
            "insert into erasure (person, key_id, asked_at, due_at) values (:person, :key_id, :now, :due_at)"
            " on conflict (person) do nothing",
            person=person,
            key_id=key_id,
            now=now,
            due_at=due_at,
        )
    )


def take_back(tx: Transaction, person: str) -> bool:
    """They stay after all; False where nothing was asked, or it is too late."""
    return bool(tx.run("delete from erasure where person = :person and let_go_at is null", person=person))


def find(tx: Transaction, person: str) -> Erasure | None:
    """An erasure, its row locked for this turn."""
    row = tx.one("select * from erasure where person = :person for update", person=person)
    return _erasure(row) if row else None


def due(tx: Transaction, *, now: int, most: int) -> list[Erasure]:
    """Who is to be erased by now, and whom a crash left half erased."""
    rows = tx.all(
        "select * from erasure where done_at is null and due_at <= :now order by due_at limit :most", now=now, most=most
    )
    return [_erasure(row) for row in rows]


def mark_let_go(tx: Transaction, person: str, *, now: int) -> None:
    tx.run("update erasure set let_go_at = :now where person = :person", person=person, now=now)


def mark_done(tx: Transaction, person: str, *, now: int) -> None:
    """Their key is destroyed; what was to be taken back from their chats can't be read any more."""
    tx.run("delete from fading where chat in (select id from chat where person = :person)", person=person)
    tx.run("update erasure set done_at = :now where person = :person", person=person, now=now)


def keys_of_done(tx: Transaction) -> list[str]:
    """The keys that erasures say are destroyed, for the audit."""
    return [row["key_id"] for row in tx.all("select key_id from erasure where done_at is not null order by key_id")]


def unfinished_with(tx: Transaction, keys: Sequence[str]) -> list[Row]:
    """Whose key is among these, though their rows were never let go of: what a restore brought back."""
    names = {f"key_{n}": key for n, key in enumerate(keys)}
    return tx.all(
        f"select p.id, p.key_id from person p where p.key_id in ({', '.join(':' + name for name in names)})"
        " and not exists (select 1 from erasure e where e.person = p.id and e.done_at is not null)",
        **names,
    )


def _erasure(row: Row) -> Erasure:
    return Erasure(row["person"], row["key_id"], row["asked_at"], row["due_at"], row["let_go_at"])


# -- a person --------------------------------------------------------------------------------------------------------


def cases_of(tx: Transaction, person: str, *, most: int) -> list[str]:
    rows = tx.all(
        "select number from cases where reporter = :person order by number limit :most", person=person, most=most
    )
    return [row["number"] for row in rows]


def forget_following(tx: Transaction, person: str, *, now: int) -> None:
    """What somebody said about cases of others, having seen them too or looked again; that they did stays counted."""
    tx.run(
        "update case_event set note = null, salt = null, actor = :nobody, forgotten_at = :now where actor = :person"
        " and number in (select number from follower where person = :person"
        "  union select number from recheck_offer where person = :person)",
        person=person,
        nobody=NOBODY,
        now=now,
    )
    tx.run("update follower set words = null, photo = null where person = :person", person=person)


def drop_photos(tx: Transaction, person: str) -> None:
    """Their photos: the files are discarded by the next sweep, and what they looked like is forgotten.

    What a quiet counter holds is sealed under a key of its own before theirs goes (`bot/confiding.py`).
    """
    tx.run("delete from errand where photo in (select id from photo where person = :person)", person=person)
    tx.run("delete from photo_slice where photo in (select id from photo where person = :person)", person=person)
    tx.run(
        "update photo set state = 'dropped', phash = null, turned = null, album = '', why = null"
        " where person = :person and not (state = 'kept' and exists"
        "  (select 1 from quiet_photo q where q.photo = photo.id))",
        person=person,
    )


def stop_looking(tx: Transaction, person: str, *, now: int) -> None:
    """They usually ride nowhere and are asked nothing; for what they were asked another rider is looked for."""
    tx.run(
        "update recheck set next_at = :now where answer is null and next_at is not null and exists (select 1"
        " from recheck_offer o where o.number = recheck.number and o.round = recheck.round and o.person = :person"
        " and o.answer is null)",
        person=person,
        now=now,
    )
    tx.run("delete from recheck_offer where person = :person", person=person)
    tx.run("delete from usual_street where person = :person", person=person)


def unlink(tx: Transaction, person: str, *, member: str, alias: str, now: int) -> None:
    """No chat finds them any more, no role is theirs, and neither their points nor their alias lead to them."""
    mine = "(select id from chat where person = :person)"
    tx.run("delete from talk where person = :person", person=person)
    tx.run(f"update fading set due_at = :now where chat in {mine}", person=person, now=now)  # taken back before the key
    for state in ("waiting", "dead"):  # each has an index of its own; a letter that was sent has no body
        tx.run(
            "update letter set state = 'dropped', body = null, claimed_by = null, why = 'erased'"
            f" where chat in {mine} and state = '{state}'",
            person=person,
        )
    tx.run(f"delete from card where chat in {mine}", person=person)
    tx.run(f"update counter set ended_at = :now where chat in {mine} and ended_at is null", person=person, now=now)
    tx.run("delete from duty where person = :person", person=person)
    tx.run("update role set ended_at = :now where person = :person and ended_at is null", person=person, now=now)
    tx.run(
        "update chat set handle = 'gone ' || id, base = 'gone ' || id, state = 'blocked' where person = :person",
        person=person,
    )
    tx.run(
        "update person set member = :member, alias = :alias, agreed_version = 0, agreed_at = null where id = :person",
        person=person,
        member=member,
        alias=alias,
    )


# -- a case ----------------------------------------------------------------------------------------------------------


def be_nobody(tx: Transaction) -> None:
    """Whoever reported what was let go of, there from the first time on. Nothing can be sealed under their key."""
    tx.run(
        "insert into person (id, key_id, member, alias, language, created_at)"
        " values (:nobody, 'nobody', 'm-nobody', '—', 'zh-CN', 0) on conflict (id) do nothing",
        nobody=NOBODY,
    )


def forget_case(tx: Transaction, number: str, *, key_id: str, now: int) -> None:
    """What was said in a case and by whom: it goes on under a key of its own, with its facts."""
    tx.run(
        "update case_event set note = null, salt = null, forgotten_at = :now, actor = case when actor in"
        " (select reporter from cases where number = :number union"
        "  select person from follower where number = :number) then :nobody else actor end where number = :number",
        number=number,
        nobody=NOBODY,
        now=now,
    )
    tx.run(
        "update cases set words = :empty, place_words = :empty, outcome = null, key_id = :key_id, reporter = :nobody"
        " where number = :number",
        number=number,
        empty=b"",
        key_id=key_id,
        nobody=NOBODY,
    )


def forget_office_words(tx: Transaction, number: str) -> None:
    """What an office asked, explained and passed on; how often and when it did stays."""
    tx.run(
        "update question set words = :empty, why = null, latitude_e7 = null, longitude_e7 = null"
        " where number = :number",
        number=number,
        empty=b"",
    )
    tx.run("update delay set why = :empty, answer = null where number = :number", number=number, empty=b"")
    tx.run("delete from refusal_owner where number = :number", number=number)


def drop_case_photos(tx: Transaction, number: str) -> int:
    """All photos of a case; how many."""
    mine = "(select photo from case_photo where number = :number)"
    tx.run(f"delete from errand where photo in {mine}", number=number)
    tx.run(f"delete from photo_slice where photo in {mine}", number=number)
    return tx.run(
        "update photo set state = 'dropped', phash = null, turned = null, album = '', why = null"
        f" where id in {mine} and state in ('coming', 'kept')",
        number=number,
    )


def photos_gone(tx: Transaction, number: str) -> bool:
    """Whether a case had photos that were let go of."""
    return bool(
        tx.one(
            "select 1 as yes from case_photo c join photo p on p.id = c.photo where c.number = :number"
            " and p.state = 'dropped' limit 1",
            number=number,
        )
    )


def forget_followers_words(tx: Transaction, number: str) -> None:
    tx.run("update follower set words = null, photo = null where number = :number", number=number)


def drop_shown(tx: Transaction, number: str) -> int:
    """What is still kept of letters that showed a case, and of what browsers were shown of it; how many messages.

    Its card stays where it stands: it is drawn anew.
    """
    tx.run(
        "update letter set state = 'dropped', body = null, claimed_by = null, why = 'erased'"
        " where shows = :number and shows <> '' and body is not null",
        number=number,
    )
    return tx.run(
        "delete from web_messages where mine = 0 and source in"
        " (select cast(id as text) from letter where shows = :number and shows <> '' and card = '')",
        number=number,
    )


def coarsen(tx: Transaction, number: str, *, latitude_e7: int, longitude_e7: int, now: int) -> None:
    """A case is only about where it was from here on."""
    tx.run(
        "update cases set latitude_e7 = :latitude, longitude_e7 = :longitude, coarse_at = :now where number = :number",
        number=number,
        latitude=latitude_e7,
        longitude=longitude_e7,
        now=now,
    )


def ended_before(tx: Transaction, before: int, *, most: int) -> list[Row]:
    """Cases that ended so long ago and still say where exactly; a merged one waits for the case it follows."""
    return tx.all(
        "select number, latitude_e7, longitude_e7 from cases where ended_at <= :before and coarse_at is null"
        " and not exists (select 1 from merger m join cases t on t.number = m.target"
        "  where m.number = cases.number and (t.ended_at is null or t.ended_at > :before))"
        " order by ended_at limit :most for update",
        before=before,
        most=most,
    )


def was_swept(tx: Transaction, night: str, kind: str) -> bool:
    return bool(tx.one("select 1 as yes from swept where night = :night and kind = :kind", night=night, kind=kind))


def note_swept(tx: Transaction, night: str, kind: str, amount: int, *, now: int) -> None:
    """What a night let go of, added to what it did before."""
    tx.run(
        "insert into swept (night, kind, amount, at) values (:night, :kind, :amount, :now)"
        " on conflict (night, kind) do update set amount = swept.amount + excluded.amount, at = excluded.at",
        night=night,
        kind=kind,
        amount=amount,
        now=now,
    )


def forget_letters(tx: Transaction, *, before_ms: int, most: int) -> int:
    """Letters given up long ago lose what they said; how many."""
    return tx.run(
        "update letter set body = null, state = 'dropped' where id in (select id from letter"
        " where state = 'dead' and posted_at_ms < :before order by id limit :most)",
        before=before_ms,
        most=most,
    )
