"""Consent, once for each version of its text, before anything of a rider is kept."""

from dialogue.ask import Ask, Option
from dialogue.say import Fact, Say, name
from dialogue.script import script
from handlers.desk import Desk


@script(opens="consent", before_consent=True)
def consent(ask: Ask, desk: Desk) -> Say:
    """Who is responsible, what is kept, who sees it, how long, how to erase it; no answer is no consent."""
    facts = {**consent_facts(desk), "waiting": ask.about}
    card = f"consent:{ask.talk.id}"
    short, full = Say("consent", facts, card=card), Say("consent-full", facts, card=card)
    options = [Option("yes", ".yes", "yes"), Option("no", ".no", "no"), Option("full", ".full", "full")]
    answer = ask.choice("agree", options, short)
    if answer == "full":
        answer = ask.choice("agree-full", options[:2], full)
    if answer == "no":
        return Say("consent-declined", {"waiting": ask.about})
    desk.agree()
    return Say("consent-given", menu="own")


def consent_facts(desk: Desk) -> dict[str, Fact]:
    """Who is responsible, and for how long things are kept."""
    district = desk.catalog.district
    return {
        "district": name(district.names),
        "unit": name(district.responsible.names),
        "phone": name(district.responsible.phone),
        "days": district.retention.case_days,
    }
