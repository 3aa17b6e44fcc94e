"""What a quiet counter does with an entry: ask, note what came of it, hand it over, pass it on."""

from __future__ import annotations

from cases.catalog import Counter
from cases.quiet.entry import DESKS, MayNotAsk, Outcome
from dialogue.ask import Ask, Option
from dialogue.say import Say, name
from dialogue.script import script
from handlers.desk import Desk

ASKED_MAX = 300  # characters of a question, and of how something was confirmed
SAVED_YUAN_MAX = 99_999_999  # no single case is larger; a slip of the thumb is
RECEIVERS = ("police", "market", "civil", "union")  # who takes such matters over, by the pack's units


@script(opens="sealedask", takes=("words",))
def sealed_ask(ask: Ask, desk: Desk) -> Say:
    """[问一句]: the reporter is asked through the bot and stays a code."""
    entry = desk.quiet.look(ask.about, desk.person)
    if not entry.told().may_ask:
        raise MayNotAsk
    words = ask.words("sealed-question", Say("sealed-question", protect=True), length_max=ASKED_MAX)
    desk.quiet.ask(entry, desk.person, words)
    return Say("sealed-asked", {"number": entry.number}, protect=True)


@script(opens="quietoutcome", takes=("words",))
def quiet_outcome(ask: Ask, desk: Desk) -> Say:
    """[结果]: what came of it; a prevented loss with its amount and how that was confirmed."""
    entry = desk.quiet.look(ask.about, desk.person)
    desk.quiet.may_settle(entry, desk.person)
    others = [each for each in Outcome if each not in (Outcome.WAITING, entry.outcome)]
    options: list[Option[Outcome | None]] = [Option(str(each), f"outcome-{each}", each) for each in others]
    options.append(Option("keep", "hand-to.keep", None))
    chosen = ask.choice("which-outcome", options, Say("which-outcome", {"number": entry.number}, protect=True))
    if chosen is None:
        return Say("sealed-kept", protect=True)
    saved, confirmed = 0, ""
    if chosen is Outcome.LOSS_PREVENTED:
        saved = ask.number("saved-yuan", Say("saved-yuan", protect=True), least=1, most=SAVED_YUAN_MAX)
        confirmed = ask.words("how-confirmed", Say("how-confirmed", protect=True), length_max=ASKED_MAX)
    desk.quiet.settle(entry, desk.person, chosen, saved_yuan=saved, confirmed=confirmed)
    facts = {"number": entry.number, "told": int(entry.told().may_ask)}
    return Say("outcome-noted", facts, protect=True)


@script(opens="sealedhand")
def sealed_hand(ask: Ask, desk: Desk) -> Say:
    """[移交]: who outside has it from today; its content stays for the pack's days, the record for good."""
    entry = desk.quiet.look(ask.about, desk.person)
    days = desk.catalog.district.retention.clue_days
    say = Say("hand-to", {"number": entry.number, "days": days}, protect=True)
    options = [Option(unit, f".{unit}", unit) for unit in RECEIVERS]
    to = ask.choice("hand-to", [*options, Option("keep", ".keep", "")], say, per_row=2)
    if not to:
        return Say("sealed-kept", protect=True)
    desk.quiet.hand_over(entry, desk.person, to)
    return Say("sealed-handed", {"number": entry.number, "days": days}, protect=True)


@script(opens="sealedpass")
def sealed_pass(ask: Ask, desk: Desk) -> Say:
    """[转席]: it belongs to another quiet counter, and from then on only to that one."""
    entry = desk.quiet.look(ask.about, desk.person)
    entry.told()
    others = [counter for counter in DESKS if counter is not entry.counter]
    options: list[Option[Counter | None]] = [Option(str(each), f"counter-{each}", each) for each in others]
    say = Say("pass-to", {"number": entry.number}, protect=True)
    options.append(Option("keep", "hand-to.keep", None))
    to = ask.choice("pass-to", options, say)
    if to is None:
        return Say("sealed-kept", protect=True)
    street = entry.street
    if to is Counter.CARE and not street:
        streets = [Option(s.code, name(s.names), s.code) for s in desk.catalog.streets.values()]
        street = ask.choice("pass-street", streets, Say("quiet-which-street", protect=True), per_row=2)
    if not desk.quiet.is_staffed(to, street):
        return Say("pass-nobody", protect=True)
    desk.quiet.pass_on(entry, desk.person, to, street)
    return Say("sealed-passed", {"number": entry.number}, protect=True)
