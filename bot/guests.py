"""What guests of a consultation do at their link, each as a turn: read the invitation, answer it, agree to the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.texts import Texts
from bot.turn import Turn
from bot.turns import Turns
from cases.consultations.agreeing import Parties
from cases.consultations.consultation import Answer, Consultation, NotInvited, Party
from cases.consultations.telling import Telling

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GuestDoor:
    """Every guest's link. What is None opens nothing: unknown, replaced or out of time, all alike."""

    turns: Turns
    texts: Texts

    async def read(self, token: str, language: str) -> Facts | None:
        """Who invites, about what, when and where, and what this party said so far."""
        return await self._at(token, language, lambda parties, held, party: None)

    async def answer(self, token: str, language: str, answer: Answer, words: str) -> Facts | None:
        """They come, can't, or have a word to say; whichever phone said it last counts."""
        return await self._at(token, language, lambda parties, held, party: parties.answer(held, party, answer, words))

    async def consent(self, token: str, language: str, *, yes: bool, why: str) -> Facts | None:
        """They agree to the text, or not."""
        return await self._at(
            token, language, lambda parties, held, party: parties.consent(held, party, yes=yes, why=why)
        )

    async def _at(
        self, token: str, language: str, act: Callable[[Parties, Consultation, Party], object]
    ) -> Facts | None:
        """What is behind a link after an act; one that came too late changes nothing, and the page shows why."""

        def work(turn: Turn) -> Facts | None:
            parties = Parties(turn.meetings)
            found = parties.of_guest(token)
            if found is None:
                return None
            is_late = False
            try:
                act(parties, *found)
            except NotInvited:
                is_late = True
            held, party = parties.of_guest(token) or found
            return {**self._facts(turn.meetings, held, party, language), "late": is_late}

        return await self.turns.at_till(work)

    def _facts(self, telling: Telling, held: Consultation, party: Party, language: str) -> Facts:
        shown = telling.facts(held)
        said = held.said
        return {
            **{name: self.texts.fact(shown[name], language) for name in ("about", "category", "street", "level")},
            "state": str(held.state),
            "at": held.meet_at,
            "where": said.place,
            "agenda": [self.texts.fact(item, language) for item in said.agenda],
            "minutes": list(said.minutes),
            "rule": said.rule,
            "from": said.first,
            "until": said.last,
            "open": said.open,
            "party": self.texts.fact(telling.named(party), language),
            "answer": party.answer,
            "words": party.words,
            "consent": party.consent,
            "why": party.why,
            "asked": party.takes_part,
            "notice": telling.notice_of(held),
            "kept_days": telling.informing.catalog.district.retention.case_days,
        }
