"""Turns a Say into words and buttons in the reader's language; every word comes from locales/."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Message, TextElement

from bot.channels.channel import Drawn, Key
from dialogue.say import Fact, Say

LANGUAGES = ("zh-CN", "en")  # the first is everybody's who has not chosen
# Standing menus by who reads: openers; #place offers the person's own position.
MENUS = {
    "rider": (("report", "#place"), ("mine", "points", "help")),
    "officer": (("desk", "report"), ("mine", "help")),
    "coordinator": (("today", "desk"), ("report", "help")),
}


def _has(value: Any) -> str:
    """HAS($words) in a text: no where a fact is empty, else yes."""
    return "yes" if str(value) else "no"


FUNCTIONS: dict[str, Any] = {"HAS": _has}
SHANGHAI = ZoneInfo("Asia/Shanghai")


class TextMissing(KeyError):
    """A text, or one of its facts, is not there: a mistake of ours that a test should have found."""


class Texts:
    """All texts in all languages. `zone` is where the people are; `now` gives UTC seconds."""

    def __init__(
        self,
        folder: Path,
        *,
        zone: ZoneInfo = SHANGHAI,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.languages = LANGUAGES
        self._zone, self._now = zone, now
        self._bundles: dict[str, FluentBundle] = {}
        self._plain: dict[tuple[str, str], str] = {}  # texts without facts, by language and key: most buttons
        self._files: dict[str, list[str]] = {}
        for language in self.languages:
            self._bundles[language] = FluentBundle([language], use_isolating=False, functions=FUNCTIONS)
            for file in sorted((folder / language).glob("*.ftl")):
                resource = FluentResource(file.read_text(encoding="utf-8"))
                self._bundles[language].add_resource(resource)
                messages = [entry for entry in resource.body if isinstance(entry, Message)]
                self._files.setdefault(file.stem, [message.id.name for message in messages])
                self._plain.update({(language, key): words for each in messages for key, words in _plain(each)})

    def keys(self, file: str) -> list[str]:
        """The message keys of one .ftl file, by its stem."""
        return self._files[file]

    def line(self, key: str, language: str, /, **facts: Fact) -> str:
        """One text. `key` may name an attribute: `report-card.send`. Raises TextMissing."""
        plain = self._plain.get((language, key))
        if plain is not None:
            return plain
        bundle = self._bundles[language]
        name, _, attribute = key.partition(".")
        if not bundle.has_message(name):
            raise TextMissing(f"{key} in {language}")
        message = bundle.get_message(name)
        pattern = message.attributes.get(attribute) if attribute else message.value
        if pattern is None:
            raise TextMissing(f"{key} in {language}")
        drawn, errors = bundle.format_pattern(pattern, {n: self._fact(f, language) for n, f in facts.items()})
        if errors:
            raise TextMissing(f"{key} in {language}: {errors[0]}")
        return str(drawn)

    def draw(self, say: Say, language: str) -> Drawn:
        """A Say as a person reads it; its picture is drawn elsewhere."""
        return Drawn(
            text=self.line(say.key, language, **say.facts),
            keys=tuple(
                tuple(Key(self._label(say, b.label, language), b.press, b.url) for b in row) for row in say.buttons
            ),
            menu=self.menu(say.menu, language) if say.menu else (),
            protect=say.protect,
            map=say.map,
            language=language,
        )

    def menu(self, whose: str, language: str) -> tuple[tuple[Key, ...], ...]:
        """The standing menu of a role."""
        rows = MENUS[whose]
        return tuple(
            tuple(Key(self.line(f"menu-{opener.lstrip('#')}", language), opener) for opener in row) for row in rows
        )

    def aliases(self) -> dict[str, str]:
        """Plain words (lower case) that open something, in every language, and the openers they stand for."""
        return {
            words.strip().lower(): key.removeprefix("opens-")
            for language, key in self._openers()
            for words in self.line(key, language).split("|")
        }

    def _openers(self) -> Iterator[tuple[str, str]]:
        for language in self.languages:
            for keys in self._files.values():
                yield from ((language, key) for key in keys if key.startswith("opens-"))

    def _label(self, say: Say, label: Fact, language: str) -> str:
        if isinstance(label, str):
            return self.line(f"{say.key}{label}" if label.startswith(".") else label, language, **say.facts)
        return str(self._fact(label, language))

    def _fact(self, fact: Fact, language: str) -> Any:
        if not isinstance(fact, Mapping):
            return "" if fact is None else fact
        if "time" in fact:
            return self._moment(fact["time"], language)
        if "list" in fact:
            return self.line(fact.get("joined", "list-comma"), language).join(
                str(self._fact(f, language)) for f in fact["list"]
            )
        if "text" in fact:
            return self.line(fact["text"], language, **fact["facts"])
        return fact[language]

    def _moment(self, seconds: float, language: str) -> str:
        then = datetime.fromtimestamp(seconds, self._zone)
        days = (then.date() - datetime.fromtimestamp(self._now(), self._zone).date()).days
        key = {-1: "moment-yesterday", 0: "moment-today", 1: "moment-tomorrow"}.get(days, "moment-day")
        return self.line(key, language, time=f"{then:%H:%M}", month=then.month, day=then.day, month_name=f"{then:%b}")


def _plain(message: Message) -> Iterator[tuple[str, str]]:
    """The keys of a message that have no fact in them, with their words."""
    keys = [(message.id.name, message.value)]
    keys += [(f"{message.id.name}.{each.id.name}", each.value) for each in message.attributes]
    for key, pattern in keys:
        words = [each.value for each in pattern.elements if isinstance(each, TextElement)] if pattern else []
        if pattern and len(words) == len(pattern.elements):
            yield key, "".join(words)
