"""What is known of each photo: whose it is, whether it is still on its way, and under which name it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from storage.database import Transaction

COMING, KEPT, REFUSED = "coming", "kept", "refused"


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """`name` and `key_id` open it in `storage.photos`, once it is kept."""

    id: str
    person: str
    key_id: str
    state: str
    name: str | None
    heard_at: int


def expect(tx: Transaction, id: str, *, person: str, key_id: str, album: str, now: int) -> None:
    """A photo was heard; its bytes are on their way."""
    tx.run(
        "insert into photo (id, person, key_id, state, album, heard_at)"
        " values (:id, :person, :key_id, 'coming', :album, :now)",
        id=id,
        person=person,
        key_id=key_id,
        album=album,
        now=now,
    )


def keep(tx: Transaction, id: str, *, name: str, bytes_count: int, phash: int) -> bool:
    """It came and is kept; False if that was noted before."""
    return _settle(tx, id, state=KEPT, name=name, bytes_count=bytes_count, phash=phash, why=None)


def refuse(tx: Transaction, id: str, *, why: str) -> bool:
    """It can't be used; False if that was noted before."""
    return _settle(tx, id, state=REFUSED, name=None, bytes_count=None, phash=None, why=why)


def _settle(
    tx: Transaction, id: str, *, state: str, name: str | None, bytes_count: int | None, phash: int | None, why: str | None
) -> bool:
    tx.run("delete from errand where photo = :id", id=id)
    return bool(
        tx.run(
            "update photo set state = :state, name = :name, bytes = :bytes_count, phash = :phash, why = :why"
            " where id = :id and state = 'coming'",
            id=id,
            state=state,
            name=name,
            bytes_count=bytes_count,
            phash=phash,
            why=why,
        )
    )


def find(tx: Transaction, id: str) -> PhotoRow | None:
    row = tx.one("select id, person, key_id, state, name, heard_at from photo where id = :id", id=id)
    return PhotoRow(row["id"], row["person"], row["key_id"], row["state"], row["name"], row["heard_at"]) if row else None


def all_kept(tx: Transaction) -> list[PhotoRow]:
    """Every photo that should lie in the store, for the audit."""
    rows = tx.all("select id, person, key_id, state, name, heard_at from photo where state = 'kept' order by id")
    return [PhotoRow(r["id"], r["person"], r["key_id"], r["state"], r["name"], r["heard_at"]) for r in rows]
