"""Logs on stderr: lines for people at a terminal, JSON elsewhere, and no secret in either."""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any
from urllib.parse import quote

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN = "[hidden]"
# Libraries that write URLs with the token, statements with their values or whole messages below this level.
TALKATIVE = ("httpx", "httpcore", "telegram", "aiosqlite", "psycopg", "PIL", "asyncio", "apscheduler")

_TOKEN = re.compile(r"(?:bot)?\d{5,}(?::|%3A)[\w-]{30,}", re.ASCII)


class Redacting(logging.Filter):
    """Hides secrets in a record before any handler writes it: in its words, values, exception and stack."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        forms = {form for secret in secrets if secret for form in _forms(secret)}
        longest_first = sorted(forms, key=len, reverse=True)
        self._secrets = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self.hide(record.exc_text)
        if record.stack_info:
            record.stack_info = self.hide(record.stack_info)
        if not isinstance(record.msg, dict):  # structlog's own records are hidden when they are drawn
            record.msg, record.args = self.hide(record.getMessage()), None
        return True

    def hide(self, text: str) -> str:
        """A text without secrets and without anything that looks like a bot's token."""
        return _TOKEN.sub(HIDDEN, self._secrets.sub(HIDDEN, text))

    def hide_in(self, value: Any) -> Any:
        """A value of a log line, however deep its texts lie; what is no plain value is shown by its repr."""
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, Mapping):
            return {self.hide(str(key)): self.hide_in(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self.hide_in(inner) for inner in value]
        return self.hide(value if isinstance(value, str) else repr(value))


class _Lines(structlog.stdlib.ProcessorFormatter):
    """Hides once more in the finished line, whoever made it."""

    def __init__(self, hide: Redacting, drawing: list[Processor], shared: list[Processor]) -> None:
        super().__init__(processors=drawing, foreign_pre_chain=shared, keep_exc_info=False)
        self._hide = hide.hide

    def format(self, record: logging.LogRecord) -> str:
        return self._hide(super().format(record))


def set_up(level: str, secrets: Iterable[str]) -> None:
    """Send every log record, and every error nobody caught, to stderr at `level`; `secrets` never show."""
    redacting = Redacting(secrets)
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(redacting)
    handler.setFormatter(_Lines(redacting, _drawing(redacting, sys.stderr.isatty()), _shared()))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    sys.excepthook = _uncaught
    threading.excepthook = lambda what: _uncaught(what.exc_type, what.exc_value, what.exc_traceback)


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]


def _drawing(redacting: Redacting, is_terminal: bool) -> list[Processor]:
    """The last steps. Tracebacks are plain: the pretty ones show every local value."""

    def hide(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
        return {key: redacting.hide_in(value) for key, value in event.items()}

    first: list[Processor] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        hide,
    ]
    if is_terminal:
        return [*first, structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
    return [*first, structlog.processors.JSONRenderer(ensure_ascii=False)]


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("bot").critical("nobody caught this", exc_info=(kind, error or kind(), trace))


def _forms(secret: str) -> set[str]:
    """A secret as it is, in a URL, in JSON and in a repr."""
    return {
        secret,
        quote(secret, safe=""),
        quote(secret),
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
        repr(secret)[1:-1],
    }
