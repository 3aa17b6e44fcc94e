"""The SQL of questions, delays, handling units, work orders and owners. Words are sealed under the case's key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cases.case import Case
from storage.database import Row, Transaction
from storage.seals import Erased, Seals

TELL, REMIND, END = "tell", "remind", "end"


@dataclass(frozen=True, slots=True)
class Question:
    """What an office asks a case's reporter. Times in UTC seconds; `why` empty where it is the first one."""

    number: str
    n: int
    officer: str
    words: str
    why: str
    next_step: str
    next_at: int
    until_at: int

    @property
    def is_told(self) -> bool:
        """Whether its reporter has heard it."""
        return self.next_step != TELL


@dataclass(frozen=True, slots=True)
class Delay:
    """More time that an officer asks for. Times in UTC seconds; `outcome` empty while it waits."""

    number: str
    n: int
    officer: str
    hours: int
    why: str
    before_by: int
    until_at: int
    outcome: str
    decided_by: str | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a case's card says of its office's work; empty where there is none. `assigned`: units and when."""

    work_order: str
    assigned: tuple[tuple[str, int], ...]
    delay: Delay | None


# -- questions -----------------------------------------------------------------------------------------------------


def add_question(
    tx: Transaction, seals: Seals, case: Case, *,
    officer: str, words: str, why: str, now: int, step: str, at: int, until: int,
) -> None:  # fmt: skip
    """Write down what is asked; `step` is what its reporter hears next, `at` when (UTC seconds)."""
    tx.run(
        "insert into question (number, n, officer, round, words, why, asked_at, next_step, next_at, until_at)"
        " values (:number, (select count(*) from question where number = :number), :officer, :round, :words, :why,"
        " :now, :step, :at, :until)",
        number=case.number, officer=officer, round=case.rounds, now=now, step=step, at=at, until=until,
        words=_sealed(seals, case, words), why=_sealed(seals, case, why) if why else None,
    )  # fmt: skip


def open_question(tx: Transaction, seals: Seals, case: Case) -> Question | None:
    """The question that a case waits for, if it does."""
    row = tx.one("select * from question where number = :number and ended_at is null", number=case.number)
    if row is None:
        return None
    words, why = _opened(seals, case, row["words"]), _opened(seals, case, row["why"])
    return Question(
        row["number"], row["n"], row["officer"], words, why, row["next_step"], row["next_at"], row["until_at"]
    )


def times_asked(tx: Transaction, case: Case) -> int:
    """How often a case's reporter was asked in its present round; what was taken back unheard does not count."""
    row = tx.one(
        "select count(*) as n from question where number = :number and round = :round"
        " and not (ended_how is not null and ended_how = 'withdrawn' and next_step = 'tell')",
        number=case.number,
        round=case.rounds,
    )
    return int(row["n"]) if row else 0


def set_step(tx: Transaction, question: Question, *, step: str, at: int) -> None:
    """What a question's reporter hears next, and when."""
    tx.run(
        "update question set next_step = :step, next_at = :at where number = :number and n = :n",
        step=step, at=at, number=question.number, n=question.n,
    )  # fmt: skip


def end_question(tx: Transaction, number: str, *, how: str, now: int, point: tuple[float, float] | None = None) -> None:
    """A case waits for its question no longer; `point`: latitude and longitude that came with the answer."""
    tx.run(
        "update question set ended_at = :now, ended_how = :how, latitude_e7 = :latitude, longitude_e7 = :longitude"
        " where number = :number and ended_at is null",
        now=now, how=how, number=number,
        latitude=round(point[0] * 1e7) if point else None, longitude=round(point[1] * 1e7) if point else None,
    )  # fmt: skip


def questions_due(tx: Transaction, *, now: int, most: int) -> list[str]:
    """The cases about whose question something is to be said by now, the longest waiting first."""
    rows = tx.all(
        "select number from question where ended_at is null and next_at <= :now order by next_at, number limit :most",
        now=now,
        most=most,
    )
    return [row["number"] for row in rows]


def point_answered(tx: Transaction, number: str) -> tuple[float, float] | None:
    """The last place that came with an answer, latitude and longitude."""
    row = tx.one(
        "select latitude_e7, longitude_e7 from question where number = :number and latitude_e7 is not null"
        " order by n desc limit 1",
        number=number,
    )
    return (row["latitude_e7"] / 1e7, row["longitude_e7"] / 1e7) if row else None


# -- delays --------------------------------------------------------------------------------------------------------


def add_delay(
    tx: Transaction, seals: Seals, case: Case, *, officer: str, hours: int, why: str, until: int, now: int
) -> None:
    tx.run(
        "insert into delay (number, n, officer, hours, why, asked_at, before_by, until_at) values (:number,"
        " (select count(*) from delay where number = :number), :officer, :hours, :why, :now, :before, :until)",
        number=case.number, officer=officer, hours=hours, why=_sealed(seals, case, why),
        now=now, before=case.handle_by, until=until,
    )  # fmt: skip


def last_delay(tx: Transaction, seals: Seals, case: Case) -> Delay | None:
    """The last delay that was asked for a case."""
    row = tx.one("select * from delay where number = :number order by n desc limit 1", number=case.number)
    return _delay(row, seals, case) if row else None


def decide_delay(
    tx: Transaction, seals: Seals, case: Case, *, by: str, outcome: str, until: int, answer: str, now: int
) -> None:
    """Write down what became of the delay that waits."""
    tx.run(
        "update delay set decided_at = :now, decided_by = :by, outcome = :outcome, until_at = :until, answer = :answer"
        " where number = :number and decided_at is null",
        now=now, by=by, outcome=outcome, until=until, number=case.number,
        answer=_sealed(seals, case, answer) if answer else None,
    )  # fmt: skip


def delays_waiting(tx: Transaction, streets: list[str], *, most: int) -> list[str]:
    """The cases of some streets, [''] for all, that wait for a yes or no; soonest due first."""
    where, values = _in_streets(streets)
    rows = tx.all(
        "select d.number from delay d join cases c on c.number = d.number where d.decided_at is null"
        f" and {where} order by d.before_by, d.number limit :most",
        most=most,
        **values,
    )
    return [row["number"] for row in rows]


def count_waiting(tx: Transaction, streets: list[str]) -> int:
    """How many delays of some streets, [''] for all, wait for a yes or no."""
    where, values = _in_streets(streets)
    row = tx.one(
        f"select count(*) as n from delay d join cases c on c.number = d.number where d.decided_at is null and {where}",
        **values,
    )
    return int(row["n"]) if row else 0


def _in_streets(streets: list[str]) -> tuple[str, dict[str, Any]]:
    if "" in streets:
        return "1 = 1", {}
    values = {f"street_{n}": street for n, street in enumerate(streets)}
    return (f"c.street in ({', '.join(':' + name for name in values)})" if values else "1 = 0"), values


def moved_on(tx: Transaction, number: str, *, now: int) -> None:
    """A case left the office that had it: nobody waits for an answer or for more time."""
    end_question(tx, number, how="moved", now=now)
    tx.run(
        "update delay set decided_at = :now, outcome = 'void' where number = :number and decided_at is null",
        now=now,
        number=number,
    )


# -- units, numbers, owners ----------------------------------------------------------------------------------------


def add_assignment(tx: Transaction, number: str, *, unit: str, actor: str, now: int) -> None:
    tx.run(
        "insert into assignment (number, n, unit, actor, at) values (:number,"
        " (select count(*) from assignment where number = :number), :unit, :actor, :now)",
        number=number, unit=unit, actor=actor, now=now,
    )  # fmt: skip


def assignments(tx: Transaction, number: str) -> list[tuple[str, int]]:
    """The units that got a case, each once with the last time (UTC seconds), in order."""
    rows = tx.all(
        "select unit, max(at) as last from assignment where number = :number group by unit order by max(n)",
        number=number,
    )
    return [(row["unit"], row["last"]) for row in rows]


def set_work_order(tx: Transaction, number: str, *, code: str, actor: str, now: int) -> None:
    """Write an office's own number of a case over the one before."""
    tx.run(
        "insert into work_order (number, code, actor, at) values (:number, :code, :actor, :now)"
        " on conflict (number) do update set code = excluded.code, actor = excluded.actor, at = excluded.at",
        number=number, code=code, actor=actor, now=now,
    )  # fmt: skip


def drop_work_order(tx: Transaction, number: str) -> None:
    tx.run("delete from work_order where number = :number", number=number)


def work_order(tx: Transaction, number: str) -> str:
    """An office's own number of a case; empty where it gave none."""
    row = tx.one("select code from work_order where number = :number", number=number)
    return row["code"] if row else ""


def with_work_order(tx: Transaction, code: str, *, most: int) -> list[str]:
    """The cases that have exactly this work order, the newest first."""
    rows = tx.all(
        "select number from work_order where code = :code order by at desc, number limit :most", code=code, most=most
    )
    return [row["number"] for row in rows]


def set_owner(tx: Transaction, seals: Seals, case: Case, *, owner: str) -> None:
    """Write down whose matter a refused case is; empty takes away what stood there from an earlier refusal."""
    tx.run("delete from refusal_owner where number = :number", number=case.number)
    if owner:
        tx.run(
            "insert into refusal_owner (number, owner) values (:number, :owner)",
            number=case.number,
            owner=_sealed(seals, case, owner),
        )


def owner(tx: Transaction, seals: Seals, case: Case) -> str:
    """Whose matter a refused case is; empty where its reason says so itself."""
    row = tx.one("select owner from refusal_owner where number = :number", number=case.number)
    return _opened(seals, case, row["owner"]) if row else ""


def dossier(tx: Transaction, seals: Seals, case: Case) -> Dossier:
    """All that a card says of an office's work."""
    return Dossier(work_order(tx, case.number), tuple(assignments(tx, case.number)), last_delay(tx, seals, case))


# -- rows ----------------------------------------------------------------------------------------------------------


def _delay(row: Row, seals: Seals, case: Case) -> Delay:
    return Delay(
        row["number"], row["n"], row["officer"], row["hours"], _opened(seals, case, row["why"]), row["before_by"],
        row["until_at"], row["outcome"] or "", row["decided_by"],
    )  # fmt: skip


def _sealed(seals: Seals, case: Case, words: str) -> bytes:
    return seals.seal(case.key_id, words.encode(), "office")


def _opened(seals: Seals, case: Case, sealed: bytes | None) -> str:
    """What was sealed; empty where nothing was, or its key is destroyed."""
    try:
        return seals.open(case.key_id, sealed, "office").decode() if sealed else ""
    except Erased:
        return ""
