"""How fast a platform may be written to: a few at once, then so many a second."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.channels.channel import Limits

PRIVATE_BURST = 3  # Telegram tolerates short bursts in a private chat
GROUP_BURST = 5  # a case that is taken, handled and answered in one go shows so at once
# Of what a platform takes in a group: 12 of Telegram's 20 messages a minute, and the burst. The other 3 are for
# emergencies, which wait for nothing: were the limit used up, the next one would be refused for most of a minute.
GROUP_SHARE = 0.6
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

    def overdraw(self, now: float) -> None:
        """One passes at once; those after it wait the longer."""
        self.level = min(self.burst, self.level + (now - self.at) * self.per_second) - 1
        self.at = now


class Pace:
    """A channel's limits, as buckets: one for all, one for each chat."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._all = Bucket(limits.all_per_second, max(1.0, limits.all_per_second))
        self._chats: dict[str, Bucket] = {}

    def wait(self, chat: str, *, is_group: bool, now: float) -> float:
        """Seconds to wait before a chat may be written to; 0 means now, and counts."""
        return self._bucket(chat, is_group=is_group, now=now).wait(now) or self._all.wait(now)

    def pass_now(self, chat: str, *, is_group: bool, now: float) -> None:
        """A chat is written to without waiting, which counts as well."""
        self._bucket(chat, is_group=is_group, now=now).overdraw(now)
        self._all.overdraw(now)

    def _bucket(self, chat: str, *, is_group: bool, now: float) -> Bucket:
        bucket = self._chats.get(chat)
        if bucket is None:
            if len(self._chats) >= CHATS_MAX:
                self._chats.clear()
            limits = self._limits
            rate = limits.group_per_minute * GROUP_SHARE / 60 if is_group else limits.chat_per_second
            bucket = self._chats[chat] = Bucket(rate, GROUP_BURST if is_group else PRIVATE_BURST, at=now)
        return bucket
