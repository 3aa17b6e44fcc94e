"""[遮住一块]: a ninth of a photo is pixelated for everybody, and that is traced."""

from __future__ import annotations

from dialogue.ask import Ask, Option
from dialogue.refusal import Refusal
from dialogue.say import Button, Picture, Say, name
from dialogue.script import script
from handlers.desk import Desk


class NoSuchPhoto(Refusal):
    """The case has no photo of that number, or not any more."""


@script(opens="hide", keeps_hours=1)
def hide(ask: Ask, desk: Desk) -> Say:
    """Which of nine parts of a case's photo (`NUMBER:N`, counted from 1) nobody is to see clearly."""
    number, _, which = ask.about.partition(":")
    case = desk.access.for_office(number, desk.person)
    photos = desk.cases.photos(case)
    n = int(which) if which.isascii() and which.isdigit() and len(which) < 3 else 0
    if not 1 <= n <= len(photos):
        raise NoSuchPhoto
    facts = {"number": case.number, "n": n}
    picture = Picture("photo", (photos[n - 1],))
    cells = [Option(str(cell), name({"zh-CN": str(cell), "en": str(cell)}), cell) for cell in range(1, 10)]
    cell = ask.choice("hide-which", cells, Say("hide-which", facts, picture=picture))
    desk.cases.pixelate(case, desk.person, photos[n - 1], cell)
    rows = ((Button(".more", f"hide:{case.number}:{n}"), Button(".open", f"open:{case.number}")),)
    return Say("hide-done", {**facts, "cell": cell}, rows, picture)
