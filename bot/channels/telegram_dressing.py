"""How the bot presents itself in Telegram: commands, descriptions and the menu button, in each language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

Commands = Mapping[str, Mapping[str, Sequence[tuple[str, str]]]]
Descriptions = Mapping[str, tuple[str, str]]

T = TypeVar("T")


def dressing(commands: Commands, descriptions: Descriptions) -> Iterator[tuple[str, dict[str, Any]]]:
    """The calls to make: a method and its values each."""
    yield "setChatMenuButton", {"menu_button": {"type": "commands"}}
    for scope, languages in commands.items():
        for code, rows in _by_language_code(languages):
            listed = [{"command": command, "description": text} for command, text in rows]
            yield "setMyCommands", {"commands": listed, "scope": {"type": scope}, "language_code": code}
    for code, (long, short) in _by_language_code(descriptions):
        yield "setMyDescription", {"description": long, "language_code": code}
        yield "setMyShortDescription", {"short_description": short, "language_code": code}


def _by_language_code(languages: Mapping[str, T]) -> list[tuple[str | None, T]]:
    """Telegram's two-letter codes; the first language also serves whoever has another."""
    listed = [(language.partition("-")[0], value) for language, value in languages.items()]
    return [(None, listed[0][1]), *listed] if listed else []
