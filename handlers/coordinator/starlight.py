"""星光总览: a month of points against the one before, each benefit's stock, and the same as a table."""

from __future__ import annotations

from cases.review.overview import Overview, Stock, earlier, first_day, may_read, named, overview, scopes
from dialogue.ask import Ask
from dialogue.say import Button, Fact, Say, listed, name, text
from dialogue.script import script
from handlers.coordinator.invite import place_of
from handlers.coordinator.review import points_to_see_to
from handlers.desk import Desk
from rewards.reporting.liability import Movement

SHOWN = ("issued", "redeemed", "reversed", "expired", "written_off")


@script(opens="starlight")
def starlight(ask: Ask, desk: Desk) -> list[Say]:
    """The running month, or one by its name: 2026-11. One message for each of the coordinator's streets."""
    month, streets = _meant(ask, desk)
    seen = _read(desk, month)
    return [_overview(desk, seen, street) for street in streets]


@script(opens="starsheet")
def starlight_table(ask: Ask, desk: Desk) -> list[Say]:
    """[表格]: the month's liability by expiry, street and shop, as a file."""
    month, streets = _meant(ask, desk)
    return [
        Say(
            "starlight-table", {"where": place_of(desk, street), "month": month}, document=f"starlight:{month}:{street}"
        )
        for street in streets
    ]


def _meant(ask: Ask, desk: Desk) -> tuple[str, list[str]]:
    """The month and the streets that are asked for; '' is the district."""
    asked, _, street = ask.about.partition(":")
    month = named(asked.strip(), desk.today)
    if not street:
        return month, scopes(desk.person)
    may_read(desk.catalog, desk.person, street)
    return month, [street]


def _read(desk: Desk, month: str) -> Overview:
    catalog, rules, today = desk.catalog, desk.rules, desk.today
    return desk.beforehand.get(f"starlight {month}", lambda tx: overview(tx, catalog, rules, month, today))


def _overview(desk: Desk, seen: Overview, street: str) -> Say:
    month, first = seen.month.month, first_day(seen.month.month)
    now, before = seen.of(street)
    waiting, points = seen.withheld
    facts: dict[str, Fact] = {
        "where": place_of(desk, street),
        "year": first.year,
        "month": first.month,
        **{each: getattr(now, each) for each in SHOWN},
        **{f"{each}-before": getattr(before, each) for each in SHOWN},
        "outstanding": now.closing,
        "opening": now.opening,
        "empty": int(_is_empty(now)),
        "withheld": 0 if street else waiting,
        "withheld-points": points,
        "stock": listed([_line(stock) for stock in seen.stock], joined="list-line"),
    }
    scope = f":{street}" if street else ""
    return Say(
        "starlight-now",
        facts,
        (
            (Button(".table", f"starsheet:{month}{scope}"), Button(".earlier", f"starlight:{earlier(first)}{scope}")),
            *points_to_see_to(desk),
            (Button(text("starlight-adjust"), "adjust"), Button(text("starlight-reverse"), "reverse")),
        ),
    )


def _line(stock: Stock) -> Fact:
    key = "stock-paused" if stock.is_paused else "stock-idle" if stock.days is None else "stock-lasts"
    return text(key, benefit=name(stock.benefit.names), left=stock.left, taken=stock.taken, days=stock.days or 0)


def _is_empty(now: Movement) -> bool:
    return not any((now.opening, now.closing, *(getattr(now, each) for each in SHOWN)))
