"""SQL as text: our words in each engine's own, and a file as single statements."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

# What is never touched: literals, quoted names, comments, dollar-quoted bodies. (No E'…\'…' in this house.)
_QUOTED = r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/|\$(?P<tag>\w*)\$.*?\$(?P=tag)\$"""
_COMMENT = re.compile(r"\s+|--[^\n]*|/\*.*?\*/", re.DOTALL)
_SEMICOLON = re.compile(rf"{_QUOTED}|(?P<end>;)", re.DOTALL)
_VALUE = re.compile(rf"{_QUOTED}|(?P<cast>::)|:(?P<name>[A-Za-z_]\w*)", re.DOTALL)
_LOCK = re.compile(r"\s+for\s+(?:no\s+key\s+)?update(?:\s+of\s+[\w, ]+?)?(?:\s+skip\s+locked|\s+nowait)?[\s;]*$", re.I)
_ENDING = re.compile(r"\s*(?:begin|start|commit|end|rollback|abort|savepoint|release)\b", re.I)

# Translations remembered. Some hundreds of statements stand in the code; more are made up on the way.
TRANSLATIONS_MAX = 4096


class Translations(dict[str, str]):
    """SQL in an engine's own words, translated once; a plain dict look-up afterwards."""

    def __init__(self, translate: Callable[[str], str]) -> None:
        super().__init__()
        self._translate = translate

    def __missing__(self, sql: str) -> str:
        if _ENDING.match(sql):
            raise ValueError("a transaction is opened and ended by the database alone; use tx.savepoint()")
        if len(self) >= TRANSLATIONS_MAX:
            self.clear()
        self[sql] = translated = self._translate(sql)
        return translated


def for_sqlite(sql: str) -> str:
    """One writer needs no row locks."""
    return _LOCK.sub("", sql)


def for_postgres(sql: str) -> str:
    """`:name` as `%(name)s`, and every other `%` doubled."""

    def own_words(found: re.Match[str]) -> str:
        return f"%({found['name']})s" if found["name"] else found[0]

    return _VALUE.sub(own_words, sql.replace("%", "%%"))


@lru_cache(maxsize=TRANSLATIONS_MAX)
def with_rows(sql: str, mark: str, rows: int, columns: int) -> str:
    """A statement with so many rows of so many values in place of `{rows}`; `mark` is the engine's for a value."""
    assert "{rows}" in sql, "the rows stand somewhere"
    row = f"({', '.join([mark] * columns)})"
    return sql.replace("{rows}", ", ".join([row] * rows))


def statements(script: str, engine: str) -> Iterator[str]:
    """The statements of a file, without their `;`. Raises ValueError where the last one is not ended."""
    start = 0
    for found in _SEMICOLON.finditer(script):
        if found["end"] is None:
            continue
        if engine == "sqlite" and not sqlite3.complete_statement(script[start : found.end()]):
            continue  # inside a trigger's body
        if _COMMENT.sub("", script[start : found.start()]):
            yield script[start : found.start()].strip()
        start = found.end()
    if rest := _COMMENT.sub("", script[start:]):
        raise ValueError(f"a statement without `;` at the end of the file: {rest[:60]}")


def among(column: str, streets: Sequence[str]) -> tuple[str, dict[str, str]]:
    """A condition that holds for rows of some streets, with its values; '' among them stands for every street."""
    if "" in streets:
        return "1 = 1", {}
    values = {f"among_{n}": street for n, street in enumerate(streets)}
    return (f"{column} in ({', '.join(':' + each for each in values)})" if values else "1 = 0"), values
