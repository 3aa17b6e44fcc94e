"""The SQL of weeks: what happened in one, its sums, what was said of it, and what was explained."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from cases.case import OFFICE_HAS
from cases.summary.reckoning import Standing, Step
from storage.database import Row, Transaction
from storage.seals import Erased, Seals

LOOKED_UP_AT_ONCE = 200  # cases whose events are asked for in one statement


def steps(tx: Transaction, *, since: int, until: int, without: Collection[str]) -> list[Step]:
    """Every event from `since` until before `until` (UTC seconds), in order; none of the categories `without`."""
    where, values = _without(without)
    rows = tx.all(
        "select e.number, e.at, e.what, e.before, e.after, e.street, e.category, e.take_by, e.handle_by,"
        " coalesce(p.street, '') as street_before, coalesce(p.take_by, 0) as take_by_before,"
        " coalesce(p.handle_by, 0) as handle_by_before, c.opened_at, c.latitude_e7, c.longitude_e7, c.routed,"
        " case when e.what = 'take' then"
        "  (select count(*) from hand_over h where h.number = e.number and h.at <= e.at) else 0 end as handed"
        " from case_event e join cases c on c.number = e.number"
        " left join case_event p on p.number = e.number and p.n = e.n - 1"
        f" where e.at >= :since and e.at < :until and {where} order by e.at, e.number, e.n",
        since=since, until=until, **values,
    )  # fmt: skip
    return [_step(row) for row in rows]


def standing(tx: Transaction, *, at: int, without: Collection[str]) -> list[Standing]:
    """The cases that offices had at a moment (UTC seconds), as they stood then, by number."""
    rows = tx.all(
        "select number from cases where ended_at is null and opened_at < :at"
        " union all select number from cases where ended_at >= :at and opened_at < :at order by number",
        at=at,
    )
    numbers = [row["number"] for row in rows]
    last: dict[str, Row] = {}
    for n in range(0, len(numbers), LOOKED_UP_AT_ONCE):
        last |= {row["number"]: row for row in _events_before(tx, numbers[n : n + LOOKED_UP_AT_ONCE], at=at)}
    return [
        Standing(row["number"], row["after"], row["street"], row["category"], row["take_by"], row["handle_by"])
        for row in last.values()
        if row["after"] in OFFICE_HAS and row["category"] not in without
    ]


def _events_before(tx: Transaction, numbers: Sequence[str], *, at: int) -> list[Row]:
    """What happened to some cases before a moment, in order. By their numbers, which no planner mistakes."""
    padded = [*numbers, *([numbers[-1]] * (LOOKED_UP_AT_ONCE - len(numbers)))]  # one statement for any number of them
    values = {f"number_{n}": number for n, number in enumerate(padded)}
    return tx.all(
        "select number, after, street, category, take_by, handle_by from case_event"
        f" where number in ({', '.join(f':{name}' for name in values)}) and at < :at order by number, n",
        at=at, **values,
    )  # fmt: skip


def began_at(tx: Transaction) -> int | None:
    """When the very first thing happened to a case, in UTC seconds; None where nothing ever did."""
    row = tx.one("select min(at) as at from case_event")
    return row["at"] if row else None


def street_of(tx: Transaction, number: str) -> str:
    """The street that has a case; empty for what is no case's number."""
    row = tx.one("select street from cases where number = :number", number=number)
    return row["street"] if row else ""


def _step(row: Row) -> Step:
    return Step(
        row["number"], row["at"], row["what"], row["before"], row["after"], row["street"], row["category"],
        row["take_by"], row["handle_by"], row["street_before"], row["take_by_before"], row["handle_by_before"],
        row["opened_at"], row["handed"] > 0, row["latitude_e7"], row["longitude_e7"], row["routed"] != "by_words",
    )  # fmt: skip


def _without(categories: Collection[str]) -> tuple[str, dict[str, str]]:
    values = {f"quiet_{n}": category for n, category in enumerate(sorted(categories))}
    names = ", ".join(f":{name}" for name in values)
    return (f"e.category not in ({names})" if names else "1 = 1"), values


# -- sums of weeks that have ended ---------------------------------------------------------------------------------


def summed(tx: Transaction) -> set[str]:
    """The weeks whose sums are written down."""
    return {row["name"] for row in tx.all("select name from week")}


def sums(tx: Transaction, what: Sequence[str], *, since: str, until: str) -> dict[tuple[str, str, str], int]:
    """Some sums of the weeks from one to before another, by week, street and what."""
    names = {f"what_{n}": each for n, each in enumerate(what)}
    rows = tx.all(
        "select week, street, what, n from week_sum where week >= :since and week < :until"
        f" and what in ({', '.join(f':{name}' for name in names)})",
        since=since, until=until, **names,
    )  # fmt: skip
    return {(row["week"], row["street"], row["what"]): row["n"] for row in rows}


def sums_of_week(tx: Transaction, week: str) -> dict[str, dict[str, int]]:
    """Every sum of a week by street and what; empty where none were written down."""
    found: dict[str, dict[str, int]] = {}
    for row in tx.all("select street, what, n from week_sum where week = :week", week=week):
        found.setdefault(row["street"], {})[row["what"]] = row["n"]
    return found


def summed_before(tx: Transaction, what: str, *, until: str) -> int:
    """One sum over all weeks before one and all streets."""
    row = tx.one(
        "select coalesce(sum(n), 0) as n from week_sum where what = :what and week < :until", what=what, until=until
    )  # fmt: skip
    return int(row["n"]) if row else 0


def write_sums(tx: Transaction, week: str, counted: Mapping[tuple[str, str], int], *, now: int) -> bool:
    """Write down a week's sums, by street and what; False where another process did."""
    if not tx.run("insert into week (name, summed_at) values (:week, :now) on conflict do nothing", week=week, now=now):
        return False
    for (street, what), n in sorted(counted.items()):
        tx.run(
            "insert into week_sum (week, street, what, n) values (:week, :street, :what, :n)",
            week=week, street=street, what=what, n=n,
        )  # fmt: skip
    return True


# -- what was said, and what was explained ---------------------------------------------------------------------------


def say_once(tx: Transaction, id: str, *, now: int) -> bool:
    """Note that something is said; False where it was said before. Waits for whoever is just saying it."""
    return bool(
        tx.run("insert into weekly_said (id, at) values (:id, :now) on conflict do nothing", id=id, now=now)
    )  # fmt: skip


def was_said(tx: Transaction, id: str) -> bool:
    return tx.one("select id from weekly_said where id = :id", id=id) is not None


@dataclass(frozen=True, slots=True)
class Note:
    """What a coordinator explained of a street's week; `n` counts from 0, `line` is empty where it was erased."""

    street: str
    n: int
    alias: str
    line: str
    at: int


def add_note(
    tx: Transaction, seals: Seals, *, week: str, street: str, person: str, key_id: str, line: str, now: int
) -> None:
    """Explain a street's week; what was explained before stays readable."""
    tx.run(
        "insert into weekly_note (week, street, n, person, key_id, line, at) values (:week, :street,"
        " (select count(*) from weekly_note where week = :week and street = :street), :person, :key_id, :line, :now)",
        week=week, street=street, person=person, key_id=key_id,
        line=seals.seal(key_id, line.encode(), "weekly note"), now=now,
    )  # fmt: skip


def notes(tx: Transaction, seals: Seals, week: str) -> list[Note]:
    """Everything that was explained of a week, by street, in order."""
    rows = tx.all(
        "select w.street, w.n, w.key_id, w.line, w.at, p.alias from weekly_note w join person p on p.id = w.person"
        " where w.week = :week order by w.street, w.n",
        week=week,
    )
    return [Note(row["street"], row["n"], row["alias"], _opened(seals, row), row["at"]) for row in rows]


def _opened(seals: Seals, row: Row) -> str:
    try:
        return seals.open(row["key_id"], row["line"], "weekly note").decode()
    except Erased:
        return ""
