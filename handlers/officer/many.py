"""批量: several cases of a list, tapped or all, taken, handed over, merged or, in bad weather, handled together."""

from __future__ import annotations

from cases.casework import PHOTOS_MAX
from cases.daily.bulk import CASES_MAX, Done
from cases.daily.worklist import WEATHER, Wanted
from dialogue.ask import Ask, Option
from dialogue.hear import Photo, Words
from dialogue.say import Button, Fact, Say, listed, name, text
from dialogue.script import script
from handlers.desk import Desk
from handlers.officer.handover import WHY_MAX
from handlers.officer.workdesk import line

NEED_TWO = 2  # one alone is merged from its own card


@script(opens="many", takes=("photo", "words"))
def many(ask: Ask, desk: Desk) -> Say:
    """Which ones, then what; each is tried by itself, and the end says what was done and what was not, and why."""
    wanted, card = Wanted.read(ask.about, desk.catalog), f"many:{ask.talk.id}"
    lines = desk.worklist.all_of(wanted, most=CASES_MAX)
    if not lines and "many-on" not in ask.talk.answers:
        return Say("many-none", buttons=_back(wanted))
    options = [Option(each.number, line(desk, each), each.number) for each in lines]
    acts = ["take", "over", "merge", *(["handle"] if wanted.view == WEATHER else [])]
    numbers, act = ask.several(
        "many",
        options,
        [Option(act, f"many-{act}", act) for act in acts],
        lambda on: Say("many", {"count": len(on), "most": CASES_MAX}, card=card),
    )
    match act:
        case "take":
            done: Done | None = desk.bulk.take(numbers)
        case "over":
            done = _handed_over(ask, desk, numbers, card)
        case "merge":
            done = _merged(ask, desk, numbers, card)
        case _:
            done = _handled(ask, desk, numbers, card)
    if done is None:
        return Say("many-kept", buttons=_back(wanted), card=card)
    return Say("many-done", _told(act, done), _back(wanted), card=card)


def _handed_over(ask: Ask, desk: Desk, numbers: list[str], card: str) -> Done:
    """One street and one reason for all."""
    mine, streets = desk.worklist.streets, desk.catalog.streets
    near = [code for code in streets[mine[0]].neighbours if code not in mine] if len(mine) == 1 else []
    options = [Option(code, name(streets[code].names), code) for code in near or streets]
    more = [Option("more", ".more", "more")] if near else []
    facts: dict[str, Fact] = {"count": len(numbers)}
    to = ask.choice("over-to", [*options, *more], Say("many-over-to", facts, card=card), per_row=2)
    if to == "more":
        others = [Option(code, name(streets[code].names), code) for code in streets if code not in (*near, *mine)]
        to = ask.choice("over-far", others, Say("many-over-to", facts, card=card), per_row=2)
    facts |= {"to": name(streets[to].names)}
    why = ask.words("over-why", Say("many-over-why", facts, card=card), length_max=WHY_MAX)
    return desk.bulk.hand_over(numbers, to=to, why=why)


def _merged(ask: Ask, desk: Desk, numbers: list[str], card: str) -> Done | None:
    """Into which of them, and how far apart they lie, before it is done."""
    if len(numbers) < NEED_TWO:
        ask.choice("merge-one", [Option("no", ".no", "no")], Say("many-merge-one", card=card))
        return None
    options = [Option(number, text("many-number", number=number), number) for number in sorted(numbers)]
    into = ask.choice("merge-into", options, Say("many-merge-into", {"count": len(numbers)}, card=card), per_row=2)
    facts = {"count": len(numbers) - 1, "into": into, "metres": desk.bulk.metres_apart(numbers, into)}
    if not ask.confirm("merge-sure", Say("many-merge-sure", facts, card=card)):
        return None
    return desk.bulk.merge(numbers, into=into)


def _handled(ask: Ask, desk: Desk, numbers: list[str], card: str) -> Done | None:
    """One photo and a few words for all, each of them 核实属实."""
    facts: dict[str, Fact] = {"count": len(numbers)}
    photo = Say("many-photo", facts, card=card)
    found = ask.gather("photos", "photo", at_most=PHOTOS_MAX, at_least=1, say=photo)
    photos = [part.ref for part in found if isinstance(part, Photo)]
    words = ask.gather("words", "words", at_most=5, at_least=1, say=Say("many-words", facts, card=card))
    said = "\n".join(part.text for part in words if isinstance(part, Words))
    facts |= {"said": said, "photos": len(photos)}
    if not ask.confirm("handle-sure", Say("many-handle-sure", facts, card=card)):
        desk.drop_photos(photos)
        return None
    return desk.bulk.handle(numbers, outcome=said, photos=photos)


def _told(act: str, done: Done) -> dict[str, Fact]:
    return {
        "act": text(f"many-{act}"),
        "count": len(done.cases),
        "numbers": listed([case.number for case in done.cases]),
        "refused": len(done.refused),
        "lines": listed(done.refused, joined="list-line"),
    }


def _back(wanted: Wanted) -> tuple[tuple[Button, ...], ...]:
    return ((Button("menu-desk", f"desk:{wanted}"),),)
