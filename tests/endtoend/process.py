"""Processes: the bot as an operator starts it, and the Bot API it talks to. Each is ended by its own pid."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.fake_bot_api.control import Control
from tests.fake_bot_api.server import TOKEN

ROOT = Path(__file__).resolve().parents[2]
STOP_SECONDS_MAX = 15
COMMAND_SECONDS_MAX = 60
WEBHOOK_SECRET = "a-secret-of-tests_0123"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


class Server(Control):
    """The Bot API in a process of its own."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        command = [sys.executable, "-m", "tests.fake_bot_api", "--port", str(port)]
        with (folder / "bot_api.log").open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        super().__init__(f"http://127.0.0.1:{port}", TOKEN)

    def close(self) -> None:
        super().close()
        self._process.kill()
        self._process.wait()


class Bot:
    """`python -m bot run` with settings of its own; it may be killed and started again over the same data."""

    def __init__(
        self, folder: Path, api: Control, *, database: str = "", webhook: bool = False, **settings: str
    ) -> None:
        self.folder, self.api, self.port = folder, api, free_port()
        self.data, self.log = folder / "data", folder / "bot.log"
        self.settings = {
            "DATA_DIR": str(self.data),
            "DATABASE_URL": database,
            "CHANNELS": "web,telegram",
            "PORT": str(self.port),
            "TELEGRAM_TOKEN": api.token,
            "TELEGRAM_API_URL": api.api_base,
            "TELEGRAM_FILE_URL": api.file_base,
            **settings,
        }
        if webhook:
            self.settings |= {
                "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{self.port}/telegram/hook",
                "TELEGRAM_WEBHOOK_SECRET": WEBHOOK_SECRET,
            }
        self._process: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0
        self.starts = 0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.is_running:
            self.stop()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        assert not self.is_running
        self.starts += 1
        with self.log.open("ab") as log:
            self.started_at = time.monotonic()
            self._process = subprocess.Popen(
                self._command("run"), cwd=self.folder, env=self._environment(), stdin=subprocess.DEVNULL,
                stdout=log, stderr=log,
            )  # fmt: skip

    def kill(self) -> None:
        """SIGKILL: nothing is finished, nothing is said."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        """SIGTERM; the exit code of an orderly end."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def command(self, *words: str, code: int = 0) -> str:
        """What another command of the bot prints; it must end with `code`."""
        done = subprocess.run(
            self._command(*words), cwd=self.folder, env=self._environment(), stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=COMMAND_SECONDS_MAX,
        )  # fmt: skip
        assert done.returncode == code, f"{words} ended with {done.returncode}: {done.stdout}{done.stderr}"
        return done.stdout

    async def told(self, *words: str) -> Any:
        """What a command says as JSON, while everybody else goes on."""
        return json.loads(await asyncio.to_thread(self.command, *words))

    def children(self) -> list[int]:
        """The pids of the workers it has started."""
        listed = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [int(pid) for pid in listed]

    @property
    def seconds(self) -> float:
        """Since the process was started."""
        return time.monotonic() - self.started_at

    @property
    def waited_seconds(self) -> float:
        """How long its main thread was ready to run and others had the core; 0 where the system keeps no account."""
        try:
            return int(Path(f"/proc/{self.pid}/schedstat").read_text().split()[1]) / 1e9
        except (OSError, IndexError):
            return 0.0

    def rss_bytes(self, pid: int | None = None, *, peak: bool = False) -> int:
        """Memory in use, or the most that ever was."""
        return memory_bytes(pid or self.pid, "VmHWM" if peak else "VmRSS")

    def log_text(self) -> str:
        return self.log.read_text(errors="replace")

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "bot", *words]

    def _environment(self) -> dict[str, str]:
        """Ours alone: no setting of the machine's own reaches the process. Riders are asked at any hour of a test."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
        return {**kept, "PYTHONPATH": str(ROOT), "RIDERS_REST": "false", **self.settings}


def memory_bytes(pid: int, field: str) -> int:
    """A field of the system's own account of a process's memory; 0 where it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except FileNotFoundError:
        return 0
    found = [line for line in lines if line.startswith(f"{field}:")]
    return int(found[0].split()[1]) * 1024 if found else 0
