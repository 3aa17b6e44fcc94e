"""我也看到: what is known near by, who joins it, what they hear of it and what that earns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cases import store as casebook
from cases.case import OFFICE_HAS, Case, Move
from cases.catalog import Catalog, Category, Counter, Urgency
from cases.informing import Informing
from cases.known import likeness, near, store
from cases.known.near import Found
from cases.known.outcome import Note, join_points, merged_into, told_of
from dialogue.refusal import Refusal
from dialogue.say import Button, Say, moment
from people.person import Person
from storage.database import Transaction
from storage.seals import Seals

KNOWN_DAYS = 30  # PRODUCT 1: an older case is another story
KNOWN_MAX = 3  # PRODUCT 1: up to 3, nearest first
RETURNS_DAYS = 84  # the 12 weeks of PRODUCT 3 in which cases at one place count as similar; PRODUCT names no other
RETURNS_READ_MAX = 50  # the last ones in the box around the circle; one of them in the circle is enough
JOIN_PHOTOS_MAX = 3  # of one rider: the first ones who join, who are paid, all find room
JOINED_PHOTOS_MAX = 18  # of one case, by all who joined
FOLLOWERS_MAX = 200  # of one case: they are all told in one turn


class KnownGone(Refusal):
    """What was near is not open any more, or was never to be joined: one answer for all."""


class KnownSinceThen(Refusal):
    """Somebody reported the same near by while this rider was about to."""


class EnoughFollowers(Refusal):
    """So many follow the case already that one more changes nothing."""


class OthersSawIt(Refusal):
    """A case that others rely on can't be taken back by its first reporter."""


class SameCase(Refusal):
    """A case can't be merged into itself."""


class EmergencyStays(Refusal):
    """An emergency is not put behind something slower."""


@dataclass(slots=True)
class Joining:
    """What is known already, within one turn's transaction. `now` in UTC seconds."""

    tx: Transaction
    seals: Seals
    now: int
    catalog: Catalog
    informing: Informing
    note: Note

    # -- before a report is sent -----------------------------------------------------------------------------

    def near(self, kind: Category, latitude: float, longitude: float) -> list[Found]:
        """Open cases of a category within its radius and 30 days, nearest first, at most three.

        None of a quiet counter's, and no emergency: who is in danger is not to be seen by others, and who reports
        a danger is not held up. None whose place is only known by words.
        """
        if not _is_shown(kind):
            return []
        box = near.around(latitude, longitude, radius_m=kind.nearby_radius_m)
        found = store.open_near(self.tx, box, kind.code, since=self.now - KNOWN_DAYS * 86_400, most=KNOWN_MAX)
        return near.within(found, latitude, longitude, radius_m=kind.nearby_radius_m)

    def photos(self, found: list[Found]) -> dict[str, str]:
        """The photo that others may see small of each case."""
        return store.first_photos(self.tx, [each.number for each in found])

    def alone(self) -> None:
        """From here to the end of this turn nobody else opens a case of this year; those that wait see this one."""
        year = f"{datetime.fromtimestamp(self.now, self.catalog.district.zone):%y}"
        store.lock_series(self.tx, f"{self.catalog.district.prefix}{year}")

    def paid_joins_max(self) -> int:
        """How many who join a case earn by it."""
        return int(self.catalog.rewards.caps.case_paid_joins)

    def points(self, kind: Category) -> int:
        """What joining a case of a kind earns when it is verified."""
        return join_points(self.catalog, kind)

    # -- joining ---------------------------------------------------------------------------------------------

    def join(self, number: str, person: Person, kind: Category, *, photos: list[str], words: str) -> list[str]:
        """Somebody saw it too: their photos join it, its office sees them, they hear what comes of it.

        Gives the photos that found room; the others are the caller's to drop. Raises KnownGone or EnoughFollowers.
        """
        case = casebook.find(self.tx, self.seals, number)
        if case is None or not self._may_be_joined(case, kind) or case.reporter == person.id:
            raise KnownGone(drops="known")
        known = store.followers(self.tx, number)
        mine = store.joined_photos(self.tx, number, person=person.id)
        if len(known) >= FOLLOWERS_MAX and not store.follows(self.tx, number, person.id):
            raise EnoughFollowers(drops="known")
        room = min(JOIN_PHOTOS_MAX - len(mine), JOINED_PHOTOS_MAX - len(store.joined_photos(self.tx, number)))
        added = photos[: max(0, room)]
        for photo in added:
            casebook.add_photo(self.tx, number, photo, role="join", now=self.now)
        likeness.notice(self.tx, number, added, now=self.now)
        store.follow(
            self.tx, self.seals, number, person.id,
            key_id=person.key_id, photo=next(iter(added), None), words=words, now=self.now,
        )  # fmt: skip
        self.note(case, before=case.status, actor=person.id, what="join")
        self.informing.tell_counter(case)
        self.informing.tell_officer(case, "officer-joined", alias=person.alias, said=words, photos=len(added))
        return added

    def add_late(self, number: str, person: Person, photos: list[str]) -> list[str]:
        """Photos of an album that came after their rider had joined; those that found room."""
        case = casebook.find(self.tx, self.seals, number)
        if case is None or case.status not in OFFICE_HAS:
            return []
        return self.join(number, person, self.catalog.categories[case.category], photos=photos, words="")

    def _may_be_joined(self, case: Case, kind: Category) -> bool:
        is_the_kind = case.category == kind.code and _is_shown(kind)
        return is_the_kind and case.urgency != Urgency.EMERGENCY and case.status in OFFICE_HAS

    def followed(self, number: str, person: Person) -> Case | None:
        """A case that somebody follows, or that theirs was merged into; None for any other, there or not."""
        target = store.target_of(self.tx, number)
        case = casebook.find(self.tx, self.seals, target or number)
        if store.follows(self.tx, number, person.id) or (target and self._reported(number, person)):
            return case
        return None

    def _reported(self, number: str, person: Person) -> bool:
        case = casebook.find(self.tx, self.seals, number)
        return case is not None and case.reporter == person.id

    def own_photos(self, number: str, person: Person) -> list[str]:
        """The photos that somebody added to a case when they joined it."""
        return store.joined_photos(self.tx, number, person=person.id)

    def joined_with(self, album: str, person: Person) -> str | None:
        """The case to which somebody added photos of an album."""
        return store.joined_with_album(self.tx, person=person.id, album=album)

    def followed_by(self, person: Person, *, most: int) -> list[str]:
        """The numbers of the cases somebody follows, the last joined first."""
        return store.followed_by(self.tx, person.id, most=most)

    def is_relied_on(self, case: Case) -> None:
        """Raises OthersSawIt where others follow a case or reported it as well."""
        if store.marks(self.tx, case.number)["others"]:
            raise OthersSawIt(number=case.number)

    # -- merging -----------------------------------------------------------------------------------------------

    def may_merge(self, case: Case, into: Case) -> None:
        """Raises SameCase, EmergencyStays, EnoughFollowers, or NotNow where the office has nothing left to do."""
        if case.number == into.number:
            raise SameCase
        case.allows(Move.MERGE)
        into.allows(Move.MERGE)
        if case.urgency == Urgency.EMERGENCY and into.urgency != Urgency.EMERGENCY:
            raise EmergencyStays
        if store.marks(self.tx, case.number)["others"] + store.marks(self.tx, into.number)["others"] >= FOLLOWERS_MAX:
            raise EnoughFollowers

    def merge(self, merged: Case, into: Case, officer: Person) -> None:
        """One hazard, one case: whoever reported or saw the merged one hears now, and the outcome with the others."""
        earlier = merged_into(self.tx, self.seals, merged)
        followers = store.followers(self.tx, merged.number)
        store.merge(self.tx, merged.number, target=into.number, actor=officer.id, now=self.now)
        room = max(0, JOINED_PHOTOS_MAX - len(store.joined_photos(self.tx, into.number)))
        for photo in casebook.photos(self.tx, merged.number)[:room]:
            casebook.add_photo(self.tx, into.number, photo, role="join", now=self.now)
        self.note(into, before=into.status, actor=officer.id, what="merged_in", note=merged.number)
        self.informing.tell_counter(into)
        if into.officer != officer.id:
            self.informing.tell_officer(into, "officer-merged", merged=merged.number)
        facts = {
            "into": into.number,
            "handle-by": moment(into.handle_by),
            "street": told_of(self.informing, into, now=self.now)["street"],
        }
        for other in (merged, *earlier):
            button = Button(".followed", f"followed:{other.number}")
            same = int(other.reporter == into.reporter)
            self.informing.tell_reporter(other, "case-merged", buttons=((button,),), same=same, **facts)
        for follower in followers:
            say = Say("followed-merged", {**told_of(self.informing, merged, now=self.now), "into": into.number})
            self.informing.post(self.informing.roster.address(follower.person), say, about=merged.number)

    # -- came back -------------------------------------------------------------------------------------------

    def came_back(self, case: Case) -> None:
        """Mark a new case whose hazard was verified here and handled within 12 weeks: a 复发, which earns fully."""
        kind = self.catalog.categories[case.category]
        if kind.counter is not Counter.STREET or case.routed == "by_words":
            return
        box = near.around(case.latitude, case.longitude, radius_m=kind.nearby_radius_m)
        since = self.now - RETURNS_DAYS * 86_400
        found = store.ended_near(self.tx, box, case.category, since=since, most=RETURNS_READ_MAX)
        earlier = near.within(found, case.latitude, case.longitude, radius_m=kind.nearby_radius_m)
        if earlier:
            last = max(earlier, key=lambda each: (each.ended_at or 0, each.number))
            store.add_recurrence(self.tx, case.number, earlier=last.number, now=self.now)
            self.note(case, before=case.status, actor="clock", what="came_back", note=last.number)


def _is_shown(kind: Category) -> bool:
    return kind.counter is Counter.STREET and kind.urgency is not Urgency.EMERGENCY
