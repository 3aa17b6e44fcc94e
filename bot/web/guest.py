"""A guest's link on the web: an owner, a property manager or a guard reads an invitation and answers it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.guests import Facts, GuestDoor
from bot.web import pages
from bot.web.site import BodyRefused, body_of, refused, site_of
from cases.consultations.agreeing import WORDS_MAX
from cases.consultations.consultation import Answer

WORDS_FILE = "guest"
SECONDS_MAX = 30  # of one answer


class Answered(BaseModel):
    """What a guest says to the invitation."""

    model_config = ConfigDict(extra="forbid")
    answer: Literal["come", "cant", "words"]
    words: str = Field(default="", max_length=WORDS_MAX)


class Consented(BaseModel):
    """Whether a guest agrees to the text; where not, what is open."""

    model_config = ConfigDict(extra="forbid")
    agrees: bool
    why: str = Field(default="", max_length=WORDS_MAX)


async def page(request: Request) -> Response:
    """GET /guest/{token}: the same page for every link; what is behind it is asked for afterwards."""
    return pages.drawn(request, "guest.html")


async def words(request: Request) -> Response:
    """GET /api/guest/words?lang=…: every word of the page in one language."""
    return pages.words_of(request, WORDS_FILE)


async def read(request: Request) -> Response:
    """GET /api/guest/{token}?lang=…: the invitation, and what was said so far; 404 for a link that opens nothing."""
    return await _answered(request, lambda door, token, language: door.read(token, language))


async def answer(request: Request) -> Response:
    """POST /api/guest/{token}/answer: come, can't, or a word; the invitation as it stands then."""
    try:
        said = await body_of(request, Answered)
    except BodyRefused as error:
        return error.response
    if said.answer == "words" and not said.words.strip():
        return refused(422)
    return await _answered(
        request, lambda door, token, language: door.answer(token, language, Answer(said.answer), said.words.strip())
    )


async def consent(request: Request) -> Response:
    """POST /api/guest/{token}/consent: yes or no to the text; the consultation as it stands then."""
    try:
        said = await body_of(request, Consented)
    except BodyRefused as error:
        return error.response
    return await _answered(
        request, lambda door, token, language: door.consent(token, language, yes=said.agrees, why=said.why.strip())
    )


async def _answered(request: Request, act: Callable[[GuestDoor, str, str], Awaitable[Facts | None]]) -> Response:
    site, token = site_of(request), request.path_params["token"]
    if site.guests is None:
        return refused(404)
    if not site.saying.allows(f"guest {request.client.host if request.client else ''} {token}"):
        return refused(429, **{"Retry-After": "5"})
    async with asyncio.timeout(SECONDS_MAX):
        facts: Facts | None = await act(site.guests, token, pages.language_of(request, site))
    return JSONResponse(facts, headers={"Cache-Control": "no-store"}) if facts else refused(404)
