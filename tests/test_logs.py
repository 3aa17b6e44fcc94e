"""No secret reaches the log, at any level, by any road."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

TOKEN = "7654321:AAF-thisTokenIsOnlyForTestsOfOurs_0123"
KEY = 'a "master" key\\with 星'

EVERY_ROAD = f"""
import logging, threading, warnings
import structlog
from bot import logs
TOKEN, KEY = {TOKEN!r}, {KEY!r}
logs.set_up("debug", [TOKEN, KEY])
log, plain = structlog.get_logger("ours"), logging.getLogger("theirs")
log.info("shown one", value=TOKEN, nested={{"deep": [KEY]}})
log.info("in a repr", value=repr(KEY), object=ValueError(KEY), **{{KEY: (KEY, {{KEY}})}})
log.bind(held=KEY).debug("shown two")
plain.debug("shown three %s %r", "https://api.telegram.org/bot" + TOKEN + "/getMe", KEY)
plain.info("shown four %(key)s", {{"key": KEY}})
structlog.contextvars.bind_contextvars(bound=TOKEN)
def fail(local=KEY):
    raise ValueError("shown five " + TOKEN + " " + KEY)
for logger in (log, plain):
    try:
        fail()
    except ValueError as error:
        logger.exception("caught")
        logger.error("again", exc_info=error)
warnings.warn("shown six " + TOKEN)
plain.info("another token bot99999:ABCDEFGHIJKLMNOPQRSTUVWXYZ012345 and https://x/bot99999%3AABCDEFGHIJKLMNOPQRSTUVWXYZ012345/y")
for name in ("httpx", "httpcore.http11", "telegram.Bot", "telegram.request.HTTPXRequest", "aiosqlite"):
    logging.getLogger(name).info("a rider's own words")
    logging.getLogger(name).debug("a rider's own words")
plain.info("shown seven", stack_info=True)
thread = threading.Thread(target=fail); thread.start(); thread.join()
fail()
"""


@pytest.fixture(scope="module")
def written() -> str:
    ran = subprocess.run(
        [sys.executable, "-c", EVERY_ROAD], capture_output=True, text=True, encoding="utf-8", timeout=60
    )
    assert ran.stdout == ""
    return ran.stderr


def test_what_is_no_secret_is_written(written: str) -> None:
    for number in ("one", "two", "three", "four", "five", "six", "seven"):
        assert f"shown {number}" in written
    assert "nobody caught this" in written


def test_no_secret_is_written(written: str) -> None:
    escaped = json.dumps(KEY)[1:-1]
    for secret in (TOKEN, TOKEN.partition(":")[2], KEY, escaped, json.dumps(escaped)[1:-1], "with 星"):
        assert secret not in written
    assert "ABCDEFGHIJKLMNOPQRSTUVWXYZ" not in written


def test_talkative_libraries_write_nobodys_words(written: str) -> None:
    assert "a rider's own words" not in written


def test_every_line_is_json_away_from_a_terminal(written: str) -> None:
    for line in written.splitlines():
        assert json.loads(line)["level"]
