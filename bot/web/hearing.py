"""What browsers post: words, presses, commands, places and photos, each answered after its turn's commit."""

from __future__ import annotations

import asyncio
import re
import secrets
from typing import Annotated, Any, Literal, Self
from urllib.parse import unquote
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot.channels.channel import Answer, TryLater, Unreachable
from bot.web.seats import session_for
from bot.web.site import BodyRefused, body_of, bytes_of, refused, site_of
from bot.web.spool import TooLarge
from bot.web.store import Session, Upload
from dialogue.clean import clean_text
from dialogue.hear import Command, Part, Photo, Place, Press, Unusable, Words

# The conversation decides how much of it is kept, and says so; this only bounds what travels.
WORDS_MAX = 20_000
PHOTO_BYTES_MAX = 20 * 1000 * 1000
PREVIEW_BYTES_MAX = 200 * 1024
CAPTION_MAX = 2000
# A full-size photo over a poor mobile line; whoever needs longer sends it again.
PHOTO_WITHIN_SECONDS = 180
PRESS_BYTES_MAX = 64

Language = Literal["", "zh-CN", "en"]
Id = Annotated[str, Field(pattern=r"^[0-9a-fA-F-]{16,36}$")]


class PlaceSaid(BaseModel):
    """A point in WGS-84 degrees: a device's own fix with its accuracy, or a pick on our map."""

    model_config = ConfigDict(extra="forbid")
    latitude: float = Field(ge=-90, le=90, allow_inf_nan=False)
    longitude: float = Field(ge=-180, le=180, allow_inf_nan=False)
    source: Literal["fix", "map"]
    accuracy_m: float | None = Field(default=None, ge=0, le=1_000_000, allow_inf_nan=False)

    @model_validator(mode="after")
    def fix_has_accuracy(self) -> Self:
        if self.source == "fix" and self.accuracy_m is None:
            raise ValueError("a fix has an accuracy")
        return self


class Said(BaseModel):
    """One thing said: exactly one of words, press, command, place. `label` is what the pressed key read."""

    model_config = ConfigDict(extra="forbid")
    id: UUID
    words: str | None = None
    press: str | None = None
    at: str = Field(default="", max_length=20)
    command: str | None = Field(default=None, pattern=r"^[a-z_]{1,32}( .{1,200})?$")
    place: PlaceSaid | None = None
    label: str = Field(default="", max_length=80)
    language: Language = ""

    @model_validator(mode="after")
    def says_one_thing(self) -> Self:
        if sum(value is not None for value in (self.words, self.press, self.command, self.place)) != 1:
            raise ValueError("exactly one of words, press, command, place")
        if self.press is not None and not 0 < len(self.press.encode(errors="replace")) <= PRESS_BYTES_MAX:
            raise ValueError("a press has 1 to 64 bytes")
        return self


class Sending(BaseModel):
    """How a photo is sent: its id, the album it belongs to, and whether it is the untouched file."""

    model_config = ConfigDict(extra="ignore")
    id: UUID
    album: Id | None = None
    original: bool = False
    language: Language = ""


async def say(request: Request) -> Response:
    """POST /api/{seat}/say."""
    session = await session_for(request)
    if session is None:
        return refused(404)
    if not site_of(request).saying.allows(session.id):
        return refused(429, **{"Retry-After": "5"})
    try:
        said = await body_of(request, Said)
    except BodyRefused as error:
        return error.response
    part, shown = _part(said)
    return await _hear(request, session, str(said.id), (part,), shown=shown, language=_language(request, said.language))


def _part(said: Said) -> tuple[Part, dict[str, Any]]:
    """What is heard, and what the person's own chat shows of it."""
    if said.words is not None:
        text = clean_text(said.words, WORDS_MAX).text
        return (Words(text), {"words": text}) if text else (Unusable("other"), {"words": "…"})
    if said.place is not None:
        place = Place(datum="wgs84", **said.place.model_dump())
        shown = {"place": [place.latitude, place.longitude, place.source], "accuracy": place.accuracy_m}
        return place, shown
    label = clean_text(said.label).text
    if said.press is not None:
        return Press(said.press, said.at), {"press": said.press, "on": said.at, "label": label}
    name, _, rest = (said.command or "").partition(" ")
    # What follows a command may be an invitation's code; it is heard, not shown.
    return Command(name, rest.strip()), {"command": name, "label": label}


async def photo(request: Request) -> Response:
    """POST /api/{seat}/photo?id=…: the photo as the body; its caption in the header `x-caption`, escaped."""
    session = await session_for(request)
    if session is None:
        return refused(404)
    site = site_of(request)
    if not site.sending_photos.allows(session.id):
        return refused(429, **{"Retry-After": "10"})
    try:
        sending = Sending.model_validate(dict(request.query_params))
    except ValidationError:
        return refused(422)
    kept = await site.channel.chats.upload_by_source(session, str(sending.id))
    upload = kept or await _received(request, session)
    if isinstance(upload, Response):
        return upload
    caption = clean_text(unquote(request.headers.get("x-caption", ""), errors="replace"), CAPTION_MAX).text
    parts: tuple[Part, ...] = (Photo(upload.id, album=sending.album, as_file=sending.original),)
    if caption:
        parts += (Words(caption),)
    return await _hear(
        request,
        session,
        str(sending.id),
        parts,
        shown={"photo": sending.album or "", "words": caption},
        language=_language(request, sending.language),
        upload=None if kept else upload,
    )


async def _received(request: Request, session: Session) -> Upload | Response:
    """The photo in the body, sealed in the spool; or why not."""
    chats = site_of(request).channel.chats
    if int(request.headers.get("content-length") or 0) > PHOTO_BYTES_MAX:
        return refused(413)
    if not await chats.has_room(session):
        return refused(429, **{"Retry-After": "60"})
    id = secrets.token_hex(16)
    try:
        async with asyncio.timeout(PHOTO_WITHIN_SECONDS):
            bytes_count, chunks = await chats.spool.keep(
                id, session.seal_key, request.stream(), bytes_max=PHOTO_BYTES_MAX
            )
    except TooLarge:
        return refused(413)
    except (TimeoutError, ClientDisconnect):
        return refused(408)
    if bytes_count == 0:
        chats.spool.drop(id)
        return refused(422)
    return Upload(id, session.id, bytes_count, chunks, heard=False)


async def preview(request: Request) -> Response:
    """POST /api/{seat}/preview?id=…: a small JPEG of a photo just sent, for the sender's own chat."""
    session = await session_for(request)
    if session is None:
        return refused(404)
    site = site_of(request)
    if not site.sending_photos.allows(f"preview {session.id}"):
        return refused(429, **{"Retry-After": "10"})
    try:
        small = await bytes_of(request, PREVIEW_BYTES_MAX)
    except BodyRefused as error:
        return error.response
    if not small.startswith(b"\xff\xd8\xff"):
        return refused(422)
    kept = await site.channel.chats.keep_preview(session, request.query_params.get("id", ""), small)
    return JSONResponse({"kept": True}) if kept else refused(404)


async def _hear(
    request: Request,
    session: Session,
    source: str,
    parts: tuple[Part, ...],
    *,
    shown: dict[str, Any],
    language: str,
    upload: Upload | None = None,
) -> Response:
    try:
        answer: Answer = await site_of(request).channel.hear(
            session, source, parts, shown=shown, language=language, upload=upload
        )
    except TryLater as error:
        return refused(503, **{"Retry-After": str(int(error.after_seconds or 1))})
    except Unreachable:  # the chat was erased while this was on its way
        return refused(404)
    return JSONResponse({"words": answer.words, "alert": answer.alert})


def _language(request: Request, said: str) -> str:
    """The page's language, or what the browser asks for."""
    first = re.split(r"[,;]", request.headers.get("accept-language", ""))[0].strip()
    return said or first[:35]
