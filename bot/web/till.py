"""The till on the web: a link, a PIN, a code by keyboard or camera, one large word as the answer; and statements."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.tills import TillCounter, TillSaid
from bot.web import pages
from bot.web.guard import HEADERS
from bot.web.site import BodyRefused, body_of, bytes_of, refused, site_of

COOKIE = "starlight_till"
COOKIE_SECONDS = 30 * 86400  # as long as a session is good
PHOTO_BYTES_MAX = 6 * 1000 * 1000  # the page makes it smaller before it leaves
WORDS_FILE = "till"
# The page of a till may use the camera, and no other page.
CAMERA = {"permissions-policy": HEADERS["permissions-policy"].replace("camera=()", "camera=(self)")}


class PinSaid(BaseModel):
    """The six digits."""

    model_config = ConfigDict(extra="forbid")
    pin: str = Field(pattern=r"^[0-9]{6}$")


class CodeSaid(BaseModel):
    """A code as typed or scanned. `id` is the till's own; `noted_at` (UTC seconds) where it had no signal then."""

    model_config = ConfigDict(extra="forbid")
    id: UUID
    code: str = Field(min_length=1, max_length=80)
    noted_at: int | None = Field(default=None, ge=0, le=10**11)


async def page(request: Request) -> Response:
    """GET /till/{token}: the same page for every link, good or not; only the PIN tells."""
    response = pages.drawn(request, "till.html")
    response.headers.update(CAMERA)
    return response


async def words(request: Request) -> Response:
    """GET /api/till/words?lang=…: every word of the page in one language."""
    return pages.words_of(request, WORDS_FILE)


async def sign_in(request: Request) -> Response:
    """POST /api/till/{token}/pin: the device is in, or waits."""
    counter = site_of(request).tills
    if counter is None:
        return refused(404)
    try:
        said = await body_of(request, PinSaid)
    except BodyRefused as error:
        return error.response
    if not site_of(request).entering.allows(f"till {request.client.host if request.client else ''}"):
        return refused(429, **{"Retry-After": "30"})
    signed = await counter.sign_in(request.path_params["token"], said.pin)
    response = JSONResponse({"outcome": signed.outcome, "until": signed.until, "shop": signed.shop})
    if signed.device:
        response.set_cookie(
            COOKIE,
            signed.device,
            max_age=COOKIE_SECONDS,
            path=f"/api/till/{request.path_params['token']}",
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )
    return response


async def who(request: Request) -> Response:
    """GET /api/till/{token}: whether this device is in, and at which shop; a new device is simply out."""
    counter, device = site_of(request).tills, request.cookies.get(COOKIE, "")
    said = await counter.who(request.path_params["token"], device) if counter and device else None
    facts = {"word": said.word, **said.facts} if said else {"word": "out"}
    return JSONResponse(facts, headers={"Cache-Control": "no-store"})


async def code(request: Request) -> Response:
    """POST /api/till/{token}/code: the answer to a code, the same again where it is asked again."""
    try:
        said = await body_of(request, CodeSaid)
    except BodyRefused as error:
        return error.response
    return await _at_till(
        request,
        lambda counter, token, device: counter.redeem(token, device, str(said.id), said.code, noted_at=said.noted_at),
    )


async def photo(request: Request) -> Response:
    """POST /api/till/{token}/photo: what a QR in a photo says, for browsers that can't look themselves."""
    try:
        data = await bytes_of(request, PHOTO_BYTES_MAX)
    except BodyRefused as error:
        return error.response
    return await _at_till(request, lambda counter, token, device: counter.look(token, device, data))


async def statement(request: Request) -> Response:
    """GET /statement/{token}: a month's table; 404 for a link that is wrong or out of time."""
    counter = site_of(request).tills
    found = await counter.statement(request.path_params["token"]) if counter else None
    if found is None:
        return refused(404)
    return Response(
        found.content,
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f'attachment; filename="{found.name}"', "Cache-Control": "no-store"},
    )


async def _at_till(request: Request, act: Callable[[TillCounter, str, str], Awaitable[TillSaid | None]]) -> Response:
    """What a device that is in may do; 401 for any other."""
    site = site_of(request)
    device = request.cookies.get(COOKIE, "")
    if site.tills is None or not device:
        return refused(401)
    if not site.saying.allows(f"till {device}"):
        return refused(429, **{"Retry-After": "5"})
    async with asyncio.timeout(30):
        said: TillSaid | None = await act(site.tills, request.path_params["token"], device)
    if said is None:
        return refused(401)
    facts: dict[str, Any] = dict(said.facts)
    return JSONResponse({"word": said.word, **facts}, headers={"Cache-Control": "no-store"})
