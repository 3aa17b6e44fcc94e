"""恶劣天气: a coordinator opens a period for streets, and ends it; else it ends by itself."""

from __future__ import annotations

from cases.daily.store import Period
from cases.daily.weather import BY_HAND_HOURS, KINDS, PERIOD_HOURS
from dialogue.ask import Ask, Option
from dialogue.say import Fact, Say, listed, name, text
from dialogue.script import script
from handlers.desk import Desk
from people.person import COORDINATOR


@script(opens="weather")
def bad_weather(ask: Ask, desk: Desk) -> Say:
    """What is open now, and what to do: open for more streets, or end."""
    streets = _coordinated(desk)
    periods = desk.weather.open_in(streets)
    free = [street for street in streets if street not in {period.street for period in periods}]
    options = [*([Option("new", ".new", "new")] if free else []), *([Option("end", ".end", "end")] if periods else [])]
    facts = {"lines": listed([_line(desk, each) for each in periods], joined="list-line"), "count": len(periods)}
    match ask.choice("weather-what", [*options, Option("leave", ".leave", "leave")], Say("weather-now", facts)):
        case "new":
            return _opened(ask, desk, free)
        case "end":
            return _ended(ask, desk, [period.street for period in periods])
        case _:
            return Say("weather-left")


def _opened(ask: Ask, desk: Desk, free: list[str]) -> Say:
    streets = _which(ask, desk, free, "weather-where")
    kinds = [Option(kind, f"weather-{kind}", kind) for kind in KINDS]
    facts: dict[str, Fact] = {"streets": _names(desk, streets)}
    kind = ask.choice("weather-kind", kinds, Say("weather-kind", facts), per_row=2)
    spans = [Option(str(hours), text("weather-hours", hours=hours), hours) for hours in PERIOD_HOURS]
    by_hand = Option("hand", ".hand", BY_HAND_HOURS)
    facts |= {"kind": text(f"weather-{kind}"), "days": BY_HAND_HOURS // 24}
    hours = ask.choice("weather-until", [*spans, by_hand], Say("weather-until", facts), per_row=2)
    periods = desk.weather.open(streets, kind, hours, desk.person)
    facts |= {"until": desk.weather.facts(periods[0])["until"], "count": desk.weather.count(streets)}
    for street in streets:
        desk.rolls.put_right(street)
    return Say("weather-done", facts)


def _ended(ask: Ask, desk: Desk, open_in: list[str]) -> Say:
    streets = _which(ask, desk, open_in, "weather-which")
    desk.weather.end(streets)
    for street in streets:
        desk.rolls.put_right(street)
    return Say("weather-over", {"streets": _names(desk, streets)})


def _which(ask: Ask, desk: Desk, streets: list[str], key: str) -> list[str]:
    """Some of these streets; the only one is not asked for."""
    if len(streets) == 1:
        return streets
    options = [Option(code, name(desk.catalog.streets[code].names), code) for code in streets]
    card = f"{key}:{ask.talk.id}"
    go = [Option("go", ".go", "go")]
    chosen, _ = ask.several(key, options, go, lambda on: Say(key, {"count": len(on)}, card=card))
    return [street for street in streets if street in chosen]


def _coordinated(desk: Desk) -> list[str]:
    held = desk.person.streets(COORDINATOR)
    return [street for street in desk.catalog.streets if "" in held or street in held]


def _line(desk: Desk, period: Period) -> Fact:
    return text("weather-line", **desk.weather.facts(period))


def _names(desk: Desk, streets: list[str]) -> Fact:
    if len(streets) == len(desk.catalog.streets):
        return name(desk.catalog.district.names)
    return listed([name(desk.catalog.streets[street].names) for street in streets])
