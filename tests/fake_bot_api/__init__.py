"""A Bot API server for tests: loopback only, with Telegram's own limits, and with faults on demand."""

from tests.fake_bot_api.control import Control, Phone, Seen
from tests.fake_bot_api.server import TOKEN, FakeBotApi

__all__ = ["TOKEN", "Control", "FakeBotApi", "Phone", "Seen"]
