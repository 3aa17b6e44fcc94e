"""Fluent texts as functions: parsed once by fluent.syntax, drawn without a look at the syntax again.

fluent.runtime walks the syntax tree and asks babel about every number; drawing was a third of what a turn cost
outside the database. This is the part of the language that our texts use; anything else is refused when it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fluent.syntax import ast, parse

Facts = Mapping[str, Any]
Text = str | Callable[[Facts], str]  # words that need no facts are just that
Value = Callable[[Facts], Any]


class NotOurFluent(ValueError):
    """A text that can't be read, or that uses a part of Fluent that we do not."""


class Book:
    """The texts of one language by key; attributes as `key.attribute`, terms as `-term`."""

    def __init__(self, language: str) -> None:
        self.texts: dict[str, Text] = {}
        self._has_one = language.partition("-")[0] == "en"  # Chinese has a single plural form

    def read(self, words: str, *, file: str) -> list[str]:
        """Take in one file; the keys of its messages. Raises NotOurFluent with the place."""
        keys = []
        for entry in parse(words).body:
            if isinstance(entry, ast.Junk):
                raise NotOurFluent(f"{file}: {entry.annotations[0].message}: {(entry.content or '').strip()[:80]!r}")
            if not isinstance(entry, ast.Message | ast.Term):
                continue
            name = f"-{entry.id.name}" if isinstance(entry, ast.Term) else entry.id.name
            if entry.value:
                self.texts[name] = self._pattern(entry.value)
            for attribute in entry.attributes:
                self.texts[f"{name}.{attribute.id.name}"] = self._pattern(attribute.value)
            if isinstance(entry, ast.Message):
                keys.append(name)
        return keys

    def _pattern(self, pattern: ast.Pattern) -> Text:
        parts: list[Text] = []
        for element in pattern.elements:
            part = str(element.value) if isinstance(element, ast.TextElement) else self._shown(element)
            if isinstance(part, str) and parts and isinstance(parts[-1], str):
                parts[-1] += part
            else:
                parts.append(part)
        if len(parts) == 1:
            return parts[0]
        return lambda facts: "".join([part if isinstance(part, str) else part(facts) for part in parts])

    def _shown(self, expression: Any) -> Text:
        """What is put into a text where an expression stands."""
        match expression:
            case ast.Placeable():
                return self._shown(expression.expression)
            case ast.StringLiteral():
                return str(expression.parse()["value"])
            case ast.VariableReference():
                name = expression.id.name
                return lambda facts: str(facts[name])
            case ast.SelectExpression():
                return self._select(expression)
            case ast.TermReference() | ast.MessageReference():
                key = f"{'-' if isinstance(expression, ast.TermReference) else ''}{expression.id.name}"
                return lambda facts: drawn(self.texts[key], facts)
            case _:
                raise _not_ours(expression)

    def _value(self, expression: Any) -> Value:
        """What a text is chosen by."""
        match expression:
            case ast.VariableReference():
                name = expression.id.name
                return lambda facts: facts[name]
            case ast.FunctionReference() if expression.id.name == "HAS":
                value = self._value(expression.arguments.positional[0])
                return lambda facts: "yes" if str(value(facts)) else "no"
            case _:
                raise _not_ours(expression)

    def _select(self, expression: ast.SelectExpression) -> Callable[[Facts], str]:
        selector = self._value(expression.selector)
        variants: dict[str, Text] = {}
        otherwise: Text | None = None
        for variant in expression.variants:
            text = self._pattern(variant.value)
            key = variant.key
            variants[key.name if isinstance(key, ast.Identifier) else str(key.value)] = text
            otherwise = text if variant.default else otherwise
        assert otherwise is not None, "the parser sees to a default"
        fallback = otherwise

        def selected(facts: Facts) -> str:
            value = selector(facts)
            found = variants.get(str(value))
            if found is None and self._has_one and value == 1:
                found = variants.get("one")
            return drawn(fallback if found is None else found, facts)

        return selected


def drawn(text: Text, facts: Facts) -> str:
    """A text with its facts put in. Raises KeyError where one is not there."""
    return text if isinstance(text, str) else text(facts)


def _not_ours(expression: Any) -> NotOurFluent:
    return NotOurFluent(f"{type(expression).__name__} is no part of Fluent that our texts use")
