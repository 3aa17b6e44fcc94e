"""Who sits at the demo's page: one officer for every street's counter, and one district coordinator."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.app import App
from bot.channels.web import WebChannel
from bot.web.seats import DemoSeats
from dialogue.hear import Chat, Command, Heard, Sender
from people.person import COORDINATOR, COUNTER
from storage.mailbox import was_heard


async def seat_people(app: App, web: WebChannel) -> DemoSeats:
    """Seat officer and coordinator by invites, as anybody else; a second start finds them seated."""
    seats = {name: await web.seat(name) for name in ("officer", "coordinator")}
    await _let_in(app, seats["officer"], COUNTER)
    await _let_in(app, seats["coordinator"], COORDINATOR)
    return DemoSeats(seats)


async def _let_in(app: App, session: str, role: str) -> None:
    id = f"{session}:seat:{role}"
    if not await app.database.read(lambda tx: was_heard(tx, "web", id)):
        code = await app.turns.invite(role, "")
        chat = Chat("web", session)
        await app.turns.take(Heard(id, chat, Sender(session, "zh"), (Command("start", code),), datetime.now(UTC)))
