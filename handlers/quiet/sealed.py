"""专席: what was confided, opened one at a time; every opening leaves a trace."""

from __future__ import annotations

from cases.quiet.entry import Entry, NothingHere, Word
from dialogue.ask import Ask
from dialogue.say import Button, Picture, Say, listed, moment, name, text
from dialogue.script import script
from handlers.desk import Desk


@script(opens="quiet")
def sealed_list(ask: Ask, desk: Desk) -> Say:
    """The numbers of what this counter has, what waits first: no category, no street, no words."""
    listed_ = desk.quiet.listed(desk.person)
    rows = tuple(
        (Button(text("sealed-line", number=number, outcome=text(f"outcome-{outcome}")), f"sealed:{number}"),)
        for number, outcome in listed_
    )
    return Say("sealed-list", {"count": len(listed_)}, rows, protect=True)


@script(opens="sealed")
def sealed(ask: Ask, desk: Desk) -> Say:
    """[打开]: all there is of one entry, in this private chat alone; traced."""
    if elsewhere := _elsewhere(desk, ask.about):
        return elsewhere
    entry = desk.quiet.read(ask.about, desk.person, what="read")
    content = entry.told()
    kind = desk.catalog.categories[entry.category]
    point = f"{content.point[0]:.6f}, {content.point[1]:.6f}" if content.point else ""
    street = desk.catalog.streets.get(entry.street)
    facts = {
        "number": entry.number,
        "code": content.code,
        "category": name(kind.names),
        "street": name(street.names) if street else "",
        "day": entry.opened_on,
        "outcome": text(f"outcome-{entry.outcome}"),
        "words": content.words,
        "where": content.place_words,
        "point": point,
        "photos": len(content.photos),
        "handed": text(f"handed-{entry.handed_to}", day=entry.handed_on) if entry.handed_to else "",
        "talk": listed([_line(word) for word in desk.quiet.said(entry)], joined="list-line"),
    }
    return Say("sealed-card", facts, _acts(entry), protect=True)


@script(opens="sealedtrace")
def sealed_trace(ask: Ask, desk: Desk) -> Say:
    """[谁看过]: the last lines of its trace, this look at it among them."""
    entry = desk.quiet.read(ask.about, desk.person, what="trace")
    lines = desk.quiet.traced(entry)
    rows = [text("trace-line", at=moment(line.at), who=who, what=_what(line.what)) for line, who in lines if who]
    return Say("sealed-trace", {"number": entry.number, "lines": listed(rows, joined="list-line")}, protect=True)


def _what(what: str) -> object:
    kind, _, detail = what.partition("-")
    facts = {"handed": "hand-to.", "passed": "counter-", "outcome": "outcome-"}
    return text(f"traced-{kind}", what=text(f"{facts[kind]}{detail}") if kind in facts else "")


def _elsewhere(desk: Desk, number: str) -> Say | None:
    """Where the pack lets it not pass over this channel: the link, and nothing of it is shown."""
    if desk.carries(str(desk.quiet.look(number, desk.person).counter)):
        return None
    return Say("quiet-open-there", {"link": desk.web_url}, protect=True)


def _line(word: Word) -> object:
    said = text(f"outcome-{word.outcome}") if word.outcome else word.words
    return text("sealed-by-desk" if word.by_desk else "sealed-by-reporter", said=said)


def _acts(entry: Entry) -> tuple[tuple[Button, ...], ...]:
    content = entry.told()
    first = [Button(".outcome", f"quietoutcome:{entry.number}")]
    first += [Button(".ask", f"sealedask:{entry.number}")] if content.may_ask else []
    first += [Button(".photos", f"sealedphotos:{entry.number}")] if content.photos else []
    later = {"hand": "sealedhand", "pass": "sealedpass", "trace": "sealedtrace"}
    return tuple(first), tuple(Button(f".{act}", f"{opens}:{entry.number}") for act, opens in later.items())


@script(opens="sealedphotos")
def sealed_photos(ask: Ask, desk: Desk) -> list[Say]:
    """Its photos, one message each, not to be saved or passed on; traced."""
    if elsewhere := _elsewhere(desk, ask.about):
        return [elsewhere]
    entry = desk.quiet.read(ask.about, desk.person, what="photos")
    photos = entry.told().photos
    if not photos:
        raise NothingHere
    return [
        Say("sealed-photo", {"n": n, "count": len(photos)}, picture=Picture("photo", (photo,)), protect=True)
        for n, photo in enumerate(photos, 1)
    ]
