"""Reminders: points that run out are told 30 and 7 days before, vouchers three days before; each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cases.starlight import store
from cases.starlight.vouchers import Vouchers
from dialogue.say import Button, Say, name, text, to_plain
from people.roster import Roster
from storage.database import Transaction
from storage.mailbox import Mailbox

VOUCHER_DAYS = 3  # before its last day: enough to pass by the shop on one of them
REMINDED_MAX = 50  # of each kind in one turn of the clock, so that riders need not wait for it
# PRODUCT 1: no reminders at meal peaks or at night.
QUIET_UNTIL_PEAK = ((time(9), time(11)), (time(14), time(17)), (time(20), time(21)))


@dataclass(frozen=True, slots=True)
class Reminding:
    """Reminders in an open transaction; `told_days`: how many days before their end points are told."""

    tx: Transaction
    vouchers: Vouchers
    roster: Roster
    mailbox: Mailbox
    today: datetime
    told_days: Sequence[int]

    def remind(self) -> int:
        """Remind whoever is due, if this is an hour for it; how many letters."""
        clock = self.today.time()
        if not any(since <= clock < until for since, until in QUIET_UNTIL_PEAK):
            return 0
        return self._points() + self._vouchers()

    def _points(self) -> int:
        """The nearest warning that is due, and with it those before: who comes late to it hears one."""
        told = 0
        for days in sorted(self.told_days):
            last = self.today.date() + timedelta(days=days)
            for member, day, points in store.points_going(
                self.tx, first=self.today.date(), last=last, days=days, most=REMINDED_MAX
            ):
                for each in (each for each in self.told_days if each >= days):
                    store.tell_once(self.tx, f"points:{member}:{day.isoformat()}:{each}", now=self._at)
                told += self._post(member, _points_going(day, points))
        return told

    def _vouchers(self) -> int:
        until = self._at + VOUCHER_DAYS * 86400
        told = 0
        for id in store.vouchers_going(self.tx, until=until, most=REMINDED_MAX):
            store.tell_once(self.tx, f"voucher:{id}", now=self._at)
            found = self.vouchers.redemptions.find(id)
            assert found, "it was there a moment ago"
            voucher = self.vouchers.of(found)
            if voucher.benefit is None or voucher.shop is None:
                continue
            facts = {
                "benefit": name(voucher.benefit.names),
                "shop": name(voucher.shop.names),
                "until": text("day", month=voucher.last_day.month, day=voucher.last_day.day),
            }
            told += self._post(found.member, Say("voucher-going", facts, ((Button(".look", f"voucher:{id}"),),)))
        return told

    def _post(self, member: str, say: Say) -> int:
        to = self.roster.address_of_member(member)
        if to is None:
            return 0
        self.mailbox.post(to, to_plain(say), said=say)
        return 1

    @property
    def _at(self) -> int:
        return int(self.today.timestamp())


def _points_going(day: date, points: int) -> Say:
    facts = {"points": points, "day": text("day", month=day.month, day=day.day)}
    return Say("points-going", facts, ((Button(text("menu-benefits"), "benefits"),),))
