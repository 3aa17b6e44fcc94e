"""Fluent texts as functions: parsed once by fluent.syntax, drawn without a look at the syntax again.

fluent.runtime walks the syntax tree and asks babel about every number; drawing was a third of what a turn cost
outside the database. This is the part of the language that our texts use; anything else is refused when it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fluent.syntax import ast, parse

Facts = Mapping[str, Any]
Draw = Callable[[Facts], str]
Value = Callable[[Facts], Any]


class NotOurFluent(ValueError):
    """A text that can't be read, or that uses a part of Fluent that we do not."""


class Book:
    """The texts of one language by key; attributes as `key.attribute`, terms as `-term`."""

    def __init__(self, language: str) -> None:
        self.texts: dict[str, Draw] = {}
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

    def _pattern(self, pattern: ast.Pattern) -> Draw:
        parts = [
            str(element.value) if isinstance(element, ast.TextElement) else _shown(self._value(element))
            for element in pattern.elements
        ]
        if all(isinstance(part, str) for part in parts):
            words = "".join(str(part) for part in parts)
            return lambda _: words
        if len(parts) == 1:
            return parts[0]  # type: ignore[return-value]
        return lambda facts: "".join([part if isinstance(part, str) else part(facts) for part in parts])

    def _value(self, expression: Any) -> Value:
        match expression:
            case ast.Placeable():
                return self._value(expression.expression)
            case ast.StringLiteral():
                words = str(expression.parse()["value"])
                return lambda _: words
            case ast.VariableReference():
                name = expression.id.name
                return lambda facts: facts[name]
            case ast.TermReference() | ast.MessageReference():
                key = f"{'-' if isinstance(expression, ast.TermReference) else ''}{expression.id.name}"
                return lambda facts: self.texts[key](facts)
            case ast.FunctionReference() if expression.id.name == "HAS":
                value = self._value(expression.arguments.positional[0])
                return lambda facts: "yes" if str(value(facts)) else "no"
            case ast.SelectExpression():
                return self._select(expression)
            case _:
                raise NotOurFluent(f"{type(expression).__name__} is no part of Fluent that our texts use")

    def _select(self, expression: ast.SelectExpression) -> Value:
        selector = self._value(expression.selector)
        variants: dict[str, Draw] = {}
        otherwise: Draw | None = None
        for variant in expression.variants:
            draw = self._pattern(variant.value)
            key = variant.key
            variants[key.name if isinstance(key, ast.Identifier) else str(key.value)] = draw
            otherwise = draw if variant.default else otherwise
        assert otherwise is not None, "the parser sees to a default"
        fallback = otherwise

        def drawn(facts: Facts) -> str:
            value = selector(facts)
            found = variants.get(str(value))
            if found is None and self._has_one and value == 1:
                found = variants.get("one")
            return (found or fallback)(facts)

        return drawn


def _shown(value: Value) -> Draw:
    return lambda facts: str(value(facts))
