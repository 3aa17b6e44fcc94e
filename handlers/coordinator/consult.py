"""协商恳谈会: called about a class of cases, moved, called off; how it stands, and what can be done next."""

from __future__ import annotations

from datetime import datetime

from cases.consultations.consultation import CalledAlready, Consultation, Content, State
from cases.consultations.telling import numbered, opens
from dialogue.ask import Ask, Option
from dialogue.say import Button, Fact, Picture, Say, listed, moment, text
from dialogue.script import script
from handlers.coordinator.days import a_meeting
from handlers.desk import Desk

PLACE_MAX = 60  # characters: a room, a house, how to find it
AGENDA_MAX = 6  # items: an hour's talk
ITEM_MAX = 60  # characters of one
LEVELS = ("street", "district")
USUAL, LEFT_OPEN = "#usual", "#open"  # agendas that nobody has to type
USUAL_ITEMS = ("now", "give", "rule")
# What a coordinator can do next, by rows; those of a version can't be pressed twice.
_ACTS: dict[State, tuple[tuple[str, ...], ...]] = {
    State.CALLED: (("guest", "said", "minutes"), ("move", "link", "drop")),
    State.HELD: (("rule", "guest", "said"), ("link", "open")),
    State.ASKED: (("here", "absent", "said"), ("rewrite", "link", "open")),
    State.AGREED: (("publish", "said"),),
    State.UNAGREED: (("again", "said"),),
    State.CANCELLED: (("again",),),
}
_VERSIONED = ("minutes", "move", "drop", "rule", "open", "publish")
EDITS = {"at": ("meet-at",), "where": ("meet-where",), "agenda": ("meet-agenda",)}


@script(opens="consult", takes=("words",))
def consult(ask: Ask, desk: Desk) -> Say:
    """[协商恳谈会] of a class: its last round as it stands; where there was none, one is called."""
    row = desk.classes.find(ask.about)
    last = desk.consultations.of(row)
    return card(desk, last) if last else _call(ask, desk, None)


@script(opens="meetagain", takes=("words",))
def call_again(ask: Ask, desk: Desk) -> Say:
    """[再开一次]: the next round, with whoever was invited before and what was left open."""
    row = desk.classes.find(ask.about)
    last = desk.consultations.of(row)
    if last and not last.state.may_be_called_again:
        raise CalledAlready(buttons=((opens(last),),))
    return _call(ask, desk, last)


def _call(ask: Ask, desk: Desk, last: Consultation | None) -> Say:
    """Level, time, place, agenda; seen before anybody is invited."""
    row = desk.classes.find(ask.about)
    known: dict[str, Fact] = {"about": row["place"], "round": last.round + 1 if last else 1}
    levels = [Option(each, text(f"meet-level-{each}"), each) for each in LEVELS]
    level = ask.choice("meet-level", levels, Say("meet-level", known))
    at = a_meeting(ask, desk, "meet-at", known)
    place = ask.words("meet-where", Say("meet-where", known), length_max=PLACE_MAX)
    agenda = _agenda(ask, known, last)
    known |= {
        "level": text(f"meet-level-{level}"),
        "at": moment(at),
        "where": place,
        "agenda": numbered(agenda),
    }
    options = [Option(each, f".{each}", each) for each in ("send", *EDITS, "leave")]
    if ask.review("meet-sure", Say("meet-sure", known), options, edits=EDITS) == "leave":
        return Say("meet-left")
    called = desk.consultations.call(row, level=level, meet_at=at, content=Content(place, agenda))
    return card(desk, called)


def _agenda(ask: Ask, known: dict[str, Fact], last: Consultation | None) -> tuple[Fact, ...]:
    """One item a line, or what is usual, or what was left open."""
    offered = [Option("usual", ".usual", USUAL)]
    if last and last.content and last.content.open:
        offered.append(Option("open", ".open", LEFT_OPEN))
    asked = Say("meet-agenda", {**known, "most": AGENDA_MAX})
    typed = ask.words("meet-agenda", asked, otherwise=offered, length_max=AGENDA_MAX * (ITEM_MAX + 1))
    if typed == LEFT_OPEN and last:
        return (last.said.open,)
    items = [line.strip(" ·-、.．0123456789")[:ITEM_MAX] for line in typed.splitlines() if typed != USUAL]
    return tuple(filter(None, items))[:AGENDA_MAX] or tuple(text(f"agenda-usual-{each}") for each in USUAL_ITEMS)


@script(opens="meet")
def show_meeting(ask: Ask, desk: Desk) -> Say:
    """One as it stands."""
    return card(desk, desk.consultations.find(ask.about))


@script(opens="meetmove", takes=("words",))
def move_meeting(ask: Ask, desk: Desk) -> Say | list[Say]:
    """[改时间地点]: everybody is told and asked again."""
    held = desk.consultations.find(ask.about)
    known = desk.consultations.telling.facts(held)
    at = a_meeting(ask, desk, "meet-at", known, Option("same", ".same", _as_typed(desk, held.meet_at)))
    same = Option("same", ".same", held.said.place)
    place = ask.words("meet-where", Say("meet-where", known), otherwise=(same,), length_max=PLACE_MAX)
    if not ask.confirm("meet-move-sure", Say("meet-move-sure", {**known, "at": moment(at), "where": place})):
        return card(desk, held)
    moved = desk.consultations.move(held, meet_at=at, place=place)
    return _and_forward(desk, moved, "meet-guests-moved")


@script(opens="meetdrop")
def cancel_meeting(ask: Ask, desk: Desk) -> Say | list[Say]:
    """[取消]"""
    held = desk.consultations.find(ask.about)
    if not ask.confirm("meet-drop-sure", Say("meet-drop-sure", desk.consultations.telling.facts(held))):
        return card(desk, held)
    return _and_forward(desk, desk.consultations.cancel(held), "meet-guests-cancelled")


@script(opens="meetsaid")
def said_there(ask: Ask, desk: Desk) -> Say:
    """[各方的话]: what parties wrote, what the minutes say, what is open."""
    held = desk.consultations.find(ask.about)
    telling, said = desk.consultations.telling, held.said
    lines: list[Fact] = []
    for party in telling.parties(held):
        for key, words in (("meet-words-line", party.words), ("meet-why-line", party.why)):
            if words:
                lines.append(text(key, party=telling.named(party), words=words))
    lines += [
        text("meet-minutes-line", item=item, words=words)
        for item, words in zip(said.agenda, said.minutes, strict=False)
        if words
    ]
    facts = {**telling.facts(held), "lines": listed(lines, joined="list-line"), "count": len(lines)}
    return Say("meet-said", facts, ((opens(held),),), Picture("photo", (said.photo,)) if said.photo else None)


@script(opens="meettrace")
def trace_of_meeting(ask: Ask, desk: Desk) -> Say:
    """[经过]: who did what, and when."""
    held = desk.consultations.find(ask.about)
    telling = desk.consultations.telling
    names = {party.actor: telling.named(party) for party in telling.parties(held)}
    lines = []
    for line in desk.consultations.traced(held):
        what, _, n = line.what.partition(" ")
        by_clock = line.actor == "clock"
        who = names.get(line.actor) or (text("meet-clock") if by_clock else desk.people.person(line.actor).alias)
        whom = names.get(f"party:{n}", "")
        lines.append(text("meet-step", at=moment(line.at), who=who, what=text(f"meet-did-{what}"), whom=whom))
    facts = {**telling.facts(held), "lines": listed(lines, joined="list-line")}
    return Say("meet-trace", facts, ((opens(held),),))


def card(desk: Desk, held: Consultation) -> Say:
    """A consultation as it stands, with its buttons."""
    if held.content is None:
        return Say("meet-gone", {"meeting": held.id})
    telling = desk.consultations.telling
    acts = [[_button(held, act) for act in row] for row in _ACTS[held.state]]
    row = desk.classes.find(str(held.of_class))
    if held.state is State.AGREED and row["notice"]:
        acts = [acts[0][1:]]
    acts.append([Button(".trace", f"meettrace:{held.id}"), Button(".class", f"class:{held.of_class}")])
    facts = {**telling.facts(held), "standing": telling.standing(held), "noticed": int(bool(row["notice"]))}
    return Say("meet-card", facts, tuple(map(tuple, acts)))


def _button(held: Consultation, act: str) -> Button:
    if act == "again":
        return Button(".again", f"meetagain:{held.of_class}")
    opener = "rule" if act == "rewrite" else act
    version = f":{held.version}" if opener in _VERSIONED else ""
    return Button(f".{act}", f"meet{opener}:{held.id}{version}")


def _and_forward(desk: Desk, held: Consultation, key: str) -> list[Say]:
    """The card, and where guests have no chat with us, what to forward to them."""
    telling = desk.consultations.telling
    if not any(party.is_guest for party in telling.parties(held)):
        return [card(desk, held)]
    return [Say(key, telling.facts(held)), card(desk, held)]


def _as_typed(desk: Desk, at: int) -> str:
    """A moment as one might type it."""
    return f"{datetime.fromtimestamp(at, desk.catalog.district.zone):%Y-%m-%d %H:%M}"
