"""没送达: letters that could not be delivered, each tried again or let go."""

from __future__ import annotations

from cases.undelivered.letters import Dead
from dialogue.ask import Ask
from dialogue.say import Button, Fact, Say, moment, text
from dialogue.script import script
from handlers.desk import Desk


@script(opens="letters")
def letters(ask: Ask, desk: Desk) -> Say:
    """The last ones that were given up, each a button."""
    dead, total = desk.undelivered.last()
    if not dead:
        return Say("letters-none")
    buttons = tuple((Button(text("letters-line", **_facts(each)), f"letter:{each.id}"),) for each in dead)
    return Say("letters-list", {"total": total, "shown": len(dead)}, buttons)


@script(opens="letter")
def letter(ask: Ask, desk: Desk) -> Say:
    """One: about which case, for whom, why it was given up, and what can be done."""
    dead = desk.undelivered.find(ask.about)
    acts = ("letgo",) if dead.why == "erased" or dead.is_late else ("resend", "letgo")
    row = tuple(Button(f".{act}", f"{act}:{dead.id}") for act in acts)
    opens = ((Button(".open", f"open:{dead.about}"),),) if dead.about else ()
    return Say("letter-dead", {**_facts(dead), "late": int(dead.is_late)}, (row, *opens))


@script(opens="resend")
def resend(ask: Ask, desk: Desk) -> Say:
    """[再发一次]"""
    dead = desk.undelivered.find(ask.about)
    desk.undelivered.send_again(dead)
    return Say("letter-sent-again", _facts(dead), ((Button(".letters", "letters"),),))


@script(opens="letgo")
def let_go(ask: Ask, desk: Desk) -> Say:
    """[不用发了]"""
    dead = desk.undelivered.find(ask.about)
    desk.undelivered.let_go(dead)
    return Say("letter-let-go", _facts(dead), ((Button(".letters", "letters"),),))


def _facts(dead: Dead) -> dict[str, Fact]:
    return {
        "number": dead.about,
        "to": text("letter-to-person", alias=dead.alias) if dead.alias else text("letter-to-group"),
        "why": text(f"dead-{dead.why}"),
        "at": moment(dead.posted_at),
    }
