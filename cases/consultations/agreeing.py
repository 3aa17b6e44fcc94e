"""What the parties of a consultation say: to the invitation, and to the text; agreed once each who takes part is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cases.consultations import store
from cases.consultations.consultation import Answer, Consultation, NotInvited, Party, State, is_agreed
from cases.consultations.telling import Telling, opens
from dialogue.say import Button
from people.person import Person

WORDS_MAX = 500  # characters of what an invited party says
LINK = "guest-link"  # the purpose of the index by which a guest's link is found again


@dataclass(slots=True)
class Parties:
    """Answers and consents within one turn's transaction."""

    telling: Telling

    def of_rider(self, id: str, person: Person) -> tuple[Consultation, Party]:
        """A rider's own place at a table. Raises NotInvited, also where it is over."""
        held = self._find(int(id)) if id.isascii() and id.isdigit() and len(id) < 16 else None
        if held is None or held.state.is_over or held.content is None:
            raise NotInvited
        party = next((each for each in self.telling.parties(held) if each.person == person.id), None)
        if party is None or party.is_absent:
            raise NotInvited
        return held, party

    def of_guest(self, token: str) -> tuple[Consultation, Party] | None:
        """What a guest's link opens; None where it opens nothing (any more)."""
        row = store.by_link(self.telling.tx, self.telling.seals.index(LINK, token))
        held = self._find(row["consultation"]) if row else None
        if row is None or held is None or not held.link_is_good(self.telling.now):
            return None
        return held, next(each for each in self.telling.parties(held) if each.n == row["n"])

    def answer(self, held: Consultation, party: Party, answer: Answer, words: str = "") -> Party:
        """They come, can't, or have a word to say; the last answer counts. Raises NotInvited after the meeting."""
        if held.state is not State.CALLED:
            raise NotInvited
        answered = replace(party, answer=str(answer), words=words[:WORDS_MAX])
        if answered == party:
            return party
        self._write(answered, f"answer_{answer}")
        if answer is Answer.WORDS:
            telling = self.telling
            telling.tell_moderator(held, "meet-word-came", opens(held), party=telling.named(party), words=words)
        return answered

    def consent(self, held: Consultation, party: Party, *, yes: bool, why: str = "", by: str | None = None) -> State:
        """They agree or not, by themselves or (`by`) as a coordinator heard it in the room; where that leaves it.

        It can be changed until all who take part agree. Raises NotInvited before the text is there, and after.
        """
        if held.state is not State.ASKED or not party.takes_part:
            raise NotInvited
        said = replace(party, consent="yes" if yes else "no", why=why[:WORDS_MAX], recorded_by=by)
        if said != party:
            self._write(said, f"recorded {party.n}" if by else f"consent_{said.consent}", by=by)
            if not yes:
                telling = self.telling
                telling.tell_moderator(held, "meet-not-agreed", opens(held), party=telling.named(party), why=why)
        return self.settle(held)

    def absent(self, held: Consultation, party: Party, *, by: str) -> State:
        """A party that was not there and never answered is not waited for; who noted that stays in the trace."""
        self._write(replace(party, is_absent=True, consent="", why=""), f"absent {party.n}", by=by)
        return self.settle(held)

    def settle(self, held: Consultation) -> State:
        """Agreed, if it is by now: whoever leads it is told, and the riders who were there."""
        telling = self.telling
        if held.state is not State.ASKED or not is_agreed(telling.parties(held)):
            return held.state
        agreed = replace(held, state=State.AGREED, ended_at=telling.now, version=held.version + 1)
        store.update(telling.tx, telling.seals, agreed)
        self._trace(held.id, "clock", "agreed")
        telling.tell_moderator(
            agreed, "meet-agreed", Button(".publish", f"meetpublish:{held.id}:{agreed.version}"), opens(held),
            sides=telling.sides(held),
        )  # fmt: skip
        store.owe(telling.tx, held.id, "agreed", answers=(Answer.COME,))
        telling.tell_riders(held.id)
        return State.AGREED

    # -- inside ----------------------------------------------------------------------------------------------

    def _find(self, id: int) -> Consultation | None:
        return store.find(self.telling.tx, self.telling.seals, id)

    def _write(self, party: Party, what: str, *, by: str | None = None) -> None:
        store.write_party(self.telling.tx, self.telling.seals, party, now=self.telling.now)
        self._trace(party.consultation, by or party.actor, what)

    def _trace(self, id: int, actor: str, what: str) -> None:
        store.trace(self.telling.tx, self.telling.seals, id, actor=actor, what=what, at=self.telling.now)
