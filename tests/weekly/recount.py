"""An independent recount of a week from what `starlight export --json` gives; shares no line with the summary.

It follows docs/metrics.md case by case, where the summary follows events: two ways to the same numbers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from bot.app import App
from bot.exporting import document

SHANGHAI = timedelta(hours=8)
Document = dict[str, list[dict[str, Any]]]


def span(week: str) -> tuple[int, int]:
    """The seconds of a week in Shanghai, which has no summer time."""
    monday = datetime.strptime(f"{week}-1", "%G-W%V-%u").replace(tzinfo=UTC) - SHANGHAI
    return int(monday.timestamp()), int((monday + timedelta(days=7)).timestamp())


async def exported(app: App) -> Document:
    return await app.database.read(document)


def recount(of: Document, week: str, street: str, *, quiet: frozenset[str]) -> dict[str, Any]:
    """A week's counts of a street, or of all where it is empty."""
    since, until = span(week)
    histories: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for event in of["case_events"]:
        if event["category"] not in quiet:
            histories[event["number"]].append(event)
    handed = defaultdict(list)
    for over in of["hand_overs"]:
        handed[over["number"]].append(over["at"])
    n: Counter[str] = Counter()
    categories: Counter[str] = Counter()
    waits: list[int] = []
    spans: list[int] = []
    overdue = []
    for number, events in histories.items():
        opened = events[0]["at"]
        for before, event in zip([None, *events], events, strict=False):
            if not since <= event["at"] < until or (street and event["street"] != street):
                continue
            what = event["what"]
            if what == "open":
                n["opened"] += 1
                categories[event["category"]] += 1
            elif what == "take":
                n["taken"] += 1
                n["took_in_time"] += event["at"] <= before["take_by"]
                n["taken_straight"] += not any(at <= event["at"] for at in handed[number])
                waits.append(event["at"] - opened)
            elif what == "handle":
                n["handled"] += 1
                n["handled_in_time"] += event["at"] <= before["handle_by"]
                spans.append(event["at"] - opened)
            elif what == "look_again" and before["after"] in ("handled", "closed"):
                n["sent_back"] += 1
                n["unsolved"] += 1
            else:
                names = {
                    "ask": "paused", "join": "joined", "refuse": "refused", "confirm": "solved", "partly": "partly",
                    "hand_over": "handed_over", "merge": "merged", "withdraw": "withdrawn",
                }  # fmt: skip
                n[names.get(what, "else")] += 1
            n["closed"] += event["after"] == "closed" and before["after"] != "closed"
        for promise, states in (("take_by", {"submitted"}), ("handle_by", {"submitted", "taken"})):
            for at, where in _broken(events, promise, states, until):
                if since <= at < until and (not street or where == street):
                    n["took_late" if promise == "take_by" else "handled_late"] += 1
        last = [event for event in events if event["at"] < until][-1:]
        if last and last[0]["after"] in ("submitted", "taken") and (not street or last[0]["street"] == street):
            due = last[0]["take_by"] if last[0]["after"] == "submitted" else last[0]["handle_by"]
            if due < until:
                overdue.append(number)
    del n["else"]
    return {
        "counts": {what: count for what, count in n.items() if count},
        "categories": dict(categories),
        "take_minutes": round(median(waits) / 60, 1) if waits else None,
        "handle_hours": round(median(spans) / 3600, 1) if spans else None,
        "overdue": sorted(overdue),
    }


def _broken(events: list[dict[str, Any]], promise: str, states: set[str], until: int) -> list[tuple[int, str]]:
    """When each promise of a case ran out unkept, and whose it was: a promise is a stretch with the same deadline."""
    found: dict[int, str] = {}
    for n, event in enumerate(events):
        if event["at"] >= until or event["after"] not in states:
            continue
        later = events[n + 1] if n + 1 < len(events) and events[n + 1]["at"] < until else None
        if later and later["after"] in states and later[promise] == event[promise]:
            continue
        ended = later["at"] if later else until
        if event[promise] < ended:
            found.setdefault(event[promise], event["street"])
    return list(found.items())


def points(of: Document, week: str) -> dict[str, int]:
    """Points of the district, issued in a week and held at its end, from the postings alone."""
    since, until = span(week)
    at = {transfer["id"]: transfer["at"] for transfer in of["transfers"]}
    issued = held = 0
    for posting in of["postings"]:
        if posting["unit"] != "pt":
            continue
        if posting["account"] == "issuance" and since <= at[posting["transfer"]] < until:
            issued -= posting["amount"]
        if posting["account"] != "issuance" and at[posting["transfer"]] < until:
            held += posting["amount"]
    return {"issued": issued, "held": held}
