"""What is searched for, read from typed words: a number, streets, categories and days, in any order; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cases.catalog import Catalog
from dialogue.refusal import Refusal

SYLLABLES_MIN = 2  # characters of a part of a name that stands for it: one would fit half the pack
DAYS_MAX = 366  # a span of days that one search covers

# Words for days as they are typed; what is read here is said nowhere.
_FROM_DAYS_AGO = {"今天": 0, "today": 0, "昨天": 1, "yesterday": 1}
_THIS_WEEK = ("本周", "week")
_NUMBER = re.compile(r"^(?:[a-z]{2}\d\d-)?\d{1,8}$")
_DAY = r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?"
_SPAN = re.compile(rf"^{_DAY}(?:(?:~|\.\.|至|到|—|–){_DAY})?$")
_BETWEEN = re.compile(r"[\s,，、;；·]+")


class SearchNotUnderstood(Refusal):
    """Some of the words are neither a number, nor a street, a category or a day of the pack."""


@dataclass(frozen=True, slots=True)
class Query:
    """`number` whole or its last figures; codes of streets and categories, each empty for any; local days, both in."""

    number: str = ""
    streets: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None

    def seconds(self, zone: ZoneInfo) -> tuple[int, int]:
        """From which second to before which one it was reported; 0 and the end of time where no day was named."""
        if self.since is None or self.until is None:
            return 0, 2**62
        begins, ends = (
            datetime.combine(day, time(), tzinfo=zone) for day in (self.since, self.until + timedelta(days=1))
        )
        return int(begins.timestamp()), int(ends.timestamp())


def read(words: str, catalog: Catalog, *, today: date) -> Query:
    """The query that words stand for. Raises SearchNotUnderstood with what is left over, also where nothing is."""
    rest = words.strip().lower()
    rest, streets = _named(rest, {s.code: (*s.names.values(), *s.short.values()) for s in catalog.streets.values()})
    rest, categories = _named(rest, {c.code: tuple(c.names.values()) for c in catalog.categories.values()})
    rest, heads = _named(rest, {h.code: tuple(h.names.values()) for h in catalog.heads.values()})
    categories |= {kind.code for head in heads for kind in catalog.under(head)}
    query = Query(streets=frozenset(streets), categories=frozenset(categories))
    for part in filter(None, _BETWEEN.split(rest)):
        query = _with(query, part, catalog, today=today)
    if query == Query():
        raise SearchNotUnderstood(words=words[:40])
    return query


def _named(words: str, names: dict[str, tuple[str, ...]]) -> tuple[str, set[str]]:
    """The codes whose whole names stand in the words, the longest first, and the words without them."""
    found: set[str] = set()
    for code, said in sorted(
        ((code, said.lower()) for code, each in names.items() for said in each), key=lambda pair: -len(pair[1])
    ):
        if said in words:
            words, found = words.replace(said, " "), {*found, code}
    return words, found


def _with(query: Query, part: str, catalog: Catalog, *, today: date) -> Query:
    if part in _FROM_DAYS_AGO:
        since = today - timedelta(days=_FROM_DAYS_AGO[part])
        return replace(query, since=since, until=since)
    if part in _THIS_WEEK:
        return replace(query, since=today - timedelta(days=today.weekday()), until=today)
    if span := _span(part, today):
        return replace(query, since=span[0], until=span[1])
    if _NUMBER.match(part):
        return replace(query, number=part.upper())
    streets = _part_of(part, ((s.code, s.names.values()) for s in catalog.streets.values()))
    categories = _part_of(part, ((c.code, c.names.values()) for c in catalog.categories.values()))
    if not streets and not categories:
        raise SearchNotUnderstood(words=part[:40])
    if streets:
        return replace(query, streets=query.streets | streets)
    return replace(query, categories=query.categories | categories)


def _part_of(part: str, names: Iterable[tuple[str, Iterable[str]]]) -> frozenset[str]:
    if len(part) < SYLLABLES_MIN:
        return frozenset()
    return frozenset(code for code, each in names if any(part in name.lower() for name in each))


def _span(part: str, today: date) -> tuple[date, date] | None:
    """One day or the first and last of several; a day without a year is the last such one."""
    match = _SPAN.match(part)
    if match is None:
        return None
    try:
        first = _day(match[1], match[2], match[3], today)
        last = _day(match[4], match[5], match[6], today) if match[5] else first
    except ValueError:
        raise SearchNotUnderstood(words=part[:40]) from None
    if last < first or (last - first).days > DAYS_MAX:
        raise SearchNotUnderstood(words=part[:40])
    return first, last


def _day(year: str | None, month: str, day: str, today: date) -> date:
    if year:
        return date(int(year), int(month), int(day))
    this = date(today.year, int(month), int(day))
    return this if this <= today else this.replace(year=today.year - 1)
