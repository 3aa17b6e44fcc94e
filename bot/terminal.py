"""What every command shares: how it ends, and how it prints."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Coroutine
from typing import Any

import click
from rich.console import Console as Terminal

from bot.app import NotReady
from bot.channels.channel import SendingFailed
from cases.catalog import PackErrors
from storage.errors import DatabaseError

EXIT_WRONG = 1  # a check found something
EXIT_NOT_READY = 3  # something must be set up first (2 is click's: usage)

out = Terminal(highlight=False, soft_wrap=True)
err = Terminal(stderr=True, highlight=False, soft_wrap=True)


def ended(work: Callable[[], Coroutine[Any, Any, int | None]]) -> None:
    """Run a command to its end; what is not ready is said in a line, with exit code 3."""
    try:
        code = asyncio.run(work())
    except KeyboardInterrupt:
        code = 130
    except PackErrors as errors:
        for error in errors.errors:
            err.print(f"{error.file}:{error.line}: {error.says}", markup=False)
        code = EXIT_WRONG
    except (NotReady, DatabaseError, SendingFailed, ValueError) as problem:
        err.print(str(problem), markup=False)
        code = EXIT_NOT_READY
    sys.exit(code or 0)


def print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def seen() -> Terminal | None:
    """Where progress is shown, if anybody looks."""
    return err if sys.stderr.isatty() else None
