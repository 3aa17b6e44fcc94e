"""What a pack's tables must keep among each other: every mistake is noted in its file, with its line."""

from __future__ import annotations

from collections import Counter as Count
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from cases import area
from cases.hints import plain
from cases.office.pack import Reply, Unit
from cases.pack import Category, District, Head, Rewards, StreetTable, Urgency
from cases.packs.file import PackFile, Where

T = TypeVar("T")
Points = Mapping[str, tuple[float, float]]  # latitude, longitude in degrees by the point's name
Placed = tuple[T, Where]  # a table's value, and where in its file it stands

_UNKNOWN_KEY = frozenset({"unexpected_keyword_argument", "extra_forbidden"})
_MISSING_KEY = frozenset({"missing", "missing_argument"})
_NAME_FIELDS = frozenset({"names", "short", "unit", "phone", "about", "where", "paid_by", "words"})
NAME_ON_BUTTON_MAX = 16  # characters: three stand in a row
READY_WORDS_MAX = 200  # characters: what a rider reads at a kerb


def table(file: PackFile, kind: type[T], values: Any, where: Where = ()) -> T | None:
    """One table as a value, or None with its mistakes noted."""
    try:
        found: T = _adapter(kind).validate_python(values)  # type: ignore[arg-type]
        return found
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_context=False):
            at = (*where, *detail["loc"])
            file.wrong(at, _sentence(detail["type"], ".".join(map(str, detail["loc"])), detail["msg"]))
    return None


def tables(file: PackFile, kind: type[T], name: str, **given: Any) -> list[Placed[T]]:
    """An array of tables by its name, those without mistakes; `given` are defaults for each."""
    rows = file.values.get(name)
    if not isinstance(rows, list) or not rows:
        if not file.errors:
            file.wrong((name,), f"the tables [[{name}]] are missing")
        return []
    found: list[Placed[T]] = []
    for position, row in enumerate(rows):
        where: Where = (name, position)
        value = table(file, kind, {**given, **row} if isinstance(row, dict) else row, where)
        if value is not None:
            found.append((value, where))
    return found


def keys(file: PackFile, allowed: Iterable[str]) -> None:
    """Note every key at the top of a file that is none of these."""
    for key in file.values.keys() - set(allowed):
        file.wrong((key,), f"unknown key {key!r}")


def languages(file: PackFile, value: Any, wanted: Sequence[str], where: Where = ()) -> None:
    """Note every name, anywhere in a value, that lacks a language of the pack or has another."""
    if not wanted:
        return  # the district's file could not say them, and its mistake is named there
    if isinstance(value, tuple):
        for position, part in enumerate(value):
            languages(file, part, wanted, (*where, position))
    elif is_dataclass(value):
        for name in (part.name for part in fields(value)):
            below = getattr(value, name)
            if name in _NAME_FIELDS:
                _one_name(file, below, wanted, (*where, name))
            else:
                languages(file, below, wanted, (*where, name))


def district(file: PackFile, value: District) -> None:
    """Hours and rolls in their order, sweeps that an hour has a whole number of, hotlines once each."""
    hours = value.hours
    if not hours.work_from < hours.work_until:
        file.wrong(("hours", "work_until"), "work_until must be later than work_from")
    if not hours.night_until < hours.night_from:
        file.wrong(("hours", "night_until"), "the night must begin in the evening and end in the morning")
    if 60 % value.ladder.sweep_every_minutes:
        file.wrong(("ladder", "sweep_every_minutes"), "an hour must have a whole number of sweeps")
    if list(value.rolls.at) != sorted(set(value.rolls.at)):
        file.wrong(("rolls", "at"), "rolls must be in the order of the day, each once")
    for at, meal in enumerate(value.meals):
        if not meal.begins < meal.ends:
            file.wrong(("meals", at, "ends"), "ends must be later than begins")
    for key in ("code", "number"):
        once(file, [(getattr(line, key), ("hotlines", at, key)) for at, line in enumerate(value.hotlines)])


def streets(file: PackFile, found: Sequence[Placed[StreetTable]], points: Points) -> None:
    """Codes once each, neighbours and points known, every point used; then the borders themselves."""
    known = {row.get("code") for row in file.values["streets"] if isinstance(row, dict)}
    for street, where in found:
        for code in street.neighbours:
            if code == street.code or code not in known:
                file.wrong((*where, "neighbours"), f"unknown street {code!r} in neighbours")
        for name in dict.fromkeys(street.border):
            if name not in points:
                file.wrong((*where, "border"), f"unknown point {name!r} in border")
        for hint in street.hints:
            if not plain(hint):
                file.wrong((*where, "hints"), f"the hint {hint!r} has neither letter nor digit")
    for position, stretch in enumerate(file.values["borders"].get("unsure", ())):
        for code in stretch["streets"]:
            if code not in known:
                file.wrong(("borders", "unsure", position, "streets"), f"unknown street {code!r} in unsure")
    unique = once(file, [(street.code, (*where, "code")) for street, where in found])
    is_complete = len(found) == len(file.values["streets"])
    if is_complete:
        used = {name for street, _ in found for name in street.border}
        for name in points.keys() - used:
            file.wrong(("points", name), f"the point {name!r} is used by no border")
    if is_complete and unique and all(name in points for street, _ in found for name in street.border):
        _borders(file, found, points)


def categories(file: PackFile, heads: Sequence[Placed[Head]], found: Sequence[Placed[Category]]) -> None:
    """Codes and places in the picker once each, heads known and used, no points for an emergency."""
    once(file, [(head.code, (*where, "code")) for head, where in heads])
    once(file, [(category.code, (*where, "code")) for category, where in found])
    once(file, [(str(c.picker_order), (*at, "picker_order")) for c, at in found if c.picker_order])
    known = {row.get("code") for row in file.values.get("heads", ()) if isinstance(row, dict)}
    for category, where in found:
        if category.head not in known:
            file.wrong((*where, "head"), f"unknown head {category.head!r}")
        if category.picker_order is not None and not category.picker:
            file.wrong((*where, "picker_order"), "picker_order is given, but picker is false")
        if category.urgency is Urgency.EMERGENCY and category.earns:
            file.wrong((*where, "earns"), "an emergency must not earn points: nobody is to hurry for them")
    used = {row.get("head") for row in file.values.get("categories", ()) if isinstance(row, dict)}
    for head, where in heads:
        if head.code not in used:
            file.wrong((*where, "code"), f"the head {head.code!r} has no category")


def office(
    file: PackFile,
    units: Sequence[Placed[Unit]],
    replies: Sequence[Placed[Reply]],
    streets: frozenset[str],
    categories: frozenset[str],
) -> None:
    """Codes once each, streets and categories known, names short enough for a button."""
    once(file, [(unit.code, (*where, "code")) for unit, where in units])
    once(file, [(reply.code, (*where, "code")) for reply, where in replies])
    for unit, where in units:
        for code in sorted(set(unit.streets) - streets):
            file.wrong((*where, "streets"), f"unknown street {code!r} in streets")
    for reply, where in replies:
        for code in sorted(set(reply.categories) - categories):
            file.wrong((*where, "categories"), f"unknown category {code!r} in categories")
        if any(len(said) > NAME_ON_BUTTON_MAX for said in reply.names.values()):
            file.wrong((*where, "names"), f"a name on a button has at most {NAME_ON_BUTTON_MAX} characters")
        if any(len(said) > READY_WORDS_MAX for said in reply.words.values()):
            file.wrong((*where, "words"), f"a ready sentence has at most {READY_WORDS_MAX} characters")


def rewards(file: PackFile, value: Rewards) -> None:
    """Bounds in their order, things that earn nothing once each."""
    if value.clues.posted_after_days_min > value.clues.posted_after_days_max:
        file.wrong(("clues", "posted_after_days_min"), "posted_after_days_min is above posted_after_days_max")
    if value.caps.day_points > value.caps.month_points:
        file.wrong(("caps", "day_points"), "day_points is above month_points")
    once(file, [(thing.code, ("nothing", at, "code")) for at, thing in enumerate(value.nothing)])


def _borders(file: PackFile, found: Sequence[Placed[StreetTable]], points: Points) -> None:
    where = {street.code: at for street, at in found}
    rings = {street.code: tuple(points[name] for name in street.border) for street, _ in found}
    for code, says in area.faults(rings, {street.code: street.neighbours for street, _ in found}):
        file.wrong((*where[code], "border"), f"street {code} {says}")


def once(file: PackFile, given: Sequence[tuple[str, Where]]) -> bool:
    """Note every value that came before; whether all are different."""
    first: dict[str, Where] = {}
    for value, where in given:
        if value in first:
            file.wrong(where, f"duplicate {where[-1]} {value!r}, first on line {file.line_of(first[value])}")
        first.setdefault(value, where)
    return max(Count(value for value, _ in given).values(), default=1) == 1


def _one_name(file: PackFile, names: Mapping[str, str], wanted: Sequence[str], where: Where) -> None:
    for language in wanted:
        if not names.get(language, "").strip():
            file.wrong(where, f"{where[-1]} is missing in {language}")
    for language in names.keys() - set(wanted):
        file.wrong((*where, language), f"{where[-1]} has {language!r}, which is no language of the pack")


@cache  # made anew for each of a hundred tables it would take most of the time in which a pack is read
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _sentence(kind: str, key: str, message: str) -> str:
    if kind in _UNKNOWN_KEY:
        return f"unknown key {key!r}"
    if kind in _MISSING_KEY:
        return f"the key {key!r} is missing"
    return f"{key or 'this'}: {message[0].lower()}{message[1:]}"
