"""恶劣天气: while a coordinator has a period open, what the weather brings to a street is worked together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cases import deadlines, store
from cases.case import Case, Status
from cases.catalog import Category
from cases.daily import store as daily
from cases.daily.store import Period
from cases.known.store import lock_series
from cases.moving import Moving
from dialogue.refusal import Refusal
from dialogue.say import Button, Fact, Say, moment, name, text
from people.person import Person
from people.roster import random_code

KINDS = ("rain", "typhoon", "wind", "snow")  # what a period may be called; the reason that riders read
DELAY_HOURS = (4, 12, 24, 48)  # how far cases can be put off at once; beyond two days each needs its own reason
PERIOD_HOURS = (12, 24, 72)  # how long a period may be chosen to last
BY_HAND_HOURS = 7 * 24  # one that is to be ended by hand ends by itself after a week: nobody's rain is longer
PUT_OFF_MAX = 100  # cases in one press, whose riders are all told in that turn


class NoBadWeather(Refusal):
    """No period is open in these streets."""


class BadWeatherAlready(Refusal):
    """A street has one period at a time."""


@dataclass(slots=True)
class Weather:
    """Bad weather within one turn's transaction."""

    moving: Moving

    # -- periods ---------------------------------------------------------------------------------------------

    def open_in(self, streets: Sequence[str]) -> list[Period]:
        """The periods open now in some streets; one ends by itself at its time."""
        return daily.open_periods(self.moving.tx, streets, now=self.moving.now)

    def open(self, streets: Sequence[str], kind: str, hours: int, by: Person) -> list[Period]:
        """Open a period in some streets, and tell their counters. Raises BadWeatherAlready."""
        assert kind in KINDS
        assert 0 < hours <= BY_HAND_HOURS
        lock_series(self.moving.tx, "weather")  # two coordinators at once: the second sees what the first opened
        if self.open_in(streets):
            raise BadWeatherAlready
        id, until = f"w{random_code(6)}", self.moving.now + hours * 3600
        periods = [Period(id, street, kind, until) for street in streets]
        for period in periods:
            daily.add_period(self.moving.tx, period, by=by.id, now=self.moving.now)
            self._tell(period, "weather-opened")
        return periods

    def end(self, streets: Sequence[str]) -> list[Period]:
        """End what is open in some streets, and tell their counters. Raises NoBadWeather."""
        periods = self.open_in(streets)
        if not periods:
            raise NoBadWeather
        for period in periods:
            daily.end_period(self.moving.tx, period, now=self.moving.now)
            self._tell(period, "weather-ended")
        return periods

    def _tell(self, period: Period, key: str) -> None:
        informing = self.moving.informing
        facts = {**self.facts(period), "count": self.count([period.street])}
        buttons = ((Button(text("weather-list"), "desk:weather"),),) if key == "weather-opened" else ()
        for to in informing.roster.counters(period.street):
            informing.post(to, Say(key, facts, buttons))

    def facts(self, period: Period) -> dict[str, Fact]:
        """What texts about a period may use."""
        return {
            "street": name(self.moving.catalog.streets[period.street].names),
            "kind": text(f"weather-{period.kind}"),
            "until": moment(period.until_at),
        }

    # -- what it hits ----------------------------------------------------------------------------------------

    @property
    def categories(self) -> list[str]:
        """The categories that bad weather brings, as the pack says."""
        return [kind.code for kind in self.moving.catalog.categories.values() if kind.weather]

    def count(self, streets: Sequence[str]) -> int:
        """How many open cases of some streets the weather hits."""
        found = daily.by_category(
            self.moving.tx, streets, "weather", categories=self.categories, me="", now=self.moving.now
        )
        return sum(found.values())

    def hits(self, case: Case) -> bool:
        """Whether a case is one that an open period puts together with others."""
        kind = self.moving.catalog.categories[case.category]
        return kind.weather and case.urgency != "emergency" and bool(self.open_in([case.street]))

    def notice(self, kind: Category, street: str) -> Fact:
        """What a rider who reports such a thing now is told; '' where there is nothing to say."""
        periods = self.open_in([street]) if kind.weather and kind.urgency != "emergency" else []
        return text("weather-notice", kind=text(f"weather-{periods[0].kind}")) if periods else ""

    # -- putting off -----------------------------------------------------------------------------------------

    def may_be_put_off(self, streets: Sequence[str]) -> int:
        """How many cases of some streets weather hits that were not put off yet, as far as one press reaches."""
        found = [self._not_put_off(period, most=PUT_OFF_MAX) for period in self.open_in(streets)]
        return min(PUT_OFF_MAX, sum(map(len, found)))

    def put_off(self, streets: Sequence[str], hours: int, by: Person) -> list[Case]:
        """Put off what weather hits in some streets by some hours, each case once a period; those that were.

        When it is to be handled changes, and what has passed already is counted from now; when it is to be taken does
        not, as looking at it takes no dry street. Raises NoBadWeather.
        """
        assert hours in DELAY_HOURS
        periods = self.open_in(streets)
        if not periods:
            raise NoBadWeather
        done: list[Case] = []
        for period in periods:
            found = self._not_put_off(period, most=PUT_OFF_MAX - len(done))
            cases = (store.find(self.moving.tx, self.moving.seals, number) for number in found)
            done += [self._put_off(case, period, hours, by) for case in cases if case and _may_wait(case, period)]
        return done

    def _not_put_off(self, period: Period, *, most: int) -> list[str]:
        return daily.not_put_off(self.moving.tx, period.id, period.street, categories=self.categories, most=most)

    def _put_off(self, case: Case, period: Period, hours: int, by: Person) -> Case:
        daily.put_off(self.moving.tx, period.id, case.number, hours=hours, now=self.moving.now)
        base = datetime.fromtimestamp(max(case.handle_by, self.moving.now), self.moving.zone)
        later = deadlines.later_by(self.moving.catalog.categories[case.category], base, hours)
        after = replace(case, version=case.version + 1, handle_by=int(later.timestamp()))
        after = self.moving.move(case, after, by.id, "put_off")
        self.moving.informing.tell_reporter(after, "case-put-off", kind=text(f"weather-{period.kind}"))
        return after


def _may_wait(case: Case, period: Period) -> bool:
    """Whether a case, read again under its lock, is still what the list said."""
    return case.street == period.street and case.status in (Status.SUBMITTED, Status.TAKEN)
