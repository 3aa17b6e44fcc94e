"""A public notice as a page to read and to print, with a code that leads back to it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO

import segno
from starlette.requests import Request
from starlette.responses import Response

from bot.web.pages import filled
from bot.web.site import refused, site_of
from dialogue.say import Fact

FIGURES_MAX = 15  # of a notice's number: what both databases hold
QR_SCALE = 12  # pixels a module: 5 cm on a door at 300 dots an inch
QR_BORDER = 4  # modules of white around it, as ISO/IEC 18004 asks
KEPT_MAX = 64  # drawn codes in memory


async def page(request: Request) -> Response:
    """GET /notice/{id}: what holds where, from when to when; 404 for what was never published."""
    facts = await _facts(request)
    return filled(request, "notice.html", facts) if facts else refused(404)


async def code(request: Request) -> Response:
    """GET /notice/{id}/code.png: the QR code of that page."""
    facts = await _facts(request)
    return Response(drawn(str(facts["link"])), media_type="image/png") if facts else refused(404)


@lru_cache(KEPT_MAX)
def drawn(link: str) -> bytes:
    """A link as a QR code, in PNG; a seventh of it may be scratched off a door."""
    out = BytesIO()
    segno.make_qr(link, error="m").save(out, kind="png", scale=QR_SCALE, border=QR_BORDER)
    return out.getvalue()


async def _facts(request: Request) -> Mapping[str, Fact] | None:
    id = request.path_params["id"]
    is_number = id.isascii() and id.isdigit() and len(id) <= FIGURES_MAX
    return await site_of(request).notices(int(id)) if is_number else None
