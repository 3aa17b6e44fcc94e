"""Reports as tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from rich.table import Table

from rewards.reporting.liability import NO_STREET, Liability, Movement

_COLUMNS = tuple(field.name for field in fields(Movement))


def liability_tables(found: Liability, streets: Mapping[str, str]) -> Iterator[Table]:
    """All points of a month, then by the month in which they end, by street and by shop."""
    names = {**streets, NO_STREET: "no street"}
    yield _movements(found.month, {"all": found.total})
    yield _movements("until", found.by_expiry)
    yield _movements("street", {names.get(code, code): movement for code, movement in found.by_street.items()})
    shops = Table("shop", "redeemed", box=None)
    for shop, points in sorted(found.by_shop.items()):
        shops.add_row(shop, str(points))
    yield shops


def _movements(title: str, rows: Mapping[str, Movement]) -> Table:
    table = Table(title, *(name.replace("_", " ") for name in _COLUMNS), box=None)
    for name, movement in sorted(rows.items()):
        table.add_row(name, *(str(getattr(movement, column)) for column in _COLUMNS))
    return table
