"""The SQL of what is known already. The look-ups read the two indexes of storage/schema/009_known.sql."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cases.known.near import Box, Found
from storage.database import Row, Transaction
from storage.seals import Seals

_FOUND = "number, status, reporter, opened_at, coalesce(ended_at, handled_at) as ended_at, latitude_e7, longitude_e7"
_IS_OPEN = "status in ('submitted', 'taken', 'asked') and routed <> 'by_words'"
_HAS_ENDED = "status in ('handled', 'closed') and verified = 1 and routed <> 'by_words'"


@dataclass(frozen=True, slots=True)
class Follower:
    """Somebody who saw a case too. `photo` is their first one of it, `is_kept` whether it came and is good."""

    person: str
    joined_at: int
    photo: str | None
    is_kept: bool
    is_credited: bool


# -- near by -------------------------------------------------------------------------------------------------------


def open_near(
    tx: Transaction, box: Box, category: str, *, since: int, most: int, emergencies: bool = False
) -> list[Found]:
    """Cases of a category that an office has to do something about, about nearest first."""
    bands, values = _listed("band", box.bands)
    rows = tx.all(
        f"select {_FOUND} from cases where number in (select number from cases where category = :category"
        f" and latitude_e7 / 5000 in ({bands}) and longitude_e7 between :west and :east and {_IS_OPEN}"
        " and latitude_e7 between :south and :north and opened_at >= :since"
        " and (urgency <> 'emergency' or :emergencies = 1) order by"
        " (latitude_e7 - :latitude) * (latitude_e7 - :latitude)"
        " + (longitude_e7 - :longitude) * :shrink * ((longitude_e7 - :longitude) * :shrink) limit :most)",
        category=category, since=since, most=most, emergencies=int(emergencies),
        south=box.south, north=box.north, west=box.west, east=box.east,
        latitude=box.latitude, longitude=box.longitude, shrink=box.shrink, **values,
    )  # fmt: skip
    return [_found(row) for row in rows]


def ended_near(tx: Transaction, box: Box, category: str, *, since: int, most: int) -> list[Found]:
    """Verified cases of a category that were handled or closed since a moment, the last one first."""
    squares_north, north = _listed("row", box.rows)
    squares_east, east = _listed("column", box.columns)
    rows = tx.all(
        f"select {_FOUND} from cases where category = :category and latitude_e7 / 25000 in ({squares_north})"
        f" and longitude_e7 / 25000 in ({squares_east}) and coalesce(ended_at, handled_at) >= :since"
        f" and {_HAS_ENDED} and latitude_e7 between :south and :north and longitude_e7 between :west and :east"
        " order by coalesce(ended_at, handled_at) desc, number desc limit :most",
        category=category, since=since, most=most,
        south=box.south, north=box.north, west=box.west, east=box.east, **north, **east,
    )  # fmt: skip
    return [_found(row) for row in rows]


def alike_near(tx: Transaction, box: Box, category: str, *, since: int, most: int) -> list[Found]:
    """Cases of a category opened since a moment, whatever became of them, but for those merged or withdrawn."""
    squares_north, north = _listed("row", box.rows)
    squares_east, east = _listed("column", box.columns)
    rows = tx.all(
        f"select {_FOUND} from cases where category = :category and latitude_e7 / 25000 in ({squares_north})"
        f" and longitude_e7 / 25000 in ({squares_east}) and opened_at >= :since and routed <> 'by_words'"
        " and latitude_e7 between :south and :north and longitude_e7 between :west and :east"
        " and status not in ('merged', 'withdrawn') limit :most",
        category=category, since=since, most=most,
        south=box.south, north=box.north, west=box.west, east=box.east, **north, **east,
    )  # fmt: skip
    return [_found(row) for row in rows]


def _listed(name: str, cells: range) -> tuple[str, dict[str, int]]:
    """Names for an `in (…)` and what they stand for."""
    values = {f"{name}_{n}": cell for n, cell in enumerate(cells)}
    return ", ".join(f":{each}" for each in values), values


def _found(row: Row) -> Found:
    return Found(
        row["number"], row["status"], row["reporter"], row["opened_at"], row["ended_at"],
        row["latitude_e7"] / 1e7, row["longitude_e7"] / 1e7,
    )  # fmt: skip


def first_photos(tx: Transaction, numbers: Sequence[str]) -> dict[str, str]:
    """The first photo of each case that its reporter sent and that was kept."""
    if not numbers:
        return {}
    names = {f"number_{n}": number for n, number in enumerate(numbers)}
    rows = tx.all(
        "select c.number, c.photo from case_photo c join photo p on p.id = c.photo"
        f" where c.number in ({', '.join(':' + name for name in names)}) and c.role = 'report' and p.state = 'kept'"
        " order by c.n desc",
        **names,
    )
    return {row["number"]: row["photo"] for row in rows}


def lock_series(tx: Transaction, series: str) -> None:
    """Whoever opens a case of this series waits until this transaction ends, and sees what it did."""
    tx.run(
        "insert into number_series (series, last) values (:series, 0)"
        " on conflict (series) do update set last = number_series.last",
        series=series,
    )


# -- who saw it too ------------------------------------------------------------------------------------------------


def follow(
    tx: Transaction, seals: Seals, number: str, person: str, *, key_id: str, photo: str | None, words: str, now: int
) -> bool:
    """Somebody follows a case; False where they did already, and then their first photo, if it had none, is added."""
    if tx.run(
        "insert into follower (number, person, joined_at, photo, words) values (:number, :person, :now, :photo, :words)"
        " on conflict (number, person) do nothing",
        number=number, person=person, now=now, photo=photo,
        words=seals.seal(key_id, words.encode(), "follower") if words else None,
    ):  # fmt: skip
        return True
    tx.run(
        "update follower set photo = :photo where number = :number and person = :person and photo is null",
        number=number,
        person=person,
        photo=photo,
    )
    return False


def followers(tx: Transaction, number: str) -> list[Follower]:
    """Who follows a case, in the order in which they joined."""
    rows = tx.all(
        "select f.person, f.joined_at, f.photo, f.credited_at, p.state from follower f"
        " left join photo p on p.id = f.photo where f.number = :number order by f.joined_at, f.person",
        number=number,
    )
    return [
        Follower(r["person"], r["joined_at"], r["photo"], r["state"] == "kept", r["credited_at"] is not None)
        for r in rows
    ]


def follows(tx: Transaction, number: str, person: str) -> bool:
    return bool(tx.one("select 1 as yes from follower where number = :n and person = :p", n=number, p=person))


def followed_by(tx: Transaction, person: str, *, most: int) -> list[str]:
    """The cases somebody follows, the last joined first."""
    rows = tx.all(
        "select number from follower where person = :person order by joined_at desc, number desc limit :most",
        person=person,
        most=most,
    )
    return [row["number"] for row in rows]


def credit(tx: Transaction, number: str, person: str, *, now: int) -> None:
    tx.run(
        "update follower set credited_at = :now where number = :number and person = :person",
        number=number,
        person=person,
        now=now,
    )


def joined_photos(tx: Transaction, number: str, *, person: str = "") -> list[str]:
    """The photos that followers added to a case, all or one person's, that came or are coming."""
    rows = tx.all(
        "select c.photo from case_photo c join photo p on p.id = c.photo where c.number = :number and c.role = 'join'"
        " and p.state in ('coming', 'kept') and (:person = '' or p.person = :person) order by c.n",
        number=number,
        person=person,
    )
    return [row["photo"] for row in rows]


def joined_with_album(tx: Transaction, *, person: str, album: str) -> str | None:
    """The case to which somebody added photos of an album when they joined it."""
    row = tx.one(
        "select c.number from photo p join case_photo c on c.photo = p.id"
        " where p.person = :person and p.album = :album and p.album <> '' and c.role = 'join' limit 1",
        person=person,
        album=album,
    )
    return row["number"] if row else None


# -- merged, come back ---------------------------------------------------------------------------------------------


def merge(tx: Transaction, number: str, *, target: str, actor: str, now: int) -> None:
    """A case follows its target from now on, and so does what was merged into it and whoever followed it."""
    tx.run("update merger set target = :target where target = :number", number=number, target=target)
    tx.run(
        "insert into merger (number, target, actor, at) values (:number, :target, :actor, :now)",
        number=number,
        target=target,
        actor=actor,
        now=now,
    )
    tx.run(
        "insert into follower (number, person, joined_at, photo, words, credited_at)"
        " select :target, person, joined_at, photo, words, credited_at from follower where number = :number"
        " on conflict (number, person) do nothing",
        number=number,
        target=target,
    )


def merged_into(tx: Transaction, target: str) -> list[str]:
    """The cases that follow a target, in order."""
    rows = tx.all("select number from merger where target = :target order by number", target=target)
    return [row["number"] for row in rows]


def target_of(tx: Transaction, number: str) -> str | None:
    """The case that a merged one follows."""
    row = tx.one("select target from merger where number = :number", number=number)
    return row["target"] if row else None


def add_recurrence(tx: Transaction, number: str, *, earlier: str, now: int) -> None:
    tx.run(
        "insert into recurrence (number, earlier, at) values (:number, :earlier, :now)",
        number=number,
        earlier=earlier,
        now=now,
    )


def marks(tx: Transaction, number: str) -> Row:
    """How many others saw a case (`others`), the case in which it was handled before (`earlier`, or null), and the
    case of a photo that one of its photos is like (`alike`, or null).
    """
    row = tx.one(
        "select (select count(*) from follower where number = :number)"
        " + (select count(*) from merger where target = :number) as others,"
        " (select earlier from recurrence where number = :number) as earlier,"
        " (select min(e.number) from case_photo c join photo_again a on a.photo = c.photo"
        "  join case_photo e on e.photo = a.earlier where c.number = :number) as alike",
        number=number,
    )
    assert row is not None
    return row


# -- the same photo again ------------------------------------------------------------------------------------------


def print_of(tx: Transaction, photo: str) -> Row | None:
    """A kept photo's hashes, unless it was compared before."""
    return tx.one(
        "select id, person, phash, turned from photo where id = :photo and state = 'kept' and phash is not null"
        " and not exists (select 1 from photo_slice s where s.photo = photo.id)",
        photo=photo,
    )


def prints_sharing(
    tx: Transaction, keys: Sequence[int], *, number: str, person: str, since: int, most: int
) -> list[Row]:
    """Photos that share a slice of their hash, the last ones first; without that person's of the same case."""
    names = {f"slice_{n}": key for n, key in enumerate(keys)}
    return tx.all(
        "select s.photo, p.person, p.phash from photo_slice s join photo p on p.id = s.photo"
        f" where s.slice in ({', '.join(':' + name for name in names)}) and s.at >= :since and p.state = 'kept'"
        " and not (p.person = :person and exists"
        "  (select 1 from case_photo c where c.photo = p.id and c.number = :number))"
        " order by s.at desc, s.photo limit :most",
        number=number, person=person, since=since, most=most, **names,
    )  # fmt: skip


def add_slices(tx: Transaction, photo: str, slices: Sequence[int], *, now: int) -> None:
    for each in slices:
        tx.run(
            "insert into photo_slice (slice, photo, at) values (:slice, :photo, :now)", slice=each, photo=photo, now=now
        )


def add_photo_again(tx: Transaction, photo: str, earlier: str, *, turns: int, bits_apart: int, now: int) -> None:
    tx.run(
        "insert into photo_again (photo, earlier, turns, bits_apart, at)"
        " values (:photo, :earlier, :turns, :apart, :now) on conflict (photo, earlier) do nothing",
        photo=photo,
        earlier=earlier,
        turns=turns,
        apart=bits_apart,
        now=now,
    )
