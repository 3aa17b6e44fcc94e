"""Addresses of chats, and of topics within groups; a chat can get another."""

from __future__ import annotations

from people import store
from storage.database import Transaction
from storage.mailbox import Address
from storage.seals import Seals

TOPIC = "/"  # stands between a group's address and a topic in it


def group_of(address: str) -> str:
    """An address without its topic."""
    return address.partition(TOPIC)[0]


def move_chat(tx: Transaction, seals: Seals, chat: Address, address: str) -> None:
    """Write a chat's new address down; what stood under that address until now gives way to it."""
    handle = seals.index("chat", f"{chat.channel} {address}")
    store.give_way(tx, chat.chat, channel=chat.channel, handle=handle)
    store.move_chat(
        tx,
        chat.chat,
        handle=handle,
        base=seals.index("chat", f"{chat.channel} {group_of(address)}"),
        address=seals.seal(chat.key_id, address.encode(), "address"),
    )
