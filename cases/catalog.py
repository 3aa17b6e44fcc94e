"""The catalog: a district's streets, categories and numbers, read from its pack and checked before use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from shapely import Polygon

from cases.area import Area, Ring, Shape
from cases.hints import Hints
from cases.office.pack import Reply, Unit
from cases.pack import (
    Borders,
    Category,
    Counter,
    District,
    Head,
    Hotline,
    Names,
    Rewards,
    StreetsFile,
    StreetTable,
    Urgency,
)
from cases.packs import check
from cases.packs.day import Hours, Ladder, Recheck
from cases.packs.file import PackError, PackErrors, PackFile, read
from cases.starlight import handbook
from cases.starlight.handbook import Handbook

__all__ = [
    "Borders",
    "Catalog",
    "Category",
    "Counter",
    "District",
    "Head",
    "Hotline",
    "Hours",
    "Names",
    "PackError",
    "PackErrors",
    "Recheck",
    "Rewards",
    "Street",
    "Urgency",
    "load",
]

# Stand in for the district's own while the rest of a pack is searched for mistakes; no catalog has them.
HOURS_UNREAD = Hours(
    time_zone=ZoneInfo("UTC"),
    work_from=time(9),
    work_until=time(17),
    night_from=time(22),
    night_until=time(7),
)
LADDER_UNREAD = Ladder(
    warn_at_percent=80,
    overdue_after_minutes_min=5,
    district_at_percent=150,
    district_after_minutes_min=10,
    sweep_every_minutes=5,
)
_UNREAD = {"hours": HOURS_UNREAD, "ladder": LADDER_UNREAD}


@dataclass(frozen=True, slots=True)
class Street:
    """A street or town office. `area` is in WGS-84 degrees, longitude first; `hints` are words for places."""

    code: str
    names: Names
    short: Names
    neighbours: tuple[str, ...]
    hints: tuple[str, ...]
    area: Shape


@dataclass(frozen=True, slots=True, eq=False)  # one for the process, so that what is drawn from it can be kept
class Catalog:
    """Everything a pack says, by code, in the pack's order; `area` and `hints` make its streets findable."""

    district: District
    borders: Borders
    streets: Mapping[str, Street]
    heads: Mapping[str, Head]
    categories: Mapping[str, Category]
    rewards: Rewards
    handbook: Handbook
    units: Mapping[str, Unit]
    replies: tuple[Reply, ...]
    area: Area
    hints: Hints

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages every name is given in, the district's own first."""
        return self.district.languages

    def picker(self) -> tuple[Category, ...]:
        """What a rider may pick by hand: the most used in their order, then the rest as the pack has them."""
        offered = [category for category in self.categories.values() if category.picker]
        return tuple(sorted(offered, key=lambda category: category.picker_order or len(offered) + 1))

    def replies_for(self, act: str, category: str) -> tuple[Reply, ...]:
        """The ready sentences for an act of an office, those of the category before those of all."""
        fitting = [each for each in self.replies if each.act == act and category in each.categories]
        return (*fitting, *(each for each in self.replies if each.act == act and not each.categories))

    def under(self, head: str) -> tuple[Category, ...]:
        """The categories under a head."""
        return tuple(category for category in self.categories.values() if category.head == head)


PARTS = ("district", "streets", "categories", "rewards", "benefits", "office")  # the files of a pack


def load(folder: Path) -> Catalog:
    """The catalog of a pack's folder. Raises `PackErrors` with every mistake of its files in one go."""
    files = {name: read(folder / f"{name}.toml") for name in PARTS}
    district = _district(files["district"])
    languages = _languages(files["district"])
    borders, streets = _streets(files["streets"], languages)
    heads, categories = _categories(files["categories"], languages, district)
    rewards = _rewards(files["rewards"], languages)
    book = handbook.read(files["benefits"], languages, _codes(files, "streets"))
    units, replies = _office(files["office"], languages, _codes(files, "streets"), _codes(files, "categories"))
    if errors := [error for file in files.values() for error in file.errors]:
        raise PackErrors(errors)
    if district is None or borders is None or rewards is None or book is None:
        raise AssertionError("a part of a pack is missing without an error")
    rings = {street.code: tuple(borders.points[name] for name in street.border) for street in streets}
    return Catalog(
        district=district,
        borders=borders.borders,
        streets=MappingProxyType({street.code: _street(street, rings[street.code]) for street in streets}),
        heads=MappingProxyType({head.code: head for head in heads}),
        categories=MappingProxyType({category.code: category for category in categories}),
        rewards=rewards,
        handbook=book,
        units=MappingProxyType({unit.code: unit for unit in units}),
        replies=tuple(replies),
        area=Area(rings),
        hints=Hints(streets),
    )


def _street(table: StreetTable, ring: Ring) -> Street:
    return Street(
        code=table.code,
        names=table.names,
        short=table.short,
        neighbours=table.neighbours,
        hints=table.hints,
        area=Polygon([(longitude, latitude) for latitude, longitude in ring]),
    )


def _district(file: PackFile) -> District | None:
    if file.errors:
        return None
    district = check.table(file, District, file.values)
    if district:
        check.languages(file, district, district.languages)
        check.district(file, district)
    return district


def _languages(file: PackFile) -> tuple[str, ...]:
    """The pack's languages even where something else of the district is wrong; none where they are."""
    listed = file.values.get("languages")
    return tuple(language for language in listed if isinstance(language, str)) if isinstance(listed, list) else ()


def _streets(file: PackFile, languages: tuple[str, ...]) -> tuple[StreetsFile | None, list[StreetTable]]:
    if file.errors:
        return None, []
    rest = {key: value for key, value in file.values.items() if key != "streets"}
    borders = check.table(file, StreetsFile, rest)
    found = check.tables(file, StreetTable, "streets")
    for street, where in found:
        check.languages(file, street, languages, where)
    if borders and found:
        check.streets(file, found, borders.points)
    return borders, [street for street, _ in found]


def _categories(
    file: PackFile, languages: tuple[str, ...], district: District | None
) -> tuple[list[Head], list[Category]]:
    if file.errors:
        return [], []
    check.keys(file, ("heads", "categories"))
    heads = check.tables(file, Head, "heads")
    own = {"hours": district.hours, "ladder": district.ladder} if district else _UNREAD
    categories = check.tables(file, Category, "categories", **own)
    for value, where in [*heads, *categories]:
        check.languages(file, value, languages, where)
    check.categories(file, heads, categories)
    return [head for head, _ in heads], [category for category, _ in categories]


def _codes(files: Mapping[str, PackFile], name: str) -> frozenset[str]:
    """The codes of a file's tables as they are written, whatever else is wrong with them."""
    rows = files[name].values.get(name)
    found = [row.get("code") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return frozenset(code for code in found if isinstance(code, str))


def _office(
    file: PackFile, languages: tuple[str, ...], streets: frozenset[str], categories: frozenset[str]
) -> tuple[list[Unit], list[Reply]]:
    if file.errors:
        return [], []
    check.keys(file, ("units", "replies"))
    units, replies = check.tables(file, Unit, "units"), check.tables(file, Reply, "replies")
    for value, where in [*units, *replies]:
        check.languages(file, value, languages, where)
    if streets and categories:  # else their files can't be read, which is said there
        check.office(file, units, replies, streets, categories)
    return [unit for unit, _ in units], [reply for reply, _ in replies]


def _rewards(file: PackFile, languages: tuple[str, ...]) -> Rewards | None:
    if file.errors:
        return None
    rewards = check.table(file, Rewards, file.values)
    if rewards:
        check.languages(file, rewards, languages)
        check.rewards(file, rewards)
    return rewards
