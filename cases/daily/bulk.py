"""Many cases at once: each is tried by itself, and what could not be done is told with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from cases.access import Access
from cases.case import Case, Move, Status
from cases.casework import Casework
from cases.daily.weather import Weather
from cases.datum import metres
from cases.handing_over import HandingOver
from dialogue.refusal import Refusal
from dialogue.say import Fact, text
from people.person import Person

CASES_MAX = 20  # at once: what a group's pace shows within a minute


class ThirdHandOver(Refusal):
    """A case's third hand-over is a coordinator's, and asked about by itself."""


class NotOfTheWeather(Refusal):
    """Handled together is only what an open period of bad weather puts together."""


@dataclass(slots=True)
class Done:
    """What came of many: the cases that moved, and for each other one its number and why not, as a text."""

    cases: list[Case] = field(default_factory=list)
    refused: list[Fact] = field(default_factory=list)


@dataclass(slots=True)
class Bulk:
    """Acts on many cases within one turn's transaction. Not offered are acts that need words for each rider."""

    work: Casework
    access: Access
    officer: Person

    def take(self, numbers: Iterable[str]) -> Done:
        """接单 for each; one that is the officer's already counts as done."""

        def take(number: str) -> Case:
            case = self.access.for_office(number, self.officer)
            is_mine = case.officer == self.officer.id and case.status is Status.TAKEN
            return case if is_mine else self.work.take(case, self.officer)

        return self._each(numbers, take)

    def hand_over(self, numbers: Iterable[str], *, to: str, why: str) -> Done:
        """转派 of each to one street with one reason, which every rider reads."""
        handing = HandingOver(self.work.moving)

        def hand_over(number: str) -> Case:
            case = self.access.to_act_on(number, self.officer)
            case.allows(Move.HAND_OVER)
            if handing.is_for_the_coordinator(case, self.officer):
                raise ThirdHandOver(number=number)
            return handing.hand_over(case, self.officer, to=to, why=why)

        return self._each(numbers, hand_over)

    def merge(self, numbers: Iterable[str], *, into: str) -> Done:
        """合并 of each into one of them, which stays; one close informs and credits everybody."""

        def merge(number: str) -> Case:
            target = self.access.for_office(into, self.officer)
            return self.work.merge(self.access.to_act_on(number, self.officer), self.officer, into=target)

        return self._each((number for number in numbers if number != into), merge)

    def handle(self, numbers: Iterable[str], *, outcome: str, photos: list[str]) -> Done:
        """已处置 of what the weather brought, each 核实属实, with the same words and photos."""
        weather = Weather(self.work.moving)

        def handle(number: str) -> Case:
            case = self.access.to_act_on(number, self.officer)
            if not weather.hits(case):
                raise NotOfTheWeather
            return self.work.handle(case, self.officer, verified=True, outcome=outcome, photos=photos)

        return self._each(numbers, handle)

    def metres_apart(self, numbers: Iterable[str], into: str) -> int:
        """How far the furthest of some cases lies from one of them, in whole metres."""
        target = self.access.for_office(into, self.officer)
        found = [self.access.for_office(number, self.officer) for number in sorted(numbers)]
        here = target.latitude, target.longitude
        return round(max(metres(here, (case.latitude, case.longitude)) for case in found))

    def _each(self, numbers: Iterable[str], act: Callable[[str], Case]) -> Done:
        """One after another in the order of their numbers, so that two officers' many never wait for each other."""
        done = Done()
        for number in sorted(set(numbers))[:CASES_MAX]:
            try:
                with self.work.tx.savepoint():
                    done.cases.append(act(number))
            except Refusal as refusal:
                why = text(refusal.key, **refusal.facts)
                names_it = "number" in refusal.facts
                done.refused.append(why if names_it else text("many-refused", number=number, why=why))
        return done
