"""The messages that teach a pack's reader, and what it learnt from them, kept beside them: learning takes seconds."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic_core import from_json

from cases.reading.model import Model, Rarity
from cases.reading.tone import Tone

FILE = "reader.learnt.gz"
SOURCES = ("reader.toml", "messages.tsv")
LEARNING = 3  # counted up with every change to how it is learnt


class Labelled(NamedTuple):
    """One message of messages.tsv: `part` is train or held, `label` a category or an intent."""

    part: str
    label: str
    is_emergency: bool
    text: str


class Learnt(NamedTuple):
    """How rare each feature is, what a message is about, and whether it rings or whispers."""

    rarity: Rarity
    model: Model
    tone: Tone


def mark_of(folder: Path, categories: Mapping[str, Sequence[str]]) -> str:
    """What was learnt from: it changes with the phrases, the messages, the categories and the way of learning."""
    digest = hashlib.sha256(json.dumps([LEARNING, dict(categories)], sort_keys=True).encode())
    for name in SOURCES:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()


def kept(folder: Path, mark: str) -> Learnt | None:
    """What was learnt from just this, or None: then it must be learnt again."""
    try:
        with gzip.open(folder / FILE) as lines:
            if from_json(lines.readline()) != mark:
                return None
            return Learnt(
                Rarity.of(from_json(lines.readline())),
                Model.of(from_json(lines.readline())),
                Tone.of(from_json(lines.readline())),
            )
    except (OSError, EOFError, ValueError):
        return None


def keep(folder: Path, mark: str, learnt: Learnt) -> Path:
    """Write what was learnt, a line each: read piece by piece it needs little room. The same gives the same bytes."""
    parts = (mark, *(part.plain() for part in learnt))
    lines = [json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in parts]
    path = folder / FILE
    path.write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))
    return path


def messages(folder: Path) -> list[Labelled]:
    """The labelled messages of a pack. Raises ValueError with the line that is not four columns."""
    lines = (folder / "messages.tsv").read_text(encoding="utf-8").splitlines()[1:]
    found = []
    for number, line in enumerate(lines, start=2):
        columns = line.split("\t")
        if len(columns) != 4 or columns[0] not in ("train", "held") or columns[2] not in ("!", "-"):
            raise ValueError(f"messages.tsv:{number}: part, label, ! or -, text")
        found.append(Labelled(columns[0], columns[1], columns[2] == "!", columns[3]))
    return found
