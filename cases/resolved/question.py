"""已解决 · 部分解决 · 没解决 · 没再路过: one tap that changes no points, asked when its rider may be asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from cases import store as casebook
from cases.case import Case, Status
from cases.moving import Moving
from cases.resolved import store
from cases.rider_hours import may_ask_from
from dialogue.say import Button, Fact, Picture

Rows = tuple[tuple[Button, ...], ...]


@dataclass(slots=True)
class Resolved:
    """The question of handled cases, within one turn's transaction."""

    moving: Moving

    def tell(self, case: Case, *, photos: list[str], award: Fact) -> None:
        """Tell the rider that it is handled, with the office's photo beside their own.

        The answers come with it: whoever looks may tap. The question is asked with it, or by a message of its own when
        the meal peak or the night is over and nothing was answered.
        """
        now = self.moving.now
        district = self.moving.catalog.district
        asked_at = int(may_ask_from(district, datetime.fromtimestamp(now, UTC)).timestamp())
        asks = asked_at == now
        if not asks:
            store.wait(self.moving.tx, case.number, at=asked_at)
        beside, again = self._beside(case, photos), case.may_go_back(now=now)
        self.moving.informing.tell_reporter(
            case,
            "case-handled",
            buttons=_answers(case.number, again=again),
            again=int(again),
            picture=beside,
            beside=int(beside is not None and len(beside.photos) == 2),
            award=award,
            asks=int(asks),
        )

    def sweep(self, *, most: int) -> int:
        """Ask the riders who could not be asked before; who has answered meanwhile is not. How many were looked at."""
        numbers = store.due(self.moving.tx, now=self.moving.now, most=most)
        for number in numbers:
            case = casebook.find(self.moving.tx, self.moving.seals, number)
            assert case is not None, "a case is never removed"
            if store.take(self.moving.tx, number, now=self.moving.now) and case.status is Status.HANDLED:
                self._ask(case)
        return len(numbers)

    def _ask(self, case: Case) -> None:
        assert case.handled_at is not None
        photos = store.result_photos(self.moving.tx, case.number, handled_at=case.handled_at)
        again = case.may_go_back(now=self.moving.now)
        self.moving.informing.tell_reporter(
            case,
            "case-resolved",
            buttons=_answers(case.number, again=again),
            again=int(again),
            picture=self._beside(case, photos),
        )

    def _beside(self, case: Case, photos: list[str]) -> Picture | None:
        """The rider's first photo and the office's; None where the office has none."""
        if not photos:
            return None
        return Picture("beside", (*casebook.photos(self.moving.tx, case.number, role="report")[:1], *photos[:1]))


def _answers(number: str, *, again: bool) -> Rows:
    """How it looks now; without 没解决 where it can't go back any more."""

    def button(answer: str) -> Button:
        return Button(f".{answer}", f"{answer}:{number}")

    if not again:
        return ((button("solved"), button("partly"), button("notpassed")),)
    return (button("solved"), button("partly"), button("unsolved")), (button("notpassed"),)
