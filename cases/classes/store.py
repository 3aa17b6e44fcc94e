"""The SQL of classes of cases and of their notices."""

from __future__ import annotations

from collections.abc import Sequence

from cases.classes.proposing import CELL_E7, Cell, Point
from storage.database import Row, Transaction
from storage.sql import among

_COUNTS = (
    "routed <> 'by_words' and status not in ('merged', 'withdrawn')"
    " and not exists (select 1 from class_case l where l.number = cases.number)"
)
_CLASS = (
    "select k.id, k.category, k.street, k.place, k.latitude_e7, k.longitude_e7, k.opened_by, k.opened_at, k.ended_at,"
    " n.id as notice, n.rule, n.from_at, n.until_at, n.published_at, n.check_at, n.checked_at, n.consultation,"
    " (select count(*) from class_case l where l.class = k.id) as linked"
    " from case_class k left join notice n on n.class = k.id"
)


def cells(tx: Transaction, streets: Sequence[str], *, since: int) -> dict[Cell, tuple[int, int]]:
    """How many cases, and at most how many riders, each square of some streets has of each category since a moment."""
    where, values = among("street", streets)
    rows = tx.all(
        f"select category, latitude_e7 / {CELL_E7} as north, longitude_e7 / {CELL_E7} as east, count(*) as cases,"
        " count(distinct reporter) + sum((select count(*) from follower f where f.number = cases.number)) as riders"
        f" from cases where opened_at >= :since and {where} and {_COUNTS} group by 1, 2, 3",
        since=since, **values,
    )  # fmt: skip
    return {(r["category"], r["north"], r["east"]): (int(r["cases"]), int(r["riders"])) for r in rows}


def points(tx: Transaction, streets: Sequence[str], cell: Cell, *, since: int, most: int) -> list[Point]:
    """The cases of a square and of the eight around it, the newest first."""
    where, values = among("street", streets)
    rows = tx.all(
        "select number, latitude_e7, longitude_e7, reporter from cases where opened_at >= :since"
        f" and category = :category and latitude_e7 / {CELL_E7} between :north - 1 and :north + 1"
        f" and longitude_e7 / {CELL_E7} between :east - 1 and :east + 1 and {where} and {_COUNTS}"
        " order by opened_at desc, number desc limit :most",
        since=since, category=cell[0], north=cell[1], east=cell[2], most=most, **values,
    )  # fmt: skip
    return [
        Point(
            r["number"], r["latitude_e7"] / 1e7, r["longitude_e7"] / 1e7,
            frozenset((r["reporter"], *followers(tx, r["number"]))),
        )
        for r in rows
    ]  # fmt: skip


def followers(tx: Transaction, number: str) -> list[str]:
    return [row["person"] for row in tx.all("select person from follower where number = :number", number=number)]


def add(
    tx: Transaction, *, category: str, street: str, place: str, latitude_e7: int, longitude_e7: int, by: str, now: int
) -> int:
    row = tx.one(
        "insert into case_class (category, street, place, latitude_e7, longitude_e7, opened_by, opened_at)"
        " values (:category, :street, :place, :latitude, :longitude, :by, :now) returning id",
        category=category, street=street, place=place, latitude=latitude_e7, longitude=longitude_e7, by=by, now=now,
    )  # fmt: skip
    assert row is not None
    return int(row["id"])


def link(tx: Transaction, id: int, number: str, *, by: str, now: int) -> bool:
    """A case belongs to a class; False where it belongs to one already."""
    return bool(
        tx.run(
            "insert into class_case (number, class, linked_by, linked_at) values (:number, :id, :by, :now)"
            " on conflict (number) do nothing",
            number=number,
            id=id,
            by=by,
            now=now,
        )
    )


def find(tx: Transaction, id: int) -> Row | None:
    """A class with its notice, if it has one; its row is locked."""
    tx.one("select id from case_class where id = :id for update", id=id)
    return tx.one(f"{_CLASS} where k.id = :id", id=id)


def under_way(tx: Transaction, streets: Sequence[str], *, most: int) -> list[Row]:
    """The classes of some streets that have not ended, the last opened first."""
    where, values = among("k.street", streets)
    return tx.all(f"{_CLASS} where k.ended_at is null and {where} order by k.id desc limit :most", most=most, **values)


def end(tx: Transaction, id: int, *, now: int) -> bool:
    return bool(tx.run("update case_class set ended_at = :now where id = :id and ended_at is null", id=id, now=now))


def people(tx: Transaction, id: int) -> list[str]:
    """Who reported or saw what a class has."""
    rows = tx.all(
        "select k.reporter as person from class_case l join cases k on k.number = l.number where l.class = :id union"
        " select f.person from class_case l join follower f on f.number = l.number where l.class = :id order by 1",
        id=id,
    )
    return [row["person"] for row in rows]


# -- notices -------------------------------------------------------------------------------------------------------


def publish(tx: Transaction, id: int, *, rule: str, from_at: int, until_at: int, check_at: int, now: int,
            consultation: int | None) -> int | None:  # fmt: skip
    """A class's notice, and the consultation by which it was agreed; None where it has one."""
    row = tx.one(
        "insert into notice (class, rule, from_at, until_at, published_at, check_at, consultation)"
        " values (:id, :rule, :from_at, :until_at, :now, :check_at, :consultation)"
        " on conflict (class) do nothing returning id",
        id=id,
        rule=rule,
        from_at=from_at,
        until_at=until_at,
        check_at=check_at,
        now=now,
        consultation=consultation,
    )
    return int(row["id"]) if row else None


def published(tx: Transaction, notice: int) -> Row | None:
    """A notice with its class, for whoever wants to read it."""
    return tx.one(f"{_CLASS} where n.id = :notice", notice=notice)


def in_force(tx: Transaction, category: str, *, now: int) -> list[Row]:
    """The notices about a category that hold now, the last first."""
    return tx.all(
        f"{_CLASS} where k.category = :category and n.from_at <= :now and n.until_at > :now order by n.id desc",
        category=category,
        now=now,
    )


def to_check(tx: Transaction, *, now: int, most: int) -> list[Row]:
    """Notices whose effect is to be looked at, each told once."""
    rows = tx.all(
        "update notice set checked_at = :now where id in (select id from notice where checked_at is null"
        " and check_at <= :now order by check_at limit :most) and checked_at is null returning class",
        now=now,
        most=most,
    )
    return [found for row in rows if (found := find(tx, row["class"]))]


def between(tx: Transaction, category: str, *, since: int, until: int) -> list[tuple[float, float]]:
    """Where cases of a category were reported in a span of time, in degrees."""
    rows = tx.all(
        "select latitude_e7, longitude_e7 from cases where opened_at >= :since and opened_at < :until"
        " and category = :category and routed <> 'by_words' and status not in ('merged', 'withdrawn')",
        category=category,
        since=since,
        until=until,
    )
    return [(row["latitude_e7"] / 1e7, row["longitude_e7"] / 1e7) for row in rows]
