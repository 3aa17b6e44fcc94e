"""隐私: what is kept of somebody, who sees it and for how long; what can't be done in the chat yet is said."""

from __future__ import annotations

from dialogue.ask import Ask
from dialogue.say import Say, name
from dialogue.script import script
from handlers.desk import Desk


@script(opens="privacy", before_consent=True)
def privacy(ask: Ask, desk: Desk) -> Say:
    """Whoever asks hears it, agreed or not."""
    district = desk.catalog.district
    return Say(
        "privacy",
        {
            "unit": name(district.responsible.names),
            "phone": name(district.responsible.phone),
            "days": district.retention.case_days,
            "agreed": int(desk.person.has_agreed),
        },
        menu=desk.menu,
    )
