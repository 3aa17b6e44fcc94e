"""The SQL of cases. Words are sealed under the reporter's key on the way in and opened on the way out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cases.case import Case, Status
from storage.database import Row, Transaction
from storage.seals import Erased, Seals

_COLUMNS = (
    "number, version, status, category, street, urgency, reporter, key_id, words, place_words, latitude_e7,"
    " longitude_e7, routed, opened_at, take_by, handle_by, officer, taken_at, handled_at, ended_at, ended_why,"
    " verified, outcome, answer, rounds, points, before_asked"
)


def next_number(tx: Transaction, series: str) -> int:
    """The next number of a series, from 1; without gaps, as it is taken in the case's own transaction."""
    row = tx.one(
        "insert into number_series (series, last) values (:series, 1)"
        " on conflict (series) do update set last = number_series.last + 1 returning last",
        series=series,
    )
    assert row is not None
    return int(row["last"])


def add(tx: Transaction, seals: Seals, case: Case) -> None:
    names = _COLUMNS.replace("\n", " ")
    tx.run(f"insert into cases ({names}) values ({_named(names)})", **_values(case, seals))


def _named(names: str) -> str:
    return ", ".join(f":{name.strip()}" for name in names.split(","))


def update(tx: Transaction, seals: Seals, case: Case) -> bool:
    """Write a moved case over the version before it; False if somebody moved it first."""
    values = _values(case, seals)
    changed = (
        "status, street, officer, take_by, handle_by, taken_at, handled_at, ended_at, ended_why, verified, outcome,"
        " answer, rounds, words, category, urgency, before_asked"
    )
    sets = ", ".join(f"{name.strip()} = :{name.strip()}" for name in changed.split(","))
    return bool(
        tx.run(
            f"update cases set version = :version, {sets} where number = :number and version = :version - 1",
            **{name.strip(): values[name.strip()] for name in changed.split(",")},
            number=case.number,
            version=case.version,
        )
    )


def find(tx: Transaction, seals: Seals, number: str) -> Case | None:
    """A case, its row locked for this turn."""
    row = tx.one(f"select {_COLUMNS} from cases where number = :number for update", number=number)
    return _case(row, seals) if row else None


def of_reporter(tx: Transaction, seals: Seals, person: str, *, most: int) -> list[Case]:
    """A person's cases, newest first."""
    rows = tx.all(
        f"select {_COLUMNS} from cases where reporter = :person order by opened_at desc, number desc limit :most",
        person=person,
        most=most,
    )
    return [_case(row, seals) for row in rows]


def of_streets(
    tx: Transaction,
    seals: Seals,
    streets: list[str],
    statuses: Sequence[Status],
    *,
    most: int,
    at: int = 0,
    last: str = "",
) -> list[Case]:
    """The cases of some streets in some states, soonest to be handled first; those after the case `last`, due `at`."""
    where, values = _in_streets(streets)
    states = {f"status_{n}": str(status) for n, status in enumerate(statuses)}
    rows = tx.all(
        f"select {_COLUMNS} from cases where {where} and status in ({', '.join(':' + s for s in states)})"
        " and (handle_by > :at or (handle_by = :at and number > :last)) order by handle_by, number limit :most",
        **values, **states, at=at, last=last, most=most,
    )  # fmt: skip
    return [_case(row, seals) for row in rows]


def unseen(tx: Transaction, seals: Seals, streets: list[str], *, most: int) -> list[Case]:
    """Cases of some streets that were told to nobody, because nobody was there; the oldest first."""
    where, values = _in_streets(streets)
    rows = tx.all(
        f"select {_COLUMNS} from cases where status = 'submitted' and {where} and 'unseen' ="
        " (select what from case_event e where e.number = cases.number and e.what <> 'add' order by e.n desc limit 1)"
        " order by opened_at, number limit :most for update",
        most=most, **values,
    )  # fmt: skip
    return [_case(row, seals) for row in rows]


def silent_since(tx: Transaction, seals: Seals, before: int, *, most: int) -> list[Case]:
    """Handled cases whose reporter has said nothing since `before`."""
    rows = tx.all(
        f"select {_COLUMNS} from cases where status = 'handled' and handled_at <= :before"
        " order by handled_at limit :most for update",
        before=before,
        most=most,
    )
    return [_case(row, seals) for row in rows]


def counts(tx: Transaction, streets: list[str], *, since: int, now: int) -> dict[str, int]:
    """How many were opened and ended since a moment, and how many wait, run, or are overdue; streets [''] = all."""
    where, values = _in_streets(streets)
    row = tx.one(
        "select coalesce(sum(case when opened_at >= :since then 1 else 0 end), 0) as opened,"
        " coalesce(sum(case when ended_at >= :since then 1 else 0 end), 0) as ended,"
        " coalesce(sum(case when status = 'submitted' then 1 else 0 end), 0) as waiting,"
        " coalesce(sum(case when status in ('taken', 'asked') then 1 else 0 end), 0) as running,"
        " coalesce(sum(case when status = 'handled' then 1 else 0 end), 0) as unanswered,"
        " coalesce(sum(case when (status = 'submitted' and take_by < :now)"
        "  or (status in ('submitted', 'taken') and handle_by < :now) then 1 else 0 end), 0) as overdue"
        f" from cases where (status in ('submitted', 'taken', 'asked', 'handled') or opened_at >= :since"
        f" or ended_at >= :since) and {where}",
        since=since,
        now=now,
        **values,
    )
    assert row is not None
    names = ("opened", "ended", "waiting", "running", "unanswered", "overdue")
    return {name: int(row[name]) for name in names}


def _in_streets(streets: list[str]) -> tuple[str, dict[str, Any]]:
    if "" in streets:
        return "1 = 1", {}
    if not streets:
        return "1 = 0", {}
    values = {f"street_{n}": street for n, street in enumerate(streets)}
    return f"street in ({', '.join(':' + name for name in values)})", values


# -- photos ------------------------------------------------------------------------------------------------------


def add_photo(tx: Transaction, number: str, photo: str, *, role: str, now: int) -> None:
    tx.run(
        "insert into case_photo (number, n, photo, role, added_at) values (:number,"
        " (select count(*) from case_photo where number = :number), :photo, :role, :now)",
        number=number, photo=photo, role=role, now=now,
    )  # fmt: skip


def photos(tx: Transaction, number: str, *, role: str = "") -> list[str]:
    """A case's photos that came or are coming, in order; of one role or all."""
    rows = tx.all(
        "select c.photo from case_photo c join photo p on p.id = c.photo where c.number = :number"
        " and p.state in ('coming', 'kept') and (:role = '' or c.role = :role) order by c.n",
        number=number,
        role=role,
    )
    return [row["photo"] for row in rows]


def case_with_album(tx: Transaction, *, person: str, album: str) -> str | None:
    """The number of a person's case that holds photos of an album."""
    row = tx.one(
        "select c.number from photo p join case_photo c on c.photo = p.id"
        " where p.person = :person and p.album = :album and c.role = 'report' limit 1",
        person=person,
        album=album,
    )
    return row["number"] if row else None


def case_with_photo(tx: Transaction, photo: str) -> str | None:
    """The number of the case a photo belongs to."""
    row = tx.one("select number from case_photo where photo = :photo", photo=photo)
    return row["number"] if row else None


# -- history -----------------------------------------------------------------------------------------------------


def add_hand_over(tx: Transaction, number: str, *, before: str, after: str, actor: str, now: int) -> None:
    """Note which border a case was handed over."""
    tx.run(
        "insert into hand_over (number, n, before, after, actor, at) values (:number,"
        " (select count(*) from hand_over where number = :number), :before, :after, :actor, :now)",
        number=number, before=before, after=after, actor=actor, now=now,
    )  # fmt: skip


def handed_over_by(tx: Transaction, number: str) -> list[str]:
    """The streets that handed a case over, in order."""
    return [row["before"] for row in tx.all("select before from hand_over where number = :n order by n", n=number)]


# -- what the audit asks -------------------------------------------------------------------------------------------


def contradictions(tx: Transaction) -> list[str]:
    """Cases whose row and history disagree, or of which no letter ever told anybody."""
    off = tx.all(
        "select c.number, c.status, e.after from cases c join case_event e on e.number = c.number"
        " where e.n = (select max(n) from case_event l where l.number = c.number) and e.after <> c.status"
    )
    other = tx.all(
        "select c.number from cases c join case_event e on e.number = c.number"
        " where e.n = (select max(n) from case_event l where l.number = c.number) and (e.street <> c.street"
        " or e.category <> c.category or e.take_by <> c.take_by or e.handle_by <> c.handle_by"
        " or c.opened_at <> (select at from case_event f where f.number = c.number and f.n = 0)) order by 1"
    )
    silent = tx.all(
        "select c.number from cases c where not exists (select 1 from letter l where l.about = c.number) order by 1"
    )
    return [
        *(f"{r['number']}: is {r['status']}, its history says {r['after']}" for r in off),
        *(f"{r['number']}: its street, category or times are not those of its history" for r in other),
        *(f"{r['number']}: no letter was ever written about it (no counter and no coordinator?)" for r in silent),
    ]


# -- rows --------------------------------------------------------------------------------------------------------


def _values(case: Case, seals: Seals) -> dict[str, Any]:
    def sealed(words: str) -> bytes:
        return seals.seal(case.key_id, words.encode(), "case")

    return {
        **{name: getattr(case, name) for name in Case.__slots__ if name not in ("latitude", "longitude")},
        "status": str(case.status),
        "words": sealed(case.words),
        "place_words": sealed(case.place_words),
        "outcome": sealed(case.outcome) if case.outcome else None,
        "latitude_e7": round(case.latitude * 1e7),
        "longitude_e7": round(case.longitude * 1e7),
        "verified": None if case.verified is None else int(case.verified),
        "before_asked": str(case.before_asked) if case.before_asked else None,
    }


def _case(row: Row, seals: Seals) -> Case:
    def opened(sealed: bytes | None) -> str:
        if not sealed:
            return ""
        try:
            return seals.open(row["key_id"], sealed, "case").decode()
        except Erased:
            return ""

    plain = {
        name: row[name]
        for name in Case.__slots__
        if name
        not in ("latitude", "longitude", "status", "words", "place_words", "outcome", "verified", "before_asked")
    }
    return Case(
        **plain,
        status=Status(row["status"]),
        words=opened(row["words"]),
        place_words=opened(row["place_words"]),
        outcome=opened(row["outcome"]),
        latitude=row["latitude_e7"] / 1e7,
        longitude=row["longitude_e7"] / 1e7,
        verified=None if row["verified"] is None else bool(row["verified"]),
        before_asked=Status(row["before_asked"]) if row["before_asked"] else None,
    )
