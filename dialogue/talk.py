"""A talk is one run of a script with one person: its answers so far, as plain values that survive a restart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dialogue.hear import Part, from_plain, to_plain


@dataclass(slots=True)
class Talk:
    """`answers` by question, in the order given; `gathered` by gather; `early` is heard and not yet asked for."""

    id: str
    script: str
    about: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    gathered: dict[str, list[Part]] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    early: list[Part] = field(default_factory=list)
    open: str = ""  # the question that was asked last
    wants: str = ""  # the kind of part that answers it
    messages: list[str] = field(default_factory=list)  # what was said in it, by what takes it back

    def plain(self) -> dict[str, Any]:
        """As plain JSON values, empty fields left out; `of` is its inverse."""
        plain: dict[str, Any] = {"id": self.id, "script": self.script}
        if self.gathered:
            plain["gathered"] = {name: [to_plain(p) for p in parts] for name, parts in self.gathered.items()}
        if self.early:
            plain["early"] = [to_plain(p) for p in self.early]
        for name in ("about", "answers", "told", "open", "wants", "messages"):
            if value := getattr(self, name):
                plain[name] = value
        return plain

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Talk:
        values = dict(plain)
        values["early"] = [from_plain(p) for p in values.get("early", ())]
        values["gathered"] = {
            name: [from_plain(p) for p in parts] for name, parts in values.get("gathered", {}).items()
        }
        return cls(**values)
