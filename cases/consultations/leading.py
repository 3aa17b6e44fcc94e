"""What a coordinator does with a consultation: call it, invite, move it, write down what was said, publish."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cases.classes import store as class_store
from cases.classes.classes import Classes
from cases.consultations import store
from cases.consultations.agreeing import LINK, Parties
from cases.consultations.consultation import (
    CalledAlready,
    Consultation,
    Content,
    MovedOn,
    NoSuchConsultation,
    NotAtThisPoint,
    NotMetYet,
    OneSideOnly,
    Party,
    Side,
    State,
    sides,
)
from cases.consultations.telling import INVITED_RIDERS_MAX, NOW, REMINDED_BEFORE_SECONDS, Telling
from cases.quiet.trace import Line
from dialogue.refusal import Refusal
from dialogue.say import Button
from people.person import COORDINATOR
from storage.database import Row, Transaction

PARTIES_MAX = 90  # invited to one: the riders and thirty guests
AHEAD_MAX = timedelta(days=90)  # the span from which its class was proposed
EFFECT_WEEKS = 4  # after which the effect of what was agreed is looked at, as the shortest that a notice offers
TRACE_SHOWN_MAX = 30  # lines of a trace on one screen


class MeetingTime(Refusal):
    """A meeting is to come, within 90 days."""


class TooManyParties(Refusal):
    """No room holds so many."""


@dataclass(slots=True)
class Consultations:
    """The consultations of the streets that a coordinator looks after, within one turn's transaction."""

    classes: Classes

    # -- finding ---------------------------------------------------------------------------------------------

    def of(self, row: Row) -> Consultation | None:
        """The last round of a class."""
        return store.last_of(self.tx, self.telling.seals, row["id"])

    def find(self, about: str) -> Consultation:
        """One by `id` or `id:version`. Raises NoSuchConsultation; MovedOn where a colleague was faster."""
        id, _, version = about.partition(":")
        is_number = id.isascii() and id.isdigit() and len(id) < 16
        held = store.find(self.tx, self.telling.seals, int(id)) if is_number else None
        if held is None or not self.classes.person.may(COORDINATOR, held.street):
            raise NoSuchConsultation
        self.classes.find(str(held.of_class))
        if version and version != str(held.version):
            raise MovedOn(buttons=((Button("meet-open", f"meet:{held.id}"),),))
        return held

    def party(self, held: Consultation, n: int) -> Party:
        """One of its parties. Raises NoSuchConsultation."""
        found = next((each for each in self.telling.parties(held) if each.n == n), None)
        if found is None:
            raise NoSuchConsultation
        return found

    def silent(self, held: Consultation) -> list[Party]:
        """Who takes part and did not say yet whether they agree; a no is taken back by whoever said it alone."""
        return [party for party in self.telling.parties(held) if party.takes_part and not party.consent]

    # -- calling ---------------------------------------------------------------------------------------------

    def may_meet_at(self, at: int) -> None:
        """Raises MeetingTime."""
        if not self.now < at <= self.now + int(AHEAD_MAX.total_seconds()):
            raise MeetingTime(drops="meet-at")

    def call(self, row: Row, *, level: str, meet_at: int, content: Content) -> Consultation:
        """Called: riders who reported there are invited, or, the next time, whoever was invited before.

        Raises CalledAlready.
        """
        last = self.of(row)
        if last and not last.state.may_be_called_again:
            raise CalledAlready
        self.may_meet_at(meet_at)
        id = store.add(
            self.tx, self.telling.seals, of_class=row["id"], round=last.round + 1 if last else 1, level=level,
            moderator=self.classes.person.id, meet_at=meet_at, content=content, reminded_at=self._reminded(meet_at),
            now=self.now,
        )  # fmt: skip
        if id is None:
            raise CalledAlready
        held = self.find(str(id))
        self._trace(held, "called")
        if last and last.content:
            store.carry_over(self.tx, self.telling.seals, last, held)
        else:
            self._invite_riders(held)
        self.telling.tell_riders(held.id)
        return held

    def _invite_riders(self, held: Consultation) -> None:
        roster = self.telling.informing.roster
        for n, id in enumerate(class_store.people(self.tx, held.of_class)[:INVITED_RIDERS_MAX], 1):
            if (person := roster.person(id)).has_agreed:
                party = Party(held.id, n, Side.RIDER, id, person.key_id)
                store.invite(self.tx, self.telling.seals, held, party, link=None, owed="invite")

    def add_guests(self, held: Consultation, side: Side, names: Sequence[str]) -> list[tuple[Party, str]]:
        """Guests without an account, each with the secret part of their link, which is shown this once."""
        parties = self.telling.parties(held)
        if held.state.is_over:
            raise NotAtThisPoint
        if len(parties) + len(names) > PARTIES_MAX:
            raise TooManyParties(drops="guest-names", most=PARTIES_MAX)
        first = max((party.n for party in parties), default=0) + 1
        made = []
        for n, each in enumerate(names, first):
            party, token = Party(held.id, n, side, None, held.key_id, each), secrets.token_urlsafe(24)
            link = self.telling.seals.index(LINK, token)
            store.invite(self.tx, self.telling.seals, held, party, link=link, owed="")
            self._trace(held, f"invited {n}")
            made.append((party, token))
        return made

    def renew_link(self, held: Consultation, party: Party) -> str:
        """A new link for a guest; the one before opens nothing any more."""
        if held.state.is_over or not party.is_guest:
            raise NotAtThisPoint
        token = secrets.token_urlsafe(24)
        store.set_link(self.tx, held.id, party.n, self.telling.seals.index(LINK, token))
        self._trace(held, f"relinked {party.n}")
        return token

    def move(self, held: Consultation, *, meet_at: int, place: str) -> Consultation:
        """Another time or place: everybody is told, and asked again."""
        self._must_be(held, State.CALLED)
        self.may_meet_at(meet_at)
        moved = self._write(replace(held, meet_at=meet_at, content=replace(held.said, place=place)), "moved")
        store.clear_answers(self.tx, held.id)
        store.owe(self.tx, held.id, self._news("moved", held, moved), answers=("", "words"))
        self.telling.tell_riders(held.id)
        return moved

    def cancel(self, held: Consultation) -> Consultation:
        """It does not take place: everybody who might have come is told."""
        self._must_be(held, State.CALLED)
        dropped = self._write(replace(held, state=State.CANCELLED, ended_at=self.now), "cancelled")
        store.owe(self.tx, held.id, self._news("cancelled", held), answers=("", "come", "words"))
        self.telling.tell_riders(held.id)
        return dropped

    # -- what was said, and agreed ---------------------------------------------------------------------------

    def may_note(self, held: Consultation) -> None:
        """Raises NotAtThisPoint, or NotMetYet before it began."""
        self._must_be(held, State.CALLED)
        if self.now < held.meet_at:
            raise NotMetYet

    def note_minutes(self, held: Consultation, minutes: Sequence[str], photo: str) -> Consultation:
        """What was said to each item of the agenda."""
        self.may_note(held)
        if photo:
            store.hold_photo(self.tx, held.id, photo)
        content = replace(held.said, minutes=tuple(minutes), photo=photo)
        return self._write(replace(held, state=State.HELD, content=content), "minutes")

    def may_ask_consent(self, held: Consultation) -> None:
        """Raises NotAtThisPoint, or OneSideOnly where there is nobody to agree with."""
        self._must_be(held, State.HELD, State.ASKED)
        if len(sides(self.telling.parties(held))) < 2:
            raise OneSideOnly

    def ask_consent(self, held: Consultation, rule: str, *, first: date, last: date, review_at: int) -> Consultation:
        """Everybody who takes part is asked whether they agree to a text; to another text, everybody anew."""
        self.may_ask_consent(held)
        content = replace(held.said, rule=rule, first=first.isoformat(), last=last.isoformat())
        store.clear_consents(self.tx, held.id)
        asked = replace(held, state=State.ASKED, content=content, asked_at=self.now, review_at=review_at)
        written = self._write(asked, "asked")
        store.owe(self.tx, held.id, "consent", answers=("come",))
        self.telling.tell_riders(held.id)
        return written

    def record_consent(self, held: Consultation, party: Party) -> State:
        """A yes that was said in the room; who wrote it down stays beside it. Raises NotAtThisPoint after a no."""
        self._must_be(held, State.ASKED)
        self._must_be_silent(party)
        return Parties(self.telling).consent(held, party, yes=True, by=self.classes.person.id)

    def note_absent(self, held: Consultation, party: Party) -> State:
        """Who was not there is not waited for. Raises NotAtThisPoint for who answered."""
        self._must_be(held, State.ASKED)
        self._must_be_silent(party)
        return Parties(self.telling).absent(held, party, by=self.classes.person.id)

    def leave_open(self, held: Consultation, words: str) -> Consultation:
        """No agreement: what is open is kept, and it can be called again."""
        self._must_be(held, State.HELD, State.ASKED)
        content = replace(held.said, open=words)
        left = self._write(replace(held, state=State.UNAGREED, content=content, ended_at=self.now), "unagreed")
        store.owe(self.tx, held.id, "unagreed", answers=("come",))
        self.telling.tell_riders(held.id)
        return left

    def publish(self, held: Consultation, *, today: date) -> tuple[int, int]:
        """What was agreed becomes the public notice of its class; its number, and how many are told."""
        self._must_be(held, State.AGREED)
        said, row = held.said, self.classes.find(str(held.of_class))
        self.classes.may_publish(row)
        first, last = date.fromisoformat(said.first), date.fromisoformat(said.last)
        id, told = self.classes.publish(
            row, said.rule, first=first, last=last, weeks=EFFECT_WEEKS, today=today, consultation=held.id
        )
        self._trace(held, "published")
        return id, told

    def traced(self, held: Consultation) -> list[Line]:
        """The last steps of it."""
        return store.traced(self.tx, held.id)[-TRACE_SHOWN_MAX:]

    # -- inside ----------------------------------------------------------------------------------------------

    def _must_be(self, held: Consultation, *states: State) -> None:
        if held.state not in states:
            raise NotAtThisPoint(buttons=((Button("meet-open", f"meet:{held.id}"),),))

    def _must_be_silent(self, party: Party) -> None:
        if party.consent:
            raise NotAtThisPoint(buttons=((Button("meet-open", f"meet:{party.consultation}"),),))

    def _write(self, held: Consultation, what: str) -> Consultation:
        store.update(self.tx, self.telling.seals, held, reminded_at=self._reminded(held.meet_at))
        self._trace(held, what)
        return replace(held, version=held.version + 1)

    def _news(self, what: str, *meetings: Consultation) -> str:
        """News that riders hear in their hours; on the day before, and on the day itself, at once."""
        is_near = any(held.meet_at - self.now < REMINDED_BEFORE_SECONDS for held in meetings)
        return f"{what}{NOW}" if is_near else what

    def _reminded(self, meet_at: int) -> int | None:
        """Nobody needs to be reminded of what they were told on the day before."""
        return self.now if meet_at - self.now < REMINDED_BEFORE_SECONDS else None

    def _trace(self, held: Consultation, what: str) -> None:
        actor = self.classes.person.id
        store.trace(self.tx, self.telling.seals, held.id, actor=actor, what=what, at=self.now)

    @property
    def telling(self) -> Telling:
        """Who is told what."""
        broadcasts = self.classes.broadcasts
        return Telling(broadcasts.informing, broadcasts.seals, broadcasts.now)

    @property
    def tx(self) -> Transaction:
        return self.classes.broadcasts.informing.tx

    @property
    def now(self) -> int:
        return self.classes.broadcasts.now
