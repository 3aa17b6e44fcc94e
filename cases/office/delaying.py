"""申请延期: an officer asks for more time, a coordinator says yes or no; a yes moves the deadline, never the state."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from cases import deadlines
from cases import store as casebook
from cases.case import Case, NotNow, Status
from cases.moving import Moving
from cases.office import store
from cases.office.store import Delay
from dialogue.refusal import Refusal
from dialogue.say import Button, Fact, Say, moment, text
from people.person import Person
from storage.mailbox import Address

HOURS_MAX = 168  # of the category's clock, at a time: who needs more than seven days asks again and says why
AGREED, REFUSED = "agreed", "refused"


class DelayWaits(Refusal):
    """One request at a time."""


class NobodyToAgree(Refusal):
    """No coordinator can be reached who is not the one that asks."""


class DelayDecided(Refusal):
    """The first press wins, or the case has moved on meanwhile."""


class NotYourOwnDelay(Refusal):
    """Somebody else has to agree."""


class ClockWaits(Refusal):
    """While its reporter is asked the clock stands anyway."""


@dataclass(slots=True)
class Delaying:
    """Delays within one turn's transaction, in which the case's row is locked."""

    moving: Moving

    # -- the office ------------------------------------------------------------------------------------------

    def may_ask(self, case: Case, officer: Person) -> None:
        """Raises ClockWaits, NotNow, DelayWaits or NobodyToAgree."""
        if case.status is Status.ASKED:
            raise ClockWaits(number=case.number)
        if case.status is not Status.TAKEN:
            raise NotNow(number=case.number, status=text(f"status-{case.status}"))
        if self.waiting_for(case):
            raise DelayWaits(number=case.number)
        if not self._deciders(case, officer.id):
            raise NobodyToAgree(number=case.number)

    def until(self, case: Case, hours: int) -> int:
        """The deadline that so many more hours of the category's clock would give, in UTC seconds."""
        since = datetime.fromtimestamp(max(case.handle_by, self.moving.now), self.moving.zone)
        kind = self.moving.catalog.categories[case.category]
        return int(deadlines.later_by(kind, since, hours).timestamp())

    def ask(self, case: Case, officer: Person, *, hours: int, why: str) -> Delay:
        """Ask the street's coordinators, or the district's where it has none."""
        self.may_ask(case, officer)
        assert 0 < hours <= HOURS_MAX, "asked within its bounds"
        store.add_delay(
            self.moving.tx, self.moving.seals, case,
            officer=officer.id, hours=hours, why=why, until=self.until(case, hours), now=self.moving.now,
        )  # fmt: skip
        noted = replace(case, version=case.version + 1)
        self.moving.write(noted)
        self.moving.note(noted, before=case.status, actor=officer.id, what="delay_ask", note=why)
        delay = self.waiting_for(noted)
        assert delay is not None, "it was just written down"
        for to in self._deciders(noted, officer.id):
            self.moving.informing.post(to, self.request(noted, delay), about=case.number)
        self.moving.informing.tell_counter(noted)
        return delay

    # -- the coordinator -------------------------------------------------------------------------------------

    def request(self, case: Case, delay: Delay, *, fresh: bool = False) -> Say:
        """What a coordinator sees of a request, and can answer."""
        about = f"{delay.number}:{delay.n}"
        buttons = (
            (Button(".agree", f"delay-yes:{about}"), Button(".refuse", f"delay-no:{about}")),
            (Button(".open", f"open:{delay.number}"),),
        )
        picture = self.moving.informing.picture(case)
        return Say("delay-asked", self._facts(case, delay), buttons, picture, card=_card(delay), fresh=fresh)

    def waiting_in(self, streets: list[str], *, most: int) -> list[tuple[Case, Delay]]:
        """The requests that wait in some streets, [''] for all, soonest due first."""
        found = []
        for number in store.delays_waiting(self.moving.tx, streets, most=most):
            case = casebook.find(self.moving.tx, self.moving.seals, number)
            if case and (delay := self.waiting_for(case)):
                found.append((case, delay))
        return found

    def count_waiting(self, streets: list[str]) -> int:
        """How many requests wait in some streets, [''] for all."""
        return store.count_waiting(self.moving.tx, streets)

    def waiting_for(self, case: Case) -> Delay | None:
        """The request of a case that waits for an answer."""
        delay = store.last_delay(self.moving.tx, self.moving.seals, case)
        return delay if delay and not delay.outcome else None

    def to_decide(self, case: Case, n: int, coordinator: Person) -> Delay:
        """The request that a coordinator answers. Raises DelayDecided, NotYourOwnDelay or ClockWaits."""
        delay = self.waiting_for(case)
        if delay is None or delay.n != n:
            raise DelayDecided(number=case.number)
        if delay.officer == coordinator.id:
            raise NotYourOwnDelay(number=case.number)
        if case.status is Status.ASKED:
            raise ClockWaits(number=case.number)
        return delay

    def agree(self, case: Case, delay: Delay, coordinator: Person) -> Case:
        """The new deadline is the one that both saw; counted anew where it has passed while nobody answered."""
        until = delay.until_at if delay.until_at > self.moving.now else self.until(case, delay.hours)
        self._decide(case, coordinator, AGREED, until)
        later = replace(case, version=case.version + 1, handle_by=until)
        later = self.moving.move(case, later, coordinator.id, "delay")
        self._show_decided(later, replace(delay, outcome=AGREED, until_at=until), coordinator)
        self._tell_office(later, delay, "delay-agreed", until=moment(until))
        self.moving.informing.tell_reporter(later, "case-delayed", why=delay.why)
        return later

    def refuse(self, case: Case, delay: Delay, coordinator: Person, *, why: str) -> Case:
        """It stays as it was promised; the officer hears why."""
        self._decide(case, coordinator, REFUSED, delay.until_at, answer=why)
        same = replace(case, version=case.version + 1)
        same = self.moving.move(case, same, coordinator.id, "delay_refuse", note=why)
        self._show_decided(same, replace(delay, outcome=REFUSED), coordinator)
        self._tell_office(same, delay, "delay-refused", why=why)
        return same

    # -- inside ----------------------------------------------------------------------------------------------

    def _decide(self, case: Case, coordinator: Person, outcome: str, until: int, *, answer: str = "") -> None:
        store.decide_delay(
            self.moving.tx, self.moving.seals, case,
            by=coordinator.id, outcome=outcome, until=until, answer=answer, now=self.moving.now,
        )  # fmt: skip

    def _show_decided(self, case: Case, delay: Delay, coordinator: Person) -> None:
        """Wherever the request stands it says what became of it, without buttons."""
        say = Say(
            f"delay-was-{delay.outcome}", {**self._facts(case, delay), "by": coordinator.alias}, card=_card(delay)
        )
        for to in self.moving.informing.mailbox.shown_in(_card(delay)):
            self.moving.informing.post(to, say, about=case.number)

    def _tell_office(self, case: Case, delay: Delay, key: str, **facts: Fact) -> None:
        for officer in dict.fromkeys(filter(None, (delay.officer, case.officer))):
            self.moving.informing.tell_worker(officer, case, key, **facts)

    def _facts(self, case: Case, delay: Delay) -> dict[str, Fact]:
        return {
            **self.moving.informing.facts(case),
            "officer": self.moving.informing.roster.person(delay.officer).alias,
            "hours": delay.hours,
            "why": delay.why,
            "before": moment(delay.before_by),
            "until": moment(delay.until_at),
        }

    def _deciders(self, case: Case, officer: str) -> list[Address]:
        """The street's own coordinators, else the district's; not who asks."""
        roster = self.moving.informing.roster
        district = [to for to in roster.coordinators("") if to.person != officer]
        known = {to.chat for to in district}
        street = [to for to in roster.coordinators(case.street) if to.chat not in known and to.person != officer]
        return street or district


def _card(delay: Delay) -> str:
    return f"delay:{delay.number}:{delay.n}"
