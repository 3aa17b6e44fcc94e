"""What the clock says of weeks: a draft and a final form, once to each coordinator, whatever the clock did."""

from __future__ import annotations

from dataclasses import dataclass

from cases.informing import Informing
from cases.summary import store
from cases.summary.saying import weekly
from cases.summary.weeks import Issue, Weeks


@dataclass(slots=True)
class Issuing:
    """The issues of weeks within one turn's transaction."""

    weeks: Weeks
    informing: Informing

    def say(self, issue: Issue) -> int:
        """Tell every coordinator, each their own street or the district; how many were told. Twice is once.

        A week before anything was ever reported is nobody's to be told of.
        """
        tx, catalog = self.weeks.tx, self.weeks.catalog
        began = store.began_at(tx)
        if began is None or began >= issue.week.ends(catalog.district.zone):
            return 0
        if not store.say_once(tx, issue.id, now=self.weeks.now):
            return 0
        told = self.informing.roster.coordinators_by_street()
        reading = self.weeks.reading(issue.week) if told else None
        for to, street in told:
            assert reading is not None
            say = weekly(catalog, reading.summary(street), issue.stage)
            self.informing.post(to, say)
        return len(told)
