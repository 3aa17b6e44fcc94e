"""Turns a second, whole path: update JSON in, conversation, durable commit, letter out; beside a ConversationHandler.

One run measures both sides with the same updates, the same stand-in for Telegram's server (python-telegram-bot's
own transport interface, answering at once) and the same closed loop: a rider sends the next update when the answer to
the last one has left. Ours commits every turn with synchronous=FULL before it is acknowledged. The other side is
python-telegram-bot's Application with a ConversationHandler of the same steps and comparable texts and buttons: once
in memory, once with PicklePersistence written after every update, which is what it takes to lose nothing
acknowledged (its file is not even synced).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from rich.console import Console
from rich.table import Table
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CommandHandler, ConversationHandler, MessageHandler, PicklePersistence, filters
from telegram.request import BaseRequest, RequestData

from bot.app import App, opened
from bot.channels.channel import Limits
from bot.channels.telegram import Telegram
from bot.settings import Settings

TOKEN = "123456:benchmark-token-of-no-bot-at-all-0000"
SECRET = "benchmark-webhook-secret"
STEPS = 4  # of one round of a rider: words, place, points, cancel
RIDERS = (1, 8, 64)


class Platform(BaseRequest):
    """Answers every call at once and tells whoever waits for a chat's next message."""

    def __init__(self) -> None:
        self.sent: dict[int, int] = defaultdict(int)
        self.waiting: dict[int, asyncio.Event] = defaultdict(asyncio.Event)
        self.count = 0

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        write_timeout: Any = None,
        connect_timeout: Any = None,
        pool_timeout: Any = None,
    ) -> tuple[int, bytes]:
        values = request_data.parameters if request_data else {}
        if url.endswith("getMe"):
            return 200, b'{"ok":true,"result":{"id":123456,"is_bot":true,"first_name":"b","username":"b_bot"}}'
        chat = values.get("chat_id")
        if chat is None:
            return 200, b'{"ok":true,"result":true}'
        self.count += 1
        self.sent[int(chat)] += 1
        self.waiting[int(chat)].set()
        return 200, b'{"ok":true,"result":{"message_id":%d,"date":1,"chat":{"id":%d,"type":"private"}}}' % (
            self.count,
            int(chat),
        )

    async def answered(self, chat: int, before: int) -> None:
        while self.sent[chat] <= before:
            self.waiting[chat].clear()
            await self.waiting[chat].wait()


@dataclass(frozen=True)
class Measured:
    """One side at one number of riders."""

    side: str
    riders: int
    turns: int
    turns_per_second: float
    ms_median: float
    ms_p95: float


Hear = Callable[[bytes], Awaitable[None]]


async def measure(side: str, hear: Hear, platform: Platform, *, riders: int, seconds: float) -> Measured:
    """Let `riders` go round for some seconds, each one waiting for its answers."""
    ids = iter(range(1, 1 << 40))
    took: list[float] = []
    end = time.perf_counter() + seconds

    async def ride(rider: int) -> None:
        chat = 1_000_000 + rider
        while time.perf_counter() < end:
            for step in range(STEPS):
                began, before = time.perf_counter(), platform.sent[chat]
                await hear(update(next(ids), chat, step))
                await platform.answered(chat, before)
                took.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(ride(rider) for rider in range(riders)))
    whole = time.perf_counter() - began
    ordered = sorted(took)
    return Measured(
        side,
        riders,
        len(took),
        round(len(took) / whole, 1),
        round(statistics.median(ordered) * 1000, 2),
        round(ordered[int(len(ordered) * 0.95)] * 1000, 2),
    )


def update(id: int, chat: int, step: int) -> bytes:
    """An update as Telegram's servers send it."""
    person = {"id": chat, "is_bot": False, "first_name": "王", "language_code": "zh-hans"}
    message: dict[str, Any] = {
        "message_id": id,
        "date": 1_795_000_000,
        "chat": {"id": chat, "type": "private", "first_name": "王"},
        "from": person,
    }
    match step:
        case 0:
            message["text"] = "路灯不亮"
        case 1:
            message["location"] = {"latitude": 31.2843, "longitude": 121.4510, "horizontal_accuracy": 12.0}
        case 2:
            message["text"] = "积分"
        case _:
            message["text"] = "取消"
    return json.dumps({"update_id": id, "message": message}, ensure_ascii=False).encode()


# -- ours --------------------------------------------------------------------------------------------------------


async def ours(folder: Path, url: str, *, riders: int, seconds: float) -> Measured:
    settings = Settings(data_dir=folder, database_url=url, _env_file=None)  # type: ignore[call-arg]
    platform = Platform()
    telegram = Telegram(
        SecretStr(TOKEN),
        webhook_url="https://127.0.0.1/telegram/hook",
        webhook_secret=SecretStr(SECRET),
        request=platform,
    )
    telegram.limits = Limits(chat_per_second=1e9, group_per_minute=10**9, all_per_second=1e9)
    async with opened(settings, extra=(telegram,), channels=()) as app:
        delivering = asyncio.create_task(app.delivery.run())
        await telegram.start()

        async def hear(body: bytes) -> None:
            status = await telegram.hear_webhook(body, SECRET, app.turns.take)
            assert status == 200, status

        await agree(app, riders)
        found = await measure(f"starlight, {app.database.engine}", hear, platform, riders=riders, seconds=seconds)
        await app.delivery.settle()
        delivering.cancel()
        await telegram.close()
    return found


async def agree(app: App, riders: int) -> None:
    """Everybody has agreed before the watch starts, as on any other day."""
    from datetime import UTC, datetime

    from bot.turn import Turn, now_ms
    from dialogue.hear import Chat, Command, Heard, Sender

    for rider in range(riders):
        account = str(1_000_000 + rider)
        heard = Heard(
            f"hello {rider}", Chat("telegram", account), Sender(account, "zh"), (Command("help"),), datetime.now(UTC)
        )
        await app.turns.take(heard)

        def agreed(tx: Any, account: str = account) -> None:
            turn = Turn(tx, app.know, now_ms=now_ms())
            person, _ = turn.roster.recognise("telegram", Sender(account), is_private=True)
            turn.roster.agree(person)

        await app.database.take(agreed)
    await app.delivery.settle()


# -- the other side ----------------------------------------------------------------------------------------------

WHERE, PHOTO = range(2)
_KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("选街道", callback_data="list")]])


async def _asked_photo(update: Update, _: Any) -> int:
    assert update.message
    await update.message.reply_text("路灯不亮，记下了。拍一张现场照片发来。\n“路灯不亮”")
    return WHERE


async def _placed(update: Update, context: Any) -> int:
    assert update.message
    context.user_data["place"] = (update.message.location.latitude, update.message.location.longitude)
    await update.message.reply_text("路灯不亮，记下了。拍一张现场照片发来。\n“路灯不亮”", reply_markup=_KEYS)
    return PHOTO


async def _points(update: Update, context: Any) -> int:
    assert update.message
    await update.message.reply_text("您有 0 星光积分。\n报一件、核实属实，就有积分。", reply_markup=_KEYS)
    return PHOTO


async def _cancelled(update: Update, context: Any) -> int:
    assert update.message
    context.user_data.clear()
    await update.message.reply_text("好的，不弄了。刚才的内容没有保存。", reply_markup=_KEYS)
    return int(ConversationHandler.END)


async def theirs(folder: Path, *, is_durable: bool, riders: int, seconds: float) -> Measured:
    platform = Platform()
    builder = Application.builder().token(TOKEN).request(platform).get_updates_request(platform).updater(None)
    builder = builder.concurrent_updates(False)
    if is_durable:
        builder = builder.persistence(PicklePersistence(folder / "conversations.pickle", update_interval=3600))
    application: Any = builder.build()
    words = filters.TEXT & ~filters.COMMAND
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("report", _asked_photo), MessageHandler(words, _asked_photo)],
            states={
                WHERE: [MessageHandler(filters.LOCATION, _placed)],
                PHOTO: [
                    MessageHandler(filters.Regex("^积分$"), _points),
                    MessageHandler(filters.Regex("^取消$"), _cancelled),
                ],
            },
            fallbacks=[CommandHandler("cancel", _cancelled)],
            name="report",
            persistent=is_durable,
        )
    )
    await application.initialize()
    turn = asyncio.Lock()  # as its own update fetcher does: one update after another

    async def hear(body: bytes) -> None:
        async with turn:
            await application.process_update(Update.de_json(json.loads(body), application.bot))
            if is_durable:
                await application.update_persistence()

    side = "ConversationHandler, pickled each update" if is_durable else "ConversationHandler, in memory"
    found = await measure(side, hear, platform, riders=riders, seconds=seconds)
    await application.shutdown()
    return found


# -- the limit, and the report -----------------------------------------------------------------------------------


def bare_commits(folder: Path, seconds: float) -> float:
    """Commits a second that this disk allows: one row each, WAL, synchronous=FULL, one after another."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute("create table t (id integer primary key, body blob)")
    count, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        connection.execute("begin immediate")
        connection.execute("insert into t (body) values (?)", (b"x" * 200,))
        connection.execute("commit")
        count += 1
    connection.close()
    return round(count / seconds, 1)


async def run(seconds: float, rounds: int, url: str) -> dict[str, Any]:
    found: list[Measured] = []
    with tempfile.TemporaryDirectory(prefix="starlight-bench-") as name:
        root = Path(name)
        bare = bare_commits(root, min(seconds, 2.0))
        for round_ in range(rounds):
            for riders in RIDERS:
                folder = root / f"{round_}-{riders}"
                folder.mkdir()
                found.append(await ours(folder, url, riders=riders, seconds=seconds))
                found.append(await theirs(folder, is_durable=False, riders=riders, seconds=seconds))
                found.append(await theirs(folder, is_durable=True, riders=riders, seconds=seconds))
    return {"bare_commits_per_second": bare, "seconds": seconds, "measured": [asdict(each) for each in found]}


def table(result: dict[str, Any]) -> None:
    out = Console()
    rows = Table(title="Turns a second, whole path", caption=f"bare commits: {result['bare_commits_per_second']:g}/s")
    for column in ("side", "riders", "turns/s", "ours is", "median ms", "p95 ms"):
        rows.add_column(column, justify="left" if column == "side" else "right")
    for riders in RIDERS:
        group = [m for m in result["measured"] if m["riders"] == riders]
        sides: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for each in group:
            sides[each["side"]].append(each)
        best = {side: statistics.median(m["turns_per_second"] for m in all_) for side, all_ in sides.items()}
        mine = next(value for side, value in best.items() if side.startswith("starlight"))
        for side, value in best.items():
            ratio = "" if side.startswith("starlight") else f"{mine / value:.2f} x"
            one = sides[side][0]
            rows.add_row(side, str(riders), f"{value:,.0f}", ratio, f"{one['ms_median']:g}", f"{one['ms_p95']:g}")
    out.print(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=4.0, help="how long each measurement lasts")
    parser.add_argument("--rounds", type=int, default=1, help="how often all is measured; the median counts")
    parser.add_argument("--database", default="", help="a database URL; SQLite in a temporary folder where not given")
    parser.add_argument("--json", action="store_true", help="figures for machines")
    asked = parser.parse_args()
    result = asyncio.run(run(asked.seconds, asked.rounds, asked.database))
    if asked.json:
        json.dump(result, sys.stdout, indent=1)
    else:
        table(result)


if __name__ == "__main__":
    main()
