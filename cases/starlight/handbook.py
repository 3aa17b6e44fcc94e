"""The handbook (礼遇手册): what the scheme gives, at which shops, for how many points; read from a pack and checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field, Strict

from cases.pack import Code, Flag, Names, Number, StreetCode, Word
from cases.packs import check
from cases.packs.file import PackFile

_NO_OTHER_KEYS = ConfigDict(extra="forbid")
POINTS_MAX = 120  # a month's points: what nobody can save up for in a month is no daily help
WEEK_STOCK_MAX = 1000  # of one benefit: more in a week than riders are in the district's teams is a mistyped number
VALID_DAYS_MAX = 365
Positive = Annotated[int, Strict(), Field(ge=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """A friendly shop (友好商户): where it is, and the street whose coordinator hears of trouble there."""

    code: Code
    names: Names
    where: Names
    street: StreetCode
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """Something a shop gives for points, or for none (a discount coupon).

    Every Monday its stock is filled up to `week_stock`; a voucher is good for `valid_days`, a person takes at most
    `month_max` a month. `unit_fen`: what the shop is paid for one, in hundredths of a yuan.
    """

    code: Code
    shop: Code
    names: Names
    about: Names
    cost_points: Annotated[int, Strict(), Field(ge=0, le=POINTS_MAX)]
    week_stock: Annotated[int, Strict(), Field(ge=1, le=WEEK_STOCK_MAX)]
    valid_days: Annotated[int, Strict(), Field(ge=1, le=VALID_DAYS_MAX)]
    month_max: Positive
    unit_fen: Number
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS

    @property
    def is_coupon(self) -> bool:
        """Whether it costs nothing: a discount coupon."""
        return self.cost_points == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A card that only informs: a right that costs nothing, with its source, and whether the district confirmed it."""

    code: Code
    names: Names
    about: Names
    source: Word
    as_of: date
    confirmed: Flag
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A name of honour from so many verified reports on; it is never spent and buys nothing."""

    names: Names
    reports: Number
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """Who pays the shops for what was used, and within how many days after the month."""

    paid_by: Names
    within_days: Positive
    confirmed: Flag
    __pydantic_config__: ClassVar[ConfigDict] = _NO_OTHER_KEYS


@dataclass(frozen=True, slots=True)
class Handbook:
    """All of it by code, in the pack's order."""

    settlement: Settlement
    shops: Mapping[str, Shop]
    benefits: Mapping[str, Benefit]
    policies: Mapping[str, Policy]
    levels: tuple[Level, ...]

    def of_shop(self, shop: str) -> tuple[Benefit, ...]:
        """What a shop gives."""
        return tuple(benefit for benefit in self.benefits.values() if benefit.shop == shop)

    def level(self, reports: int) -> tuple[Level | None, Level | None]:
        """The level that so many verified reports have reached, and the next one."""
        reached = [level for level in self.levels if level.reports <= reports]
        further = [level for level in self.levels if level.reports > reports]
        return reached[-1] if reached else None, further[0] if further else None


def read(file: PackFile, languages: Sequence[str], streets: frozenset[str]) -> Handbook | None:
    """The handbook of a pack's file, or None with every mistake noted in it. `streets`: the codes the pack has."""
    if file.errors:
        return None
    check.keys(file, ("settlement", "shops", "benefits", "policies", "levels"))
    settlement = check.table(file, Settlement, file.values.get("settlement", {}), ("settlement",))
    shops = check.tables(file, Shop, "shops")
    benefits = check.tables(file, Benefit, "benefits")
    policies = check.tables(file, Policy, "policies")
    levels = check.tables(file, Level, "levels")
    for value, where in [*shops, *benefits, *policies, *levels]:
        check.languages(file, value, languages, where)
    for group in (shops, benefits, policies):
        check.once(file, [(value.code, (*where, "code")) for value, where in group])
    _shops(file, [*shops], [*benefits], streets)
    _levels(file, [level.reports for level, _ in levels])
    if settlement is None or file.errors:
        return None
    check.languages(file, settlement, languages, ("settlement",))
    return Handbook(
        settlement=settlement,
        shops=MappingProxyType({shop.code: shop for shop, _ in shops}),
        benefits=MappingProxyType({benefit.code: benefit for benefit, _ in benefits}),
        policies=MappingProxyType({policy.code: policy for policy, _ in policies}),
        levels=tuple(level for level, _ in levels),
    )


def _shops(
    file: PackFile,
    shops: Sequence[check.Placed[Shop]],
    benefits: Sequence[check.Placed[Benefit]],
    streets: frozenset[str],
) -> None:
    """Streets and shops known, every shop with something to give."""
    known = {row.get("code") for row in file.values.get("shops", ()) if isinstance(row, dict)}
    used = {row.get("shop") for row in file.values.get("benefits", ()) if isinstance(row, dict)}
    for shop, where in shops:
        if streets and shop.street not in streets:
            file.wrong((*where, "street"), f"unknown street {shop.street!r}")
        if shop.code not in used:
            file.wrong((*where, "code"), f"the shop {shop.code!r} has no benefit")
    for benefit, where in benefits:
        if benefit.shop not in known:
            file.wrong((*where, "shop"), f"unknown shop {benefit.shop!r}")


def _levels(file: PackFile, reports: Sequence[int]) -> None:
    for position, (lower, higher) in enumerate(pairwise(reports), start=1):
        if higher <= lower:
            file.wrong(("levels", position, "reports"), "each level needs more reports than the one before")
