"""What riders are asked and reminded of by the clock; nothing at meal peaks and at night (cases/rider_hours.py)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.knowledge import Knowledge
from cases.casework import Casework
from cases.consultations.telling import Telling
from cases.rider_hours import may_ask
from dialogue.say import to_plain
from dialogue.talk import Talk
from handlers.rider import draft
from people.roster import Roster
from storage import talks
from storage.database import Transaction
from storage.mailbox import Mailbox

REMINDED_MAX = 20  # of each kind in one turn: their rows are locked until it ends, and a rider may wait for it


@dataclass(slots=True)
class Reminding:
    """What falls due towards riders, within one turn's transaction. `now` in UTC seconds."""

    tx: Transaction
    know: Knowledge
    now: int
    roster: Roster
    mailbox: Mailbox
    casework: Casework

    def sweep(self) -> bool:
        """Ask and remind, a bounded number of riders; whether more may be due. Nothing when nobody may be asked."""
        if not may_ask(self.know.catalog.district, datetime.fromtimestamp(self.now, UTC)):
            return False
        counts = (  # people before cases, as a rider's own turn locks them
            self._of_drafts(),
            self.casework.resolved.sweep(most=REMINDED_MAX),
            self.casework.rechecks.sweep(most=REMINDED_MAX),
            Telling(self.casework.informing, self.know.seals, self.now).tell_riders(most=REMINDED_MAX),
        )
        return REMINDED_MAX in counts

    def _of_drafts(self) -> int:
        """Remind of drafts that lie idle, each once; how many were looked at."""
        people = talks.to_remind(self.tx, now=self.now, most=REMINDED_MAX)
        for id in sorted(people):
            person = self.roster.person(id, locked=True)
            due = talks.remind(self.tx, self.know.seals, person=id, key_id=person.key_id, now=self.now)
            if due is None:
                continue
            plain, expires_at = due
            stack = [Talk.of(talk) for talk in plain]
            if (idle := draft.idle(stack)) and (to := self.roster.address(id)):
                say = draft.reminder(idle)
                self.mailbox.post(to, to_plain(say), said=say)
                plain = [talk.plain() for talk in stack]
            talks.keep(self.tx, self.know.seals, plain, person=id, key_id=person.key_id, expires_at=expires_at)
        return len(people)
