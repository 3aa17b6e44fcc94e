"""Turns a Say into words and buttons in the reader's language; every word comes from locales/."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.channels.channel import Drawn, Key
from bot.fluent import Book, drawn
from dialogue.say import Fact, Say

LANGUAGES = ("zh-CN", "en")  # the first is everybody's who has not chosen
# Standing menus by who reads: openers; #place offers the person's own position.
MENUS = {
    "rider": (("report", "#place"), ("mine", "points"), ("benefits", "help")),
    "shop": (("redeem", "shop"), ("help",)),
    "officer": (("desk", "report"), ("mine", "help")),
    "coordinator": (("today", "desk"), ("report", "help")),
}


SHANGHAI = ZoneInfo("Asia/Shanghai")
MOMENTS_KEPT = 4096  # moments put into words: the same deadline is read again and again


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
        self._books = {language: Book(language) for language in self.languages}
        self._files: dict[str, list[str]] = {}
        self._moment_read_on = lru_cache(MOMENTS_KEPT)(self._read_on)
        for language, book in self._books.items():
            for file in sorted((folder / language).glob("*.ftl")):
                keys = book.read(file.read_text(encoding="utf-8"), file=f"{language}/{file.name}")
                self._files.setdefault(file.stem, keys)

    def keys(self, file: str) -> list[str]:
        """The message keys of one .ftl file, by its stem."""
        return self._files[file]

    def line(self, key: str, language: str, /, **facts: Fact) -> str:
        """One text. `key` may name an attribute: `report-card.send`. Raises TextMissing."""
        return self._say(key, language, Known(self, facts, language))

    def draw(self, say: Say, language: str) -> Drawn:
        """A Say as a person reads it; its picture is drawn elsewhere."""
        known = Known(self, say.facts, language)
        return Drawn(
            text=self._say(say.key, language, known),
            keys=tuple(
                [tuple([Key(self._label(say.key, b.label, known), b.press, b.url) for b in row]) for row in say.buttons]
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

    def fact(self, fact: Fact, language: str) -> Any:
        """A fact as a text may use it: words or a number."""
        if type(fact) is str or not isinstance(fact, dict):
            return "" if fact is None else fact
        if "time" in fact:
            return self._moment(fact["time"], language)
        if "list" in fact:
            joint = self.line(fact.get("joined", "list-comma"), language)
            return joint.join([str(self.fact(each, language)) for each in fact["list"]])
        if "text" in fact:
            return self.line(fact["text"], language, **fact["facts"])
        return fact[language]

    def _say(self, key: str, language: str, known: Known) -> str:
        text = self._books[language].texts.get(key)
        if text is None:
            raise TextMissing(f"{key} in {language}")
        try:
            return drawn(text, known)
        except KeyError as error:
            raise TextMissing(f"{key} in {language} needs {error}") from error

    def _label(self, key: str, label: Fact, known: Known) -> str:
        if isinstance(label, str):
            return self._say(f"{key}{label}" if label[0] == "." else label, known.language, known)
        return str(self.fact(label, known.language))

    def _moment(self, seconds: float, language: str) -> str:
        return self._moment_read_on(
            datetime.fromtimestamp(self._now(), self._zone).date(), int(seconds // 60), language
        )

    def _read_on(self, today: date, minute: int, language: str) -> str:
        """A moment, in minutes since 1970, as people call it today."""
        then = datetime.fromtimestamp(minute * 60, self._zone)
        days = (then.date() - today).days
        key = {-1: "moment-yesterday", 0: "moment-today", 1: "moment-tomorrow"}.get(days, "moment-day")
        return self.line(key, language, time=f"{then:%H:%M}", month=then.month, day=then.day, month_name=f"{then:%b}")


class Known(dict[str, Any]):
    """The facts of one Say in one language, each put into words when a text first uses it."""

    def __init__(self, texts: Texts, facts: Mapping[str, Fact], language: str) -> None:
        super().__init__()
        self._texts, self._facts, self.language = texts, facts, language

    def __missing__(self, name: str) -> Any:
        value = self[name] = self._texts.fact(self._facts[name], self.language)
        return value
