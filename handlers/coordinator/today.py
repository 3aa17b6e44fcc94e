"""今天: how the district stands, street by street where something waits, and letters that could not be sent."""

from __future__ import annotations

from datetime import timedelta

from dialogue.ask import Ask
from dialogue.say import Button, Say, listed, name, text
from dialogue.script import script
from handlers.coordinator.review import points_to_see_to
from handlers.desk import Desk
from people.person import COORDINATOR


@script(opens="today")
def today(ask: Ask, desk: Desk) -> Say:
    """Opened, ended, waiting and overdue since midnight, for the coordinator's streets, most overdue first."""
    streets = desk.person.streets(COORDINATOR)
    midnight = desk.today.replace(hour=0, minute=0, second=0, microsecond=0)
    counts = desk.cases.counts(streets, since=int(midnight.timestamp()))
    every = list(desk.catalog.streets) if "" in streets else streets
    since = int((midnight + timedelta(days=1)).timestamp())
    counted = [(street, desk.cases.counts([street], since=since)) for street in every]
    rows = [
        text("today-line", street=name(desk.catalog.streets[street].names), **there)
        for street, there in sorted(counted, key=lambda each: -each[1]["overdue"])
        if there["waiting"] or there["overdue"] or there["running"]
    ]
    facts = {**counts, "lines": listed(rows, joined="list-line"), "count": len(rows)}
    waiting = desk.delaying.count_waiting(streets)
    buttons: tuple[tuple[Button, ...], ...] = (
        ((Button(text("delays-waiting", count=waiting), "delays"),),) if waiting else ()
    )
    buttons += points_to_see_to(desk)
    _, dead = desk.undelivered.last()
    letters = (Button(".letters", "letters"),) if dead else ()
    rows_below = (*buttons, (Button(".desk", "desk"), Button(".weekly", "weekly"), *letters))
    return Say("today", {**facts, "dead": dead}, rows_below)
