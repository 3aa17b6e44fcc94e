"""What can be said: a text's key with its facts, buttons and at most one picture; no words, no language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# What a fact may be, as plain JSON values, so that a Say can be stored:
#   str, int, float           as they are
#   {"zh-CN": …, "en": …}     a name in every language (`name(...)`)
#   {"text": key, "facts": …} another text (`text(...)`)
#   {"time": seconds}         a moment, drawn for the reader: 今天 15:40 (`moment(...)`)
#   {"list": [fact, …]}       several, joined as the language joins (`listed(...)`)
Fact = Any


def name(names: Mapping[str, str]) -> Fact:
    """A name the pack gives in every language."""
    return dict(names)


def text(key: str, **facts: Fact) -> Fact:
    """Another text, by its key."""
    return {"text": key, "facts": facts}


def moment(seconds: int) -> Fact:
    """A moment, in whole seconds since 1970 (UTC)."""
    return {"time": seconds}


def listed(facts: list[Fact], *, joined: str = "list-comma") -> Fact:
    """Several facts in one, joined by the text `joined`: list-comma, or list-line for one below the other."""
    return {"list": facts, "joined": joined}


@dataclass(frozen=True, slots=True)
class Button:
    """A verb to press. `label` is an attribute of the Say's text (".submit"), another text's key, or a fact.

    `press` is what comes back (at most 64 bytes); `url` opens a page instead.
    """

    label: Fact
    press: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture made of photos: `photo` (one), `collage` (1 to 9), `beside` (before and after), `gone` (a grey one,
    of none).

    `px_max` bounds its longer side in pixels; groups see 320. `waits`: the message waits, a bounded time, for
    photos on their way; else it goes with those that have come. `facts`: what a picture of another kind is drawn
    from, in the reader's language, instead of photos.
    """

    kind: str
    photos: tuple[str, ...] = ()
    px_max: int = 1280
    waits: bool = True
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Say:
    """Something to say.

    `card`: later Says of the same card replace the message in place. `urgent` overtakes whatever waits.
    `protect`: not to be forwarded or saved where the channel can prevent it. `menu`: show the standing menu of this
    role ("own": whoever reads). `map`: "pick" asks a channel that can to offer its map or position button.
    `fresh`: a card that was buried is sent anew below what came since. `in_place`: a card that is only changed where
    it stands, and not sent where that can't be done. `document`: a file goes along, made when it is sent
    (`bot/packing.py` knows which there are). `brief`: short enough to be the answer to a press, not a message.
    `pin`: stays at the top of its chat where the channel can, in the place of the message that showed this card before.
    `fades`: taken back after a day or at a press, with all that led to it.
    """

    key: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    buttons: tuple[tuple[Button, ...], ...] = ()
    picture: Picture | None = None
    card: str = ""
    urgent: bool = False
    protect: bool = False
    menu: str = ""
    map: str = ""
    fresh: bool = False
    brief: bool = False
    pin: bool = False
    in_place: bool = False
    document: str = ""
    fades: bool = False

    def with_buttons(self, rows: tuple[tuple[Button, ...], ...]) -> Say:
        """The same with rows of buttons above its own."""
        flags = (self.card, self.urgent, self.protect, self.menu, self.map, self.fresh, self.brief, self.pin)
        buttons = (*rows, *self.buttons)
        return Say(self.key, self.facts, buttons, self.picture, *flags, self.in_place, self.document, self.fades)


def to_plain(say: Say) -> dict[str, Any]:
    """A Say as plain JSON values, empty fields left out; `from_plain` is its inverse."""
    plain: dict[str, Any] = {"key": say.key}
    if say.facts:
        plain["facts"] = dict(say.facts)
    if say.buttons:
        plain["buttons"] = [[[b.label, b.press, b.url] for b in row] for row in say.buttons]
    if say.picture:
        picture = say.picture
        plain["picture"] = [picture.kind, list(picture.photos), picture.px_max, picture.waits]
        plain["picture"] += [dict(picture.facts)] if picture.facts else []
    flags = ("card", "urgent", "protect", "menu", "map", "fresh", "brief", "pin", "in_place", "document", "fades")
    for flag in flags:
        if value := getattr(say, flag):
            plain[flag] = value
    return plain


def from_plain(plain: Mapping[str, Any]) -> Say:
    """A Say from what `to_plain` gave."""
    values = dict(plain)
    values["buttons"] = tuple(tuple(Button(*b) for b in row) for row in values.get("buttons", ()))
    if picture := values.get("picture"):
        values["picture"] = Picture(picture[0], tuple(picture[1]), *picture[2:])
    return Say(**values)
