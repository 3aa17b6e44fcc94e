"""The questions of a report that need the pack: which category, where, which street."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from cases.casework import PHOTOS_MAX
from cases.catalog import Catalog, Category, Counter
from cases.reader import Reading
from cases.routing import Reason, Route
from dialogue.ask import Ask, Option
from dialogue.hear import Place
from dialogue.refusal import Refusal
from dialogue.say import Fact, Say, name
from handlers.desk import Desk

PICKER_MAX = 6  # PRODUCT 1: the six most used first, then more
CONFIDED = "confide"  # stands in the picker for all that quiet counters take
PLACE_WORDS_MAX = 100  # characters
STREET_LETTERS_MIN = 2  # 大宁: less is no street's name
QUOTED_MAX = 24  # characters of what was typed, where it is only said back
# Two numbers in degrees, as maps copy them: 31.2843, 121.4510
DEGREES = re.compile(r"[(（]?\s*(-?\d{1,3}\.\d{2,})\s*°?\s*[NE]?[\s,，;；]+(-?\d{1,3}\.\d{2,})\s*°?\s*[NE]?\s*[)）]?")


class NotAPlace(Refusal):
    """Coordinates that are nowhere on this earth."""


def shortened(words: str) -> str:
    """What was typed, short enough to say back in one line."""
    line = " ".join(words.split())
    return line if len(line) <= QUOTED_MAX else f"{line[: QUOTED_MAX - 1]}…"


class DrawCard(Protocol):
    """How the asking conversation shows its card."""

    def __call__(self, key: str, *, map: str = ..., **facts: Fact) -> Say: ...


@dataclass(frozen=True, slots=True)
class Located:
    """Where a hazard is: `street` None is outside the district, by `outside_m` metres."""

    street: str | None
    route: Route
    words: str = ""
    place: Place | None = None
    is_unclear: bool = False
    outside_m: int = 0


def photos_are_enough() -> Say:
    """Said once where more photos come than a message of ours can show."""
    return Say("photos-are-enough", {"most": PHOTOS_MAX})


# -- what ----------------------------------------------------------------------------------------------------------


def which_category(ask: Ask, desk: Desk, reading: Reading | None, card: DrawCard) -> Category | None:
    """A confident guess stands until it is changed; an unsure one is asked, likeliest first. None: a secret."""
    categories = desk.catalog.categories
    guess = categories.get(reading.category or "") if reading else None
    if guess and _is_pickable(desk, guess.code) and not ask.was_edited("category"):
        return guess
    options, usual = _pickable(desk.catalog)
    likely = [code for code in (reading.others if reading else ()) if _is_pickable(desk, code)]
    shown = list(dict.fromkeys([*likely, *usual]))[:PICKER_MAX]
    chosen = ask.choice(
        "category",
        options,
        lambda: card("report-category"),
        by_words=lambda words: desk.read(words).category,
        shown=[*shown, "more"],
        per_row=2,
        gathers="" if ask.was_edited("category") else "words",
    )
    return categories.get(chosen if chosen != "more" else _from_all(ask, desk, card))


def _is_pickable(desk: Desk, code: str) -> bool:
    kind = desk.catalog.categories.get(code)
    return kind is not None and kind.counter is Counter.STREET


@lru_cache
def _pickable(catalog: Catalog) -> tuple[tuple[Option[str], ...], tuple[str, ...]]:
    """Every category a street's counter takes, with 更多; and the codes of the most used."""
    kinds = [kind for kind in catalog.categories.values() if kind.counter is Counter.STREET]
    options = [Option(kind.code, name(kind.names), kind.code) for kind in kinds]
    usual = tuple(kind.code for kind in catalog.picker() if kind in kinds)[:PICKER_MAX]
    return (*options, Option("more", "report-category.more", "more")), usual


def _from_all(ask: Ask, desk: Desk, card: DrawCard) -> str:
    def for_streets(head: str) -> list[Category]:
        return [kind for kind in desk.catalog.under(head) if kind.counter is Counter.STREET]

    heads = [head for head in desk.catalog.heads.values() if for_streets(head.code)]
    shown = [Option(h.code, name(h.names), h.code) for h in heads]
    shown.append(Option(CONFIDED, "report-head.secret", CONFIDED))
    head = ask.choice("head", shown, lambda: card("report-head"))
    if head == CONFIDED:
        return CONFIDED
    options = [Option(c.code, name(c.names), c.code) for c in for_streets(head)]
    return ask.choice("child", options, lambda: card("report-child"), per_row=2)


def place_meant(desk: Desk, typed: str) -> Place | str | None:
    """What typed words say of where: a point in degrees, a road or landmark of the pack; None where neither."""
    if found := DEGREES.fullmatch(typed.strip()):
        one, other = float(found[1]), float(found[2])
        latitude, longitude = (one, other) if abs(one) <= abs(other) else (other, one)  # here east is more than north
        return Place(latitude, longitude, "pin")
    return typed if desk.streets_in(typed) else None


# -- where ---------------------------------------------------------------------------------------------------------


def locate(ask: Ask, desk: Desk, words: str, card: DrawCard) -> Located:
    """A shared place, a road or landmark in words, or a street from the list; asked only where it is unclear."""
    if not desk.carries("whereabouts"):
        if any(isinstance(part, Place) for part in ask.talk.early):
            ask.talk.early = [part for part in ask.talk.early if not isinstance(part, Place)]
            ask.tell(f"no-whereabouts-{len(ask.talk.told)}", Say("whereabouts-not-here", {"link": desk.web_url}))
        return _from_list(ask, desk, card)
    where = ask.place(
        "where",
        lambda: card("report-where", map="pick"),
        by_words=lambda typed: place_meant(desk, typed),
        otherwise=(Option("list", "report-where.list", "list"),),
    )
    if where == "list":
        return _from_list(ask, desk, card)
    if isinstance(where, str):
        return _which_street(ask, desk, desk.route_by_words(where), card, words=where)
    route = desk.route(where, words)
    if route.reason is Reason.NOT_A_PLACE:
        raise NotAPlace(drops="where")
    if route.street is None and not route.candidates:
        return Located(None, route, outside_m=_rounded(route.border_m))
    return _which_street(ask, desk, route, card, words=where.title, place=where)


def _which_street(
    ask: Ask, desk: Desk, route: Route, card: DrawCard, *, words: str, place: Place | None = None
) -> Located:
    if route.street is not None:
        return Located(route.street, route, words, place)
    options = [Option(code, name(desk.catalog.streets[code].names), code) for code in route.candidates]
    options += [
        Option("unclear", "report-street.unclear", "unclear"),
        Option("place", "report-card.place", ""),
    ]
    chosen = ask.choice(
        "street",
        options,
        lambda: card("report-street"),
        by_words=lambda typed: _only_street(desk, typed),
        per_row=2,
        drops={"place": ("where",)},
    )
    is_unclear = chosen == "unclear"
    return Located(route.candidates[0] if is_unclear else chosen, route, words, place, is_unclear)


def _from_list(ask: Ask, desk: Desk, card: DrawCard) -> Located:
    options = [Option(s.code, name(s.names), s.code) for s in desk.catalog.streets.values()]
    street = ask.choice(
        "street",
        options,
        lambda: card("report-which-street"),
        by_words=lambda typed: _only_street(desk, typed),
        per_row=2,
    )
    words = ask.words("place-words", lambda: card("report-place-words"), length_max=PLACE_WORDS_MAX)
    return Located(street, desk.route_to(street), words)


def _only_street(desk: Desk, typed: str) -> str | None:
    """The street that typed words name, or the one whose name they begin; None where it is not one alone."""
    begun = typed.strip().lower()
    streets = desk.catalog.streets.values()
    named = [s.code for s in streets if any(each.lower().startswith(begun) for each in s.names.values())]
    found = desk.streets_in(typed) or (named if len(begun) >= STREET_LETTERS_MIN else [])
    return found[0] if len(found) == 1 else None


def _rounded(metres: float) -> int:
    """Metres as one says them: to the ten, from a kilometre on to the hundred."""
    return round(metres, -1 if metres < 1000 else -2).__trunc__()
