"""What every route needs: the parts the server was built with, bounded bodies, and one way to refuse."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot.channels.web import WebChannel
from bot.texts import Texts
from bot.web.guard import Pace
from bot.web.monitor import Metrics

if TYPE_CHECKING:
    from bot.guests import GuestDoor
    from bot.tills import TillCounter

# 12,000 signs of four bytes, escaped: the longest text that is still heard (and answered with a kind word).
BODY_BYTES_MAX = 128 * 1024

Health = Callable[[], Awaitable[Mapping[str, Any]]]
Notices = Callable[[int], Awaitable[Mapping[str, Any] | None]]  # a public notice by its number
Webhook = Callable[[Request], Awaitable[Response]]
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class DemoSeats:
    """The demo's fixed chats: seat -> session id, as officer and coordinator; the rider's is per browser."""

    sessions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Site:
    """The parts of the server."""

    channel: WebChannel
    texts: Texts
    outline: Mapping[str, Any]
    demo: DemoSeats | None
    health: Health
    webhook: Webhook | None
    notices: Notices
    tills: TillCounter | None = None
    guests: GuestDoor | None = None
    metrics: Metrics | None = None
    # One person taps faster than this only by script; an album is nine photos.
    saying: Pace = field(default_factory=lambda: Pace(at_once=60, per_second=2))
    sending_photos: Pace = field(default_factory=lambda: Pace(at_once=36, per_second=0.5))
    # New chats from one network address: a dormitory of riders behind one router still gets in.
    entering: Pace = field(default_factory=lambda: Pace(at_once=120, per_second=1))


class BodyRefused(Exception):
    """A body that is too large or not of the form asked for."""

    def __init__(self, response: Response) -> None:
        super().__init__(f"body refused with {response.status_code}")
        self.response = response


def site_of(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def refused(status: int, **headers: str) -> Response:
    """A refusal; its reason is its number, so that absent and forbidden look alike."""
    return JSONResponse({"refused": status}, status_code=status, headers=headers)


async def bytes_of(request: Request, bytes_max: int) -> bytes:
    """The whole body. Raises BodyRefused where it is too large or broke off."""
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > bytes_max:
                raise BodyRefused(refused(413))
    except ClientDisconnect as error:
        raise BodyRefused(refused(408)) from error
    return bytes(body)


async def body_of(request: Request, model: type[M]) -> M:
    """The JSON body, checked."""
    body = await bytes_of(request, BODY_BYTES_MAX)
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise BodyRefused(refused(415))
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        raise BodyRefused(refused(422)) from error
