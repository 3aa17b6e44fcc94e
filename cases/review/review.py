"""Everything about points that a coordinator looks at twice, within one turn."""

from __future__ import annotations

from dataclasses import dataclass

from cases.moving import Moving
from cases.review.looking import Looking
from cases.review.noticing import Noticing
from cases.review.proposals import Proposals
from cases.review.reversing import Reversing
from rewards.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Review:
    """Signs, cancelled awards, and what takes two, in an open transaction."""

    moving: Moving
    ledger: Ledger

    @property
    def looking(self) -> Looking:
        return Looking(self.moving)

    @property
    def reversing(self) -> Reversing:
        return Reversing(self.moving, self.ledger)

    @property
    def proposals(self) -> Proposals:
        return Proposals(self.moving, self.ledger)

    def tick(self) -> None:
        """What falls due by the clock: signs are noticed, riders asked, what nobody decided is dropped."""
        Noticing(self.moving).look_on()
        self.proposals.go_on()
