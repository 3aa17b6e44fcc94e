"""Keeps a delivered message at the top of its chat."""

from __future__ import annotations

import structlog

from bot.channels.channel import Pinning, SendingFailed
from storage.mailbox import Letter

log = structlog.get_logger(__name__)


async def pin(channel: Pinning, letter: Letter, message: str, *, instead_of: str) -> None:
    """Keep a message at the top of its chat. It has been sent, whatever comes of this."""
    try:
        await channel.pin(letter.to.address, message, instead_of=instead_of)
    except SendingFailed as failure:
        log.info("a message was sent but not pinned: may the bot pin there?", letter=letter.id, why=str(failure))
