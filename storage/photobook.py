"""What is known of each photo: whose it is, whether it is still on its way, and under which name it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from storage.database import Row, Transaction

COMING, KEPT, REFUSED, DROPPED = "coming", "kept", "refused", "dropped"
UNUSED_HOURS = 96  # a draft lives 72 hours; a photo that no case holds a day later is dropped


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """`name` and `key_id` open it in `storage.photos`, once it is kept."""

    id: str
    person: str
    key_id: str
    state: str
    name: str | None
    heard_at: int
    pixelated: tuple[int, ...] = ()


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


def keep(tx: Transaction, id: str, *, name: str, bytes_count: int, phash: int, turned: tuple[int, ...] = ()) -> bool:
    """It came and is kept; False if that was noted before. `turned`: its hashes after quarter turns."""
    return _settle(
        tx, id, state=KEPT, name=name, bytes_count=bytes_count, phash=phash, why=None,
        turned=",".join(str(each) for each in turned) or None,
    )  # fmt: skip


def refuse(tx: Transaction, id: str, *, why: str) -> bool:
    """It can't be used; False if that was noted before."""
    return _settle(tx, id, state=REFUSED, name=None, bytes_count=None, phash=None, why=why)


def _settle(
    tx: Transaction,
    id: str,
    *,
    state: str,
    name: str | None,
    bytes_count: int | None,
    phash: int | None,
    why: str | None,
    turned: str | None = None,
) -> bool:
    tx.run("delete from errand where photo = :id", id=id)
    return bool(
        tx.run(
            "update photo set state = :state, name = :name, bytes = :bytes_count, phash = :phash, why = :why,"
            " turned = :turned where id = :id and state = 'coming'",
            id=id,
            state=state,
            name=name,
            bytes_count=bytes_count,
            phash=phash,
            why=why,
            turned=turned,
        )
    )


def drop(tx: Transaction, id: str) -> None:
    """Nothing will use it; its file is discarded by the next sweep."""
    tx.run("delete from errand where photo = :id", id=id)
    tx.run("update photo set state = 'dropped' where id = :id", id=id)


def drop_unused(tx: Transaction, *used_in: str, now: int) -> int:
    """Drop what has lain for 96 hours and is in no row of the tables `used_in`; how many."""
    return tx.run(
        "update photo set state = 'dropped' where state in ('coming', 'kept') and heard_at < :before"
        + "".join(f" and not exists (select 1 from {table} u where u.photo = photo.id)" for table in used_in),
        before=now - UNUSED_HOURS * 3600,
    )


def dropped(tx: Transaction, *, most: int) -> list[PhotoRow]:
    """Dropped photos whose file is still there."""
    rows = tx.all(
        "select id, person, key_id, state, name, heard_at from photo where state = 'dropped' and name is not null"
        " limit :most",
        most=most,
    )
    return [_row(row) for row in rows]


def forget_name(tx: Transaction, id: str) -> None:
    """Its file is gone."""
    tx.run("update photo set name = null where id = :id", id=id)


def find(tx: Transaction, id: str) -> PhotoRow | None:
    row = tx.one("select id, person, key_id, state, name, heard_at from photo where id = :id", id=id)
    return _row(row) if row else None


def pixelate(tx: Transaction, id: str, cell: int, *, actor: str, now: int) -> bool:
    """Nobody sees a ninth of a photo (1 to 9, from the upper left) clearly any more; False if that was so before."""
    return bool(
        tx.run(
            "insert into pixelated (photo, cell, actor, at) values (:id, :cell, :actor, :now) on conflict do nothing",
            id=id,
            cell=cell,
            actor=actor,
            now=now,
        )
    )


def pixelated(tx: Transaction, id: str) -> tuple[int, ...]:
    """The ninths of a photo that are not to be seen."""
    rows = tx.all("select cell from pixelated where photo = :id order by cell", id=id)
    return tuple(row["cell"] for row in rows)


def all_kept(tx: Transaction) -> list[PhotoRow]:
    """Every photo that should lie in the store, for the audit."""
    rows = tx.all("select id, person, key_id, state, name, heard_at from photo where state = 'kept' order by id")
    return [_row(row) for row in rows]


def _row(row: Row) -> PhotoRow:
    return PhotoRow(row["id"], row["person"], row["key_id"], row["state"], row["name"], row["heard_at"])
