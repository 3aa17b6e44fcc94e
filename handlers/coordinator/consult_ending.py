"""What came of a consultation: minutes, the text, who agrees, and its notice; or what is left open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from cases.consultations.consultation import Consultation, NotAtThisPoint, Party, State
from cases.consultations.telling import opens
from dialogue.ask import Ask, Option
from dialogue.hear import Photo
from dialogue.say import Button, Say, text
from dialogue.script import script
from handlers.coordinator.consult import card
from handlers.coordinator.days import a_day
from handlers.coordinator.notice import HALF_YEAR_DAYS, RULE_MAX
from handlers.desk import Desk

MINUTES_MAX = 500  # characters to one item
OPEN_MAX = 200  # characters of what is left open
NOTHING = "#nothing"  # an item that was not reached
REVIEW_WEEKS = (4, 12, 26)  # after which an agreement is looked at again
REVIEW_AT = time(9, 0)  # as the office opens
OWN_DAYS = "own"


@script(opens="meetminutes", takes=("words", "photo"))
def note_minutes(ask: Ask, desk: Desk) -> Say:
    """[写纪要]: a few words to each item; a photo if one likes, at any time."""
    held = desk.consultations.find(ask.about)
    desk.consultations.may_note(held)
    known = desk.consultations.telling.facts(held)
    photos = [part.ref for part in ask.gather("photos", "photo", at_most=1) if isinstance(part, Photo)]
    skip = Option("none", ".none", NOTHING)
    minutes = []
    for n, item in enumerate(held.said.agenda, 1):
        asked = Say("minutes-item", {**known, "n": n, "of": len(held.said.agenda), "item": item})
        words = ask.words(f"minutes-{n}", asked, otherwise=(skip,), length_max=MINUTES_MAX)
        minutes.append("" if words == NOTHING else words)
    lines = [each for each in minutes if each]
    asked = Say("minutes-sure", {**known, "lines": "\n".join(lines), "count": len(lines), "photos": len(photos)})
    if not ask.confirm("minutes-sure", asked):
        for photo in photos:
            desk.drop_photos([photo])
        return card(desk, held)
    return card(desk, desk.consultations.note_minutes(held, minutes, photos[0] if photos else ""))


@script(opens="meetrule", takes=("words",))
def propose_rule(ask: Ask, desk: Desk) -> Say | list[Say]:
    """[写协商结果]: the rule, its days, when it is looked at again; then everybody who takes part is asked."""
    held = desk.consultations.find(ask.about)
    desk.consultations.may_ask_consent(held)
    telling = desk.consultations.telling
    known = {**telling.facts(held), "sides": telling.sides(held), "most": RULE_MAX}
    rule = ask.words("meet-rule", Say("meet-rule", known), length_max=RULE_MAX)
    today = desk.today.date()
    tomorrow = today + timedelta(days=1)
    spans: list[Option[tuple[date, date] | None]] = [
        Option("half", ".half", (tomorrow, tomorrow + timedelta(days=HALF_YEAR_DAYS))),
        Option("year", ".year", (tomorrow, tomorrow + timedelta(days=364))),
        Option(OWN_DAYS, ".own", None),
    ]
    span = ask.choice("meet-days", spans, Say("meet-days", known))
    first, last = span or (a_day(ask, desk, "notice-from", known), a_day(ask, desk, "notice-until", known))
    desk.classes.dates(first, last, today=today)
    weeks = [Option(str(n), text("notice-after", weeks=n), n) for n in REVIEW_WEEKS]
    review_on = first + timedelta(weeks=ask.choice("meet-review-in", weeks, Say("meet-review-in", known)))
    shown = {**known, "rule": rule, "from": first.isoformat(), "until": last.isoformat(), "review": str(review_on)}
    if not ask.confirm("meet-rule-sure", Say("meet-rule-sure", shown)):
        return card(desk, held)
    review_at = int(datetime.combine(review_on, REVIEW_AT, desk.catalog.district.zone).timestamp())
    asked = desk.consultations.ask_consent(held, rule, first=first, last=last, review_at=review_at)
    letter = Say("guest-consent", desk.consultations.telling.facts(asked))
    has_guests = any(party.is_guest and party.takes_part for party in telling.parties(asked))
    return [letter, card(desk, asked)] if has_guests else card(desk, asked)


@script(opens="meethere")
def record_consent(ask: Ask, desk: Desk) -> Say | list[Say]:
    """[当场同意]: what was said in the room, noted with the name of who notes it."""
    held = _asked(desk, ask.about)
    party = _which(ask, desk, held, desk.consultations.silent(held))
    if party is None:
        return card(desk, held)
    known = {**desk.consultations.telling.facts(held), "party": desk.consultations.telling.named(party)}
    if ask.confirm("meet-here-sure", Say("meet-here-sure", known)):
        desk.consultations.record_consent(held, party)
    return card(desk, desk.consultations.find(str(held.id)))


@script(opens="meetabsent")
def note_absent(ask: Ask, desk: Desk) -> Say | list[Say]:
    """[没参加]: a party that neither came nor answered is not waited for."""
    held = _asked(desk, ask.about)
    party = _which(ask, desk, held, desk.consultations.silent(held))
    if party is None:
        return card(desk, held)
    known = {**desk.consultations.telling.facts(held), "party": desk.consultations.telling.named(party)}
    if ask.confirm("meet-absent-sure", Say("meet-absent-sure", known)):
        desk.consultations.note_absent(held, party)
    return card(desk, desk.consultations.find(str(held.id)))


@script(opens="meetopen", takes=("words",))
def leave_open(ask: Ask, desk: Desk) -> Say:
    """[没谈成]: what is open is kept for the next round."""
    held = desk.consultations.find(ask.about)
    if held.state not in (State.HELD, State.ASKED):
        raise NotAtThisPoint(buttons=((opens(held),),))
    asked = Say("meet-open-what", desk.consultations.telling.facts(held))
    words = ask.words("meet-open-what", asked, length_max=OPEN_MAX)
    return card(desk, desk.consultations.leave_open(held, words))


@script(opens="meetpublish")
def publish_agreed(ask: Ask, desk: Desk) -> Say:
    """[发布公开告知]: one press; the text and its days are what everybody agreed to."""
    held = desk.consultations.find(ask.about)
    id, told = desk.consultations.publish(held, today=desk.today.date())
    known = {**desk.consultations.telling.facts(held), "place": held.about, "told": told}
    return Say("notice-published", known, ((Button(".page", url=f"{desk.web_url}/notice/{id}"),),))


def _asked(desk: Desk, about: str) -> Consultation:
    held = desk.consultations.find(about)
    if held.state is not State.ASKED:
        raise NotAtThisPoint(buttons=((opens(held),),))
    return held


def _which(ask: Ask, desk: Desk, held: Consultation, parties: Sequence[Party]) -> Party | None:
    """One of some parties; the only one without being asked, None where there is none."""
    if len(parties) < 2:
        return parties[0] if parties else None
    telling = desk.consultations.telling
    options = [Option(str(party.n), telling.named(party), party) for party in parties]
    return ask.choice("meet-party", options, Say("meet-party-which", telling.facts(held)), per_row=1)
