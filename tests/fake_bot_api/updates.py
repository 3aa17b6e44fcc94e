"""The queue of updates, as Telegram keeps it: gone when confirmed by offset, or by the webhook's 200."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from typing import Any

import httpx

from tests.fake_bot_api.rules import Refused

DEFAULT_TYPES = {"message", "edited_message", "channel_post", "callback_query", "my_chat_member"}
WEBHOOK_RETRY_SECONDS_MAX = 1.0
OTHER_POLLER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"

Update = dict[str, Any]


class Updates:
    """Every update ever, and those not yet confirmed."""

    def __init__(self) -> None:
        self.all: list[Update] = []
        self.pending: list[Update] = []
        self.types = set(DEFAULT_TYPES)
        self.webhook: dict[str, Any] = {}
        self.is_shuffled = self.is_doubled = False
        self.chance = random.Random(7)
        self._next_id = 90_000
        self._changed = asyncio.Event()
        self._poller = 0
        self._posting: asyncio.Task[None] | None = None

    def push(self, body: dict[str, Any]) -> int | None:
        """A new update's id; None where the bot did not ask for its kind."""
        if not self.types & set(body):
            return None
        self._next_id += 1
        update = {"update_id": self._next_id, **body}
        self.all.append(update)
        self.pending.append(update)
        self._wake()
        return self._next_id

    def redeliver(self, last: int) -> None:
        """Updates that were confirmed come again, under their own ids."""
        waiting = {update["update_id"] for update in self.pending}
        again = [update for update in self.all[-last:] if update["update_id"] not in waiting]
        self.pending = sorted([*again, *self.pending], key=lambda update: update["update_id"])
        self._wake()

    async def get(self, offset: int, limit: int, timeout_seconds: float) -> list[Update]:
        if self.webhook:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook")
        self._poller += 1
        mine = self._poller
        self._wake()
        self._confirm(offset)
        deadline = asyncio.get_running_loop().time() + timeout_seconds
        while not self.pending and mine == self._poller:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                return []
            changed = self._changed
            try:
                await asyncio.wait_for(changed.wait(), left)
            except TimeoutError:
                return []
        if mine != self._poller:
            raise Refused(409, OTHER_POLLER)
        return self._disordered(self.pending[:limit])

    def set_webhook(self, url: str, secret: str) -> None:
        if self._posting:
            self._posting.cancel()
            self._posting = None
        self.webhook = {"url": url, "secret": secret} if url else {}
        self._poller += 1
        self._wake()
        if url:
            self._posting = asyncio.create_task(self._post_all(url, secret))

    def _confirm(self, offset: int) -> None:
        if offset > 0:
            self.pending = [update for update in self.pending if update["update_id"] >= offset]
        elif offset < 0:
            self.pending = self.pending[offset:]

    def _disordered(self, batch: list[Update]) -> list[Update]:
        if self.is_doubled:
            batch = [update for update in batch for _ in range(2)]
        if self.is_shuffled:
            batch = self.chance.sample(batch, len(batch))
        return batch

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def _post_all(self, url: str, secret: str) -> None:
        """Chats side by side, each in its order, every update until it got its 200."""
        busy: dict[int, asyncio.Task[None]] = {}
        async with httpx.AsyncClient(timeout=60, trust_env=False) as client:
            try:
                while True:
                    changed = self._changed
                    for update in self._first_of_each_chat():
                        chat = _chat_of(update)
                        if chat not in busy or busy[chat].done():
                            busy[chat] = asyncio.create_task(self._post(client, url, secret, update))
                    await changed.wait()
            finally:
                for task in busy.values():
                    task.cancel()

    def _first_of_each_chat(self) -> Iterator[Update]:
        seen: set[int] = set()
        for update in self._disordered(self.pending):
            if (chat := _chat_of(update)) not in seen:
                seen.add(chat)
                yield update

    async def _post(self, client: httpx.AsyncClient, url: str, secret: str, update: Update) -> None:
        wait_seconds = 0.05
        while True:
            try:
                answer = await client.post(url, json=update, headers={"X-Telegram-Bot-Api-Secret-Token": secret})
                if answer.status_code == 200:
                    break
            except httpx.HTTPError:
                pass
            await asyncio.sleep(wait_seconds)
            wait_seconds = min(wait_seconds * 2, WEBHOOK_RETRY_SECONDS_MAX)
        self.pending = [other for other in self.pending if other is not update]
        asyncio.get_running_loop().call_soon(self._wake)


def _chat_of(update: Update) -> int:
    kinds = ("message", "callback_query", "my_chat_member", "chat_member", "edited_message", "channel_post")
    body: Update = next((update[kind] for kind in kinds if kind in update), {})
    return int(body.get("message", body).get("chat", {}).get("id", 0))
