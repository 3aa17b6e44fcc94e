"""One TOML file of a pack: its values, and the line on which each table and key stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Where = tuple[str | int, ...]  # the way to a value: ("streets", 3, "neighbours")

_HEADER = re.compile(r"^\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_KEY_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_QUOTES = ('"""', "'''", '"', "'")


@dataclass(frozen=True, slots=True, order=True)
class PackError:
    """A mistake in a pack: the file, the line (from 1), and what is wrong, in one sentence."""

    file: str
    line: int
    says: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.says}"


class PackErrors(Exception):
    """Every mistake found in a pack, by file and line."""

    def __init__(self, errors: list[PackError]) -> None:
        self.errors = tuple(sorted(set(errors)))
        super().__init__("\n".join(map(str, self.errors)))


@dataclass(slots=True)
class PackFile:
    """A file as read. `errors` gathers what is found wrong with it, here and by later checks."""

    path: Path
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[Where, int] = field(default_factory=dict)
    errors: list[PackError] = field(default_factory=list)

    def wrong(self, where: Where, says: str) -> None:
        """Note a mistake at a value, or at the nearest table or key above it that has a line."""
        self.errors.append(PackError(str(self.path), self.line_of(where), says))

    def line_of(self, where: Where) -> int:
        """The line of a value's key, or of the nearest table above it; 1 where nothing is known."""
        for length in range(len(where), 0, -1):
            if line := self.lines.get(where[:length]):
                return line
        return 1


def read(path: Path) -> PackFile:
    """Read a pack's file; what cannot be read is noted in its `errors` and leaves it empty."""
    file = PackFile(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        file.values = tomllib.loads(text)
        for where, line in _positions(text):
            file.lines.setdefault(where, line)
    except FileNotFoundError:
        file.wrong((), "the file is missing")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        file.errors.append(PackError(str(path), line, "this is not UTF-8 text"))
    except tomllib.TOMLDecodeError as error:
        file.errors.append(_syntax_error(path, text, str(error)))
    return file


def _syntax_error(path: Path, text: str, message: str) -> PackError:
    """tomllib names the line in its message only, and the end of a file not by a number."""
    at = re.search(r"\s*\(at (?:line (\d+), column \d+|end of document)\)", message)
    line = int(at[1]) if at and at[1] else max(1, len(text.splitlines()))
    return PackError(str(path), line, f"not TOML: {message[: at.start()] if at else message}")


def _positions(text: str) -> Iterator[tuple[Where, int]]:
    """Where every table header and key of a well-formed TOML text stands, lines counted from 1."""
    table: Where = ()
    counts: dict[Where, int] = {}
    open_brackets, open_quote = 0, ""
    for number, line in enumerate(text.split("\n"), start=1):
        rest = line
        if not open_brackets and not open_quote:
            if header := _HEADER.match(line):
                table = _table(header[2], is_array=header[1] == "[[", counts=counts)
                yield table, number
                continue
            if not (key := _KEY.match(line)):
                continue
            parts = _key_parts(key[1])
            for length in range(1, len(parts) + 1):
                yield table + parts[:length], number
            rest = line[key.end() :]
        open_brackets, open_quote = _left_open(rest, open_brackets, open_quote)


def _table(key: str, *, is_array: bool, counts: dict[Where, int]) -> Where:
    """The way to a table by its header; in an array of tables, the one opened last."""
    where: Where = ()
    parts = _key_parts(key)
    for position, part in enumerate(parts):
        where = (*where, part)
        if is_array and position == len(parts) - 1:
            counts[where] = counts.get(where, -1) + 1
        if where in counts:
            where = (*where, counts[where])
    return where


def _key_parts(key: str) -> tuple[str, ...]:
    return tuple(part[1:-1] if part[0] in "\"'" else part for part in _KEY_PART.findall(key))


def _left_open(rest: str, brackets: int, quote: str) -> tuple[int, str]:
    """How many brackets and which long quote are still open after this piece of a value."""
    position = 0
    while position < len(rest):
        if quote:
            if rest[position] == "\\" and quote[0] == '"':
                position += 2
            elif rest.startswith(quote, position):
                position, quote = position + len(quote), ""
            else:
                position += 1
        elif rest[position] == "#":
            break
        elif opened := next((q for q in _QUOTES if rest.startswith(q, position)), ""):
            position, quote = position + len(opened), opened
        else:
            brackets += {"[": 1, "{": 1, "]": -1, "}": -1}.get(rest[position], 0)
            position += 1
    return brackets, quote if len(quote) == 3 else ""
