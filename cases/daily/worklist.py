"""工作台: an office's cases in views and by heading, page by page; what a list shows is what many are chosen from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cases.catalog import Catalog
from cases.daily import store
from cases.daily.store import Line
from cases.daily.weather import Weather
from cases.moving import Moving
from people.person import COORDINATOR, OFFICER, Person

VIEWS = ("mine", "open", "overdue", "asked")  # one tap each; bad weather adds its own
WEATHER = "weather"
PAGE = 8  # cases on a phone's screen, with the chips below them still in sight
PAGES_MAX = 25  # further on nobody leafs; a heading or a view finds it


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which list: a view, a heading of the pack ('' is all), a page from 0. As it stands in a press."""

    view: str = "open"
    head: str = ""
    page: int = 0

    @classmethod
    def read(cls, about: str, catalog: Catalog) -> Wanted:
        """From `view:head:page`, trusted for nothing: what is not so written is the first list."""
        view, _, rest = about.partition(":")
        head, _, page = rest.partition(":")
        return cls(
            view if view in (*VIEWS, WEATHER) else "open",
            head if head in catalog.heads else "",
            int(page) if page.isascii() and page.isdigit() and len(page) < 3 and int(page) < PAGES_MAX else 0,
        )

    def __str__(self) -> str:
        return f"{self.view}:{self.head}:{self.page}"


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list, how many there are by view and by heading, and whether a page follows."""

    wanted: Wanted
    lines: list[Line]
    counts: dict[str, int]
    heads: dict[str, int]
    has_more: bool


@dataclass(slots=True)
class Worklist:
    """An officer's lists within one turn's transaction."""

    moving: Moving
    officer: Person

    @property
    def streets(self) -> list[str]:
        """The streets whose cases somebody may work, all of them for the district's people."""
        held = {*self.officer.streets(OFFICER), *self.officer.streets(COORDINATOR)}
        known = self.moving.catalog.streets
        return list(known) if "" in held else [street for street in known if street in held]

    def show(self, wanted: Wanted) -> Listed:
        """A list's page."""
        lines = self._lines(wanted, most=PAGE + 1, skip=wanted.page * PAGE)
        return Listed(wanted, lines[:PAGE], self.counts(), self._heads(wanted), len(lines) > PAGE)

    def all_of(self, wanted: Wanted, *, most: int) -> list[Line]:
        """A list from its page on, at most so many."""
        return self._lines(wanted, most=most, skip=wanted.page * PAGE)

    def counts(self) -> dict[str, int]:
        """How many each view shows, and what else the head of the list says."""
        today = datetime.fromtimestamp(self.moving.now, self.moving.zone)
        midnight = today.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        counts = store.tallies(
            self.moving.tx,
            self.streets,
            me=self.officer.id,
            now=self.moving.now,
            today_until=int(midnight.timestamp()),
        )
        return {**counts, WEATHER: self.weather.count(self._streets(WEATHER))}

    @property
    def weather(self) -> Weather:
        """The periods of bad weather."""
        return Weather(self.moving)

    @property
    def has_bad_weather(self) -> bool:
        """Whether a period is open in any of the officer's streets."""
        return bool(self._streets(WEATHER))

    def _lines(self, wanted: Wanted, *, most: int, skip: int) -> list[Line]:
        return store.lines(
            self.moving.tx,
            self._streets(wanted.view),
            wanted.view,
            categories=self._categories(wanted),
            me=self.officer.id,
            now=self.moving.now,
            most=most,
            skip=skip,
        )

    def _heads(self, wanted: Wanted) -> dict[str, int]:
        """How many of a view stand under each heading, most first."""
        found = store.by_category(
            self.moving.tx,
            self._streets(wanted.view),
            wanted.view,
            categories=self._categories(Wanted(wanted.view)),
            me=self.officer.id,
            now=self.moving.now,
        )
        heads: dict[str, int] = {}
        for category, n in found.items():
            head = self.moving.catalog.categories[category].head
            heads[head] = heads.get(head, 0) + n
        return dict(sorted(heads.items(), key=lambda each: (-each[1], each[0])))

    def _streets(self, view: str) -> list[str]:
        """Where a view looks: with bad weather only where a period is open."""
        if view != WEATHER:
            return self.streets
        return [period.street for period in self.weather.open_in(self.streets)]

    def _categories(self, wanted: Wanted) -> list[str]:
        """The categories that a list is narrowed to; none where it shows all."""
        if wanted.view != WEATHER and not wanted.head:
            return []
        kinds = [
            kind
            for kind in self.moving.catalog.categories.values()
            if (wanted.view != WEATHER or kind.weather) and wanted.head in ("", kind.head)
        ]
        return [kind.code for kind in kinds] or ["none"]
