"""A week as people read it: 本周情况 · 突出问题 · 下步建议, ready to paste; facts only, the words are in locales/."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cases.catalog import Catalog
from cases.summary.hotspots import Spot
from cases.summary.reckoning import Numbers
from cases.summary.summary import Summary
from cases.summary.week import Week
from dialogue.say import Button, Fact, Picture, Say, listed, moment, name, text

PHONE, WIDE = "phone", "wide"
PHONE_PX, WIDE_PX = 1920, 1920  # the longer side: 1080 x 1920 for a phone, 1920 x 1080 for a screen
NAMED_MAX = 3  # streets named in one sentence
SLOW_BELOW_PERCENT = 90.0  # of promises to take kept; a street below it is named
PROMISES_MIN = 5  # fewer say nothing about a street
CLASS_CASES_MIN = 5  # of one category in one place: PRODUCT 6, from single cases to a class
REWORK_FROM_PERCENT = 5.0
PAUSED_FROM_PERCENT = 10.0  # of what was taken


def weekly(catalog: Catalog, summary: Summary, stage: str) -> Say:
    """A week's message with its picture for the phone."""
    facts = _head(catalog, summary, stage) | {
        "situation": _situation(summary),
        "problems": listed(_problems(catalog, summary) or [text("weekly-no-problems")], joined="weekly-semicolon"),
        "steps": listed(_steps(catalog, summary) or [text("weekly-step-none")], joined="weekly-semicolon"),
        "beside": _beside(summary.numbers),
        "year": year_of(summary),
        "quiet": quiet_of(summary),
        "notes": listed(
            [_note(catalog, summary, each.street, each.line) for each in summary.notes], joined="list-line"
        ),
        "noted": len(summary.notes),
    }
    key = "weekly-empty" if summary.is_empty else "weekly"
    name_of_week, before = summary.week.name, summary.week.later(-1).name
    scope = f":{summary.street}" if summary.street else ""
    buttons = (
        Button(text("weekly-for-a-screen"), f"weekwide:{name_of_week}{scope}"),
        Button(text("weekly-explain"), f"explain:{name_of_week}{scope}"),
        Button(text("weekly-earlier"), f"weekly:{before}{scope}"),
    )
    table = (Button(text("weekly-as-table"), f"weeksheet:{name_of_week}{scope}"),)
    return Say(key, facts, (buttons, table), picture(summary, stage, PHONE))


def wide(catalog: Catalog, summary: Summary, stage: str) -> Say:
    """The same for a screen in a meeting: a picture 16 to 9."""
    return Say("weekly-wide", _head(catalog, summary, stage), (), picture(summary, stage, WIDE))


def picture(summary: Summary, stage: str, shape: str) -> Picture:
    """The picture of a summary by its name; it is drawn when it is sent, of the numbers as they stood then."""
    of = f"{summary.week.name}:{summary.street}:{summary.as_of}:{stage}:{shape}"
    return Picture("week", (), PHONE_PX if shape == PHONE else WIDE_PX, facts={"of": of})


def _head(catalog: Catalog, summary: Summary, stage: str) -> dict[str, Fact]:
    place = catalog.streets[summary.street].names if summary.street else catalog.district.names
    return {
        "week": summary.week.number,
        "days": days(summary.week),
        "where": name(place),
        "stage": stage,
        "as-of": moment(summary.as_of),
    }


def days(week: Week) -> Fact:
    """From Monday to Sunday, the month named once where it is the same."""
    monday, sunday = week.monday, week.sunday
    facts = {"from-month": monday.month, "from-day": monday.day, "to-day": sunday.day}
    return text("week-days", **facts, **{"to-month": "" if monday.month == sunday.month else sunday.month})


def difference(now: int, before: int | None) -> Fact:
    """More, less or the same as in the week before; in the first week there is none."""
    if before is None:
        return text("weekly-first")
    if now == before:
        return text("weekly-same")
    return text("weekly-more" if now > before else "weekly-less", n=abs(now - before))


def _situation(summary: Summary) -> Fact:
    n, before = summary.numbers.n, summary.before
    rates = [
        text("weekly-rate", rate=text(f"rate-{rate}"), percent=f"{share.percent:.1f}")
        for rate, share in summary.numbers.rates.items()
        if share.percent is not None
    ]
    return text(
        "weekly-situation",
        opened=n("opened"),
        closed=n("closed"),
        difference=difference(n("opened"), None if before is None else before.n("opened")),
        rates=listed(rates, joined="weekly-comma"),
        rated=len(rates),
        minutes="" if summary.numbers.take_minutes is None else f"{summary.numbers.take_minutes:.0f}",
        hours="" if summary.numbers.handle_hours is None else f"{summary.numbers.handle_hours:.1f}",
    )


def _problems(catalog: Catalog, summary: Summary) -> list[Fact]:
    found: list[Fact] = []
    top = max(summary.numbers.categories.items(), key=lambda each: (each[1], each[0]), default=("", 0))
    spot = next((spot for spot in summary.spots if spot.category == top[0]), None)
    if top[1] > 1:
        found.append(
            text(
                "weekly-top",
                category=name(catalog.categories[top[0]].names),
                n=top[1],
                near=spot.category_count if spot else 0,
                street=street_name(catalog, spot.street) if spot else "",
            )
        )
    if summary.spots and summary.spots[0] is not spot:
        found.append(_spot(catalog, summary.spots[0]))
    if summary.overdue:
        streets = [street for street, _ in Counter(case.street for case in summary.overdue).most_common(NAMED_MAX)]
        found.append(text("weekly-overdue", n=len(summary.overdue), streets=_streets(catalog, streets)))
    return found


def _spot(catalog: Catalog, spot: Spot) -> Fact:
    kind = name(catalog.categories[spot.category].names)
    return text("weekly-spot", street=street_name(catalog, spot.street), n=spot.count, category=kind)


def _steps(catalog: Catalog, summary: Summary) -> list[Fact]:
    """What the numbers alone suggest; a coordinator edits it before it is pasted anywhere."""
    numbers, found = summary.numbers, []
    for spot in [spot for spot in summary.spots if spot.category_count >= CLASS_CASES_MIN][:2]:
        kind = name(catalog.categories[spot.category].names)
        found.append(text("weekly-step-class", street=street_name(catalog, spot.street), category=kind))
    if summary.overdue:
        found.append(text("weekly-step-overdue", n=len(summary.overdue)))
    if slow := _slow(summary):
        found.append(text("weekly-step-slow", streets=_streets(catalog, slow)))
    if (numbers.rates["rework"].percent or 0) >= REWORK_FROM_PERCENT and numbers.n("sent_back") > 1:
        found.append(text("weekly-step-rework", n=numbers.n("sent_back")))
    if numbers.n("paused") > 1 and numbers.n("paused") * 100 >= PAUSED_FROM_PERCENT * numbers.n("taken"):
        found.append(text("weekly-step-paused", n=numbers.n("paused")))
    return found


def _slow(summary: Summary) -> list[str]:
    """The streets that kept the fewest of their promises to take, the slowest first."""
    of = {summary.street: summary.numbers} if summary.street else summary.streets
    rates = {street: numbers.rates["take-on-time"] for street, numbers in of.items()}
    slow = [
        (share.percent, street)
        for street, share in rates.items()
        if share.whole >= PROMISES_MIN and share.percent is not None and share.percent < SLOW_BELOW_PERCENT
    ]
    return [street for _, street in sorted(slow)[:NAMED_MAX]]


def _beside(numbers: Numbers) -> Fact:
    """What must stand beside the rates, so that nobody looks good by pausing the clock."""
    return text("weekly-beside", **{what: numbers.n(what) for what in ("paused", "delayed", "refused", "joined")})


def year_of(summary: Summary) -> Fact:
    facts = {what: summary.year.get(what, 0) for what in ("opened", "closed", "joined")}
    issued = summary.year.get("points_issued", 0) - summary.year.get("points_back", 0)
    redeemed, outstanding = summary.year.get("points_redeemed", 0), summary.outstanding
    key = "weekly-year" if outstanding is None else "weekly-year-district"
    more = {} if outstanding is None else {"redeemed": redeemed, "outstanding": outstanding}
    return text(key, year=summary.week.year, issued=issued, **facts, **more)


def quiet_of(summary: Summary) -> Fact:
    """What may be told of clues this year; empty of a street, and before anything may be told."""
    quiet = summary.quiet
    if quiet is None or not quiet.clues:
        return ""
    return text(
        "weekly-quiet",
        year=quiet.year,
        clues=quiet.clues,
        made=quiet.cases_made,
        prevented=quiet.losses_prevented,
        yuan=quiet.saved_yuan,
    )


def _note(catalog: Catalog, summary: Summary, street: str, line: str) -> Fact:
    return text("weekly-note", street=street_name(catalog, street), line=line)


def street_name(catalog: Catalog, street: str) -> Fact:
    """A street by its code; the district where there is none."""
    return name(catalog.streets[street].names) if street else name(catalog.district.names)


def _streets(catalog: Catalog, streets: Sequence[str]) -> Fact:
    return listed([street_name(catalog, street) for street in streets])
