"""A rider reports a hazard: photos, words and a place in any order, one card, then a number."""

from __future__ import annotations

from cases.casework import PHOTOS_MAX, WITHDRAW_MINUTES
from cases.catalog import Category
from dialogue.ask import Ask, Option
from dialogue.hear import Photo, Place, Words
from dialogue.say import Button, Fact, Picture, Say, name, text
from dialogue.script import script
from handlers.desk import Desk
from handlers.rider import known
from handlers.rider.choosing import Located, locate, photos_are_enough, shortened, which_category
from handlers.rider.confiding import confided
from handlers.rider.emergency import FIRST_OF_ALL, KINDS, first_of_all

WORDS_PARTS_MAX = 10  # messages of words in one report

# An edit of the card drops these answers; their questions are asked again.
EDITS = {
    "category": ("category", "head", "child", "known"),
    "place": ("where", "street", "place-words", "known"),
    "photo": (),
    "words": (),
}
OPTIONS = [Option(id, f".{id}", id) for id in ("send", *EDITS, "drop")]


@script(opens="report", opened_by=("photo", "place"), takes=("photo", "place", "words"))
def report(ask: Ask, desk: Desk) -> Say | None:
    """From a photo to a number in three actions: photo with a few words, place, send."""
    draft = Draft(ask, desk)
    if late := known.late_photos(ask, desk):
        return late
    reading = desk.read(draft.words) if draft.words else None
    if reading and reading.is_confidential and (ended := confided(ask, desk, draft, reading, may_go_on_openly=True)):
        return ended
    if not draft.photos:
        ask.gather("photos", "photo", at_most=PHOTOS_MAX, at_least=1, say=lambda: draft.card("report-photo"))
    draft.kind = which_category(ask, desk, reading, draft.card)
    if draft.kind is None:
        return confided(ask, desk, draft, None)
    if reading and reading.is_emergency:
        ask.note(FIRST_OF_ALL)
    if draft.kind.code in KINDS:
        ask.tell(FIRST_OF_ALL, first_of_all(draft.kind.code, desk))
    located = locate(ask, desk, draft.words, draft.card)
    if located.street is None:
        desk.drop_photos(draft.photos)
        return Say("outside", {"metres": located.outside_m, **desk.hotlines}, card=draft.name)
    draft.located = located
    if notice := desk.notice_for(draft.kind.code, located.route, located.words):
        ask.tell("notice", Say("notice-here", notice))
    if joined := known.joined(ask, desk, draft.kind, located, draft):
        return joined
    match ask.review("send", lambda: draft.receipt(ask.edited), OPTIONS, edits=EDITS):
        case "drop":
            desk.drop_photos(draft.photos)
            return Say("report-dropped", card=draft.name)
        case _:
            known.nobody_was_faster(ask, desk, draft.kind, located)
            return _sent(draft, desk)


def _sent(draft: Draft, desk: Desk) -> Say:
    assert draft.located is not None
    assert draft.located.street is not None
    assert draft.kind
    promise, points = desk.promise(draft.kind)
    case = desk.cases.open(
        desk.person,
        category=draft.kind.code,
        street=draft.located.street,
        route=draft.located.route,
        place_words=draft.located.words,
        words=draft.words,
        photos=draft.photos,
        points=points,
    )
    if draft.located.is_unclear:
        desk.informing.tell_coordinators(case, "street-unclear")
    acts = ("withdraw", "add", "case")
    return Say(
        "report-sent",
        {
            **desk.informing.facts(case),
            "promise": promise,
            "photos": len(draft.photos),
            "minutes": WITHDRAW_MINUTES,
            "reached": int(desk.informing.reaches(case.street)),
            "weather": desk.weather.notice(draft.kind, case.street),
            **desk.hotlines,
        },
        (tuple(Button(f".{act}", f"{act}:{case.number}") for act in acts),),
        draft.picture,
        card=draft.name,
    )


class Draft:
    """What a report has so far; one card shows it and is edited in place."""

    def __init__(self, ask: Ask, desk: Desk) -> None:
        self._ask, self._desk = ask, desk
        self.name = f"draft:{ask.talk.id}"
        photos = ask.gather("photos", "photo", at_most=PHOTOS_MAX)
        self.photos = [part.ref for part in photos if isinstance(part, Photo)]
        words = ask.gather("words", "words", at_most=WORDS_PARTS_MAX)
        self.words = "\n".join(part.text for part in words if isinstance(part, Words))
        self.kind: Category | None = None
        self.located: Located | None = None
        if ask.is_full("photos"):
            ask.tell("photos-enough", photos_are_enough())
        if ask.is_full("words"):
            ask.tell("words-enough", Say("words-are-enough", {"most": WORDS_PARTS_MAX}))

    @property
    def picture(self) -> Picture | None:
        return Picture("collage", tuple(self.photos), waits=False) if self.photos else None

    def card(self, key: str, *, map: str = "", **facts: Fact) -> Say:
        """The card with what is known, whatever is asked on it."""
        known = {
            "photos": len(self.photos),
            "category": name(self.kind.names) if self.kind else "",
            "words": self.words,
            "where": self.located.words if self.located else "",
            "left": shortened(self._ask.left),
            "placed": "yes" if any(isinstance(part, Place) for part in self._ask.talk.early) else "",
        }
        return Say(key, {**known, **facts}, card=self.name, map=map)

    def receipt(self, hint: str) -> Say:
        """What will be sent, to which office, by when it answers and what it earns: before sending."""
        assert self.located is not None
        assert self.located.street is not None
        assert self.kind
        place = self.located.place
        if isinstance(place, Place) and place.source == "file":
            source: Fact = text("place-from-file")
        else:
            source = "" if self.words else text("place-as-given")
        return self.card(
            "report-card",
            street=name(self._desk.catalog.streets[self.located.street].names),
            **self._desk.due(self.kind),
            reached=int(self._desk.informing.reaches(self.located.street)),
            weather=self._desk.weather.notice(self.kind, self.located.street),
            **self._desk.hotlines,
            promise=self._desk.promise(self.kind)[0],
            source=source,
            hint=text(f"hint-{hint}" if hint in ("photo", "words") else "hint-none"),
        )
