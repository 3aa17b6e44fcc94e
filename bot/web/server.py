"""The web server: pages, the chat's routes, the webhook and health."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from bot.channels.web import WebChannel
from bot.guests import GuestDoor
from bot.texts import Texts
from bot.tills import TillCounter
from bot.web import guest, hearing, outline, pages, seats, showing, till
from bot.web import notices as notice_pages
from bot.web.guard import Guarded
from bot.web.metrics import metrics as tell_metrics
from bot.web.monitor import Metrics
from bot.web.site import DemoSeats, Health, Notices, Site, Webhook, refused, site_of
from cases.catalog import Catalog

STOP_WITHIN_SECONDS = 10
CONNECTIONS_MAX = 4000
BACKLOG = 512


def web_app(
    *,
    channel: WebChannel,
    texts: Texts,
    catalog: Catalog,
    demo: DemoSeats | None,
    health: Health,
    webhook: Webhook | None,
    tills: TillCounter | None = None,
    guests: GuestDoor | None = None,
    notices: Notices,
    metrics: Metrics | None = None,
) -> Starlette:
    """The whole site.

    `health` gives facts, of which `ok` decides between 200 and 503; `webhook` answers Telegram's posts;
    `tills` the shops' tills, `guests` the links of those without an account, `notices` finds what was published,
    `metrics` what a monitor reads.
    """
    app = Starlette(routes=_routes(), middleware=[Middleware(Guarded)])
    parts = outline.of_catalog(catalog)
    app.state.site = Site(channel, texts, parts, demo, health, webhook, notices, tills, guests, metrics)
    return app


def _routes() -> list[Route | Mount]:
    return [
        Route("/", pages.front),
        Route("/chat", pages.chat),
        Route("/api/words", pages.words),
        Route("/api/map", pages.street_map),
        Route("/api/{seat}/enter", seats.enter, methods=["POST"]),
        Route("/api/{seat}/messages", showing.messages),
        Route("/api/{seat}/events", showing.events),
        Route("/api/{seat}/picture/{number}", showing.picture),
        Route("/api/{seat}/say", hearing.say, methods=["POST"]),
        Route("/api/{seat}/photo", hearing.photo, methods=["POST"]),
        Route("/api/{seat}/preview", hearing.preview, methods=["POST"]),
        Route("/file/{id}", showing.file),
        Route("/till/{token}", till.page),
        Route("/api/till/words", till.words),
        Route("/api/till/{token}", till.who),
        Route("/api/till/{token}/pin", till.sign_in, methods=["POST"]),
        Route("/api/till/{token}/code", till.code, methods=["POST"]),
        Route("/api/till/{token}/photo", till.photo, methods=["POST"]),
        Route("/statement/{token}", till.statement),
        Route("/guest/{token}", guest.page),
        Route("/api/guest/words", guest.words),
        Route("/api/guest/{token}", guest.read),
        Route("/api/guest/{token}/answer", guest.answer, methods=["POST"]),
        Route("/api/guest/{token}/consent", guest.consent, methods=["POST"]),
        Route("/notice/{id}", notice_pages.page),
        Route("/notice/{id}/code.png", notice_pages.code),
        Route("/healthz", healthz),
        Route("/metrics", tell_metrics),
        Route("/telegram/{path:path}", telegram, methods=["POST"]),
        Mount("/static", _Static(directory=pages.STATIC)),
    ]


async def healthz(request: Request) -> Response:
    """GET /healthz: what an operator's monitor asks."""
    facts = dict(await site_of(request).health())
    return JSONResponse(facts, status_code=200 if facts.get("ok") else 503, headers={"Cache-Control": "no-store"})


async def telegram(request: Request) -> Response:
    """POST /telegram/…: the platform's updates, acknowledged by whoever takes them."""
    webhook = site_of(request).webhook
    return await webhook(request) if webhook else refused(404)


class _Static(StaticFiles):
    """Static files that browsers ask about each time: an upgrade is seen at once."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response


async def serve(app: Starlette, host: str, port: int, *, ready: Callable[[str], None] | None = None) -> None:
    """Serve until cancelled, then let running requests finish.

    Raises OSError where the address is taken. `ready` is told the page's address once it answers; port 0
    takes any free one.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family, backlog=BACKLOG)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,  # it would write down addresses and what people look at
        server_header=False,
        lifespan="off",
        ws="none",
        limit_concurrency=CONNECTIONS_MAX,
        timeout_graceful_shutdown=STOP_WITHIN_SECONDS,
    )
    shown = f"[{host}]" if family == socket.AF_INET6 else host
    address = f"http://{shown}:{listening.getsockname()[1]}"
    server = _Server(config, (lambda: ready(address)) if ready else None)
    running = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        await asyncio.shield(running)
    except asyncio.CancelledError:
        app.state.site.channel.hang_up()
        server.should_exit = True
        await running
        raise


class _Server(uvicorn.Server):
    """Says when it answers; leaves signals to whoever runs the process."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None] | None) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self._ready:
            self._ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
