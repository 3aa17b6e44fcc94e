"""A made-up case from its report to its end, moved by the same table of states as any other (cases/case.py).

What would happen after the simulated time does not happen: the case stays as it was. Shares and waits are made up.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.simulating.town import Report, Town
from cases import deadlines
from cases.case import SILENCE_HOURS, Case, Move, Status
from cases.catalog import Catalog, Category
from cases.history.chain import Event
from cases.moving import CLOCK
from cases.pack import Urgency
from people.person import Person

WITHDRAWN, REFUSED, NOT_SEEN, ASKED = 0.015, 0.045, 0.06, 0.05  # shares of cases
REFUSED_TRUE = 0.4  # of those refused: a true report that is another's
JOINED, MERGED = 0.06, 0.02
ANSWERED = 0.46  # of the reporters who are asked how it looks now
ANSWERS = (("solved", 0.74), ("partly", 0.08), ("not_passed", 0.12), ("unsolved", 0.06))
DAY_FROM, DAY_HOURS = 9, 8  # when what was due at night is done
AT_LEAST_SECONDS = 40  # nothing is done in less


class OverYet(Exception):
    """The simulated time has ended."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody who saw it too."""

    person: Person
    at: int


@dataclass(slots=True)
class Life:
    """A case as it is left, what happened to it, and what follows from it. Times in UTC seconds."""

    case: Case
    reporter: Person
    steps: list[tuple[Event, Case]] = field(default_factory=list)
    hand_overs: list[tuple[str, str, str, int]] = field(default_factory=list)  # from, to, by whom, when
    joined: list[Joined] = field(default_factory=list)
    merged_into: tuple[str, str, int] | None = None  # target, by whom, when
    merged: list[Life] = field(default_factory=list)
    verified_at: int | None = None

    @property
    def last_at(self) -> int:
        return self.steps[-1][0].at

    @property
    def open_until(self) -> int:
        """Until when the office had it: nobody joins it, and nothing is merged into it, later."""
        return next((event.at for event, case in self.steps if case.status not in (Status.SUBMITTED, Status.TAKEN)), 0)

    def note(self, at: int, case: Case, what: str, actor: str, *, before: str = "", note: str = "") -> None:
        """Add an event where its time puts it; those that follow keep their order."""
        place = next((n for n, (event, _) in enumerate(self.steps) if event.at > at), len(self.steps))
        event = Event(case.number, 0, at, actor, what, before, str(case.status), note)
        self.steps.insert(place, (event, case))

    def beside(self, at: int, what: str, actor: str, *, note: str = "") -> None:
        """Something that does not move the case: noted as it stood then."""
        case = next(case for event, case in reversed(self.steps) if event.at <= at)
        self.note(at, case, what, actor, before=case.status, note=note)

    def numbered(self) -> list[tuple[Event, Case]]:
        """Its events with their places."""
        return [(replace(event, n=n), case) for n, (event, case) in enumerate(self.steps)]


class Lives:
    """Lives one case after another; `until` is when the simulated time ends, UTC seconds."""

    def __init__(self, chance: random.Random, catalog: Catalog, town: Town, *, until: int) -> None:
        self._chance, self._catalog, self._town, self._until = chance, catalog, town, until
        self._zone: ZoneInfo = catalog.district.zone

    def live(self, number: str, report: Report, *, points: int) -> Life:
        """The case of a report, as far as it comes."""
        take_by, handle_by = self._due(report.category, report.at)
        kind, reporter = report.category, report.reporter
        street, route = report.street.code, "inside"
        if self._chance.random() < self._town.offices[street].routes_wrong and report.street.neighbours:
            street = self._chance.choice(report.street.neighbours)
        case = Case(
            number=number, version=1, status=Status.SUBMITTED, category=kind.code, street=street,
            urgency=str(kind.urgency), reporter=reporter.id, key_id=reporter.key_id,
            words=f"{kind.names['zh-CN']}，请看看", place_words="", latitude=report.latitude,
            longitude=report.longitude, routed=route, opened_at=report.at, take_by=take_by, handle_by=handle_by,
            points=points,
        )  # fmt: skip
        life = Life(case, reporter)
        life.note(report.at, case, "open", reporter.id)
        with suppress(OverYet):
            self._run(life, report)
        self._join(life)
        return life

    def may_merge(self, into: Life, life: Life) -> int | None:
        """When an officer finds that two cases are one hazard; None where nobody ever does."""
        if into.case.category != life.case.category or into.case.street != life.case.street:
            return None
        if into.case.urgency == Urgency.EMERGENCY or self._chance.random() > MERGED * 6:
            return None
        at = life.case.opened_at + self._chance.randrange(600, 5_400)
        return at if at < min(into.open_until, self._until) else None

    def merge(self, life: Life, into: Life, at: int) -> Life:
        """The same case, merged at a moment, as it stood then."""
        steps = [(event, case) for event, case in life.steps if event.at <= at and event.what != "join"]
        then = steps[-1][1]
        if then.status not in (Status.SUBMITTED, Status.TAKEN):
            return life
        officer = self._town.officer(then.street, at)
        merged = then.moved(Move.MERGE, ended_at=at, ended_why="merged")
        found = Life(merged, life.reporter, steps, [h for h in life.hand_overs if h[3] <= at])
        found.note(at, merged, "merge", officer.id, before=then.status, note=into.case.number)
        found.merged_into = into.case.number, officer.id, at
        into.beside(at, "merged_in", officer.id, note=merged.number)
        into.merged.append(found)
        if into.verified_at and merged.reporter != into.case.reporter:
            verified = replace(merged, version=merged.version + 1, verified=True)
            found.note(into.verified_at, verified, "verified", officer.id, before=merged.status)
            found.case, found.verified_at = verified, into.verified_at
        return found

    # -- from step to step -----------------------------------------------------------------------------------

    def _run(self, life: Life, report: Report) -> None:
        kind, chance = report.category, self._chance
        if chance.random() < WITHDRAWN and kind.urgency is not Urgency.EMERGENCY:
            at = report.at + chance.randrange(AT_LEAST_SECONDS, 500)
            self._move(life, at, life.case.moved(Move.WITHDRAW, ended_at=at, ended_why="withdrawn"), "withdraw")
            return
        if life.case.street != report.street.code:
            self._hand_over(life, kind, to=report.street.code)
        self._take(life, kind)
        if chance.random() < REFUSED:
            self._refuse(life)
            return
        if chance.random() < ASKED:
            self._ask(life, kind)
        while self._handle_and_answer(life, kind):
            pass

    def _hand_over(self, life: Life, kind: Category, *, to: str) -> None:
        case, chance = life.case, self._chance
        at = max(case.opened_at + AT_LEAST_SECONDS, case.take_by - int(chance.random() * kind.take_minutes * 60))
        take_by, handle_by = self._due(kind, at)
        over = case.moved(Move.HAND_OVER, street=to, officer=None, taken_at=None, take_by=take_by, handle_by=handle_by)
        officer = self._town.officer(case.street, at)
        self._move(life, at, over, "hand_over", officer.id, note="不归我们管")
        life.hand_overs.append((case.street, to, officer.id, at))

    def _take(self, life: Life, kind: Category) -> None:
        case, chance = life.case, self._chance
        office, window = self._town.offices[case.street], max(kind.take_minutes * 60, 240)
        if chance.random() < office.takes_in_time:
            at = case.take_by - int(window * chance.random() ** 0.6) if kind.take_minutes else case.take_by
        else:
            at = case.take_by + int(window * chance.expovariate(1.2)) + AT_LEAST_SECONDS
        at = max(at, life.last_at + AT_LEAST_SECONDS)
        officer = self._town.officer(case.street, at)
        at_once = int(deadlines.handle_by(kind, self._local(at), is_taken=True).timestamp())
        taken = replace(case.taken_by(officer.id, now=at), handle_by=min(case.handle_by, at_once))
        self._move(life, at, taken, "take", officer.id)

    def _refuse(self, life: Life) -> None:
        at, is_true = self._worked(life.last_at + self._chance.randrange(600, 14_400)), self._chance.random()
        refused = life.case.refused(now=at, verified=is_true < REFUSED_TRUE, outcome="不在我们的职责里，已转告物业")
        self._move(life, at, refused, "refuse", self._officer(life), note="不在我们的职责里")
        self._verify(life, at)

    def _ask(self, life: Life, kind: Category) -> None:
        """请补充 and its answer: the deadline moves by as long as the clock waited."""
        asked_at = life.last_at + self._chance.randrange(300, 3_600)
        answered_at = asked_at + self._chance.randrange(600, 30_000)
        if answered_at >= self._until or asked_at >= life.case.handle_by:
            return
        asked = life.case.moved(Move.ASK)
        self._move(life, asked_at, asked, "ask", self._officer(life), note="请补一张近一点的照片")
        left = deadlines.ran(kind, self._local(asked_at), self._local(life.case.handle_by))
        by = int(deadlines.resumed(kind, self._local(answered_at), left).timestamp())
        answered = asked.moved(Move.ANSWER, handle_by=by)
        self._move(life, answered_at, answered, "answer")

    def _handle_and_answer(self, life: Life, kind: Category) -> bool:
        """One round; whether the rider sent it back."""
        case, chance = life.case, self._chance
        if chance.random() < self._town.offices[case.street].handles_in_time:
            at = life.last_at + int(max(1, case.handle_by - life.last_at) * chance.betavariate(1.6, 2.6))
            at = max(life.last_at + AT_LEAST_SECONDS, min(self._worked(at), case.handle_by))
        else:
            late = case.handle_by + int(3600 * kind.handle_hours * chance.expovariate(2.0))
            at = self._worked(max(life.last_at, late) + AT_LEAST_SECONDS)
        is_true = chance.random() >= NOT_SEEN
        officer = case.officer or self._officer(life)
        handled = case.handled(officer, now=at, verified=is_true, outcome="已到现场处理")
        self._move(life, at, handled, "handle", officer, note="已到现场处理")
        self._verify(life, at)
        return self._answer(life, kind, at)

    def _answer(self, life: Life, kind: Category, handled_at: int) -> bool:
        chance, case = self._chance, life.case
        if chance.random() >= ANSWERED:
            at = (handled_at + SILENCE_HOURS * 3600) // 300 * 300 + 300  # the first sweep after it
            self._move(life, at, case.answered(Move.SILENCE, now=at), "silence", CLOCK)
            return False
        at = handled_at + int(chance.expovariate(1 / 20_000)) + AT_LEAST_SECONDS
        at = min(at, handled_at + SILENCE_HOURS * 3600 - 1)
        (word,) = chance.choices([word for word, _ in ANSWERS], [share for _, share in ANSWERS])
        if word == "unsolved" and case.rounds < 2:
            take_by, handle_by = self._due(kind, at)
            again = case.seen_again(now=at, take_by=take_by, handle_by=handle_by)
            self._move(life, at, again, "look_again", note="还是老样子")
            return True
        move = {"partly": Move.PARTLY, "not_passed": Move.NOT_PASSED}.get(word, Move.CONFIRM)
        self._move(life, at, case.answered(move, now=at), str(move))
        return False

    def _join(self, life: Life) -> None:
        """Others who saw it too, while the office had it."""
        if life.case.urgency == Urgency.EMERGENCY or self._chance.random() > JOINED:
            return
        until = min(life.open_until or self._until, self._until)
        for _ in range(self._chance.choice((1, 1, 1, 2, 3))):
            other = self._town.somebody_else(life.reporter.id, *(each.person.id for each in life.joined))
            if other and until - life.case.opened_at > 300:
                at = life.case.opened_at + self._chance.randrange(120, until - life.case.opened_at)
                life.beside(at, "join", other.id)
                life.joined.append(Joined(other, at))

    # -- inside ----------------------------------------------------------------------------------------------

    def _move(self, life: Life, at: int, after: Case, what: str, actor: str = "", *, note: str = "") -> None:
        if at >= self._until:
            raise OverYet
        life.note(at, after, what, actor or life.reporter.id, before=life.case.status, note=note)
        life.case = after

    def _verify(self, life: Life, at: int) -> None:
        if life.case.verified and life.verified_at is None:
            life.verified_at = at

    def _officer(self, life: Life) -> str:
        return life.case.officer or self._town.officer(life.case.street, life.last_at).id

    def _due(self, kind: Category, at: int) -> tuple[int, int]:
        now = self._local(at)
        return int(deadlines.take_by(kind, now).timestamp()), int(deadlines.handle_by(kind, now).timestamp())

    def _worked(self, at: int) -> int:
        """The same day by daylight, where it fell into the night."""
        local = self._local(at)
        if DAY_FROM <= local.hour < DAY_FROM + DAY_HOURS:
            return at
        morning = int(local.replace(hour=DAY_FROM, minute=0, second=0).timestamp())
        later = morning + 86_400 if local.hour >= DAY_FROM + DAY_HOURS else morning
        return later + self._chance.randrange(DAY_HOURS * 3600)

    def _local(self, at: int) -> datetime:
        return datetime.fromtimestamp(at, self._zone)


def buffered(lives: list[Life], before: int) -> Iterator[Life]:
    """Take out of a list, and give, the lives to which nothing happens from a moment on."""
    kept = []
    for life in lives:
        if life.last_at < before:
            yield life
        else:
            kept.append(life)
    lives[:] = kept
