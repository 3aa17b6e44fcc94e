"""One award as its rider reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Literal

from rewards.values import InPlace, Line

State = Literal["withheld", "pending", "available", "expired", "cancelled"]


def line_of(place: InPlace, today: date, ripens: timedelta) -> Line:
    """A lot as a line, on a local day; `ripens` is how long points stay pending."""
    lot = place.lot
    state = _state(place, today)
    at = datetime.fromtimestamp(lot.at, UTC)
    return Line(
        at=at,
        case=lot.case,
        points=lot.points,
        kind=lot.origin,
        category=lot.category,
        state=state,
        expires_on=lot.expires_on,
        usable_at=at + ripens if state == "pending" else None,
        reason=lot.reason if state == "withheld" else None,
    )


def _state(place: InPlace, today: date) -> State:
    lot = place.lot
    if place.is_reversed or lot.held_back == "cancelled":
        return "cancelled"
    if lot.held_back == "waiting":
        return "withheld"
    is_left = place.pending + place.avail > 0
    if place.is_expired or (is_left and lot.expires_on < today):
        return "expired"
    return "pending" if place.pending else "available"
