"""Reads the whole ledger back and names whatever does not hold; writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rewards import evidence
