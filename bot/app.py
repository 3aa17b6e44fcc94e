"""Builds everything once and starts it; the only file that knows all parts."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from typing import Any

import structlog

from bot.boundaries import catalog_of
from bot.channels.channel import Answer, Channel
from bot.channels.web import WebChannel
from bot.clock import Clock
from bot.confiding import Confiding
from bot.delivery import Delivery
from bot.erasing import Erasures
from bot.errands import Errands
from bot.fading import Forgetting
from bot.guests import GuestDoor
from bot.knowledge import Knowledge, reader_of
from bot.packing import Packer
from bot.painting import Painter, voucher
from bot.rubbish import growing
from bot.schema import ready
from bot.sealing import seals_of
from bot.settings import LOCALES, Settings
from bot.tables import Tables
from bot.texts import Texts
from bot.tills import TillCounter
from bot.turn import new_process_id, now_ms
from bot.turns import Turns
from bot.watching import BROKEN, ELSEWHERE, LISTENING, Watching
from bot.web.letting_go import LettingGo
from bot.web.monitor import Metrics
from bot.web.server import serve, web_app
from bot.web.site import DemoSeats
from bot.web.spool import Spool
from bot.weekly.painting import WeekPainter
from cases.classes.classes import published
from dialogue.hear import Heard
from handlers.directory import Directory
from rewards.rules import Rules
from storage import mailbox, open_database
from storage.database import Database
from storage.mailbox import Address
from storage.migrations import Versioned
from storage.photos import Photos
from storage.seals import Seals

LISTEN_AGAIN_SECONDS = 3
SLOTS_MAX = 64  # processes that send from one database

log = structlog.get_logger(__name__)


class NotReady(Exception):
    """What is wrong before anything can start, in words for an operator, with how to mend it."""


@dataclass(frozen=True)
class App:
    """All parts, built and open."""

    settings: Settings
    database: Versioned
    seals: Seals
    know: Knowledge
    texts: Texts
    photos: Photos
    channels: Mapping[str, Channel]
    turns: Turns
    delivery: Delivery
    errands: Errands
    clock: Clock
    erasures: Erasures
    watching: Watching
    under_way: set[asyncio.Task[Answer]] = field(default_factory=set)

    @property
    def web(self) -> WebChannel | None:
        channel = self.channels.get("web")
        return channel if isinstance(channel, WebChannel) else None

    async def run(self, *, demo: DemoSeats | None = None) -> None:
        """Hear, deliver, fetch, tick and serve until cancelled."""
        await self.erasures.replay()
        async with AsyncExitStack() as stack:
            for channel in self.channels.values():
                await channel.start()
                stack.push_async_callback(channel.close)
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self.delivery.run())
                tasks.create_task(self.errands.run())
                tasks.create_task(self.clock.run())
                for channel in self.channels.values():
                    tasks.create_task(self._listen(channel))
                if self.web:
                    tasks.create_task(self._serve(self.web, demo))

    async def _listen(self, channel: Channel) -> None:
        """A channel that breaks is listened to again; the others do not notice."""
        while True:
            try:
                await self._listen_alone(channel)
            except Exception:
                self.watching.listens[channel.name] = BROKEN
                log.exception("a channel stopped and is started again", channel=channel.name)
            await asyncio.sleep(LISTEN_AGAIN_SECONDS)

    async def _listen_alone(self, channel: Channel) -> None:
        """Listen; to what only one process may listen to (a polled token), once it is free, as long as it is ours."""
        alone = getattr(channel, "alone", "")
        lease = await self.database.hold(alone) if alone else None
        if alone and lease is None:
            self.watching.listens[channel.name] = ELSEWHERE
            log.info("another process listens to this channel", channel=channel.name)
            return
        self.watching.listens[channel.name] = LISTENING
        listening = asyncio.create_task(channel.listen(self._take))
        lost = asyncio.create_task(lease.lost.wait()) if lease else None
        try:
            await asyncio.wait([listening, *([lost] if lost else [])], return_when=asyncio.FIRST_COMPLETED)
            if listening.done():
                listening.result()
        finally:
            for task in (listening, lost):
                if task:
                    task.cancel()
            await asyncio.gather(listening, return_exceptions=True)
            if lease:
                await lease.release()

    async def _take(self, heard: Heard) -> Answer:
        """Take a turn to its end, also where who brought it stops listening: its letters are in our hand by then,
        and nobody else sends them while we live."""
        turn = asyncio.create_task(self.turns.take(heard))
        self.under_way.add(turn)
        turn.add_done_callback(self._ended)
        return await asyncio.shield(turn)

    def _ended(self, turn: asyncio.Task[Answer]) -> None:
        self.under_way.discard(turn)
        if not turn.cancelled():
            turn.exception()  # whoever listens is told; where nobody does, the platform sends it again

    async def _serve(self, web: WebChannel, demo: DemoSeats | None) -> None:
        webhook = None
        if "telegram" in self.channels and self.settings.telegram_webhook_url:
            from bot.channels.telegram import Telegram
            from bot.web.telegram_route import webhook_route

            telegram = self.channels["telegram"]
            assert isinstance(telegram, Telegram)
            webhook = webhook_route(telegram, self.turns.take)
        site = web_app(
            channel=web,
            texts=self.texts,
            catalog=self.know.catalog,
            demo=demo,
            health=self.watching.health,
            webhook=webhook,
            tills=TillCounter(self.turns, self.texts, self.photos),
            guests=GuestDoor(self.turns, self.texts),
            notices=self.notice,
            metrics=Metrics(self.watching.metrics, self.settings.metrics_token, bool(self.settings.public_url)),
        )
        await serve(site, self.settings.host, self.settings.port)

    async def notice(self, id: int) -> dict[str, Any] | None:
        """A public notice by its number, with its own address; None where there is none."""
        facts = await self.database.read(lambda tx: published(tx, self.know.catalog, id))
        return {**facts, "link": f"{self.know.web_url}/notice/{id}"} if facts else None


@asynccontextmanager
async def opened(
    settings: Settings, *, extra: Sequence[Channel] = (), channels: Sequence[str] | None = None
) -> AsyncIterator[App]:
    """Everything open and of the right schema. Raises NotReady, PackErrors or a database's own error."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    async with AsyncExitStack() as stack:
        database = open_database(settings.database, connections=settings.database_pool)
        stack.push_async_callback(database.close)
        await ready(database)
        names = settings.active_channels if channels is None else channels
        sending = frozenset((*names, *(channel.name for channel in extra)))
        slot = await _slot(database, stack) if sending else ""
        stack.callback(gc.set_threshold, *gc.get_threshold())
        with growing():
            know, texts = knowledge(settings, sending, slot)
        photos = Photos(settings.data_dir / "photos", know.seals)
        stack.push_async_callback(photos.close)
        if slot:
            await database.take(lambda tx: mailbox.free_slot(tx, slot=slot))
            await database.take(lambda tx: mailbox.alive(tx, process=know.process, now_ms=now_ms()))
        active = {channel.name: channel for channel in extra}
        for name in names:
            active[name] = _channel(name, settings, database, know, texts)
        yield _app(settings, database, know, texts, photos, active)


async def _slot(database: Versioned, stack: AsyncExitStack) -> str:
    """A place among the processes that send, held as long as this one lives: after a crash the next takes it over,
    and with it, at once, what the dead one had in hand."""
    for n in range(SLOTS_MAX):
        lease = await database.hold(f"sender {n}")
        if lease:
            stack.push_async_callback(lease.release)
            return f"s{n}"
    raise NotReady(f"{SLOTS_MAX} processes send from this database already; end one of them.")


def knowledge(settings: Settings, channels: frozenset[str] = frozenset(), slot: str = "") -> tuple[Knowledge, Texts]:
    """What never changes while the process runs."""
    catalog = catalog_of(settings)
    if not settings.riders_rest:
        catalog = replace(catalog, district=replace(catalog.district, riders_rest=False))
    texts = Texts(LOCALES, zone=catalog.district.zone)
    reader = reader_of(settings, catalog)
    return (
        Knowledge(
            seals=seals_of(settings),
            catalog=catalog,
            reader=reader,
            rules=Rules.of(asdict(catalog.rewards)),
            directory=Directory(texts.aliases(), reader),
            languages=texts.languages,
            channels=channels,
            process=f"{slot}-{new_process_id()}",
            web_url=settings.web_url,
        ),
        texts,
    )


async def _forget_said(web: WebChannel, chat: Address) -> None:
    if chat.channel == web.name:
        await web.forget_said(chat.address)


def _channel(name: str, settings: Settings, database: Database, know: Knowledge, texts: Texts) -> Channel:
    if name == "web":
        return WebChannel(database, know.seals, settings.data_dir / "uploads")
    if name == "telegram":
        if settings.telegram_webhook_url and "web" not in settings.active_channels:
            raise NotReady("TELEGRAM_WEBHOOK_URL needs our web server: add web to CHANNELS, or leave CHANNELS empty.")
        from bot.telegram_setup import telegram_channel

        return telegram_channel(settings, texts)
    raise NotReady(f"CHANNELS names {name!r}, which is none of: web, telegram")


def _app(
    settings: Settings,
    database: Versioned,
    know: Knowledge,
    texts: Texts,
    photos: Photos,
    channels: dict[str, Channel],
) -> App:
    turns = Turns(database, know, texts)
    week = WeekPainter(database, know.seals, know.catalog, texts)
    painter = Painter(database, photos, {"week": week, "voucher": voucher})
    packer = Packer(database, know, photos, Tables(database, know, know.seals, texts))
    delivery = Delivery(database, know.seals, channels, texts, painter, packer, know.process, turns.meter)
    errands = Errands(database, know.seals, channels, photos, turns, process=know.process)
    turns.handed = lambda letters, has_more: delivery.hand(letters, has_more=has_more)
    turns.wake = errands.wake
    if isinstance(web := channels.get("web"), WebChannel):
        turns.forget = partial(_forget_said, web)
    forgetting = Forgetting(database, know.seals, channels, know.catalog.district.zone)
    turns.fade = forgetting.messages
    confiding = Confiding(database, know.seals, photos)
    also = (forgetting.messages, forgetting.keys, confiding.photos_anew, confiding.keys)
    spool = Spool(settings.data_dir / "uploads", know.seals)
    erasures = Erasures(database, know.seals, turns, LettingGo(database, know.seals, spool), confiding)
    clock = Clock(turns, database, photos, channels, know.catalog.district, erasures, also=also)
    watching = Watching(database, know.process, channels, clock, turns.meter)
    return App(
        settings, database, know.seals, know, texts, photos, channels,
        turns, delivery, errands, clock, erasures, watching,
    )  # fmt: skip
