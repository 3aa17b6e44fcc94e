"""进门 and 地图: words that riders try and whose rooms are not built; an honest answer instead of silence."""

from __future__ import annotations

from dialogue.ask import Ask
from dialogue.say import Say
from dialogue.script import script
from handlers.desk import Desk


@script(opens="gate", before_consent=True)
def gate(ask: Ask, desk: Desk) -> Say:
    """进门须知, which is not there yet."""
    return Say("no-gate-guide", menu=desk.menu)


@script(opens="map", before_consent=True)
def service_map(ask: Ask, desk: Desk) -> Say:
    """The service map, which is not there yet."""
    return Say("no-service-map", menu=desk.menu)
