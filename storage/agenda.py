"""What falls due, and when: steps of clocks, each told once; knows nothing of what they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storage.database import Row, Transaction


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a clock. `at` in UTC seconds, None while the clock waits; then `left_seconds` of its own time."""

    clock: str
    run: int
    step: str
    urgent: bool
    starts_at: int
    at: int | None
    left_seconds: int | None = None


def begin(tx: Transaction, about: str, steps: Sequence[Step]) -> None:
    """Write down what will fall due; a run of a clock is begun once."""
    if not steps:
        return
    rows = [(about, step.clock, step.run, step.step, int(step.urgent), step.starts_at, step.at) for step in steps]
    tx.many("insert into agenda (about, clock, run, step, urgent, starts_at, at) values {rows}", rows)


def stop(tx: Transaction, about: str, *, clock: str = "") -> None:
    """Nothing of a clock, or of any, will be told any more; what was told stays."""
    tx.run(
        "delete from agenda where about = :about and told_at is null and (:clock = '' or clock = :clock)",
        about=about,
        clock=clock,
    )


def due(tx: Transaction, *, now: int, most: int) -> list[str]:
    """What has something to be told by now: the urgent first, then in order of time."""
    rows = tx.all(
        "select about from agenda where told_at is null and at is not null and at <= :now"
        " group by about order by max(urgent) desc, min(at), about limit :most",
        now=now,
        most=most,
    )
    return [row["about"] for row in rows]


def tell(tx: Transaction, about: str, *, now: int) -> list[Step]:
    """Mark what has fallen due as told; what was told before, by whomever, is not among it."""
    rows = tx.all(
        "update agenda set told_at = :now where about = :about and told_at is null and at is not null and at <= :now"
        " returning clock, run, step, urgent, starts_at, at, left_seconds",
        now=now,
        about=about,
    )
    return [_step(row) for row in rows]


def untold(tx: Transaction, about: str) -> list[Step]:
    """What is still to be told, of clocks that run and of those that wait."""
    rows = tx.all(
        "select clock, run, step, urgent, starts_at, at, left_seconds from agenda"
        " where about = :about and told_at is null order by clock, run, step",
        about=about,
    )
    return [_step(row) for row in rows]


def move(tx: Transaction, about: str, step: Step) -> None:
    """Write a step's new time, or what is left of it while its clock waits."""
    tx.run(
        "update agenda set at = :at, left_seconds = :left, starts_at = :starts where about = :about"
        " and clock = :clock and run = :run and step = :step and told_at is null",
        about=about, clock=step.clock, run=step.run, step=step.step,
        at=step.at, left=step.left_seconds, starts=step.starts_at,
    )  # fmt: skip


def _step(row: Row) -> Step:
    return Step(
        row["clock"], row["run"], row["step"], bool(row["urgent"]), row["starts_at"], row["at"], row["left_seconds"]
    )
