"""请补充: an office asks a case's reporter, its clocks wait, and the case goes back to where it was.

The reporter is asked when they are free (`rider_times`), unless it is urgent; reminded once; after five days the case
goes on without an answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from cases import adding
from cases import store as casebook
from cases.case import Case, Move, NotNow, Status
from cases.moving import CLOCK, Moving
from cases.office import store
from cases.office.store import END, REMIND, TELL, Question
from cases.pack import Urgency
from cases.rider_hours import may_ask_from, may_ask_until
from dialogue.refusal import Refusal
from dialogue.say import Button, Fact, Picture, moment, text
from people.person import Person

ASK_DAYS = 5  # PRODUCT 3: the clock waits at most so long
REMIND_DAYS = 1  # before the end; once, ours until riders say otherwise
ASKS_MAX = 2  # in a round of a case: PRODUCT 3 knows a second time, with a reason
DAY = 86_400
ANSWERED, UNSURE, SILENCE, WITHDRAWN = "answered", "unsure", "silence", "withdrawn"  # how a question ends


class AskedEnough(Refusal):
    """Its reporter was asked as often as may be."""


class RiderNotReached(Refusal):
    """Its reporter can't be written to now."""


@dataclass(slots=True)
class Asking:
    """Questions to reporters within one turn's transaction, in which each case's row is locked."""

    moving: Moving

    # -- the office ------------------------------------------------------------------------------------------

    def times_asked(self, case: Case) -> int:
        """How often its reporter was asked before; raises NotNow, AskedEnough or RiderNotReached where it can't be."""
        case.allows(Move.ASK)
        times = store.times_asked(self.moving.tx, case)
        if times >= ASKS_MAX:
            raise AskedEnough(number=case.number, times=times)
        if self.moving.informing.roster.address(case.reporter) is None:
            raise RiderNotReached(number=case.number)
        return times

    def ask(self, case: Case, officer: Person, *, words: str, why: str = "") -> int:
        """Ask its reporter, now or when they are free; the clocks wait from now on. When they hear it (UTC seconds)."""
        assert why or not self.times_asked(case), "a second question has its reason"
        now = self.moving.now
        tell_at = now if _is_urgent(case) else self._free(now)
        until = self._free(now + ASK_DAYS * DAY, before=True)
        step, at = (TELL, tell_at) if tell_at > now else (REMIND, until - REMIND_DAYS * DAY)
        store.add_question(
            self.moving.tx, self.moving.seals, case,
            officer=officer.id, words=words, why=why, now=now, step=step, at=at, until=until,
        )  # fmt: skip
        note = "\n".join(filter(None, (words, why)))
        asked = self.moving.move(case, case.moved(Move.ASK), officer.id, "ask", note=note)
        if step == REMIND:
            self._tell_reporter(asked, self._question(asked), "case-asked")
        return tell_at

    def withdraw(self, case: Case, officer: Person) -> Case:
        """不用等了: the office found out by itself; whoever heard the question hears that, too."""
        if case.status is not Status.ASKED:
            raise NotNow(number=case.number, status=text(f"status-{case.status}"))
        question = self._question(case)
        back = self._back(case, Move.SILENCE, officer.id, "unask", how=WITHDRAWN)
        if question.is_told:
            self.moving.informing.tell_reporter(back, "question-withdrawn")
        return back

    # -- the rider -------------------------------------------------------------------------------------------

    def waits_for(self, case: Case) -> Question | None:
        """The question that its reporter may answer; None where the case waits for none any more."""
        return store.open_question(self.moving.tx, self.moving.seals, case) if case.status is Status.ASKED else None

    def answer(
        self, case: Case, person: Person, *, words: str, photos: list[str], point: tuple[float, float] | None = None
    ) -> Case:
        """What the reporter says, shows or points at (latitude, longitude); nothing of it: they can't say."""
        question, tx, now = self._question(case), self.moving.tx, self.moving.now
        adding.add_photos(tx, case, photos, now=now)
        more = replace(case, words=adding.with_more(case, words))
        spot = f"{point[0]:.6f}, {point[1]:.6f}" if point else ""
        how = ANSWERED if words or photos or point else UNSURE
        note = "\n".join(filter(None, (words, spot)))
        back = self._back(more, Move.ANSWER, person.id, "answer" if how == ANSWERED else "unsure", how, note, point)
        picture = Picture("collage", tuple(photos[:9])) if photos else None
        self._tell_office(back, question, f"question-{how}", picture=picture, said=words, point=spot)
        return back

    def point_answered(self, case: Case) -> tuple[float, float] | None:
        """The place that came with the last answer that had one: latitude and longitude in degrees, WGS-84."""
        return store.point_answered(self.moving.tx, case.number)

    # -- the clock -------------------------------------------------------------------------------------------

    def go_on(self, *, most: int) -> int:
        """Say what is due about questions: ask who is free now, remind, or go on without an answer. How many."""
        numbers = store.questions_due(self.moving.tx, now=self.moving.now, most=most)
        for number in numbers:
            case = casebook.find(self.moving.tx, self.moving.seals, number)
            assert case is not None, "what is about a case goes with it"
            question = self.waits_for(case)
            if question is not None and question.next_at <= self.moving.now:
                self._step(case, question)
        return len(numbers)

    def _step(self, case: Case, question: Question) -> None:
        now, tx = self.moving.now, self.moving.tx
        free = now if _is_urgent(case) else self._free(now)
        if question.next_step == END or question.until_at <= now:
            self._give_up(case, question)
        elif free > now:  # nothing ran when they were free
            store.set_step(tx, question, step=question.next_step, at=free)
        elif question.next_step == TELL:
            store.set_step(tx, question, step=REMIND, at=question.until_at - REMIND_DAYS * DAY)
            self._tell_reporter(case, question, "case-asked")
            self.moving.informing.tell_counter(case)
        else:
            assert question.next_step == REMIND, "a question has three steps"
            store.set_step(tx, question, step=END, at=question.until_at)
            self._tell_reporter(case, question, "case-still-asked")

    def _give_up(self, case: Case, question: Question) -> None:
        back = self._back(case, Move.SILENCE, CLOCK, "no_answer", how=SILENCE)
        if question.is_told:
            add = Button(".add", f"add:{case.number}")
            self.moving.informing.tell_reporter(back, "question-over", buttons=((add,),))
        self._tell_office(back, question, "question-silence")

    # -- inside ----------------------------------------------------------------------------------------------

    def _question(self, case: Case) -> Question:
        question = store.open_question(self.moving.tx, self.moving.seals, case)
        assert question is not None, "an asked case waits for a question"
        return question

    def _tell_reporter(self, case: Case, question: Question, key: str) -> None:
        buttons = (Button(".reply", f"reply:{case.number}"), Button(".unsure", f"unsure:{case.number}:{question.n}"))
        facts = {"question": question.words, "why": question.why, "until": moment(question.until_at)}
        self.moving.informing.tell_reporter(case, key, buttons=(buttons,), **facts)

    def _back(
        self,
        case: Case,
        move: Move,
        actor: str,
        what: str,
        how: str,
        note: str = "",
        point: tuple[float, float] | None = None,
    ) -> Case:
        """To the state before, its clocks going on with what was left of them."""
        store.end_question(self.moving.tx, case.number, how=how, now=self.moving.now, point=point)
        return self.moving.move(case, case.moved(move), actor, what, note=note)

    def _tell_office(
        self, case: Case, question: Question, key: str, *, picture: Picture | None = None, **facts: Fact
    ) -> None:
        """Whoever asked, and whoever has the case where that is somebody else."""
        facts |= {"question": question.words, "submitted": int(case.status is Status.SUBMITTED)}
        for officer in dict.fromkeys(filter(None, (question.officer, case.officer))):
            self.moving.informing.tell_worker(officer, case, key, picture=picture, **facts)

    def _free(self, at: int, *, before: bool = False) -> int:
        """When a reporter may be asked next from a moment on, or last before it (UTC seconds)."""
        found = may_ask_until if before else may_ask_from
        return int(found(self.moving.catalog.district, datetime.fromtimestamp(at, UTC)).timestamp())


def _is_urgent(case: Case) -> bool:
    """Only an emergency is asked about at meal peaks and at night."""
    return case.urgency == Urgency.EMERGENCY
