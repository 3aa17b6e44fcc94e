"""Numbers in Prometheus' text format, version 0.0.4."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.meter import BOUNDS, Histogram

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Family:
    """One metric with its samples: labels and value; `kind` is counter or gauge."""

    name: str
    kind: str
    says: str
    samples: Sequence[tuple[Labels, float]]


def text(families: Sequence[Family], histograms: Sequence[str]) -> str:
    """All of it; `histograms` as `histogram` writes them."""
    lines = [line for family in families for line in _lines(family)]
    return "\n".join([*lines, *histograms, ""])


def histogram(name: str, says: str, label: str, of: Mapping[str, Histogram]) -> list[str]:
    """A histogram's lines, one set of buckets for each value of `label`."""
    lines = _head(name, "histogram", says)
    for value, each in of.items():
        reached = 0
        for bound, count in zip((*(str(bound) for bound in BOUNDS), "+Inf"), each.counts, strict=True):
            reached += count
            lines.append(_sample(f"{name}_bucket", {label: value, "le": bound}, reached))
        lines.append(_sample(f"{name}_sum", {label: value}, each.total_seconds))
        lines.append(_sample(f"{name}_count", {label: value}, reached))
    return lines


def _lines(family: Family) -> Iterator[str]:
    yield from _head(family.name, family.kind, family.says)
    for labels, value in family.samples:
        yield _sample(family.name, labels, value)


def _head(name: str, kind: str, says: str) -> list[str]:
    return [f"# HELP {name} {says}", f"# TYPE {name} {kind}"]


def _sample(name: str, labels: Labels, value: float) -> str:
    named = ",".join(f'{key}="{_escaped(each)}"' for key, each in labels.items())
    return f"{name}{{{named}}} {value:.10g}" if named else f"{name} {value:.10g}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
