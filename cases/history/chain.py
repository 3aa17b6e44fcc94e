"""A case's history as a chain: every event is bound to the one before it and to a salted hash of what it says.

The hashes tell nothing. So what an event says can be erased with the key that it and its salt are sealed under, and
the chain still shows that no event was changed, put in, taken out or moved (HOUSE: salted commitments).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

SALT_BYTES = 16
START = ""  # what the first event of a case is bound to


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a case: `n` counts from 0, `at` in UTC seconds, `actor` a person's id or 'clock'.

    `before` and `after` are states; `note` are words that go with it, empty where there are none. `street`, `category`
    and the deadlines (UTC seconds) are those of the case as it stood after it, which its weeks are reckoned from.
    """

    number: str
    n: int
    at: int
    actor: str
    what: str
    before: str
    after: str
    note: str = ""
    street: str = ""
    category: str = ""
    take_by: int = 0
    handle_by: int = 0


@dataclass(frozen=True, slots=True)
class Linked:
    """An event as it is kept. `salt` None: what it says was erased, and can't be checked any more."""

    event: Event
    salt: bytes | None
    commitment: str
    link: str


def commitment(event: Event, salt: bytes) -> str:
    """A hash of all that an event says; without the salt nobody can try what it might say."""
    stood = [event.street, event.category, event.take_by, event.handle_by]
    return _salted(salt, [*_said(event), *stood])


def _commitment_before(event: Event, salt: bytes) -> str:
    """As it was while commitments left out how the case stood; what was committed to so stays as good as it was."""
    return _salted(salt, _said(event))


def _said(event: Event) -> list[object]:
    return [event.number, event.n, event.at, event.actor, event.what, event.before, event.after, event.note]


def _salted(salt: bytes, says: list[object]) -> str:
    return hmac.digest(salt, json.dumps(says, ensure_ascii=False).encode(), "sha256").hex()


def link(earlier: str, number: str, n: int, committed: str) -> str:
    """The link of an event: its place, its commitment and, through `earlier`, every event before it."""
    return hashlib.sha256(f"{earlier}\n{number}\n{n}\n{committed}".encode()).hexdigest()


def broken(kept: Iterable[tuple[Linked, str]], *, since: int) -> Iterator[str]:
    """What does not hold in the histories of some cases, a line each; see `_broken`.

    kept: events by case and place, each with the last link as its case has it. since: when chains began (UTC
    seconds); a case's first events may be older and then stand before its chain.
    """
    for number, rows in groupby(kept, key=lambda row: row[0].event.number):
        events = list(rows)
        yield from (f"{number}: {says}" for says in _broken([each for each, _ in events], events[0][1], since))


def _broken(events: list[Linked], last: str, since: int) -> Iterator[str]:
    earlier = START
    for place, kept in enumerate(events):
        event = kept.event
        if event.n != place:
            yield f"event {place} is missing"
            return
        if earlier == START and not kept.link and event.at <= since:
            continue
        if kept.link != link(earlier, event.number, event.n, kept.commitment):
            yield f"event {place} ({event.what}) does not follow from the one before it"
            return
        if kept.salt is not None and not _is_as_committed(kept, kept.salt):
            yield f"event {place} ({event.what}) says something else than when it was noted"
        earlier = kept.link
    if earlier != last:
        yield f"its last event is not the one that the case was left with ({len(events)} are there)"


def _is_as_committed(kept: Linked, salt: bytes) -> bool:
    return kept.commitment in (commitment(kept.event, salt), _commitment_before(kept.event, salt))
