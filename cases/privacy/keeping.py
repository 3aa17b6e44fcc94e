"""How long things stay: every night, what is old enough loses what is personal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cases.consultations import store as consultations
from cases.moving import Moving
from cases.privacy import store
from cases.privacy.forgetting import Forgetting
from storage import photobook

FROM_HOUR = 3  # local: riders sleep, and the chats that are edited disturb nobody
CASES_AT_ONCE = 20  # in one turn, so that a rider at night need not wait for it
LETTERS_AT_ONCE = 500
ALL = "night"  # the kind that says that a night is done


@dataclass(slots=True)
class Keeping:
    """A night's letting go, within one turn's transaction; the periods are the pack's."""

    moving: Moving

    def tonight(self) -> bool:
        """Let go of some of what is old enough; whether more is left. Once a night, by whichever process is first."""
        here = datetime.fromtimestamp(self.moving.now, self.moving.zone)
        night = f"{here:%Y-%m-%d}"
        if here.hour < FROM_HOUR or store.was_swept(self.moving.tx, night, ALL):
            return False
        cases, photos = self._cases()
        letters, meetings = self._letters(), self._consultations()
        self._note(night, {"case": cases, "photo": photos, "letter": letters, "consultation": meetings})
        if CASES_AT_ONCE in (cases, meetings) or letters == LETTERS_AT_ONCE:
            return True
        self._note(night, {ALL: 1})
        return False

    def _cases(self) -> tuple[int, int]:
        """Closed cases whose days are over, and their photos."""
        moving, forgetting, photos = self.moving, Forgetting(self.moving), 0
        before = moving.now - moving.catalog.district.retention.case_days * 86_400
        rows = store.ended_before(moving.tx, before, most=CASES_AT_ONCE)
        for row in rows:
            photos += forgetting.coarsely(
                row["number"], latitude_e7=row["latitude_e7"], longitude_e7=row["longitude_e7"]
            )
            forgetting.redraw(row["number"])
        return len(rows), photos

    def _consultations(self) -> int:
        """Consultations that are as long over as a case may stay; their keys are destroyed after the commit."""
        tx, now = self.moving.tx, self.moving.now
        before = now - self.moving.catalog.district.retention.case_days * 86_400
        over = consultations.over(tx, before=before, most=CASES_AT_ONCE)
        for id in over:
            for photo in consultations.let_photos_go(tx, id):
                photobook.drop(tx, photo)
            consultations.empty(tx, id, now=now)
        return len(over)

    def _letters(self) -> int:
        """Letters that could not be delivered."""
        before = self.moving.now - self.moving.catalog.district.retention.letter_days * 86_400
        return store.forget_letters(self.moving.tx, before_ms=before * 1000, most=LETTERS_AT_ONCE)

    def _note(self, night: str, amounts: dict[str, int]) -> None:
        for kind, amount in amounts.items():
            store.note_swept(self.moving.tx, night, kind, amount, now=self.moving.now)
