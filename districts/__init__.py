"""One folder per district: everything that is a district's own and nothing that is code."""

from __future__ import annotations

from pathlib import Path


def folder(district: str) -> Path:
    """The folder of a district's pack, by its name (`jingan`)."""
    return Path(__file__).parent / district
