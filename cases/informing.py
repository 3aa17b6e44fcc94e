"""Who is told what when a case moves."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from cases import store
from cases.case import Case, Status
from cases.catalog import Catalog
from cases.daily.duty import Duty
from cases.known.marks import beside, marks
from cases.masking import masked
from cases.office.marks import card_lines, refused_lines
from cases.privacy.store import photos_gone
from dialogue.say import Button, Fact, Picture, Say, moment, name, text, to_plain
from people.person import COORDINATOR, OFFICER
from people.roster import Roster
from storage.database import Transaction
from storage.mailbox import Address, Mailbox

GROUP_PX_MAX = 320  # PRODUCT 8: what leaves an officer's private chat shows photos at 320 px
PRIVATE_PX_MAX = 1280

# What a card offers; the rest stands behind [更多]. Of what is late the office wants more time, not more words.
COUNTER_ACTS: dict[Status, tuple[str, ...]] = {
    Status.SUBMITTED: ("take", "handover", "refuse"),
    Status.TAKEN: ("handled", "ask", "handover"),
    Status.ASKED: ("unask", "handover", "refuse"),
}
_LATE_ACTS = {**COUNTER_ACTS, Status.TAKEN: ("handled", "delay", "handover")}
_LOOKS = ("photos", "where", "more")


def _card(case: Case) -> str:
    return f"case:{case.number}"


def _buttons(case: Case, acts: tuple[str, ...]) -> tuple[Button, ...]:
    return tuple(Button(f"act-{act}", f"{act}:{case.number}") for act in acts)


def _due(case: Case) -> Fact:
    """By when the office has to do its next step; empty where it has none."""
    match case.status:
        case Status.SUBMITTED:
            return moment(case.take_by)
        case Status.TAKEN:
            return moment(case.handle_by)
        case _:
            return ""


def _mask(facts: dict[str, Fact]) -> bool:
    """Hide what is not to be read over a shoulder or passed on with a card; whether there was anything."""
    shown = {key: masked(facts[key]) for key in ("words", "place", "outcome") if isinstance(facts[key], str)}
    has_more = any(facts[key] != words for key, words in shown.items())
    facts.update(shown)
    return has_more


@dataclass(slots=True)
class Informing:
    """Letters about cases, posted in the transaction in which the case moves."""

    tx: Transaction
    catalog: Catalog
    roster: Roster
    mailbox: Mailbox
    _reached: dict[str, bool] = field(default_factory=dict)  # by street, as far as this turn has looked

    def post(self, to: Address | None, say: Say, *, about: str = "") -> None:
        """Put a Say in the outbox; nobody to write to is no error, the case still shows it."""
        if to is not None:
            self.mailbox.post(to, to_plain(say), about=about, said=say)

    def facts(self, case: Case) -> dict[str, Fact]:
        """What every text about a case may use.

        A place is what was typed or the venue's name, else that there is a point, as the office or its rider says it.
        """
        return {
            "number": case.number,
            "category": name(self.catalog.categories[case.category].names),
            "street": name(self.catalog.streets[case.street].names),
            "place": case.place_words or text("place-on-map"),
            "your-place": case.place_words or text("place-as-sent"),
            "words": case.words,
            "status": text(f"status-{case.status}"),
            "status-for-rider": text(f"rider-status-{case.status}"),
            "opened": moment(case.opened_at),
            "take-by": moment(case.take_by),
            "handle-by": moment(case.handle_by),
            "outcome": case.outcome,
            "verified": int(bool(case.verified)),
            "points": case.points,
            **refused_lines(self.tx, self.mailbox.seals, self.catalog, case),
        }

    def picture(self, case: Case, *, role: str = "report", px_max: int = PRIVATE_PX_MAX) -> Picture | None:
        photos = store.photos(self.tx, case.number, role=role)
        return Picture("collage", tuple(photos[:9]), px_max) if photos else None

    def counter_card(
        self, case: Case, to: Address, *, fresh: bool = False, may_act: bool = True, late: bool = False
    ) -> Say:
        """The one message that a case is at its counter, as it stands now; without buttons where it has left.

        Nobody reads phone, identity or plate numbers on it. `late`: its acts are those of a case that is late.
        """
        facts = self.facts(case)
        facts["urgency"] = case.urgency
        facts["alias"] = self.roster.person(case.reporter).alias
        facts["officer"] = self.roster.person(case.officer).alias if case.officer else ""
        facts["due"] = _due(case)
        facts["marks"] = marks(self.tx, case)
        facts["notes"] = card_lines(self.tx, self.mailbox.seals, self.catalog, case)
        has_more = _mask(facts)
        acts = (_LATE_ACTS if late else COUNTER_ACTS).get(case.status, ())
        near = len(beside(self.tx, self.catalog, case)) if acts and may_act else 0
        rows = (
            _buttons(case, acts),
            (Button(text("act-merge-near", count=near), f"merge:{case.number}"),) if near else (),
            _buttons(case, _LOOKS),
            _buttons(case, ("original",)) if has_more else (),
        )
        return Say(
            "counter-case",
            facts,
            tuple(row for row in rows if row) if may_act else (),
            self.picture(case, px_max=GROUP_PX_MAX if to.is_group else PRIVATE_PX_MAX) or self._gone(case),
            card=_card(case),
            urgent=case.urgency == "emergency" and case.status is Status.SUBMITTED,
            fresh=fresh,
        )

    def _gone(self, case: Case) -> Picture | None:
        """A grey picture where photos were let go of: a message that shows one can only get another in its place."""
        return Picture("gone", (), GROUP_PX_MAX) if photos_gone(self.tx, case.number) else None

    def redraw(self, case: Case) -> None:
        """Draw a case's card anew wherever it stands, and nowhere else."""
        counters = {to.chat for to in self.roster.counters(case.street)}
        for to in self.mailbox.shown_in(_card(case)):
            may_act = to.chat in counters or self._may_act(to, case)
            card = replace(self.counter_card(case, to, may_act=may_act), in_place=True)
            self.post(to, card, about=case.number)

    def reaches(self, street: str) -> bool:
        """Whether anybody would see a new case of a street: a counter, or a coordinator in its stead."""
        if street not in self._reached:
            self._reached[street] = self.roster.is_reached(street)
        return self._reached[street]

    def tell_counter(self, case: Case, *, fresh: bool = False, without_counter: str = "no-counter") -> int:
        """Show the case at its street's counters and wherever else its card stands; how many were told.

        A street without a counter sends its new cases to the coordinators, so that nothing lies unseen;
        `without_counter` is what they read.
        """
        on_duty = self.tell_duty(case)
        counters = self.roster.counters(case.street)
        for to in counters:
            self.post(to, self.counter_card(case, to, fresh=fresh), about=case.number)
        known = {to.chat for to in (*on_duty, *counters)}
        for to in self.mailbox.shown_in(_card(case)):
            if to.chat not in known:
                self.post(to, self.counter_card(case, to, may_act=self._may_act(to, case)), about=case.number)
        told = len(counters)
        if not counters and case.status is Status.SUBMITTED:
            told = self.tell_coordinators(case, without_counter, urgent=case.urgency == "emergency")
        if case.status is Status.SUBMITTED:
            self._reached[case.street] = bool(told)
        return told

    def on_duty(self, street: str) -> Address | None:
        """Where to write to a street's duty officer, if there is one."""
        on_duty = Duty(self.tx, self.roster).of(street)
        return self.roster.address(on_duty.person.id) if on_duty else None

    def tell_duty_of_mute(self, case: Case) -> int:
        """Tell the street's duty officer that who is in danger can't speak; how many were told."""
        to = self.on_duty(case.street)
        self.post(to, Say("emergency-duty", self.facts(case), urgent=True), about=case.number)
        return int(to is not None)

    def tell_duty(self, case: Case) -> list[Address]:
        """An emergency that nobody took goes to the street's duty officer first, in private; who was told."""
        if case.urgency != "emergency" or case.status is not Status.SUBMITTED:
            return []
        to = self.on_duty(case.street)
        if to is None:
            return []
        card = self.counter_card(case, to)
        facts = {"case": text(card.key, **card.facts)}
        self.post(to, replace(card, key="duty-emergency", facts=facts), about=case.number)
        return [to]

    def _may_act(self, to: Address, case: Case) -> bool:
        """Whether a chat that shows a case belongs to somebody who may work it."""
        if to.person is None:
            return False
        person = self.roster.person(to.person)
        return person.may(OFFICER, case.street) or person.may(COORDINATOR, case.street)

    def tell_reporter(
        self,
        case: Case,
        key: str,
        *,
        buttons: tuple[tuple[Button, ...], ...] = (),
        picture: Picture | None = None,
        **facts: Fact,
    ) -> None:
        """Tell the rider, with the place and their own photo."""
        say = Say(key, {**self.facts(case), **facts}, buttons, picture or self.picture(case))
        self.post(self.roster.address(case.reporter), say, about=case.number)

    def tell_officer(self, case: Case, key: str, **facts: Fact) -> None:
        """Tell the officer who has the case, in private, with what can be done."""
        if case.officer:
            self.tell_worker(case.officer, case, key, **facts)

    def tell_worker(self, person: str, case: Case, key: str, *, picture: Picture | None = None, **facts: Fact) -> None:
        """Tell somebody who works a case, in private; with what can be done where they still may."""
        to = self.roster.address(person)
        acts = COUNTER_ACTS.get(case.status, ()) if to and self._may_act(to, case) else ()
        buttons = (_buttons(case, acts),) if acts else ()
        self.post(to, Say(key, {**self.facts(case), **facts}, buttons, picture), about=case.number)

    def tell_coordinators(self, case: Case, key: str, *, urgent: bool = False, **facts: Fact) -> int:
        """Tell the coordinators of the street and of the district; how many can be reached."""
        acts = COUNTER_ACTS.get(case.status, ())
        buttons = (_buttons(case, acts),) if acts else ()
        coordinators = self.roster.coordinators(case.street)
        for to in coordinators:
            say = Say(key, {**self.facts(case), **facts}, buttons, self.picture(case), urgent=urgent)
            self.post(to, say, about=case.number)
        return len(coordinators)
