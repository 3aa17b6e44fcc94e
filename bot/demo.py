"""Who sits at the demo's page (an officer for every counter, the district's coordinator), and what was before them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.app import App
from bot.channels.web import WebChannel
from bot.simulating.store import is_empty
from bot.simulating.writing import Simulation
from bot.web.site import DemoSeats
from bot.worked_example import write_example
from dialogue.hear import Chat, Command, Heard, Sender
from people.person import COORDINATOR, COUNTER
from storage.mailbox import was_heard

PAST_CASES, PAST_WEEKS = 240, 9  # enough for a week with hot spots and something to compare it with; made in a second
PAST_SEED = 14  # of its streets


async def make_up_a_past(app: App) -> None:
    """Some weeks up to today, where nothing was yet: so a week has numbers and a desk has something to do; and the
    pack's example of a class of cases, agreed in a consultation.
    """
    if await app.database.read(is_empty):
        await write_example(app)
        first = datetime.now(app.know.catalog.district.zone).date() - timedelta(weeks=PAST_WEEKS)
        await Simulation(app, seed=PAST_SEED, first=first, days=PAST_WEEKS * 7).run(PAST_CASES)


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
