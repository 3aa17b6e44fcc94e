"""Reports as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from rewards.reporting.liability import NO_STREET, Liability, Movement

_COLUMNS = tuple(field.name for field in fields(Movement))
WIDTH = 12  # a column holds the points of every rider there is


def liability_lines(found: Liability, streets: Mapping[str, str]) -> Iterator[str]:
    """All points of a month, then by the month in which they end, by street and by shop; names come last."""
    names = {**streets, NO_STREET: "no street"}
    yield "".join(f"{column.replace('_', ' '):>{WIDTH}}" for column in _COLUMNS)
    yield _line(found.total, found.month)
    for until, movement in sorted(found.by_expiry.items()):
        yield _line(movement, f"until the end of {until}")
    for code, movement in sorted(found.by_street.items()):
        yield _line(movement, f"{code} {names.get(code, '')}".strip())
    for shop, points in sorted(found.by_shop.items()):
        yield _line(Movement(redeemed=points), f"at {shop}")


def _line(movement: Movement, name: str) -> str:
    return "".join(f"{getattr(movement, column):>{WIDTH}}" for column in _COLUMNS) + f"  {name}"
