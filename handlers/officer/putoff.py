"""一起延期: what bad weather hits is put off in one press, with the weather as the reason; riders are told once."""

from __future__ import annotations

from cases.daily.weather import DELAY_HOURS, NoBadWeather
from dialogue.ask import Ask, Option
from dialogue.say import Button, Say, text
from dialogue.script import script
from handlers.desk import Desk


@script(opens="putoff")
def put_off(ask: Ask, desk: Desk) -> Say:
    """By how many hours; that press does it."""
    streets = desk.worklist.streets
    periods = desk.weather.open_in(streets)
    if not periods:
        raise NoBadWeather
    if not (count := desk.weather.may_be_put_off(streets)):
        return Say("putoff-done", {"count": 0, "hours": 0})
    facts = {**desk.weather.facts(periods[0]), "count": count}
    options = [Option(str(hours), text("putoff-hours", hours=hours), hours) for hours in DELAY_HOURS]
    keep = Option("keep", ".keep", 0)
    hours = ask.choice("putoff-by", [*options, keep], Say("putoff-by", facts), per_row=2)
    if not hours:
        return Say("putoff-kept")
    done = desk.weather.put_off(streets, hours, desk.person)
    return Say("putoff-done", {"count": len(done), "hours": hours}, ((Button("menu-desk", "desk:weather"),),))
