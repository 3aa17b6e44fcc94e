"""回头看: one closed case in ten is looked at again by a rider who usually passes there; what they see counts.

Which ones are drawn hangs on a keyed hash of number and round: the same for ever, and neither an office nor a rider can
choose or foresee it. Drawn are cases of a street's counter whose point is known; never an emergency, because nobody
is sent to a danger, and never a quiet counter's.
"""

from __future__ import annotations

from dataclasses import dataclass

from cases import store as casebook
from cases.case import LOOK_AGAIN_DAYS, Case, Status
from cases.catalog import Counter, Recheck, Urgency
from cases.known.outcome import told_of
from cases.maps import map_link
from cases.moving import Moving
from cases.rechecks import store
from dialogue.refusal import Refusal
from dialogue.say import Button, Fact, Picture, Say, moment
from people.person import Person
from rewards.ledger import Ledger
from rewards.nightly import Entitled, Nightly
from storage.database import Transaction
from storage.seals import Seals

DAY_SECONDS = 86_400
STREETS_MAX = 3  # PRODUCT 3: up to 3 streets they usually ride
WEEK_DAYS = 7
SMALL_PX = 320  # another rider's photo is shown small, as where something is known near by
AGAIN_HOURS = 24  # where nobody can be asked now it is tried again a day later


class NotToLookAt(Refusal):
    """A rider is not asked about this case, or not any more: one answer for all."""


@dataclass(slots=True)
class Rechecks:
    """The second looks within one turn's transaction."""

    moving: Moving
    ledger: Ledger

    # -- where somebody usually rides ------------------------------------------------------------------------

    def streets(self, person: Person) -> list[str]:
        """Where a rider usually rides; empty for whoever has not opted in."""
        return store.streets_of(self._tx, person.id)

    def ride(self, person: Person, streets: list[str]) -> None:
        """A rider opts in with up to three streets, or out with none; what was open for them goes to another."""
        assert len(streets) <= STREETS_MAX
        store.ride(self._tx, person.id, streets, now=self._now)
        number = None if streets else store.open_offer(self._tx, person.id)
        if number and (drawn := store.drawn(self._tx, number)):
            store.answer(self._tx, number, person.id, answer="left", now=self._now)
            store.reopen(self._tx, number, round=drawn.round, now=self._now)

    def looked(self, person: Person) -> int:
        """How often a rider looked again."""
        return store.looked(self._tx, person.id)

    @property
    def points(self) -> int:
        """What a look earns, whatever was seen."""
        return int(self.moving.catalog.rewards.points.recheck)

    @property
    def rules(self) -> Recheck:
        return self.moving.catalog.district.recheck

    # -- drawn and offered -----------------------------------------------------------------------------------

    def draw(self, case: Case) -> None:
        """A case was closed: one in ten is drawn."""
        kind = self.moving.catalog.categories[case.category]
        is_seen_from_the_street = kind.counter is Counter.STREET and case.routed != "by_words"
        if not is_seen_from_the_street or Urgency.EMERGENCY in (kind.urgency, case.urgency):
            return
        if is_drawn(self.moving.seals, case.number, case.rounds, percent=self.rules.percent):
            store.draw(self._tx, case.number, round=case.rounds, street=case.street, now=self._now)

    def sweep(self, *, most: int) -> int:
        """Ask a rider about each case that is due, another one where the time of the last is up; of how many cases.

        To be called when riders may be asked (`cases.rider_hours`).
        """
        numbers = store.due(self._tx, now=self._now, most=most)
        for number in numbers:
            case = casebook.find(self._tx, self.moving.seals, number)
            assert case is not None, "a case is never removed"
            self._offer(case)
        return len(numbers)

    def _offer(self, case: Case) -> None:
        drawn = store.drawn(self._tx, case.number)
        assert drawn is not None, "it was due"
        if not store.look_next(self._tx, case.number, round=drawn.round, at=self._next(case, drawn), now=self._now):
            return
        store.close_offers(self._tx, case.number, now=self._now)
        if not self._is_still_closed(case, drawn) or self._next(case, drawn) is None:
            return
        found = store.candidate(
            self._tx, case.number,
            street=case.street, reporter=case.reporter, most=self.rules.rider_week_max,
            agreed_version=self.moving.catalog.district.consent_version, since=self._now - WEEK_DAYS * DAY_SECONDS,
        )  # fmt: skip
        if found and store.offer(self._tx, case.number, found["person"], round=drawn.round, now=self._now):
            until = self._now + self.rules.answer_days * DAY_SECONDS
            store.look_next(self._tx, case.number, round=drawn.round, at=until, now=until)
            informing = self.moving.informing
            informing.post(informing.roster.address(found["person"]), self.question(case, until), about=case.number)

    def _next(self, case: Case, drawn: store.Drawn) -> int | None:
        """When somebody is looked for again; None where there would be no time left to send it back."""
        at = self._now + AGAIN_HOURS * 3600
        ends = (case.ended_at or 0) + (LOOK_AGAIN_DAYS - self.rules.answer_days) * DAY_SECONDS
        return at if self._is_still_closed(case, drawn) and self._now < ends else None

    def _is_still_closed(self, case: Case, drawn: store.Drawn) -> bool:
        return case.status is Status.CLOSED and case.rounds == drawn.round and drawn.answer is None

    def question(self, case: Case, until: int) -> Say:
        """What the rider is asked: neither the reporter's words nor their account of the place, but where it is."""
        number = case.number
        rows = (
            (Button(".ok", f"lookok:{number}"), Button(".bad", f"lookbad:{number}")),
            (Button(".notpassed", f"looknot:{number}"), Button(".map", url=map_link(case.latitude, case.longitude))),
        )
        facts = {**self.facts(case), "ended": moment(case.ended_at or 0), "until": moment(until)}
        return Say("recheck-look", {**facts, "points": self.points}, rows, self._picture(case))

    def facts(self, case: Case) -> dict[str, Fact]:
        """What a text about a case may tell the rider who looks at it."""
        return told_of(self.moving.informing, case, now=self._now)

    def _picture(self, case: Case) -> Picture | None:
        reported = casebook.photos(self._tx, case.number, role="report")[:1]
        result = casebook.photos(self._tx, case.number, role="result")[-1:]
        if not reported:
            return None
        return Picture("beside" if result else "collage", (*reported, *result), SMALL_PX)

    # -- what they saw ---------------------------------------------------------------------------------------

    def asked(self, number: str, person: Person) -> Case:
        """A case that a rider is asked about now; raises NotToLookAt for any other, there or not."""
        case = casebook.find(self._tx, self.moving.seals, number)
        drawn = store.drawn(self._tx, number) if case else None
        if case is None or drawn is None or not self._is_still_closed(case, drawn):
            raise NotToLookAt
        if not store.is_offered(self._tx, number, person.id, round=drawn.round):
            raise NotToLookAt
        return case

    def good(self, case: Case, person: Person) -> Entitled:
        """已经好了: noted, and that is all."""
        self._answered(case, person, "ok")
        self.moving.note(case, before=case.status, actor=person.id, what="recheck_ok")
        return self._entitle(case, person)

    def bad(self, case: Case, person: Person, *, photos: list[str], words: str) -> Entitled:
        """没好: back to the office with the photo, as if its reporter had asked; its reporter hears so.

        Where it has been back so often that it can't go again, or too long ago, a coordinator is told instead.
        """
        self._answered(case, person, "bad")
        for photo in photos:
            casebook.add_photo(self._tx, case.number, photo, role="recheck", now=self._now)
        if case.may_go_back(now=self._now):
            self._send_back(case, person, words)
        else:
            self.moving.note(case, before=case.status, actor=person.id, what="recheck_bad", note=words)
            self.moving.informing.tell_coordinators(case, "recheck-still-bad", said=words)
        return self._entitle(case, person)

    def not_passed(self, case: Case, person: Person) -> None:
        """没路过: another rider is asked."""
        drawn = store.drawn(self._tx, case.number)
        assert drawn is not None, "they were asked"
        store.answer(self._tx, case.number, person.id, answer="not_passed", now=self._now)
        store.reopen(self._tx, case.number, round=drawn.round, now=self._now)

    def _send_back(self, case: Case, person: Person, words: str) -> None:
        take_by, handle_by = self.moving.due(case.category)
        seen = case.seen_again(now=self._now, take_by=take_by, handle_by=handle_by)
        again = self.moving.move(case, seen, person.id, "recheck_bad", note=words, fresh=True)
        informing = self.moving.informing
        if again.officer is None:
            informing.tell_coordinators(again, "recheck-came-back-often", said=words)
        else:
            informing.tell_officer(again, "recheck-came-back", said=words)
        informing.tell_reporter(again, "recheck-reopened", up=int(again.has_gone_up))

    def _answered(self, case: Case, person: Person, answer: str) -> None:
        store.answer(self._tx, case.number, person.id, answer=answer, now=self._now)
        store.end(self._tx, case.number, round=case.rounds, answer=answer, now=self._now)

    def _entitle(self, case: Case, person: Person) -> Entitled:
        """The same for either answer, so that nobody looks for the one that pays; it arrives by night."""
        ledger = self.ledger
        nightly = Nightly(self._tx, ledger.rules, ledger.now, ledger.zone, self.moving.seals)
        about = f"recheck:{case.number}:{person.member}"
        return nightly.entitle(about, member=person.member, points=self.points)

    @property
    def _tx(self) -> Transaction:
        return self.moving.tx

    @property
    def _now(self) -> int:
        return self.moving.now


def is_drawn(seals: Seals, number: str, round: int, *, percent: int) -> bool:
    """Whether this closing of a case is looked at again: the same whenever it is asked, and known to nobody before."""
    return int(seals.index("recheck", f"{number} {round}")[:8], 16) % 100 < percent
