"""What comes of a case, told to everybody else who reported or saw it, and what that earns them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from cases import store as casebook
from cases.case import Case
from cases.catalog import Catalog, Category
from cases.informing import Informing
from cases.known import store
from dialogue.say import Fact, Picture, Say, text
from people.person import Person
from rewards.ledger import Award, Ledger
from rewards.nightly import Nightly
from storage.database import Transaction
from storage.seals import Seals

# What is told of a case to whom did not report it.
TOLD = ("number", "category", "street", "status-for-rider", "handle-by", "outcome", "owner", "done")


class Note(Protocol):
    """How a case's history is written."""

    def __call__(self, case: Case, *, before: str, actor: str, what: str, note: str = "") -> None: ...


def told_of(informing: Informing, case: Case, *, now: int) -> dict[str, Fact]:
    """What somebody may read of a case that another rider reported: neither their words nor their place."""
    facts = informing.facts(case)
    return {**{name: facts[name] for name in TOLD}, "late": int(case.handle_by < now)}


def merged_into(tx: Transaction, seals: Seals, case: Case) -> list[Case]:
    """The cases that follow a case, their rows locked."""
    found = [casebook.find(tx, seals, number) for number in store.merged_into(tx, case.number)]
    return [other for other in found if other is not None]


def join_points(catalog: Catalog, kind: Category) -> int:
    """What joining a case of a kind earns when it is verified."""
    return int(catalog.rewards.points.join) if kind.earns else 0


@dataclass(slots=True)
class Outcome:
    """The outcome of cases, within one turn's transaction. `now` in UTC seconds."""

    tx: Transaction
    seals: Seals
    now: int
    catalog: Catalog
    informing: Informing
    ledger: Ledger
    note: Note

    def award(self, case: Case, *, before: Case) -> Fact:
        """A reporter's points for a verified case as a text: posted, kept for a day with room, or none."""
        if before.verified:
            return text("award-repeated")
        kind = self.catalog.categories[case.category]
        if not case.verified or not kind.earns:
            return text("award-thanks" if case.verified else "award-none")
        member = self.informing.roster.person(case.reporter).member
        award = self._award(case, "verified", member, self.ledger.rules.points_of(kind.urgency), case.opened_at)
        return text("award-paused" if award.reason == "paused" else f"award-{award.outcome}", points=award.points)

    def tell(self, case: Case, key: str, officer: Person, *, verified: bool, result: list[str]) -> None:
        """Tell everybody else who reported or saw a case what became of it; what this mark verified earns now.

        `verified` is this very mark, not an earlier one: who joined after it was sent back earns by the next.
        """
        merged = merged_into(self.tx, self.seals, case)
        for other in merged:
            award = self._award_reporter(other, case, merged, officer) if verified else text(_unpaid(case))
            own = casebook.photos(self.tx, other.number, role="report")
            self._tell_other(case, key, other.reporter, other.number, award, own, result)
        paid, paid_max = 0, int(self.catalog.rewards.caps.case_paid_joins)
        reporters = {case.reporter, *(other.reporter for other in merged)}
        for follower in store.followers(self.tx, case.number):
            if follower.person in reporters:
                continue
            is_paid = follower.is_credited or (
                verified and follower.is_kept and follower.person != officer.id and paid < paid_max
            )
            paid += is_paid
            unpaid = _unpaid(case) if not verified else "award-joined" if follower.is_kept else "award-no-photo"
            award = self._award_follower(case, follower) if is_paid else text(unpaid)
            own = [follower.photo] if follower.photo and follower.is_kept else []
            self._tell_other(case, key, follower.person, "", award, own, result)

    def _award_follower(self, case: Case, follower: store.Follower) -> Fact:
        """Once per case and member, whatever a later round finds; it arrives by night, as all such do."""
        if follower.is_credited:
            return text("award-repeated")
        points = join_points(self.catalog, self.catalog.categories[case.category])
        if not points:
            return text("award-thanks")
        member = self.informing.roster.person(follower.person).member
        self._nightly.entitle(f"join:{case.number}:{member}", member=member, points=points)
        store.credit(self.tx, case.number, follower.person, now=self.now)
        return text("award-entitled", points=points)

    @property
    def _nightly(self) -> Nightly:
        return Nightly(self.tx, self.ledger.rules, self.ledger.now, self.ledger.zone, self.seals)

    def _award_reporter(self, other: Case, case: Case, merged: list[Case], officer: Person) -> Fact:
        """Whoever reported what was merged earns what their receipt said; one hazard earns once for one rider."""
        if other.verified:
            return text("award-repeated")
        first = next(each for each in merged if each.reporter == other.reporter)
        if other.reporter in (case.reporter, officer.id) or first.number != other.number:
            return text("award-same-place")
        verified = replace(other, version=other.version + 1, verified=True)
        written = casebook.update(self.tx, self.seals, verified)
        assert written, f"{other.number} was locked by this turn, yet somebody else moved it"
        self.note(verified, before=other.status, actor=officer.id, what="verified")
        return self.award(verified, before=other)

    def _award(self, case: Case, rule: str, member: str, points: int, at: int) -> Award:
        day = datetime.fromtimestamp(at, self.catalog.district.zone).date()
        again = self.ledger.rounds(case=case.number, rule=rule) if case.rounds else 0  # only what came back had others
        return self.ledger.award(
            case=case.number,
            rule=rule,
            round=again,
            member=member,
            points=points,
            category=case.category,
            reported_on=day,
        )

    def _tell_other(
        self, case: Case, key: str, person: str, own_number: str, award: Fact, own: list[str], result: list[str]
    ) -> None:
        beside = (*own[:1], *result[:1])
        picture = Picture("beside", beside) if len(beside) == 2 else Picture("collage", beside) if beside else None
        say = Say(
            key,
            {
                **told_of(self.informing, case, now=self.now),
                "own": own_number,
                "award": award,
                "beside": int(len(beside) == 2),
            },
            picture=picture,
        )
        self.informing.post(self.informing.roster.address(person), say, about=case.number)


def _unpaid(case: Case) -> str:
    """What is said where this mark did not verify it."""
    return "award-repeated" if case.verified else "award-none"
