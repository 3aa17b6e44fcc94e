"""Turns a second, whole path: update JSON in, conversation, durable commit, letter out; beside a ConversationHandler.

One run measures both sides with the same updates, the same stand-in for Telegram's server (python-telegram-bot's
own transport interface, answering at once) and the same closed loop: a rider sends the next update when the answer to
the last one has left. Ours commits every turn with synchronous=FULL before it is acknowledged. The other side is
python-telegram-bot's Application with a ConversationHandler of the same steps and comparable texts and buttons: once
in memory, once with PicklePersistence written after every update, which is what it takes to lose nothing
acknowledged (its file is not even synced). A round is five turns: a photo with words, a place, and on the card
改类别, a category, 放弃; every press is answered and the card is edited in place. Both sides read the words with our
reader, route the place and reckon the time limits: what differs is the machinery around them.
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
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from rich.console import Console
from rich.table import Table
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)
from telegram.request import BaseRequest, RequestData

from bot import logs
from bot.app import App, opened
from bot.channels.channel import Limits
from bot.channels.telegram import Telegram
from bot.knowledge import reader_of
from bot.settings import PACKS, Settings
from cases import catalog as catalogs
from cases import deadlines
from cases.routing import route
from dialogue.hear import Place

TOKEN = "123456:benchmark-token-of-no-bot-at-all-0000"
SECRET = "benchmark-webhook-secret"
STEPS = 5  # of one round of a rider: photo with words, place, and three presses on the card
RIDERS = (1, 8, 64)
GUESSED, EDIT, PICK, DROP = "路灯不亮", "改类别", "井盖缺损", "放弃"  # the labels pressed, the same on both sides


class Platform(BaseRequest):
    """Answers every call at once and tells whoever waits for a chat's next message."""

    def __init__(self) -> None:
        self.sent: dict[int, int] = defaultdict(int)
        self.waiting: dict[int, asyncio.Event] = defaultdict(asyncio.Event)
        self.keyboards: dict[int, Any] = {}
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
        values = request_data.json_parameters if request_data else {}
        if url.endswith("getMe"):
            return 200, b'{"ok":true,"result":{"id":123456,"is_bot":true,"first_name":"b","username":"b_bot"}}'
        if "chat_id" not in values:
            return 200, b'{"ok":true,"result":true}'
        chat = int(values["chat_id"])
        self.count += 1
        if keys := values.get("reply_markup"):
            self.keyboards[chat] = keys
        self.sent[chat] += 1
        self.waiting[chat].set()
        return 200, b'{"ok":true,"result":{"message_id":%d,"date":1,"chat":{"id":%d,"type":"private"}}}' % (
            self.count,
            chat,
        )

    def data_of(self, chat: int, label: str) -> str:
        """What pressing a button of the chat's last keyboard sends."""
        rows = json.loads(self.keyboards[chat])["inline_keyboard"]
        return next(str(key["callback_data"]) for row in rows for key in row if key["text"] == label)

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
                await hear(update(next(ids), chat, step, platform))
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


def update(id: int, chat: int, step: int, platform: Platform) -> bytes:
    """An update as Telegram's servers send it."""
    person = {"id": chat, "is_bot": False, "first_name": "王", "language_code": "zh-hans"}
    message: dict[str, Any] = {
        "message_id": id,
        "date": 1_795_000_000,
        "chat": {"id": chat, "type": "private", "first_name": "王"},
        "from": person,
    }
    if step == 0:
        sizes = ((90, 67, 1_200), (320, 240, 14_000), (800, 600, 70_000), (1280, 960, 160_000))
        message["photo"] = [
            {"file_id": f"AgAC{id}x{w}", "file_unique_id": f"AQAD{id}x{w}", "width": w, "height": h, "file_size": n}
            for w, h, n in sizes
        ]
        message["caption"] = f"路口{id % 997}号边上的路灯坏了，晚上很黑"
    elif step == 1:
        message["location"] = {"latitude": 31.2843, "longitude": 121.4510, "horizontal_accuracy": 12.0}
    else:
        data = platform.data_of(chat, (EDIT, PICK, DROP)[step - 2])
        pressed = {**message, "from": {"id": 123456, "is_bot": True, "first_name": "b"}, "text": "…"}
        query = {"id": str(id), "from": person, "message": pressed, "chat_instance": "1", "data": data}
        return json.dumps({"update_id": id, "callback_query": query}, ensure_ascii=False).encode()
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

WHERE, CARD, CATEGORY = range(3)


def _keys(*rows: Sequence[str]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label) for label in row] for row in rows])


SETTINGS = Settings(_env_file=None)  # type: ignore[call-arg]
CATALOG = catalogs.load(PACKS / SETTINGS.district)
READER = reader_of(SETTINGS, CATALOG)


def _card(draft: dict[str, Any]) -> str:
    kind, now = CATALOG.categories[draft["category"]], datetime.now(CATALOG.district.zone)
    take, handle = deadlines.take_by(kind, now), deadlines.handle_by(kind, now)
    return (
        f"{kind.names['zh-CN']} · {CATALOG.streets[draft['street']].names['zh-CN']} · 照片 {len(draft['photos'])} 张\n"
        f"“{draft['words']}”\n交给大宁路街道，{take:%H:%M} 前接单，{handle:%H:%M} 前给结果。\n"
        "核实属实 +2 星光积分，修没修好都算。"
    )


_CARD_KEYS = _keys(("提交", EDIT, "改位置"), ("加照片", "加说明", DROP))
_CATEGORY_KEYS = _keys((GUESSED, "飞线充电"), (PICK, "占道堆物"), ("暴露垃圾", "树木倾倒/断枝"), ("更多",))


async def _photo(update: Update, context: Any) -> int:
    assert update.message
    words = update.message.caption or ""
    category = READER.read(words).category
    context.user_data["draft"] = {"photos": [update.message.photo[-1].file_id], "words": words, "category": category}
    await update.message.reply_text(
        f"已收到 1 张 · {GUESSED}\n在哪里？发个位置，或者打出路名。", reply_markup=_keys(("选街道",))
    )
    return WHERE


async def _placed(update: Update, context: Any) -> int:
    assert update.message
    assert update.message.location
    draft = context.user_data["draft"]
    spot = update.message.location
    place = Place(spot.latitude, spot.longitude, "fix", "wgs84", spot.horizontal_accuracy)
    draft["street"] = route(place, CATALOG, draft["words"]).street
    await update.message.reply_text(_card(draft), reply_markup=_CARD_KEYS)
    return CARD


async def _edit(update: Update, context: Any) -> int:
    assert update.callback_query
    await update.callback_query.answer()
    await update.callback_query.edit_message_text(
        "已收到 1 张。这是什么情况？\n点一个，或者打几个字。", reply_markup=_CATEGORY_KEYS
    )
    return CATEGORY


async def _picked(update: Update, context: Any) -> int:
    assert update.callback_query
    draft = context.user_data["draft"]
    draft["category"] = "manhole"
    await update.callback_query.answer()
    await update.callback_query.edit_message_text(_card(draft), reply_markup=_CARD_KEYS)
    return CARD


async def _dropped(update: Update, context: Any) -> int:
    assert update.callback_query
    context.user_data.clear()
    await update.callback_query.answer()
    await update.callback_query.edit_message_text("好的，不报了。刚才的照片和文字没有保存。")
    return int(ConversationHandler.END)


async def theirs(folder: Path, *, is_durable: bool, riders: int, seconds: float) -> Measured:
    platform = Platform()
    builder = Application.builder().token(TOKEN).request(platform).get_updates_request(platform).updater(None)
    builder = builder.concurrent_updates(False)
    if is_durable:
        builder = builder.persistence(PicklePersistence(folder / "conversations.pickle", update_interval=3600))
    application: Any = builder.build()
    application.add_handler(
        ConversationHandler(
            entry_points=[MessageHandler(filters.PHOTO, _photo)],
            states={
                WHERE: [MessageHandler(filters.LOCATION, _placed)],
                CARD: [
                    CallbackQueryHandler(_edit, pattern=f"^{EDIT}$"),
                    CallbackQueryHandler(_dropped, pattern=f"^{DROP}$"),
                ],
                CATEGORY: [CallbackQueryHandler(_picked)],
            },
            fallbacks=[CallbackQueryHandler(_dropped, pattern="^cancel$")],
            name="report",
            persistent=is_durable,
        )
    )
    await application.initialize()
    turn = asyncio.Lock()  # as its own update fetcher does: one update after another

    async def hear(body: bytes) -> None:
        update = Update.de_json(json.loads(body), application.bot)
        if not is_durable:
            await application.update_queue.put(update)  # the library's own way in for a webhook
            return
        async with turn:
            await application.process_update(update)
            await application.update_persistence()

    await application.start()
    side = "ConversationHandler, pickled each update" if is_durable else "ConversationHandler, in memory"
    found = await measure(side, hear, platform, riders=riders, seconds=seconds)
    await application.stop()
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
    logs.set_up("ERROR", (TOKEN,))
    result = asyncio.run(run(asked.seconds, asked.rounds, asked.database))
    if asked.json:
        json.dump(result, sys.stdout, indent=1)
    else:
        table(result)


if __name__ == "__main__":
    main()
