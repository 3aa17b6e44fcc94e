"""The SQL of a counter's day. Lists say what stands open of a case, so nothing is unsealed for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from storage.database import Row, Transaction

_DUE = "case status when 'submitted' then take_by else handle_by end"
_OPEN = "status in ('submitted', 'taken', 'asked')"
_LATE = "((status = 'submitted' and take_by < :now) or (status in ('submitted', 'taken') and handle_by < :now))"
# What a list shows; `:me` is an officer, `:now` in UTC seconds.
VIEWS = {
    "open": _OPEN,
    "mine": "officer = :me and status in ('taken', 'asked')",
    "overdue": _LATE,
    "asked": "status = 'asked'",
    "weather": f"{_OPEN} and urgency <> 'emergency'",
}
IN_HAND = "status in ('taken', 'asked', 'handled')"  # what comes back to its officer counts as theirs


@dataclass(frozen=True, slots=True)
class Line:
    """A case as a list shows it. `due_at` in UTC seconds."""

    number: str
    status: str
    category: str
    street: str
    urgency: str
    due_at: int


@dataclass(frozen=True, slots=True)
class Period:
    """A period of bad weather in one street, open until `until_at` (UTC seconds)."""

    id: str
    street: str
    kind: str
    until_at: int


# -- lists -----------------------------------------------------------------------------------------------------------


def lines(
    tx: Transaction,
    streets: Sequence[str],
    view: str,
    *,
    categories: Sequence[str],
    me: str,
    now: int,
    most: int,
    skip: int = 0,
) -> list[Line]:
    """The cases of some streets that a view shows, of some categories or all, soonest due first."""
    where, values = _where(streets, view, categories, me=me, now=now)
    rows = tx.all(
        f"select number, status, category, street, urgency, {_DUE} as due_at from cases where {where}"
        f" order by {_DUE}, number limit :most offset :skip",
        most=most, skip=skip, **values,
    )  # fmt: skip
    return [
        Line(row["number"], row["status"], row["category"], row["street"], row["urgency"], row["due_at"])
        for row in rows
    ]


def by_category(
    tx: Transaction, streets: Sequence[str], view: str, *, categories: Sequence[str], me: str, now: int
) -> dict[str, int]:
    """How many a view shows, by category."""
    where, values = _where(streets, view, categories, me=me, now=now)
    rows = tx.all(f"select category, count(*) as n from cases where {where} group by category", **values)
    return {row["category"]: int(row["n"]) for row in rows}


def tallies(tx: Transaction, streets: Sequence[str], *, me: str, now: int, today_until: int) -> dict[str, int]:
    """How many wait, are mine, are asked, overdue, open, with their rider, or fall due from now until `today_until`."""
    where, values = _in(streets, "street")
    row = tx.one(
        "select coalesce(sum(case when status = 'submitted' then 1 else 0 end), 0) as waiting,"
        f" coalesce(sum(case when {VIEWS['mine']} then 1 else 0 end), 0) as mine,"
        " coalesce(sum(case when status = 'asked' then 1 else 0 end), 0) as asked,"
        " coalesce(sum(case when status = 'taken' then 1 else 0 end), 0) as running,"
        " coalesce(sum(case when status = 'handled' then 1 else 0 end), 0) as unanswered,"
        f" coalesce(sum(case when {_LATE} then 1 else 0 end), 0) as overdue,"
        f" coalesce(sum(case when {_OPEN} then 1 else 0 end), 0) as open,"
        f" coalesce(sum(case when status in ('submitted', 'taken') and not {_LATE} and {_DUE} < :today_until"
        "  then 1 else 0 end), 0) as today"
        f" from cases where status in ('submitted', 'taken', 'asked', 'handled') and {where}",
        me=me, now=now, today_until=today_until, **values,
    )  # fmt: skip
    assert row is not None
    names = ("waiting", "mine", "asked", "running", "unanswered", "overdue", "open", "today")
    return {name: int(row[name]) for name in names}


def _where(
    streets: Sequence[str], view: str, categories: Sequence[str], *, me: str, now: int
) -> tuple[str, dict[str, Any]]:
    """A view's condition with the values that it uses."""
    in_streets, values = _in(streets, "street")
    condition = f"{VIEWS[view]} and {in_streets}"
    if categories:
        of_kinds, kinds = _in(categories, "category")
        condition, values = f"{condition} and {of_kinds}", values | kinds
    used = {"me": me, "now": now}
    return condition, values | {name: value for name, value in used.items() if f":{name}" in condition}


def _in(wanted: Sequence[str], column: str) -> tuple[str, dict[str, Any]]:
    """Whether a column is one of these; of none, nothing."""
    if not wanted:
        return "1 = 0", {}
    values = {f"{column}_{n}": each for n, each in enumerate(wanted)}
    return f"{column} in ({', '.join(f':{name}' for name in values)})", values


def in_hand(tx: Transaction, streets: Sequence[str], officer: str, *, most: int) -> list[str]:
    """The numbers of what an officer has in some streets, handled ones that may come back included, in order."""
    where, values = _in(streets, "street")
    rows = tx.all(
        f"select number from cases where officer = :officer and {IN_HAND} and {where} order by number limit :most",
        officer=officer, most=most, **values,
    )  # fmt: skip
    return [row["number"] for row in rows]


def count_in_hand(tx: Transaction, officer: str) -> dict[str, int]:
    """How many cases an officer has, by street."""
    rows = tx.all(
        f"select street, count(*) as n from cases where officer = :officer and {IN_HAND} group by street",
        officer=officer,
    )
    return {row["street"]: int(row["n"]) for row in rows}


# -- rolls -----------------------------------------------------------------------------------------------------------


def streets_uncalled(tx: Transaction, *, at: str, since: int) -> list[str]:
    """The streets with a counter whose roll of a time was not called; '' is a counter of the whole district.

    One bound later (`since` is that time in UTC seconds) has just been shown all that waits.
    """
    rows = tx.all(
        "select distinct street from counter where ended_at is null and bound_at <= :since"
        " and not exists (select 1 from inbox where channel = 'clock' and id = 'roll:' || street || ':' || :at)"
        " order by street",
        at=at,
        since=since,
    )
    return [row["street"] for row in rows]


# -- duty ------------------------------------------------------------------------------------------------------------


def on_duty(tx: Transaction, street: str) -> Row | None:
    """Who is on duty in a street and since when."""
    return tx.one("select person, began_at from duty where street = :street", street=street)


def duties_of(tx: Transaction, person: str) -> list[str]:
    """The streets that somebody is on duty in."""
    return [row["street"] for row in tx.all("select street from duty where person = :person", person=person)]


def begin_duty(tx: Transaction, street: str, person: str, *, now: int) -> None:
    tx.run(
        "insert into duty (street, person, began_at) values (:street, :person, :now)"
        " on conflict (street) do update set person = excluded.person, began_at = excluded.began_at",
        street=street, person=person, now=now,
    )  # fmt: skip


def end_duty(tx: Transaction, street: str) -> None:
    tx.run("delete from duty where street = :street", street=street)


# -- bad weather -----------------------------------------------------------------------------------------------------


def open_periods(tx: Transaction, streets: Sequence[str], *, now: int) -> list[Period]:
    """The periods of bad weather that are open now in some streets, at most one a street."""
    where, values = _in(streets, "street")
    rows = tx.all(
        "select id, street, kind, until_at from weather"
        f" where ended_at is null and until_at > :now and {where} order by street, began_at",
        now=now, **values,
    )  # fmt: skip
    return [Period(row["id"], row["street"], row["kind"], row["until_at"]) for row in rows]


def add_period(tx: Transaction, period: Period, *, by: str, now: int) -> None:
    tx.run(
        "insert into weather (id, street, kind, opened_by, began_at, until_at)"
        " values (:id, :street, :kind, :by, :now, :until)",
        id=period.id, street=period.street, kind=period.kind, by=by, now=now, until=period.until_at,
    )  # fmt: skip


def end_period(tx: Transaction, period: Period, *, now: int) -> None:
    tx.run(
        "update weather set ended_at = :now where id = :id and street = :street and ended_at is null",
        id=period.id, street=period.street, now=now,
    )  # fmt: skip


def put_off(tx: Transaction, period: str, number: str, *, hours: int, now: int) -> bool:
    """Note that a case was put off in a period; False if it was before."""
    return bool(
        tx.run(
            "insert into weather_delay (id, number, hours, at) values (:id, :number, :hours, :now)"
            " on conflict (id, number) do nothing",
            id=period,
            number=number,
            hours=hours,
            now=now,
        )
    )


def not_put_off(tx: Transaction, period: str, street: str, *, categories: Sequence[str], most: int) -> list[str]:
    """The numbers, in order, of a street's cases that weather hits and that were not put off in a period yet."""
    where, values = _in(categories, "category")
    rows = tx.all(
        "select number from cases where street = :street and status in ('submitted', 'taken')"
        f" and urgency <> 'emergency' and {where} and not exists"
        " (select 1 from weather_delay d where d.id = :id and d.number = cases.number) order by number limit :most",
        id=period, street=street, most=most, **values,
    )  # fmt: skip
    return [row["number"] for row in rows]
