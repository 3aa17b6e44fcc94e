"""`/metrics`: numbers for a monitor, and for nobody else."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from bot.exposition import CONTENT_TYPE
from bot.web.site import refused, site_of


async def metrics(request: Request) -> Response:
    """GET /metrics; 404 for whoever may not ask, as if there were none."""
    door = site_of(request).metrics
    if door is None or not door.may_ask(request):
        return refused(404)
    try:
        told = await door.told()
    except Exception:
        return refused(503)
    return Response(told, media_type=CONTENT_TYPE, headers={"Cache-Control": "no-store"})
