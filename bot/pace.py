"""How fast a platform may be written to: a few at once, then so many a second."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.channels.channel import Limits

PRIVATE_BURST = 3  # Telegram tolerates short bursts in a private chat
GROUP_BURST = 5
CHATS_MAX = 10_000  # buckets held; full ones are let go


@dataclass(slots=True)
class Bucket:
    """Lets `burst` through at once and `per_second` after that. Times are a monotonic clock's seconds."""

    per_second: float
    burst: float
    level: float = field(init=False)
    at: float = 0.0

    def __post_init__(self) -> None:
        self.level = self.burst

    def wait(self, now: float) -> float:
        """Seconds until one may pass; 0 takes it."""
        self.level = min(self.burst, self.level + (now - self.at) * self.per_second)
        self.at = now
        if self.level >= 1:
            self.level -= 1
            return 0.0
        return (1 - self.level) / self.per_second


class Pace:
    """A channel's limits, as buckets: one for all, one for each chat."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._all = Bucket(limits.all_per_second, max(1.0, limits.all_per_second))
        self._chats: dict[str, Bucket] = {}

    def wait(self, chat: str, *, is_group: bool, now: float) -> float:
        """Seconds to wait before a chat may be written to; 0 means now, and counts."""
        bucket = self._chats.get(chat)
        if bucket is None:
            if len(self._chats) >= CHATS_MAX:
                self._chats.clear()
            rate = self._limits.group_per_minute / 60 if is_group else self._limits.chat_per_second
            bucket = self._chats[chat] = Bucket(rate, GROUP_BURST if is_group else PRIVATE_BURST, at=now)
        return bucket.wait(now) or self._all.wait(now)
