"""The webhook route: Telegram's updates by HTTP, answered 200 only after their turn's commit."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.channel import Take
from bot.channels.telegram import WEBHOOK_BYTES_MAX, Telegram
from bot.web.site import Webhook

HEADER = "X-Telegram-Bot-Api-Secret-Token"  # Bot API, setWebhook


def webhook_route(telegram: Telegram, take: Take) -> Webhook:
    """A handler for POST /telegram/…."""

    async def webhook(request: Request) -> Response:
        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > WEBHOOK_BYTES_MAX:
                return Response(status_code=413)
        status = await telegram.hear_webhook(bytes(body), request.headers.get(HEADER, ""), take)
        return Response(status_code=status)

    return webhook
