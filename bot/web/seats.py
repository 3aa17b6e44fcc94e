"""Which chat a request is about: a cookie for each seat, or, in the demo, a seat all browsers share."""

from __future__ import annotations

from hashlib import sha256

from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.web.site import BodyRefused, body_of, refused, site_of
from bot.web.store import Session

OWN_SEAT = "me"
RIDER_SEAT = "rider"
# Browsers let a cookie live 400 days at most; it is renewed whenever the chat is opened.
COOKIE_SECONDS = 400 * 24 * 3600


class Entering(BaseModel):
    """`fresh` asks for a new person instead of the one this browser already is."""

    model_config = ConfigDict(extra="forbid")
    fresh: bool = False


async def session_for(request: Request) -> Session | None:
    """The chat this request may see; None where there is none or it is not theirs."""
    site, seat = site_of(request), request.path_params["seat"]
    if site.demo and seat in site.demo.sessions:
        return await site.channel.chats.by_id(site.demo.sessions[seat])
    if seat == OWN_SEAT or (site.demo and seat == RIDER_SEAT):
        token = request.cookies.get(_cookie(seat), "")
        return await site.channel.chats.by_token(token) if token else None
    return None


async def enter(request: Request) -> Response:
    """POST /api/{seat}/enter: the chat of this browser, opened if it has none yet."""
    site, seat = site_of(request), request.path_params["seat"]
    try:
        entering = await body_of(request, Entering)
    except BodyRefused as error:
        return error.response
    session = await session_for(request)
    may_open = seat == OWN_SEAT or (site.demo is not None and seat == RIDER_SEAT)
    token = request.cookies.get(_cookie(seat), "")
    if may_open and (session is None or (entering.fresh and seat == RIDER_SEAT)):
        if not site.entering.allows(request.client.host if request.client else ""):
            return refused(429)
        token, session = await site.channel.chats.open()
    if session is None:
        return refused(404)
    await site.channel.chats.seen(session)
    response = JSONResponse({"entered": seat, "chat": _mark(session)})
    if may_open:
        response.set_cookie(
            _cookie(seat),
            token,
            max_age=COOKIE_SECONDS,
            path=f"/api/{seat}",
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )
    return response


def _mark(session: Session) -> str:
    """By which a page knows a chat again, so that what it holds for one is never sent in another; it opens nothing."""
    return sha256(session.id.encode()).hexdigest()[:16]


def _cookie(seat: str) -> str:
    return f"starlight_{seat}"
