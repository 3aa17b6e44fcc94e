"""Which street, and which colleague there: asked where there is more than one."""

from __future__ import annotations

from collections.abc import Sequence

from dialogue.ask import Ask, Option
from dialogue.refusal import Refusal
from dialogue.say import Fact, Say, name, text
from handlers.desk import Desk
from people.person import Person

COLLEAGUES_MAX = 30  # offered at once; an office with more has counters of its own


class NoColleague(Refusal):
    """Nobody else works this street's cases."""


def which_street(ask: Ask, desk: Desk, streets: Sequence[str], say: Say) -> str:
    """One of some streets; the only one is not asked for."""
    if len(streets) == 1:
        return streets[0]
    names = desk.catalog.streets
    return ask.choice("street", [Option(code, name(names[code].names), code) for code in streets], say, per_row=2)


def which_colleague(ask: Ask, desk: Desk, street: str, say: Say, *, but: str = "") -> Person:
    """An officer of a street by alias, in its order, pressed or typed; `but` one person. Raises NoColleague."""
    found = [each for each in desk.people.officers(street, most=COLLEAGUES_MAX) if each.id != but]
    found.sort(key=lambda each: each.alias)
    if not found:
        raise NoColleague(street=name(desk.catalog.streets[street].names))
    aliases = {each.alias: each for each in found}
    options = [Option(each.alias, text("colleague", alias=each.alias), each) for each in found]
    return ask.choice("colleague", options, say, by_words=lambda typed: _meant(typed, aliases))


def _meant(typed: str, aliases: dict[str, Person]) -> str | None:
    alias = typed.strip().upper()
    return alias if alias in aliases else None


def street_facts(desk: Desk, street: str) -> dict[str, Fact]:
    """What texts about a street may use."""
    return {"street": name(desk.catalog.streets[street].names)}
