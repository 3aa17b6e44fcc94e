"""What browsers are shown: the chat so far, what happens in it, and its pictures."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from bot.channels.web import TooManyListeners
from bot.web.seats import session_for
from bot.web.site import refused, site_of
from bot.web.store import Session
from storage.seals import Erased

# Another process may have said something: look without being rung, as often as nobody minds waiting.
LOOK_EVERY_SECONDS = 3.0
# Proxies close silent connections after 30 to 60 seconds.
HEARTBEAT_SECONDS = 15.0
_KEPT_BY_NOBODY = {"Cache-Control": "private, no-store"}


async def messages(request: Request) -> Response:
    """GET /api/{seat}/messages?before=…: the chat as it stands."""
    session = await session_for(request)
    before = request.query_params.get("before", "")
    if session is None or (before and not _is_number(before)):
        return refused(404)
    try:
        past = await site_of(request).channel.chats.past(session, before=int(before) if before else None)
    except Erased:
        return refused(404)
    shown = {"messages": past.messages, "menu": past.menu, "change": past.change, "earlier": past.earlier}
    return JSONResponse(shown, headers=_KEPT_BY_NOBODY)


async def events(request: Request) -> Response:
    """GET /api/{seat}/events: server-sent events, resumed after Last-Event-ID (or `after`)."""
    session = await session_for(request)
    after = request.headers.get("last-event-id") or request.query_params.get("after") or "0"
    if session is None or not _is_number(after):
        return refused(404)
    return StreamingResponse(
        _happenings(request, session, int(after)),
        media_type="text/event-stream",
        headers=_KEPT_BY_NOBODY | {"X-Accel-Buffering": "no"},
    )


async def _happenings(request: Request, session: Session, change: int) -> AsyncIterator[str]:
    channel = site_of(request).channel
    try:
        with channel.line(session.id) as bell:
            yield "retry: 1500\n\n"
            quiet_seconds = 0.0
            while not channel.hung_up:
                bell.clear()
                happened = await channel.chats.after(session, change)
                for message in happened:
                    change = message["change"]
                    yield _event(message)
                if happened:
                    menu = await channel.chats.menu(session)
                    yield f"event: menu\ndata: {json.dumps(menu, ensure_ascii=False)}\n\n"
                    quiet_seconds = 0.0
                    continue
                if quiet_seconds >= HEARTBEAT_SECONDS:
                    yield ": here\n\n"
                    quiet_seconds = 0.0
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(bell.wait(), LOOK_EVERY_SECONDS)
                quiet_seconds += LOOK_EVERY_SECONDS
    except TooManyListeners:
        yield "retry: 30000\n\n"
    except Erased:
        yield "event: erased\ndata: {}\n\n"


def _event(message: dict[str, Any]) -> str:
    return f"id: {message['change']}\nevent: message\ndata: {json.dumps(message, ensure_ascii=False)}\n\n"


async def picture(request: Request) -> Response:
    """GET /api/{seat}/picture/{number}: a picture of this chat, and of no other."""
    session = await session_for(request)
    number = request.path_params["number"]
    if session is None or not _is_number(number):
        return refused(404)
    try:
        jpeg = await site_of(request).channel.chats.picture(session, int(number))
    except Erased:
        jpeg = None
    if jpeg is None:
        return refused(404)
    # The address carries the message's change, so what a browser keeps under it never grows old.
    return Response(jpeg, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=604800, immutable"})


async def file(request: Request) -> Response:
    """GET /file/{id}: somebody's own file, once. Whoever holds the link may open it: 128 random bits."""
    plain = await site_of(request).channel.documents.opened(request.path_params["id"])
    if plain is None:
        return refused(404)
    headers = {"Content-Disposition": 'attachment; filename="starlight.zip"', "Cache-Control": "private, no-store"}
    return Response(plain, media_type="application/zip", headers=headers)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 15
