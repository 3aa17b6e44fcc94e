"""Messages that are to vanish from both sides of a private chat, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic_core import from_json, to_json

from storage.database import Transaction
from storage.mailbox import Address, address_of
from storage.seals import Erased, Seals

FADES_HOURS = 24  # PRODUCT 4; Telegram takes messages back for 48
LATER_SECONDS = 60  # after a platform that was not reached


@dataclass(frozen=True, slots=True)
class Fading:
    """Messages of one chat, as the platform calls them."""

    id: int
    chat: Address
    messages: list[str]


def note(tx: Transaction, seals: Seals, chat: Address, messages: Sequence[str], *, now: int) -> None:
    """Messages that vanish a day from now, or before at a press."""
    tx.run(
        "insert into fading (chat, messages, due_at) values (:chat, :messages, :due)",
        chat=chat.chat,
        messages=seals.seal(chat.key_id, to_json(list(messages)), "fading"),
        due=now + FADES_HOURS * 3600,
    )


def due(tx: Transaction, seals: Seals, *, now: int, most: int) -> list[Fading]:
    """What is to vanish now."""
    rows = tx.all(
        "select f.id, f.messages, c.id as chat, c.channel, c.address, c.key_id, c.language, c.person, c.state"
        " from fading f join chat c on c.id = f.chat where f.due_at <= :now order by f.id limit :most",
        now=now,
        most=most,
    )
    found = []
    for row in rows:
        try:
            messages = from_json(seals.open(row["key_id"], row["messages"], "fading"))
            found.append(Fading(row["id"], address_of(row, seals), messages))
        except Erased:
            continue
    return found


def done(tx: Transaction, id: int) -> None:
    """They are gone, or can't be taken back any more."""
    tx.run("delete from fading where id = :id", id=id)


def later(tx: Transaction, id: int, *, now: int) -> None:
    """The platform was not reached."""
    tx.run("update fading set due_at = :due where id = :id", due=now + LATER_SECONDS, id=id)
