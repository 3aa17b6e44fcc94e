"""What is for a quiet counter and nobody else: a short talk of its own, in whichever conversation it comes up."""

from __future__ import annotations

from typing import Protocol

from cases.catalog import Category, Counter
from cases.quiet.entry import DESKS, Told
from cases.reader import Reading
from cases.routing import Route
from dialogue.ask import Ask, Option
from dialogue.hear import Place
from dialogue.say import Button, Say, listed, name, text
from handlers.desk import Desk


class Confided(Protocol):
    """What a conversation has gathered: photos by our ids, words, and the name of its card."""

    photos: list[str]
    words: str
    name: str


def confided(
    ask: Ask, desk: Desk, draft: Confided, reading: Reading | None, *, may_go_on_openly: bool = False
) -> Say | None:
    """Confide it, drop it, or (None) go on openly: what only sounds like a secret can be an ordinary report.

    Nothing is kept where nobody would read it, or where the pack lets it not pass over this channel.
    """
    if may_go_on_openly and "open" in (ask.talk.answers.get("how"), ask.talk.answers.get("secret")):
        return None
    kind = desk.catalog.categories.get(reading.category or "") if reading else None
    counters = [kind.counter] if kind and kind.is_quiet else list(DESKS)
    staffed = [counter for counter in counters if desk.quiet.is_staffed(counter)]
    if not staffed:
        return _not_here(ask, desk, draft, may_go_on_openly=may_go_on_openly)
    carried = [counter for counter in staffed if desk.carries(str(counter))]
    if not carried:
        desk.drop_photos(draft.photos)
        facts = {"link": desk.web_url, **desk.hotlines}
        return Say("quiet-elsewhere", facts, card=draft.name, protect=True, fades=True)
    may_tell_place = desk.carries("whereabouts")
    places = [part for part in ask.talk.early if isinstance(part, Place) and may_tell_place]
    how = _how(ask, draft, places=len(places), may_go_on_openly=may_go_on_openly)
    if how == "open":
        return None
    if how == "drop":
        desk.drop_photos(draft.photos)
        return Say("secret-stopped", card=draft.name, fades=True)
    if kind is None or not kind.is_quiet:
        kind = _which(ask, desk, draft, carried)
    return _sealed(ask, desk, draft, kind, places[-1] if places else None, how)  # the last one counts


def _not_here(ask: Ask, desk: Desk, draft: Confided, *, may_go_on_openly: bool) -> Say | None:
    """Before anybody is there to read it, it is not taken."""
    options = [Option("stop", ".stop", False)]
    options += [Option("open", ".open", True)] if may_go_on_openly else []
    if ask.choice("secret", options, Say("secret-not-here", desk.hotlines)):
        return None
    desk.drop_photos(draft.photos)
    return Say("secret-stopped")


def _how(ask: Ask, draft: Confided, *, places: int, may_go_on_openly: bool) -> str:
    ids = ["anonymous", "reachable", *(["open"] if may_go_on_openly else []), "drop"]
    has = [text("quiet-has-photos", count=len(draft.photos))] if draft.photos else []
    has += [text("quiet-has-words")] if draft.words else []
    has += [text("quiet-has-place")] if places else []
    say = Say("quiet-card", {"parts": listed(has)}, card=draft.name, protect=True, fades=True)
    return ask.choice("how", [Option(id, f".{id}", id) for id in ids], say, per_row=2)


def _which(ask: Ask, desk: Desk, draft: Confided, counters: list[Counter]) -> Category:
    kinds = [kind for kind in desk.catalog.categories.values() if kind.counter in counters]
    options = [Option(kind.code, name(kind.names), kind) for kind in kinds]
    return ask.choice("quiet-kind", options, Say("quiet-kind", card=draft.name, protect=True, fades=True), per_row=2)


def _sealed(ask: Ask, desk: Desk, draft: Confided, kind: Category, place: Place | None, how: str) -> Say:
    route = desk.route(place, draft.words) if place else None
    street = _street(desk, route, draft.words)
    if kind.counter is Counter.CARE and not street:
        streets = [Option(s.code, name(s.names), s.code) for s in desk.catalog.streets.values()]
        say = Say("quiet-which-street", card=draft.name, protect=True, fades=True)
        street = ask.choice("quiet-street", streets, say, per_row=2)
    if not desk.quiet.is_staffed(kind.counter, street):
        desk.drop_photos(draft.photos)
        return Say("quiet-nobody", desk.hotlines, card=draft.name, protect=True, fades=True)
    entry = desk.quiet.open(
        desk.person,
        Told(
            category=kind.code,
            street=street,
            words=draft.words,
            photos=tuple(draft.photos),
            point=(route.latitude, route.longitude) if route and route.street else None,
            place_words=place.title if place else "",
            may_ask=how == "reachable",
        ),
    )
    acts = [
        Button(".wipe", "quietwipe"),
        *([Button(".hush", f"quiethush:{entry.number}")] if how == "reachable" else []),
    ]
    facts = {"number": entry.number, "asked": int(how == "reachable"), **desk.hotlines}
    return Say("quiet-sent", facts, (tuple(acts),), card=draft.name, protect=True, fades=True)


def _street(desk: Desk, route: Route | None, words: str) -> str:
    if route and (route.street or route.candidates):
        return route.street or route.candidates[0]
    named = desk.streets_in(words) if words else ()
    return named[0] if len(named) == 1 else ""
