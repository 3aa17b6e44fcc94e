"""Everything that is kept of one person, open and in plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases import store as casebook
from cases.case import Case
from cases.catalog import Catalog
from cases.consultations import store as consultations
from cases.history import store as history
from cases.history.chain import Event
from cases.holdings import store
from cases.review.asked.store import ABOUT
from people import store as people
from people.person import Person
from rewards.ledger import Ledger
from storage import talks
from storage.database import Row, Transaction
from storage.mailbox import address_of
from storage.seals import Seals

REPORTS_MAX = 10_000  # of one person: five a day for five years
LINES_MAX = 10_000  # of points, likewise
TOLD = ("handle", "refuse", "hand_over")  # what an office says with these, it says to the rider

VOUCHER = ("benefit", "shop", "cost_points", "state", "held_at", "deadline", "ended_at")
CORRECTION, PAUSE = ("points", "reason"), ("reason", "at", "until")
USUAL, DUTY, LOOK = ("street", "since"), ("street", "began_at"), ("number", "offered_at", "answer", "answered_at")
INVITED = ("place", "meet_at", "state", "answer", "answered_at", "consent", "consented_at")
LED = ("place", "round", "level", "state", "meet_at", "called_at", "ended_at")
NOTICED = ("kind", "number", "at", "decided")
HEARING = ("id", "kind", "number", "points", "reason", "asked_at", "state", "decided_at")
MOMENTS = (
    "held_at", "deadline", "ended_at", "at", "until", "since", "offered_at", "answered_at", "began_at", "meet_at",
    "consented_at", "called_at", "asked_at", "decided_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is; `agreed_at` in UTC seconds, None where nobody agreed to anything."""

    reports: int
    photos: int
    follows: int
    points: int
    agreed_at: int | None


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is kept of people, read within one transaction."""

    tx: Transaction
    seals: Seals
    ledger: Ledger
    catalog: Catalog

    def counts(self, person: Person) -> Counts:
        """How much is kept of somebody."""
        row = store.counts(self.tx, person.id)
        points = self.ledger.balance(person.member)
        return Counts(
            row["reports"], row["photos"], row["follows"], points.available + points.pending,
            store.agreed_at(self.tx, person.id),
        )  # fmt: skip

    def photos(self, person: str) -> list[Row]:
        """Their photos: id, name, key_id, state, heard_at, number of the case or null."""
        return store.photos(self.tx, person)

    def everything(self, person: str) -> dict[str, Any]:
        """All that is theirs, words open; times as ISO 8601 on the district's clocks. Raises Erased."""
        who = store.person(self.tx, person)
        return {
            "you": {
                "alias": who["alias"],
                "language": who["language"],
                "first_seen": self._time(who["created_at"]),
                "agreed_to_version": who["agreed_version"] or None,
                "agreed_at": self._time(who["agreed_at"]),
            },
            "chats": [
                {"channel": row["channel"], "address": address_of(row, self.seals).address, "state": row["state"]}
                for row in people.all_chats_of(self.tx, person)
            ],
            "roles": [
                {
                    "role": row["role"], "street": row["street"],
                    "from": self._time(row["granted_at"]), "until": self._time(row["ended_at"]),
                }
                for row in store.roles(self.tx, person)
            ],
            "reports": list(self._reports(person)),
            "followed": [self._followed(row, who["key_id"]) for row in store.follows(self.tx, person)],
            "done": [
                {"at": self._time(row["at"]), "case": row["number"], "what": row["what"]}
                for row in store.acts(self.tx, person)
            ],
            "photos": [
                {"id": row["id"], "case": row["number"], "sent_at": self._time(row["heard_at"]), "state": row["state"]}
                for row in store.photos(self.tx, person)
            ],
            "points": [
                {
                    "at": line.at.isoformat(), "case": line.case, "points": line.points, "for": line.kind,
                    "state": line.state, "last_day": str(line.expires_on),
                }
                for line in self.ledger.entries(who["member"], LINES_MAX)
            ],
            **self._of_points(who["member"]),
            **self._of_streets(person),
            **self._of_meetings(person, who["key_id"]),
            **self._looked_at_twice(person, who["key_id"]),
            "unfinished_talks": talks.hold(self.tx, self.seals, person=person, key_id=who["key_id"], now=0),
        }  # fmt: skip

    def _of_points(self, member: str) -> dict[str, Any]:
        """What was had for points, and what two people put right or held back."""
        return {
            "vouchers": [self._dated(row, VOUCHER) for row in store.vouchers(self.tx, member)],
            "corrections": [self._dated(row, CORRECTION) for row in store.corrections(self.tx, member)],
            "pauses": [self._dated(row, PAUSE) for row in store.pauses(self.tx, member)],
        }

    def _looked_at_twice(self, person: str, key_id: str) -> dict[str, Any]:
        """What was noticed about their reports, and what two people decided about their points."""
        return {
            "noticed": [self._dated(row, NOTICED) for row in store.signs(self.tx, person)],
            "hearings": [
                {
                    **self._dated(row, HEARING),
                    "you_said": self.seals.open(key_id, row["heard"], ABOUT).decode() if row["heard"] else "",
                }
                for row in store.hearings(self.tx, person)
            ],
        }

    def _of_streets(self, person: str) -> dict[str, Any]:
        """Where they usually ride, what they were asked to look at again, their duties and what they wrote of weeks."""
        return {
            "usual_streets": [self._dated(row, USUAL) for row in store.usual_streets(self.tx, person)],
            "looks": [self._dated(row, LOOK) for row in store.looks(self.tx, person)],
            "duties": [self._dated(row, DUTY) for row in store.duties(self.tx, person)],
            "weekly_notes": [
                {
                    "week": row["week"], "street": row["street"], "at": self._time(row["at"]),
                    "line": self.seals.open(row["key_id"], row["line"], "weekly note").decode(),
                }
                for row in store.weekly_notes(self.tx, person)
            ],
        }  # fmt: skip

    def _of_meetings(self, person: str, key_id: str) -> dict[str, Any]:
        """Consultations that they were invited to, with what they said there, and those that they led."""
        invited = [
            {
                **self._dated(row, INVITED),
                "words": self._opened(key_id, row["words"], "party words"),
                "why": self._opened(key_id, row["why"], "party why"),
            }
            for row in consultations.of_person(self.tx, person)
        ]
        led = [self._dated(row, LED) for row in consultations.led_by(self.tx, person)]
        return {"consultations": invited, "consultations_led": led}

    def _opened(self, key_id: str, sealed: bytes | None, about: str) -> str:
        return self.seals.open(key_id, sealed, about).decode() if sealed else ""

    def _dated(self, row: Row, names: tuple[str, ...]) -> dict[str, Any]:
        """Columns of a row, with its moments as everything else tells them."""
        return {name: self._time(row[name]) if name in MOMENTS else row[name] for name in names}

    def _question(self, row: Row, case: Case) -> dict[str, Any]:
        at = row["latitude_e7"]
        return {
            "asked_at": self._time(row["asked_at"]),
            "says": self.seals.open(case.key_id, row["words"], "office").decode(),
            "why": self.seals.open(case.key_id, row["why"], "office").decode() if row["why"] else "",
            "ended_at": self._time(row["ended_at"]),
            "ended_how": row["ended_how"],
            "place": None if at is None else [at / 1e7, row["longitude_e7"] / 1e7],
        }

    def _reports(self, person: str) -> Iterator[dict[str, Any]]:
        for case in casebook.of_reporter(self.tx, self.seals, person, most=REPORTS_MAX):
            yield {
                "number": case.number,
                "status": str(case.status),
                "category": self.catalog.categories[case.category].names["zh-CN"],
                "street": self.catalog.streets[case.street].names["zh-CN"],
                "words": case.words,
                "place_words": case.place_words,
                "latitude": case.latitude,
                "longitude": case.longitude,
                "opened_at": self._time(case.opened_at),
                "ended_at": self._time(case.ended_at),
                "office_said": case.outcome,
                "verified": case.verified,
                "your_answer": case.answer,
                "photos": casebook.photos(self.tx, case.number, role="report"),
                "questions": [self._question(row, case) for row in store.questions(self.tx, case.number)],
                "events": [self._event(event, case) for event in history.of_case(self.tx, self.seals, case)],
            }

    def _event(self, event: Event, case: Case) -> dict[str, Any]:
        is_own = event.actor == case.reporter
        says = event.note if is_own or event.what in TOLD else ""
        by = "you" if is_own else "clock" if event.actor == "clock" else "office or another rider"
        return {"at": self._time(event.at), "what": event.what, "by": by, "status": event.after, "says": says}

    def _followed(self, row: Row, key_id: str) -> dict[str, Any]:
        words = self.seals.open(key_id, row["words"], "follower").decode() if row["words"] else ""
        return {"number": row["number"], "joined_at": self._time(row["joined_at"]), "words": words}

    def _time(self, seconds: int | None) -> str | None:
        zone = self.catalog.district.zone
        return None if seconds is None else datetime.fromtimestamp(seconds, zone).isoformat()
