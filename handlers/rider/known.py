"""我也看到: before a report is sent its rider sees what is known near by, joins it, or goes on with a new one."""

from __future__ import annotations

from typing import Protocol

from cases.catalog import Category
from cases.informing import GROUP_PX_MAX
from cases.known.joining import KnownGone, KnownSinceThen
from cases.known.near import Found
from cases.known.outcome import told_of
from dialogue.ask import Ask, Option
from dialogue.hear import Photo, Press
from dialogue.say import Button, Fact, Picture, Say, listed, moment, name, text
from dialogue.script import script
from handlers.desk import Desk
from handlers.rider.choosing import Located

NEW = "new"
LIST_MAX = 10  # as of a rider's own reports
BESIDE_M = 10  # nearer than a fix can tell


class Report(Protocol):
    """What a report has so far: photos by their ids, words, and the card that shows it."""

    photos: list[str]
    words: str
    name: str


def joined(ask: Ask, desk: Desk, kind: Category, located: Located, report: Report) -> Say | None:
    """What the rider reads who joined a known case; None where there is none, or theirs is a new one.

    Nor is it looked for while a button of the card is pressed: it leads away from there, or `nobody_was_faster` looks.
    """
    if located.place is None or ask.talk.answers.get("known") == NEW or ask.is_answered("send"):
        return None
    found = desk.cases.joining.near(kind, located.route.latitude, located.route.longitude)
    _say_what_went(ask, found)
    if not found:
        return None
    options: list[Option[Found | None]] = [
        Option(each.number, _join(desk, each, n, len(found)), each) for n, each in enumerate(found, 1)
    ]
    options.append(Option(NEW, ".new", None))
    chosen = ask.choice("known", options, lambda: _card(desk, kind, found, report.name), per_row=2)
    return _join_it(desk, kind, chosen, report) if chosen else None


def nobody_was_faster(ask: Ask, desk: Desk, kind: Category, located: Located) -> None:
    """From here on nobody else opens a case. Raises KnownSinceThen where somebody did near by, unseen by the rider."""
    desk.cases.joining.alone()
    if located.place is None or ask.talk.answers.get("known") == NEW:
        return
    if desk.cases.joining.near(kind, located.route.latitude, located.route.longitude):
        raise KnownSinceThen


def late_photos(ask: Ask, desk: Desk) -> Say | None:
    """Photos of an album whose rider joined a case with the others before: they go there, too."""
    photos = [part for part in ask.talk.gathered.get("photos", []) if isinstance(part, Photo)]
    albums = {photo.album for photo in photos}
    album = albums.pop() if len(albums) == 1 else None
    number = desk.cases.joining.joined_with(album, desk.person) if album else None
    if number is None:
        return None
    added = desk.cases.joining.add_late(number, desk.person, [photo.ref for photo in photos])
    desk.drop_photos([photo.ref for photo in photos if photo.ref not in added])
    return Say("late-photo-joined", {"number": number}, card=f"late:{number}") if added else KnownGone().say()


def _say_what_went(ask: Ask, found: list[Found]) -> None:
    """The case that was pressed has moved on since its card was shown."""
    pressed = ask.unheard
    if isinstance(pressed, Press) and pressed.data.startswith(f"?{ask.talk.id}:known:"):
        number = pressed.data.rpartition(":")[2]
        if number != NEW and number not in [each.number for each in found]:
            ask.tell(f"gone-{number[:20]}", KnownGone().say())


def _card(desk: Desk, kind: Category, found: list[Found], card: str) -> Say:
    photos = desk.cases.joining.photos(found)
    shown = [each for each in found if each.number in photos]
    lines = [
        text(
            "known-line",
            number=each.number,
            n=n if len(found) > 1 else 0,
            photo=shown.index(each) + 1 if each in shown and len(shown) > 1 else 0,
            metres=round(each.metres, -1).__trunc__() if each.metres >= BESIDE_M else 0,
            opened=moment(each.opened_at),
            status=text(f"rider-status-{each.status}"),
            own=int(each.reporter == desk.person.id),
        )
        for n, each in enumerate(found, 1)
    ]
    facts = {
        "category": name(kind.names),
        "lines": listed(lines, joined="list-line"),
        "others": sum(each.reporter != desk.person.id for each in found),
        "promise": _promise(desk, kind),
    }
    small = Picture("collage", tuple(photos[each.number] for each in shown), GROUP_PX_MAX, waits=False)
    return Say("known-near", facts, picture=small if shown else None, card=card)


def _join(desk: Desk, each: Found, n: int, count: int) -> Fact:
    key = "known-add" if each.reporter == desk.person.id else "known-join"
    return text(key, n=n if count > 1 else 0)


def _promise(desk: Desk, kind: Category) -> Fact:
    """What joining earns, and up to whom."""
    points = desk.cases.joining.points(kind)
    if not points:
        return text("promise-thanks")
    return text("known-promise", points=points, most=desk.cases.joining.paid_joins_max())


def _join_it(desk: Desk, kind: Category, chosen: Found, report: Report) -> Say:
    if chosen.reporter == desk.person.id:
        mine = desk.access.own(chosen.number, desk.person)
        room = report.photos[: desk.cases.photos_left(mine)]
        desk.cases.add(mine, desk.person, words=report.words, photos=room)
        desk.drop_photos(report.photos[len(room) :])
        return Say("added", {**desk.informing.facts(mine), "photos": len(room)}, card=report.name)
    added = desk.cases.joining.join(chosen.number, desk.person, kind, photos=report.photos, words=report.words)
    desk.drop_photos([photo for photo in report.photos if photo not in added])
    case = desk.cases.joining.followed(chosen.number, desk.person)
    assert case is not None, "it was joined in this turn"
    facts = {**told_of(desk.informing, case, now=desk.now), "photos": len(added), "promise": _promise(desk, kind)}
    return Say("known-joined", facts, ((Button(".followed", f"followed:{chosen.number}"),),), card=report.name)


@script(opens="followed")
def followed(ask: Ask, desk: Desk) -> Say:
    """A case that somebody else reported, as it stands, with one's own photo."""
    case = desk.cases.joining.followed(ask.about, desk.person)
    if case is None:
        raise KnownGone
    photos = desk.cases.joining.own_photos(ask.about, desk.person)
    picture = Picture("collage", tuple(photos)) if photos else None
    return Say("followed-card", told_of(desk.informing, case, now=desk.now), picture=picture)


@script(opens="following")
def following(ask: Ask, desk: Desk) -> Say:
    """The cases that one saw too, the last joined first."""
    numbers = desk.cases.joining.followed_by(desk.person, most=LIST_MAX)
    cases = [(number, case) for number in numbers if (case := desk.cases.joining.followed(number, desk.person))]
    buttons = tuple(
        (
            Button(
                text(
                    "mine-line",
                    number=case.number,
                    category=name(desk.catalog.categories[case.category].names),
                    status=text(f"rider-status-{case.status}"),
                ),
                f"followed:{number}",
            ),
        )
        for number, case in cases
    )
    return Say("following-list" if buttons else "following-empty", {"count": len(buttons)}, buttons)
