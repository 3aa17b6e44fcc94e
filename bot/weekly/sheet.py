"""What a week's picture shows, in the reader's words: a summary made into labels, numbers and points on a map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.texts import Texts
from cases.area import Ring
from cases.catalog import Catalog
from cases.summary.reckoning import Numbers, Share, Standing
from cases.summary.saying import days, quiet_of, year_of
from cases.summary.summary import Summary
from cases.summary.weeks import FINAL
from dialogue.say import Fact, moment, name

CATEGORIES_MAX = 7  # with "others" eight bars
OVERDUE_MAX = 5
BETTER_LOW = frozenset({"rework"})  # the fewer the better
LATE_DAYS_FROM_HOURS = 48


@dataclass(frozen=True, slots=True)
class Tile:
    """A headline number; `turn` is 1 where it got better, -1 where it got worse, 0 where neither can be said."""

    label: str
    value: str
    change: str
    turn: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar beside last week's; `aside` is a further number, empty where there is none."""

    label: str
    value: int
    before: int
    aside: str = ""
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbered place on the map."""

    latitude: float
    longitude: float
    count: int
    label: str
    mostly: str


@dataclass(frozen=True, slots=True)
class Late:
    """A case that is overdue."""

    label: str
    street: str
    late: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All words and numbers of a picture; lists may be empty, then `…_none` says so."""

    title: str
    week: str
    days: str
    where: str
    stage: str
    tiles: Sequence[Tile]
    beside: str
    median: str
    empty: str
    categories_title: str
    categories: Sequence[Bar]
    streets_title: str
    streets_aside: str
    streets: Sequence[Bar]
    trend_title: str
    trend: Sequence[tuple[str, int, int]]
    opened: str
    closed: str
    last_week: str
    spots_title: str
    spots_none: str
    spots: Sequence[Mark]
    outlines: Sequence[Ring]
    overdue_title: str
    overdue: Sequence[Late]
    overdue_more: str
    year: str
    quiet: str
    credit: str


def sheet_of(texts: Texts, catalog: Catalog, summary: Summary, stage: str, language: str) -> Sheet:
    """A summary in a language."""
    line = partial(_line, texts, language)
    short = {code: street.short[language] for code, street in catalog.streets.items()}
    place = catalog.streets[summary.street].names if summary.street else catalog.district.names
    numbers = summary.numbers
    return Sheet(
        title=line("sheet-title"),
        week=line("sheet-week", year=summary.week.year, week=summary.week.number),
        days=str(texts.fact(days(summary.week), language)),
        where=place[language],
        stage="" if stage == FINAL else line(f"sheet-{stage}", **_as_of(summary, stage)),
        tiles=_tiles(line, summary),
        beside=line("weekly-beside", **{what: numbers.n(what) for what in ("paused", "delayed", "refused", "joined")}),
        median=_median(line, numbers),
        empty=line("sheet-empty") if not numbers.n("opened") else "",
        categories_title=line("sheet-by-category"),
        categories=_categories(line, catalog, summary, language),
        streets_title=line("sheet-by-street"),
        streets_aside=line("sheet-on-time"),
        streets=[] if summary.street else _streets(summary, short),
        trend_title=line("sheet-trend", n=len(summary.trend)),
        trend=[
            (line("sheet-week-mark", week=each.week.number), each.opened, each.closed) for each in summary.trend
        ],
        opened=line("sheet-opened"),
        closed=line("sheet-closed"),
        last_week=line("sheet-last-week"),
        spots_title=line("sheet-spots"),
        spots_none=line("sheet-spots-none"),
        spots=[
            Mark(
                spot.latitude, spot.longitude, spot.count,
                line("sheet-spot", street=short[spot.street], n=spot.count),
                line("sheet-spot-mostly", category=name(catalog.categories[spot.category].names)),
            )
            for spot in summary.spots
        ],
        outlines=[catalog.area.border(code) for code in ([summary.street] if summary.street else catalog.streets)],
        overdue_title=line("sheet-overdue", n=len(summary.overdue)) if summary.overdue else line("sheet-overdue-none"),
        overdue=[_late(line, catalog, short, case, summary.as_of) for case in summary.overdue[:OVERDUE_MAX]],
        overdue_more=line("sheet-more", n=left) if (left := len(summary.overdue) - OVERDUE_MAX) > 0 else "",
        year=str(texts.fact(year_of(summary), language)),
        quiet=str(texts.fact(quiet_of(summary), language)),
        credit=line("sheet-credit", credit=catalog.borders.credit),
    )  # fmt: skip


def _line(texts: Texts, language: str, key: str, /, **facts: Fact) -> str:
    return texts.line(key, language, **facts)


def _as_of(summary: Summary, stage: str) -> dict[str, Fact]:
    return {"as-of": moment(summary.as_of)} if stage == "running" else {}


def _tiles(line: Any, summary: Summary) -> list[Tile]:
    now, before = summary.numbers, summary.before
    if before is None and now.is_empty:  # before anything began there is nothing to be first
        before = now
    found = [
        Tile(line(f"sheet-{what}"), f"{now.n(what):,}", *_change(line, now.n(what), before.n(what) if before else None))
        for what in ("opened", "closed")
    ]
    for rate, share in now.rates.items():
        value = line("sheet-none") if share.percent is None else f"{share.percent:.1f}%"
        change = _points(line, rate, share, before.rates[rate] if before else None)
        found.append(Tile(line(f"rate-{rate}"), value, *change))
    return found


def _change(line: Any, now: int, before: int | None) -> tuple[str, int]:
    """Against last week; of cases more is neither better nor worse."""
    if before is None:
        return line("sheet-first"), 0
    if now == before:
        return line("sheet-same"), 0
    return line("sheet-up" if now > before else "sheet-down", n=f"{abs(now - before):,}"), 0


def _points(line: Any, rate: str, now: Share, before: Share | None) -> tuple[str, int]:
    if before is None:
        return line("sheet-first"), 0
    if now.percent is None or before.percent is None:
        return "", 0
    change = round(now.percent - before.percent, 1)
    if not change:
        return line("sheet-same"), 0
    is_better = (change < 0) == (rate in BETTER_LOW)
    key = "sheet-points-up" if change > 0 else "sheet-points-down"
    return line(key, n=f"{abs(change):.1f}"), 1 if is_better else -1


def _median(line: Any, numbers: Numbers) -> str:
    if numbers.take_minutes is None or numbers.handle_hours is None:
        return ""
    return str(line("sheet-median", minutes=f"{numbers.take_minutes:.0f}", hours=f"{numbers.handle_hours:.1f}"))


def _categories(line: Any, catalog: Catalog, summary: Summary, language: str) -> list[Bar]:
    before = summary.before.categories if summary.before else {}
    order = sorted(summary.numbers.categories.items(), key=lambda each: (-each[1], each[0]))
    found = [
        Bar(catalog.categories[code].names[language], n, before.get(code, 0)) for code, n in order[:CATEGORIES_MAX]
    ]
    if rest := order[CATEGORIES_MAX:]:
        others = sum(n for code, n in before.items() if code not in dict(order[:CATEGORIES_MAX]))
        found.append(Bar(line("sheet-others"), sum(n for _, n in rest), others, is_rest=True))
    return found


def _streets(summary: Summary, short: dict[str, str]) -> list[Bar]:
    """Every street, the most reported first, with how many promises to take it kept."""
    found = []
    for code, numbers in summary.streets.items():
        percent = numbers.rates["take-on-time"].percent
        before = summary.streets_before[code].n("opened")
        found.append(Bar(short[code], numbers.n("opened"), before, "" if percent is None else f"{percent:.0f}%"))
    return sorted(found, key=lambda bar: -bar.value)


def _late(line: Any, catalog: Catalog, short: dict[str, str], case: Standing, as_of: int) -> Late:
    category = name(catalog.categories[case.category].names)
    hours = max(1, (as_of - case.due_at) // 3600)
    late = line("sheet-late-hours", n=hours) if hours < LATE_DAYS_FROM_HOURS else line("sheet-late-days", n=hours // 24)
    return Late(line("sheet-overdue-case", number=case.number, category=category), short[case.street], late)
