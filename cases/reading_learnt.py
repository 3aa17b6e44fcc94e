"""The messages that teach a pack's reader, and what it learnt from them, kept beside them: learning takes seconds."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic_core import from_json

from cases.reading_model import Model, Rarity
from cases.reading_tone import Tone

FILE = "reader.learnt.gz"
SOURCES = ("reader.toml", "messages.tsv")
LEARNING = 2  # counted up with every change to how it is learnt


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
    path = folder / FILE
    if not path.exists():
        return None
    try:
        plain: dict[str, Any] = from_json(gzip.decompress(path.read_bytes()))
    except (OSError, EOFError, ValueError):
        return None
    if plain.get("mark") != mark:
        return None
    return Learnt(Rarity.of(plain["rarity"]), Model.of(plain["model"]), Tone.of(plain["tone"]))


def keep(folder: Path, mark: str, learnt: Learnt) -> Path:
    """Write what was learnt; the same learning gives the same bytes."""
    parts = {name: part.plain() for name, part in learnt._asdict().items()}
    text = json.dumps({"mark": mark, **parts}, ensure_ascii=False, separators=(",", ":"))
    path = folder / FILE
    path.write_bytes(gzip.compress(text.encode(), mtime=0))
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
