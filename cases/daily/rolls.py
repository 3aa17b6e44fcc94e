"""The roll: one pinned message a counter that says, morning and afternoon, what waits, falls due and is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cases import deadlines
from cases.catalog import District
from cases.daily import store
from cases.daily.duty import Duty
from cases.daily.weather import Weather
from cases.moving import Moving
from dialogue.say import Button, Fact, Say, name, text
from storage.mailbox import Address

# After a stop of the bot the roll that was missed is called as long as it is still about this half of the day;
# at night nobody is woken for it.
LATE_HOURS_MAX = 4


def last_called(district: District, now: datetime) -> datetime | None:
    """The latest time of today at which rolls are called, if it is not too long ago. `now` aware."""
    local = now.astimezone(district.zone)
    past = [at for at in district.rolls.at if at <= local.time()]
    if not past:
        return None
    called = datetime.combine(local.date(), past[-1], district.zone)
    return called if local - called <= timedelta(hours=LATE_HOURS_MAX) else None


def written(at: datetime) -> str:
    """A roll's time as it stands in its natural id: `roll:310106019:2026-11-24T08:45`."""
    return f"{at:%Y-%m-%dT%H:%M}"


@dataclass(slots=True)
class Rolls:
    """The rolls within one turn's transaction. A street's code; '' is a counter of the whole district."""

    moving: Moving

    def call(self, street: str) -> int:
        """Send a street's counters their roll anew, in the place of the one before; how many counters.

        On a working day always, so that what is pinned is never out of date. On a day of rest only where something
        is open, as the clocks of emergencies and urgent cases run; else what is pinned is put right, without a sound.
        """
        today = datetime.fromtimestamp(self.moving.now, self.moving.zone).date()
        is_loud = deadlines.is_workday(today) or self._counts(street)["open"] > 0
        counters = self.moving.informing.roster.counters(street)
        if not is_loud:
            return self.put_right(street)
        for to in counters:
            self._post(to, street, is_loud=True)
        return len(counters)

    def put_right(self, street: str) -> int:
        """Bring the roll that a street's counters have up to date where it stands; how many."""
        shown = self.moving.informing.mailbox.shown_in(_card(street))
        for to in shown:
            self._post(to, street, is_loud=False)
        return len(shown)

    def _post(self, to: Address, street: str, *, is_loud: bool) -> None:
        self.moving.informing.post(to, self._roll(street, is_loud=is_loud))

    def _roll(self, street: str, *, is_loud: bool) -> Say:
        counts, catalog = self._counts(street), self.moving.catalog
        names = catalog.streets[street].names if street else catalog.district.names
        buttons = (Button(".desk", "desk"), *((Button(".duty", f"duty:on:{street}"),) if street else ()))
        facts = {
            **counts,
            "street": name(names),
            "at": self._stamp(self.moving.now),
            "duty": self._duty(street),
            "weather": self._weather(street),
        }
        return Say("roll", facts, (buttons,), card=_card(street), fresh=is_loud, pin=is_loud)

    def _stamp(self, seconds: int) -> Fact:
        """A moment with its day, as what is pinned is still read when today is yesterday."""
        at = datetime.fromtimestamp(seconds, self.moving.zone)
        return text("moment-day", month=at.month, day=at.day, month_name=f"{at:%b}", time=f"{at:%H:%M}")

    def _counts(self, street: str) -> dict[str, int]:
        midnight = datetime.fromtimestamp(self.moving.now, self.moving.zone).replace(
            hour=0, minute=0, second=0, microsecond=0
        )
        until = int((midnight + timedelta(days=1)).timestamp())
        return store.tallies(self.moving.tx, self._streets(street), me="", now=self.moving.now, today_until=until)

    def _streets(self, street: str) -> list[str]:
        return [street] if street else list(self.moving.catalog.streets)

    def _duty(self, street: str) -> Fact:
        """Who is on duty, in a street that has somebody."""
        on_duty = Duty(self.moving.tx, self.moving.informing.roster).of(street) if street else None
        return text("roll-duty", alias=on_duty.person.alias, since=self._stamp(on_duty.since)) if on_duty else ""

    def _weather(self, street: str) -> Fact:
        weather = Weather(self.moving)
        periods = weather.open_in(self._streets(street))
        if not periods:
            return ""
        hit = weather.count([period.street for period in periods])
        return text(
            "roll-weather", kind=text(f"weather-{periods[0].kind}"), until=self._stamp(periods[0].until_at), count=hit
        )


def _card(street: str) -> str:
    return f"roll:{street}"
