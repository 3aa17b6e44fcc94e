"""Finds every conversation; the folder's name is the role that may open it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import handlers
from cases.reader import Reader
from dialogue.hear import Part, Photo, Words, kind_of
from dialogue.script import Script
from dialogue.talk import Talk
from handlers.rider.emergency import FIRST_OF_ALL
from people.person import COORDINATOR, OFFICER, QUIET, QUIET_ROLES, RIDER, ROLES, SHOP, Person
from rewards.codes import is_like_a_code

# What a message that opens a talk by itself is about; chat and what nobody understands open none.
_FOR_INTENT = {
    "report": "report",
    "demand": "report",
    "status": "mine",
    "points": "points",
    "help": "help",
    "thanks": "thanks",
}
_READ_QUIETLY = (*QUIET_ROLES, OFFICER, COORDINATOR)  # whoever may be at a quiet counter


@dataclass(frozen=True, slots=True)
class Entry:
    """A script and the role that may open it."""

    script: Script
    role: str


def entries() -> Iterator[Entry]:
    """Every script in `handlers/<role>/`; who works for an office or a shop does so without the riders' consent talk,
    and can leave any question.
    """
    for role in (*ROLES, QUIET):
        folder = importlib.import_module(f"{handlers.__name__}.{role}")
        for module in sorted(pkgutil.iter_modules(folder.__path__), key=lambda m: m.name):
            for value in vars(importlib.import_module(f"{folder.__name__}.{module.name}")).values():
                if isinstance(value, Script):
                    yield Entry(value if role == RIDER else replace(value, before_consent=True, has_way_out=True), role)


class Directory:
    """All scripts by name and by what opens them. `aliases`: plain words (lower case) to a script's opener."""

    def __init__(self, aliases: Mapping[str, str], reader: Reader) -> None:
        self.reader = reader
        self.entries = {entry.script.name: entry for entry in entries()}
        self.openers: dict[str, Entry] = {}
        for entry in self.entries.values():
            for opener in entry.script.opens:
                assert opener not in self.openers, f"two scripts open by {opener}"
                self.openers[opener] = entry
        self.by_kind = {kind: e.script for e in self.entries.values() for kind in e.script.opened_by}
        self.aliases = dict(aliases)

    def for_person(self, person: Person) -> PersonalOpeners:
        return PersonalOpeners(self, person)


def _is_for_a_till(part: Part, person: Person) -> bool:
    """A code by itself; a photo too, of somebody who is no rider."""
    return is_like_a_code(part.text) if isinstance(part, Words) else isinstance(part, Photo) and not person.has_agreed


@dataclass(frozen=True, slots=True)
class PersonalOpeners:
    """What opens which script for one person; another role's scripts are as good as absent."""

    directory: Directory
    person: Person

    def named(self, name: str) -> Script | None:
        return self._allowed(self.directory.entries.get(name))

    def by_name(self, name: str) -> Script | None:
        return self._allowed(self.directory.openers.get(name))

    def by_words(self, words: str) -> str:
        """The opener that plain words stand for, if this person may use it."""
        name = self.directory.aliases.get(words.strip("。.!！ \n").lower(), "")
        return name if name == "cancel" or self.by_name(name) else ""

    def by_kind(self, part: Part) -> Script | None:
        if self.person.is_(SHOP) and _is_for_a_till(part, self.person):
            return self.by_name("redeem")
        if isinstance(part, Words):
            return self.by_name(_FOR_INTENT.get(self.directory.reader.read(part.text).intent, ""))
        return self.directory.by_kind.get(kind_of(part))

    def urgent(self, part: Part, talk: Talk | None) -> Script | None:
        """Words that sound like an emergency come before anything else, consent included; but for whoever speaks in an
        open `talk` of one already, or writes there for an office what became of it.
        """
        if not isinstance(part, Words) or not self.directory.reader.read(part.text).is_emergency:
            return None
        return None if talk and self._is_of_danger(talk) else self.by_name("emergency")

    def _is_of_danger(self, talk: Talk) -> bool:
        entry = self.directory.entries.get(talk.script)
        if entry and entry.role != RIDER:
            return talk.wants == "words" or "words" in entry.script.takes
        return talk.script == "emergency" or FIRST_OF_ALL in talk.told

    def _allowed(self, entry: Entry | None) -> Script | None:
        if entry is None:
            return None
        # a coordinator may do what an officer may; which street is checked by the act itself
        has_role = self.person.is_(entry.role) or (entry.role == OFFICER and self.person.is_("coordinator"))
        # so is who is on duty, and with that at the street's care counter
        has_role = has_role or (entry.role == QUIET and any(self.person.is_(role) for role in _READ_QUIETLY))
        return entry.script if has_role else None
